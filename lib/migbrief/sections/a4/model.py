"""The emergency fund as a scenario: how often it would run dry, and what that hangs on.

Only its size can be the paper's. Everything else is assumed, by us or by the reader.
"""

from __future__ import annotations

from functools import lru_cache

import pandas as pd

from ... import charts, models, parameters, scenario, tables, words
from ...display import Display, paragraph, refer, stack
from ...language import mark, t, tn
from ...scenario import Scenario, Simulation
from ...section import Brief
from ...tables import Column
from ..common import unstated
from .funds import EMERGENCY_FACT

ASSUMED = mark("All but the size of the fund is assumed; a scenario is not a forecast.")
LIMIT = mark(
    "The scenario is a thought experiment: its size can be the paper's, all else is assumed, and "
    "real crises, donors and rules may differ. It shows what an answer depends on, not what "
    "happened."
)
TECHNICAL = ("years", "runs", "seed")
SHARES = ("advance_share", "repayment_rate")
HEADINGS = (mark("Month"), mark("Median"))  # of the data behind the figures
# What the figures are called: footnotes lead to rows of theirs.
BALANCE, DRY, SIZES = "balance of the fund", "runs that have run dry", "fund of another size"


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


def often(rate: float) -> str:
    """``1 crisis a year``, ``2.5 crises a year``."""
    return tn("{n} crisis a year", "{n} crises a year", rate, n=words.number(rate))


def key_figures(brief: Brief) -> Display:
    """What the scenario leads to: a sentence and tiles."""
    s = assumed(brief)
    if s is None:
        return missing()
    done = run(s)
    yearly = s.crises_per_year * s.crisis_cost_usd * s.advance_share
    end = float(done.fan()["median"].iloc[-1])
    set_here = refer("assumptions")
    in_years = refer(f"{DRY} {s.years}")
    of_size = refer(f"{SIZES} {words.quantity(s.fund_usd, 'US$')}")
    at_end = refer(f"{BALANCE} {s.years * scenario.MONTHS}")
    text = t(
        "With {crises} of {cost} each on average, a fund of {fund} repaid after {months} has run dry at "
        "least once within {years} in *{dry}* of runs{runs}, and meets *{met}* of the money asked of "
        "it{sums}.",
        crises=often(s.crises_per_year),
        cost=words.quantity(s.crisis_cost_usd, "US$"),
        fund=words.quantity(s.fund_usd, "US$"),
        months=words.count(s.repayment_months, "month") + set_here,
        years=words.count(s.years, "year"),
        dry=percent(done.chance_dry()),
        runs=in_years,
        met=percent(done.share_met()),
        sums=of_size,
    )
    text += f" {t(ASSUMED)}"
    cards = {
        t("Fund"): words.quantity(s.fund_usd, "US$") + set_here,
        t("Asked in a year, on average"): words.quantity(yearly, "US$") + set_here,
        t("Chance of having run dry"): percent(done.chance_dry()) + in_years,
        t("Money asked that is met"): percent(done.share_met()) + of_size,
        t("Months in which it is dry"): percent(done.months_dry()) + of_size,
        t("Median balance at the end"): words.quantity(end, "US$") + at_end,
    }
    return stack(paragraph(text), tables.tiles(cards, mark("The scenario at a glance")))


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


def balance(brief: Brief) -> Display:
    """The balance over time: median, and the band that holds nine runs of ten."""
    s = assumed(brief)
    if s is None:
        return missing()
    fan = run(s).fan()
    fan.index = pd.Index(range(len(fan)), name="month")
    end = fan.iloc[-1]
    low, high = (words.quantity(end[k], "US$") for k in ("low", "high"))
    held = t("the same") if low == high else t("{low} to {high}", low=low, high=high)
    return charts.lines(
        fan.round(0),
        title=t(
            "After {years} the middle run holds {median}; nine of ten hold {range}",
            years=words.count(s.years, "year"),
            median=words.quantity(end["median"], "US$"),
            range=held,
        ),
        source=source(s),
        axis=t("Balance, US$"),
        unit="US$",
        x_axis=t("Year since the start"),
        per=12,
        band=("low", "high"),
        note=" ".join(
            (t("Line: median. Band: from the 5th to the 95th percentile of runs in each month."), t(ASSUMED))
        ),
        name=BALANCE,
        rows=True,
    )


def run_dry(brief: Brief) -> Display:
    """The share of runs that have run dry by the end of each year."""
    s = assumed(brief)
    if s is None:
        return missing()
    by_year = 100 * run(s).dry_by_year()
    return charts.lines(
        by_year.round(2).to_frame(t("runs that have run dry")).rename_axis("year"),
        title=when_half(by_year),
        source=source(s),
        axis=t("Runs that have run dry, %"),
        unit="%",
        x_axis=t("Year since the start"),
        note=" ".join((t("Dry: in some month the fund could not advance all that was asked."), t(ASSUMED))),
        name=DRY,
        rows=True,
    )


def when_half(by_year: pd.Series) -> str:
    """When half of the runs have run dry, with shares (%) compared as they are shown: in whole percent."""
    shown, years = by_year.round(), len(by_year)
    half = by_year.index[shown >= 50]
    given = {"share": percent(by_year.iloc[-1] / 100), "year": by_year.index[-1]}
    given |= {"first": half[0]} if len(half) else {}
    if by_year.iloc[-1] == 0:
        return t("No run runs dry within {years}", years=words.count(years, "year"))
    if len(half) and half[0] < by_year.index[-1]:
        if shown[half[0]] == 50:
            return t("Half of runs have run dry by year {first}; by year {year}, {share}", **given)
        return t("More than half of runs have run dry by year {first}; by year {year}, {share}", **given)
    if len(half) and years > 1:
        return t(
            "{share} of runs have run dry by year {year}; by year {before}, fewer than half",
            before=by_year.index[-2],
            **given,
        )
    return t("{share} of runs have run dry by year {year}", **given)
