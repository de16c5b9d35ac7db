"""The quantities of a paper as facts: kind, value, unit, hedge, date and status."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from migbrief.editions.textcheck.dates import Day
from migbrief.editions.textcheck.hedges import written_qualifier
from migbrief.editions.textcheck.layout import Layout
from migbrief.editions.textcheck.quantities import Token, read
from migbrief.editions.textcheck.timing import with_years, year_of

_KINDS: Final = {"number": "count", "percent": "rate"}
_SKIPPED: Final = ("marker", "symbol")
_PLANNED: Final = re.compile(
    r"\b(?:will|shall|plans?\s+to|planned|intends?|aims?\s+to|is\s+to|are\s+to|to\s+be\s+(?:held|published|created|opened"
    r"|organi[sz]ed|set\s+up|launched)|expects?|expected|commit(?:s|ted)|pledge[sd]?|foresee[sn]?|foreseen|due|"
    r"next\s+(?:\w+\s+)?(?:year|month)s?|on\s+track\s+to|upcoming|forthcoming|scheduled|proposes?\s+to|stands\s+ready)\b",
    re.IGNORECASE,
)
_SENTENCE: Final = re.compile(r"(?<=[.!?])['\"”’)]*\s+(?=[A-Z“\"'‘(])")


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


def quantities(layout: Layout, now: int = 0) -> list[Quantity]:
    """Return the quantities of a text in its order; ``now`` is the paper's year, 0 to take it from its dates.

    >>> [(q.kind, q.value) for q in quantities(Layout({"a": ["", "Some 40 nurses came in May 2020."]}))]
    [('people', 40.0), ('date', 2020.0)]
    """
    every = [
        (section, n, text, read(text))
        for section, texts in layout.paragraphs.items()
        for n, text in enumerate(texts)
    ]
    now = now or year_of(tokens for *_, tokens in every)
    return [
        q
        for section, n, text, tokens in every
        for q in _of(section, n, text, with_years(tokens, text, now), now)
    ]


def is_planned(sentence: str, now: int = 0) -> bool:
    """Return whether a sentence speaks of what is to come.

    >>> is_planned("Ten trainings will follow"), is_planned("Ten trainings were held")
    (True, False)
    """
    return bool(_PLANNED.search(sentence))


def sentences(text: str) -> list[tuple[int, int]]:
    """Return where the sentences of a text begin and end.

    >>> sentences("Herons fly. They nest.")
    [(0, 11), (12, 22)]
    """
    breaks = [(found.start(), found.end()) for found in _SENTENCE.finditer(text)]
    return list(
        zip([0, *(end for _, end in breaks)], [*(start for start, _ in breaks), len(text)], strict=True)
    )


def _of(section: str, n: int, text: str, tokens: list[Token], now: int) -> Iterator[Quantity]:
    for (start, end), own in _by_sentence(text, tokens):
        plans = is_planned(text[start:end])
        dated = [token for token in own if token.kind == "date"]
        when = iso(dated[0].dates[0]) if len(dated) == 1 and dated[0].high is None else ""
        people = False
        for token in own:
            if token.noun or token.people:
                people = token.people
            kind = _KINDS.get(token.kind, token.kind)
            if kind == "count" and (token.people or (not token.noun and people)):
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


def _by_sentence(text: str, tokens: list[Token]) -> Iterator[tuple[tuple[int, int], list[Token]]]:
    """The quantities of each sentence that has some."""
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
    """Return a date as ISO writes it, as far as it is known.

    >>> iso((2012, 5, 0))
    '2012-05'
    """
    year, month, day = date
    return f"{year:04}" + (f"-{month:02}" if month else "") + (f"-{day:02}" if month and day else "")
