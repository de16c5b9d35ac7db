"""The scenario varied: crises against repayment, and other sizes of the fund."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from ... import charts, diagrams, scenario, style, words
from ...display import Display
from ...language import t
from ...scenario import Scenario
from ...section import Brief
from .model import ASSUMED, SIZES, assumed, missing, often, percent, run, source

DELAYS = (1, 3, 6, 9, 12, 18, 24)  # months to repayment in the sweep
RATES = (0.25, 0.5, 1.0, 1.5, 2.0)  # times the crises a year
FUNDS = (0.25, 0.5, 1.0, 2.0, 4.0, 8.0)  # times the fund
DRAWS = 1_000_000  # crises in one run of a sweep at the most, so that a page takes seconds
RUNS = 2000  # runs of each cell of a sweep at the most


def lighter(s: Scenario) -> Scenario:
    """The same scenario with few enough runs to be repeated many times."""
    most = int(DRAWS / max(1.0, max(RATES) * s.crises_per_year * s.years))
    return replace(s, runs=min(s.runs, max(100, min(RUNS, most))))


def chances(brief: Brief) -> Display:
    """The chance of running dry over crises a year and months to repayment."""
    s = assumed(brief)
    if s is None:
        return missing()
    own_chance, s = run(s).chance_dry(), lighter(s)
    base = s.crises_per_year or 1.0
    rates = sorted({round(r * base, 3) for r in RATES if r != 1} | {s.crises_per_year})
    delays = sorted({*DELAYS, s.repayment_months})
    grid = scenario.sweep(s, rates, delays)
    mine = (rates.index(s.crises_per_year), delays.index(s.repayment_months))
    grid.iloc[mine] = own_chance  # the figure of the tiles, be it of more runs than the other cells
    low, high = grid.iloc[0, 0], grid.iloc[-1, -1]

    def draw(figure: Figure) -> None:
        ax = figure.add_subplot()
        for i, row in enumerate(grid.to_numpy()):
            for j, share in enumerate(row):
                shade = min(len(style.SEQUENTIAL) - 1, int(share * len(style.SEQUENTIAL)))
                own = (i, j) == mine
                cell = Rectangle((j - 0.5, i - 0.5), 1, 1, facecolor=style.SEQUENTIAL[shade])
                cell.set(edgecolor=style.SERIES[1] if own else style.PAPER, linewidth=2.4 if own else 1)
                cell.set_zorder(2 if own else 1)
                ax.add_patch(cell)
                colour = style.INK if shade < len(style.SEQUENTIAL) / 2 else style.PAPER
                text = _cell(share)
                ax.text(j, i, text, ha="center", va="center", color=colour, zorder=3)
        ax.set_xlim(-0.5, len(delays) - 0.5)
        ax.set_ylim(-0.5, len(rates) - 0.5)
        ax.set_xticks(range(len(delays)), [str(d) for d in delays])
        ax.set_yticks(range(len(rates)), [words.number(r) for r in rates])
        ax.tick_params(length=0)
        ax.spines[["left", "bottom"]].set_visible(False)
        ax.set_xlabel(t("Months to repayment"))
        ax.set_ylabel(t("Crises a year"))

    table = (100 * grid).round(1)
    table.columns = pd.Index([words.count(m, "month") for m in delays])
    spoken = words.series(
        f"{often(r)}: {between(percent(grid.loc[r].iloc[0]), percent(grid.loc[r].iloc[-1]))}" for r in rates
    )
    short, long = (words.count(delays[i], "month") for i in (0, -1))
    return charts.chart(
        draw,
        title=t(
            "The chance of running dry is {low} with {few} repaid after {short}, and {high} with {many} "
            "repaid after {long}",
            low=percent(low),
            few=often(rates[0]),
            short=short,
            high=percent(high),
            many=often(rates[-1]),
            long=long,
        ),
        alt=t(
            "Heat table of the chance of running dry, %, from {short} to {long} to repayment. {figures}.",
            short=short,
            long=long,
            figures=spoken,
        ),
        data=table.rename_axis(t("crises a year")).reset_index(),
        source=source(s),
        note=t(
            "Chance in % of running dry at least once within {years}; all else as assumed, and the framed "
            "cell is the scenario itself.",
            years=words.count(s.years, "year"),
        )
        + f" {t(ASSUMED)}",
        name="chance of running dry",
        height=0.8 + 0.36 * len(rates),
    )


def sizes(brief: Brief) -> Display:
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
    return diagrams.dots(
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


def _cell(share: float) -> str:
    """A chance as it fits a cell: ``<1``, ``37``, ``>99``."""
    if 0 < share < 0.005:
        return "<1"
    return ">99" if 0.995 <= share < 1 else words.number(100 * share, 0)


def between(low: str, high: str) -> str:
    """``1 to 3``, in the language spoken."""
    return t("{low} to {high}", low=low, high=high)
