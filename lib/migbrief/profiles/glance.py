"""At a glance: eight figures with year, source and rank, and sentences that fit every country."""

from __future__ import annotations

import pandas as pd

from .. import context, indicators, tables, words
from ..display import Display, paragraph, refer, stack
from ..indicators import Observation
from ..profile import Profile, dated, shown, sources
from ..tables import Column, Table

KEY = (
    "population",
    "net_migration_rate",
    "refugees_hosted",
    "idps",
    "remittances",
    "gdp_per_capita",
    "median_age",
    "unemployment",
)


def sentences(profile: Profile) -> Display:
    """Two or three sentences built from what there is: people, who comes and goes, displacement."""
    parts = [_people(profile), _movement(profile), _displacement(profile), _money(profile)]
    return paragraph(" ".join(p for p in parts if p), "mb-lead")


def tiles(profile: Profile) -> Display:
    """The key figures, big, each with its year and its rank among peers."""
    definitions = indicators.definitions()
    cards = {}
    for key in KEY:
        found = profile.observe(key)
        rank = profile.rank(key)
        when = f" · {dated(found)}" if found else ""
        among = f" · {rank}" if rank else ""
        cards[f"{definitions.loc[key, 'name']}{when}{among}"] = _short(found) + refer(key)
    return tables.tiles(cards)


def table(profile: Profile) -> Table:
    """The same figures with the peers' median, rank, qualifier and raw entry: what to cite."""
    definitions = indicators.definitions()
    rows = []
    found = {key: profile.observe(key) for key in KEY}
    for key, seen in found.items():
        among = indicators.latest(key, profile.vintage, profile.peers)
        unit = str(definitions.loc[key, "unit"])
        rows.append(
            {
                "key": key,
                "indicator": definitions.loc[key, "name"],
                "figure": shown(seen) if seen else None,
                "year": dated(seen) or None,
                "rank": profile.rank(key) or None,
                "median": f"{words.quantity(among['value'].median(), unit)} ({len(among)} with data)"
                if len(among)
                else None,
                "raw": seen.raw if seen else None,
            }
        )
    return tables.table(
        pd.DataFrame(rows),
        f"{profile.name} at a glance{profile.beside}",
        columns={
            "indicator": "Indicator",
            "figure": Column("Figure"),
            "year": Column("Year", kind="year", format=str, missing="—"),
            "rank": Column("Rank, highest first", missing="not ranked"),
            "median": Column(
                f"Median of {profile.peers_label or 'peers'}",
                missing="no peers" if not profile.peers else "no data",
            ),
            "raw": Column("As the source has it", missing="no entry", wide=True),
        },
        source=sources(list(found.values())),
        note="Ranks and medians compare latest figures, which may be of different years. "
        + context.remarks([profile.iso3]),
        notes="key",
    )


def block(profile: Profile) -> Display:
    """Sentences, then tiles."""
    return stack(sentences(profile), tiles(profile))


def _short(found: Observation | None) -> str:
    if found is None:
        return words.MISSING
    unit = found.unit
    text = words.quantity(found.value, "" if unit.startswith("per") else unit, high=found.value_high)
    text = text.removesuffix(" PPP")  # the label says so
    return text.replace(" persons", "").replace(" years", "") + (
        " ‰" if unit == "per 1,000 population" else ""
    )


def _year(found: Observation) -> str:
    """Its year, and a footnote to its row."""
    return f" ({dated(found)}){refer(found.indicator)}"


def _people(profile: Profile) -> str:
    found = profile.observe("population")
    if found is None:
        return f"The {profile.vintage} Factbook gives no population for {profile.the}."
    if found.value == 0:
        return f"{profile.subject} has no permanent population{_year(found)}."
    return f"{profile.subject} has *{shown(found).replace('persons', 'people')}*{_year(found)}."


def _movement(profile: Profile) -> str:
    rate, people = profile.observe("net_migration_rate"), profile.observe("population")
    if rate is None:
        return "There is no figure for its net migration rate."
    if rate.value == 0:
        return f"Its net migration rate is *zero*{_year(rate)}: by the source, as many come as leave."
    way = "more people come than leave" if rate.value > 0 else "more people leave than come"
    text = f"In net terms {way}: *{words.number(rate.value)} per 1,000* residents a year{_year(rate)}"
    if people is not None and people.value:
        persons = abs(rate.value) * people.value / 1000
        text += (
            f", or about {words.compact(float(f'{persons:.2g}'))} people (computed from rate and population)"
        )
    return text + "."


def _displacement(profile: Profile) -> str:
    refugees, displaced = profile.observe("refugees_hosted"), profile.observe("idps")
    parts = []
    if refugees is not None:
        parts.append(f"hosts {shown(refugees).replace('persons', 'refugees')}{_year(refugees)}")
    if displaced is not None:
        parts.append(
            f"has {shown(displaced).replace('persons', 'internally displaced persons')}{_year(displaced)}"
        )
    if not parts:
        return (
            "The source lists neither refugees hosted nor internally displaced persons, "
            "which is not the same as none."
        )
    return f"It {words.listing(parts)}."


def _money(profile: Profile) -> str:
    found = profile.observe("remittances")
    if found is not None and not found.value:
        return f"Remittances received round to 0% of GDP{_year(found)}."
    return "" if found is None else f"Remittances received equal {shown(found)}{_year(found)}."
