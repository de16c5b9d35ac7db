"""The whole paper at a glance: what holds, section by section, and what does not."""

from __future__ import annotations

import pandas as pd

from migbrief.content.paper.brief import Brief
from migbrief.content.shared.paper_wording import INSIDE, OUTSIDE, located
from migbrief.display import charts, tables, theme
from migbrief.display.html import Display
from migbrief.display.tables import Column, Table
from migbrief.editions import plans
from migbrief.text import words
from migbrief.text.i18n import mark, t, tn

from .verdicts import verdict_words

COLOURS = {OUTSIDE: theme.VERDICT_COLOURS["supported"], INSIDE: theme.SERIES[6], **theme.VERDICT_COLOURS}
HATCHES = {OUTSIDE: "", INSIDE: "--", **theme.VERDICT_HATCHES}
DOUBTED = ("contradicted", "partial", "differs by vintage")  # the worst first
# Headings of the data behind the chart.
HEADINGS = (
    mark("Supported by other sources"),
    mark("Supported by the paper itself"),
    mark("Partial"),
    mark("Differs by vintage"),
    mark("Contradicted"),
    mark("Not checkable"),
    mark("Section"),
)


def sections(brief: Brief) -> Table:
    """How much each section states, names and plans, and of how many plans the outcome is known."""
    keys = list(brief.edition.sections["section"])
    known = brief.plans[brief.plans["fate"].isin(plans.KNOWN_FATES)]
    counted = {
        "quantities": brief.view.facts,
        "initiatives": brief.view.initiatives,
        "plans": brief.plans,
        "known": known,
    }
    found = {k: table["section"].value_counts().reindex(keys, fill_value=0) for k, table in counted.items()}
    rows = pd.DataFrame(found).assign(section=brief.headings(keys))
    rows.loc["all"] = {**{k: len(table) for k, table in counted.items()}, "section": t("All")}
    told = words.listing(f"{t(fate)} ({n})" for fate, n in known["fate"].value_counts().items())
    title = t(
        "Of {plans}, the outcome of {known} is known",
        plans=words.count(len(brief.plans), "plan"),
        known=len(known),
    )
    return tables.table(
        rows,
        t("{known}: {parts}", known=title, parts=told) if told else title,
        columns={
            "section": mark("Section"),
            "quantities": mark("Quantities stated"),
            "initiatives": mark("Initiatives named"),
            "plans": mark("Plans"),
            "known": mark("Outcome known"),
        },
        source=words.series((brief.source, f"data/editions/{brief.edition.name}/outcomes.csv")),
        key="sections",
    )


def verdict_chart(brief: Brief) -> Display:
    """How many quantities of each section hold."""
    facts = brief.view.facts.assign(verdict=brief.view.facts["fact_id"].map(verdict_words(brief)))
    grid = facts.groupby(["section", "verdict"], sort=False).size().unstack(fill_value=0)
    grid = grid[[v for v in COLOURS if v in grid.columns]]
    grid = grid.reindex([s for s in brief.edition.sections["section"] if s in grid.index])
    grid.index = pd.Index(brief.headings(grid.index), name="section")
    left = int((facts["verdict"] == "not checkable").sum())
    return charts.stacked(
        grid,
        title=t("{share} of the quantities cannot be checked", share=words.share(left, len(facts))),
        source=t("checks of {source}", source=brief.source),
        axis=t("Quantities stated"),
        colours=COLOURS,
        hatches=HATCHES,
        note=t(
            "Other sources are later ones, those of the paper's own author included, and open data. The "
            "paper supports itself where its figures agree with each other or with a rule of counting: that "
            "shows no more than consistency."
        ),
        name="verdicts by section",
    )


def doubts(brief: Brief) -> Table:
    """What does not hold, or only in part: each quantity with the checks that its verdict rests on."""
    given = brief.verdicts.set_index("fact_id")["verdict"]
    rows = brief.results[brief.results["verdict"] == brief.results["fact_id"].map(given)]
    rows = rows[rows["verdict"].isin(DOUBTED)]
    rows = rows.sort_values("verdict", key=lambda v: v.map(DOUBTED.index), kind="stable")
    facts = brief.view.facts.set_index("fact_id").reindex(rows["fact_id"])
    return tables.table(
        rows.assign(says=facts["paraphrase"].to_numpy(), at=located(facts)),
        tn(
            "{n} of {quantities} holds in part, differs by vintage or is contradicted",
            "{n} of {quantities} hold in part, differ by vintage or are contradicted",
            rows["fact_id"].nunique(),
            quantities=words.count(len(brief.view.facts), "quantity"),
        ),
        columns={
            "says": Column(mark("What is said (our words)"), wide=True),
            "at": mark("Where"),
            "verdict": Column(mark("Verdict"), kind="verdict"),
            "observed": Column(mark("Observed"), wide=True),
            "explanation": Column(mark("Why"), wide=True),
            "source": Column(mark("Source"), hidden=True),
        },
        source=t("computed from {file}", file=f"data/editions/{brief.edition.name}"),
        shown=20,
        key="doubts",
    )
