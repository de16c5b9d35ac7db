"""Verdicts counted: of how many quantities a section or paper holds what."""

from __future__ import annotations

import re
from dataclasses import dataclass

import pandas as pd

from migbrief.content.paper.brief import Brief
from migbrief.content.shared.paper_wording import INSIDE, OUTSIDE
from migbrief.editions import checks
from migbrief.text import words
from migbrief.text.i18n import t, tn
from migbrief.text.value import Cite, Value, counted

DOUBTED = ("contradicted", "partial", "differs by vintage")  # the worst first


@dataclass(frozen=True)
class Holds:
    """How many quantities are stated, and how many have each verdict; each counted from a row."""

    quantities: Value
    initiatives: Value
    outside: Value  # supported by a later source or open data
    inside: Value  # supported by the paper's own figures alone
    partial: Value
    differs: Value
    contradicted: Value
    unchecked: Value

    @property
    def doubted(self) -> Value:
        """Those that do not hold, or only in part."""
        return self.contradicted + self.partial + self.differs


def verdict_words(brief: Brief) -> pd.Series:
    """Map fact_id to its verdict, with support by other sources apart from support by the paper alone."""
    rows = brief.verdicts.set_index("fact_id")
    return (
        rows["basis"]
        .map({"outside": OUTSIDE, "inside": INSIDE})
        .where(rows["verdict"] == "supported", rows["verdict"])
        .replace(checks.SHOWN)
    )


def tally(brief: Brief, what: str, n: int, noun: str = "") -> Value:
    """A count of rows of the edition's tables, which a table of counts or else an end note shows."""
    rows = t("rows of {source}", source=brief.tables)
    return counted(n, noun, Cite(f"{brief.report} {what}", rows, elsewhere=True))


def holds(brief: Brief) -> Holds:
    """The finding: how much is stated here, and how much of it holds."""
    by_verdict = verdict_words(brief).value_counts()

    def of(verdict: str) -> Value:
        return tally(brief, verdict, int(by_verdict.get(verdict, 0)), "quantity")

    return Holds(
        tally(brief, "quantities", len(brief.view.facts), "quantity"),
        tally(brief, "initiatives", len(brief.view.initiatives), "initiative"),
        *(of(verdict) for verdict in (OUTSIDE, INSIDE, "partial", "differs between editions")),
        *(of(verdict) for verdict in ("contradicted", "not checkable")),
    )


def in_words(h: Holds) -> str:
    """Word the verdicts; one that no quantity has is left out, except that none is contradicted."""
    inside = tn("*{n}* only by the paper itself", "*{n}* only by the paper itself", h.inside)
    first = tn(
        "*{n}* is supported by a later source or open data, {inside}",
        "*{n}* are supported by a later source or open data, {inside}",
        h.outside,
        inside=inside,
    )
    if not h.outside:
        first = t("none is supported by a later source or open data, {inside}", inside=inside)
    clauses = [first]
    if h.partial:
        clauses.append(tn("*{n}* holds in part", "*{n}* hold in part", h.partial))
    if h.differs:
        clauses.append(
            tn("*{n}* differs between editions", "*{n}* differ between editions of a source", h.differs)
        )
    if h.contradicted:
        clauses.append(tn("*{n}* is contradicted", "*{n}* are contradicted", h.contradicted))
    else:
        clauses.append(t("none is contradicted"))
    if h.unchecked:
        clauses.append(
            tn(
                "*{n}* cannot be checked with what we have",
                "*{n}* cannot be checked with what we have",
                h.unchecked,
            )
        )
    return words.sentence(t("Of the quantities, {verdicts}.", verdicts=words.series(clauses)))


def own_sources(brief: Brief) -> tuple[Value, Value]:
    """How many of the later sources' entries here are of the paper's own author, and how many there are."""
    rows = brief.view.outcomes
    rows = rows[(rows["verdict"] != "context") & rows["fact_id"].isin(brief.view.facts["fact_id"])]
    named = rows["publisher"].str.contains(rf"\b{re.escape(brief.edition.author)}\b")
    own = tally(brief, "entries of the author", int(named.sum()), "entry")
    return own, tally(brief, "entries", len(rows), "entry")
