"""What the first screens of countries and groups share: net migration, trends, figures that are old."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Final

import pandas as pd

from migbrief.datasets import population
from migbrief.display import charts
from migbrief.display.html import Display
from migbrief.text import words
from migbrief.text.articles import Place
from migbrief.text.i18n import t
from migbrief.text.value import Change, Value, Year, change, total

from .sources import PROSPECTS, Figure, Sources

LEAST: Final = 1_000  # people: clauses under it stay out of the lead
OLD: Final = 5  # years after which a figure is called old
SPAN: Final = 5  # years of net migration that the lead adds up
ROUND: Final = 0.5  # percent: a smaller change would be told as none, with a sign
HOSTED: Final = "refugees_and_asylum_seekers_hosted"


@dataclass(frozen=True)
class Net:
    """Net migration added up over some years, the first and the last counted in."""

    people: Value
    first: int
    last: int


def last_years(line: pd.Series) -> Net | None:
    """The sum of the last five years of a yearly series of values; None where one is missing."""
    found = line.iloc[-SPAN:]
    if len(found) < SPAN or found.index[-1] - found.index[0] != SPAN - 1:
        return None
    return Net(total(found), int(found.index[0]), int(found.index[-1]))


def balance(net: Net | None) -> str:
    """Whether more people arrived or left, and how many; blank where it is fewer than a thousand."""
    if net is None or abs(net.people.value) < LEAST:
        return ""
    given = {"people": abs(net.people).told(""), "first": Year(net.first), "last": Year(net.last)}
    if net.people.value > 0:
        return t(
            "More people arrived than left in {first}–{last}: {people} more, according to the UN.", **given
        )
    return t("More people left than arrived in {first}–{last}: {people} more, according to the UN.", **given)


def _net_title(place: Place, net: Net | None) -> str:
    """The title of net migration year by year: its sum, where that is a thousand or more."""
    if net is None or abs(net.people.value) < LEAST:
        return t("Net migration {country:of}, year by year", country=place)
    return t(
        "Net migration {country:of} added up to {people} in {first}–{last}",
        people=net.people.told("persons"), country=place, first=Year(net.first), last=Year(net.last),
    )  # fmt: skip


def net_chart(
    sources: Sources,
    place: Place,
    lines: tuple[pd.Series, pd.Series],
    horizon: int,
    net: Net | None,
    *,
    name: str,
    note: str = "",
    more: pd.DataFrame | None = None,
) -> Display | None:
    """Net migration year by year; the projection dashed where the same source has one.

    ``lines`` are the estimates and the projection, as values by year; ``more`` are further columns of data.
    """
    known, ahead = lines
    if known.empty:
        return None
    edition = sources.edition("net_migration")
    if sources.edition("net_migration_projected") != edition:
        ahead = ahead.iloc[:0]  # one method on one line
    last = int(known.index[-1])
    ahead = ahead[[year for year in ahead.index if last < year <= horizon]]
    return charts.lines(
        (pd.concat([known, ahead]) if len(ahead) else known).to_frame(t("Net migration")),
        title=_net_title(place, net),
        source=sources.line(edition),
        axis=t("Immigrants minus emigrants, persons a year"),
        unit="persons",
        mark=float(last) if len(ahead) else None,
        mark_label=t("projected") if len(ahead) else "",
        note=note,
        name=name,
        height=2.1,
        more=more,
    )


def population_chart(
    sources: Sources, place: Place, people: pd.Series, *, name: str, height: float, note: str = ""
) -> Display:
    """Population by year, as values: estimates, then the medium projection."""
    until = int(people.index[-1])
    now = population.NOW if population.NOW in people.index else int(people.index[0])
    return charts.lines(
        people.to_frame(t("population")),
        title=t(
            "{country:start}: {people} people in {now}, {later} in {until}, projected",
            country=place, people=people[now].told(""), now=Year(now), later=people[until].told(""),
            until=Year(until),
        ),
        source=sources.line(PROSPECTS),
        axis=t("People"),
        unit="persons",
        mark=population.LAST_ESTIMATE,
        mark_label=t("projections"),
        note=note,
        name=name,
        height=height,
    )  # fmt: skip


def big(value: Value | None) -> str:
    """A figure as its tile shows it: a unit only where it is a sign, millions in words. None is no figure."""
    if value is None:
        return words.missing()
    if not value.value:
        return t("none recorded")
    sign = value.unit if value.unit == "US$" else "%" if value.unit.startswith("%") else ""
    return f"{replace(value, unit=sign, decimals=1 if sign == '%' else None)}"


def when(figure: Figure) -> str:
    """The year of a figure, and that it is projected where it is."""
    projected = figure.qualifier == "projected"
    return t("{year}, projected", year=Year(figure.year)) if projected else str(Year(figure.year))


def old(year: int) -> bool:
    """Whether a figure is more than five years older than the report."""
    return bool(year) and datetime.now(UTC).year - year > OLD


def dated(said: str, year: int, moved: tuple[Change, int] | None) -> str:
    """When a tile's figure is of, as ``said``, and how it has changed, or that it is long ago."""
    if old(year):
        return t("{year}, over five years old", year=said)
    if moved is None:
        return said
    if abs(moved[0].value) < ROUND:
        return t("{year} · hardly changed since {before}", year=said, before=Year(moved[1]))
    return t("{year} · {change} since {before}", year=said, change=moved[0], before=Year(moved[1]))


def trend(line: pd.Series) -> tuple[Change, int] | None:
    """The change since about five years before the last value, and since when; None from few."""
    if line.empty:
        return None
    last = int(line.index[-1])
    near = [int(y) for y in line.index if SPAN - 1 <= last - y <= SPAN + 1]
    if not near or line[(year := min(near, key=lambda y: abs(last - y - SPAN)))].value < LEAST:
        return None
    moved = change(line[year], line.iloc[-1])
    return (moved, year) if abs(moved.value) < 1000 else None
