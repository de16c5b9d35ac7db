"""Forced displacement: refugees, asylum-seekers, internally displaced persons, decisions, returns."""

from dataclasses import replace
from typing import Final

import pandas as pd

from migbrief.content.shared.displacement import ABROAD, INSIDE, MOVEMENTS, TOP
from migbrief.content.shared.displacement import HERE as HERE
from migbrief.content.shared.displacement import SINCE as SINCE
from migbrief.content.shared.displacement import chart as chart
from migbrief.content.shared.displacement import series as series
from migbrief.content.shared.rankings import paired
from migbrief.content.shared.sources import Pairs
from migbrief.datasets import caveats
from migbrief.display import tables
from migbrief.display.html import Display, beside
from migbrief.display.tables import Column
from migbrief.text.articles import Place
from migbrief.text.i18n import mark, t
from migbrief.text.value import Year

from .profile import Profile

OPEN: Final = 5  # rows of the table shown before the fold
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
FACTBOOKS: Final = "idps"  # a count of displaced persons for which it gives no definition
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


def ends(profile: Profile) -> Display | None:
    """Show where refugees in the country are from, and where refugees from the country are."""
    sources, iso3 = profile.sources, profile.iso3
    hosted, abroad = sources.pairs("refugees_hosted", iso3), sources.pairs("refugees_abroad", iso3)
    heads = {
        t("Refugees {country:in}, from", country=profile.place): hosted,
        t("Refugees {country:from}, in", country=profile.place): abroad,
    }
    shown = {head: p for head, p in heads.items() if p and p.leads and p.total.value >= profile.SMALL}
    if not shown:
        return None
    return paired(
        profile,
        {head: pairs.ranked.head(TOP) for head, pairs in shown.items()},
        title=_ends_title(profile, hosted, abroad),
        editions=[next(iter(shown.values())).edition],
        name="refugees by country",
        note=t("Fewer than five people are rounded by the publisher to none or five."),
        also=[iso3],
    )


def _ends_title(profile: Profile, hosted: Pairs | None, abroad: Pairs | None) -> str:
    given: dict[str, object] = {"country": profile.place}
    if hosted and hosted.leads and hosted.total.value >= profile.SMALL:
        given |= {"origin": Place(hosted.ranked["place"].iloc[0]), "year": Year(hosted.year)}
    if abroad and abroad.leads and abroad.total.value >= profile.SMALL:
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
    """Show the latest figure of each measure of displacement, and the one five years earlier."""
    rows = []
    for key in (*STOCKS, *YEARLY):
        latest = profile.latest(key)
        if latest is None or (key == FACTBOOKS and profile.sources.live):
            continue
        if not latest.value.value and not latest.value.unit.startswith("%"):
            continue  # rounded to zero, or nobody recorded: no finding
        rows.append(
            {
                "key": key,
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
        shown.drop(columns="key"),
        t("{country:start}: displacement, protection and returns", country=profile.place),
        columns={
            "measure": mark("Measure"),
            "figure": Column(mark("Latest")),
            "year": Column(mark("Year"), kind="year"),
        },
        source=profile.sources.line(*shown["edition"]),
        note=caveats.join(
            t("Persons, or percent of decisions on persons at all instances.")
            if any("%" in value.unit for value in shown["figure"])
            else "",
            t(
                "Displaced people are a stock at a date, new displacements are movements in a year: they are "
                "never added."
            )
            if shown["key"].str.startswith("idps").any() and shown["key"].str.startswith("new_").any()
            else "",
            t(
                "IDMC and UNHCR both count internally displaced persons: the profile leads with IDMC, since "
                "UNHCR counts those whom it protects or assists."
            )
            if {"idps_conflict", "idps_of_concern_unhcr"} <= {row["key"] for row in rows}
            else "",
        ),
        name=f"displacement {profile.iso3}",
        shown=OPEN,
    )


def show(profile: Profile, hosted: pd.DataFrame) -> Display:
    """Show all parts on displacement that have data; ``hosted`` are rows of the series ``HERE``."""
    others = (chart(profile, series(profile, keys, SINCE), keys) for keys in (ABROAD, INSIDE, MOVEMENTS))
    parts = chart(profile, hosted, HERE), *others, ends(profile), table(profile)
    none = mark("The sources used here have no figures on displacement {country:in}.")
    return beside(*parts) or profile.lacking(none, *HERE, *ABROAD, *INSIDE, *MOVEMENTS)
