"""The year of a figure, as the Factbook writes it: ``July 2015 est.``, ``FY09/10``, ``2012-13``."""

from __future__ import annotations

import re
from dataclasses import dataclass

_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_LEAD = r"(?:(?:as of|as at|in|at|of|for|the|early|mid|late|end|start|beginning|year-end|circa|ca\.?)[ -]+)*"
_QUARTER = r"q[1-4]|(?:first|second|third|fourth|[1-4](?:st|nd|rd|th)) quarter"
_PERIOD = (
    rf"(?:(?:\d{{1,2}}/){{1,2}}|(?:\d{{1,2}} )?{_MONTH}(?: \d{{1,2}})?(?:[-–]{_MONTH})?,? "
    rf"|(?:spring|summer|autumn|fall|winter|{_QUARTER}),? )?"
)
_YEAR = (
    r"(?:(?P<fiscal>fy|fiscal year) ?(?P<short>\d{2})(?: ?[/–-] ?(?P<short_end>\d{2}))?(?!\d)"
    r"|(?:(?:fy|fiscal year|cy|calendar year) ?)?(?P<year>1[89]\d{2}|20\d{2}|2100)"
    r"(?: ?[/–-] ?(?P<end>(?:1[89]|20)\d{2}|\d{1,2}))?)"
)
_DATE = re.compile(f"{_LEAD}{_PERIOD}{_LEAD}{_YEAR}(?: {_MONTH})?", re.IGNORECASE)
_GUESS = re.compile(
    r"(?<![a-z])(?:est(?:imate[sd]?)?|proj(?:ect(?:ed|ion))?|forecast|prelim(?:inary)?)(?![a-z])\.?",
    re.IGNORECASE,
)
_PLAIN = re.compile(
    r"\b(?:census|survey|official|data|figures?|average|final|revised"
    r"|UN|UNHCR|UNRWA|IDMC|IOM|WHO|ILO|IMF|World Bank)\b",
    re.IGNORECASE,
)
_ANY_YEAR = re.compile(r"(?<!\d)(?:1[89]|20)\d{2}(?!\d)")


@dataclass(frozen=True)
class Date:
    """``year`` (of a span or fiscal year its last), and whether the figure is said to be an estimate."""

    year: int | None
    estimated: bool


def parse(text: str) -> Date | None:
    """The date that ``text`` is, or None where it says anything else, such as when a war began.

    ``2014 est.; excludes the north`` counts as a date, a remark that only holds a year does not.
    """
    date = _whole(text)
    if date is None:
        head, *rest = re.split(r"[;,]", text, maxsplit=1)
        if rest and not _ANY_YEAR.search(rest[0]):
            date = _whole(head)
    return date


def _whole(text: str) -> Date | None:
    left, guesses = _GUESS.subn(" ", text)
    left = " ".join(_PLAIN.sub(" ", left).split()).strip(" ,;")
    if not left:
        return Date(None, True) if guesses else None
    match = _DATE.fullmatch(left)
    return Date(_last_year(match), guesses > 0) if match else None


def _last_year(match: re.Match[str]) -> int:
    if match["fiscal"]:
        short = int(match["short_end"] or match["short"])
        return short + (1900 if short > 60 else 2000)
    start = int(match["year"])
    end = match["end"]
    if end is None:
        return start
    if len(end) == 4:
        return int(end)
    step = 10 ** len(end)
    last = start - start % step + int(end)
    return last if last >= start else last + step
