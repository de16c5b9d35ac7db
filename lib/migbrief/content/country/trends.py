"""Trends and impact: displacement in both vintages, remittances as a share and in dollars."""

from __future__ import annotations

import itertools
from dataclasses import replace
from typing import Final

import pandas as pd

from migbrief.datasets import caveats, indicators
from migbrief.display import charts, tables
from migbrief.display.html import Display, note, paragraph, sourced
from migbrief.display.tables import Column, Table
from migbrief.text import words
from migbrief.text.i18n import mark, t
from migbrief.text.markup import noted, refer

from . import unrwa
from .profile import Profile, dated, few_for_median, middle, shown, sources

STOCKS: Final = ("refugees_hosted", "idps", "stateless_persons")
STEP: Final = 2.0  # times: a series of remittances that changes by so much at once is remarked
STEP_FROM: Final = 2.0  # % of GDP: below this, rounding makes such steps
ROUNDING: Final = 0.05  # percent: half of the last digit that shares of GDP are given to
_QUALIFIERS: Final = (mark("estimated"),)  # cells of the data behind the bars


def displacement(profile: Profile) -> Table:
    """Refugees hosted, internally displaced and stateless persons: stocks of each vintage, with years."""
    definitions = indicators.definitions()
    vintages = [profile.vintage, *profile.other_vintages]
    rows, used, peers = [], [], []
    for key in STOCKS:
        row: dict[str, object] = {"key": key, "indicator": t(str(definitions.loc[key, "name"]))}
        for vintage in vintages:
            found = profile.observe(key, vintage)
            used.append(found)
            row[vintage], row[f"year {vintage}"] = (shown(found), dated(found)) if found else (None, None)
        among = indicators.latest(key, profile.vintage, profile.peers)
        peers.append(among)
        row["median"] = middle(among, str(definitions.loc[key, "unit"]))
        rows.append(row)
    columns: dict[str, Column | str] = {"indicator": mark("Indicator")}
    for vintage in vintages:
        columns[vintage] = Column(words.capital(t("Factbook {vintage}", vintage=vintage)))
        columns[f"year {vintage}"] = Column(mark("Year"), kind="year", format=str, missing="—")
    if profile.peers:
        columns["median"] = Column(
            t("Median of {peers}, Factbook {vintage}", peers=profile.others_label, vintage=profile.vintage)
        )
    return tables.table(
        pd.DataFrame(rows),
        t(
            "{name}: displaced and stateless people, stocks at a date{beside}",
            name=profile.subject,
            beside=profile.beside,
        ),
        columns=columns,
        source=sources(used, peers),
        note=caveats.join(
            t(
                "The Factbook's 2015 edition lists only larger groups of refugees by origin, so its total "
                "is a lower bound. Some stateless people are refugees too, so the rows are never added."
            ),
            unrwa.remark(profile, vintages),
            few_for_median(peers),
            caveats.of_countries([profile.iso3]),
            caveats.of_figures(STOCKS, vintages),
        ),
        name=f"displaced {profile.iso3}",
        notes="key",
    )


def remittances(profile: Profile) -> Display:
    """The yearly figures of the vintage that has them."""
    held = [v for v in (profile.vintage, *profile.other_vintages) if indicators.has_any("remittances", v)]
    rows = indicators.series("remittances", profile.iso3, held[0]) if held else pd.DataFrame()
    if rows.empty:
        return note(
            t("No edition of the Factbook gives remittances received for {place}.", place=profile.the)
        )
    if not rows["value"].any():
        told = t(
            "Remittances received round to *{zero}* of GDP in {years} (Factbook, {vintage} edition, given "
            "to a tenth of a percent).",
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
        note=caveats.join(
            ""
            if held[0] == profile.vintage
            else t(
                "The Factbook's {vintage} edition has no remittances for any country; these are of its "
                "{other} edition.",
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
                "The Factbook's {vintage} edition does not list refugees in {place}; the UNHCR Refugee "
                "Data Finder may have some.",
                vintage=profile.vintage,
                place=profile.the,
            )
        )
    each = words.number(1000 * refugees.value / people.value, 1)
    small = t("fewer than {figure}", figure=words.number(0.1)) if each == "0" and refugees.value else each
    told = t(
        mark(
            "{figure} refugees and asylum-seekers hosted ({year}){note} are *{share} for every 1,000* "
            "residents (computed with the population of {people_year}){people_note}."
        )
        if profile.vintage in indicators.WITH_ASYLUM_SEEKERS
        else mark(
            "{figure} refugees hosted ({year}){note} are *{share} for every 1,000* residents (computed with "
            "the population of {people_year}){people_note}."
        ),
        figure=shown(replace(refugees, unit="")),
        year=words.years([refugees.year]),
        note=refer("refugees_hosted"),
        share=small,
        people_year=words.years([people.year]),
        people_note=refer("population"),
    )
    return paragraph(words.capital(told))


def remittance_value(profile: Profile) -> Display:
    """Remittances in US dollars: their share times official GDP, years named."""
    share, gdp = profile.observe("remittances"), profile.observe("gdp_official")
    if share is None:
        return note(
            t(
                "The Factbook's {vintage} edition gives no share of remittances for {country}, so no "
                "amount can be computed.",
                vintage=profile.vintage,
                country=profile.the,
            )
        )
    if gdp is None:
        return note(
            t(
                "This edition gives no GDP at official exchange rates, so the share of remittances cannot "
                "be turned into dollars."
            )
        )
    if gdp.unit != "US$":
        return note(
            t(
                "Official GDP is in {unit}, not US dollars, so no dollar amount is computed.",
                unit=words.measure(gdp.unit),
            )
        )
    said = {
        "remittances": f"{shown(share)} ({words.years([share.year])}){refer('remittances')}",
        "gdp": f"{shown(gdp)} ({words.years([gdp.year])}){refer('gdp_official')}",
        "amount": _dollars(share.value, gdp.value),
        "part": refer("remittances"),
        "whole": refer("gdp_official"),
    }
    if share.year == gdp.year:
        return paragraph(
            t(
                "Remittances of {remittances} and an official GDP of {gdp} make *{amount}* a year (computed: "
                "share{part} × GDP{whole}). Only recorded channels count.",
                **said,
            )
        )
    return paragraph(
        t(
            "Remittances of {remittances} and an official GDP of {gdp} make *{amount}* a year (computed: "
            "share{part} × GDP{whole}; the years differ, so it is rough). Only recorded channels count.",
            **said,
        )
    )


def _dollars(share: float, gdp: float) -> str:
    """Dollars of a share given to a tenth of a percent; a small one as the range it was rounded from."""

    def amount(part: float) -> str:
        return words.quantity(float(f"{part / 100 * gdp:.2g}"), "US$")

    if share < ROUNDING:
        return t("less than {figure}", figure=amount(ROUNDING))
    if share < 1:
        low, high = amount(share - ROUNDING), amount(share + ROUNDING).removeprefix("US$ ")
        return t("{low} to {high}", low=low, high=high)
    return t("about {figure}", figure=amount(share))
