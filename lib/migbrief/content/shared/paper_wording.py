"""Wording of an edition's rows: their place in the paper, figure, time and partner."""

import pandas as pd

from migbrief.editions import catalogue
from migbrief.editions.edition import Edition
from migbrief.editions.records import Fact
from migbrief.text import words
from migbrief.text.i18n import mark, t
from migbrief.text.value import Cite, Value

NOT_HELD = mark("no later source found")  # if outcomes.csv has none: not all sources were searched
OUTSIDE, INSIDE = mark("supported by other sources"), mark("supported by the paper itself")


def kind_of_place(of: Edition) -> str:
    """Return the kind of column for places in the paper: it links to the sections of the default paper."""
    return "section" if of.name == catalogue.default() else "text"


def located(rows: pd.DataFrame) -> list[str]:
    return [words.locator(s, p) for s, p in zip(rows["section"], rows["paragraph"], strict=True)]


def stated(fact: Fact) -> str:
    """Return a fact's figure with the paper's hedge: ``nearly 150 countries``; an ordinal as ``5th``."""
    if fact.kind == "ordinal" and not words.is_missing(fact.value):
        return words.ordinal(int(fact.value), of=t(fact.subject))
    return words.quantity(fact.value, fact.unit, high=fact.value_high, qualifier=fact.qualifier)


def figure(fact: Fact, cite: Cite) -> Value | str:
    """Return a fact's number as a value that cites its row; for a date or an ordinal, its words."""
    if fact.kind in ("ordinal", "date") or words.is_missing(fact.value):
        return stated(fact)
    high = None if words.is_missing(fact.value_high) else fact.value_high
    return Value(fact.value, fact.unit, high, fact.qualifier, cites=(cite,))


def period(start: object, end: object) -> str | None:
    """Return a period in words: ``May 2011``, ``2012 to 2013``; None if both ends are unknown."""
    if words.is_missing(start) and words.is_missing(end):
        return None
    first, last = words.date(start), words.date(end)
    if words.is_missing(end) or first == last:
        return first
    if words.is_missing(start):
        return t("until {date}", date=last)
    return t("{first} to {last}", first=first, last=last)


def label(organisation: pd.Series) -> str:
    """Return the short name of an organisation: its acronym, else its name."""
    acronym = organisation.get("acronym")
    return t(str(organisation["name"] if words.is_missing(acronym) else acronym))


def spelt_out(organisations: pd.DataFrame) -> str:
    """Spell out the acronyms of some organisations, each once: ``GMG: Global Migration Group; …``."""
    rows = organisations.drop_duplicates("organisation")
    pairs = [(label(row), t(str(row["name"]))) for _, row in rows.iterrows()]
    return words.series(
        t("{name}: {meaning}", name=short, meaning=name) for short, name in sorted(pairs) if short != name
    )
