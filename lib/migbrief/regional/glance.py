"""At a glance: who the members are, what may be added up, medians and ends, and a map."""

from __future__ import annotations

from typing import Final

import pandas as pd

from .. import countries, indicators, maps, tables, words
from ..display import Display, note, paragraph, refer, stack
from ..region import Region
from ..regions import KINDS
from ..tables import Column, Table
from . import figures

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
    "youth_unemployment",
)
MEMBERS: Final = (
    "population",
    "net_migration_rate",
    "refugees_hosted",
    "idps",
    "remittances",
    "gdp_per_capita",
    "youth_unemployment",
)


def block(region: Region) -> Display:
    """Sentences, then tiles."""
    parts = [sentences(region), tiles(region)]
    if region.group.about:
        parts.insert(1, note(f"What the paper says of the group, in our words: {region.group.about}"))
    return stack(*parts)


def sentences(region: Region) -> Display:
    """Who the members are, how many people, and which way they move."""
    kind = KINDS[region.group.kind]
    parts = [f"*{region.name}* ({kind}): {_who(region)}.", _people(region), _movement(region)]
    return paragraph(" ".join(parts), "mb-lead")


def tiles(region: Region) -> Display:
    """Sums with how many members they hold; medians with how many members they describe."""
    cards = {}
    for key in ("population", "refugees_hosted", "idps"):
        n = len(region.latest(key))
        cards[f"{figures.name(key)}, together · {figures.of_members(n, len(region.members))}"] = (
            figures.together(region, key, short=True) + refer(key)
        )
    for key in ("net_migration_rate", "remittances", "median_age"):
        rows = region.latest(key)
        plain = "%" if figures.unit(key).startswith("%") else ""
        sign = " ‰" if key == "net_migration_rate" and len(rows) else ""
        middle = words.quantity(rows["value"].median(), plain) + sign
        cards[f"{figures.name(key)}, median · {figures.of_members(len(rows), len(region.members))}"] = (
            middle + refer(key)
        )
    return tables.tiles(cards)


def table(region: Region) -> Table:
    """Each key figure: the sum where it may be summed, the median, the ends by name, and coverage."""
    rows, used = [], []
    summable = indicators.definitions()["summable"]
    for key in KEY:
        found = region.latest(key).sort_values("value")
        used.append(found)
        ends = [f"{r['name']}: {figures.shown(r)}" for _, r in found.iterrows()]
        rows.append(
            {
                "key": key,
                "indicator": figures.name(key),
                "unit": figures.unit(key),
                "sum": figures.together(region, key, short=True) if summable[key] else "not added up",
                "median": words.quantity(found["value"].median(), _plain(key)) if len(found) else None,
                "lowest": ends[0] if ends else None,
                "highest": ends[-1] if ends else None,
                "with": f"{len(found)} of {len(region.members)}",
                "years": words.years(found["year"]) if len(found) else None,
            }
        )
    return tables.table(
        pd.DataFrame(rows),
        "Key figures of the group",
        columns={
            "indicator": "Indicator",
            "unit": "Unit",
            "sum": "Together",
            "median": "Median of members",
            "lowest": "Lowest",
            "highest": "Highest",
            "with": "Members with a figure",
            "years": Column("Years", missing="—"),
        },
        source=words.source(pd.concat(used)),
        note=(
            "A sum holds the members with a figure and no others; rates, shares and indices are never added "
            "up. Medians count members, not people: a small member weighs as much as a large one."
        ),
        notes="key",
    )


def group_map(region: Region, indicator: str = "net_migration_rate") -> Display:
    """The members coloured by one figure, in their surroundings."""
    rows = region.latest(indicator)
    if rows.empty:
        return note(f"No map: no member has a figure for {figures.name(indicator).lower()}.")
    ranked = rows.sort_values("value")
    low, high = ranked.iloc[0], ranked.iloc[-1]
    finding = (
        f"highest in {high['name']} ({words.number(high['value'])}), "
        f"lowest in {low['name']} ({words.number(low['value'])})"
        if len(ranked) > 1
        else f"{words.number(high['value'])} in {high['name']}, the one member with a figure"
    )
    missing = [code for code in region.members if code not in rows.index]
    lost = f"No data for {region.label(missing, 10)}." if missing else ""
    return maps.choropleth(
        rows[["year", "value", "qualifier"]],
        value="value",
        title=f"{figures.name(indicator)}: {finding}",
        source=words.source(rows),
        unit=figures.unit(indicator),
        axis=figures.axis(indicator),
        around=region.members,
        note=f"{lost} Grey: no data, or not a member.".strip(),
        name=f"map {indicator} {region.vintage}",
    )


def members(region: Region) -> Table:
    """Every member with its figures and their years, the most populous first."""
    out = pd.DataFrame({"country": [countries.name(k) for k in region.members]}, index=region.members)
    columns: dict[str, Column | str] = {"country": "Member"}
    used = []
    for key in MEMBERS:
        rows = region.latest(key)
        used.append(rows)
        out[key] = pd.Series({code: figures.shown(row) for code, row in rows.iterrows()}, dtype=object)
        columns[key] = Column(figures.name(key), unit=figures.unit(key))
    order = region.latest("population")["value"].reindex(region.members).sort_values(ascending=False)
    return tables.table(
        out.loc[order.index],
        "Members and their figures, the most populous first",
        columns=columns,
        source=words.source(pd.concat(used)),
        note="Nearly every figure is an estimate of the source; bounds keep their hedge.",
        shown=15,
    )


def _plain(indicator: str) -> str:
    unit = figures.unit(indicator)
    return "%" if unit.startswith("%") else unit if unit == "US$" else ""


def _who(region: Region) -> str:
    kinds = countries.load().loc[region.members, "kind"].value_counts()
    if len(region.members) == 1:
        return f"one {kinds.index[0]}"
    few = f": {region.label(region.members)}" if 2 < len(region.members) <= 10 else ""
    return words.listing(words.count(n, str(kind)) for kind, n in kinds.items()) + few


def _people(region: Region) -> str:
    found = indicators.total("population", region.vintage, region.members)
    if found.value is None:
        return f"The {region.vintage} Factbook gives no population for any of them."
    people = words.quantity(found.value, "people")
    of = figures.of_members(found.n_with_data, found.n_countries)
    return f"*{people}* live there ({of}, {words.years(found.years)}){refer('population')}."


def _movement(region: Region) -> str:
    rates = region.latest("net_migration_rate")["value"]
    if rates.empty:
        return "No member has a figure for net migration, which is not the same as none."
    come, go, even = int((rates > 0).sum()), int((rates < 0).sum()), int((rates == 0).sum())
    without = len(region.members) - len(rates)
    ways = [(come, "more people come than leave"), (go, "more people leave than come")]
    moving = [f"{way} in *{words.count(n, 'member')}*" for n, way in ways if n]
    parts = [f"In net terms {words.listing(moving)}"] if moving else []
    if even:
        parts.append(f"the rate is given as zero in {words.count(even, 'member')}")
    if without:
        parts.append(f"{words.count(without, 'member')} {'has' if without == 1 else 'have'} no figure")
    return words.sentence("; ".join(parts) + refer("net_migration_rate"))
