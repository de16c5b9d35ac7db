"""Impact: working age with and without young adults' migration, and remittances."""

from __future__ import annotations

from typing import Final

import pandas as pd

from .. import cohorts, context, indicators, words
from ..display import Display, note, noted, paragraph, refer
from ..language import mark, t
from ..profile import Profile, dated, shown
from .common import LATEST, NOW, about, between, lines, no_cohorts

SINCE: Final = 2000
PEERS_SHOWN: Final = 9
ROUNDING: Final = 0.05  # percent: half of the last digit that shares of GDP are given to


def working_age(profile: Profile) -> Display:
    """The share of people aged 15 to 64 as it is, and without the cohort estimate since 2000."""
    if lacking := no_cohorts(profile, mark("working age with and without migration")):
        return lacking
    rows = cohorts.without_migration(profile.iso3, SINCE).loc[:NOW]
    rows = rows[rows["low"] > 0]
    middle = (rows["low_share"] + rows["high_share"]) / 2
    data = pd.DataFrame({t("without"): middle, t("as it is"): rows["actual_share"]})  # as for regions
    actual, low, high = (
        words.percentage(words.number(float(rows.loc[LATEST, k]), 1))
        for k in ("actual_share", "low_share", "high_share")
    )
    without = low if low == high else t("{low} to {high}", low=low, high=high)
    if without == actual:
        title = t(
            "Working age in {year}: {share} of people; without young adults' net migration since {since}, "
            "the same to a decimal (a what-if)",
            year=LATEST,
            share=actual,
            since=SINCE,
        )
    else:
        title = t(
            "Working age in {year}: {share} of people; without young adults' net migration since {since}, "
            "{without} (a what-if)",
            year=LATEST,
            share=actual,
            since=SINCE,
            without=without,
        )
    return lines(
        {t("People aged 15–64, % of all"): data},
        title=noted(title, f"{_drawn(profile)} {LATEST}"),
        note=t(
            "A what-if, not a forecast: the estimated migration at ages 15 to 34 since {since} is taken out "
            "and followed to age 64 under its two assumptions of survival (drawn: their middle); children of "
            "those who moved stay where they are counted. Those who went home after 34 still count as come, "
            "so where work is temporary the gap is too wide. The axis does not start at zero.",
            since=SINCE,
        ),
        unit="%",
        name=_drawn(profile),
        zero=False,
        beside=_worked_out(rows),
    )


def _worked_out(rows: pd.DataFrame) -> pd.DataFrame:
    """The two ends of the what-if by year: its shares, and the people that migration added or took away."""
    ends = {"low": mark("low"), "high": mark("high")}
    out = {t("without, {end}", end=t(said)): rows[f"{end}_share"] for end, said in ends.items()}
    for end, said in ends.items():
        added = rows["actual"] - rows[end]
        out[t("added by migration, persons, {end}", end=t(said))] = added.round()
        out[t("added by migration, % of those there, {end}", end=t(said))] = 100 * added / rows["actual"]
    return pd.DataFrame(out)


def _drawn(profile: Profile) -> str:
    """What the figure is called: footnotes lead to it, or with a year to that row of its data."""
    return f"working age {profile.iso3}"


def working_sentence(profile: Profile) -> Display:
    """How many people of working age the estimate adds or takes away."""
    if not profile.has_population:
        return note(t("Without population by age there is no what-if."))
    if profile.too_few:
        return note(t("There are too few people for a what-if without migration."))
    row = cohorts.without_migration(profile.iso3, SINCE).loc[LATEST]
    least, most = sorted((float(row["actual"] - row[k]) for k in ("low", "high")), key=abs)
    if not row["actual"] or about(most) == "0":
        return paragraph(
            t(
                "By the estimate, young adults' migration from {since} to {year} changes the number of "
                "working age hardly at all.",
                since=SINCE,
                year=LATEST,
            )
        )
    if least * most <= 0:
        return paragraph(
            t(
                "Whether young adults' migration from {since} to {year} adds people of working age or takes "
                "them away cannot be told by the estimate.",
                since=SINCE,
                year=LATEST,
            )
        )
    shares = [words.percent(100 * abs(x) / float(row["actual"]), 1) for x in (least, most)]
    said = {
        "since": SINCE,
        "year": LATEST,
        "people": between(abs(least), abs(most)),
        "share": _span(shares, least / float(row["actual"])),
    }
    told = (
        t(
            "In {year} there were *{people} more* people of working age than there would be without "
            "young adults' migration from {since} to {year}, {share} of those there (an estimate, with "
            "the range of assumed survival).",
            **said,
        )
        if most > 0
        else t(
            "In {year} there were *{people} fewer* people of working age than there would be without young "
            "adults' migration from {since} to {year}, {share} of those there (an estimate, with the range "
            "of assumed survival).",
            **said,
        )
    )
    return paragraph(noted(told, f"{_drawn(profile)} {LATEST}"))


def _span(shares: list[str], least: float) -> str:
    """Two shares as a range; one that rounds to none is no end of a range."""
    if shares[0] == shares[1]:
        return shares[0]
    if 100 * abs(least) < ROUNDING:
        return words.hedged(shares[1], "at most")
    return t("{low} to {high}", low=shares[0], high=shares[1])


def remittance_value(profile: Profile) -> Display:
    """Remittances in US dollars: their share times official GDP, years named."""
    share, gdp = profile.observe("remittances"), profile.observe("gdp_official")
    if share is None:
        return note(
            t(
                "The {vintage} vintage gives no share of remittances for {country}, so no amount can be "
                "computed.",
                vintage=profile.vintage,
                country=profile.the,
            )
        )
    if gdp is None:
        return note(
            t("There is no official GDP in this vintage to turn the share of remittances into dollars.")
        )
    if gdp.unit != "US$":
        return note(
            t(
                "Official GDP is in {unit}, not US dollars, so no dollar amount is computed.",
                unit=words.measure(gdp.unit),
            )
        )
    said = {
        "remittances": f"{shown(share)} ({dated(share)}){refer('remittances')}",
        "gdp": f"{shown(gdp)} ({dated(gdp)}){refer('gdp_official')}",
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


def remittance_peers(profile: Profile) -> Display:
    """The share beside that of the peers with the highest."""
    among = indicators.latest("remittances", profile.vintage, profile.peers)
    own = profile.observe("remittances")
    if own is None and among.empty:
        return note(
            t(
                "The {vintage} vintage has no remittances here, so nothing is compared.",
                vintage=profile.vintage,
            )
        )
    first = among.sort_values("value", ascending=False).head(PEERS_SHOWN)
    place = profile.rank("remittances")
    if own is None:
        title = t("Remittances as a share of GDP: no data for {country}", country=profile.the)
    elif place:
        title = t(
            "Remittances as a share of GDP: {country} is {place} with data within {peers}, highest first",
            country=profile.the,
            place=place,
            peers=profile.peers_label,
        )
    else:
        title = t("Remittances equal {share} in {country}", share=shown(own), country=profile.the)
    extra = t(
        "Drawn: the country and the {n} peers with the highest shares of {total} with data.",
        n=len(first),
        total=len(among),
    )
    extra = noted(extra, "own")
    return context.ranking(
        "remittances",
        profile.vintage,
        [profile.iso3, *first.index],
        title=noted(title, "own"),
        highlight=[profile.iso3],
        note=extra if len(among) > len(first) else "",
    )
