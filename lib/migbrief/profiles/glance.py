"""At a glance: eight figures with year, source and rank, and sentences that fit every country."""

from __future__ import annotations

import pandas as pd

from .. import context, indicators, tables, words
from ..display import Display, paragraph, refer, stack
from ..indicators import Observation
from ..language import DEFAULT, current, mark, t
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
        name = t(str(definitions.loc[key, "name"]))
        cards[f"{name}{when}{among}"] = _short(found) + refer(key)
    return tables.tiles(cards)


def table(profile: Profile) -> Table:
    """The same figures with the peers' median, rank, qualifier and raw entry: what to cite."""
    definitions = indicators.definitions()
    rows = []
    found = {key: profile.observe(key) for key in KEY}
    peers = {key: indicators.latest(key, profile.vintage, profile.peers) for key in KEY}
    for key, seen in found.items():
        among = peers[key]
        unit = str(definitions.loc[key, "unit"])
        rows.append(
            {
                "key": key,
                "indicator": t(str(definitions.loc[key, "name"])),
                "figure": shown(seen) if seen else None,
                "year": dated(seen) or None,
                "rank": profile.rank(key) or None,
                "median": t(
                    "{figure} ({n} with data)",
                    figure=words.quantity(among["value"].median(), unit),
                    n=words.number(len(among)),
                )
                if len(among)
                else None,
                "raw": seen.raw if seen else None,
            }
        )
    return tables.table(
        pd.DataFrame(rows),
        t("{country} at a glance{beside}", country=profile.name, beside=profile.beside),
        columns={
            "indicator": mark("Indicator"),
            "figure": Column(mark("Figure")),
            "year": Column(mark("Year"), kind="year", format=str, missing="—"),
            "rank": Column(mark("Rank, highest first"), missing=mark("not ranked")),
            "median": Column(
                t("Median of {peers}", peers=profile.peers_label)
                if profile.peers_label
                else t("Median of peers"),
                missing=mark("no data") if profile.peers else mark("no peers"),
            ),
            "raw": Column(mark("As the source has it"), missing=mark("no entry"), wide=True, language="en"),
        },
        source=sources(list(found.values()), list(peers.values())),
        note=t("Ranks and medians compare latest figures, which may be of different years.")
        + f" {context.remarks([profile.iso3])}",
        notes="key",
    )


def block(profile: Profile) -> Display:
    """Sentences, then tiles."""
    return stack(sentences(profile), tiles(profile))


def _short(found: Observation | None) -> str:
    """The figure without the unit that its label says."""
    if found is None:
        return words.missing()
    per = found.unit.startswith("per")
    unit = "" if per or found.unit == "years" else found.unit.removesuffix(" PPP")
    text = words.quantity(found.value, unit, high=found.value_high)
    return text + (" ‰" if found.unit == "per 1,000 population" else "")


def _year(found: Observation) -> str:
    """Its year, and a footnote to its row."""
    return f" ({dated(found)}){refer(found.indicator)}"


def _counted(found: Observation, noun: str) -> str:
    """A number of persons under another noun; French and Spanish name in the sentence what is counted."""
    text = shown(found)
    return text.replace("persons", noun) if current() == DEFAULT else text


def _people(profile: Profile) -> str:
    found = profile.observe("population")
    if found is None:
        return t(
            "The {vintage} Factbook gives no population for {country}.",
            vintage=profile.vintage,
            country=profile.the,
        )
    if found.value == 0:
        return t("{country} has no permanent population{year}.", country=profile.subject, year=_year(found))
    return t(
        "{country} has *{people}*{year}.",
        country=profile.subject,
        people=_counted(found, "people"),
        year=_year(found),
    )


def _movement(profile: Profile) -> str:
    rate, people = profile.observe("net_migration_rate"), profile.observe("population")
    if rate is None:
        return t("There is no figure for its net migration rate.")
    year = _year(rate)
    if rate.value == 0:
        return t("Its net migration rate is *zero*{year}: by the source, as many come as leave.", year=year)
    figure = words.number(rate.value)
    if people is None or not people.value:
        if rate.value > 0:
            return t(
                "In net terms more people come than leave: *{rate} per 1,000* residents a year{year}.",
                rate=figure,
                year=year,
            )
        return t(
            "In net terms more people leave than come: *{rate} per 1,000* residents a year{year}.",
            rate=figure,
            year=year,
        )
    persons = float(f"{abs(rate.value) * people.value / 1000:.2g}")
    about = f"{words.compact(persons)} people" if current() == DEFAULT else words.quantity(persons, "persons")
    if rate.value > 0:
        return t(
            "In net terms more people come than leave: *{rate} per 1,000* residents a year{year}, or about "
            "{people} (computed from rate and population).",
            rate=figure,
            year=year,
            people=about,
        )
    return t(
        "In net terms more people leave than come: *{rate} per 1,000* residents a year{year}, or about "
        "{people} (computed from rate and population).",
        rate=figure,
        year=year,
        people=about,
    )


def _displacement(profile: Profile) -> str:
    refugees, displaced = profile.observe("refugees_hosted"), profile.observe("idps")
    hosted = f"{_counted(refugees, 'refugees')}{_year(refugees)}" if refugees else ""
    inside = f"{_counted(displaced, 'internally displaced persons')}{_year(displaced)}" if displaced else ""
    if hosted and inside:
        return t("It hosts {refugees} and has {displaced}.", refugees=hosted, displaced=inside)
    if hosted:
        return t("It hosts {refugees}.", refugees=hosted)
    if inside:
        return t("It has {displaced}.", displaced=inside)
    return t(
        "The source lists neither refugees hosted nor internally displaced persons, "
        "which is not the same as none."
    )


def _money(profile: Profile) -> str:
    found = profile.observe("remittances")
    if found is None:
        return ""
    if not found.value:
        return t("Remittances received round to 0% of GDP{year}.", year=_year(found))
    return t("Remittances received equal {share}{year}.", share=shown(found), year=_year(found))
