"""Which row of a page's tables a number in its text comes from, so that a footnote can lead there.

Authors mark a footnote where they know the row. This finds the rest: a number in prose or in the title of a
figure is looked for among the figures shown nearby. It stands for a row only where the row says more of the
sentence than the number (a country, a year), or where the number is long enough to be no other. Where no row
will do, as for a count or a difference, the footnote leads to the source line of the figure or table it was
worked out from.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final

from babel import Locale

from migbrief.text import i18n
from migbrief.text.markup import here, reference
from migbrief.text.parse_numbers import Number, read

from .footnote_rows import HEAD, TAG, Row, Table, folded
from .footnotes import PLACE, REFERENCE

# What a page's pieces are made of, as far as numbers go. A drawing says nothing that its table does not.
PART: Final = re.compile(
    r"<svg\b.*?</svg>|(?P<open><figure\b)|(?P<close></figure>)|<table\b(?P<table>.*?)</table>"
    r'|<p class="mb-source">(?P<source>.*?)</p>'
    r"|<(?P<text>p|li|figcaption|dd)\b(?P<how>[^>]*)>(?P<inner>.*?)</(?P=text)>",
    re.DOTALL,
)
SENTENCE_END: Final = re.compile(r"[.!?](?=\s)")
PARTS: Final = re.compile(r"[,;.!?](?=\s)")
CLAUSES: Final = re.compile(r"[,;:.!?](?=\s)")
BREAK: Final = re.compile(r"[()]|[,;:.!?](?=\s|$)")
UNIT: Final = re.compile(r"\s?[%‰]")
SURE: Final = 4  # digits that hardly two figures of a section share
FIRM: Final = 3  # digits that hardly two rows share which the sentence names


@dataclass(frozen=True)
class Text:
    """A sentence or more with its place on the page; a title heads a figure or table; a note explains."""

    piece: int
    start: int
    inner: str
    section: int
    near: tuple[int, int]  # the tables it may speak of: its own figure, or all from here on
    title: bool
    note: bool
    place: bool  # what footnotes lead to


def trace(pieces: Sequence[str], sections: Sequence[int]) -> list[str]:
    """The pieces of a page with the mark of a footnote at each number, and of a place at each row it is from.

    ``sections``: for each piece, the number of the section it stands in. ``footnotes.number`` then numbers
    the marks. A year alone, and a number that is part of a name, are no figures.

    >>> trace(["<p>No number.</p>"], [0])
    ['<p>No number.</p>']
    """
    texts: list[Text] = []
    tables: list[Table] = []
    owners: list[int] = []
    cited = {mark["key"] for piece in pieces for mark in REFERENCE.finditer(piece)}
    for n, (piece, section) in enumerate(zip(pieces, sections, strict=True)):
        _survey(n, piece, section, cited, texts, tables)
        owners += [n] * (len(tables) - len(owners))
    edits: list[list[tuple[int, str]]] = [[] for _ in pieces]
    for text in texts:
        edits[text.piece] += [(text.start + at, reference(key)) for at, key in _marks(text, tables)]
    for table, owner in zip(tables, owners, strict=True):
        edits[owner] += [(at, here(key)) for key, at in table.marks.items()]
    return [_edited(piece, changes) for piece, changes in zip(pieces, edits, strict=True)]


def _survey(
    n: int, piece: str, section: int, cited: set[str], texts: list[Text], tables: list[Table]
) -> None:
    """Find a piece's texts and tables; ``cited``: the keys that the page's authors lead to."""
    own: Table | None = None
    for part in PART.finditer(piece):
        if part["open"]:
            own = Table(f"t{len(tables) + 1}", section)
            tables.append(own)
        elif part["close"]:
            own = None
        elif part["table"] and own:
            own.starts.append((len(own.html), part.start("table")))
            own.html += HEAD.sub(lambda anchor: " " * len(anchor[0]), part["table"])
        elif part["source"] is not None and own:
            known = PLACE.search(part["source"])
            own.known = known[1] if known else ""
            link = part["source"].find('<a class="mb-download"')
            own.source = part.start("source") + (link if link >= 0 else len(part["source"]))
        elif part["text"]:
            near = (len(tables) - 1, len(tables)) if own else (len(tables), -1)
            anchor = PLACE.search(part["inner"])
            place = anchor is not None and anchor[1] in cited
            note = "mb-note" in part["how"] or place
            title = part["text"] == "figcaption"
            texts.append(Text(n, part.start("inner"), part["inner"], section, near, title, note, place))


def _marks(text: Text, tables: Sequence[Table]) -> list[tuple[int, str]]:
    """Where in the text footnotes go, and to which keys they lead.

    One footnote serves the numbers of a sentence that lead to the same place with no other between them.
    """
    plain, places = _plain(text.inner)
    numbers = list(read(plain))
    if not numbers:
        return []
    cited = [match.start() for match in REFERENCE.finditer(text.inner)]
    near, far = _candidates(text, tables)
    led: list[tuple[Number, str, int]] = []  # with where its sentence ends
    for number in numbers:
        end = SENTENCE_END.search(plain, number.end)
        last = places[end.start()] if end else len(text.inner)
        if any(places[number.start] < at <= last for at in cited):
            continue  # its author has said where it is from
        clause = folded(CLAUSES.split(plain[: number.start])[-1] + CLAUSES.split(plain[number.start :])[0])
        before = SENTENCE_END.split(plain[: number.start])[-1]
        sentence = folded(before + plain[number.start : end.start() if end else None])
        before = folded(before)
        key = _led(
            number, (_apart(plain, number) if text.title else clause, sentence, before), text, near, far
        )
        if key:
            led.append((number, key, last))
    if text.title and len({key for _, key, _ in led}) == 1:
        return [(places[-1] + 1, led[0][1])]  # a title is not broken for one note
    marks = []
    for n, (number, key, last) in enumerate(led):
        if any(following[1:] == (key, last) for following in led[n + 1 : n + 2]):
            continue
        others = [other.start for other, elsewhere, _ in led[n + 1 :] if elsewhere != key]
        at = _end(plain, number, others[0] if others else len(plain))
        marks.append((places[at] if at < len(plain) else places[-1] + 1, key))
    return marks


def _apart(plain: str, number: Number) -> str:
    """What stands with a number of a title between commas, a name before a colon included."""
    return folded(PARTS.split(plain[: number.start])[-1] + PARTS.split(plain[number.start :])[0])


def _led(
    number: Number, around: tuple[str, str, str], text: Text, near: Sequence[Table], far: Sequence[Table]
) -> str | None:
    """The key that a number leads to: of its row, or of the source line of the figure it is told from.

    ``around``: the clause of the number, its sentence, and what of that stands before it. A title tells of
    more than its rows: there the clause must name the row.
    """
    clause, sentence, before = around
    if text.note and number.digits < FIRM:
        return None  # what explains has bounds and ages, which are no figures
    own = text.near[1] >= 0 and not text.place
    if own and text.note:
        return near[0].cite()
    for tables, at_hand in ((near, True), (far, False)):
        named_in = clause if text.title else sentence
        sure = at_hand and not text.title
        if row := _row(number, clause, named_in, before, tables, near=sure, exact=text.note):
            return row.cite()
    return near[0].cite() if near and (own or not text.note) else None


def _end(plain: str, number: Number, other: int) -> int:
    """Where the number's footnote goes: at the end of its clause, and not inside brackets.

    Where another number comes first that leads elsewhere (``other``: its place), the footnote goes before
    the "and" between the two, or at the end of the clause or brackets that it stands in. A colon right before
    that number ends no clause: as in French, it only joins a name to its figure.
    """
    depth = plain.count("(", 0, number.start) - plain.count(")", 0, number.start)
    inner = None
    end = len(plain)
    for match in BREAK.finditer(plain, number.end):
        if match[0] == "(":
            if depth <= 0 and not inner and match.start() < other <= plain.find(")", match.end()):
                end = match.start()  # what is in the brackets leads elsewhere
                break
            depth += 1
        elif match[0] == ")":
            depth -= 1
            inner = inner or match.end()
        elif depth <= 0:
            end = match.start()
            break
        else:
            inner = inner or match.start()
    if other < end or (plain[end : end + 1] == ":" and not plain[end + 1 : other].strip()):
        joint = _joints(i18n.current()).search(plain, number.end, other)
        unit = UNIT.match(plain, number.end)
        own = unit.end() if unit else number.end
        end = joint.start() if joint else inner if inner and inner <= other else own
    return len(plain[:end].rstrip(" \u00a0\u202f"))  # French parts a semicolon from what it ends


@cache
def _joints(code: str) -> re.Pattern[str]:
    """The words that part the last two of a list in the language."""
    patterns = Locale(code).list_patterns
    words = [patterns[style]["2"].format("", "").strip() for style in ("standard", "or")]
    words += ("e", "u") if code == "es" else ()  # as Spanish says "y" and "o" before their own sound
    return re.compile(rf"\s(?:{'|'.join(re.escape(word) for word in words)})\s")


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


def _row(
    number: Number,
    clause: str,
    sentence: str,
    before: str,
    tables: Sequence[Table],
    *,
    near: bool,
    exact: bool,
) -> Row | None:
    """The one row that a number is from; none where several might be it.

    Of several the one is meant that the words name most fully, and nearest ``before`` the number.

    ``near``: a number long enough is from the only row that holds it, which its sentence need not name.
    ``exact``: rows that only round to the number do not count.
    """
    rows = [row for table in tables for row in table.like(number) if row.same or not exact]
    told = number.digits if len(rows) == 1 and rows[0].same else number.written
    if near and told >= SURE and len(rows) == 1:
        return rows[0]
    short = number.digits < 2  # a count of three is like many others
    named = [row for row in rows if row.named(sentence)]
    ranked = sorted(
        (
            (row.said(clause, short), row.said(sentence, short), row.called(before), -n)
            for n, row in enumerate(named)
        ),
        reverse=True,
    )
    if not ranked:
        return None
    alone = len(ranked) == 1 or ranked[1][:3] < ranked[0][:3]
    return named[-ranked[0][3]] if alone or number.digits >= FIRM else None


def _plain(html: str) -> tuple[str, list[int]]:
    """The text of some HTML, and where each of its letters stands in it."""
    plain: list[str] = []
    places: list[int] = []
    at = 0
    cleaned = REFERENCE.sub(lambda m: f"<{' ' * (len(m[0]) - 2)}>", html)
    for tag in [*TAG.finditer(cleaned), None]:
        end = tag.start() if tag else len(cleaned)
        plain.append(cleaned[at:end])
        places += range(at, end)
        at = tag.end() if tag else end
    return "".join(plain), places


def _edited(piece: str, changes: list[tuple[int, str]]) -> str:
    """The piece with the insertions made, from the last to the first."""
    parts, end = [], len(piece)
    for at, mark in sorted(changes, key=lambda change: change[0], reverse=True):
        parts.append(piece[at:end])
        parts.append(mark)
        end = at
    return piece[:end] + "".join(reversed(parts))
