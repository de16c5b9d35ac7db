"""The emergency fund as a scenario: how often it would run dry, and what that hangs on.

Only its size can be the paper's. Everything else is assumed, by us or by the reader.
"""

from __future__ import annotations

from functools import lru_cache

import pandas as pd

from ... import charts, models, parameters, scenario, tables, words
from ...display import Display, paragraph, stack
from ...scenario import Scenario, Simulation
from ...section import Brief
from ..common import unstated
from .funds import EMERGENCY_FACT

ASSUMED = "All but the size of the fund is assumed; a scenario is not a forecast."
TECHNICAL = ("years", "runs", "seed")
SHARES = ("advance_share", "repayment_rate")


def assumed(brief: Brief) -> Scenario | None:
    """The scenario of the reader's parameters; None where neither reader nor paper gives the fund a size."""
    p = brief.parameters
    size = p.fund_usd or brief.value(EMERGENCY_FACT)
    if not size:
        return None
    return Scenario(
        fund_usd=float(size),
        crises_per_year=p.crises_per_year,
        crisis_cost_usd=p.crisis_cost_usd,
        cost_spread=p.cost_spread,
        advance_share=p.advance_share,
        repayment_months=p.repayment_months,
        repayment_rate=p.repayment_rate,
        years=p.years,
        runs=p.runs,
        seed=p.seed,
    )


@lru_cache(maxsize=1)
def run(s: Scenario) -> Simulation:
    """The scenario with all its runs; kept, since every figure of it shows the same."""
    return scenario.simulate(s)


def source(s: Scenario) -> str:
    return f"the project's scenario model, {words.number(s.runs)} runs, seed {s.seed}"


def missing() -> Display:
    return unstated("the size of an emergency fund, and none is given as a parameter (fund_usd)")


def percent(share: float) -> str:
    """A share in whole percent that says 0 and 100 only where it is so."""
    if 0 < share < 0.005:
        return "under 1%"
    return "over 99%" if 0.995 <= share < 1 else f"{words.number(100 * share, 0)}%"


def often(rate: float) -> str:
    """``1 crisis a year``, ``2.5 crises a year``."""
    return f"{words.number(rate)} {'crisis' if rate == 1 else 'crises'} a year"


def key_figures(brief: Brief) -> Display:
    """What the scenario leads to: a sentence and tiles."""
    s = assumed(brief)
    if s is None:
        return missing()
    done = run(s)
    yearly = s.crises_per_year * s.crisis_cost_usd * s.advance_share
    end = float(done.fan()["median"].iloc[-1])
    text = (
        f"With {often(s.crises_per_year)} of "
        f"{words.quantity(s.crisis_cost_usd, 'US$')} each on average, a fund of "
        f"{words.quantity(s.fund_usd, 'US$')} repaid after "
        f"{words.count(s.repayment_months, 'month')} has run dry at least once within "
        f"{words.count(s.years, 'year')} in *{percent(done.chance_dry())}* of runs, and meets "
        f"*{percent(done.share_met())}* of the money asked of it. {ASSUMED}"
    )
    cards = {
        "Fund": words.quantity(s.fund_usd, "US$"),
        "Asked in a year, on average": words.quantity(yearly, "US$"),
        "Chance of having run dry": percent(done.chance_dry()),
        "Money asked that is met": percent(done.share_met()),
        "Months in which it is dry": percent(done.months_dry()),
        "Median balance at the end": words.quantity(end, "US$"),
    }
    return stack(paragraph(text), tables.tiles(cards, "The scenario at a glance"))


def assumptions(brief: Brief) -> Display:
    """Every assumption with its value, unit, basis, and whether the reader changed it."""
    own = set(models.Scenario.model_fields) - set(models.Parameters.model_fields)
    stated = brief.value(EMERGENCY_FACT)
    rows = []
    for setting in parameters.settings(brief.parameters):
        if setting.name not in own:
            continue
        value, basis = (
            setting.value,
            "simulation" if setting.name in TECHNICAL else "assumed",
        )
        if setting.name == "fund_usd" and not setting.changed:
            value, basis = ("", "not stated") if stated is None else (words.number(stated), "the paper")
        rows.append(
            {
                "meaning": setting.meaning.split(";")[0],
                "value": value,
                "unit": setting.unit or ("share" if setting.name in SHARES else "no unit"),
                "basis": basis,
                "changed": "changed by the reader" if setting.changed else "default",
                "name": setting.name,
            }
        )
    return tables.table(
        pd.DataFrame(rows),
        "The assumptions of the scenario",
        columns={
            "meaning": "Assumption",
            "value": "Value",
            "unit": "Unit",
            "basis": "Basis",
            "changed": "Set by",
            "name": "Parameter",
        },
        source="this report's parameters",
        note="No source is known to us for the assumed values. Change them by their parameter's name and "
        "read the figures again.",
        name="assumptions",
    )


def balance(brief: Brief) -> Display:
    """The balance over time: median, and the band that holds nine runs of ten."""
    s = assumed(brief)
    if s is None:
        return missing()
    fan = run(s).fan()
    fan.index = pd.Index(range(len(fan)), name="month")
    end = fan.iloc[-1]
    low, high = (words.quantity(end[k], "US$") for k in ("low", "high"))
    held = "the same" if low == high else f"{low} to {high}"
    return charts.lines(
        fan.round(0),
        title=f"After {words.count(s.years, 'year')} the middle run holds "
        f"{words.quantity(end['median'], 'US$')}; nine of ten hold {held}",
        source=source(s),
        axis="Balance, US$",
        unit="US$",
        x_axis="Month since the start",
        band=("low", "high"),
        note=f"Line: median. Band: from the 5th to the 95th percentile of runs in each month. {ASSUMED}",
        name="balance of the fund",
    )


def run_dry(brief: Brief) -> Display:
    """The share of runs that have run dry by the end of each year."""
    s = assumed(brief)
    if s is None:
        return missing()
    by_year = 100 * run(s).dry_by_year()
    half = by_year.index[by_year >= 50]
    last = by_year.iloc[-1] / 100
    title = f"{percent(last)} of runs have run dry by year {s.years}"
    if len(half) and half[0] < s.years:
        title = f"At least half of runs have run dry by year {half[0]}; by year {s.years}, {percent(last)}"
    elif len(half) and s.years > 1:
        title += f"; by year {s.years - 1}, fewer than half"
    if last == 0:
        title = f"No run runs dry within {words.count(s.years, 'year')}"
    return charts.lines(
        by_year.round(2).to_frame("runs that have run dry").rename_axis("year"),
        title=title,
        source=source(s),
        axis="Runs that have run dry, %",
        unit="%",
        x_axis="Year since the start",
        note=f"Dry: in some month the fund could not advance all that was asked. {ASSUMED}",
        name="runs that have run dry",
    )
