"""Beside its peers: a locator map, strips of several indicators, and a table."""

from __future__ import annotations

from typing import Final

import pandas as pd

from .. import countries, geometry, indicators, remarks, tables, words
from .. import locator as locators
from ..articles import with_article
from ..display import Display, note
from ..language import mark, t, tn
from ..profile import Profile
from ..tables import Column, Table
from .strips import strips

__all__ = ["locator", "strips", "table"]

TABLE: Final = (
    "population",
    "net_migration_rate",
    "refugees_hosted",
    "idps",
    "remittances",
    "gdp_per_capita",
)
ROWS_SHOWN: Final = 12


def locator(profile: Profile) -> Display:
    """Where the country lies, its peers in a lighter colour."""
    if profile.iso3 not in geometry.outlines() and profile.iso3 not in geometry.dots():
        return note(
            t("The outlines drawn here leave out {country}, so there is no map.", country=profile.the)
        )
    region = profile.about["sub_region"]
    around = countries.members(str(region)) if not words.is_missing(region) else []
    remark = profile.about["note"]
    about = (
        "" if words.is_missing(remark) else t("About this place: {note}", note=words.sentence(t(str(remark))))
    )
    lies = with_article(t(str(region))) if around else ""
    n = len(profile.peers)
    if n and around and profile.peers_label == lies:
        title = t(
            "{country} is one of {n} countries and territories of {region}",
            country=profile.subject,
            n=words.number(n + 1),
            region=lies,
        )
    elif n and around:
        title = tn(
            "{country} lies in {region}; its peers are {n} other place ({peers})",
            "{country} lies in {region}; its peers are {n} other places ({peers})",
            n,
            country=profile.subject,
            region=lies,
            peers=profile.peers_label,
        )
    elif n:
        title = tn(
            "{country}; its peers are {n} other place ({peers})",
            "{country}; its peers are {n} other places ({peers})",
            n,
            country=profile.subject,
            peers=profile.peers_label,
        )
    else:
        title = (
            t("{country} lies in {region}", country=profile.subject, region=lies)
            if around
            else profile.subject
        )
    source = t("Natural Earth, 1:50 million, Equal Earth projection")
    if n and profile.parameters.peers == "income group":
        source = t("{map}; regions of UN M49, income groups of the World Bank", map=source)
    elif around:
        source = t("{map}; regions of UN M49", map=source)
    return locators.draw(
        profile.iso3,
        profile.peers,
        around,
        title=title,
        source=source,
        group=profile.peers_label,
        note=about,
        name=f"locator {profile.iso3}",
    )


def table(profile: Profile) -> Table:
    """The country, then its peers by population: each figure with its year."""
    chosen = [profile.iso3, *profile.largest_peers(len(profile.peers))]
    definitions = indicators.definitions()
    out = pd.DataFrame({"country": [countries.name(c) for c in chosen]})
    columns: dict[str, Column | str] = {"country": mark("Country")}
    used = []
    for key in TABLE:
        rows = indicators.latest(key, profile.vintage, chosen)
        if rows.empty:
            continue
        used.append(rows)
        places = words.alike(rows["value"])
        out[key] = [_cell(rows.loc[c], places) if c in rows.index else None for c in chosen]
        columns[key] = Column(
            str(definitions.loc[key, "name"]), unit=str(definitions.loc[key, "unit"]), kind="figure"
        )
    return tables.table(
        out,
        f"{profile.subject}{profile.beside}",
        columns=columns,
        source=words.source(pd.concat(used))
        if used
        else t("{source}, vintage {vintage}", source=t("CIA World Factbook"), vintage=profile.vintage),
        note=remarks.together(
            t("Peers by population, largest first. Stocks and flows stand in columns of their own."),
            remarks.of_countries(chosen),
            remarks.of_figures([key for key in TABLE if key in out], [profile.vintage], chosen),
        ),
        name=f"peers table {profile.iso3}",
        shown=ROWS_SHOWN,
    )


def _cell(row: pd.Series, decimals: int | None) -> str:
    estimated = row["qualifier"] == "estimated"
    hedge = "" if estimated else str(row["qualifier"])
    text = words.quantity(
        row["value"], "", high=row["value_high"], qualifier=hedge, decimals=decimals, fixed=True
    )
    year = words.years([row["year"]])
    return f"{text} ({t('{year} est.', year=year) if estimated else year})"
