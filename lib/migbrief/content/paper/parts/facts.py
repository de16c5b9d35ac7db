"""What a section says, each quantity and initiative with its locator, and whether it holds."""

from __future__ import annotations

import pandas as pd

from migbrief.content.paper.brief import Brief
from migbrief.content.shared.paper_wording import label, located, period, spelt_out, stated
from migbrief.display import tables
from migbrief.display.html import Display, paragraph
from migbrief.display.tables import Column, Table
from migbrief.editions import checks
from migbrief.text import words
from migbrief.text.i18n import mark, t, tn
from migbrief.text.markup import refer

from .overall import DOUBTED
from .verdicts import verdict_words

STATUSES = (mark("reported"), mark("planned"))
# What kinds of quantities, of checks, and of tolerances there are.
QUANTITIES = (
    mark("ordinal"),
    mark("date"),
    mark("count"),
    mark("rate"),
    mark("list"),
    mark("money"),
    mark("people"),
    mark("frequency"),
)


def summary(brief: Brief) -> Display:
    """A sentence: how much the section states, and how much of it holds."""
    facts, initiatives = brief.view.facts, brief.view.initiatives
    told = {
        "quantities": words.count(len(facts), "quantity"),
        "initiatives": words.count(len(initiatives), "initiative"),
    }
    if brief.whole:
        states = t("The paper states {quantities} and names {initiatives}[^sections].", **told)
    else:
        states = t("This section states {quantities}[^facts] and names {initiatives}[^initiatives].", **told)
    held_up = t("Of the quantities, {verdicts}.", verdicts=words.series(_holds(brief)))
    return paragraph(f"{states} {words.sentence(held_up)}", "mb-lead")


def _holds(brief: Brief) -> list[str]:
    """The verdicts in words, without those that none has; that none is contradicted is worth saying."""
    n = brief.verdicts["verdict"].value_counts().reindex(checks.VERDICTS, fill_value=0)
    held = brief.verdicts[brief.verdicts["verdict"] == "supported"]
    outside = int((held["basis"] == "outside").sum())
    inside = tn("*{n}* only by the paper itself", "*{n}* only by the paper itself", len(held) - outside)
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
    if left:
        said.append(
            tn("*{n}* cannot be checked with what we have", "*{n}* cannot be checked with what we have", left)
        )
    said[-1] += refer("verdicts by section" if brief.whole else "facts")
    return said


def facts(brief: Brief) -> Table:
    """The quantities stated, each with its place in the paper, its verdict and what that rests on."""
    rows = brief.view.facts
    verdict = verdict_words(brief)
    given = brief.verdicts.set_index("fact_id")["verdict"]
    found = brief.results[brief.results["verdict"] == brief.results["fact_id"].map(given)]
    found = found[found["verdict"] != "not checkable"]
    seen = {k: " ".join(_found(c) for _, c in of.iterrows()) for k, of in found.groupby("fact_id")}
    return tables.table(
        rows.assign(
            at=located(rows),
            figure=[stated(fact) for fact in brief.view.facts_of()],
            verdict=[verdict.get(k) for k in rows["fact_id"]],
            seen=[seen.get(k) for k in rows["fact_id"]],
        )[["at", "paraphrase", "figure", "verdict", "seen", "as_of", "status", "fact_id"]],
        t("Quantities the paper states ({where})", where=brief.where),
        columns={
            "at": mark("Where"),
            "paraphrase": Column(mark("What is said (our words)"), wide=True),
            "figure": mark("Figure"),
            "verdict": Column(mark("Verdict"), kind="verdict"),
            "seen": Column(mark("Observed"), format=str, missing="–", wide=True),
            "as_of": Column(mark("As of"), hidden=True),
            "status": Column(mark("Status"), hidden=True),
            "fact_id": Column("fact_id", hidden=True),
        },
        source=words.series((brief.source, f"data/editions/{brief.edition.name}")),
        shown=8,
        key="facts",
        notes="fact_id",
    )


def _found(check: pd.Series) -> str:
    """What a check found and where; of a doubt also why it is one."""
    said = words.sentence(f"{t(str(check['observed']))} ({t(str(check['source']))})")
    return f"{said} {t(str(check['explanation']))}" if check["verdict"] in DOUBTED else said


def initiatives(brief: Brief) -> Table:
    """The programmes, funds, publications and meetings named, with when and with whom."""
    rows = brief.view.initiatives
    partners = brief.partners
    with_whom = {
        k: words.listing(f"{label(o)} ({t(str(o['role']))})" for _, o in g.iterrows())
        for k, g in partners.groupby("initiative_id")
    }
    return tables.table(
        rows.assign(
            at=located(rows),
            when=[period(r["start"], r["end"]) for _, r in rows.iterrows()],
            partners=[with_whom.get(k) for k in rows["initiative_id"]],
        )[["name", "at", "kind", "when", "status", "partners", "paraphrase"]],
        t("Initiatives named ({where})", where=brief.where),
        columns={
            "name": mark("Initiative"),
            "at": mark("Where"),
            "kind": mark("Kind"),
            "when": Column(mark("When"), missing=mark("not stated")),
            "status": mark("Status"),
            "partners": Column(mark("Partners and roles"), missing=mark("none named")),
            "paraphrase": Column(mark("What it is (our words)"), hidden=True),
        },
        source=t(
            "{source}; {file} and {other}",
            source=brief.source,
            file=f"data/editions/{brief.edition.name}/initiatives.csv",
            other="participants.csv",
        ),
        note=spelt_out(partners),
        shown=6,
        key="initiatives",
    )
