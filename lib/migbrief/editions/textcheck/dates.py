"""Dates as papers write them: days, months, years, halves and quarters of them, next year."""

import re
from typing import Final

from .lexicon import LEXICON, alternatives, patterns

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
_RELATIVE: Final = {"last": -1, "this": 0, "current": 0, "next": 1, "coming": 1, "following": 1}
PATTERNS: Final = patterns(
    LEXICON["dates"]["patterns"],
    {
        **LEXICON["dates"]["parts"],
        **{"year": YEAR, "relative": alternatives(_RELATIVE), "seasons": alternatives(_SEASONS)},
        **{"of_year": alternatives(_PARTS), "titled": alternatives(name.title() for name in MONTHS)},
        "plain": alternatives(MONTHS.keys() - {"march", "may"}),
        "short": alternatives(_SHORT),
    },
)


def read(name: str, part: dict[str, str]) -> tuple[tuple[Day, ...], float | None, int | None]:
    """Return the ends of a date that a pattern found, the last year of a range, and years from now.

    Year 0 means that the text does not give one; years from now is set only for next year and the like.

    >>> read("day", {"d1": "24th", "m1": "February", "y1": "2022"})
    (((2022, 2, 24),), None, None)
    """
    year = int(part.get("y1") or 0)
    year += 2000 if 0 < year < 100 else 0  # FY23
    away = _RELATIVE[part["relative"].lower()] if "relative" in part else None
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
