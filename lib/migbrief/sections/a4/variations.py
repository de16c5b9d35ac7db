"""The scenario varied: crises against repayment, other sizes of the fund, one assumption at a time."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from ... import charts, diagrams, scenario, style, words
from ...display import Display
from ...language import mark, t
from ...scenario import Scenario
from ...section import Brief
from .model import ASSUMED, assumed, missing, often, percent, run, source

DELAYS = (1, 3, 6, 9, 12, 18, 24)  # months to repayment in the sweep
RATES = (0.25, 0.5, 1.0, 1.5, 2.0)  # times the crises a year
FUNDS = (0.25, 0.5, 1.0, 2.0, 4.0, 8.0)  # times the fund
DRAWS = 1_000_000  # crises in one run of a sweep at the most, so that a page takes seconds
RUNS = 2000  # runs of each cell of a sweep at the most
NAMES = {
    "fund_usd": mark("Size of the fund"),
    "crises_per_year": mark("Crises a year"),
    "crisis_cost_usd": mark("Mean cost of a crisis"),
    "cost_spread": mark("Spread of the costs"),
    "advance_share": mark("Share advanced"),
    scenario.LOST: mark("Share never repaid"),
    "repayment_months": mark("Months to repayment"),
}


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
        f"{often(r)}: {_between(percent(grid.loc[r].iloc[0]), percent(grid.loc[r].iloc[-1]))}" for r in rates
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
    found.loc[s.fund_usd] = [100 * own.chance_dry(), 100 * own.share_met()]
    dry, met = t("has run dry at least once, % of runs"), t("is met, % of money asked")
    data = pd.DataFrame(
        {
            "fund": [words.quantity(f, "US$") for f in found.index],
            dry: found["chance_dry"].round(1).to_numpy(),
            met: found["share_met"].round(1).to_numpy(),
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
        name="fund of another size",
    )


def sensitivity(brief: Brief) -> Display:
    """One assumption at a time halved and raised by half: what it does to the money met."""
    s = assumed(brief)
    if s is None:
        return missing()
    base, s = 100 * run(s).share_met(), lighter(s)
    rows = scenario.sensitivity(s)
    middle = scenario.simulate(s).share_met()  # of the same draws as the ends
    rows["span"] = (rows[["met_low", "met_high"]] - middle).abs().max(axis=1)
    rows[["met_low", "met_high"]] += base / 100 - middle
    rows[["met_low", "met_high"]] = rows[["met_low", "met_high"]].clip(0, 1)
    rows = rows.sort_values("span", ascending=False, kind="stable").reset_index(drop=True)
    leaders = [t(NAMES[str(r["assumption"])]).lower() for _, r in rows.head(2).iterrows() if r["span"] > 0]
    ends = (
        ("met_low", style.SERIES[0], t("halved")),
        ("met_high", style.SERIES[1], t("half as much again")),
    )

    def draw(figure: Figure) -> None:
        ax = figure.add_subplot()
        for column, colour, label in ends:
            ax.barh(rows.index, 100 * rows[column] - base, left=base, color=colour, height=0.62, label=label)
        ax.axvline(base, color=style.INK, linewidth=1)
        labels = [
            f"{t(NAMES[str(r['assumption'])])}\n({_between(_end(r['low']), _end(r['high']))})"
            for _, r in rows.iterrows()
        ]
        ax.set_yticks(rows.index, labels)
        ax.invert_yaxis()
        ax.tick_params(axis="y", length=0)
        ax.set_xlabel(t("Money asked that is met, %"))
        ax.margins(x=0.06)
        ax.grid(axis="x")
        charts.axis_numbers(ax.xaxis)
        charts.legend(figure, most=2, handlelength=1.2)

    spoken = words.series(
        t(
            "{assumption}: {low} halved, {high} raised",
            assumption=t(NAMES[str(r["assumption"])]),
            low=percent(r["met_low"]),
            high=percent(r["met_high"]),
        )
        for _, r in rows.iterrows()
    )
    data = rows.drop(columns="span")
    for column in ("met_low", "met_high", "dry_low", "dry_high"):
        data[column] = (100 * data[column]).round(1)
    return charts.chart(
        draw,
        title=t(
            "Money met, {share} as assumed, hangs most on: {assumptions}",
            share=percent(base / 100),
            assumptions=words.listing(leaders),
        )
        if leaders
        else t(
            "Money met, {share} as assumed, hangs on none of the assumptions at these values",
            share=percent(base / 100),
        ),
        alt=t(
            "Tornado chart of money met, {share} as assumed. {figures}.",
            share=percent(base / 100),
            figures=spoken,
        ),
        data=data.rename(
            columns={
                "met_low": t("met if low, %"),
                "met_high": t("met if high, %"),
                "dry_low": t("dry if low, % of runs"),
                "dry_high": t("dry if high, % of runs"),
            }
        ),
        source=source(s),
        note=t(
            "One assumption at a time is halved or raised by half, as the labels show, and ordered by the "
            "larger move; a share that is 1 cannot rise and has one bar, and months are whole."
        )
        + f" {t(ASSUMED)}",
        name="sensitivity",
        height=0.9 + 0.42 * len(rows),
    )


def _end(value: float) -> str:
    """An end of an assumption; of small ones a third decimal, as half of 5% is 0.025."""
    return words.number(value, 3) if value < 1 else words.compact(value, 3)


def _cell(share: float) -> str:
    """A chance as it fits a cell: ``<1``, ``37``, ``>99``."""
    if 0 < share < 0.005:
        return "<1"
    return ">99" if 0.995 <= share < 1 else words.number(100 * share, 0)


def _between(low: str, high: str) -> str:
    return t("{low} to {high}", low=low, high=high)
