"""At a glance: what may be added up, medians and ends, a map, and every member."""

from __future__ import annotations

from typing import Final

import pandas as pd

from migbrief.datasets import caveats, countries, indicators, migration_rates
from migbrief.display import maps, tables
from migbrief.display.html import Display, note, stack
from migbrief.display.tables import Column, Table
from migbrief.text import words
from migbrief.text.articles import with_article
from migbrief.text.i18n import t
from migbrief.text.markup import refer

from . import common, lead
from . import people as context
from .region import Region

KEY: Final = (
    "population",
    "net_migration_rate",
    "refugees_hosted",
    "idps",
    "stateless_persons",
    "remittances",
    "gdp_official",
    "gdp_per_capita",
    "median_age",
)
MEMBERS: Final = (
    "population",
    "net_migration_rate",
    "refugees_hosted",
    "idps",
    "remittances",
    "gdp_per_capita",
)


def block(region: Region) -> Display:
    """Sentences, then tiles."""
    return stack(lead.sentences(region), lead.tiles(region))


def table(region: Region) -> Table:
    """Each key figure: the sum where it may be summed, the median, the ends by name, and coverage."""
    rows, used = [], []
    summable = indicators.definitions()["summable"]
    for key in KEY:
        found = common.counted(region, key).sort_values("value")
        used.append(found)
        ends = [t("{name}: {figure}", name=r["name"], figure=common.shown(r)) for _, r in found.iterrows()]
        rows.append(
            {
                "key": key,
                "indicator": common.name(key),
                "unit": common.measure(key),
                "sum": common.together(region, key, short=True) if summable[key] else t("not added up"),
                "median": words.quantity(found["value"].median(), _plain(key)) if len(found) else None,
                "lowest": ends[0] if ends else None,
                "highest": ends[-1] if ends else None,
                "with": t("{n} of {of}", n=len(found), of=len(region.members)),
            }
        )
    return tables.table(
        pd.DataFrame(rows),
        t("Key figures of the group"),
        name="Key figures of the group",
        columns={
            "indicator": t("Indicator"),
            "unit": t("Unit"),
            "sum": t("Together"),
            "median": t("Median of members"),
            "lowest": t("Lowest"),
            "highest": t("Highest"),
            "with": t("Members with a figure"),
        },
        source=words.source(pd.concat(used)),
        note=t(
            "A sum holds the members with a figure and no others; rates, shares and indices are never added "
            "up. Medians count members, not people: a small member weighs as much as a large one."
        )
        + f"{_beside(region)} {common.doubted(region, migration_rates.RATE)}".rstrip(),
        notes="key",
    )


def group_map(region: Region, indicator: str = "net_migration_rate") -> Display:
    """The members coloured by one figure, in their surroundings."""
    rows = region.latest(indicator)
    if rows.empty:
        name = common.name(indicator).lower()
        return note(t("No map: no member has a figure for {indicator}.", indicator=name))
    ranked = common.counted(region, indicator).sort_values("value")
    ranked = rows.sort_values("value") if ranked.empty else ranked
    low, high = ranked.iloc[0], ranked.iloc[-1]
    if len(ranked) > 1:
        finding = t(
            "{indicator}: highest in {highest} ({high}), lowest in {lowest} ({low})",
            indicator=common.name(indicator),
            highest=with_article(high["name"]),
            high=words.number(high["value"]),
            lowest=with_article(low["name"]),
            low=words.number(low["value"]),
        )
    else:
        finding = t(
            "{indicator}: {finding}",
            indicator=common.name(indicator),
            finding=t(
                "{figure} in {country}, the one member with a figure",
                figure=words.number(high["value"]),
                country=with_article(high["name"]),
            ),
        )
    missing = [code for code in region.members if code not in rows.index]
    lost = t("No data for {countries}.", countries=region.label(missing, 10)) if missing else ""
    return maps.choropleth(
        rows[["year", "value", "qualifier"]],
        value="value",
        title=finding,
        source=words.source(rows),
        unit=common.unit(indicator),
        axis=common.axis(indicator),
        around=region.members,
        note=caveats.join(lost, common.doubted(region, indicator)),
        name=f"map {indicator} {region.vintage}",
    )


def members(region: Region) -> Table:
    """Every member with its figures and their years, the most populous first."""
    out = pd.DataFrame({"country": [countries.name(k) for k in region.members]}, index=region.members)
    columns: dict[str, Column | str] = {"country": t("Member")}
    used = []
    for key in MEMBERS:
        rows = region.latest(key)
        used.append(rows)
        places = words.alike(rows["value"])
        told = {code: common.shown(row, places) for code, row in rows.iterrows()}
        out[key] = pd.Series(told, dtype=object)
        columns[key] = Column(common.name(key), unit=common.measure(key), kind="figure")
    order = region.latest("population")["value"].reindex(region.members).sort_values(ascending=False)
    return tables.table(
        out.loc[order.index],
        t("Members and their figures, the most populous first"),
        name=lead.MEMBERS_TABLE,
        columns=columns,
        source=words.source(pd.concat(used)),
        note=caveats.join(
            t("Nearly every figure is an estimate of the source; bounds keep their hedge."),
            caveats.of_countries(region.members),
            migration_rates.consistency_caveat(region.members, region.vintage),
        ),
        shown=8,
    )


def _plain(indicator: str) -> str:
    unit = common.unit(indicator)
    return "%" if unit.startswith("%") else unit if unit == "US$" else ""


def _beside(region: Region) -> str:
    """The other count of the people, where the Factbook's sum is in the table: two sources side by side."""
    counted = context.everyone(region)
    found = indicators.total("population", region.vintage, region.members)
    if counted is None or found.value is None:
        return ""
    people, year = counted
    return " " + t(
        "Two sources count the people: World Population Prospects has {people} in {members} in {year}{note}, "
        "the Factbook {sum}.",
        people=words.quantity(people),
        members=common.of_members(len(region.counted), len(region.members)),
        year=year,
        note=refer(f"people {year}"),
        sum=common.together(region, "population", short=True)
        + f" ({common.of_members(found.n_with_data, found.n_countries)}, {words.years(found.years)})"
        + refer("population"),
    )
