"""No-break spaces in amounts, dates and places: ``US$ 5,800 million``, ``13 October``, ``a2 ¶7``."""

import re
from functools import lru_cache
from typing import Final

from babel.dates import get_month_names

from .i18n import current
from .words import scales

SPACE: Final = "\u00a0"


def tied(text: str) -> str:
    """Return text with no-break spaces in amounts, dates and places, in the current language.

    >>> tied("on 13 October").split(" ")
    ['on', '13\\xa0October']
    """
    return _loose(current()).sub(SPACE, text)


@lru_cache(maxsize=8)
def _loose(language: str) -> re.Pattern[str]:
    """Return a pattern of the spaces to replace; Spanish dates have a preposition after the day."""
    of = "de " if language == "es" else ""
    months = "|".join(get_month_names("wide", locale=language).values())
    marks = {"fr": r"| (?=[:;»]|USD)|(?<=«) ", "es": "|(?<=USD) "}.get(language, "")
    large = "|".join(sorted(scales()))
    return re.compile(rf" (?=¶|{large})|(?<=(?:US|NZ)\$) |(?:(?<=\d)|(?<=1er)) (?={of}(?:{months})\b){marks}")
