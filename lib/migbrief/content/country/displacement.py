"""Forced displacement: refugees, asylum-seekers, people displaced inside the country, decisions, returns."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

import pandas as pd

from migbrief.content.shared.sources import Pairs, yearly
from migbrief.datasets import caveats
from migbrief.display import charts, tables
from migbrief.display.html import Display, beside, note
from migbrief.display.tables import Column
from migbrief.text import words
from migbrief.text.articles import Place
from migbrief.text.i18n import mark, mark_unit, t
from migbrief.text.value import Year

from .profile import Profile

SINCE: Final = 2000
LEAST: Final = 100  # people: a series that never has so many is no chart
TOP: Final = 5
OPEN: Final = 5  # rows of the table that stand open
HERE: Final = ("refugees_hosted", "asylum_seekers_hosted", "others_in_need_hosted")
ABROAD: Final = ("refugees_abroad", "asylum_seekers_abroad", "others_in_need_abroad")
INSIDE: Final = ("idps_conflict", "idps_disaster")
MOVEMENTS: Final = ("new_displacements_conflict", "new_displacements_disaster")
# The table: what no chart shows, stocks first, then what happened in a year.
STOCKS: Final = (
    "refugees_and_asylum_seekers_hosted",
    "palestine_refugees",
    "idps_conflict",
    "idps_disaster",
    "idps_of_concern_unhcr",
    "idps",
    "stateless_persons",
)
FACTBOOKS: Final = "idps"  # a count of displaced persons whose definition it does not say
YEARLY: Final = (
    *MOVEMENTS,
    "asylum_applications",
    "refugee_recognition_rate",
    "total_protection_rate",
    "refugees_returned",
    "idps_returned",
    "resettled",
    "naturalised",
)
_SHORT: Final = {
    "refugees_hosted": mark("Refugees"),
    "refugees_abroad": mark("Refugees"),
    "asylum_seekers_hosted": mark("Asylum-seekers"),
    "asylum_seekers_abroad": mark("Asylum-seekers"),
    "others_in_need_hosted": mark("Others in need of protection"),
    "others_in_need_abroad": mark("Others in need of protection"),
    "idps_conflict": mark("Conflict and violence"),
    "idps_disaster": mark("Disasters"),
    "new_displacements_conflict": mark("Conflict and violence"),
    "new_displacements_disaster": mark("Disasters"),
}
_TITLES: Final[Mapping[tuple[str, ...], str]] = {
    HERE: mark("{country:start} hosts {people} (end of {year})"),
    ABROAD: mark("{people} {country:from} are in other countries (end of {year})"),
    INSIDE: mark("{people} are displaced inside {country} by {cause} (end of {year})"),
    MOVEMENTS: mark("{people} inside {country} by {cause} in {year}"),
}
_CAUSES: Final = {
    "idps_conflict": mark("conflict and violence"),
    "idps_disaster": mark("disasters"),
    "new_displacements_conflict": mark("conflict and violence"),
    "new_displacements_disaster": mark("disasters"),
}
_NOUNS: Final = {
    **dict.fromkeys(("refugees_hosted", "refugees_abroad"), mark_unit("refugees")),
    **dict.fromkeys(("asylum_seekers_hosted", "asylum_seekers_abroad"), mark_unit("asylum-seekers")),
    **dict.fromkeys(
        ("others_in_need_hosted", "others_in_need_abroad"), mark_unit("others in need of protection")
    ),
    **dict.fromkeys(INSIDE, mark_unit("people")),
    **dict.fromkeys(MOVEMENTS, mark_unit("new displacements")),
}
_AXES: Final = {
    HERE: mark("People at the end of the year"),
    ABROAD: mark("People at the end of the year"),
    INSIDE: mark("People living in displacement at the end of the year"),
    MOVEMENTS: mark("Movements in the year"),
}


def series(profile: Profile, indicators: tuple[str, ...]) -> pd.DataFrame:
    """Yearly values, a column an indicator that has any; those of one source edition only."""
    editions = {i: profile.sources.edition(i) for i in indicators}
    found = {
        i: values
        for i in indicators
        if editions[i] == editions[indicators[0]] and len(values := profile.sources.values(i, profile.iso3))
    }
    return yearly(pd.DataFrame(found))


def chart(profile: Profile, rows: pd.DataFrame, indicators: tuple[str, ...]) -> Display | None:
    """Lines of some series of one kind, or nothing where there are none of a hundred people or more."""
    rows = rows[[i for i in rows if rows[i].dropna().map(float).max() >= LEAST]].dropna(how="all")
    if rows.empty:
        return None
    rows = yearly(rows)
    sources = profile.sources
    latest = {i: rows[i].dropna().iloc[-1] for i in rows}
    largest = max(latest, key=lambda i: latest[i].value)
    return charts.lines(
        rows.rename(columns={i: t(_SHORT[i]) for i in rows}),
        title=words.capital(
            t(
                _TITLES[indicators],
                country=profile.place, people=latest[largest].told(_NOUNS[largest]),
                year=Year(latest[largest].year or 0), cause=t(_CAUSES[largest]) if largest in _CAUSES else "",
            )
        ),
        source=sources.line(*(sources.edition(i) for i in rows)),
        axis=t(_AXES[indicators]),
        unit="movements" if indicators == MOVEMENTS else "persons",
        note=_breaks(profile, list(rows.columns)),
        name=f"{indicators[0]} {profile.iso3}",
        height=2.2,
    )  # fmt: skip


def _breaks(profile: Profile, indicators: list[str]) -> str:
    """The years in which a series falls or rises beyond reason: marked, never smoothed."""
    years = sorted(
        {
            f.year
            for i in indicators
            for f in profile.sources.series(i, profile.iso3)
            if "break" in f.qualifier and f.year >= SINCE
        }
    )
    if not years:
        return ""
    listed = words.listing([str(y) for y in years])
    return t("Break in the series in {years}: what is counted may have changed.", years=listed)


def ends(profile: Profile) -> Display | None:
    """Where refugees here are from, and where refugees from here are."""
    sources, iso3 = profile.sources, profile.iso3
    found = {
        t("Refugees {country:in}, from", country=profile.place): sources.pairs("refugees_hosted", iso3),
        t("Refugees {country:from}, in", country=profile.place): sources.pairs("refugees_abroad", iso3),
    }
    held = {head: p for head, p in found.items() if p and p.leads and p.total.value >= LEAST}
    if not held:
        return None
    first = next(iter(held.values()))
    return charts.paired_bars(
        {head: pairs.ranked.head(TOP)[["place", "people"]] for head, pairs in held.items()},
        label="place",
        value="people",
        unit="persons",
        title=_ends_title(profile, *found.values()),
        source=sources.line(first.edition),
        note=caveats.join(
            t("Fewer than five people are rounded by the publisher to none or five."),
            sources.kosovo(
                [first.edition], [iso3, *(c for p in held.values() for c in p.ranked.head(TOP)["code"])]
            ),
        ),
        name=f"refugees by country {iso3}",
    )


def _ends_title(profile: Profile, hosted: Pairs | None, abroad: Pairs | None) -> str:
    given: dict[str, object] = {"country": profile.place}
    if hosted and hosted.leads and hosted.total.value >= LEAST:
        given |= {"origin": Place(hosted.ranked["place"].iloc[0]), "year": Year(hosted.year)}
    if abroad and abroad.leads and abroad.total.value >= LEAST:
        given |= {"asylum": Place(abroad.ranked["place"].iloc[0]), "year": Year(abroad.year)}
    if "origin" in given and "asylum" in given:
        return t(
            "{origin:start} is the largest origin of refugees {country:in}; {asylum} hosts the largest group "
            "of those {country:from} ({year})",
            **given,
        )
    if "origin" in given:
        return t("{origin:start} is the largest origin of refugees {country:in} ({year})", **given)
    return t("{asylum:start} hosts the largest group of refugees {country:from} ({year})", **given)


def table(profile: Profile) -> Display | None:
    """The latest figure of each measure of displacement, with the one five years before it."""
    rows = []
    for key in (*STOCKS, *YEARLY):
        latest = profile.sources.latest(key, profile.iso3)
        if latest is None or (key == FACTBOOKS and profile.sources.live):
            continue
        rows.append(
            {
                "measure": profile.sources.name(key),
                "figure": replace(latest.value, unit=latest.value.unit if "%" in latest.value.unit else ""),
                "year": latest.year or None,
                "edition": latest.edition,
            }
        )
    if not rows:
        return None
    shown = pd.DataFrame(rows)
    return tables.table(
        shown,
        t("{country:start}: displacement, protection and returns", country=profile.place),
        columns={
            "measure": mark("Measure"),
            "figure": Column(mark("Latest")),
            "year": Column(mark("Year"), kind="year"),
        },
        source=profile.sources.line(*shown["edition"]),
        note=t(
            "Persons, or percent of decisions on persons at all instances. Displaced people are a stock at a "
            "date, new displacements are movements in a year: they are never added."
        ),
        name=f"displacement {profile.iso3}",
        shown=OPEN,
    )


def show(profile: Profile, hosted: pd.DataFrame) -> Display:
    """Everything on displacement, as far as a source has it; ``hosted`` are rows of the series ``HERE``."""
    here = chart(profile, hosted, HERE)
    others = (chart(profile, series(profile, keys).loc[SINCE:], keys) for keys in (ABROAD, INSIDE, MOVEMENTS))
    parts = [p for p in (here, *others, ends(profile), table(profile)) if p]
    none = t("The sources held have no figures of displacement {country:in}.", country=profile.place)
    return beside(*parts) if parts else note(none)
