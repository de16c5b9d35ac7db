"""Assigning facts to quantities: each fact claims one in its paragraph that no other fact has."""

import re
from dataclasses import dataclass, field
from typing import Any, Final

import pandas as pd

from migbrief.text.i18n import t

from . import hedges
from .matches import dated, matches_fact, named, split_date, within
from .token import Token

# Kind of fact → the kind of token that states it, if it is not a plain number.
_TOKENS: Final = {"ordinal": "ordinal", "money": "money", "frequency": "frequency"}


@dataclass
class Paragraph:
    """A paragraph's text, its tokens, and those claimed by a fact."""

    text: str
    tokens: list[Token]
    claimed: set[int] = field(default_factory=set)


Paragraphs = dict[tuple[str, int], Paragraph]  # by section and number


def find_fact(fact: dict[str, Any], items: list[str], where: Paragraphs) -> tuple[str, str]:
    """Return the state of a fact in the paragraph it names and, if not found, the reason.

    >>> from .quantities import read
    >>> where = {("a", 1): Paragraph("Of 12 herons", read("Of 12 herons"))}
    >>> fact = {"section": "a", "paragraph": 1, "kind": "count", "unit": "herons", "value": 12.0}
    >>> find_fact(fact | {"value_high": None, "qualifier": "exact"}, [], where)
    ('found', '')
    """
    here = where.get((fact["section"], fact["paragraph"]))
    if here is None:
        return "missing", t("the text has no such paragraph")
    before = set(here.claimed)
    why = _state_in(fact, items, here)
    if why:
        return "missing", why
    if fact["kind"] != "list":  # the length of a list may be our count, so the text need not hedge it
        for i in here.claimed - before:
            hedge = hedges.qualifier_difference(fact, here.text, here.tokens[i])
            if hedge:
                return "qualifier differs", hedge
    return "found", ""


def search_section(fact: dict[str, Any], items: list[str], where: Paragraphs, why: str) -> tuple[str, str]:
    """Return the state of a fact that is not in its paragraph: elsewhere in its section, or missing.

    >>> from .quantities import read
    >>> where = {("a", 2): Paragraph("Of 12 herons", read("Of 12 herons"))}
    >>> fact = {"section": "a", "paragraph": 1, "kind": "count", "unit": "herons", "value": 12.0}
    >>> search_section(fact | {"value_high": None}, [], where, "the figure is not there")
    ('elsewhere', 'stands in paragraph 2')
    """
    for (section, n), paragraph in where.items():
        if section == fact["section"] and n != fact["paragraph"] and not _state_in(fact, items, paragraph):
            return "elsewhere", t("stands in paragraph {n}", n=str(n))
    return "missing", why


def _state_in(fact: dict[str, Any], items: list[str], here: Paragraph) -> str:
    """Return why a fact is not in a paragraph, or blank after claiming the token that states it."""
    absent = [i for i in items if not named(i, here.text)]
    if absent:
        return t("not named: {names}", names=", ".join(absent))
    if fact["kind"] == "date":
        return "" if dated(fact, here.text, here.tokens) else t("the date is not there")
    fitting = [i for i, t in enumerate(here.tokens) if i not in here.claimed and matches_fact(fact, t)]
    if fact["kind"] == "list":  # "three-day" counts days, not names
        fitting = [i for i in fitting if not re.match(r"-[a-z]", here.text[here.tokens[i].end :])]
    if not fitting:
        return "" if fact["kind"] == "list" else t("the figure is not there")
    same = [i for i in fitting if here.tokens[i].kind == _TOKENS.get(fact["kind"], "number")]
    here.claimed.add((same or fitting)[0])
    return ""


def cover_dates(facts: pd.DataFrame, where: Paragraphs) -> None:
    """Mark the dates in the text to which a fact of their paragraph refers.

    >>> from .quantities import read
    >>> here = Paragraph("Since 2011", read("Since 2011"))
    >>> fact = {"section": "a", "paragraph": 1, "kind": "count", "as_of": "2011-05", "value_high": None}
    >>> cover_dates(pd.DataFrame([fact]), {("a", 1): here})
    >>> here.claimed
    {0}
    """
    known: dict[tuple[str, int], list[tuple[int, int, int]]] = {}
    for fact in facts.to_dict("records"):
        dates = known.setdefault((fact["section"], fact["paragraph"]), [])
        dates.append(split_date(fact["as_of"]))
        if fact["kind"] == "date" and not pd.isna(fact["value_high"]):
            dates.append((int(fact["value_high"]), 0, 0))
    for at, paragraph in where.items():
        for i, token in enumerate(paragraph.tokens):
            if token.dates and all(any(within(k, end) for k in known.get(at, [])) for end in token.dates):
                paragraph.claimed.add(i)


def exclude(exclusions: pd.DataFrame, where: Paragraphs) -> pd.DataFrame:
    """Mark the tokens excluded on purpose; return the exclusions with the number of each ``found``.

    >>> from .quantities import read
    >>> row = {"section": "a", "paragraph": 1, "token": "12", "count": 2}
    >>> exclude(pd.DataFrame([row]), {("a", 1): Paragraph("Of 12", read("Of 12"))})["found"].item()
    1
    """
    counts = []
    for row in exclusions.to_dict("records"):
        paragraph = where.get((row["section"], row["paragraph"]), Paragraph("", []))
        hits = [
            i
            for i, t in enumerate(paragraph.tokens)
            if i not in paragraph.claimed and t.text.casefold() == row["token"].casefold()
        ][: row["count"]]
        paragraph.claimed.update(hits)
        counts.append(len(hits))
    return exclusions.assign(found=counts)
