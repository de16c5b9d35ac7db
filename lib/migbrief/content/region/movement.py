"""Movement: the members' net migration in five-year sums, and which members gain and lose most."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import pandas as pd

from migbrief.display import charts, tables
from migbrief.display.html import Display, beside, note
from migbrief.display.tables import Column
from migbrief.text.articles import Place
from migbrief.text.i18n import mark, t
from migbrief.text.value import Value, Year, per, total

from .region import Region

SPAN: Final = 5
SHOWN: Final = 6  # periods that stand open, the latest first
TOP: Final = 5
NET: Final = "net_migration"
EACH: Final = 1000


@dataclass(frozen=True)
class Period:
    """Five years, the first and the last counted in; ``rate`` is a year's mean."""

    first: int
    last: int
    net: Value
    rate: Value | None


def periods(region: Region) -> list[Period]:
    """Whole five-year periods of the UN's estimates, the latest first, counted back from years 4 and 9.

    None for the world, where what some gain others lose.
    """
    if region.whole:
        return []
    net = region.sums.series(NET)
    people = region.sums.series("population")
    found = []
    for first in range(int(net.index.max() or 0) // SPAN * SPAN if len(net) else 0, 1900, -SPAN):
        years = list(range(first, first + SPAN))
        if not set(years) <= set(net.index):
            continue
        summed = total(net[year] for year in years)
        middle = people.get(first + SPAN // 2)
        rate = None
        if middle is not None and middle.value:
            made = per(summed, middle, EACH, "per 1,000 population", 2)
            rate = Value(made.value / SPAN, made.unit, cites=made.cites, decimals=2, worked_out=True)
        found.append(Period(first, first + SPAN - 1, summed, rate))
    return found


def table(region: Region, rows: list[Period]) -> Display:
    """Five-year sums, the latest first."""
    return tables.table(
        pd.DataFrame(
            {
                "period": [f"{row.first}–\u2060{row.last}" for row in rows],
                "net": [row.net for row in rows],
                "rate": [row.rate and row.rate.told("") for row in rows],
            }
        ),
        t("Net migration {country:of} in five-year periods", country=region.place),
        columns={
            "period": Column(mark("Period")),
            "net": Column(mark("Net migration"), unit="persons"),
            "rate": Column(mark("A year, per 1,000 residents")),
        },
        source=region.sources.line(region.sources.edition(NET), region.sources.edition("population")),
        note=t(
            "Moves between members count in one as arrivals and in the other as departures: they cancel out."
        ),
        name="net migration periods",
        shown=SHOWN,
    )


def members_chart(region: Region) -> Display | None:
    """The members that gained and lost most people by migration in the last five years."""
    rows = region.sums.ranking(NET, SPAN)
    if rows.empty:
        return None
    size = rows["people"].map(float)
    gained, lost = rows[size > 0].head(TOP), rows[size < 0][::-1].head(TOP)
    last = region.sums.latest(NET)
    if last is None:
        return None
    given: dict[str, object] = {"first": Year(last.year - SPAN + 1), "last": Year(last.year)}
    drawn = {
        t("More people arrived than left, by"): gained,
        t("More people left than arrived, by"): lost.assign(people=[abs(v) for v in lost["people"]]),
    }
    said = t("Net migration by member, {first}–{last}", **given)
    if len(gained) and len(lost):
        up, down = gained.iloc[0], lost.iloc[0]
        said = t(
            "In {first}–{last} {more} more people arrived than left {gained:in}; {fewer} more left than "
            "arrived {lost:in}",
            more=up["people"].told(""), gained=Place(up["place"]), fewer=abs(down["people"]).told(""),
            lost=Place(down["place"]), **given,
        )  # fmt: skip
    return charts.paired_bars(
        {head: part[["place", "people"]] for head, part in drawn.items() if len(part)},
        label="place",
        value="people",
        unit="persons",
        title=said,
        source=region.sources.line(region.sources.edition(NET)),
        name="net migration by member",
    )


def show(region: Region, rows: list[Period]) -> Display:
    """Members beside five-year sums."""
    figure = members_chart(region)
    parts = [*([figure] if figure else []), *([table(region, rows)] if rows else [])]
    if figure and region.whole:
        parts.append(note(t("What some gain others lose: net migration of the whole world is none.")))
    none = t("The sources held have no net migration {country:of}.", country=region.place)
    return beside(*parts) if parts else note(none)
