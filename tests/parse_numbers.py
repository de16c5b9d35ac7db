"""Numbers read back from a text in the language it is written in: ``57.5 million``, ``12 345,6``."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Final

from babel import Locale
from babel.dates import get_month_names
from babel.numbers import get_decimal_symbol, get_group_symbol

from migbrief.text import i18n, words

POWER: Final = re.compile(r"10{2,}")
PER: Final = re.compile(
    r"\b(?:per|for (?:each|every)|pour(?: chaque)?|por(?: cada)?)[\s\u00a0]$", re.IGNORECASE
)
# Numbers that are names: of a resolution, of a standard.
CALLED: Final = re.compile(r"(?:\br[eé]solu(?:tion|ción)|\bISO)[\s\u00a0]$", re.IGNORECASE)
# Ages that say of whom a figure is, not how old somebody is.
AGES: Final = {
    "en": re.compile(
        r"\b(?:under|over|ages?|aged)\s\d{1,2}(?:\sto\s\d{1,2})?(?!\d|[.,]\d|\s?%)|"
        r"\b\d{1,2}\s(?:and|or)\sover\b",
        re.IGNORECASE,
    ),
    "fr": re.compile(
        r"\bmoins\sde\s\d{1,2}\sans\b|\b\d{1,2}\sans\s(?:et|ou)\splus\b|\b\d{1,2}\s[àa]\s\d{1,2}\sans\b",
        re.IGNORECASE,
    ),
    "es": re.compile(
        r"\bmenores\sde\s\d{1,2}\b|\bmenos\sde\s\d{1,2}\saños\b|\b\d{1,2}(?:\saños)?\s(?:y|o)\smás\b|\b\d{1,2}\sa\s\d{1,2}\saños\b",
        re.IGNORECASE,
    ),
}
YEAR: Final = re.compile(r"(?:1[89]|20)\d\d|2100")


@dataclass(frozen=True)
class Number:
    """A number as a text writes it: its size without sign, half a unit of its last digit, its place.

    ``written``: its digits between the zeros at its ends; ``digits`` that tell it from others: one more from
    a million on.
    """

    size: float
    half: float
    written: int
    digits: int
    start: int
    end: int

    @property
    def slack(self) -> float:
        return self.half * (1 + 1e-9)


def read(text: str, bare: bool = False) -> Iterator[Number]:
    """The numbers in a text of the language spoken.

    Unless ``bare``, as in a cell, years, days of a month and ages are left out, and what a rate is per.
    """
    pattern, scales = _pattern(i18n.current())
    named = [pattern for pattern in (_days(i18n.current()), AGES.get(i18n.current())) if pattern]
    names = [] if bare else [found.span() for kind in named for found in kind.finditer(text)]
    for found in pattern.finditer(text):
        whole, places = re.sub(r"\D", "", found["whole"]), found["places"] or ""
        if any(start <= found.start() < end for start, end in names):
            continue
        if not bare and POWER.fullmatch(whole) and PER.search(text, 0, found.start()):
            continue
        if not bare and CALLED.search(text, max(0, found.start() - 12), found.start()):
            continue
        if not bare and not places and YEAR.fullmatch(found["whole"]) and not found["scale"]:
            continue
        scale = scales.get((found["scale"] or "").strip(), 1.0)
        unit = 10.0 ** -len(places) * scale
        size = float(f"{whole}.{places or 0}") * scale
        written = len((whole + places).strip("0"))
        zeros = len(whole) - len(whole.rstrip("0")) if not places and not bare else 0
        # 430,000 may be 426,329, and Spanish has "68.600 millones" for 68,588.
        loose = zeros >= 3 or (zeros > 0 and scale > 1 and len(whole) > 3)
        rounded = unit * 10**zeros if loose and written else unit
        yield Number(size, rounded / 2, written, written + (size >= 1e6), found.start(), found.end())


@cache
def _days(code: str) -> re.Pattern[str]:
    """A day of a month or several, as in ``25 and 26 October`` and ``October 26``."""
    months = "|".join(re.escape(name) for name in get_month_names("wide", locale=code).values())
    day = r"\b\d{1,2}(?:er|\.?º)?"
    return re.compile(
        rf"(?:{day}(?:\s?(?:[–-]|,|and|to|et|au|y|al)\s?))*{day}\s(?:de\s)?(?:{months})\b|\b(?:{months})\s{day}\b(?!\d)",
    )


@cache
def _pattern(code: str) -> tuple[re.Pattern[str], dict[str, float]]:
    """How the language writes a number, and what its words for large numbers stand for."""
    locale = Locale(code)
    group = re.escape(get_group_symbol(locale)) if code != "fr" else "[\\u202f\\u00a0]"
    decimal = re.escape(get_decimal_symbol(locale))
    scales = words.scales()
    tier = re.escape(i18n.t("Tier {figure}", figure="").strip())
    names = "|".join(re.escape(name) for name in sorted(scales, key=len, reverse=True))
    # Not an ordinal (3rd, 3e, 3.º), nor a part of a name or range of ages: M49, ¶3, 15-34, 3.1.4 or Tier 2.
    return (
        re.compile(
            rf"(?<![\w¶.,/-])(?<!{tier}\s)(?<!{tier.lower()}\s)(?P<whole>\d{{1,3}}(?:{group}\d{{3}})+(?!\d)|\d+)(?:{decimal}(?P<places>\d+))?"
            rf"(?P<scale>[\s\u00a0](?:{names})\b)?(?![\w/-]|[.,]\d|\.?[ºª])"
        ),
        scales,
    )
