"""What a section says, each quantity and initiative with its locator, and whether it holds."""

from __future__ import annotations

import pandas as pd

from migbrief.content.paper.brief import Brief
from migbrief.content.shared.paper_wording import figure, label, located, period, spelt_out
from migbrief.display import tables
from migbrief.display.html import Display, paragraph
from migbrief.display.tables import Column, Table
from migbrief.text import words
from migbrief.text.i18n import mark, t
from migbrief.text.value import Value

from .verdicts import DOUBTED, Holds, holds, in_words, verdict_words

STATUSES = (mark("reported"), mark("planned"))
# What kinds of quantities there are.
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
    """Say in two sentences how much the section states, and how much of it holds."""
    h = holds(brief)
    stated = (
        t("The paper states {quantities} and names {initiatives}.", **_counts(h))
        if brief.whole
        else t("This section states {quantities} and names {initiatives}.", **_counts(h))
    )
    return paragraph(f"{stated} {in_words(h)}", "mb-lead")


def _counts(h: Holds) -> dict[str, Value]:
    return {"quantities": h.quantities, "initiatives": h.initiatives}


def facts(brief: Brief) -> Table:
    """List the quantities stated, each with its place in the paper, its verdict and what that rests on."""
    rows = brief.view.facts
    verdict = verdict_words(brief)
    given = brief.verdicts.set_index("fact_id")["verdict"]
    checked = brief.results[brief.results["verdict"] == brief.results["fact_id"].map(given)]
    checked = checked[checked["verdict"] != "not checkable"]
    seen = {k: " ".join(_observed(c) for _, c in of.iterrows()) for k, of in checked.groupby("fact_id")}
    figures = [figure(fact, brief.cite(fact)) for fact in brief.view.facts_of()]
    return tables.table(
        rows.assign(
            at=located(rows),
            figure=figures,
            verdict=[verdict.get(k) for k in rows["fact_id"]],
            seen=[seen.get(k) for k in rows["fact_id"]],
            # A value anchors its own cell; footnotes to dates and ordinals lead to the row.
            row=[None if isinstance(f, Value) else k for f, k in zip(figures, rows["fact_id"], strict=True)],
        )[["at", "paraphrase", "figure", "verdict", "seen", "as_of", "status", "fact_id", "row"]],
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
        source=words.series((brief.source, brief.tables)),
        shown=8,
        key="facts",
        notes="row",
    )


def _observed(check: pd.Series) -> str:
    """What a check found and where; of a doubt also why it is one."""
    observed = words.sentence(f"{t(str(check['observed']))} ({t(str(check['source']))})")
    return f"{observed} {t(str(check['explanation']))}" if check["verdict"] in DOUBTED else observed


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
