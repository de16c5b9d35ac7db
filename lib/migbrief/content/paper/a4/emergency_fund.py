"""The emergency fund as a scenario: how often it would run dry, and what that hangs on.

Only its size can be the paper's. Everything else is assumed, by us or by the reader.
"""

from __future__ import annotations

from functools import lru_cache

import pandas as pd

from migbrief.content.paper.brief import Brief
from migbrief.content.paper.common import unstated
from migbrief.display import tables
from migbrief.display.html import Display, paragraph
from migbrief.display.tables import Column
from migbrief.registry import parameter_models, parameters
from migbrief.text import words
from migbrief.text.i18n import mark, t, tn
from migbrief.text.markup import refer

from . import scenario
from .funds import EMERGENCY_FACT
from .scenario import Scenario, Simulation

ASSUMED = mark("All but the size of the fund is assumed; a scenario is not a forecast.")
LIMIT = mark(
    "The scenario is a thought experiment: its size can be the paper's, all else is assumed, and "
    "real crises, donors and rules may differ. It shows what an answer depends on, not what "
    "happened."
)
TECHNICAL = ("years", "runs", "seed")
SHARES = ("advance_share", "repayment_rate")
SIZES = "fund of another size"  # what the figure is called: footnotes lead to its rows


def assumed(brief: Brief[parameter_models.Scenario]) -> Scenario | None:
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
    return t("the project's scenario model, {runs} runs, seed {seed}", runs=words.number(s.runs), seed=s.seed)


def missing() -> Display:
    return unstated(mark("the size of an emergency fund, and none is given as a parameter (fund_usd)"))


def percent(share: float) -> str:
    """A share in whole percent that says 0 and 100 only where it is so."""
    if 0 < share < 0.005:
        return t("under {figure}", figure=words.percentage("1"))
    if 0.995 <= share < 1:
        return t("over {figure}", figure=words.percentage("99"))
    return words.percentage(words.number(100 * share, 0))


def result(brief: Brief[parameter_models.Scenario]) -> Display:
    """What the scenario leads to, in a sentence."""
    s = assumed(brief)
    if s is None:
        return missing()
    done, rate = run(s), s.crises_per_year
    own, set_here = refer(f"{SIZES} {words.quantity(s.fund_usd, 'US$')}"), refer("assumptions")
    text = t(
        "With {crises} of {cost} each on average, a fund of {fund} repaid after {months} has run dry at "
        "least once within {years} in *{dry}* of runs{runs}, and meets *{met}* of the money asked of "
        "it{sums}.",
        crises=tn("{n} crisis a year", "{n} crises a year", rate, n=words.number(rate)),
        cost=words.quantity(s.crisis_cost_usd, "US$"),
        fund=words.quantity(s.fund_usd, "US$"),
        months=words.count(s.repayment_months, "month") + set_here,
        years=words.count(s.years, "year") + set_here,
        dry=percent(done.chance_dry()),
        runs=own,
        met=percent(done.share_met()),
        sums=own,
    )
    return paragraph(f"{text} {t(ASSUMED)}")


def assumptions(brief: Brief[parameter_models.Scenario]) -> Display:
    """Every assumption with its value, unit, basis, and whether the reader changed it."""
    own = set(parameter_models.Scenario.model_fields) - set(parameter_models.BaseParameters.model_fields)
    stated = brief.value(EMERGENCY_FACT)
    rows = []
    for setting in parameters.settings(brief.parameters):
        if setting.name not in own:
            continue
        value, basis = (
            setting.value,
            mark("simulation") if setting.name in TECHNICAL else mark("assumed"),
        )
        if setting.name == "fund_usd" and not setting.changed:
            value, basis = (
                ("", mark("not stated")) if stated is None else (words.number(stated), mark("the paper"))
            )
        rows.append(
            {
                "meaning": setting.meaning.split(";")[0],
                "value": value,
                "unit": setting.unit or (mark("share") if setting.name in SHARES else mark("no unit")),
                "basis": basis,
                "changed": mark("changed by the reader") if setting.changed else mark("default"),
                "name": setting.name,
            }
        )
    return tables.table(
        pd.DataFrame(rows),
        t("The assumptions of the scenario"),
        columns={
            "meaning": mark("Assumption"),
            "name": Column(mark("Parameter"), kind="code"),
            "value": mark("Value"),
            "unit": mark("Unit"),
            "basis": mark("Basis"),
            "changed": mark("Set by"),
        },
        source=t("this report's parameters"),
        note=t(
            "No source is known to us for the assumed values. Change them by their parameter's name and read "
            "the figures again."
        ),
        name="assumptions",
    )
