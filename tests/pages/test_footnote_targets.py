"""Where the footnotes of finished pages lead: a row holds the number, a title's lead to its own figure."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from pathlib import Path

import pytest
from migbrief.text.parse_numbers import Number, read

from migbrief.registry.records import OF_VALUES
from migbrief.text.i18n import speaking
from shared_site import Site, language_of

BLOCK = re.compile(r"<(p|li|figcaption|dd)\b([^>]*)>(.*?)</\1>", re.DOTALL)
MARK = re.compile(r'<sup class="mb-ref[^"]*"><a[^>]* href="#note-([\w-]+)"[^>]*>\[\d+\]</a></sup>')
LEAD = re.compile(r"⟦([\w-]+)⟧")
SENTENCES = re.compile(r"(?<=[.!?])(?<!est\.)(?<!\bp\.)\s+(?=[A-ZÀ-Ý«¿])")
# A figure worked out from two rows or more leads to them, and none of them holds it.
BESIDE = re.compile(  # how many the figure is of, and per how many
    r"(?:\d+ (?:of|des?) (?:los )?)?\d+ (?:members|membres|miembros)|(?:each|cada) 100\b"
)
WORKED_OUT = re.compile(
    r"comput|calcul|cálcul|divid|diferencia|differ by|beside World|par rapport à World|"
    r"times that|fois|veces|of them \(|largest part"
)


@dataclass(frozen=True)
class Block:
    """A title, tile or sentence of a page: its kind, its text with ``⟦key⟧`` for footnotes, its figure."""

    kind: str
    text: str
    figure: int
    place: bool


@dataclass(frozen=True)
class Page:
    """What a page says, and where its footnotes lead: the text of a row or end note, or a figure."""

    blocks: list[Block]
    rows: dict[str, str]
    figures: dict[str, int]


@pytest.fixture(scope="module")
def pages(site: Site) -> dict[str, Page]:
    """Those whose footnotes are looked for; on pages built of values ``test_cited_numbers`` compares each."""
    return {
        id: parsed(path)
        for id, path in site.pages.items()
        if id.partition("--")[0] not in OF_VALUES and path.parent.name != "profiles"
    }


def parsed(path: Path) -> Page:
    html = re.sub(r"<(svg|style|script)\b.*?</\1>", "", path.read_text("utf-8"), flags=re.DOTALL)
    html = html[html.index("<main") : html.index("</main>")]
    rows = {}
    for row in re.findall(r"<tr\b.*?</tr>|<li><a class=\"mb-here\".*?</li>", html, re.DOTALL):
        if key := re.search(r'id="note-([\w-]+)"', row):
            rows[key[1]] = " | ".join(
                map(plain, re.findall(r"<(?:t[hd]|li)\b[^>]*>(.*?)</(?:t[hd]|li)>", row, re.DOTALL))
            )
    spans = [found.span() for found in re.finditer(r"<figure\b.*?</figure>", html, re.DOTALL)]

    def figure(at: int) -> int:
        return next((n for n, (start, end) in enumerate(spans) if start <= at < end), -1)

    places = {found[1]: figure(found.start()) for found in re.finditer(r'id="note-([\w-]+)"', html)}
    tables = [found.span() for found in re.finditer(r"<table\b.*?</table>", html, re.DOTALL)]
    blocks = [
        Block(
            "note" if "mb-note" in found[2] else "source" if "mb-source" in found[2] else found[1],
            plain(MARK.sub(r"⟦\1⟧", found[3])),
            figure(found.start()),
            'class="mb-here"' in found[3],
        )
        for found in BLOCK.finditer(html)
        if not any(start <= found.start() < end for start, end in tables)
    ]
    return Page([block for block in blocks if block.kind != "source"], rows, places)


def plain(html: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]*>|\u2060", "", html)).replace("\n", " ").split(" ")).strip()


def stretches(text: str) -> Iterator[tuple[str, str, str]]:
    """For each footnote of a text: its sentence, what it follows there since the one before, its key."""
    for sentence in SENTENCES.split(text):
        start = 0
        for found in LEAD.finditer(sentence):
            yield sentence, sentence[start : found.start()], found[1]
            start = found.end()


def holds(row: str, number: Number) -> bool:
    """Whether a row has the number, or one that is written like it once rounded: 450,000 for 450,110."""
    whole = str(int(number.size))
    zeros = len(whole) - len(whole.rstrip("0")) if number.size >= 100 and number.size % 1 == 0 else 0
    slack = max(number.slack, 10**zeros / 2 if zeros else 0)
    return any(abs(other.size - number.size) <= slack * (1 + 1e-9) for other in read(row, bare=True))


def blocks(pages: dict[str, Page]) -> Iterator[tuple[str, Page, Block]]:
    """Every text of every page, while its language is spoken."""
    for id, page in pages.items():
        with speaking(language_of(id)):
            for block in page.blocks:
                yield id, page, block


def test_a_row_that_a_footnote_leads_to_holds_the_number(pages: dict[str, Page]) -> None:
    wrong, seen = [], Counter[str]()
    for id, page, block in blocks(pages):
        for sentence, stretch, key in stretches(block.text):
            numbers = list(read(BESIDE.sub("", stretch)))
            if key not in page.rows or not numbers or WORKED_OUT.search(sentence):
                continue
            seen[id] += 1
            if not all(holds(page.rows[key], number) for number in numbers):
                wrong.append((id, stretch, page.rows[key]))
    assert wrong == []
    assert seen.total() > 5 * len(pages)


def test_each_number_has_a_footnote_in_its_own_sentence(pages: dict[str, Page]) -> None:
    """A note explains its figure, and stands by its source; what footnotes lead to is itself a source."""
    bare, seen = [], 0
    for id, _, block in blocks(pages):
        if block.kind == "note" or block.place:
            continue
        for sentence in SENTENCES.split(block.text):
            seen += 1
            bare += [(id, sentence) for _ in read(LEAD.split(sentence)[-1])]
    assert bare == [] and seen > 30 * len(pages)


def test_a_title_leads_to_no_other_figure_but_to_a_row(pages: dict[str, Page]) -> None:
    titles = [(id, page, block) for id, page, block in blocks(pages) if block.kind == "figcaption"]
    leads = [(id, page, block, key) for id, page, block in titles for key in LEAD.findall(block.text)]
    strayed = [
        (id, block.text, key)
        for id, page, block, key in leads
        if page.figures[key] != block.figure and key not in page.rows
    ]
    assert strayed == [] and len(leads) > len(pages)
