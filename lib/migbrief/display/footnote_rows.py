"""The rows of a page's tables, and which of them hold a number."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from html import unescape
from typing import Final

from migbrief.text.parse_numbers import Number, read

from .footnotes import PLACE

ROW: Final = r"<tr\b"
HEAD: Final = re.compile(r"<thead>.*?</thead>", re.DOTALL)
CELL: Final = re.compile(r"<t[hd]\b[^>]*>(.*?)</t[hd]>", re.DOTALL)
TAG: Final = re.compile(r"<[^>]*>")
BETWEEN_WORDS: Final = re.compile(r"[\W_]+")
CODE: Final = re.compile(r"[A-Z]{3}")
QUOTE: Final = 3  # words that are more than a number and what is counted
RANK: Final = re.compile(r"\s*\d+\.\s")
TELLING: Final = re.compile(r"[^\W\d_]{2}|\d{3}")  # a name, a year or a long figure


@dataclass
class Table:
    """A figure or table of a page: its rows, where its source line stands, which marks it gets."""

    key: str
    section: int
    html: str = ""  # of one table, or several where rows fold away
    starts: list[tuple[int, int]] = field(default_factory=list)  # where a part of html stands in its piece
    source: int | None = None
    known: str = ""  # its author's key of the source line
    marks: dict[str, int] = field(default_factory=dict)  # key → where in the piece

    @cached_property
    def numbers(self) -> list[tuple[float, float, int]]:
        """Size, half a unit and place of every number that is shown, by size."""
        text = TAG.sub(lambda tag: f"<{' ' * (len(tag[0]) - 2)}>", self.html)
        return sorted((n.size, n.half, n.start) for n in read(text, bare=True))

    @cached_property
    def rows(self) -> list[int]:
        return [match.start() for match in re.finditer(ROW, self.html)]

    def like(self, number: Number) -> Iterator[Row]:
        """The rows that hold the number, each once, or hold what is written like it once rounded so."""
        first = bisect_left(self.numbers, (number.size - number.slack,))
        last = bisect_right(self.numbers, (number.size + number.slack, float("inf")))
        seen = set()
        for size, half, at in self.numbers[first:last]:
            n = bisect_right(self.rows, at) - 1
            same = size == number.size
            if n >= 0 and n not in seen and (same or (half <= number.slack and number.digits > 1)):
                seen.add(n)
                yield Row(self, self.rows[n], at, same)

    def cite(self) -> str | None:
        """The key of the source line; none where there is no such line."""
        if self.source is None:
            return None
        if not self.known:
            self.marks[self.key] = self.source
        return self.known or self.key


@dataclass(frozen=True)
class Row:
    """A row of a table that holds a number at ``at``; ``same``: as the text has it, not once rounded."""

    table: Table
    start: int
    at: int
    same: bool

    def named(self, sentence: str) -> bool:
        """Whether the sentence has the row's heading (after a code, its name) or quotes the number's cell.

        That it repeats another cell, such as an income group that many rows share, does not name a row.
        """
        quote = next((_text(cell) for cell in self._cells() if self._within(cell)), "")
        named = [RANK.sub("", _text(cell)) for cell in self._headings() if not self._within(cell)]
        if quote[:1].isalpha() and len(quote.split()) >= QUOTE:
            named.append(quote)
        return any(TELLING.search(text) and folded(text) in sentence for text in named)

    def called(self, before: str) -> tuple[int, int]:
        """Where in what stands before a number the row's heading ends last, and how long it is."""
        ends = [
            (before.rfind(name) + len(name), len(name))
            for cell in self._headings()
            if TELLING.search(text := RANK.sub("", _text(cell))) and (name := folded(text)) in before
        ]
        return max(ends, default=(-1, 0))

    def said(self, words: str, short: bool) -> int:
        """How many of the other cells (``short``: of the headings only) the words of a sentence repeat."""
        cells = self._headings() if short else self._cells()
        texts = {folded(RANK.sub("", _text(cell))) for cell in cells if not self._within(cell)}
        return sum(bool(TELLING.search(text)) and text in words for text in texts)

    def _headings(self) -> list[re.Match[str]]:
        """The first cell; after a code, the name too."""
        cells = list(self._cells())
        return cells[: 2 if CODE.fullmatch(_text(cells[0])) else 1]

    def _cells(self) -> Iterator[re.Match[str]]:
        end = self.table.html.find("</tr>", self.start)
        return CELL.finditer(self.table.html, self.start, end)

    def _within(self, cell: re.Match[str]) -> bool:
        return cell.start() < self.at < cell.end()

    def cite(self) -> str:
        """The key of the row: its author's, or one of its own."""
        first = CELL.search(self.table.html, self.start)
        assert first is not None  # the number stands in a cell
        if known := PLACE.search(first[1]):
            return known[1]
        key = f"{self.table.key}-{self.table.rows.index(self.start) + 1}"
        part, offset = max(start for start in self.table.starts if start[0] <= first.end(1))
        self.table.marks[key] = first.end(1) - part + offset
        return key


def _text(cell: re.Match[str]) -> str:
    return unescape(TAG.sub("", cell[1])).strip()


def folded(text: str) -> str:
    """Words with one space about each, so that what one holds whole words of another can be told.

    >>> folded("Net&nbsp;migration (rate)")
    ' net migration rate '
    """
    return f" {BETWEEN_WORDS.sub(' ', unescape(text).casefold()).strip()} "
