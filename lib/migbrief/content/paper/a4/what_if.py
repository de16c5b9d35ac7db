"""The scenario with other sizes of the fund."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd

from migbrief.content.paper.brief import Brief
from migbrief.display.charts import dot_charts
from migbrief.display.html import Display
from migbrief.registry import parameter_models
from migbrief.text import words
from migbrief.text.i18n import t

from . import scenario
from .emergency_fund import ASSUMED, SIZES, assumed, missing, percent, run, source
from .scenario import Scenario

FUNDS = (0.25, 0.5, 1.0, 2.0, 4.0, 8.0)  # times the fund
DRAWS = 1_000_000  # crises in one run of a sweep at the most, so that a page takes seconds
RUNS = 2000  # runs of each cell of a sweep at the most


def lighter(s: Scenario) -> Scenario:
    """The same scenario with few enough runs to be repeated many times."""
    most = int(DRAWS / max(1.0, 2 * s.crises_per_year * s.years))
    return replace(s, runs=min(s.runs, max(100, min(RUNS, most))))


def sizes(brief: Brief[parameter_models.Scenario]) -> Display:
    """What a smaller or larger fund would do."""
    s = assumed(brief)
    if s is None:
        return missing()
    own, s = run(s), lighter(s)
    found = 100 * scenario.sizes(s, [f * s.fund_usd for f in FUNDS])
    found.loc[s.fund_usd] = [100 * own.chance_dry(), 100 * own.share_met(), 100 * own.months_dry()]
    dry, met = t("has run dry at least once, % of runs"), t("is met, % of money asked")
    data = pd.DataFrame(
        {
            "fund": [words.quantity(f, "US$") for f in found.index],
            dry: found["chance_dry"].round(1).to_numpy(),
            met: found["share_met"].round(1).to_numpy(),
            t("months in which it is dry, %"): found["months_dry"].round(1).to_numpy(),
        }
    )
    safe = found.index[found["chance_dry"] <= 10]
    largest = found["chance_dry"].iloc[-1] / 100
    size = words.quantity((safe if len(safe) else found.index[-1:])[0], "US$")
    if not len(safe):
        title = t("Even {size} would run dry in {share} of runs", size=size, share=percent(largest))
    elif safe[0] == found.index[0]:
        title = t("Even {size}, the smallest size tried, would run dry in at most a tenth of runs", size=size)
    else:
        title = t("{size} is the smallest size tried that runs dry in at most a tenth of runs", size=size)
    return dot_charts.dots(
        data,
        label="fund",
        columns=[dry, met],
        title=title,
        source=source(s),
        axis="%",
        unit="%",
        highlight=[words.quantity(s.fund_usd, "US$")],
        note=t(
            "In bold: the size used above. Within {years}; all else as assumed.",
            years=words.count(s.years, "year"),
        )
        + f" {t(ASSUMED)}",
        name=SIZES,
        cited=True,
    )
