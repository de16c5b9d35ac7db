"""Trends: net migration in both vintages, displacement and remittances."""

from __future__ import annotations

import itertools
from dataclasses import replace
from typing import Final

import pandas as pd

from .. import charts, countries, diagrams, fit, indicators, remarks, tables, words
from ..charts import Chart
from ..display import Display, note, noted, paragraph, refer, sourced
from ..language import mark, t
from ..profile import Profile, dated, shown, sources
from ..tables import Column, Table
from . import refugee_lists
from .common import english, not_computed, rounded, two_vintages

PEERS_SHOWN = 12
STEP: Final = 2.0  # times: a series of remittances that changes by so much at once is remarked
STEP_FROM: Final = 2.0  # % of GDP: below this, rounding makes such steps
_HEADINGS: Final = (mark("Year in 2015"), mark("Year in 2025"))  # of the data behind the marks
_QUALIFIERS: Final = (mark("estimated"),)  # cells of the data behind the bars


def net_migration(profile: Profile) -> Chart:
    """The rate of the country and its largest peers, a mark a vintage as on other pages; never joined."""
    chosen = [profile.iso3, *profile.largest_peers(PEERS_SHOWN)]
    vintages = indicators.vintages()
    out = pd.DataFrame({"country": [countries.name(c) for c in chosen]})
    used = []
    for vintage in vintages:
        rows = indicators.latest("net_migration_rate", vintage, chosen).reindex(chosen)
        out[t("{vintage} vintage", vintage=vintage)] = rows["value"].to_numpy()
        out[f"year in {vintage}"] = rows["year"].to_numpy()
        used.append(rows.dropna(subset=["value"]))
    found = [profile.observe("net_migration_rate", v) for v in (profile.vintage, *profile.other_vintages)]
    said = [
        t("{figure} in the {vintage} vintage", figure=words.number(o.value), vintage=o.vintage)
        for o in found
        if o is not None
    ]
    n, among = len(chosen) - 1, ""
    if 0 < n < len(profile.peers):
        among = t("Beside the {n} largest of {peers}.", n=n, peers=profile.others_label)
    elif n:
        among = t("Beside {peers} ({n}).", n=n, peers=profile.others_label)
    told = t(
        "Vintages are made by different methods, so their marks are not a trend. Above zero more people "
        "come than leave."
    )
    return diagrams.dots(
        out,
        label="country",
        columns=[t("{vintage} vintage", vintage=v) for v in vintages],
        title=t("Net migration rate of {place}: {figures}", place=profile.the, figures=words.listing(said))
        if said
        else t("Net migration rate: no data for {place}", place=profile.the),
        source=words.source(pd.concat(used)),
        axis=t("Net migration per 1,000 people a year"),
        note=remarks.together(
            told,
            among,
            remarks.of_countries([profile.iso3]),
            remarks.of_figures([fit.RATE], vintages, chosen),
        ),
        name=f"net migration rate {profile.iso3}",
        doubted=fit.marks(chosen, vintages),
        highlight=[profile.name],
    )


def as_persons(profile: Profile) -> Table:
    """The rate of each vintage as persons a year: rate times population, computed."""
    rows, used = [], []
    for vintage in (profile.vintage, *profile.other_vintages):
        rate, people = (profile.observe(k, vintage) for k in ("net_migration_rate", "population"))
        used += [rate, people]
        persons = fit.persons(rate, people)
        rows.append(
            {
                "vintage": vintage,
                "key": f"persons {vintage}",
                "rate": t("{figure} ({year})", figure=words.number(rate.value), year=dated(rate))
                if rate
                else None,
                "people": t("{figure} ({year})", figure=words.compact(people.value), year=dated(people))
                if people
                else None,
                "persons": None if persons is None else rounded(persons),
            }
        )
    return tables.table(
        pd.DataFrame(rows),
        t("{name}: net migration as persons a year", name=profile.subject),
        columns={
            "vintage": mark("Vintage"),
            "rate": Column(mark("Rate"), unit=t("per 1,000 people")),
            "people": Column(mark("Population")),
            "persons": Column(
                mark("Net migration"),
                unit="persons a year",
                kind="number",
                format=lambda v: words.compact(float(v)),
                missing=not_computed(profile.iso3),
            ),
        },
        source=sources(used),
        note=t(
            "Persons are computed, rate × population, and rounded to two figures. A balance hides how many "
            "came and how many left."
        )
        + f" {remarks.of_countries([profile.iso3])}",
        name=english(profile, "net migration as persons a year", peers=False),
        notes="key",
    )


def displacement(profile: Profile) -> Table:
    """Refugees hosted, internally displaced and stateless persons: stocks, in both vintages."""
    return two_vintages(
        profile,
        ("refugees_hosted", "idps", "stateless_persons"),
        t(
            "{name}: displaced and stateless people, stocks at a date{beside}",
            name=profile.subject,
            beside=profile.beside,
        ),
        t(
            "Not listed is not none. The 2015 vintage lists only larger groups of refugees by origin, so its "
            "total is a lower bound. Some stateless people are refugees too; the rows are never added."
        )
        + f" {refugee_lists.unrwa(profile, [profile.vintage, *profile.other_vintages])}",
        english(profile, "displaced and stateless people, stocks at a date"),
    )


def remittances(profile: Profile) -> Display:
    """The yearly figures of the vintage that has them."""
    held = [v for v in (profile.vintage, *profile.other_vintages) if indicators.held("remittances", v)]
    rows = indicators.series("remittances", profile.iso3, held[0]) if held else pd.DataFrame()
    if rows.empty:
        return note(
            t(
                "No vintage gives remittances received for {place}; that is a gap, not zero.",
                place=profile.the,
            )
        )
    if not rows["value"].any():
        told = t(
            "Remittances received round to *{zero}* of GDP in {years} (Factbook, vintage {vintage}, "
            "given to a tenth of a percent).",
            zero=words.percentage("0"),
            years=words.years(rows["year"]),
            vintage=held[0],
        )
        key = f"remittances {profile.iso3}"
        return sourced(paragraph(noted(told, key)), words.source(rows), key)
    first, last = rows.iloc[0], rows.iloc[-1]
    title = (
        t(
            "Remittances received by {place}: {figure} in {year}, {earlier} in {earlier_year}",
            place=profile.the,
            figure=words.quantity(last["value"], last["unit"]),
            year=words.years([last["year"]]),
            earlier=words.quantity(first["value"], "%"),
            earlier_year=words.years([first["year"]]),
        )
        if len(rows) > 1
        else t(
            "Remittances received by {place}: {figure} in {year}",
            place=profile.the,
            figure=words.quantity(last["value"], last["unit"]),
            year=words.years([last["year"]]),
        )
    )
    data = rows.assign(year=[words.years([y]) for y in rows["year"]])[["year", "value", "unit", "qualifier"]]
    return charts.bars(
        data,
        label="year",
        value="value",
        title=title,
        source=words.source(rows),
        unit="% of GDP",
        axis=t("Personal remittances received, % of GDP"),
        note=remarks.together(
            ""
            if held[0] == profile.vintage
            else t(
                "The {vintage} vintage has no remittances for any country; these are of {other}.",
                vintage=profile.vintage,
                other=held[0],
            ),
            _step(rows),
        ),
        name=f"remittances {profile.iso3}",
    )


def _step(rows: pd.DataFrame) -> str:
    """That remittances at least halve or double from one figure to the next: the latest such step."""
    for (_, b), (_, a) in itertools.pairwise(rows[::-1].iterrows()):
        least, most = sorted((float(a["value"]), float(b["value"])))
        if most >= STEP_FROM and most >= STEP * least:
            told = t(
                "From {before} in {first} to {after} in {last}: so large a step may come from what is "
                "counted, or from GDP, rather than from what migrants send.",
                before=words.quantity(a["value"], "%"),
                first=words.years([a["year"]]),
                after=words.quantity(b["value"], "%"),
                last=words.years([b["year"]]),
            )
            return noted(told, "own")
    return ""


def displaced_sentence(profile: Profile) -> Display:
    """Refugees hosted against population, computed, where both are there."""
    refugees, people = profile.observe("refugees_hosted"), profile.observe("population")
    if refugees is None or people is None or not people.value:
        return note(
            t(
                "The {vintage} vintage does not list refugees in {place}; the UNHCR Refugee Data Finder may "
                "have some.",
                vintage=profile.vintage,
                place=profile.the,
            )
        )
    each = words.number(1000 * refugees.value / people.value, 1)
    small = t("fewer than {figure}", figure=words.number(0.1)) if each == "0" and refugees.value else each
    told = t(
        "{figure} refugees hosted ({year}){note} are *{share} for every 1,000* residents (computed with the "
        "population of {people_year}){people_note}.",
        figure=shown(replace(refugees, unit="")),
        year=dated(refugees),
        note=refer("refugees_hosted"),
        share=small,
        people_year=words.years([people.year]),
        people_note=refer("population"),
    )
    return paragraph(words.capital(told))
