"""Context and drivers: people and their ages from 1950 to 2100, towns, output and work."""

from __future__ import annotations

from typing import Final

import numpy as np
import pandas as pd
from matplotlib.figure import Figure
from matplotlib.ticker import FuncFormatter, MaxNLocator

from .. import charts, style, words
from .. import population as wpp
from ..display import Display, paragraph, refer
from ..profile import Profile, dated, shown
from ..tables import Table
from .common import NOW, PROJECTED, lines, no_population, two_vintages

ECONOMY: Final = (
    "urban_population",
    "urbanization_rate",
    "gdp_official",
    "gdp_per_capita",
    "gdp_growth",
    "labor_force",
    "unemployment",
    "youth_unemployment",
    "gini",
    "poverty",
)


def people(profile: Profile) -> Display:
    """Population 1950 to 2100: estimates, then the medium projection."""
    if not profile.has_population:
        return no_population(profile, "population over time")
    total = wpp.total(profile.iso3)
    until = profile.parameters.horizon
    return lines(
        {"People": total.to_frame("population")},
        title=f"{profile.name}: {words.compact(total[NOW])} people in {NOW}, "
        f"{words.compact(total[until])} in {until} "
        "by the medium projection",
        unit="persons",
        name=f"population {profile.iso3}",
    )


def growth_sentence(profile: Profile) -> Display:
    """How the population moved and will, when it is largest, and what the Factbook says beside."""
    found = profile.observe("population")
    beside = (
        f"The Factbook's {profile.vintage} vintage states {shown(found)} "
        f"({dated(found)}){refer('population')}; sources differ by method and date."
        if found
        else f"The Factbook's {profile.vintage} vintage states no population."
    )
    if not profile.has_population:
        return paragraph(beside)
    total = wpp.total(profile.iso3)
    peak, until = int(total.idxmax()), profile.parameters.horizon
    if peak == wpp.LAST:
        top = f"The projection still grows at its end in {wpp.LAST}."
    elif peak > NOW:
        top = f"The projection peaks around {peak}, with {words.compact(total[peak])}."
    else:
        top = f"Of the years in the table, the population was largest in {peak}, with "
        f"{words.compact(total[peak])}."
    before = total[wpp.FIRST]
    times = total[NOW] / before if before else 0.0
    moved = (
        f"became *{words.number(times, 0 if times >= 10 else 1)} times* as large"
        if times >= 3
        else f"changed by *{words.change(before, total[NOW])}*"
    )
    to_come = words.change(total[NOW], total[until])
    parts = [
        f"From {wpp.FIRST} to {NOW} the population {moved}, and from {NOW} to {until} the medium "
        f"projection changes it by *{to_come}*."
        if before and total[NOW]
        else "",
        top,
        beside,
    ]
    return paragraph(" ".join(p for p in parts if p))


def pyramid(profile: Profile) -> Display:
    """Bars of men and women by age now; the outline of the horizon year over them."""
    if not profile.has_population:
        return no_population(profile, "age pyramid")
    until = profile.parameters.horizon
    now, then = wpp.pyramid(profile.iso3, NOW), wpp.pyramid(profile.iso3, until)
    ages = now["age_start"].to_numpy()
    edges = np.append(ages, ages[-1] + wpp.STEP)
    top = float(max(now[["male", "female"]].max().max(), then[["male", "female"]].max().max()))

    def draw(figure: Figure) -> None:
        ax = figure.add_subplot()
        for i, (sex, sign) in enumerate((("male", -1), ("female", 1))):
            middles = ages + wpp.STEP / 2
            ax.barh(middles, sign * now[sex], height=wpp.STEP * 0.86, color=style.SERIES[2 * i], alpha=0.75)
            ax.stairs(
                sign * then[sex], edges, orientation="horizontal", color=style.INK, linewidth=1.3, baseline=0
            )
            ax.annotate(
                "Men" if sign < 0 else "Women",
                (0.02 if sign < 0 else 0.98, 0.97),
                xycoords="axes fraction",
                ha="left" if sign < 0 else "right",
                va="top",
                color=style.SERIES[2 * i],
            )
        ax.axvline(0, color=style.PAPER, linewidth=1)
        ax.set_xlim(-1.05 * top, 1.05 * top)
        ax.xaxis.set_major_locator(MaxNLocator(nbins=5, symmetric=True))
        ax.xaxis.set_major_formatter(FuncFormatter(lambda x, _: words.compact(abs(x), 2)))
        ax.set_yticks(range(0, 101, 20))
        ax.set_ylim(0, 105)
        ax.set_ylabel("Age")
        ax.set_xlabel(f"People in each five-year age group: bars {NOW}, outline {until}")
        ax.grid(axis="x")

    table = pd.DataFrame(
        {
            "age": [f"{a}–{a + wpp.STEP - 1}" if a < wpp.AGES[-1] else f"{a} and over" for a in ages],
            f"men {NOW}": now["male"],
            f"women {NOW}": now["female"],
            f"men {until}": then["male"],
            f"women {until}": then["female"],
        }
    )
    medians = [_median(profile.iso3, year) for year in (NOW, until)]
    largest = [table["age"].iloc[int((p["male"] + p["female"]).to_numpy().argmax())] for p in (now, then)]
    return charts.chart(
        draw,
        title=f"Half the people of {profile.the} are under {medians[0]} in {NOW}, under {medians[1]} in "
        f"{until}",
        alt=f"Age pyramid. The largest five-year group is ages {largest[0]} in {NOW} and {largest[1]} "
        f"in {until}.",
        data=table,
        source=wpp.SOURCE,
        note=f"{PROJECTED} Median ages are computed from five-year groups.",
        name=f"pyramid {profile.iso3} {until}",
        height=3.6,
    )


def ageing(profile: Profile) -> Display:
    """Dependants per 100 people of working age, and the median age, over time."""
    if not profile.has_population:
        return no_population(profile, "dependency or median age over time")
    until = profile.parameters.horizon
    ratio = wpp.dependency(profile.iso3).rename(columns={"child": "under 15", "old_age": "65 and over"})
    median = pd.DataFrame(
        {"median age": [wpp.median_age(profile.iso3, int(year)) for year in ratio.index]}, index=ratio.index
    )

    def said(year: int) -> str:
        parts = ratio.loc[year]
        return (
            f"{words.number(parts['total'], 0)} in {year} ({words.number(parts['under 15'], 0)} under 15, "
            f"{words.number(parts['65 and over'], 0)} aged 65 and over)"
        )

    return lines(
        {
            "Dependants per 100 people aged 15–64": ratio[["under 15", "65 and over"]],
            "Median age, years": median,
        },
        title=f"Dependants per 100 people of working age: {said(NOW)}, {said(until)}",
        note="The median age is computed from five-year age groups.",
        name=f"ageing {profile.iso3}",
    )


def economy(profile: Profile) -> Table:
    """Towns, output and work in both vintages, each figure with its year."""
    return two_vintages(
        profile,
        ECONOMY,
        f"{profile.name}: towns, output and work{profile.beside}",
        "Vintages stand apart because definitions changed between them: unemployment is modelled on one "
        "definition "
        "in the later, national in the earlier; dollars at purchasing power parity have different base "
        "years.",
    )


def young(profile: Profile) -> Display:
    """Youth unemployment against that of all ages, and how the place compares."""
    youth, everyone = profile.observe("youth_unemployment"), profile.observe("unemployment")
    if youth is None or everyone is None:
        lacking = [n for n, o in (("youth", youth), ("overall", everyone)) if o is None]
        return paragraph(
            f"The {profile.vintage} vintage lacks the {words.listing(lacking)} unemployment "
            f"{'rate' if len(lacking) == 1 else 'rates'}, so the two cannot be compared."
        )
    if not everyone.value or not youth.value:
        return paragraph(
            f"Youth unemployment is {shown(youth)} ({dated(youth)}), overall {shown(everyone)} "
            f"({dated(everyone)})."
        )
    ratio = words.number(youth.value / everyone.value, 1)
    same = youth.year == everyone.year
    when = f"both {dated(youth)}" if same else f"{dated(youth)} and {dated(everyone)}"
    caution = "" if same else " The years differ, so read the ratio with care."
    return paragraph(
        f"People aged 15 to 24 are without work *{ratio} times* as often as the whole labour force: "
        f"{shown(youth)}{refer('youth_unemployment')} "
        f"against {shown(everyone)}{refer('unemployment')} ({when}; the ratio is computed).{caution}"
    )


def _median(iso3: str, year: int) -> str:
    return words.number(wpp.median_age(iso3, year), 0)
