"""The whole paper at a glance: what holds, section by section, and what does not."""

from __future__ import annotations

from dataclasses import dataclass, replace

import pandas as pd

from migbrief.content.paper.brief import Brief
from migbrief.content.shared.paper_wording import INSIDE, OUTSIDE, located
from migbrief.display import charts, tables, theme
from migbrief.display.html import Display
from migbrief.display.tables import Column, Table
from migbrief.editions import checks, plans
from migbrief.text import words
from migbrief.text.i18n import mark, t, tn
from migbrief.text.value import Value, share

from .verdicts import DOUBTED, holds, tally, verdict_words

COLOURS = {OUTSIDE: theme.VERDICT_COLOURS["supported"], INSIDE: theme.SERIES[6], **theme.VERDICT_COLOURS}
HATCHES = {OUTSIDE: "", INSIDE: "--", **theme.VERDICT_HATCHES}
# Headings of the data behind the chart.
HEADINGS = (
    mark("Supported by other sources"),
    mark("Supported by the paper itself"),
    mark("Partial"),
    mark("Differs between editions"),
    mark("Contradicted"),
    mark("Not checkable"),
    mark("Section"),
)


@dataclass(frozen=True)
class Plans:
    """How many plans there are, of how many the outcome is known, and how they ended."""

    plans: Value
    known: Value
    fates: dict[str, Value]


def planned(brief: Brief) -> Plans:
    """The finding: of how many plans later sources tell the outcome."""
    known = brief.plans[brief.plans["fate"].isin(plans.KNOWN_FATES)]
    return Plans(
        tally(brief, "plans", len(brief.plans), "plan"),
        tally(brief, "outcome known", len(known)),
        {str(k): tally(brief, f"plans {k}", int(n)) for k, n in known["fate"].value_counts().items()},
    )


def key_figures(brief: Brief) -> Display:
    """Show the four figures that a reader asks for first."""
    h, p = holds(brief), planned(brief)
    doubtful = h.doubted
    return tables.tiles(
        {
            t("Quantities stated"): f"{h.quantities:n}",
            t("Supported by a later source or open data"): f"{h.outside:n}",
            t("Hold in part, differ between editions, or are contradicted"): f"{doubtful:n}",
            t("Plans whose outcome is known"): t("{known} of {plans}", known=p.known, plans=f"{p.plans:n}"),
        }
    )


def by_section(brief: Brief) -> pd.DataFrame:
    """Count what each section states, names and plans: a row a section, then one of all, as values.

    Columns ``section``, ``quantities``, ``initiatives``, ``plans``, ``known`` (plans whose outcome is known),
    and one for each fate that tells an outcome.
    """
    keys = list(brief.edition.sections["section"])
    h, p = holds(brief), planned(brief)
    counted = {
        "quantities": (brief.view.facts, h.quantities),
        "initiatives": (brief.view.initiatives, h.initiatives),
        "plans": (brief.plans, p.plans),
        "known": (brief.plans[brief.plans["fate"].isin(plans.KNOWN_FATES)], p.known),
        **{fate: (brief.plans[brief.plans["fate"] == fate], n) for fate, n in p.fates.items()},
    }
    rows = pd.DataFrame({"section": [*brief.headings(keys), t("All")]})
    for name, (table, total) in counted.items():
        n = table["section"].value_counts().reindex(keys, fill_value=0)
        rows[name] = [*map(int, n), replace(total, unit="")]
    return rows


def sections(brief: Brief, rows: pd.DataFrame) -> Table:
    """Show how much each section states, names and plans, and of how many plans the outcome is known."""
    p = planned(brief)
    fates = words.listing(t("{n} {fate}", n=n, fate=t(fate)) for fate, n in p.fates.items())
    title = t("Of {plans}, the outcome of {known} is known", plans=p.plans, known=p.known)
    return tables.table(
        rows,
        t("{known}: {parts}", known=title, parts=fates) if p.fates else title,
        columns={
            "section": Column(mark("Section"), format=str),
            "quantities": mark("Quantities stated"),
            "initiatives": mark("Initiatives named"),
            "plans": mark("Plans"),
            "known": mark("Outcome known"),
            **{fate: words.capital(t(fate)) for fate in p.fates},
        },
        source=words.series((brief.source, f"{brief.tables}/outcomes.csv")),
        key="sections",
    )


def verdicts_by_section(brief: Brief) -> pd.DataFrame:
    """Count the quantities of each section by verdict: index the sections, columns the verdicts."""
    rows = brief.view.facts.assign(verdict=brief.view.facts["fact_id"].map(verdict_words(brief)))
    grid = rows.groupby(["section", "verdict"], sort=False).size().unstack(fill_value=0)
    grid = grid[[v for v in COLOURS if v in grid.columns]]
    grid = grid.reindex([s for s in brief.edition.sections["section"] if s in grid.index])
    grid.index = pd.Index(brief.headings(grid.index), name="section")
    return grid


def verdict_chart(brief: Brief, grid: pd.DataFrame) -> Display:
    """Draw how many quantities of each section hold; the data behind it have a row of all."""
    h = holds(brief)
    totals = {
        OUTSIDE: h.outside,
        INSIDE: h.inside,
        "partial": h.partial,
        "differs between editions": h.differs,
    }
    totals |= {"contradicted": h.contradicted, "not checkable": h.unchecked}
    every = pd.DataFrame({v: [replace(totals[v], unit="")] for v in grid.columns}, index=[t("All")])
    behind = pd.concat([grid.astype(object), every]).rename_axis("section").reset_index()
    return charts.stacked(
        grid,
        title=t("{share} of the quantities cannot be checked", share=share(h.unchecked, h.quantities)),
        source=t("checks of {source}", source=brief.source),
        axis=t("Quantities stated"),
        colours=COLOURS,
        hatches=HATCHES,
        note=t(
            "Other sources are later ones, those of the paper's own author included, and open data. The "
            "paper supports itself where its figures agree with each other or with a rule of counting: that "
            "shows no more than consistency."
        ),
        behind=behind,
        name="verdicts by section",
    )


def doubts(brief: Brief) -> pd.DataFrame:
    """Find what does not hold, or only in part: a row a check on which the verdict of a quantity rests."""
    given = brief.verdicts.set_index("fact_id")["verdict"]
    rows = brief.results[brief.results["verdict"] == brief.results["fact_id"].map(given)]
    rows = rows[rows["verdict"].isin(DOUBTED)]
    rows = rows.sort_values("verdict", key=lambda v: v.map(DOUBTED.index), kind="stable")
    stated = brief.view.facts.set_index("fact_id").reindex(rows["fact_id"])
    return rows.assign(says=stated["paraphrase"].to_numpy(), at=located(stated))


def doubt_table(brief: Brief, rows: pd.DataFrame) -> Table:
    """Show what does not hold, or only in part, with why."""
    h = holds(brief)
    return tables.table(
        rows.replace({"verdict": checks.SHOWN}),
        tn(
            "{n} of {quantities} holds in part, differs between editions or is contradicted",
            "{n} of {quantities} hold in part, differ between editions of a source or are contradicted",
            h.doubted,
            quantities=h.quantities,
        ),
        columns={
            "says": Column(mark("What is said (our words)"), wide=True),
            "at": mark("Where"),
            "verdict": Column(mark("Verdict"), kind="verdict"),
            "observed": Column(mark("Observed"), wide=True),
            "explanation": Column(mark("Why"), wide=True),
            "source": Column(mark("Source"), hidden=True),
        },
        source=t("computed from {file}", file=brief.tables),
        shown=20,
        key="doubts",
    )
