"""Part 4, what was planned, and what became of it."""

from __future__ import annotations

import pandas as pd

from .. import charts, plans, style, tables, words
from ..display import Display, note
from ..section import Brief
from ..tables import Column, Table
from .wording import located


def plan_table(brief: Brief) -> Table:
    """Plans with what later sources say; unknown where none was found."""
    return tables.table(
        brief.plans.assign(at=located(brief.plans)),
        f"Plans and what became of them ({brief.where})",
        columns={
            "at": "Where",
            "what": Column("Plan (our words)", wide=True),
            "planned_for": Column("Planned for", kind="date", missing="no date given"),
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
    known = len(brief.plans) - int(grid.get("unknown", pd.Series(dtype=int)).sum())
    palette = dict(
        zip(plans.FATES, (style.SERIES[2], style.SERIES[1], style.SERIES[4], style.SERIES[7]), strict=True)
    )
    return charts.stacked(
        grid,
        title=f"Of {words.count(len(brief.plans), 'plan')}, the outcome of {known} is known",
        source=f"{brief.source}; outcomes found so far",
        axis="Plans",
        colours=palette,
        name=f"plans by {by}",
    )
