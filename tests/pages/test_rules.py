"""The rules that every page keeps, in every language. ``make check-all`` runs them on every page there is."""

from __future__ import annotations

import itertools
import re
from html import unescape
from pathlib import PurePosixPath

import pytest

from migbrief.registry import manifest
from migbrief.text.i18n import LANGUAGES
from reader import Reader, doubled, downloads, pieces
from shared_site import EVERYTHING, FAILING, Site, language_of

LIMITS = {"sections": 1_000_000, "profiles": 800_000}  # bytes of a page, which must open on a phone
UNFILLED = re.compile(  # "None" may begin a sentence of English
    r"[{}]|\b(?:nan|NaN|NaT|Traceback|inf)\b|\[\^|^None$|(?<!^)(?<![.!?] )\bNone\b"
)
NUMBER = re.compile(r"[-+]?\d+(?:\.\d+)?(?:e[+-]?\d+)?")
# A number as readers read it, which no program does.
WRITTEN = re.compile(r"[-−+]?\d{1,3}(?:[ ,.\u00a0\u202f]\d{3})+(?:[.,]\d+)?|−\d[\d.,]*|[-+]?\d+,\d+")
FOOTNOTE = re.compile(r'<sup class="mb-ref[^"]*"><a id="(ref-[\w-]+)" href="#(note-[\w-]+)"')
BACK = re.compile(r'<a class="mb-here" id="(note-[\w-]+)" href="#(ref-[\w-]+)"')


@pytest.fixture(scope="module")
def read(site: Site) -> dict[str, Reader]:
    """The tags of every page by its path."""
    return {path: Reader(html) for path, html in site.html.items()}


@pytest.fixture(scope="module")
def said(site: Site) -> dict[str, list[str]]:
    """What every page says, piece by piece."""
    return {path: pieces(html) for path, html in site.html.items()}


def name(path: str) -> str:
    return PurePosixPath(path).stem


def test_the_site_has_every_kind_of_page_in_three_languages(site: Site) -> None:
    entries = manifest.read_manifest(site.out)
    assert {e["id"]: e["warnings"] for e in entries if e["warnings"]} == {}
    assert len(site.pages) >= (300 if EVERYTHING else 30) and FAILING.id not in site.pages
    assert {language_of(name(path)) for path in site.html} == set(LANGUAGES)
    assert {PurePosixPath(path).parent.as_posix() for path in site.html} == {
        *(".", "data", "failed/sections", "profiles", "sections"),
        *(("bare", "bare/data", "bare/profiles") if (site.out / "bare").is_dir() else ()),
    }


def test_a_page_is_a_sound_document(read: dict[str, Reader]) -> None:
    assert len(read) > 30
    for path, page in read.items():
        assert page.open == [], path
        (html,) = page.all("html")
        assert html["lang"] == language_of(name(path)), path
        for tag in ("h1", "main", "header", "footer"):
            assert len(page.all(tag)) == 1, (path, tag)
        levels = [int(tag[1]) for tag, _ in page.tags if re.fullmatch(r"h[1-6]", tag)]
        assert len(levels) > 1 and levels[0] == 1, path
        assert all(after - before <= 1 for before, after in itertools.pairwise(levels)), path


def test_titles_of_pages_differ(site: Site) -> None:
    titles = {}
    for path, html in site.html.items():
        if path.startswith(("bare/", "failed/")):
            continue  # the same pages without official data, or of another run
        (title,) = re.findall(r"<title>(.*?)</title>", html[: html.index("</head>")], re.DOTALL)
        (heading,) = re.findall(r"<h1\b[^>]*>(.*?)</h1>", html, re.DOTALL)
        plain = re.sub(r"<[^>]*>|\u2060", "", heading)
        folded = [" ".join(unescape(text).split()) for text in (title, plain)]
        assert folded[1] and folded[1] in folded[0], path
        titles[path] = folded[0], language_of(name(path))
    assert len(set(titles.values())) == len(titles) > 30


def test_anchors_are_unique_and_links_lead_somewhere(read: dict[str, Reader], site: Site) -> None:
    ids = {path: page.values("id") for path, page in read.items()}
    assert all(len(found) == len(set(found)) for found in ids.values())
    inside = outside = 0
    for path, page in read.items():
        for link in [a["href"] or "" for a in page.all("a") if "href" in a]:
            if re.match(r"(https?|data|mailto):", link):
                continue
            file, _, anchor = link.partition("#")
            target = (site.out / path).parent.joinpath(file).resolve() if file else site.out / path
            assert target.is_file(), (path, link)
            other = target.relative_to(site.out.resolve() if file else site.out).as_posix()
            if anchor and other in ids:
                assert anchor in ids[other], (path, link)
            inside, outside = inside + (not file), outside + bool(file)
    assert inside > 1000 and outside > 100


def test_a_page_loads_nothing_and_runs_only_our_script(read: dict[str, Reader]) -> None:
    for path, page in read.items():
        assert not page.all("iframe", "link", "object", "embed", "base"), path
        assert not [form for form in page.all("form") if "action" in form], path
        assert all((image["src"] or "").startswith("data:image/") for image in page.all("img")), path
        assert len(page.all("script")) == 1 and "src" not in page.all("script")[0], path
        assert not [key for _, attrs in page.tags for key in attrs if key.startswith("on")], path
        (policy,) = [m["content"] for m in page.all("meta") if "http-equiv" in m]
        assert (policy or "").startswith("default-src 'none'"), path


def test_no_word_is_repeated(said: dict[str, list[str]]) -> None:
    assert sum(map(len, said.values())) > 10_000
    assert {
        path: found for path, parts in said.items() if (found := [d for p in parts for d in doubled(p)])
    } == {}


@pytest.mark.parametrize(
    ("text", "twice"),
    [
        ("un écart estimé de de 400 000", True),
        ("The the end", True),
        ("of\nof them", True),
        ("à l’an l’an", True),
        ("Nous nous rendons à Pago Pago et à Baden-Baden.", False),
        ("It is 10 10, a, a", False),
        ("la Lata, de Denise", False),
    ],
)
def test_repeated_words_are_found(text: str, twice: bool) -> None:
    assert bool(doubled(text)) is twice


def test_no_gap_in_a_sentence_is_left_open(said: dict[str, list[str]]) -> None:
    pages = {path: parts for path, parts in said.items() if not path.startswith("failed/")}
    assert len(pages) == len(said) - 1
    assert {
        path: found for path, parts in pages.items() if (found := [p for p in parts if UNFILLED.search(p)])
    } == {}


def test_pages_are_light(site: Site) -> None:
    for folder, limit in LIMITS.items():
        sizes = {path: len(html.encode()) for path, html in site.html.items() if path.startswith(folder)}
        assert len(sizes) >= 8
        assert {path: size for path, size in sizes.items() if size >= limit} == {}


def test_each_figure_says_what_it_shows_and_has_its_data(site: Site) -> None:
    seen = 0
    for path, html in site.html.items():
        for figure in re.findall(r'<figure class="mb-figure.*?</figure>', html, re.DOTALL):
            label = re.findall(r'<svg\b[^>]*?role="img"[^>]*?aria-label="([^"]*)"', figure)
            (title,) = re.findall(r"<figcaption\b[^>]*>(.*?)</figcaption>", figure, re.DOTALL)
            (source,) = re.findall(r'<p class="mb-source">(.*?)</p>', figure, re.DOTALL)
            data = re.search(r'<details class="mb-data">.*?</details>', figure, re.DOTALL)
            assert label and re.search(r"\d", label[0]) and len(label[0]) > len(pieces(title)[0]), (
                path,
                title,
            )
            assert re.match(r"(Source|Source\u00a0|Fuente): ", source), (path, title)
            # Two draw what other figures of the page list.
            listed = not re.search('id="fig-(map-of-destinations|net-migration-rate)', figure)
            assert not listed or (data and data[0].count("<tr") > 1), (path, title)
            seen += 1
    assert seen > 3 * len(site.pages)


def test_footnotes_lead_to_a_place_and_back(site: Site) -> None:
    seen = 0
    for path, html in site.html.items():
        refs, places = FOOTNOTE.findall(html), dict(BACK.findall(html))
        assert {note for _, note in refs} == set(places), path
        assert set(places.values()) <= {ref for ref, _ in refs}, path
        seen += len(refs)
    assert seen > 500


def test_downloads_are_tables_of_numbers(site: Site) -> None:
    tables = numbers = 0
    written = {}
    for path, html in site.html.items():
        for table, (head, *rows) in downloads(html).items():
            assert rows and {len(row) for row in rows} == {len(head)}, (path, table)
            tables += 1
            cells = [cell for row in rows for cell in row]
            numbers += sum(bool(NUMBER.fullmatch(cell)) for cell in cells)
            if found := [c for c in cells if WRITTEN.fullmatch(c) and not NUMBER.fullmatch(c)]:
                written[name(path), table] = found
    assert tables > 200 and numbers > 10 * tables
    assert written == {}
