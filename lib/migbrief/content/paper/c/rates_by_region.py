"""What moved meanwhile: net migration rates of states by region, in two vintages."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
from matplotlib.figure import Figure

from migbrief.content.paper.brief import Brief
from migbrief.datasets import caveats, countries, indicators, migration_rates
from migbrief.display import charts, label_placement, theme
from migbrief.display.html import Display
from migbrief.text import words
from migbrief.text.i18n import t

RATE = "net_migration_rate"


def by_region(vintage: str) -> pd.DataFrame:
    """Net migration rates of states by iso3: ``country, region, value, year, source, vintage``.

    Without those that do not fit the change of population, which would be counted as findings.
    """
    rows = migration_rates.consistent_rates(indicators.latest(RATE, vintage))
    about = countries.load().reindex(rows.index)
    out = rows.assign(country=about["name"], region=about["region"])
    out = out[(about["kind"] == "country") & about["region"].notna()]
    return out[["country", "region", "value", "year", "source", "vintage"]]


def medians() -> pd.DataFrame:
    """For each region and vintage: ``n`` states, their ``median`` rate, and how many ``lose`` people."""
    parts = []
    for vintage in indicators.vintages():
        rows = by_region(vintage)
        every = rows.assign(region="World")
        for region, group in pd.concat([rows, every]).groupby("region")["value"]:
            lose = int((group < 0).sum())
            parts.append((region, vintage, len(group), float(group.median()), lose))
    return pd.DataFrame(parts, columns=["region", "vintage", "n", "median", "lose"])


def rates(brief: Brief) -> Display:
    """A panel a vintage: a dot a state on its region's row, with the region's median; never joined."""
    found = {v: by_region(v) for v in indicators.vintages()}
    regions = sorted(set().union(*(set(rows["region"]) for rows in found.values())))
    every = pd.concat(found.values())
    every = every.assign(country=[countries.name(str(k)) for k in every.index])
    low, high = float(every["value"].min()), float(every["value"].max())
    marked = brief.highlight

    def draw(figure: Figure) -> None:
        panels = figure.subplots(1, len(found), sharey=True, sharex=True, squeeze=False)[0]
        panels[0].set_ylim(len(regions) - 0.5, -0.5)
        for ax, (vintage, rows) in zip(panels, found.items(), strict=True):
            place = _panel(ax, rows, regions, marked)
            ax.set_title(
                t("{vintage} vintage", vintage=vintage), fontsize=theme.FONT_SIZE, loc="left", color=theme.INK
            )
            ax.set_xlim(low - 2, high + 2)
            chosen = place[place.index.isin(marked)]
            label_placement.name_points(
                ax, list(rows["value"][chosen.index]), list(chosen), [countries.name(k) for k in chosen.index]
            )
            ax.set_xlabel(t("figures for {years}", years=words.years(rows["year"])))
        panels[0].set_yticks(range(len(regions)), [t(r) for r in regions])
        figure.supxlabel(
            t("Net migration rate (per 1,000 population)"), fontsize=theme.FONT_SIZE, color=theme.SOFT
        )

    table = medians()
    spoken = t("; ").join(
        t(
            "{region} {vintage}: median {figure} of {n}",
            region=t(r["region"]),
            vintage=r["vintage"],
            figure=words.number(r["median"]),
            n=r["n"],
        )
        for _, r in table.iterrows()
    )
    return charts.chart(
        draw,
        title=_moved(table),
        alt=t(
            "Dots for states by region, a panel a vintage, net migration per 1,000 population. {list}.",
            list=spoken,
        ),
        data=every.rename_axis("iso3").reset_index()[
            ["iso3", "country", "region", "vintage", "year", "value"]
        ],
        source=words.source(every),
        note=caveats.join(
            t(
                "Independent states. The upright mark is a region's median. The vintages differ in method, "
                "so a gap between the panels need not be a change in the world."
            ),
            _doubts(),
        ),
        name="net migration by region and vintage",
        height=0.9 + 0.55 * len(regions),
    )


def _doubts() -> str:
    """Which states are left out, and why."""
    about = countries.load()
    states = list(about.index[(about["kind"] == "country") & about["region"].notna()])
    found = {
        code
        for v in indicators.vintages()
        for code in migration_rates.inconsistent_rates(indicators.latest(RATE, v, states))
    }
    return caveats.join(
        caveats.of_figures([RATE], indicators.vintages(), states),
        t("They are not counted here.") if found else "",
    )


def _panel(ax: Any, rows: pd.DataFrame, regions: list[str], marked: list[str]) -> pd.Series:
    """Draw the dots of one vintage; the height of each country's dot, by iso3."""
    spread = np.random.default_rng(0).uniform(-0.3, 0.3, len(rows))  # only so that each dot can be seen
    place = rows["region"].map({r: i for i, r in enumerate(regions)}) + spread
    chosen = rows.index.isin(marked)
    ax.scatter(
        rows["value"][~chosen], place[~chosen], s=11, color=theme.SERIES[0], alpha=theme.FAINT, linewidths=0
    )
    ax.scatter(rows["value"][chosen], place[chosen], s=34, color=theme.SERIES[1], marker="D", zorder=4)
    for region, value in rows.groupby("region")["value"].median().items():
        at = regions.index(str(region))
        ax.plot([value, value], [at - 0.38, at + 0.38], color=theme.INK, linewidth=1.6, zorder=3)
    ax.axvline(0, color=theme.SOFT, linewidth=0.7)
    ax.tick_params(axis="y", length=0)
    charts.axis_numbers(ax.xaxis)
    ax.grid(axis="x")
    return place


def _moved(table: pd.DataFrame) -> str:
    """How many states more people leave than enter, vintage by vintage."""
    rows = table[table["region"] == "World"]
    parts = [
        t("{lose} of {n} in the {vintage} vintage", lose=r["lose"], n=r["n"], vintage=r["vintage"])
        for _, r in rows.iterrows()
    ]
    return t("States that more people leave than enter: {list}", list=words.listing(parts))
