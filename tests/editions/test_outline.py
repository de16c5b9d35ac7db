"""How the sections of a paper are found, whatever its file and however it marks its headings."""

from __future__ import annotations

import textwrap
import zipfile
from collections.abc import Callable
from html import escape
from pathlib import Path

import pytest
from matplotlib.backends.backend_pdf import PdfPages
from matplotlib.figure import Figure

from migbrief.editions.draft.facts import quantities
from migbrief.editions.draft.outline import outline
from migbrief.editions.draft.paper import read_paper
from migbrief.editions.textcheck.layout import divide

TITLE = ["Herons on the move", "Report of the society, 3 May 2021"]
SECTIONS = {
    "A way forward": [
        "Some 40 herons came in May from the marshes of the north, and stayed.",
        "31 May was the last day on which they were counted by the society.",
    ],
    "What the members say": [
        "The members ask the ministry for three things in the year that comes:",
        "1. Nests for the young",
        "2. Reeds along the whole shore",
        "3. Plans for the winter",
    ],
    "Plans": [
        "Plans of the society are made by its members, and two of them are new.",
        "Herons will be counted at twelve lakes by all members of the society.",
    ],
}  # fmt: skip
PARAGRAPHS = [2, 4, 2]
PROSE = "The herons nest in the reeds by the lake, as ever."


def written(heading: Callable[[int, str], str], title: str = "") -> str:
    blocks = [f"{title}{TITLE[0]}", TITLE[1]]
    for n, (name, texts) in enumerate(SECTIONS.items(), 1):
        blocks += [heading(n, name), *texts]
    return "\n\n".join(blocks)


def check(text: str) -> None:
    found = outline(text)
    assert [title.casefold().rstrip("?") for title in found["title"]] == [
        name.casefold() for name in SECTIONS
    ]
    laid = divide(text, found)
    assert laid.missing == []
    assert [len(texts) - 1 for texts in laid.paragraphs.values()] == PARAGRAPHS


@pytest.mark.parametrize(
    "heading",
    [
        lambda n, name: name,
        lambda n, name: name.upper(),
        lambda n, name: f"**{name}**",
        lambda n, name: f"__{name}?__",
        lambda n, name: f"**{n}. {name}**",
        lambda n, name: f"## {name}",
        lambda n, name: f"{name}\n{'-' * len(name)}",
        lambda n, name: f"{n}. {name}",
        lambda n, name: f"{n} {name}",
        lambda n, name: f"{'ABC'[n - 1]}. {name}",
        lambda n, name: f"({'abc'[n - 1]}) {name}",
        lambda n, name: f"{'I' * n}. {name.upper()}",
        lambda n, name: f"{'I' * n}\u2003{name}" if n > 1 else f"I. {name}",
        lambda n, name: f"Part {n}: {name}",
        lambda n, name: f"Section {'I' * n} – {name}",
        lambda n, name: f"Annex {'ABC'[n - 1]}. {name}",
    ],
)
@pytest.mark.parametrize("title", ["", "# ", "## "])
def test_headings_are_found_however_they_are_marked(heading: Callable[[int, str], str], title: str) -> None:
    check(written(heading, title))


@pytest.mark.parametrize("heading", [lambda n, name: f"## {name}", lambda n, name: f"{n}. {name.upper()}"])
def test_a_heading_may_stand_right_above_its_text(heading: Callable[[int, str], str]) -> None:
    text = written(heading)
    for n, name in enumerate(SECTIONS, 1):
        text = text.replace(f"{heading(n, name)}\n\n", f"{heading(n, name)}\n")
    check(text)


def test_headings_in_another_style_are_a_level_below() -> None:
    capitals = written(lambda n, name: f"{name.upper()}\n\nOne word on it", "")
    assert [title.casefold() for title in outline(capitals)["title"]] == [n.casefold() for n in SECTIONS]
    numbered = written(lambda n, name: f"{n}. {name}").replace("31 May", "Counting\n\n31 May")
    assert outline(numbered)["title"].tolist() == list(SECTIONS)
    bold = written(lambda n, name: f"**{name}**").replace("31 May", "1. Counting\n\n31 May")
    assert outline(bold)["title"].tolist() == list(SECTIONS)


def test_markup_gives_the_level_of_headings() -> None:
    for over, under in (
        ("A. ", "(a) "),
        ("1. ", "1.1 "),
        ("2) ", "(2) "),
        ("I. ", "A. "),
        ("Part 1: ", "a. "),
    ):
        first, second = (over, over.translate(str.maketrans("A12I", "B23V")).replace("V", "II"))
        text = [f"{first}Nests", f"{under}Lakes", PROSE, f"{second}Reeds", f"{under}Shores", PROSE]
        assert outline("\n\n".join(text))["title"].tolist() == ["Nests", "Reeds"], (over, under)


@pytest.mark.parametrize("sign", ["1.1 ", "1.1. ", "1.1.2 ", "A.1 ", "1.a ", "II.3 "])
def test_lines_numbered_below_a_heading_are_headings_too(sign: str) -> None:
    """Their numbers state nothing, and sentences that are numbered alike stay paragraphs."""
    text = "\n\n".join(
        ["1. Nests", f"{sign}Lakes", PROSE, f"{sign}The herons nest by the lake.", "2. Reeds", PROSE]
    )
    found = outline(text)
    assert found["title"].tolist() == ["Nests", "Reeds"]
    laid = divide(text, found)
    assert [len(own) - 1 for own in laid.paragraphs.values()] == [2, 1]
    assert quantities(laid) == []


@pytest.mark.parametrize("levels", [1, 2])
def test_paragraphs_numbered_over_headings_are_none_and_footnotes_stand_under_a_rule(levels: int) -> None:
    """Headings of another look are sections too, unless one stands right below another."""
    below = ["At the lake"] if levels == 2 else []
    texts = ["HERONS AND\nREEDS", "NESTS", f"1. {PROSE}", f"2. {PROSE}", "_____\n¹ Ten herons in 1999."]
    texts += ["* * *", "What the Members Said", f"3. {PROSE}", "REEDS", *below, f"4. {PROSE}"]
    found = outline("\n\n".join(texts))
    named, counted = ["Nests", "What the Members Said", "Reeds"], [2, 1, 1]
    if levels == 2:
        named, counted = ["Nests", "Reeds"], [4, 2]  # the lines below are told apart by nothing else
    assert found["title"].tolist() == named
    laid = divide("\n\n".join(texts), found)
    assert [len(p) - 1 for p in laid.paragraphs.values()] == counted
    assert "1999" in laid.paragraphs["nests"][0]


def test_a_list_is_no_row_of_headings() -> None:
    listed = ["The members ask for three things in the coming year:", "1. Nests", "2. Reeds", "3. Peace"]
    plans = "Plans of the society are made by all of its members, as ever."
    assert outline("\n\n".join(["Herons", *listed, plans]))["title"].tolist() == ["Herons"]


WORD = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
LOOKS = {
    "style": '<w:pPr><w:pStyle w:val="H"/></w:pPr><w:r>',
    "bold": "<w:r><w:rPr><w:b/></w:rPr>",
    "lines": "<w:r>",
}


def blocks() -> list[tuple[bool, str]]:
    return [(block.startswith("## "), block.removeprefix("## ")) for block in
            written(lambda n, name: f"## {n}. {name}").split("\n\n")]  # fmt: skip


@pytest.mark.parametrize("look", LOOKS)
def test_the_headings_of_a_word_document_are_found(tmp_path: Path, look: str) -> None:
    kinds = "http://schemas.openxmlformats.org/package/2006"
    body = "".join(f"<w:p>{LOOKS[look] if head else '<w:r>'}<w:t>{text}</w:t></w:r></w:p>"
                   for head, text in blocks())  # fmt: skip
    main = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    styles = '<w:style w:type="paragraph" w:styleId="H"><w:name w:val="heading 1"/></w:style>'
    with zipfile.ZipFile(tmp_path / "paper.docx", "w") as parts:
        for name, target, kind in (
            ("_rels/.rels", "d.xml", "officeDocument"),
            ("_rels/d.xml.rels", "s.xml", "styles"),
        ):
            link = f'<Relationship Id="r" Type="{OFFICE}/{kind}" Target="{target}"/>'
            parts.writestr(name, f'<Relationships xmlns="{kinds}/relationships">{link}</Relationships>')
        typed = f'<Override PartName="/d.xml" ContentType="{main}"/>'
        parts.writestr("[Content_Types].xml", f'<Types xmlns="{kinds}/content-types">{typed}</Types>')
        parts.writestr("s.xml", f"<w:styles {WORD}>{styles}</w:styles>")
        parts.writestr("d.xml", f"<w:document {WORD}><w:body>{body}</w:body></w:document>")
    check(read_paper(tmp_path / "paper.docx"))


@pytest.mark.parametrize("tag", ["h1", "h3", "p", "p><b", "div><strong"])
def test_the_headings_of_a_web_page_are_found(tmp_path: Path, tag: str) -> None:
    outer, _, inner = tag.partition("><")
    opened, closed = f"<{tag}>", (f"</{inner}>" if inner else "") + f"</{outer}>"
    body = "".join(f"{opened}{escape(t)}{closed}" if head else f"<p>{escape(t)}</p>" for head, t in blocks())
    (tmp_path / "paper.html").write_text(f"<body>{body}</body>", encoding="utf-8")
    check(read_paper(tmp_path / "paper.html"))


@pytest.mark.parametrize(("size", "weight"), [(13, "bold"), (12, "normal"), (9, "bold"), (9, "normal")])
def test_the_headings_of_a_pdf_are_found(tmp_path: Path, size: int, weight: str) -> None:
    figure, top = Figure(figsize=(8, 11)), 0.95
    for head, text in blocks():
        for line in textwrap.wrap(text, 44):
            figure.text(
                0.1, top, line, size=size if head else 9, weight=weight if head else "normal", va="top"
            )
            top -= 0.015
        top -= 0.012
    with PdfPages(tmp_path / "paper.pdf") as pages:
        pages.savefig(figure)
    check(read_paper(tmp_path / "paper.pdf"))


def test_a_number_that_a_line_of_a_pdf_begins_with_is_no_list_item(tmp_path: Path) -> None:
    figure, lines = (
        Figure(figsize=(8, 11)),
        ["The herons came from the marshes in the year of", "49. They stayed."],
    )
    for n, line in enumerate(
        ["1. Herons of the lakes and of all their shores.", *lines, "2. Egrets.", "(a) White"]
    ):
        figure.text(0.1, 0.9 - n * 0.015, line, size=9, va="top")
    with PdfPages(tmp_path / "paper.pdf") as pages:
        pages.savefig(figure)
    parts = read_paper(tmp_path / "paper.pdf").split("\n\n")
    assert parts[1:] == ["2. Egrets.", "(a) White"] and parts[0].endswith(" 49. They stayed.")
