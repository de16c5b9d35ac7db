"""Matching a quantity in a text with the figure, the date or a name of a fact."""

import re
from collections.abc import Sequence
from typing import Any

import pandas as pd

from .dates import MONTHS
from .layout import plain
from .token import Token

# Kinds of facts that a plain number in the text can state.
_COUNTED = ("count", "people", "list", "frequency", "ordinal", "rate")

Day = tuple[int, int, int]


def matches_fact(fact: dict[str, Any], token: Token) -> bool:
    """Return whether a token is the fact's figure.

    >>> from .quantities import read
    >>> fact = {"kind": "count", "unit": "herons", "value": 12.0, "value_high": None}
    >>> matches_fact(fact, read("12 herons")[0]), matches_fact(fact, read("12%")[0])
    (True, False)
    """
    kind, percent = fact["kind"], fact["unit"] == "%"
    possible = {
        "money": kind == "money" and token.unit == fact["unit"],
        "percent": percent,
        "rate": kind == "rate" and fact["unit"] == token.unit,
        "ordinal": kind == "ordinal",
        "frequency": kind == "frequency",
        "number": kind in _COUNTED and not percent,
        # A bare number that could be a year can also be a count: 2000 people.
        "date": kind in _COUNTED and not percent and [date[1:] for date in token.dates] == [(0, 0)],
    }.get(token.kind, False)
    return possible and _same(fact["value"], token.value) and _same(fact["value_high"], token.high)


def _same(a: float | None, b: float | None) -> bool:
    if a is None or b is None or pd.isna(a):
        return (a is None or pd.isna(a)) and b is None
    return abs(a - b) <= 1e-9 * max(abs(a), abs(b), 1.0)


def dated(fact: dict[str, Any], text: str, tokens: Sequence[Token]) -> bool:
    """Return whether a paragraph gives the date of a fact: its year, and month and day if it has them.

    >>> from .quantities import read
    >>> text = "in May 2012"
    >>> dated({"as_of": "2012-05", "value_high": None}, text, read(text))
    True
    """
    ends = [end for t in tokens for end in t.dates]
    if not pd.isna(fact["value_high"]) and not any(y == fact["value_high"] for y, _, _ in ends):
        return False
    year, month, day = split_date(fact["as_of"])
    month_named = month and named(list(MONTHS)[month - 1], text)
    return any(
        y in (0, year)
        and (not month or m == month or (m == 0 and y and month_named))
        and (not day or d == day)
        and (y or day)
        for y, m, d in ends
    )


def split_date(text: str) -> Day:
    """Return a partial or blank ISO date as year, month and day, 0 where not given.

    >>> split_date("2012-05")
    (2012, 5, 0)
    """
    year, month, day, *_ = [*(int(p) for p in text.split("-") if p), 0, 0, 0]
    return year, month, day


def within(known: Day, written: Day) -> bool:
    """Return whether a known date is at least as precise as the written one and agrees with it.

    >>> within((2012, 5, 7), (2012, 5, 0)), within((2012, 0, 0), (2012, 5, 0))
    (True, False)
    """
    return all(w in (0, k) for k, w in zip(known, written, strict=True))


def named(item: str, text: str) -> bool:
    """Return whether a name is in a text as whole words, ignoring case and quotes.

    >>> named("Kenya", "in KENYA and Nepal"), named("Niger", "Nigeria")
    (True, False)
    """
    name, body = " ".join(plain(item).casefold().split()), " ".join(text.casefold().split())
    return re.search(rf"(?<!\w){re.escape(name)}(?!\w)", body) is not None
