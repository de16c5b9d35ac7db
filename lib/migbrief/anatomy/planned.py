"""Part 4, what was planned, and what became of it."""

from __future__ import annotations

import pandas as pd

from .. import charts, plans, style, tables, words
from ..display import Display, note
from ..section import Brief
from ..tables import Column, Table
from .wording import located, period

SHOWN = ["at", "what", "amount", "when", "fate", "later"]
FATE_COLOURS = dict(zip(plans.FATES, (style.SERIES[i] for i in (2, 1, 4, 3, 7)), strict=True))


def plan_table(brief: Brief) -> Table:
    """Plans with what later sources say; unknown where none was found."""
    spans = zip(brief.plans["start"], brief.plans["end"], strict=True)
    return tables.table(
        brief.plans.assign(at=located(brief.plans), when=[period(a, b) for a, b in spans])[SHOWN],
        f"Plans and what became of them ({brief.where})",
        columns={
            "at": "Where",
            "what": Column("Plan (our words)", wide=True),
            "amount": Column("How much", missing="no amount given"),
            "when": Column("Planned for", missing="no date given"),
            "fate": "What became of it",
            "later": Column("What later sources say", missing="no later source found", wide=True),
        },
        source=f"{brief.source}; data/editions/{brief.edition.name}/outcomes.csv",
        note="; ".join(f"*{k}*: {v}" for k, v in plans.FATE_MEANINGS.items()),
        shown=15,
        empty="The paper plans nothing here.",
    )


def plan_chart(brief: Brief, by: str = "section") -> Display:
    """How many plans were kept, slipped, changed, or are unknown."""
    if brief.plans.empty:
        return note(f"The paper plans nothing here ({brief.where}).")
    grid = brief.plans.groupby([by, "fate"], sort=False).size().unstack(fill_value=0)
    grid = grid.reindex(columns=[f for f in plans.FATES if f in grid.columns])
    if by == "section":
        grid.index = pd.Index(brief.headings(grid.index), name="section")
    known = int(brief.plans["fate"].isin(plans.TOLD).sum())
    return charts.stacked(
        grid,
        title=f"Of {words.count(len(brief.plans), 'plan')}, the outcome of {known} is known",
        source=f"{brief.source}; outcomes found so far",
        axis="Plans",
        colours=FATE_COLOURS,
        name=f"plans by {by}",
    )
