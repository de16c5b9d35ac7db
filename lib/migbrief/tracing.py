"""Which row of a page's tables a number in its text comes from, so that a footnote can lead there.

Authors mark a footnote where they know the row. This finds the rest: a number in prose or in the title of a
figure is looked for among the figures shown nearby. It stands for a row only where the row says more of the
sentence than the number (a country, a year), or where the number is long enough to be no other. Where no row
will do, as for a count or a difference, the footnote leads to the source line of the figure or table it was
worked out from.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache, cached_property
from html import unescape
from typing import Final

from babel import Locale
from babel.numbers import get_decimal_symbol, get_group_symbol

from . import language, words
from .display import here, reference

# What a page's pieces are made of, as far as numbers go. A drawing says nothing that its table does not.
PART: Final = re.compile(
    r"<svg\b.*?</svg>|(?P<open><figure\b)|(?P<close></figure>)|<table\b(?P<table>.*?)</table>"
    r'|<p class="mb-source">(?P<source>.*?)</p>'
    r"|<(?P<text>p|li|figcaption|dd)\b(?P<how>[^>]*)>(?P<inner>.*?)</(?P=text)>",
    re.DOTALL,
)
ROW: Final = "<tr>"
HEAD: Final = re.compile(r"<thead>.*?</thead>", re.DOTALL)
CELL: Final = re.compile(r"<t[hd]\b[^>]*>(.*?)</t[hd]>", re.DOTALL)
TAG: Final = re.compile(r"<[^>]*>")
HERE: Final = re.compile(r'<a class="mb-here" id="note-([a-z0-9_-]+)"></a>')
REFERRED: Final = re.compile(r'<sup class="mb-ref">.*?</sup>')
SENTENCE_END: Final = re.compile(r"[.;!?](?=\s)")
CLAUSES: Final = re.compile(r"[,;:.!?](?=\s)")
CLAUSE_END: Final = re.compile(r"[,;:.!?)](?=\s|$)|$")
YEAR: Final = re.compile(r"(?:1[89]|20)\d\d")
BETWEEN_WORDS: Final = re.compile(r"[\W_]+")
TELLING: Final = re.compile(r"[^\W\d_]{2}|\d{3}")  # a name, a year or a long figure
SURE: Final = 3  # digits that hardly two figures of a section share


@dataclass(frozen=True)
class Number:
    """A number as a text writes it: its size without sign, half a unit of its last digit, its place."""

    size: float
    half: float
    digits: int
    start: int
    end: int

    @property
    def slack(self) -> float:
        return self.half * (1 + 1e-9)


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
        """Size, half a unit and place of every number, by size."""
        return sorted((n.size, n.half, n.start) for n in read(self.html, bare=True))

    @cached_property
    def rows(self) -> list[int]:
        return [found.start() for found in re.finditer(ROW, self.html)]

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
                yield Row(self, self.rows[n], at)

    def cite(self) -> str | None:
        """The key of the source line; none where there is no such line."""
        if self.source is None:
            return None
        if not self.known:
            self.marks[self.key] = self.source
        return self.known or self.key


@dataclass(frozen=True)
class Row:
    """A row of a table that holds a number at ``at``."""

    table: Table
    start: int
    at: int

    def said(self, words: str, head: bool) -> int:
        """How many of the other cells (``head``: the heading only) the words of a sentence repeat."""
        end = self.table.html.find("</tr>", self.start)
        cells = [
            f for f in CELL.finditer(self.table.html, self.start, end) if not f.start() < self.at < f.end()
        ][: 1 if head else None]
        texts = {_words(TAG.sub("", cell[1])) for cell in cells}
        return sum(bool(TELLING.search(text)) and text in words for text in texts)

    def cite(self) -> str:
        """The key of the row: its author's, or one of its own."""
        first = CELL.search(self.table.html, self.start)
        assert first is not None  # the number stands in a cell
        if known := HERE.search(first[1]):
            return known[1]
        key = f"{self.table.key}-{self.table.rows.index(self.start) + 1}"
        part, offset = max(start for start in self.table.starts if start[0] <= first.end(1))
        self.table.marks[key] = first.end(1) - part + offset
        return key


@dataclass(frozen=True)
class Text:
    """A sentence or more with its place on the page; a note explains, and states few figures."""

    piece: int
    start: int
    inner: str
    section: int
    near: tuple[int, int]  # the tables it may speak of: its own figure, or all from here on
    note: bool


def trace(pieces: Sequence[str], sections: Sequence[int]) -> list[str]:
    """The pieces of a page with the mark of a footnote at each number, and of a place at each row it is from.

    ``sections``: for each piece, the number of the section it stands in. ``footnotes.number`` then numbers
    the marks. A year alone, and a number that is part of a name, are no figures.
    """
    texts: list[Text] = []
    tables: list[Table] = []
    owners: list[int] = []
    for n, (piece, section) in enumerate(zip(pieces, sections, strict=True)):
        _survey(n, piece, section, texts, tables)
        owners += [n] * (len(tables) - len(owners))
    edits: list[list[tuple[int, str]]] = [[] for _ in pieces]
    for text in texts:
        edits[text.piece] += [(text.start + at, reference(key)) for at, key in _marks(text, tables)]
    for table, owner in zip(tables, owners, strict=True):
        edits[owner] += [(at, here(key)) for key, at in table.marks.items()]
    return [_edited(piece, changes) for piece, changes in zip(pieces, edits, strict=True)]


def _survey(n: int, piece: str, section: int, texts: list[Text], tables: list[Table]) -> None:
    """Find a piece's texts and tables."""
    own: Table | None = None
    for part in PART.finditer(piece):
        if part["open"]:
            own = Table(f"t{len(tables) + 1}", section)
            tables.append(own)
        elif part["close"]:
            own = None
        elif part["table"] and own:
            own.starts.append((len(own.html), part.start("table")))
            own.html += HEAD.sub(lambda found: " " * len(found[0]), part["table"])
        elif part["source"] is not None and own:
            known = HERE.search(part["source"])
            own.known = known[1] if known else ""
            link = part["source"].find('<a class="mb-download"')
            own.source = part.start("source") + (link if link >= 0 else len(part["source"]))
        elif part["text"]:
            near = (len(tables) - 1, len(tables)) if own else (len(tables), -1)
            note = "mb-note" in part["how"] or HERE.search(part["inner"]) is not None
            texts.append(Text(n, part.start("inner"), part["inner"], section, near, note))


def _marks(text: Text, tables: Sequence[Table]) -> list[tuple[int, str]]:
    """Where in the text footnotes go, and to which keys they lead: each key once, after its last number."""
    plain, places = _plain(text.inner)
    numbers = list(read(plain))
    if not numbers:
        return []
    cited = [found.start() for found in REFERRED.finditer(text.inner)]
    near, far = _candidates(text, tables)
    said = _words(plain)
    marks: dict[str, int] = {}
    rows: list[Table] = []
    loose: list[Number] = []
    for number in numbers:
        end = SENTENCE_END.search(plain, number.end)
        last = places[end.start()] if end else len(text.inner)
        if any(places[number.start] < at <= last for at in cited):
            continue  # its author has said where it is from
        clause = _words(CLAUSES.split(plain[: number.start])[-1] + CLAUSES.split(plain[number.start :])[0])
        row = _row(number, clause, said, near, SURE) or _row(number, clause, said, far)
        if row is None:
            loose.append(number)
            continue
        rows.append(row.table)
        _put(marks, row.cite(), number, plain, places)
    if loose and near and not text.note and near[0] not in rows and (key := near[0].cite()):
        _put(marks, key, loose[-1], plain, places)
    return [(at, key) for key, at in marks.items()]


def _put(marks: dict[str, int], key: str, number: Number, plain: str, places: list[int]) -> None:
    """Put a footnote at the end of the number's clause; of several with one key only the last stays."""
    end = CLAUSE_END.search(plain, number.end)
    at = end.start() if end else len(plain)
    marks.pop(key, None)
    marks[key] = places[at] if at < len(plain) else places[-1] + 1


def _candidates(text: Text, tables: Sequence[Table]) -> tuple[list[Table], list[Table]]:
    """The tables that a text speaks of, nearest first: those of its figure or section, and the others."""
    first, last = text.near
    if last >= 0:
        return list(tables[first:last]), []
    ordered = [*tables[first:], *reversed(tables[:first])]
    return (
        [table for table in ordered if table.section == text.section],
        [table for table in ordered if table.section != text.section],
    )


def _row(number: Number, clause: str, said: str, tables: Sequence[Table], sure: int = 99) -> Row | None:
    """The one row that a number is from; none where several might be it.

    From ``sure`` digits on it need not repeat a word of the sentence.
    """
    found = [row for table in tables for row in table.like(number)]
    short = number.digits < 2  # a count of three is like many others
    ranked = sorted(
        ((row.said(clause, short), row.said(said, short), -n) for n, row in enumerate(found)), reverse=True
    )
    if not ranked:
        return None
    _, most, n = ranked[0]
    alone = len(ranked) == 1 or ranked[1][:2] < ranked[0][:2]
    if (most and (alone or number.digits >= SURE)) or (number.digits >= sure and len(found) == 1):
        return found[-n]
    return None


def _plain(html: str) -> tuple[str, list[int]]:
    """The text of some HTML, and where each of its letters stands in it."""
    plain: list[str] = []
    places: list[int] = []
    at = 0
    cleaned = REFERRED.sub(lambda m: f"<{' ' * (len(m[0]) - 2)}>", html)
    for tag in [*TAG.finditer(cleaned), None]:
        end = tag.start() if tag else len(cleaned)
        plain.append(cleaned[at:end])
        places += range(at, end)
        at = tag.end() if tag else end
    return "".join(plain), places


def _words(text: str) -> str:
    """Words with one space about each, so that what one holds whole words of another can be told."""
    return f" {BETWEEN_WORDS.sub(' ', unescape(text).casefold()).strip()} "


def _edited(piece: str, changes: list[tuple[int, str]]) -> str:
    """The piece with the insertions made, from the last to the first."""
    parts, end = [], len(piece)
    for at, mark in sorted(changes, key=lambda change: change[0], reverse=True):
        parts.append(piece[at:end])
        parts.append(mark)
        end = at
    return piece[:end] + "".join(reversed(parts))


def read(text: str, bare: bool = False) -> Iterator[Number]:
    """The numbers in a text of the language spoken; years are left out unless ``bare``, as in a cell."""
    pattern, scales = _pattern(language.current())
    for found in pattern.finditer(text):
        whole, places = re.sub(r"\D", "", found["whole"]), found["places"] or ""
        if not bare and not places and YEAR.fullmatch(found["whole"]) and not found["scale"]:
            continue
        scale = scales.get((found["scale"] or "").strip(), 1.0)
        digits = len((whole + places).strip("0"))
        unit = 10.0 ** -len(places) * scale
        size = int(whole + places) * unit
        zeros = len(whole) - len(whole.rstrip("0")) if not places and not bare else 0
        rounded = unit * 10**zeros if zeros >= 3 and digits else unit  # 430,000 may be 426,329
        yield Number(size, rounded / 2, digits, found.start(), found.end())


@cache
def _pattern(code: str) -> tuple[re.Pattern[str], dict[str, float]]:
    """How the language writes a number, and what its words for large numbers stand for."""
    locale = Locale(code)
    group = re.escape(get_group_symbol(locale)) if code != "fr" else "[\\u202f\\u00a0]"
    decimal = re.escape(get_decimal_symbol(locale))
    scales = words.scales()
    names = "|".join(re.escape(name) for name in sorted(scales, key=len, reverse=True))
    # Not a part of a name or range of ages, such as M49, ¶3, 15-34 or 3.1.4.
    return (
        re.compile(
            rf"(?<![\w¶.,/-])(?P<whole>\d{{1,3}}(?:{group}\d{{3}})+(?!\d)|\d+)(?:{decimal}(?P<places>\d+))?"
            rf"(?P<scale>[\s\u00a0](?:{names})\b)?(?![\w/-]|[.,]\d)"
        ),
        scales,
    )
