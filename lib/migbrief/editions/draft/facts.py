"""The quantities of a paper as facts: kind, value, unit, hedge, date and status."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from migbrief.editions.textcheck.dates import Day
from migbrief.editions.textcheck.hedges import written_qualifier
from migbrief.editions.textcheck.layout import Layout
from migbrief.editions.textcheck.tables import read
from migbrief.editions.textcheck.timing import Now, in_time, is_planned, moment_of, sentences
from migbrief.editions.textcheck.token import Token
from migbrief.editions.textcheck.units import TIMES

_KINDS: Final = {"number": "count", "percent": "rate"}
_SKIPPED: Final = ("marker", "symbol")
_LAST: Final = 6  # numbers before one that may determine what it counts
_SIZE: Final = 100  # factor between numbers of the same things, at most
_COMPARED: Final = re.compile(
    r"\b(?:compared\s+(?:with|to)|against|versus|(?:up|down)\s+from)\s+(?:[a-z]+\s+){0,2}$", re.IGNORECASE
)


@dataclass(frozen=True)
class Quantity:
    """A quantity of a text in the terms of ``facts.csv``, and its place in the paragraph."""

    section: str
    paragraph: int
    kind: str
    value: float
    value_high: float | None
    unit: str
    qualifier: str
    as_of: str
    status: str
    written: str
    start: int
    end: int


def quantities(layout: Layout, now: Now = (0, 0)) -> list[Quantity]:
    """Return the quantities of a text in order; ``now`` is the paper's year and month, 0 if unknown.

    >>> [(q.kind, q.value) for q in quantities(Layout({"a": ["", "Some 40 nurses came in May 2020."]}))]
    [('people', 40.0), ('date', 2020.0)]
    """
    every = [
        (section, n, text, read(text, layout.captions.get((section, n), "")))
        for section, texts in layout.paragraphs.items()
        for n, text in enumerate(texts)
    ]
    now = now if now[0] else moment_of(tokens for *_, tokens in every)
    timed = in_time(((text, tokens) for *_, text, tokens in every), now)
    return [
        q
        for (section, n, text, _), tokens in zip(every, timed, strict=True)
        for q in _in_paragraph(section, n, text, tokens, now[0])
    ]


def _in_paragraph(section: str, n: int, text: str, tokens: list[Token], now: int) -> Iterator[Quantity]:
    counted: list[Token] = []  # numbers with a noun so far, for those without one
    for (start, end), own in _by_sentence(text, tokens):
        plans = is_planned(text[start:end])
        dated = [token for token in own if token.kind == "date"]
        when = iso(dated[0].dates[0]) if len(dated) == 1 and dated[0].high is None else ""
        subject = next((t for t in own if t.noun and t.kind == "number"), None)
        for token in own:
            if (token.noun or token.people) and token.value > 1 and token.noun not in TIMES:
                counted.append(token)
            kind = _KINDS.get(token.kind, token.kind)
            if kind == "count" and not token.noun and not token.people and counted:
                compared = _COMPARED.search(text, max(0, token.start - 24), token.start)
                like = subject if compared and subject else _similar(token, counted)
                kind = "people" if like.people else kind
            elif kind == "count" and token.people:
                kind = "people"
            later = token.kind == "date" and token.dates[0][0] > now > 0
            hedge = written_qualifier(text, token) if token.kind != "date" else ""
            days: list[Day | None] = [*token.dates] if token.dates and token.high is None else [None]
            for day in days:
                value = float(day[0]) if day else token.value
                yield Quantity(
                    *(section, n, kind, value, token.high, _unit(token, kind)),
                    qualifier=hedge or "exact",
                    as_of=iso(day or token.dates[0]) if token.dates else when,
                    status="planned" if later or plans else "reported",
                    written=token.text,
                    start=token.start,
                    end=token.end,
                )


def _similar(token: Token, counted: list[Token]) -> Token:
    """Return the last number of similar size that has a noun, else the last."""
    near = (t for t in reversed(counted[-_LAST:]) if token.value / _SIZE <= t.value <= token.value * _SIZE)
    return next(near, counted[-1])


def _by_sentence(text: str, tokens: list[Token]) -> Iterator[tuple[tuple[int, int], list[Token]]]:
    """Yield the quantities of each sentence that has some."""
    spans = sentences(text)
    stated = [token for token in tokens if token.kind not in _SKIPPED and not token.weak]
    for at, own in groupby(stated, lambda token: bisect_right(spans, (token.start, len(text) + 1)) - 1):
        yield spans[at], list(own)


def _unit(token: Token, kind: str) -> str:
    if kind in ("ordinal",):
        return "ordinal"
    if kind == "frequency":
        return token.noun or ("time a year" if token.value == 1 else "times a year")
    return token.unit or token.noun


def iso(date: Day) -> str:
    """Return a date in ISO format, as far as it is known.

    >>> iso((2012, 5, 0))
    '2012-05'
    """
    year, month, day = date
    return f"{year:04}" + (f"-{month:02}" if month else "") + (f"-{day:02}" if month and day else "")
