"""Context and drivers: people and their ages up to the horizon, and how members differ."""

from __future__ import annotations

from typing import Final

import pandas as pd

from migbrief.datasets import population
from migbrief.display import charts
from migbrief.display.html import Display, note
from migbrief.text import words
from migbrief.text.i18n import mark, t
from migbrief.text.markup import refer

from .region import Region

AGES: Final = {
    mark("0 to 14"): (0, 14),
    mark("15 to 34"): (15, 34),
    mark("35 to 64"): (35, 64),
    mark("65 and over"): (65, None),
}


def people(region: Region) -> Display:
    """People of all ages from 1950 to the horizon, projections marked."""
    if region.location is None:
        return _uncounted(region)
    series = population.total(region.location).loc[: region.horizon]
    first, now, last = series.index[0], latest_year(), region.horizon
    finding = t(
        "{before} people in {first}, {today} in {now}, {later} projected for {last} ({change})",
        before=words.quantity(series[first]),
        first=first,
        today=words.quantity(series[now]),
        now=now,
        later=words.quantity(series[last]),
        last=last,
        change=words.change(series[now], series[last]),
    )
    return charts.lines(
        series.rename(t("persons")).to_frame(),
        title=finding,
        source=source(region),
        axis=t("Persons"),
        mark=population.LAST_ESTIMATE,
        mark_label=t("projections"),
        note=completeness(region),
        name="people",
        cited=True,
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

    def part(age: str, year: int) -> str:
        return words.percentage(words.number(data.loc[year, age], 0))

    finding = t(
        "Under 15: {young} in {now}{note}, {later_young} projected for {last}{later_note}; 65 and over: "
        "{old}{note} and {later_old}{later_note}",
        young=part(young, now),
        now=now,
        later_young=part(young, last),
        last=last,
        old=part(old, now),
        later_old=part(old, last),
        note=refer(f"ages {now}"),
        later_note=refer(f"ages {last}"),
    )
    projected = t("Years after {year} are projections.", year=population.LAST_ESTIMATE)
    return charts.stacked(
        data,
        title=finding,
        source=source(region),
        axis=t("% of the population"),
        unit="%",
        note=projected,
        name="ages",
        cited=True,
    )


def everyone(region: Region) -> tuple[float, int] | None:
    """People in all members counted and the year, the table's nearest to the vintage's; None for none."""
    if region.location is None:
        return None
    year = round(int(region.vintage) / population.STEP) * population.STEP
    return float(population.total(region.location)[year]), year


def latest_year() -> int:
    """The year of the population figures nearest the end of the estimates."""
    return round(population.LAST_ESTIMATE / population.STEP) * population.STEP


def source(region: Region) -> str:
    span = f"{population.FIRST}–{region.horizon}"
    if isinstance(region.location, str):
        return t("{source}, {years}", source=t(population.SOURCE), years=span)
    members = words.count(len(region.counted), "member")
    return t(
        "{source}, {members} added up, {years}", source=t(population.SOURCE), members=members, years=span
    )


def completeness(region: Region) -> str:
    """Which members the population figures lack."""
    missing = [code for code in region.members if code not in region.counted]
    return _without(region, missing) if missing else ""


def _uncounted(region: Region) -> Display:
    return note(_without(region, region.members))


def _without(region: Region, codes: list[str]) -> str:
    names = region.label(codes, 8)
    return t("World Population Prospects has no figures for {countries}.", countries=names)
