"""Part 4, what was planned, and what became of it."""

from __future__ import annotations

import pandas as pd

from .. import charts, plans, style, tables, words
from ..display import Display, note, paragraph
from ..language import mark, t
from ..section import Brief
from ..tables import Column, Table
from .wording import NO_AMOUNT, NO_AMOUNT_MEANS, NOT_HELD, located, period

SHOWN = ["at", "what", "amount", "when", "fate", "later"]
FATE_COLOURS = dict(zip(plans.FATES, (style.SERIES[i] for i in (2, 1, 4, 3, 7)), strict=True))
# Headings of the data behind the chart.
HEADINGS = (mark("Kept"), mark("Slipped"), mark("Changed"), mark("Input not seen"), mark("Unknown"))


def plan_table(brief: Brief) -> Table:
    """Plans with what later sources say; unknown where none is held."""
    given = ~brief.plans["amount"].map(words.is_missing)
    spans = zip(brief.plans["start"], brief.plans["end"], strict=True)
    shown = SHOWN if given.any() else [c for c in SHOWN if c != "amount"]
    rows = brief.plans.assign(at=located(brief.plans), when=[period(a, b) for a, b in spans])[shown]
    columns: dict[str, Column | str] = {
        "at": mark("Where"),
        "what": Column(mark("Plan (our words)"), wide=True),
        "amount": Column(mark("How much"), missing=NO_AMOUNT),
        "when": Column(mark("Planned for"), missing=mark("no date given")),
        "fate": mark("What became of it"),
        "later": Column(mark("What later sources say"), missing=NOT_HELD, wide=True),
    }
    about = words.sentence(
        words.series(
            t("*{term}*: {meaning}", term=t(k), meaning=t(v)) for k, v in plans.FATE_MEANINGS.items()
        )
    )
    if given.any() and not given.all():
        about += " " + t(NO_AMOUNT_MEANS, dash=NO_AMOUNT)
    return tables.table(
        rows,
        t("Plans and what became of them ({where})", where=brief.where),
        columns={k: columns[k] for k in shown},
        source=words.series((brief.source, f"data/editions/{brief.edition.name}/outcomes.csv")),
        note=about,
        shown=15,
        empty=mark("The paper plans nothing here."),
    )


def plan_chart(brief: Brief, by: str = "section") -> Display:
    """How many plans were kept, slipped, changed, or are unknown; a sentence where all are of one group."""
    if brief.plans.empty:
        return note(t("The paper plans nothing here ({where}).", where=brief.where))
    grid = brief.plans.groupby([by, "fate"], sort=False).size().unstack(fill_value=0)
    grid = grid.reindex(columns=[f for f in plans.FATES if f in grid.columns])
    if by == "section":
        grid.index = pd.Index(brief.headings(grid.index), name="section")
    told = brief.plans["fate"].value_counts().reindex(plans.TOLD, fill_value=0)
    title = t(
        "Of {plans}, the outcome of {known} is known",
        plans=words.count(len(brief.plans), "plan"),
        known=int(told.sum()),
    )
    if told.any():
        parts = words.listing(f"{t(str(fate))} ({n})" for fate, n in told.items() if n)
        title = t("{known}: {parts}", known=title, parts=parts)
    if len(grid) == 1:
        return paragraph(words.sentence(title))
    return charts.stacked(
        grid,
        title=title,
        source=t("{source}; outcomes held here", source=brief.source),
        axis=t("Plans"),
        colours=FATE_COLOURS,
        name=f"plans by {by}",
    )
