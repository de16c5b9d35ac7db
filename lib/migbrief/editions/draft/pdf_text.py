"""Reassembling the text layer of a PDF: paragraphs, without running heads and page numbers."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby, pairwise
from statistics import median
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from pypdfium2 import PdfTextPage

_SOFT: Final = "\ufffe\u00ad\x02"  # hyphens added only at the end of a line
_WIDER: Final = 1.35  # times the usual line spacing, from which a paragraph begins
_ITEM: Final = re.compile(r"\s*(?:[•●▪-]|\(?\d{1,2}[.)]|\(?[a-z]\))\s")
_LARGER: Final = 1.12  # times the usual size of letters, from which a line is a heading
_LONGEST: Final = 20  # words of a heading
_REPEATED: Final = 3  # pages on which a line at the edge is a running head


@dataclass(frozen=True)
class _Line:
    text: str
    left: float
    right: float
    bottom: float
    top: float
    size: float
    bold: bool


def pdf_text(data: bytes) -> str:
    """Return the text of a PDF, blank without a text layer. Raise ``RuntimeError`` for a broken one.

    Lines in bold or in larger letters than most are marked as headings, as in Markdown.

    >>> pdf_text(b"no PDF")
    Traceback (most recent call last):
    pypdfium2._helpers.misc.PdfiumError: Failed to load document (PDFium: Data format error).
    """
    import pypdfium2

    document = pypdfium2.PdfDocument(data)
    try:
        pages = [_lines(page.get_textpage()) for page in document]
    finally:
        document.close()
    edges = Counter(_shape(line.text) for lines in pages for line in {*lines[:2], *lines[-2:]})
    kept = [[line for line in lines if not _is_running_head(line, lines, edges)] for lines in pages]
    paragraphs: list[str] = []
    edge, last = max((line.right for lines in kept for line in lines), default=0.0), None
    levels = _levels([line for lines in kept for line in lines])
    for lines in kept:
        here = list(_paragraphs(lines, levels, edge))
        if paragraphs and here and last and _continues(last, lines[0], edge):
            paragraphs[-1] = _join_lines([paragraphs[-1], here.pop(0)])
        paragraphs += here
        last = lines[-1] if lines else last
    return "\n\n".join(paragraphs)


def _levels(lines: list[_Line]) -> dict[_Line, int]:
    """Return the levels of lines that look like headings: 1 for those in the largest letters."""
    usual = median(line.size for line in lines) if lines else 0.0
    mostly_bold = sum(line.bold for line in lines) > len(lines) / 2
    looks = {
        line: (round(max(line.size, usual)), line.bold)
        for line in lines
        if (line.size > _LARGER * usual or (line.bold and not mostly_bold and line.size > 0.95 * usual))
        and re.search(r"[^\W\d_]{3}", line.text)
    }
    ranks = {look: n for n, look in enumerate(sorted(set(looks.values()), reverse=True), 1)}
    return {line: min(ranks[look], 6) for line, look in looks.items()}


def _continues(last: _Line, first: _Line, edge: float) -> bool:
    """Return whether a paragraph continues over a page break: a full last line, then no list item."""
    full = last.right - last.left > 0.85 * (edge - last.left)
    return full and not _ITEM.match(first.text) and abs(first.top - first.bottom - last.top + last.bottom) < 3


def _lines(page: PdfTextPage) -> list[_Line]:
    """Return the lines of a page in order, each with the height of its letters."""
    lines, start = [], 0
    for written in re.split(r"(?<=\n)", page.get_text_range()):
        visible = [start + i for i, sign in enumerate(written) if not sign.isspace()]
        start += len(written)
        if visible:
            some = visible[:: max(1, len(visible) // 8)]
            sides = list(zip(*(page.get_charbox(i) for i in some), strict=True))
            loose = (page.get_charbox(i, loose=True) for i in some)
            lines.append(
                _Line(
                    written.strip(),
                    left=min(sides[0]),
                    right=page.get_charbox(visible[-1])[2],
                    bottom=min(sides[1]),
                    top=max(sides[3]),
                    size=median(top - bottom for _, bottom, _, top in loose),
                    bold=all(_is_bold(page, i) for i in (*some, visible[-1])),
                )
            )
    return lines


def _is_bold(page: PdfTextPage, i: int) -> bool:
    import ctypes

    from pypdfium2 import raw

    name = ctypes.create_string_buffer(128)
    raw.FPDFText_GetFontInfo(page, i, name, len(name), None)
    return re.search(rb"bold|black|heavy|demi", name.value, re.IGNORECASE) is not None


def _shape(text: str) -> str:
    return re.sub(r"\d+", "0", " ".join(text.split()).casefold())


def _is_running_head(line: _Line, lines: list[_Line], edges: Counter[str]) -> bool:
    """Return whether a line is a page number, or a running head or foot."""
    if line not in (*lines[:2], *lines[-2:]):
        return False
    shape = _shape(line.text)
    return bool(re.fullmatch(r"(?:page )?\W*0\W*(?:(?:of|/) 0)?", shape)) or edges[shape] >= _REPEATED


def _paragraphs(lines: list[_Line], levels: dict[_Line, int], edge: float) -> Iterator[str]:
    pairs = [(above, below, above.bottom - below.bottom) for above, below in pairwise(lines)]
    # A full line is mostly followed by another of its paragraph, which gives the line spacing.
    full = [gap for above, _, gap in pairs if gap > 0 and above.right > 0.85 * edge]
    usual = median(full or [gap for *_, gap in pairs if gap > 0] or [1.0])
    number, numbers = 0, [0]
    for above, below, gap in pairs:
        apart = gap > _WIDER * max(usual, below.size if levels.get(below) else 0) or gap < 0
        # A number may also begin the next line of a sentence, below a full one.
        ended = above.right <= 0.85 * edge or above.text.endswith((".", ":", ";")) or below.text[0] in "•●▪"
        item = ended and _ITEM.match(below.text)
        number += bool(apart or levels.get(above) != levels.get(below) or item)
        numbers.append(number)
    for _, group in groupby(zip(numbers, lines, strict=False), key=lambda pair: pair[0]):
        own = [line for _, line in group]
        text, level = _join_lines([line.text for line in own]), levels.get(own[0], 0)
        headed = level and len(text.split()) <= _LONGEST and not text.endswith((".", ",", ";", ":"))
        yield f"{'#' * level} {text}" if headed else text


def _join_lines(lines: list[str]) -> str:
    text = ""
    for line in lines:
        line = " ".join(line.split())
        if text and (text[-1] in _SOFT or re.search(r"[a-z]-$", text)) and line[:1].islower():
            text = text[:-1] + line if text[-1] in _SOFT else text + line
        else:
            text = f"{text} {line}" if text else line
    for sign in _SOFT:
        text = text.replace(sign, "")
    return re.sub(r"^[●▪]", "•", text)
