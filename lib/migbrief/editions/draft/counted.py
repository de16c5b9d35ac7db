"""A paper's text with its paragraphs numbered and what was found in the margin, as text or as a page."""

import textwrap
from collections.abc import Iterator
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import Final

from migbrief.editions import edition
from migbrief.editions.textcheck.layout import divide
from migbrief.files import write_atomic
from migbrief.text import words
from migbrief.text.i18n import mark, t

from . import names
from .facts import Quantity, quantities
from .outline import outline

_WIDTH: Final = 64  # characters of the column of text
_MARGIN: Final = 44  # characters of the column beside it
_KINDS: Final = {
    **{"money": mark("money"), "people": mark("people"), "count": mark("count"), "date": mark("date")},
    **{"ordinal": mark("ordinal"), "rate": mark("rate"), "frequency": mark("frequency")},
}


@dataclass(frozen=True)
class Paragraph:
    """A paragraph: its section and number, its text, its quantities, and lines for its margin."""

    section: str
    number: int
    text: str
    found: tuple[Quantity, ...]
    margin: tuple[str, ...]


def count(text: str, name: str | None = None) -> list[Paragraph]:
    """Return a text's paragraphs as an edition, or else its own headings, number them.

    >>> [(p.section, p.number, p.margin) for p in count("Herons nest in Kenya, some 40 of them.")]
    [('opening', 1, ('count: some 40', 'Kenya'))]
    """
    known = name in edition.available() if name else False
    sections = edition.load(str(name)).sections if known else outline(text)
    layout = divide(text, sections)
    every_quantity = quantities(layout)
    paragraphs = []
    for section, bodies in layout.paragraphs.items():
        for n, body in enumerate(bodies):
            if not body:
                continue
            here = tuple(q for q in every_quantity if (q.section, q.paragraph) == (section, n))
            paragraphs.append(Paragraph(section, n, body, here, tuple(_margin(body, here))))
    return paragraphs


def _margin(text: str, in_text: tuple[Quantity, ...]) -> Iterator[str]:
    from migbrief.datasets import countries

    for q in in_text:
        date = q.kind == "date"
        wording = words.date(q.as_of) if date and q.value_high is None else _figure(q)
        yield t("{what}: {which}", what=t(_KINDS[q.kind]), which=wording)
    codes, groups = names.places(text)
    yield from (countries.name(code) for code in codes)
    yield from groups
    among = (*names.introduced(text), *names.known())
    yield from dict.fromkeys(one.key for one in names.organisations(text, among))


def _figure(q: Quantity) -> str:
    if q.kind == "ordinal":
        return words.ordinal(int(q.value))
    return words.quantity(q.value, q.unit, high=q.value_high, qualifier=q.qualifier)


def as_text(paragraphs: list[Paragraph]) -> str:
    """Return paragraphs in two columns: the numbered text, and what was found in it.

    >>> as_text([Paragraph("a", 1, "Herons", (), ("Kenya",))]).split()
    ['a', 'paragraph', '1', 'Herons', 'Kenya']
    """
    return "\n".join(line for paragraph in paragraphs for line in _columns(paragraph))


def _columns(paragraph: Paragraph) -> Iterator[str]:
    yield t("{section} paragraph {n}", section=paragraph.section, n=str(paragraph.number))
    left = textwrap.wrap(paragraph.text, _WIDTH) or [""]
    right = [line for note in paragraph.margin for line in textwrap.wrap(note, _MARGIN)]
    for at in range(max(len(left), len(right))):
        text, beside = (column[at] if at < len(column) else "" for column in (left, right))
        yield f"  {text:<{_WIDTH}}  {beside}".rstrip()
    yield ""


def write_page(paragraphs: list[Paragraph], path: Path) -> None:
    """Write paragraphs as a page: quantities marked in the text, the rest beside it.

    >>> write_page([], Path("/dev/null/no"))  # doctest: +IGNORE_EXCEPTION_DETAIL
    Traceback (most recent call last):
    migbrief.errors.UserError: cannot write /dev/null/no
    """
    rows = "".join(
        f"<tr><th>{escape(p.section)} {p.number}</th><td>{_with_marks(p)}</td>"
        f"<td>{'<br>'.join(escape(line) for line in p.margin)}</td></tr>"
        for p in paragraphs
    )
    title = escape(t("The text as it is counted"))
    style = (
        "body{font:16px/1.5 Georgia,serif;max-width:70rem;margin:2rem auto;padding:0 1rem}"
        "table{border-collapse:collapse}td,th{vertical-align:top;text-align:left;padding:.6rem .8rem;"
        "border-top:1px solid #8886}th,td:last-child{font:13px/1.5 system-ui,sans-serif}"
        "th{white-space:nowrap}td:last-child{width:16rem}mark{background:#ffe08a;color:#000}"
        ":root{color-scheme:light dark}@media(max-width:40rem){td,th{display:block;border:0;width:auto}}"
    )
    head = f'<meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>{title}</title>'
    page = f"<!doctype html><html lang=en><head>{head}<style>{style}</style></head><body><h1>{title}</h1>"
    write_atomic(path, f"{page}<table>{rows}</table></body></html>\n")


def _with_marks(paragraph: Paragraph) -> str:
    text, at = [], 0
    for start, end in dict.fromkeys((q.start, q.end) for q in paragraph.found):
        text += [escape(paragraph.text[at:start]), f"<mark>{escape(paragraph.text[start:end])}</mark>"]
        at = end
    return "".join([*text, escape(paragraph.text[at:])])
