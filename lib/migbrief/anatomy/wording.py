"""How rows of an edition read: where they stand, their figure, their time, their partner."""

from __future__ import annotations

import pandas as pd

from .. import words
from ..display import refer
from ..language import t


def located(rows: pd.DataFrame) -> list[str]:
    return [words.locator(s, p) for s, p in zip(rows["section"], rows["paragraph"], strict=True)]


def stated(fact: pd.Series) -> str:
    """A fact's figure as the paper hedges it: ``nearly 150 countries``; an ordinal as ``5th``."""
    if fact["kind"] == "ordinal" and not words.is_missing(fact["value"]):
        return words.ordinal(int(fact["value"]))
    return words.quantity(
        fact["value"], str(fact["unit"]), high=fact["value_high"], qualifier=str(fact["qualifier"])
    )


def cited(fact: pd.Series) -> str:
    """As :func:`stated`, with a footnote that leads to the fact's row."""
    return stated(fact) + refer(str(fact["fact_id"]))


def period(start: object, end: object) -> str | None:
    """``May 2011``, or ``2012 to 2013``; None where neither is known."""
    if words.is_missing(start) and words.is_missing(end):
        return None
    first, last = words.date(start), words.date(end)
    if words.is_missing(end) or first == last:
        return first
    if words.is_missing(start):
        return t("until {date}", date=last)
    return t("{first} to {last}", first=first, last=last)


def label(organisation: pd.Series) -> str:
    """The short name of an organisation: its acronym, or its name where it has none."""
    acronym = organisation.get("acronym")
    return t(str(organisation["name"] if words.is_missing(acronym) else acronym))
