"""What was planned, and what became of it."""

from __future__ import annotations

from collections.abc import Sequence

from migbrief.content.paper.brief import Brief
from migbrief.content.shared.paper_wording import NOT_HELD, located, period
from migbrief.display import tables
from migbrief.display.tables import Column, Table
from migbrief.editions import plans
from migbrief.text import words
from migbrief.text.i18n import mark, t


def plan_table(brief: Brief, only: Sequence[str] = plans.FATES) -> Table:
    """Plans with what later sources say, or those of some fates ``only``."""
    rows = brief.plans[brief.plans["fate"].isin(list(only))]
    spans = zip(rows["start"], rows["end"], strict=True)
    return tables.table(
        rows.assign(at=located(rows), when=[period(a, b) for a, b in spans]),
        t("Plans and what became of them ({where})", where=brief.where),
        columns={
            "at": mark("Where"),
            "what": Column(mark("Plan (our words)"), wide=True),
            "amount": Column(mark("How much"), missing="–"),
            "when": Column(mark("Planned for"), missing=mark("no date given")),
            "fate": mark("What became of it"),
            "later": Column(mark("What later sources say"), missing=NOT_HELD, wide=True),
        },
        source=words.series((brief.source, f"{brief.tables}/outcomes.csv")),
        note=plans.explain_fates(rows["plan_id"], dict(zip(rows["plan_id"], rows["fate"], strict=True))),
        name="plans",
        shown=8,
        empty=mark("The paper plans nothing here."),
    )
