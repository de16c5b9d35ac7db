"""The group's population and ages, to the horizon."""

from typing import Final

import pandas as pd

from migbrief.content.shared.first_screen import population_chart
from migbrief.content.shared.sources import PROSPECTS
from migbrief.datasets import population as wpp
from migbrief.datasets.population import NOW
from migbrief.datasets.store import places
from migbrief.display import charts
from migbrief.display.html import Display, beside, note
from migbrief.text import words
from migbrief.text.articles import Place
from migbrief.text.i18n import mark, t
from migbrief.text.value import Cite, Value, Year

from .region import Region

AGES: Final = {mark("under 15"): (0, 14), mark("15 to 64"): (15, 64), mark("65 and over"): (65, None)}


def total(region: Region) -> Display:
    """Draw population from 1950 to the horizon."""
    people = region.sums.people(region.parameters.horizon)
    return population_chart(region, people, 2.6, _without(region))


def _without(region: Region) -> str:
    missing = [places.name(code) for code in region.members if not wpp.has_figures(code)]
    if not missing:
        return ""
    named = words.listing([f"{Place(name)}" for name in missing], 5)
    return t("World Population Prospects has no figures for {countries}.", countries=named)


def shares(region: Region) -> pd.DataFrame:
    """Return the share of each age group by year up to 2100, as values; no rows where unknown."""
    if region.location is None:
        return pd.DataFrame()
    columns = {}
    for group, ages in AGES.items():
        part = wpp.share(region.location, ages)
        cited = f"{t(wpp.SOURCE)}, {t(group)}"
        made = [
            Value(float(n), "%", year=int(y), cites=(Cite(f"ages {ages[0]} {y}", cited, int(y)),), decimals=0)
            for y, n in part.items()
        ]
        columns[t(group)] = pd.Series(made, part.index, dtype=object)
    return pd.DataFrame(columns)


def ages(region: Region, rows: pd.DataFrame) -> Display:
    """Draw the shares of three age groups over time, from rows of :func:`shares`."""
    until = int(rows.index[-1])
    young, old = rows.columns[0], rows.columns[-1]
    return charts.lines(
        rows,
        title=t(
            "{young} of the people are under 15 in {now}, {later} in {until}, projected; 65 and over: {old} "
            "and {older}",
            young=rows.loc[NOW, young], now=Year(NOW), later=rows.loc[until, young], until=Year(until),
            old=rows.loc[NOW, old], older=rows.loc[until, old],
        ),
        source=region.sources.line(PROSPECTS),
        axis=t("% of the population"),
        unit="%",
        mark=wpp.LAST_ESTIMATE,
        mark_label=t("projections"),
        name="ages",
        height=2.6,
    )  # fmt: skip


def show(region: Region, rows: pd.DataFrame) -> Display:
    """Show population and ages side by side."""
    if region.location is None:
        return note(_without(region))
    return beside(total(region), ages(region, rows))
