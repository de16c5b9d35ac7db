"""Context and drivers: people and their ages up to the horizon, and how members differ."""

from __future__ import annotations

from typing import Final

import pandas as pd

from .. import charts, population, words
from ..display import Display, note
from ..region import Region

AGES: Final = {
    "0 to 14": (0, 14),
    "15 to 34": (15, 34),
    "35 to 64": (35, 64),
    "65 and over": (65, None),
}


def people(region: Region) -> Display:
    """People of all ages from 1950 to the horizon, projections marked."""
    if region.location is None:
        return _uncounted(region)
    series = population.total(region.location).loc[: region.horizon]
    first, now, last = series.index[0], latest_year(), region.horizon
    finding = (
        f"{words.quantity(series[first])} people in {first}, {words.quantity(series[now])} in {now}, "
        f"{words.quantity(series[last])} projected for {last} ({words.change(series[now], series[last])})"
    )
    return charts.lines(
        series.rename("persons").to_frame(),
        title=finding,
        source=source(region),
        axis="Persons",
        mark=population.LAST_ESTIMATE,
        mark_label="projections",
        note=completeness(region),
        name="people",
    )


def ages(region: Region) -> Display:
    """The parts of four age groups in a few years."""
    if region.location is None:
        return _uncounted(region)
    years = sorted({population.FIRST, 1975, 2000, latest_year(), region.horizon})
    data = pd.DataFrame(
        {name: population.share(region.location, span).loc[years].round(1) for name, span in AGES.items()}
    ).rename_axis("year")
    young, *_, old = AGES
    now, last = latest_year(), region.horizon
    finding = (
        f"Under 15: {words.number(data.loc[now, young], 0)}% in {now}, "
        f"{words.number(data.loc[last, young], 0)}% projected for {last}; "
        f"65 and over: {words.number(data.loc[now, old], 0)}% and {words.number(data.loc[last, old], 0)}%"
    )
    return charts.stacked(
        data,
        title=finding,
        source=source(region),
        axis="% of the population",
        unit="%",
        note=f"Years after {population.LAST_ESTIMATE} are projections. {completeness(region)}".strip(),
        name="ages",
    )


def dependency(region: Region) -> Display:
    """Children and older people for each 100 of working age."""
    if region.location is None:
        return _uncounted(region)
    rows = population.dependency(region.location).loc[: region.horizon, ["child", "old_age"]].round(1)
    now, last = latest_year(), region.horizon
    total = rows.sum(axis=1)
    finding = (
        f"For each 100 aged 15 to 64, {words.number(total[now], 0)} younger or older in {now} and "
        f"{words.number(total[last], 0)} projected for {last}"
    )
    return charts.lines(
        rows.rename(columns={"child": "under 15", "old_age": "65 and over"}),
        title=finding,
        source=source(region),
        axis="Persons per 100 aged 15 to 64",
        mark=population.LAST_ESTIMATE,
        mark_label="projections",
        note=completeness(region),
        name="dependency",
    )


def latest_year() -> int:
    """The year of the population figures nearest the end of the estimates."""
    return round(population.LAST_ESTIMATE / population.STEP) * population.STEP


def source(region: Region) -> str:
    how = (
        "" if isinstance(region.location, str) else f", {words.count(len(region.counted), 'member')} added up"
    )
    return f"{population.SOURCE}{how}, {population.FIRST}–{region.horizon}"


def completeness(region: Region) -> str:
    """Which members the population figures lack."""
    missing = [code for code in region.members if code not in region.counted]
    return f"World Population Prospects has no figures for {region.label(missing, 8)}." if missing else ""


def _uncounted(region: Region) -> Display:
    return note(f"World Population Prospects has no figures for {region.label(region.members, 8)}.")
