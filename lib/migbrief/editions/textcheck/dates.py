"""Dates as papers write them: days, months, years, halves and quarters of them, next year."""

import re
from typing import Final

from .number_words import alternatives

Day = tuple[int, int, int]

_NAMES: Final = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)
MONTHS: Final = {name: i for i, name in enumerate(_NAMES, 1)}
_SHORT: Final = {name[:3]: i for name, i in MONTHS.items() if name != "may"} | {"sept": 9}
_EVERY: Final = MONTHS | _SHORT
_SEASONS: Final = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12}
_PARTS: Final = {
    **{"first half": 1, "second half": 7, "latter half": 7, "first quarter": 1, "second quarter": 4},
    **{"third quarter": 7, "fourth quarter": 10, "last quarter": 10, "q1": 1, "q2": 4, "q3": 7, "q4": 10},
    **{"h1": 1, "h2": 7, "first semester": 1, "second semester": 7, "first trimester": 1},
}
YEAR: Final = r"(?:(?:1[5-9]|20)\d{2}|2100)"
_SPOKEN: Final = {"last": -1, "this": 0, "current": 0, "next": 1, "coming": 1, "following": 1}
_DASH: Final = r"\s?[-–—]\s?"
_PLAIN: Final = [name for name in MONTHS if name not in ("march", "may")]
_VERBS: Final = "(?-i:March|MARCH|May|MAY)"  # other words without a capital: "16 may not be …"
_MONTH: Final = rf"(?:{_VERBS}|{alternatives(_PLAIN)}|(?:{alternatives(_SHORT)})\b\.?)"
_TITLED: Final = alternatives(name.title() for name in MONTHS)
_DAY: Final = r"\d{1,2}(?:\s?(?:st|nd|rd|th))?"
_IN: Final = (
    r"in|of|by|since|until|till|from|to|and|during|before|after|early|late|mid|through|for|between|last|next"
)

PATTERNS: Final = tuple(
    (name, re.compile(pattern, re.IGNORECASE))
    for name, pattern in (
        ("iso", rf"\b(?P<y1>{YEAR})-(?P<m1>0[1-9]|1[0-2])-(?P<d1>[0-3]\d)\b"),
        ("numeric", rf"(?<![\d./])(?P<d1>[0-3]?\d)(?P<sign>[./])(?P<m1>[01]?\d)(?P=sign)(?P<y1>{YEAR})\b"),
        (
            "numeric",  # from 2/5 to 28/10/2011
            r"(?<![\d./])(?P<d1>[0-3]?\d)(?P<sign>[./])(?P<m1>[01]?\d)(?=\.?\s?(?:[-–—]|to|and|until|till)\s?"
            rf"[0-3]?\d(?P=sign)[01]?\d(?P=sign)(?P<y1>{YEAR})\b)",
        ),
        (
            "day",
            rf"\b(?P<d1>{_DAY})(?:(?:{_DASH}|/|\s+(?:and|to)\s+|,\s)(?P<d2>{_DAY})(?:\s+and\s+(?P<d3>{_DAY}))?)?"
            rf"\s+(?:of\s+)?(?P<m1>{_MONTH})(?:,?\s+(?P<y1>{YEAR}))?(?![\w])",
        ),
        (
            "day",
            rf"\b(?P<m1>{_MONTH})\s+(?P<d1>{_DAY})(?:(?:{_DASH}|\s+(?:and|to)\s+)(?P<d2>{_DAY}))?"
            rf"(?:,?\s+(?P<y1>{YEAR}))?\b(?![,.]?\d)",
        ),
        (
            "part",
            rf"\b(?P<part>{alternatives(_PARTS)})(?:\s+of\s+(?:the\s+)?|\s+)"
            rf"(?:(?:FY\s?)?(?P<y1>{YEAR})|(?P<said>{alternatives(_SPOKEN)})\s+year|year\b)",
        ),
        ("part", r"(?<=\bthe )(?P<part>(?:first|second|third|fourth|last) (?:quarter|half))\b(?!\s+of\b)"),
        ("month", rf"\b(?P<m1>{_MONTH})(?:,?\s+(?:of\s+)?|-)(?P<y1>{YEAR})\b"),
        ("month", rf"\b(?P<y1>{YEAR})\s+(?P<m1>(?-i:{_TITLED}))\b"),
        ("season", rf"\b(?P<season>{alternatives(_SEASONS)})(?:\s+of)?\s+(?P<y1>{YEAR})\b"),
        ("years", rf"\b(?P<y1>{YEAR})(?:{_DASH}|/)(?P<y2>{YEAR}|\d{{1,2}})\b(?![,.]\d)"),
        ("decade", r"\b(?P<y1>(?:1[5-9]|20)\d0)['’]?s\b"),
        ("year", rf"\b(?:FY\s?|fiscal\s+year\s+)(?P<y1>{YEAR}|(?<=FY)\d\d)\b(?!\s?[/–-]\s?\d\d)"),
        ("spoken", rf"\b(?P<said>{alternatives(_SPOKEN)})\s+(?:\w+\s+)?year\b"),
        (
            "bare",
            rf"\b(?P<m1>(?-i:{_TITLED}))(?={_DASH}(?:{_TITLED})\b)"
            rf"|(?<=, )(?P<m2>(?-i:{_TITLED}))(?=,?\s+and\s)",
        ),
        ("bare", rf"(?<=[a-z][-–—])(?P<m1>(?-i:{_TITLED}))\b(?!\s+\d)"),
        ("bare", rf"\b(?:{_IN})[\s-](?P<m1>(?-i:{_TITLED}))\b(?!\s+\d|['’])"),
    )
)


def read(name: str, part: dict[str, str]) -> tuple[tuple[Day, ...], float | None, int | None]:
    """Return the ends of a date that a pattern found, the last year of a range, and years from now.

    Year 0 means that the text does not give one; years from now is set only for next year and the like.

    >>> read("day", {"d1": "24th", "m1": "February", "y1": "2022"})
    (((2022, 2, 24),), None, None)
    """
    year = int(part.get("y1") or 0)
    year += 2000 if 0 < year < 100 else 0  # FY23
    relative = part.get("said")
    away = _SPOKEN[relative.lower()] if relative else None
    if name == "years":
        second = part["y2"]
        last = int(part["y1"][: 4 - len(second)] + second)
        return ((year, 0, 0), (last, 0, 0)), float(last), None
    if name == "decade":
        return ((year, 0, 0), (year + 9, 0, 0)), float(year + 9), None
    if name == "part":
        return ((year, _PARTS[" ".join(part["part"].lower().split())], 0),), None, away
    if name == "season":
        return ((year, 0, 0),), None, None
    if name == "numeric":
        day, month = int(part["d1"]), int(part["m1"])
        day, month = (month, day) if month > 12 else (day, month)
        return ((year, month, day),), None, None
    month = 0
    if month_name := part.get("m1", part.get("m2")):
        written = month_name.lower().rstrip(".")
        month = _EVERY[written] if written in _EVERY else int(written)
    days = [int(re.sub(r"\D", "", part[k])) for k in ("d1", "d2", "d3") if k in part]
    return tuple((year, month, d) for d in days) or ((year, month, 0),), None, away


def possible(date: Day) -> bool:
    """Return whether a date is possible: month to 12, day to 31.

    >>> possible((2012, 2, 30)), possible((2012, 13, 0))
    (True, False)
    """
    return 0 <= date[1] <= 12 and 0 <= date[2] <= 31
