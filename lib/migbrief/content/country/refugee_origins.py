"""Refugees by origin as the 2015 vintage lists them: whom a country hosts, and where its own people are."""

from __future__ import annotations

from typing import Final

import pandas as pd

from migbrief.datasets import caveats, countries, indicator_files
from migbrief.datasets.refugee_origins import VINTAGE, is_unrwa, load
from migbrief.display import charts
from migbrief.display.html import Display, note, sourced
from migbrief.text import words
from migbrief.text.articles import with_article
from migbrief.text.i18n import mark, t, tn
from migbrief.text.markup import noted

from .profile import Profile
from .unrwa import hosted_by

SHOWN: Final = 10
APART: Final = {  # whom the list of a country's own refugees leaves out
    "PSE": mark(
        "Palestine refugees registered with UNRWA are listed by their agency and by no country of origin, so "
        "they are not among these."
    )
}
APPLICANTS: Final = "left out: applicants or asylum seekers, not refugees"  # as the builder says it
QUOTED: Final = 120  # letters of an entry that is repeated
LIMIT: Final = mark(
    "Only larger groups are listed, so each total is a lower bound. For today's origins, see the UNHCR "
    "Refugee Data Finder."
)


def hosted(profile: Profile) -> Display:
    """The origins of the refugees in the country, most first."""
    rows = load()
    dates = words.years(rows["year"])
    rows = rows[rows["iso3"] == profile.iso3]
    if rows.empty:
        told = t(
            "The Factbook's {vintage} edition lists no group of refugees in {country} by origin. Its "
            "figures are for {years} and say nothing of later years.",
            vintage=VINTAGE,
            country=profile.the,
            years=dates,
        )
        if not (instead := _instead(profile.iso3)):
            return note(caveats.join(told, t(LIMIT)))
        said = note(caveats.join(told, noted(instead, hosted_by(profile)), t(LIMIT)))
        return sourced(said, _source(dates), hosted_by(profile))
    names = [
        countries.name(o) if o else group(n) for o, n in zip(rows["origin"], rows["origin_name"], strict=True)
    ]
    rows = _ordered(rows, names)
    left = len(rows) - SHOWN
    return _bars(
        rows,
        t(
            "Refugees hosted by {country}: {total} listed for {years} (Factbook {vintage}), {leading}",
            leading=_from(rows),
            **_said(profile, rows),
        ),
        t("Refugees listed, persons, by origin"),
        tn(
            "{n} more origin with smaller figures not drawn.",
            "{n} more origins with smaller figures not drawn.",
            left,
        )
        if left > 0
        else "",
        t(LIMIT),
        hosted_by(profile),
    )


def abroad(profile: Profile) -> Display:
    """The countries that host the country's own refugees, most first."""
    rows = load()
    dates = words.years(rows["year"])
    rows = rows[rows["origin"] == profile.iso3]
    apart = t(APART[profile.iso3]) if profile.iso3 in APART else _waiting(profile)
    if rows.empty:
        told = t(
            "The Factbook's {vintage} edition lists no country that hosts a group of refugees from "
            "{country}. Its figures are for {years} and say nothing of later years.",
            vintage=VINTAGE,
            country=profile.the,
            years=dates,
        )
        return note(caveats.join(told, apart))
    rows = _ordered(rows, [countries.name(i) for i in rows["iso3"]])
    left = len(rows) - SHOWN
    more = (
        tn(
            "{n} more host country with smaller figures not drawn.",
            "{n} more host countries with smaller figures not drawn.",
            left,
        )
        if left > 0
        else ""
    )
    return _bars(
        rows,
        t(
            "Refugees from {country}: {total} listed for {years} (Factbook {vintage}), {leading}",
            leading=_in(rows),
            **_said(profile, rows),
        ),
        t("Refugees listed, persons, by host country"),
        more,
        apart,
        f"Refugees from {profile.the} host country",
    )


def _instead(iso3: str) -> str:
    """Why what the source has of refugees in a country was not taken; empty where it has nothing."""
    entries = indicator_files.entries_left_out(VINTAGE, "refugees_hosted")
    if iso3 not in entries.index:
        return ""
    reason, entry = words.capital(t(entries.loc[iso3, "reason"])), str(entries.loc[iso3, "raw"])
    if len(entry) > QUOTED:
        return f"{reason}."
    return f"{reason} ({entry})."


def _waiting(profile: Profile) -> str:
    """In which countries the source lists the country's own people as applicants, not as refugees."""
    entries = indicator_files.entries_left_out(VINTAGE, "refugees_hosted")
    of = entries["raw"].str.contains(f"({profile.about['name']})", regex=False) & entries["reason"].eq(
        APPLICANTS
    )
    if not of.any():
        return ""
    return t(
        "People whom the source lists as applicants or asylum seekers are not counted: in {countries}.",
        countries=words.listing(with_article(countries.name(str(iso3))) for iso3 in entries.index[of]),
    )


def group(name: str) -> str:
    """What a listed group without a single country of origin is called."""
    return t("Palestine refugees (UNRWA)") if is_unrwa(name) else name


def _said(profile: Profile, rows: pd.DataFrame) -> dict[str, str]:
    return {
        "country": profile.the,
        "total": words.compact(float(rows["value"].sum())),
        "vintage": VINTAGE,
        "years": words.years(rows["year"]),
    }


def _from(rows: pd.DataFrame) -> str:
    """Where the largest group comes from; those under UNRWA are told by their agency, not by a country."""
    leading, most = _leading(rows)
    if is_unrwa(str(rows["origin_name"].iloc[0])):
        if most == "all":
            return t("all are Palestine refugees registered with UNRWA")
        if most == "most":
            return t("most are Palestine refugees registered with UNRWA")
        return t("the largest group are Palestine refugees registered with UNRWA")
    if most == "all":
        return t("all come from {leading}", leading=leading)
    if most == "most":
        return t("most come from {leading}", leading=leading)
    return t("the largest group comes from {leading}", leading=leading)


def _in(rows: pd.DataFrame) -> str:
    leading, most = _leading(rows)
    if most == "all":
        return t("all are in {leading}", leading=leading)
    if most == "most":
        return t("most are in {leading}", leading=leading)
    return t("the largest group is in {leading}", leading=leading)


def _ordered(rows: pd.DataFrame, names: list[str]) -> pd.DataFrame:
    """The groups by size, one row a name: places that share a code list theirs apart."""
    kept = ["origin_name", "year", "qualifier"]
    named = rows.assign(country=names)
    added = named.groupby("country", sort=False).agg({"value": "sum"} | dict.fromkeys(kept, "first"))
    return added.reset_index().sort_values(["value", "country"], ascending=[False, True])


def _leading(rows: pd.DataFrame) -> tuple[str, str]:
    """The country of the largest group, and how much of the total that is: all, most or less."""
    total, first = float(rows["value"].sum()), rows.iloc[0]
    most = "all" if len(rows) == 1 else "less" if 2 * first["value"] < total else "most"
    return with_article(str(first["country"])), most


def _source(years: str) -> str:
    return t(
        "{source}, {vintage} edition, {figures}",
        source=t("CIA World Factbook"),
        vintage=VINTAGE,
        figures=t("figures for {years}", years=years),
    )


def _bars(rows: pd.DataFrame, title: str, axis: str, rest: str, known: str, name: str) -> Display:
    return charts.bars(
        rows.head(SHOWN)[["country", "value", "year", "qualifier"]],
        label="country",
        value="value",
        title=title,
        source=_source(words.years(rows["year"])),
        unit="persons",
        axis=axis,
        note=f"{rest} {known}".strip(),
        name=name,
    )
