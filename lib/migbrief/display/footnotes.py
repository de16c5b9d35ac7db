"""Footnotes of a page: a number links to the row it was read from, and back.

Displays mark both ends (``markup.reference`` and ``markup.here``) without numbers, since cells do not know
each other. A page numbers them in reading order. Of several targets with one key, the nearest is used. A
cited row that the page does not show becomes an end note.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from html import escape, unescape
from typing import Final

from migbrief.text.i18n import t
from migbrief.text.markup import referring

REFERENCE: Final = re.compile(
    r'<sup class="mb-ref"(?: data-note="(?P<note>[^"]*)")?(?: data-rows="(?P<rows>[^"]*)")?>'
    r'<a href="#note-(?P<key>[a-z0-9_-]+)">[^<]*</a></sup>'
)
_OF_NUMBER: Final = '<td class="num">'  # how the cell of a number begins
PLACE: Final = re.compile(r'<a class="mb-here" id="note-(?P<key>[a-z0-9_-]+)"></a>')
UNPRINTED: Final = re.compile(r'<details class="mb-data">.*?</details>', re.DOTALL)
SENTENCE_END: Final = re.compile(r"[.!?](?=\s)|<(?!/?(?:sup|a|strong|em|span|small|wbr)\b)")


@dataclass
class _Target:
    """The target of footnotes: a row on the page at ``(piece, offset)``, or an end note."""

    id: str
    at: tuple[int, int] | None = None
    folded: bool = False  # in data shown on screen only, which are not printed
    note: str = ""
    number: int = 0
    times: int = 0


@dataclass
class _Page:
    places: dict[str, list[_Target]] = field(default_factory=dict)
    notes: dict[tuple[str, str], _Target] = field(default_factory=dict)
    numbered: int = 0
    passed: dict[str, int] = field(default_factory=dict)  # targets of a key passed so far

    def target(self, key: str, note: str, at: tuple[int, int]) -> _Target | None:
        """Return the nearest row of a key, folded only if there is no other; else an end note; or None."""
        if rows := self.places.get(key):
            return min(rows, key=lambda row: (row.folded, _distance(row.at or at, at)))
        if not note:
            return None
        return self.notes.setdefault((key, note), _Target(self._end_note_id(key), note=note))

    def _end_note_id(self, key: str) -> str:
        """Return one id for each note: two numbers that cite the same row may differ in their note."""
        same = sum(known == key for known, _ in self.notes)
        return f"note-{key}" + (f"--{same + 1}" if same else "")

    def number(self, target: _Target) -> int:
        if not target.number:
            self.numbered += 1
            target.number = self.numbered
        target.times += 1
        return target.number


def number(pieces: Sequence[str], *, strict: bool = False) -> tuple[list[str], str]:
    """Number the footnotes in the pieces of a page and link them both ways; return HTML of the end notes too.

    References without a row or an end note are removed, as are marks of rows without references. Of adjacent
    references in a sentence to the same target, the last one stays. With ``strict``, a reference with neither
    a row nor data that lie elsewhere raises ``ValueError``: its key is wrong.

    >>> from migbrief.text.markup import here, reference
    >>> pieces, end_notes = number([f"<p>5{reference('a')}</p>", f"<td>5{here('a')}</td>"])
    >>> 'href="#note-a"' in pieces[0], 'id="note-a"' in pieces[1], end_notes
    (True, True, '')
    """
    page = _Page()
    for n, piece in enumerate(pieces):
        folds = [match.span() for match in UNPRINTED.finditer(piece)]
        for match in PLACE.finditer(piece):
            rows = page.places.setdefault(match["key"], [])
            id = f"note-{match['key']}" + (f"--{len(rows) + 1}" if rows else "")  # no slug has two hyphens
            folded = any(start <= match.start() < end for start, end in folds)
            rows.append(_Target(id, (n, match.start()), folded))
    if strict:
        _check_rows(page, pieces)
    marked = [_references(page, n, piece) for n, piece in enumerate(pieces)]
    placed = [_places(page, piece) for piece in marked]
    return placed, _end_notes(page)


def _check_rows(page: _Page, pieces: Sequence[str]) -> None:
    wrong = [
        row
        for piece in pieces
        for match in REFERENCE.finditer(piece)
        if match["key"] not in page.places
        for row in (match["rows"] or "").split()
        if row not in page.places
    ]
    if wrong:
        raise ValueError(f"values cite rows that the page has not: {', '.join(dict.fromkeys(wrong))}")


def _distance(row: tuple[int, int], at: tuple[int, int]) -> tuple[int, int, int]:
    """Return the distance of a row: in pieces of the page, then whether it follows, then in letters."""
    pieces = row[0] - at[0]
    letters = abs(row[1] - at[1]) if not pieces else row[1] if pieces > 0 else -row[1]
    return (abs(pieces), int(pieces < 0), letters)


def _references(page: _Page, n: int, piece: str) -> str:
    matches = list(REFERENCE.finditer(piece))
    targets = [page.target(f["key"], unescape(f["note"] or ""), (n, f.start())) for f in matches]
    out, end = [], 0
    for i, (mark, target) in enumerate(zip(matches, targets, strict=True)):
        out.append(piece[end : mark.start()])
        end = mark.end()
        if target is None:
            continue
        following = matches[i + 1] if i + 1 < len(matches) and targets[i + 1] is target else None
        if following and not SENTENCE_END.search(piece, mark.end(), following.start()):
            continue
        out.append(_reference(page, target))
    return "".join([*out, piece[end:]])


def _reference(page: _Page, target: _Target) -> str:
    n = page.number(target)
    kind = "mb-ref on-screen" if target.folded else "mb-ref"
    label = escape(t("Note {n}: where this figure comes from", n=str(n)))
    return (
        # A word joiner: no line begins with a footnote.
        f'\u2060<sup class="{kind}"><a id="ref-{target.id.removeprefix("note-")}-{target.times}" '
        f'href="#{target.id}" aria-label="{label}">[{n}]</a></sup>'
    )


def _places(page: _Page, piece: str) -> str:
    def place(match: re.Match[str]) -> str:
        passed = page.passed.get(match["key"], 0)
        page.passed[match["key"]] = passed + 1
        target = page.places[match["key"]][passed]
        if not target.number:
            return ""
        # Before a number in a column, whose numbers then end on one line.
        leads = piece.endswith(_OF_NUMBER, 0, match.start())
        return f"{_back(target)} " if leads else f" {_back(target)}"

    return PLACE.sub(place, piece)


def _back(target: _Target) -> str:
    label = escape(t("Note {n}: back to the text", n=str(target.number)))
    back = f'href="#ref-{target.id.removeprefix("note-")}-1" aria-label="{label}"'
    return f'<a class="mb-here" id="{target.id}" {back}>[{target.number}]\u202f↩</a>'


def _end_notes(page: _Page) -> str:
    """Return the cited rows that the page does not show, in the order of their numbers; blank if none."""
    items = "".join(
        f"<li>{_back(note)} {referring(note.note)}</li>"
        for note in sorted(page.notes.values(), key=lambda note: note.number)
    )
    return f'<ul class="mb-endnotes">{items}</ul>' if items else ""
