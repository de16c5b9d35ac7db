"""The year of a figure, as the Factbook writes it: ``July 2015 est.``, ``FY09/10``, ``2012-13``."""

import re
from dataclasses import dataclass

_MONTH = r"(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*\.?"
_PERIOD = rf"(?:(?:as of|in|mid)[ -])?(?:(?:\d{{1,2}} )?{_MONTH},? |(?:[1-4](?:st|nd|rd|th)) quarter,? )?"
_YEAR = (
    r"(?:(?:fy|fiscal year) ?(?P<short>\d{2})(?:/(?P<short_end>\d{2}))?(?!\d)"
    r"|(?:(?:fy|cy) ?)?(?P<year>1[89]\d{2}|20\d{2}|2100)(?:[/–-](?P<end>(?:1[89]|20)\d{2}|\d{1,2}))?)"
)
_DATE = re.compile(f"{_PERIOD}{_YEAR}(?: {_MONTH})?", re.IGNORECASE)
_GUESS = re.compile(r"(?<![a-z])est(?:imate[sd]?)?(?![a-z])\.?", re.IGNORECASE)
_PLAIN = re.compile(r"\b(?:census|UNHCR)\b", re.IGNORECASE)
_ANY_YEAR = re.compile(r"(?<!\d)(?:1[89]|20)\d{2}(?!\d)")


@dataclass(frozen=True)
class Date:
    """``year`` (for a span or fiscal year, the last), and whether the figure is marked as an estimate."""

    year: int | None
    estimated: bool


def parse(text: str) -> Date | None:
    """Return the date that ``text`` states, or None for anything else, such as when a war began.

    ``2014 est.; excludes the north`` is a date, a remark that only contains a year is not.
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
    if match["short"]:
        return 2000 + int(match["short_end"] or match["short"])
    start = int(match["year"])
    end = match["end"]
    if end is None:
        return start
    if len(end) == 4:
        return int(end)
    step = 10 ** len(end)
    last = start - start % step + int(end)
    return last if last >= start else last + step
