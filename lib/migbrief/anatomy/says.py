"""Part 1, what the section says: quantities and initiatives, each with its locator."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from .. import checks, tables, words
from ..display import Display, paragraph, plain, refer, stack
from ..language import mark, t, tn
from ..section import Brief
from ..tables import Column, Table
from .wording import label, located, own_sources, period, spelt_out, stated, verdict_words

STATUSES = (mark("reported"), mark("planned"))


def summary(brief: Brief) -> Display:
    """A sentence and tiles: how much the section states, and how much of it holds."""
    facts, initiatives = brief.view.facts, brief.view.initiatives
    named = set(brief.partners["organisation"])
    partners = len(named - {brief.edition.author})
    n = brief.verdicts["verdict"].value_counts().reindex(checks.VERDICTS, fill_value=0)
    held = brief.verdicts[brief.verdicts["verdict"] == "supported"]
    outside = int((held["basis"] == "outside").sum())
    inside = len(held) - outside
    quantities = words.count(len(facts), "quantity")
    named_here = words.count(len(initiatives), "initiative")
    if brief.whole:
        states = t(
            "The paper states {quantities}[^facts] and names {initiatives}[^initiatives].",
            quantities=quantities,
            initiatives=named_here,
        )
    else:
        states = t(
            "This section states {quantities}[^facts] and names {initiatives}[^initiatives].",
            quantities=quantities,
            initiatives=named_here,
        )
    held_up = t("Of the quantities, {verdicts}.", verdicts=words.series(_holds(n, outside)))
    text = f"{states} {words.sentence(held_up)}"
    countries = int(brief.view.places["iso3"].replace("", None).nunique())
    elsewhere = t("Supported by other sources")
    if own_sources(brief)[0]:
        elsewhere += " · " + t("{author}'s own pages among them", author=t(brief.edition.author))
    cards = {
        tn("Quantity stated", "Quantities stated", len(facts)): words.number(len(facts)) + refer("facts"),
        tn("Initiative named", "Initiatives named", len(initiatives)): words.number(len(initiatives))
        + refer("initiatives"),
        tn("Partner named", "Partners named", partners): words.number(partners) + refer("initiatives"),
        tn("Country named", "Countries named", countries): words.number(countries) + refer("places"),
        elsewhere: words.number(outside) + refer("checks"),
        t("Supported by the paper itself"): words.number(inside) + refer("checks"),
        **{
            words.capital(t(verdict)): words.number(int(n[verdict])) + refer("checks")
            for verdict in ("contradicted", "partial", "differs by vintage")
        },
        t("Not checkable"): words.number(int(n["not checkable"])) + refer("unchecked"),
    }
    told = {label: value for label, value in cards.items() if plain(value) != words.number(0)}
    return stack(paragraph(text, "mb-lead"), tables.tiles(told or cards))  # what is none the sentence says


def _holds(n: pd.Series, outside: int) -> list[str]:
    """The verdicts in words, without those that none has; that none is contradicted is worth saying."""
    inside = tn(
        "*{n}* only by the paper itself", "*{n}* only by the paper itself", int(n["supported"]) - outside
    )
    first = tn(
        "*{n}* is supported by a later source or open data, {inside}",
        "*{n}* are supported by a later source or open data, {inside}",
        outside,
        inside=inside,
    )
    if not outside:
        first = t("none is supported by a later source or open data, {inside}", inside=inside)
    partial, differ, wrong, left = (
        int(n[verdict]) for verdict in ("partial", "differs by vintage", "contradicted", "not checkable")
    )
    said = [first]
    if partial:
        said.append(tn("*{n}* holds in part", "*{n}* hold in part", partial))
    if differ:
        said.append(tn("*{n}* differs by vintage", "*{n}* differ by vintage", differ))
    if wrong:
        said.append(tn("*{n}* is contradicted", "*{n}* are contradicted", wrong))
    else:
        said.append(t("none is contradicted"))
    said[-1] += refer("checks")
    if left:
        said.append(
            tn(
                "*{n}* cannot be checked with what we have",
                "*{n}* cannot be checked with what we have",
                left,
            )
            + refer("unchecked")
        )
    return said


def facts(brief: Brief, kinds: Sequence[str] = (), caption: str = "") -> Table:
    """The quantities stated, each with its place in the paper, hedge, date and verdict."""
    rows = brief.view.facts
    if kinds:
        rows = rows[rows["kind"].isin(list(kinds))]
    verdict = verdict_words(brief)
    shown = pd.DataFrame(
        {
            "at": located(rows),
            "says": rows["paraphrase"].to_numpy(),
            "figure": [stated(r) for _, r in rows.iterrows()],
            "as_of": rows["as_of"].to_numpy(),
            "status": rows["status"].to_numpy(),
            "verdict": [verdict.get(k) for k in rows["fact_id"]],
            "fact_id": rows["fact_id"].to_numpy(),
        }
    )
    return tables.table(
        shown,
        caption or t("Quantities the paper states ({where})", where=brief.where),
        columns={
            "at": mark("Where"),
            "says": Column(mark("What is said (our words)"), wide=True),
            "figure": mark("Figure"),
            "as_of": Column(mark("As of"), kind="date", missing=mark("not stated")),
            "status": mark("Status"),
            "verdict": Column(mark("Verdict"), kind="verdict"),
            "fact_id": Column("fact_id", hidden=True),
        },
        source=words.series((brief.source, f"data/editions/{brief.edition.name}/facts.csv")),
        shown=12,
        key="facts",
        notes="fact_id",
    )


def initiatives(brief: Brief) -> Table:
    """The programmes, funds, publications and meetings named, with when and with whom."""
    rows = brief.view.initiatives
    partners = brief.partners
    with_whom = {
        k: words.listing(f"{label(o)} ({t(str(o['role']))})" for _, o in g.iterrows())
        for k, g in partners.groupby("initiative_id")
    }
    shown = pd.DataFrame(
        {
            "at": located(rows),
            "name": rows["name"].to_numpy(),
            "kind": rows["kind"].to_numpy(),
            "when": [period(r["start"], r["end"]) for _, r in rows.iterrows()],
            "status": rows["status"].to_numpy(),
            "partners": [with_whom.get(k) for k in rows["initiative_id"]],
            "paraphrase": rows["paraphrase"].to_numpy(),
        }
    )
    return tables.table(
        shown,
        t("Initiatives named ({where})", where=brief.where),
        columns={
            "name": mark("Initiative"),
            "at": mark("Where"),
            "kind": mark("Kind"),
            "when": Column(mark("When"), missing=mark("not stated")),
            "status": mark("Status"),
            "partners": Column(mark("Partners and roles"), missing=mark("none named")),
            "paraphrase": Column(mark("What it is (our words)"), wide=True),
        },
        source=t(
            "{source}; {file} and {other}",
            source=brief.source,
            file=f"data/editions/{brief.edition.name}/initiatives.csv",
            other="participants.csv",
        ),
        note=spelt_out(partners),
        shown=12,
        key="initiatives",
    )
