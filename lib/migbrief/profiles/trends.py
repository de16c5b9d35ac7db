"""Trends: net migration in both vintages, displacement and remittances."""

from __future__ import annotations

import pandas as pd

from .. import charts, countries, diagrams, indicators, tables, words
from ..charts import Chart
from ..display import Display, note, paragraph, refer
from ..profile import Profile, dated, shown, sources
from ..tables import Column, Table
from .common import rounded, two_vintages

PEERS_SHOWN = 12


def net_migration(profile: Profile) -> Chart:
    """The rate of the country and its largest peers, a mark a vintage; never joined."""
    chosen = [profile.iso3, *profile.largest_peers(PEERS_SHOWN)]
    vintages = [profile.vintage, *profile.other_vintages]
    out = pd.DataFrame({"country": [countries.name(c) for c in chosen]})
    used = []
    for vintage in vintages:
        rows = indicators.latest("net_migration_rate", vintage, chosen).reindex(chosen)
        out[f"{vintage} vintage"] = rows["value"].to_numpy()
        out[f"year in {vintage}"] = rows["year"].to_numpy()
        used.append(rows.dropna(subset=["value"]))
    found = [profile.observe("net_migration_rate", v) for v in vintages]
    said = [f"{words.number(o.value)} in the {o.vintage} vintage" for o in found if o is not None]
    among = f" Beside the {len(chosen) - 1} largest of {profile.peers_label}." if len(chosen) > 1 else ""
    return diagrams.dots(
        out,
        label="country",
        columns=[f"{v} vintage" for v in vintages],
        title=f"Net migration rate of {profile.the}: {words.listing(said)}"
        if said
        else f"Net migration rate: no data for {profile.the}",
        source=words.source(pd.concat(used)),
        axis="Net migration per 1,000 people a year",
        note="Vintages are made by different methods, so their marks are not a trend. "
        "Above zero more people come than leave." + among,
        name=f"net migration rate {profile.iso3}",
        highlight=[profile.name],
    )


def as_persons(profile: Profile) -> Table:
    """The rate of each vintage as persons a year: rate times population, computed."""
    rows, used = [], []
    for vintage in (profile.vintage, *profile.other_vintages):
        rate, people = (profile.observe(k, vintage) for k in ("net_migration_rate", "population"))
        used += [rate, people]
        known = rate is not None and people is not None
        persons = rate.value * people.value / 1000 if rate and people else None
        rows.append(
            {
                "vintage": vintage,
                "rate": f"{words.number(rate.value)} ({dated(rate)})" if rate else None,
                "people": f"{words.compact(people.value)} ({dated(people)})" if people else None,
                "persons": rounded(persons) if known and persons is not None else None,
            }
        )
    return tables.table(
        pd.DataFrame(rows),
        f"{profile.name}: net migration as persons a year",
        columns={
            "vintage": "Vintage",
            "rate": Column("Rate", unit="per 1,000 people"),
            "people": Column("Population"),
            "persons": Column(
                "Net migration",
                unit="persons a year",
                kind="number",
                format=lambda v: words.compact(float(v)),
            ),
        },
        source=sources(used),
        note="Persons are computed, rate × population, and rounded to two figures. A balance hides how "
        "many came and how many left.",
    )


def displacement(profile: Profile) -> Table:
    """Refugees hosted, internally displaced and stateless persons: stocks, in both vintages."""
    return two_vintages(
        profile,
        ("refugees_hosted", "idps", "stateless_persons"),
        f"{profile.name}: displaced and stateless people, stocks at a date{profile.beside}",
        "Not listed is not none. The 2015 vintage lists only larger groups of refugees by origin, so "
        "its total "
        "is a lower bound. Some stateless people are refugees too; the rows are never added.",
    )


def remittances(profile: Profile) -> Display:
    """The yearly figures of the vintage that has them."""
    held = [v for v in (profile.vintage, *profile.other_vintages) if indicators.holders("remittances", v)]
    rows = indicators.series("remittances", profile.iso3, held[0]) if held else pd.DataFrame()
    if rows.empty:
        return note(f"No vintage gives remittances received for {profile.the}; that is a gap, not zero.")
    if not rows["value"].any():
        return paragraph(
            f"Remittances received round to *0%* of GDP in {words.years(rows['year'])} (Factbook, "
            f"vintage {held[0]}, "
            "given to a tenth of a percent)."
        )
    first, last = rows.iloc[0], rows.iloc[-1]
    told = f"{words.quantity(last['value'], last['unit'])} in {words.years([last['year']])}"
    earlier = (
        f", {words.quantity(first['value'], '%')} in {words.years([first['year']])}" if len(rows) > 1 else ""
    )
    data = rows.assign(year=[words.years([y]) for y in rows["year"]])[["year", "value", "unit", "qualifier"]]
    return charts.bars(
        data,
        label="year",
        value="value",
        title=f"Remittances received by {profile.the}: {told}{earlier}",
        source=words.source(rows),
        unit="% of GDP",
        axis="Personal remittances received, % of GDP",
        note=""
        if held[0] == profile.vintage
        else f"The {profile.vintage} vintage has no remittances for any country; these are of {held[0]}.",
        name=f"remittances {profile.iso3}",
    )


def displaced_sentence(profile: Profile) -> Display:
    """Refugees hosted against population, computed, where both are there."""
    refugees, people = profile.observe("refugees_hosted"), profile.observe("population")
    if refugees is None or people is None or not people.value:
        return note(
            f"The {profile.vintage} vintage does not list refugees in {profile.the}; the UNHCR Refugee Data "
            "Finder may have some."
        )
    each = words.number(1000 * refugees.value / people.value, 1)
    told = shown(refugees).replace(" persons", "")
    small = "fewer than 0.1" if each == "0" and refugees.value else each
    return paragraph(
        f"{told[:1].upper()}{told[1:]} refugees hosted ({dated(refugees)}){refer('refugees_hosted')} are "
        f"*{small} for every 1,000* residents "
        f"(computed with the population of {words.years([people.year])}){refer('population')}."
    )
