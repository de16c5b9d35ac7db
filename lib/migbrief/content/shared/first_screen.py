"""Parts of the first screens of countries and groups: net migration, trends, the age of figures."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Final

import pandas as pd

from migbrief.datasets import caveats, population
from migbrief.display import charts
from migbrief.display.html import Display, beside, headed, note, paragraph, stack
from migbrief.text import words
from migbrief.text.articles import Place
from migbrief.text.i18n import mark, t
from migbrief.text.value import Change, Value, Year, change, total

from .sources import PROSPECTS, Figure, yearly
from .subject import Subject

LEAST: Final = 1_000  # people: smaller figures stay out of the lead
OLD: Final = 5  # years after which a figure is called old
SPAN: Final = 5  # years of net migration added up in the lead
ROUND: Final = 0.5  # percent: a smaller change would be rounded to a zero with a sign
HOSTED: Final = "refugees_and_asylum_seekers_hosted"
_TILES: Final = {
    "population": mark("population"),
    "migrant_stock": mark("international migrants live here"),
    "emigrant_stock": mark("people from here live abroad"),
    "outside": mark("people from here live outside the group"),
    HOSTED: mark("refugees and asylum-seekers hosted"),
    "remittances_received_usd": mark("remittances received"),
    "remittances_received_gdp": mark("of GDP: remittances received"),
    "idps": mark("internally displaced persons"),
    "idps_conflict": mark("displaced inside their countries by conflict"),
    "palestine_refugees": mark("registered Palestine refugees (UNRWA)"),
    "stateless_persons": mark("stateless persons"),
}
_SHARES: Final = {
    "migrant_stock": mark("migrants, {share} of the population"),
    "emigrant_stock": mark("emigrants, equal to {share} of the population"),
}
_PROJECTED_SHARES: Final = {
    "migrant_stock": mark("migrants, {share} of the population projected for {year}"),
    "emigrant_stock": mark("emigrants, equal to {share} of the population projected for {year}"),
}


@dataclass(frozen=True)
class Net:
    """Net migration added up over some years, from the first to the last counted."""

    people: Value
    first: int
    last: int


def last_years(line: pd.Series) -> Net | None:
    """Return the sum of the last five years of a yearly series of values; None if one is missing."""
    years = line.iloc[-SPAN:]
    if len(years) < SPAN or years.index[-1] - years.index[0] != SPAN - 1:
        return None
    return Net(total(years), int(years.index[0]), int(years.index[-1]))


def balance(net: Net | None) -> str:
    """Say whether more people arrived or left, and how many; blank for fewer than a thousand."""
    if net is None or abs(net.people.value) < LEAST:
        return ""
    given = {"people": abs(net.people).told(""), "first": Year(net.first), "last": Year(net.last)}
    if net.people.value > 0:
        return t(
            "More people arrived than left in {first}–{last}: {people} more, according to the UN.", **given
        )
    return t("More people left than arrived in {first}–{last}: {people} more, according to the UN.", **given)


def _net_title(place: Place, net: Net | None) -> str:
    """Return the title of net migration by year, with its sum if that is a thousand or more."""
    if net is None or abs(net.people.value) < LEAST:
        return t("Net migration {country:of}, year by year", country=place)
    return t(
        "Net migration {country:of} added up to {people} in {first}–{last}",
        people=net.people.told("persons"), country=place, first=Year(net.first), last=Year(net.last),
    )  # fmt: skip


def net_chart(
    subject: Subject, net: Net | None, *, note: str = "", more: pd.DataFrame | None = None
) -> Display | None:
    """Draw net migration by year, with the projection dashed if the same source has one.

    ``more`` are further columns of data.
    """
    known, ahead = subject.values("net_migration"), subject.values("net_migration_projected")
    if len(known) + len(ahead) < 2:
        return None
    edition = subject.sources.edition("net_migration")
    if subject.sources.edition("net_migration_projected") != edition:
        ahead = ahead.iloc[:0]  # one method on one line
    last = int(known.index[-1])
    ahead = ahead[[year for year in ahead.index if last < year <= subject.parameters.horizon]]
    return charts.lines(
        yearly((pd.concat([known, ahead]) if len(ahead) else known).to_frame(t("Net migration"))),
        title=_net_title(subject.place, net),
        source=subject.sources.line(edition),
        axis=t("Immigrants minus emigrants, persons a year"),
        unit="persons",
        mark=float(last) if len(ahead) else None,
        mark_label=t("projected") if len(ahead) else "",
        note=note,
        name=subject.called("net migration"),
        height=2.1,
        more=more,
    )


_ONE_DATE: Final = {
    "migrant_stock": mark("International migrants {country:in}: {last} in {year}"),
    "emigrant_stock": mark("People {country:from} abroad: {last} in {year}"),
}


def stocks_chart(
    subject: Subject,
    frame: pd.DataFrame,
    indicator: str,
    line: pd.Series,
    title: str,
    note: str,
    height: float,
) -> Display:
    """Draw stocks at the dates available, as points: nothing is known of the years between.

    The title states the first and the last value of ``line``.
    """
    steps = pd.Series(line.index).diff().dropna()
    uneven = len(steps) > 1 and steps.iloc[-1] < steps.iloc[:-1].min()
    return charts.lines(
        frame,
        title=t(
            title if len(line) > 1 else _ONE_DATE[indicator],
            country=subject.place, last=line.iloc[-1].told(""), year=Year(line.index[-1]),
            first=line.iloc[0].told(""), start=Year(line.index[0]),
        ),
        source=subject.sources.line(subject.sources.edition(indicator)),
        axis=t("People, mid-year"),
        unit="persons",
        joined=False,
        note=caveats.join(
            t("The UN gives these dates only; the last interval is shorter than the others.")
            if uneven
            else "",
            note,
        ),
        name=subject.called("migrants"),
        height=height,
    )  # fmt: skip


def population_chart(subject: Subject, people: pd.Series, height: float, note: str = "") -> Display:
    """Draw population by year, as values: estimates, then the medium projection."""
    until = int(people.index[-1])
    now = population.NOW if population.NOW in people.index else int(people.index[0])
    return charts.lines(
        people.to_frame(t("population")),
        title=t(
            "{country:start}: {people} people in {now}, {later} in {until}, projected",
            country=subject.place, people=people[now].told(""), now=Year(now), later=people[until].told(""),
            until=Year(until),
        ),
        source=subject.sources.line(PROSPECTS),
        axis=t("People"),
        unit="persons",
        mark=population.LAST_ESTIMATE,
        mark_label=t("projections"),
        note=note,
        name=subject.called("population"),
        height=height,
    )  # fmt: skip


def screen(
    subject: Subject, lead: str, locator: Display, below: Sequence[Display], figures: Sequence[Display | None]
) -> Display:
    """Show the lead beside a locator map, how to get missing data, what is ``below``, and two figures."""
    parts = [headed(paragraph(lead, "mb-lead"), locator)]
    if not subject.sources.live:
        parts.append(
            note(
                t(
                    "Official data on migrants, refugees and remittances are not held here; to get them, "
                    "run: migbrief data update"
                )
            )
        )
    drawn = beside(*figures)
    return stack(*parts, *below, *([drawn] if drawn else []))


def tile(indicator: str, value: Value | None, share: Value | None, below: str) -> dict[str, str]:
    """Return the label of a tile, with what is shown ``below`` it, and its figure.

    A ``share`` with another year is of the population projected for that.
    """
    if share is None or value is None:
        label = t(_TILES[indicator])
    elif share.year in (None, value.year):
        label = t(_SHARES[indicator], share=share)
    else:
        label = t(_PROJECTED_SHARES[indicator], share=share, year=Year(share.year))
    return {" · ".join(filter(None, (label, below))): big(value)}


def people_living(subject: Subject, people: Figure) -> str:
    """Say how many people live here, where nothing is known of migrants."""
    return t(
        "{people} live {country:in} ({year}).",
        people=people.value.told("people"), country=subject.place, year=when(people),
    )  # fmt: skip


def big(value: Value | None) -> str:
    """Word a figure for a tile: the unit only if it is a sign, millions in words; None as no data."""
    if value is None:
        return words.missing()
    if not value.value:
        return t("none recorded")
    sign = value.unit if value.unit == "US$" else "%" if value.unit.startswith("%") else ""
    return f"{replace(value, unit=sign, decimals=1 if sign == '%' else None)}"


def when(figure: Figure) -> str:
    """Return the year of a figure, marked as projected if it is."""
    projected = figure.qualifier == "projected"
    return t("{year}, projected", year=Year(figure.year)) if projected else str(Year(figure.year))


def old(year: int) -> bool:
    """Return whether a figure is more than five years older than the report."""
    return bool(year) and datetime.now(UTC).year - year > OLD


def dated(date: str, year: int, moved: tuple[Change, int] | None) -> str:
    """Return the ``date`` of a tile's figure, with its change, or that it is old."""
    if old(year):
        return t("{year}, over five years old", year=date)
    if moved is None:
        return date
    if abs(moved[0].value) < ROUND:
        return t("{year} · hardly changed since {before}", year=date, before=Year(moved[1]))
    return t("{year} · {change} since {before}", year=date, change=moved[0], before=Year(moved[1]))


def trend(line: pd.Series) -> tuple[Change, int] | None:
    """Return the change over about five years before the last value, and since when; None for few people."""
    if line.empty:
        return None
    last = int(line.index[-1])
    near = [int(y) for y in line.index if SPAN - 1 <= last - y <= SPAN + 1]
    if not near or line[(year := min(near, key=lambda y: abs(last - y - SPAN)))].value < LEAST:
        return None
    moved = change(line[year], line.iloc[-1])
    return (moved, year) if abs(moved.value) < 1000 else None
