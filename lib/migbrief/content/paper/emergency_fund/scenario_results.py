"""The results of the scenario, for the assumed fund and for funds of other sizes."""

from dataclasses import replace
from functools import lru_cache
from typing import Final

import pandas as pd

from migbrief.content.paper.brief import Brief
from migbrief.display import tables
from migbrief.display.html import Display
from migbrief.display.tables import Column
from migbrief.registry import parameter_models
from migbrief.text import words
from migbrief.text.i18n import mark, t
from migbrief.text.value import Cite, Share

from . import scenario
from .scenario import Scenario, Simulation
from .scenario_assumptions import assumed, missing, size, source

TIMES: Final = (0.25, 0.5, 1.0, 2.0, 4.0, 8.0)  # the assumed size
SAFE: Final = 10  # per cent of runs: a fund that runs dry in no more is called large enough
DRAWS: Final = 1_000_000  # crises in one run of a sweep at most, so that a page takes seconds
RUNS: Final = 2000  # runs of each cell of a sweep at most


@lru_cache(maxsize=1)
def run(s: Scenario) -> Simulation:
    """Run the scenario with all its runs; cached, so that all results agree."""
    return scenario.simulate(s)


def lighter(s: Scenario) -> Scenario:
    """Return the same scenario with few enough runs to be repeated many times."""
    most = int(DRAWS / max(1.0, 2 * s.crises_per_year * s.years))
    return replace(s, runs=min(s.runs, max(100, min(RUNS, most))))


def percentage(part: float, row: str = "", cited: str = "") -> Share:
    """Return a share of one in percent; ``row`` is the row that holds it, ``cited`` its source in words."""
    return Share(100 * part, "%", cites=(Cite(row, cited),) if row else ())


def fund_sizes(brief: Brief[parameter_models.Scenario]) -> pd.DataFrame:
    """Return the results for funds of a quarter to eight times the assumed size, the smallest first.

    Columns ``times`` (1 is the assumed fund), and values: ``fund`` (US$), ``met`` (% of the money asked),
    ``dry`` (% of runs in which it runs dry at least once), ``months_dry`` (% of months).
    """
    columns = ["times", "fund", "met", "dry", "months_dry"]
    s, own = assumed(brief), size(brief)
    if s is None or own is None:
        return pd.DataFrame(columns=columns)
    rows, cited = [], source(s)
    for times in TIMES:
        of = run(s) if times == 1 else scenario.simulate(replace(lighter(s), fund_usd=times * s.fund_usd))
        fund = (
            own
            if times == 1
            else replace(own, value=own.value * times, qualifier="", cites=(Cite(f"fund {times}", cited),))
        )
        shares = {"met": of.share_met(), "dry": of.chance_dry(), "months_dry": of.months_dry()}
        cells = [percentage(part, row_key(what, times), cited) for what, part in shares.items()]
        rows.append((times, fund, *cells))
    return pd.DataFrame(rows, columns=columns)


def row_key(what: str, times: float) -> str:
    """Return the key of a result's row for a fund of so many times the assumed size."""
    return f"{what} of fund {times:g}"


def size_title(sizes: pd.DataFrame) -> str:
    """State which of the sizes rarely run dry."""
    safe = sizes[[v.value <= SAFE for v in sizes["dry"]]]
    if safe.empty:
        largest = sizes.iloc[-1]
        return t(
            "In the scenario, even a fund of {size} runs dry in {share} of runs",
            size=largest["fund"],
            share=largest["dry"],
        )
    fund = safe["fund"].iloc[0]
    if len(safe) == len(sizes):
        return t(
            "In the scenario, a fund of {size}, the smallest size tried, runs dry in at most a tenth of runs",
            size=fund,
        )
    return t(
        "In the scenario, {size} is the smallest size tried that runs dry in at most a tenth of runs",
        size=fund,
    )


def _multiple(times: float) -> str:
    if times == 1:
        return t("the size assumed")
    return t("{n} times the size assumed", n=words.number(times))


def size_table(brief: Brief[parameter_models.Scenario], sizes: pd.DataFrame) -> Display:
    """Show the results for funds of several sizes."""
    s = assumed(brief)
    if s is None or sizes.empty:
        return missing()
    return tables.table(
        sizes.assign(times=sizes["times"].map(_multiple)),
        size_title(sizes),
        columns={
            "times": Column(mark("Fund"), format=str),
            "fund": Column(mark("Size of the fund"), kind="figure"),
            "met": Column(mark("Share of requests met"), kind="figure"),
            "dry": Column(mark("Runs in which it runs dry"), kind="figure"),
            "months_dry": Column(mark("Months dry"), kind="figure"),
        },
        source=source(s),
        note=t("All else is as assumed above."),
        name="funds of other sizes",
    )
