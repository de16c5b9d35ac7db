"""The pilot countries compared: their figures in open data, as dots beside the median and as tables."""

from __future__ import annotations

import numpy as np
import pandas as pd
from babel.numbers import format_compact_decimal
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.ticker import LogLocator, NullFormatter

from migbrief.content.paper.brief import Brief
from migbrief.datasets import caveats, countries, indicators
from migbrief.display import charts, theme
from migbrief.display.html import Display, note
from migbrief.text import words
from migbrief.text.i18n import current, t, tn

from . import pilots

COMPARED = ("population", "median_age", "net_migration_rate", "remittances", "youth_unemployment")
MAX_ROWS = 14  # countries that one figure compares


def countries_compared(brief: Brief) -> list[str]:
    """The pilots of the paper, those that joined later, and the countries asked for by name."""
    later = [k for codes in list(pilots.lists(brief).values())[1:] for k in codes]
    return list(dict.fromkeys([*pilots.stated(brief), *brief.highlight, *later]))[:MAX_ROWS]


def figures(brief: Brief) -> pd.DataFrame:
    """The compared countries' latest figure in each vintage: one row a country, indicator and vintage.

    Columns ``iso3, country, indicator, vintage, year, value, qualifier, source``; those absent are missing.
    """
    chosen = countries_compared(brief)
    parts = []
    for indicator in COMPARED:
        for vintage in indicators.vintages():
            rows = indicators.latest(indicator, vintage, chosen).reindex(chosen)
            rows = rows.assign(
                indicator=indicator, vintage=vintage, country=[countries.name(k) for k in chosen]
            )
            parts.append(rows.rename_axis("iso3").reset_index())
    columns = ["iso3", "country", "indicator", "vintage", "year", "value", "qualifier", "source"]
    return pd.concat(parts, ignore_index=True)[columns]


def peers(brief: Brief) -> tuple[list[str], str]:
    """Whose median the figures show: the group asked for, else the world."""
    group = brief.group
    return countries.members(group or "World"), t(group) if group else t("all countries")


def panels(brief: Brief) -> Display:
    """A panel an indicator: each country's figure in both vintages, and the median of the peers."""
    rows, chosen = figures(brief), countries_compared(brief)
    if not chosen:
        return note(t(pilots.NONE))
    members, where = peers(brief)
    medians = {i: indicators.latest(i, brief.vintage, members)["value"].median() for i in COMPARED}
    marks = dict(zip(indicators.vintages(), (("o", theme.SERIES[0]), ("D", theme.SERIES[1])), strict=False))
    about = indicators.definitions()

    def draw(figure: Figure) -> None:
        grid = figure.subplots(3, 2, sharey=True)
        for ax, indicator in zip(grid.flat, COMPARED, strict=False):
            for vintage, (marker, colour) in marks.items():
                of = rows[(rows["indicator"] == indicator) & (rows["vintage"] == vintage)]
                ring = {"facecolors": "none", "linewidths": 1.2} if vintage != brief.vintage else {}
                ax.scatter(
                    of["value"],
                    range(len(of)),
                    marker=marker,
                    s=26,
                    edgecolors=colour,
                    zorder=3,
                    **(ring or {"facecolors": colour}),
                )
            seen = rows[rows["indicator"] == indicator].groupby("iso3")["value"].count()
            for y, iso3 in enumerate(chosen):
                if not seen.get(iso3, 0):
                    ax.annotate(
                        words.missing(),
                        (0.02, y),
                        xycoords=("axes fraction", "data"),
                        va="center",
                        color=theme.SOFT,
                        bbox={"facecolor": theme.PAPER, "edgecolor": "none", "pad": 1},
                    )
            if not np.isnan(medians[indicator]):
                ax.axvline(medians[indicator], color=theme.SOFT, linewidth=0.9, linestyle=(0, (4, 3)))
            if indicator == "population":
                ax.set_xscale("log")
                ax.xaxis.set_major_locator(LogLocator(numticks=4))
                ax.xaxis.set_minor_formatter(NullFormatter())
                ax.xaxis.set_major_formatter(lambda x, _: _short(x))
            else:
                charts.axis_numbers(ax.xaxis)
            unit = words.measure(about.loc[indicator, "unit"])
            name = t(about.loc[indicator, "name"])
            ax.set_title(charts.wrap(name, 26), fontsize=theme.FONT_SIZE, loc="left")
            ax.set_xlabel(t("{unit}, log scale", unit=unit) if indicator == "population" else unit)
            ax.set_yticks(range(len(chosen)), [charts.wrap(countries.name(k), 22) for k in chosen])
            ax.set_ylim(len(chosen) - 0.5, -0.5)
            ax.tick_params(axis="y", length=0)
            ax.grid(axis="both")
        grid.flat[-1].set_axis_off()
        keys = [
            Line2D(
                [],
                [],
                color=c,
                marker=m,
                linestyle="",
                markersize=5,
                fillstyle="full" if v == brief.vintage else "none",
                label=t("{vintage} vintage", vintage=v),
            )
            for v, (m, c) in marks.items()
        ]
        keys.append(
            Line2D([], [], color=theme.SOFT, linestyle=(0, (4, 3)), label=t("median of {group}", group=where))
        )
        charts.legend(figure, keys, handletextpad=0.4)

    now = rows[rows["vintage"] == brief.vintage]
    spoken = []
    for indicator in COMPARED:
        of = now[(now["indicator"] == indicator) & now["value"].notna()]
        unit = words.measure(str(about.loc[indicator, "unit"]))
        said = [f"{r.country} {words.number(r.value)}" for r in of.itertuples()]
        spoken.append(f"{t(about.loc[indicator, 'name'])} ({unit}): {words.listing(said, 8)}")
    return charts.chart(
        draw,
        title=_finding(now, medians, where),
        alt=t(
            "Five dot plots, vintage {vintage} read out. {figures}.",
            vintage=brief.vintage,
            figures=words.series(spoken),
        ),
        data=rows,
        source=words.source(rows.dropna(subset=["value"])),
        note=caveats.together(
            t(
                "From the top: pilots of the paper, countries in focus, pilots of later lists only. Medians "
                "are those of {group} in vintage {vintage}. The two marks of a country come from vintages "
                "that differ in method; each figure's year is in the tables below and in the data.",
                group=where,
                vintage=brief.vintage,
            ),
            caveats.of_figures(COMPARED, indicators.vintages(), chosen),
        ),
        name="pilots compared",
        height=1.3 + 3 * (0.75 + 0.21 * len(chosen)),
    )


def _finding(now: pd.DataFrame, medians: dict[str, float], where: str) -> str:
    of = now[now["indicator"] == "net_migration_rate"].dropna(subset=["value"])
    young = now[now["indicator"] == "median_age"].dropna(subset=["value"])
    if of.empty and young.empty:
        return t("No figures for {countries}", countries=words.listing(dict.fromkeys(now["country"]), 4))
    out, below = int((of["value"] < 0).sum()), int((young["value"] < medians["median_age"]).sum())
    return tn(
        "More people leave than arrive in {out} of {countries} compared; {n} of {all} is younger than the "
        "median of {group}",
        "More people leave than arrive in {out} of {countries} compared; {n} of {all} are younger than the "
        "median of {group}",
        below,
        out=out,
        countries=words.count(len(of), "country"),
        all=len(young),
        group=where,
    )


def _short(value: float) -> str:
    """A number of people for a narrow axis: ``10M``, in French ``10 M``."""
    return str(format_compact_decimal(value, format_type="short", locale=current()))
