"""The years that a text leaves to the reader: May 6, next year."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from typing import Final

from .dates import Day
from .quantities import Token

_NEAR: Final = 50  # quantities before one that may be of its sentence
_FAR: Final = 2000  # letters before a date that may be of its sentence
_LINK: Final = re.compile(r"\s*(?:to|and|until|till|through|or|[-–—,])?\s*(?:the\s+)?", re.IGNORECASE)


def year_of(paragraphs: Iterable[list[Token]]) -> int:
    """Return the year a paper is of, by its first full date, or by the year of most dates; else 0.

    >>> from .quantities import read
    >>> year_of([read("Geneva, 3 May 2021"), read("In 2020 and 2020")])
    2021
    """
    every = [token for tokens in paragraphs for token in tokens if token.kind == "date" and token.dates[0][0]]
    if full := [token.dates[0][0] for token in every[:2] if token.dates[0][1]]:
        return full[0]
    counts = Counter(token.dates[-1][0] for token in every)
    return max(counts, key=lambda year: (counts[year], year)) if counts else 0


def with_years(tokens: list[Token], text: str, now: int) -> list[Token]:
    """Return a paragraph's tokens with every year filled in; ``now`` is the year of the paper.

    A month without a year takes that of the date it is joined to, or of one before it in its sentence.

    >>> from .quantities import read
    >>> text = "from 1 May to 3 June 2020, and next year"
    >>> [token.value for token in with_years(read(text), text, 2021)]
    [2020.0, 2020.0, 2022.0]
    """
    done: list[Token] = []
    for i, token in enumerate(tokens):
        if token.kind == "date" and not token.dates[0][0]:
            after = tokens[i + 1] if i + 1 < len(tokens) else None
            token = _dated(token, _year(token, after, done[-_NEAR:], text, now))
        done.append(token)
    return done


def _year(token: Token, after: Token | None, before: list[Token], text: str, now: int) -> int:
    if token.away is not None:
        return now + token.away
    if after is not None and after.kind == "date" and after.dates[0][0] > 0:
        linked = _LINK.fullmatch(text, token.end, after.start)
        if linked:
            return after.dates[0][0]
    least = max(0, token.start - _FAR)
    start = max(text.rfind(". ", least, token.start), text.rfind("\n", least, token.start), least - 1)
    same = [b.dates[-1][0] for b in before if b.kind == "date" and b.start > start and b.dates[-1][0]]
    return same[-1] if same else now


def _dated(token: Token, year: int) -> Token:
    dates: tuple[Day, ...] = tuple((year, month, day) for _, month, day in token.dates)
    return replace(token, dates=dates, value=float(year))
