"""Lists, sentences, dates, years and sources in words."""

import re
from collections.abc import Iterable
from typing import Any

import pandas as pd
from babel.dates import format_date, format_skeleton
from babel.lists import format_list

from migbrief.text.i18n import current, t, tn

from .numbers import is_missing, number

_BEFORE_I = re.compile(r" y (?=(?:[IÍií]|[Hh][ií](?!e))(?=[\w]))")  # Spanish: "Irak e Irán"


def listing(items: Iterable[str], limit: int = 0) -> str:
    """Return a list in words: ``a, b and c``; past ``limit`` the rest is counted: ``a, b and 3 more``."""
    names = [str(i) for i in items]
    if limit and len(names) > limit:
        names = [*names[:limit], tn("{n} more", "{n} more", len(names) - limit, n=number(len(names) - limit))]
    if not names:
        return t("none")
    text = str(format_list(names, style="standard", locale=_region()))
    return _BEFORE_I.sub(" e ", text) if current() == "es" else text


def series(parts: Iterable[str]) -> str:
    """Join phrases with semicolons, in the format of the language."""
    return t("; ").join(parts)


def sentence(text: str) -> str:
    """Return text with a capital first letter and one full stop at the end."""
    text = text.strip()
    if not text:
        return ""
    return text[0].upper() + text[1:] + ("" if text[-1] in ".!?" else ".")


def capital(text: str) -> str:
    """Return text with a capital first letter and the rest unchanged."""
    return text[:1].upper() + text[1:]


def date(value: object) -> str:
    """Return an ISO date, perhaps partial, in words: ``2011-12`` → ``December 2011``; other
    text unchanged.
    """
    text = "" if is_missing(value) else str(value)
    parts = text.split("-")
    if not text:
        return t("date not stated")
    try:
        if len(parts) == 2:
            return str(format_skeleton("yMMMM", pd.Timestamp(f"{text}-01"), locale=_region()))
        if len(parts) == 3:
            long = str(format_date(pd.Timestamp(text), "long", locale=_region()))
            return f"1er{long[1:]}" if current() == "fr" and long.startswith("1 ") else long
    except ValueError:
        return text
    return text


def _region() -> str:
    """Return the locale of lists and dates: for English that of the United Nations."""
    return "en_GB" if current() == "en" else current()


def years(values: Iterable[Any]) -> str:
    """Return the years of some figures: ``2021``, ``2019–2024``, or ``year not stated``."""
    known = sorted({int(v) for v in values if not is_missing(v)})
    if not known:
        return t("year not stated")
    return str(known[0]) if known[0] == known[-1] else f"{known[0]}–{known[-1]}"


def locator(section: str, paragraph: object) -> str:
    """Return a place in the paper: ``a1 ¶3``; before the first paragraph, the title.

    >>> locator("root-causes", 3)
    'root causes ¶3'
    """
    section = section.replace("-", " ")
    if is_missing(paragraph):
        return section
    n = int(float(str(paragraph)))
    return f"{section} ¶{n}" if n else t("{section}, title", section=section)
