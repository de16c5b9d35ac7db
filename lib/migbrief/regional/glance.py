"""At a glance: who the members are, what may be added up, medians and ends, and a map."""

from __future__ import annotations

from typing import Final

import pandas as pd

from .. import countries, indicators, maps, tables, words
from ..display import Display, note, paragraph, refer, stack
from ..language import t, tn
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
    if region.about:
        said = t("What the paper says of the group, in our words: {text}", text=region.about)
        parts.insert(1, note(said))
    return stack(*parts)


def sentences(region: Region) -> Display:
    """Who the members are, how many people, and which way they move."""
    kind = t(KINDS[region.group.kind])
    first = t("*{name}* ({kind}): {members}.", name=region.name, kind=kind, members=_who(region))
    return paragraph(" ".join([first, _people(region), _movement(region)]), "mb-lead")


def tiles(region: Region) -> Display:
    """Sums with how many members they hold; medians with how many members they describe."""
    cards = {}
    for key in ("population", "refugees_hosted", "idps"):
        of = figures.of_members(len(region.latest(key)), len(region.members))
        label = t("{indicator}, together · {members}", indicator=figures.name(key), members=of)
        cards[label] = figures.together(region, key, short=True) + refer(key)
    for key in ("net_migration_rate", "remittances", "median_age"):
        rows = region.latest(key)
        plain = "%" if figures.unit(key).startswith("%") else ""
        sign = " ‰" if key == "net_migration_rate" and len(rows) else ""
        middle = words.quantity(rows["value"].median(), plain) + sign
        of = figures.of_members(len(rows), len(region.members))
        cards[t("{indicator}, median · {members}", indicator=figures.name(key), members=of)] = middle + refer(
            key
        )
    return tables.tiles(cards)


def table(region: Region) -> Table:
    """Each key figure: the sum where it may be summed, the median, the ends by name, and coverage."""
    rows, used = [], []
    summable = indicators.definitions()["summable"]
    for key in KEY:
        found = region.latest(key).sort_values("value")
        used.append(found)
        ends = [t("{name}: {figure}", name=r["name"], figure=figures.shown(r)) for _, r in found.iterrows()]
        rows.append(
            {
                "key": key,
                "indicator": figures.name(key),
                "unit": figures.measure(key),
                "sum": figures.together(region, key, short=True) if summable[key] else t("not added up"),
                "median": words.quantity(found["value"].median(), _plain(key)) if len(found) else None,
                "lowest": ends[0] if ends else None,
                "highest": ends[-1] if ends else None,
                "with": t("{n} of {of}", n=len(found), of=len(region.members)),
                "years": words.years(found["year"]) if len(found) else None,
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
            "years": Column(t("Years"), missing="—"),
        },
        source=words.source(pd.concat(used)),
        note=t(
            "A sum holds the members with a figure and no others; rates, shares and indices are never added "
            "up. Medians count members, not people: a small member weighs as much as a large one."
        ),
        notes="key",
    )


def group_map(region: Region, indicator: str = "net_migration_rate") -> Display:
    """The members coloured by one figure, in their surroundings."""
    rows = region.latest(indicator)
    if rows.empty:
        name = figures.name(indicator).lower()
        return note(t("No map: no member has a figure for {indicator}.", indicator=name))
    ranked = rows.sort_values("value")
    low, high = ranked.iloc[0], ranked.iloc[-1]
    if len(ranked) > 1:
        finding = t(
            "{indicator}: highest in {highest} ({high}), lowest in {lowest} ({low})",
            indicator=figures.name(indicator),
            highest=high["name"],
            high=words.number(high["value"]),
            lowest=low["name"],
            low=words.number(low["value"]),
        )
    else:
        finding = t(
            "{indicator}: {finding}",
            indicator=figures.name(indicator),
            finding=t(
                "{figure} in {country}, the one member with a figure",
                figure=words.number(high["value"]),
                country=high["name"],
            ),
        )
    missing = [code for code in region.members if code not in rows.index]
    lost = t("No data for {countries}.", countries=region.label(missing, 10)) if missing else ""
    return maps.choropleth(
        rows[["year", "value", "qualifier"]],
        value="value",
        title=finding,
        source=words.source(rows),
        unit=figures.unit(indicator),
        axis=figures.axis(indicator),
        around=region.members,
        note=f"{lost} {t('Grey: no data, or not a member.')}".strip(),
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
        out[key] = pd.Series({code: figures.shown(row) for code, row in rows.iterrows()}, dtype=object)
        columns[key] = Column(figures.name(key), unit=figures.measure(key))
    order = region.latest("population")["value"].reindex(region.members).sort_values(ascending=False)
    return tables.table(
        out.loc[order.index],
        t("Members and their figures, the most populous first"),
        name="Members and their figures, the most populous first",
        columns=columns,
        source=words.source(pd.concat(used)),
        note=t("Nearly every figure is an estimate of the source; bounds keep their hedge."),
        shown=15,
    )


def _plain(indicator: str) -> str:
    unit = figures.unit(indicator)
    return "%" if unit.startswith("%") else unit if unit == "US$" else ""


def _who(region: Region) -> str:
    kinds = countries.load().loc[region.members, "kind"].value_counts()
    if len(region.members) == 1:
        return t("one country") if kinds.index[0] == "country" else t("one territory")
    counted = words.listing(
        words.count(n, "country") if kind == "country" else words.count(n, "territory")
        for kind, n in kinds.items()
    )
    if not 2 < len(region.members) <= 10:
        return counted
    return t("{kinds}: {countries}", kinds=counted, countries=region.label(region.members))


def _people(region: Region) -> str:
    found = indicators.total("population", region.vintage, region.members)
    if found.value is None:
        return t("The {vintage} Factbook gives no population for any of them.", vintage=region.vintage)
    return t(
        "*{people}* live there ({members}, {years}){note}.",
        people=words.quantity(found.value, "people"),
        members=figures.of_members(found.n_with_data, found.n_countries),
        years=words.years(found.years),
        note=refer("population"),
    )


def _movement(region: Region) -> str:
    rates = region.latest("net_migration_rate")["value"]
    if rates.empty:
        return t("No member has a figure for net migration, which is not the same as none.")
    come, go, even = int((rates > 0).sum()), int((rates < 0).sum()), int((rates == 0).sum())
    without = len(region.members) - len(rates)
    moving = []
    if come:
        moving.append(
            tn(
                "more people come than leave in *{n} member*",
                "more people come than leave in *{n} members*",
                come,
            )
        )
    if go:
        moving.append(
            tn(
                "more people leave than come in *{n} member*",
                "more people leave than come in *{n} members*",
                go,
            )
        )
    parts = [t("In net terms {ways}", ways=words.listing(moving))] if moving else []
    if even:
        parts.append(
            tn("the rate is given as zero in {n} member", "the rate is given as zero in {n} members", even)
        )
    if without:
        parts.append(tn("{n} member has no figure", "{n} members have no figure", without))
    return words.sentence(t("; ").join(parts) + refer("net_migration_rate"))
