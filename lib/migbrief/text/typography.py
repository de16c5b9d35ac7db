"""Figures that no line end takes apart: ``US$ 5,800 million``, ``13 October``, ``a2 ¶7``."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from babel.dates import get_month_names

from .i18n import current
from .words import scales

SPACE: Final = "\u00a0"
CURRENCIES: Final = ("US$", "NZ$")


def unbroken(html: str) -> str:
    """The HTML of an output with no-break spaces inside amounts, dates and places, in the language spoken."""
    for word in _scales(current()):
        html = html.replace(f" {word}", f"{SPACE}{word}")
    for sign in CURRENCIES:
        html = html.replace(f"{sign} ", f"{sign}{SPACE}")
    html = html.replace(" ¶", f"{SPACE}¶")
    if current() == "fr":
        for mark in (" :", " ;", " »"):
            html = html.replace(mark, SPACE + mark[1:])
        html = html.replace("« ", f"«{SPACE}")
    for month in _months(current()):
        if month in html:
            html = _tied(html, month)
    return html


def _tied(html: str, month: str) -> str:
    """Each month that stands behind a day tied to it; by pieces, as a page has many digits and spaces."""
    first, *rest = html.split(month)
    out = [first]
    for piece in rest:
        day = out[-1][-1:].isdigit() or out[-1].endswith("1er")
        out += [SPACE + month[1:] if day and not piece[:1].isalpha() else month, piece]
    return "".join(out)


@lru_cache(maxsize=8)
def _scales(language: str) -> tuple[str, ...]:
    """The words for large numbers of a language, each without those that begin with another."""
    words = sorted(scales())
    return tuple(w for w in words if not any(w != other and w.startswith(other) for other in words))


@lru_cache(maxsize=8)
def _months(language: str) -> tuple[str, ...]:
    """What follows the day of a date: a space and the month; Spanish has a preposition between them."""
    names = get_month_names("wide", locale=language).values()
    return tuple(f" de {name}" if language == "es" else f" {name}" for name in names)
