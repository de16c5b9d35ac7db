"""Trends of young adults: the cohort estimate, its extremes, and the Factbook's rate beside it."""

from __future__ import annotations

from typing import Final

import pandas as pd
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Patch

from .. import charts, cohorts, population, style, tables, words
from ..display import Display, note, paragraph
from ..profile import Profile, dated, sources
from ..tables import Column
from .common import LATEST, about, between, no_population, rounded

FIRST_PERIOD: Final = 1955  # the first five years of the table end here


def sentence(estimate: pd.DataFrame, profile: Profile, end: int) -> str:
    """One period of the estimate in words, with its range."""
    row = estimate.loc[end]
    low, high, when = rounded(float(row["low"])), rounded(float(row["high"])), f"{end - 5}–{end}"
    if low == high == 0:
        return f"{when}: no net migration of young adults, by the estimate"
    if low > 0:
        return f"{when}: an estimated {between(low, high)} more young adults came to {profile.the} than left"
    if high < 0:
        return f"{when}: an estimated {between(-high, -low)} more young adults left {profile.the} than came"
    return (
        f"{when}: whether more young adults came to {profile.the} or left cannot be told; "
        f"the estimate is {between(low, high)}"
    )


def chart(profile: Profile) -> Display:
    """Estimated net migration at ages 15 to 34 by five-year period: bars with their range."""
    if not profile.has_population:
        return no_population(profile, "estimate by cohort")
    until = profile.parameters.horizon
    rows = cohorts.net_migration(profile.iso3).loc[FIRST_PERIOD:until]
    middle = (rows["low"] + rows["high"]) / 2

    def draw(figure: Figure) -> None:
        ax = figure.add_subplot()
        at = rows["end"] - 2.5
        for ahead, face, edge in (
            (False, style.SERIES[0], style.SERIES[0]),
            (True, style.SEQUENTIAL[0], style.SERIES[0]),
        ):
            kept = rows["projected"] == ahead
            ax.bar(at[kept], middle[kept], width=4.2, color=face, edgecolor=edge, linewidth=0.8)
        ax.vlines(at, rows["low"], rows["high"], color=style.SERIES[1], linewidth=2)
        ax.axhline(0, color=style.SOFT, linewidth=0.8)
        ax.set_ylabel("Persons over five years")
        ax.set_xlabel("Five-year period")
        charts.axis_numbers(ax.yaxis)
        ax.grid(axis="y")
        keys = [
            Patch(facecolor=style.SERIES[0], label="estimate"),
            Patch(facecolor=style.SEQUENTIAL[0], edgecolor=style.SERIES[0], label="projected"),
            Line2D([], [], color=style.SERIES[1], linewidth=2, label="range of assumed survival"),
        ]
        figure.legend(handles=keys, loc="outside upper left", ncols=3, handlelength=1.2, columnspacing=1)

    table = pd.DataFrame(
        {
            "period": [f"{a}–{b}" for a, b in zip(rows["start"], rows["end"], strict=True)],
            "low (persons)": rows["low"].round(),
            "high (persons)": rows["high"].round(),
            "rate (per 1,000 aged 15–34 a year)": rows["rate"].round(2),
            "projected": ["yes" if p else "no" for p in rows["projected"]],
        }
    )
    spoken = [f"{p}: {about(m)}" for p, m in zip(table["period"], middle, strict=True)]
    return charts.chart(
        draw,
        title=sentence(rows, profile, LATEST),
        alt="Bar chart, net migration at ages 15 to 34 in persons over five years, middle of the range. "
        + "; ".join(spoken)
        + ".",
        data=table,
        source=f"computed from {population.SOURCE}",
        note=f"{cohorts.METHOD} Deaths in war count as departures; periods after "
        f"{population.LAST_ESTIMATE} show what the projection assumes.",
        name=f"cohort estimate {profile.iso3}",
        height=2.9,
    )


def extremes(profile: Profile) -> Display:
    """The periods of the largest net arrival and departure among those estimated."""
    if not profile.has_population:
        return note("Without population by age, no cohort can be followed.")
    rows = cohorts.net_migration(profile.iso3)
    rows = rows[~rows["projected"]]
    middle = (rows["low"] + rows["high"]) / 2
    parts = []
    for way, end, sign in (("arrival", int(middle.idxmax()), 1), ("departure", int(middle.idxmin()), -1)):
        low, high = sorted(rounded(sign * float(rows.loc[end, k])) for k in ("low", "high"))
        if low > 0:
            rate = words.number(abs(float(rows.loc[end, "rate"])), 1)
            parts.append(
                f"the largest net {way} of young adults was in {end - 5}–{end}: {between(low, high)} "
                "persons, "
                f"or {rate} per 1,000 of those ages a year"
            )
    if not parts:
        return paragraph("In no period since 1950 does the estimate stand clear of zero.")
    return paragraph(words.sentence("Since 1950, by the estimate, " + "; ".join(parts)))


def beside(profile: Profile) -> Display:
    """The estimate beside the Factbook's rate over five years: two ways that ought not to lie far apart."""
    if not profile.has_population:
        return note("Without population by age there is no estimate to set beside the Factbook's rate.")
    estimate = cohorts.net_migration(profile.iso3)
    rows, used = [], []
    for vintage in (profile.vintage, *profile.other_vintages):
        rate, people = (profile.observe(k, vintage) for k in ("net_migration_rate", "population"))
        if rate is None or people is None or rate.year is None:
            continue
        used += [rate, people]
        end = -(-rate.year // population.STEP) * population.STEP
        low, high = (float(estimate.loc[end, k]) for k in ("low", "high"))
        rows.append(
            {
                "factbook": f"{vintage} vintage, {dated(rate)}",
                "five": about(population.STEP * rate.value * people.value / 1000),
                "period": f"{end - population.STEP}–{end}"
                + (" (projected)" if estimate.loc[end, "projected"] else ""),
                "young": between(low, high),
            }
        )
    columns: dict[str, Column | str] = {
        "factbook": "Net migration rate of",
        "five": Column("At that rate over five years, all ages", unit="persons"),
        "period": "Period of the estimate",
        "young": Column("Cohort estimate, ages 15–34", unit="persons"),
    }
    return tables.table(
        pd.DataFrame(rows, columns=list(columns)),
        f"{profile.name}: the cohort estimate beside the Factbook's rate",
        columns=columns,
        source=f"{sources(used)}; computed from {population.SOURCE}",
        note="Computed: rate × population × five years. Where the two lie far apart, trust neither: the "
        "assumed survival "
        "may not fit (as where AIDS or war raised deaths), or the Factbook's single year may not stand "
        "for five.",
        empty="The Factbook gives no dated net migration rate to set beside the estimate.",
        name=f"cohort beside factbook {profile.iso3}",
    )
