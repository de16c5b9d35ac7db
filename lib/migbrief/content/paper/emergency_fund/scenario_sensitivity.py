"""The scenario varied by one assumption at a time: which of them the result depends on."""

from typing import Final

import pandas as pd

from migbrief.content.paper.brief import Brief
from migbrief.display import charts
from migbrief.display.html import Display
from migbrief.registry import parameter_models
from migbrief.text import words
from migbrief.text.i18n import mark, t
from migbrief.text.value import Share, Value

from . import scenario
from .scenario_assumptions import assumed, missing, parameter, source
from .scenario_results import lighter, percentage, row_key, run

NAMES: Final = {
    "fund_usd": mark("Size of the fund"),
    "crises_per_year": mark("Crises a year"),
    "crisis_cost_usd": mark("Mean cost of a crisis"),
    "cost_spread": mark("Spread of the costs"),
    "advance_share": mark("Share advanced"),
    scenario.LOST: mark("Share never repaid"),
    "repayment_months": mark("Months to repayment"),
}
COLUMNS: Final = ["assumption", "low", "high", "met if low", "met if high", "dry if low", "dry if high"]


def sensitivity(brief: Brief[parameter_models.Scenario]) -> pd.DataFrame:
    """Halve and raise by half one assumption at a time, sorted by the effect on the money met.

    Columns: ``assumption`` (in words), and values: ``low`` and ``high`` of it, the share of the money asked
    that is ``met if low`` and ``met if high``, the share of runs ``dry if low`` and ``dry if high``.
    """
    s = assumed(brief)
    if s is None:
        return pd.DataFrame(columns=COLUMNS)
    base, s = run(s).share_met(), lighter(s)
    rows = scenario.sensitivity(s)
    # Effects are measured from a base with the same draws, and shown relative to the result of all runs.
    moved = rows[["met_low", "met_high"]] - scenario.simulate(s).share_met()
    order = moved.abs().max(axis=1).sort_values(ascending=False, kind="stable").index
    met = (base + moved).clip(0, 1)
    ends = pd.DataFrame(
        {
            "assumption": [t(NAMES[str(name)]) for name in rows["assumption"]],
            "low": [_end(brief, *end) for end in zip(rows["assumption"], rows["low"], strict=True)],
            "high": [_end(brief, *end) for end in zip(rows["assumption"], rows["high"], strict=True)],
            "met if low": met["met_low"].map(percentage),
            "met if high": met["met_high"].map(percentage),
            "dry if low": rows["dry_low"].map(percentage),
            "dry if high": rows["dry_high"].map(percentage),
        }
    )
    return ends.loc[order].reset_index(drop=True)


def _end(brief: Brief[parameter_models.Scenario], name: str, value: float) -> Value:
    """Return an end of an assumption; small ones have a third decimal, as half of 5% is 0.025."""
    unit = "" if name == scenario.LOST else parameter(brief, name).unit
    return Value(float(value), unit, decimals=3 if value < 1 else None)


def leaders(moves: pd.DataFrame, base: Share) -> list[str]:
    """Name the two assumptions with the largest effect on the money met; fewer if the others have none."""
    ends = zip(moves["met if low"], moves["met if high"], strict=True)
    spans = [max(abs(end.value - base.value) for end in pair) for pair in ends]
    return [name for name, span in zip(moves["assumption"], spans, strict=True) if span >= 0.005][:2]


def tornado(brief: Brief[parameter_models.Scenario], moves: pd.DataFrame) -> Display:
    """Draw the effect of halving each assumption, and raising it by half, on the money met."""
    s = assumed(brief)
    if s is None or moves.empty:
        return missing()
    base = percentage(run(s).share_met(), row_key("met", 1), source(s))
    most = leaders(moves, base)
    if most:
        title = t(
            "In the scenario, the share of money met ({share}) depends most on: {assumptions}",
            share=base,
            assumptions=words.listing(name.lower() for name in most),
        )
    else:
        title = t(
            "In the scenario, the share of money met ({share}) depends on none of the assumptions at these "
            "values",
            share=base,
        )
    return charts.tornado(
        moves,
        middle=base.value,
        legends=(t("halved"), t("half as much again")),
        axis=t("Money requested that is met, %"),
        title=title,
        source=source(s),
        note=t(
            "One assumption at a time is halved or raised by half. A share of 1 cannot rise, and months are "
            "whole."
        ),
        name="sensitivity",
    )
