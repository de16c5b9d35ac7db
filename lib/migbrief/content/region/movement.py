"""Movement: the members' net migration in five-year sums, and which members gain and lose most."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

import pandas as pd

from migbrief.content.shared.first_screen import LEAST
from migbrief.display import charts, tables
from migbrief.display.html import Display, beside, note
from migbrief.display.tables import Column
from migbrief.text.articles import Place
from migbrief.text.i18n import mark, t
from migbrief.text.value import Value, Year, per, total

from .region import Region

SPAN: Final = 5
SHOWN: Final = 4  # periods that stand open, the latest first
NET: Final = "net_migration"
EACH: Final = 1000


def periods(region: Region) -> pd.DataFrame:
    """Whole five-year periods of the UN's estimates, counted from years 0 and 5, the latest first.

    ``first`` and ``last`` are years, both counted in; ``net`` and ``rate``, a year's mean, are values. No
    rows for the world, where what some gain others lose.
    """
    columns = ["first", "last", "net", "rate"]
    if region.whole:
        return pd.DataFrame(columns=columns)
    net = region.sums.series(NET)
    people = region.sums.series("population")
    rows = []
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
        rows.append((first, first + SPAN - 1, summed, rate))
    return pd.DataFrame(rows, columns=columns)


def members(region: Region) -> pd.DataFrame:
    """Net migration of each member in the last five years, the largest first: ``code, place, people``."""
    return region.sums.ranking(NET, SPAN)


def table(region: Region, rows: pd.DataFrame) -> Display:
    """Five-year sums, in the order given."""
    return tables.table(
        pd.DataFrame(
            {
                "period": [f"{row.first}–\u2060{row.last}" for row in rows.itertuples()],
                "net": rows["net"],
                "rate": [None if rate is None else replace(rate, unit="") for rate in rows["rate"]],
            }
        ),
        t("Net migration {country:of} in five-year periods", country=region.place),
        columns={
            "period": Column(mark("Period")),
            "net": Column(mark("Net migration"), unit="persons", kind="number"),
            "rate": Column(mark("A year, per 1,000 residents")),
        },
        source=region.sources.line(region.sources.edition(NET), region.sources.edition("population")),
        note=t(
            "Moves between members count in one as arrivals and in the other as departures: they cancel out."
        ),
        name="net migration periods",
        shown=SHOWN,
    )


def members_chart(region: Region, gained: pd.DataFrame, lost: pd.DataFrame) -> Display | None:
    """Rows of :func:`members` that gained people by migration, and that lost some, each the most first."""
    last = region.sums.latest(NET)
    if last is None or not len(gained) + len(lost):
        return None
    given: dict[str, object] = {"first": Year(last.year - SPAN + 1), "last": Year(last.year)}
    drawn = {
        t("More people arrived than left, by"): gained,
        t("More people left than arrived, by"): lost.assign(people=[abs(v) for v in lost["people"]]),
    }
    said = t("Net migration by member, {first}–{last}", **given)
    ends = [
        part.iloc[0] for part in (gained, lost) if len(part) and abs(part["people"].iloc[0].value) >= LEAST
    ]
    if len(ends) > 1:
        up, down = ends
        said = t(
            "Net migration in {first}–{last}: {gained} gained the most people ({more}), {lost} lost the most "
            "({fewer})",
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


def show(region: Region, rows: pd.DataFrame, gained: pd.DataFrame, lost: pd.DataFrame) -> Display:
    """Members beside five-year sums."""
    figure = members_chart(region, gained, lost)
    parts = [*([figure] if figure else []), *([table(region, rows)] if len(rows) else [])]
    if figure and region.whole:
        parts.append(note(t("What some gain others lose: net migration of the whole world is none.")))
    none = mark("The sources used here have no figures on net migration {country:of}.")
    return beside(*parts) if parts else region.lacking(none)
