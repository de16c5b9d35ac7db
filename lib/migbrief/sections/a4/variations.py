"""The scenario varied: crises against repayment, other sizes of the fund, one assumption at a time."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
from matplotlib.figure import Figure

from ... import charts, diagrams, scenario, style, words
from ...display import Display
from ...scenario import Scenario
from ...section import Brief
from .model import ASSUMED, assumed, missing, percent, source

DELAYS = (1, 3, 6, 9, 12, 18, 24)  # months to repayment in the sweep
RATES = (0.25, 0.5, 1.0, 1.5, 2.0)  # times the crises a year
FUNDS = (0.25, 0.5, 1.0, 2.0, 4.0, 8.0)  # times the fund
DRAWS = 1_000_000  # crises in one run of a sweep at the most, so that a page takes seconds
NAMES = {
    "fund_usd": "Size of the fund",
    "crises_per_year": "Crises a year",
    "crisis_cost_usd": "Mean cost of a crisis",
    "cost_spread": "Spread of the costs",
    "advance_share": "Share advanced",
    "repayment_rate": "Share repaid",
    "repayment_months": "Months to repayment",
}


def lighter(s: Scenario) -> Scenario:
    """The same scenario with few enough runs to be repeated many times."""
    most = int(DRAWS / max(1.0, max(RATES) * s.crises_per_year * s.years))
    return replace(s, runs=min(s.runs, max(100, min(1000, most))))


def chances(brief: Brief) -> Display:
    """The chance of running dry over crises a year and months to repayment."""
    s = assumed(brief)
    if s is None:
        return missing()
    s = lighter(s)
    rates = sorted({round(r * (s.crises_per_year or 1.0), 3) for r in RATES})
    delays = sorted({*DELAYS, s.repayment_months})
    grid = 100 * scenario.sweep(s, rates, delays).T
    grid.index = pd.Index(delays, name="months to repayment")
    grid.columns = [words.quantity(r, "crises a year") for r in rates]
    low, high = grid.min().min(), grid.max().max()
    return charts.lines(
        grid.round(1),
        title=f"The chance of running dry goes from {percent(low / 100)} to {percent(high / 100)} as crises "
        "and months to repayment grow",
        source=source(s),
        axis="Chance of running dry, %",
        unit="%",
        x_axis="Months to repayment",
        note=f"At least once within {words.count(s.years, 'year')}; all else as assumed. {ASSUMED}",
        name="chance of running dry",
    )


def sizes(brief: Brief) -> Display:
    """What a smaller or larger fund would do."""
    s = assumed(brief)
    if s is None:
        return missing()
    s = lighter(s)
    found = 100 * scenario.sizes(s, [f * s.fund_usd for f in FUNDS])
    dry, met = "has run dry at least once, % of runs", "is met, % of money asked"
    data = pd.DataFrame(
        {
            "fund": [words.quantity(f, "US$") for f in found.index],
            dry: found["chance_dry"].round(1).to_numpy(),
            met: found["share_met"].round(1).to_numpy(),
        }
    )
    safe = found.index[found["chance_dry"] <= 10]
    largest = found["chance_dry"].iloc[-1] / 100
    title = (
        f"Of the sizes tried, {words.quantity(safe[0], 'US$')} is the smallest that runs dry in at most a "
        "tenth of runs"
        if len(safe)
        else f"Even {words.quantity(found.index[-1], 'US$')} would run dry in {percent(largest)} of runs"
    )
    return diagrams.dots(
        data,
        label="fund",
        columns=[dry, met],
        title=title,
        source=source(s),
        axis="%",
        unit="%",
        highlight=[words.quantity(s.fund_usd, "US$")],
        note=f"In bold: the size used above. Within {words.count(s.years, 'year')}; all else as assumed. "
        + ASSUMED,
        name="fund of another size",
    )


def sensitivity(brief: Brief) -> Display:
    """One assumption at a time halved and raised by half: what it does to the money met."""
    s = assumed(brief)
    if s is None:
        return missing()
    s = lighter(s)
    rows = scenario.sensitivity(s)
    rows["span"] = (rows["met_high"] - rows["met_low"]).abs()
    rows = rows.sort_values("span", ascending=False, kind="stable").reset_index(drop=True)
    base = 100 * scenario.simulate(s).share_met()
    ends = (("met_low", style.SERIES[0], "halved"), ("met_high", style.SERIES[1], "half as much again"))

    def draw(figure: Figure) -> None:
        ax = figure.add_subplot()
        for column, colour, label in ends:
            ax.barh(rows.index, 100 * rows[column] - base, left=base, color=colour, height=0.62, label=label)
        ax.axvline(base, color=style.INK, linewidth=1)
        labels = [
            f"{NAMES[str(r['assumption'])]}\n({words.compact(r['low'], 2)} to {words.compact(r['high'], 2)})"
            for _, r in rows.iterrows()
        ]
        ax.set_yticks(rows.index, labels)
        ax.invert_yaxis()
        ax.tick_params(axis="y", length=0)
        ax.set_xlabel("Money asked that is met, %")
        ax.margins(x=0.06)
        ax.grid(axis="x")
        charts.axis_numbers(ax.xaxis)
        figure.legend(loc="outside upper left", ncols=2, handlelength=1.2)

    spoken = "; ".join(
        f"{NAMES[str(r['assumption'])]}: {percent(r['met_low'])} halved, {percent(r['met_high'])} raised"
        for _, r in rows.iterrows()
    )
    data = rows.drop(columns="span")
    for column in ("met_low", "met_high", "dry_low", "dry_high"):
        data[column] = (100 * data[column]).round(1)
    return charts.chart(
        draw,
        title=f"Money met, {percent(base / 100)} as assumed, hangs most on: "
        f"{words.listing(NAMES[str(n)].lower() for n in rows['assumption'].head(2))}",
        alt=f"Tornado chart of money met, {percent(base / 100)} as assumed. {spoken}.",
        data=data.rename(
            columns={
                "met_low": "met if low, %",
                "met_high": "met if high, %",
                "dry_low": "dry if low, % of runs",
                "dry_high": "dry if high, % of runs",
            }
        ),
        source=source(s),
        note="One assumption at a time is halved or raised by half, as the labels show; shares stop at 1 and "
        f"months are whole. {ASSUMED}",
        name="sensitivity",
        height=0.9 + 0.42 * len(rows),
    )
