"""Completing dates whose year a text leaves out: May 6, next year."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import pairwise
from typing import Final

from .dates import Day
from .layout import is_list_item
from .token import Token

_NEAR: Final = 50  # quantities before one that may be in its sentence
_LISTED: Final = 6  # consecutive dates of which only the last has the year
_AROUND: Final = 200  # letters around a date that show whether it is planned
_FAR: Final = 2000  # letters before a date that may be in its sentence
_LINK: Final = re.compile(
    r"\s*(?:to|and|until|till|through|or|[-–—,])?\s*(?:(?:in|on)\s+)?(?:the\s+)?", re.IGNORECASE
)
_PLANNED: Final = re.compile(
    r"\b(?:(?<!their )(?<!free )(?<!good )will|shall|plans?\s+to|planned|intends?"
    r"|aims?\s+to|is\s+to|are\s+to|to\s+be\s+(?:held|published|created|opened"
    r"|organi[sz]ed|set\s+up|launched)|expects?|expected|commit(?:s|ted)|pledge[sd]?|foresee[sn]?|foreseen|due|"
    r"next\s+(?:\w+\s+)?(?:year|month)s?|on\s+track\s+to|upcoming|forthcoming|scheduled|proposes?\s+to|stands\s+ready)\b",
    re.IGNORECASE,
)
_SENTENCE: Final = re.compile(r"(?<=[.!?])['\"”’)]*\s+(?=[A-Z“\"'‘(])")
Now = tuple[int, int]  # year and month, 0 if unknown


def moment_of(paragraphs: Iterable[list[Token]]) -> Now:
    """Return the year and month of a paper, from its first full date, or the year of most dates; else 0.

    >>> from .quantities import read
    >>> moment_of([read("Geneva, 3 May 2021"), read("In 2020 and 2020")])
    (2021, 5)
    """
    every = [token for tokens in paragraphs for token in tokens if token.kind == "date" and token.dates[0][0]]
    if full := [token.dates[0] for token in every[:2] if token.dates[0][1]]:
        return full[0][:2]
    counts = Counter(token.dates[-1][0] for token in every)
    return (max(counts, key=lambda year: (counts[year], year)) if counts else 0), 0


def is_planned(sentence: str, now: int = 0) -> bool:
    """Return whether a sentence is about the future.

    >>> is_planned("Ten trainings will follow"), is_planned("Ten trainings were held")
    (True, False)
    """
    return bool(_PLANNED.search(sentence))


def sentences(text: str) -> list[tuple[int, int]]:
    """Return where the sentences of a text begin and end.

    >>> sentences("Herons fly. They nest.")
    [(0, 11), (12, 22)]
    """
    breaks = [(match.start(), match.end()) for match in _SENTENCE.finditer(text)]
    return list(
        zip([0, *(end for _, end in breaks)], [*(start for start, _ in breaks), len(text)], strict=True)
    )


def in_time(paragraphs: Iterable[tuple[str, list[Token]]], now: Now) -> Iterator[list[Token]]:
    """Yield the tokens of each paragraph with every year filled in, in a list that of what announces it.

    >>> from .quantities import read
    >>> texts = ["Planned for 2014:", "- a meeting (3 March)"]
    >>> [t.value for own in in_time([(x, read(x)) for x in texts], (2012, 1)) for t in own]
    [2014.0, 2014.0]
    """
    announced, sign = 0, ""
    for text, tokens in paragraphs:
        own = re.sub(r"\w+", "", text[:4].split(" ")[0])  # (a) and (b) are of one list
        announced = announced if is_list_item(text) and sign in ("", own) else 0
        yield with_years(tokens, text, now, announced)
        years = {token.value for token in tokens if token.kind == "date" and token.value}
        if text.endswith(":"):
            announced, sign = int(max(years)) if len(years) == 1 else 0, ""
        else:
            sign = own


def with_years(tokens: list[Token], text: str, now: Now, announced: int = 0) -> list[Token]:
    """Return a paragraph's tokens with all years filled in; ``now`` is the year and month of the paper.

    ``announced``: the year of the list that it is an item of, 0 where none is given.

    A month without a year takes that of the date it is joined to, or of one before it in its sentence; else
    it is the last one before the paper or, if something is planned, the next.

    >>> from .quantities import read
    >>> text = "from 1 May to 3 June 2020, and next year"
    >>> [token.value for token in with_years(read(text), text, (2021, 1))]
    [2020.0, 2020.0, 2022.0]
    """
    dated: list[Token] = []
    for i, token in enumerate(tokens):
        if token.kind == "date" and not token.dates[0][0]:
            token = _with_year(token, _year(i, tokens, dated[-_NEAR:], text, now, announced))
        dated.append(token)
    return dated


def _year(at: int, tokens: list[Token], before: list[Token], text: str, now: Now, announced: int) -> int:
    token = tokens[at]
    if token.away is not None:
        return now[0] + token.away
    turns = 0  # in November, in January and in April 2025
    for this, after in pairwise(tokens[at : at + _LISTED]):
        if after.kind != "date" or not _LINK.fullmatch(text, this.end, after.start):
            break
        turns += this.dates[0][1] > after.dates[0][1] > 0
        if after.dates[0][0]:
            return after.dates[0][0] - turns
    least = max(0, token.start - _FAR)
    start = max(text.rfind(". ", least, token.start), text.rfind("\n", least, token.start), least - 1)
    near = [b for b in before if b.kind == "date" and b.start > start and b.high is None]
    same = [b.dates[-1] for b in near if b.dates[-1][0]]
    year, last = (same[-1][0], same[-1][1]) if same else ((announced, 0) if announced else now)
    month = token.dates[0][1]
    if not last or not month or last == month:
        return year
    ahead = is_planned(text[max(start + 1, token.start - _AROUND) : token.end + _AROUND].split(". ")[0])
    return year + (month < last if ahead else -(month > last and not same))


def _with_year(token: Token, year: int) -> Token:
    dates: tuple[Day, ...] = tuple((year, month, day) for _, month, day in token.dates)
    return replace(token, dates=dates, value=float(year))
