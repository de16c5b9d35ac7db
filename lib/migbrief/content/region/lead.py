"""The first words of a region profile: who the members are, how many people, which way they move."""

from __future__ import annotations

from typing import Final

from migbrief.datasets import countries, indicators, migration_rates
from migbrief.display import tables
from migbrief.display.html import Display, paragraph
from migbrief.editions.groups import KINDS
from migbrief.text import words
from migbrief.text.i18n import t, tn
from migbrief.text.markup import refer

from . import common
from . import people as context
from .region import Region

MEMBERS_TABLE: Final = "Members and their figures, the most populous first"


def sentences(region: Region) -> Display:
    """Who the members are, how many people, and which way they move."""
    kind = t(KINDS[region.group.kind])
    first = (
        t("*{name}*: {members}.", name=region.name, members=_who(region))
        if region.group.kind == "world"
        else t("*{name}* ({kind}): {members}.", name=region.name, kind=kind, members=_who(region))
    )
    return paragraph(" ".join([first, _people(region), _movement(region)]), "mb-lead")


def tiles(region: Region) -> Display:
    """Sums with how many members they hold; medians with how many members they describe."""
    cards = {}
    summed = ["population", "refugees_hosted", "idps"]
    if counted := context.everyone(region):  # of all members, where the Factbook's sum may lack some
        people, year = counted
        of = common.of_members(len(region.counted), len(region.members))
        label = t(
            "{indicator}, {year} · {members}", indicator=common.name("population"), year=year, members=of
        )
        cards[label] = _whole(words.quantity(people)) + refer(f"people {year}")
        summed.remove("population")
    for key in summed:
        of = common.of_members(len(region.latest(key)), len(region.members))
        label = t("{indicator}, together · {members}", indicator=common.name(key), members=of)
        cards[label] = _whole(common.together(region, key, short=True)) + refer(key)
    for key in ("net_migration_rate", "remittances", "median_age"):
        rows = common.counted(region, key)
        unit = common.unit(key)
        per = unit.startswith("per ")
        middle = words.quantity(rows["value"].median(), "" if per else unit)
        if per and len(rows):
            middle += " ‰"  # all such rates here are per thousand, as on the tiles of countries
        of = common.of_members(len(rows), len(region.members))
        if key == "median_age":  # else twice a median
            label = t("Median age, median of members · {members}", members=of)
        else:
            label = t("{indicator}, median · {members}", indicator=common.name(key), members=of)
        cards[label] = _whole(middle) + refer(key)
    return tables.tiles(cards)


def _who(region: Region) -> str:
    kinds = countries.load().loc[region.members, "kind"].value_counts()
    if len(region.members) == 1:
        return t("one country") if kinds.index[0] == "country" else t("one territory")
    counted = words.listing(
        words.count(n, "country") if kind == "country" else words.count(n, "territory")
        for kind, n in kinds.items()
    ) + refer(MEMBERS_TABLE)
    if not 2 < len(region.members) <= 10:
        return counted
    return t("{kinds}: {countries}", kinds=counted, countries=region.label(region.members))


def _whole(figure: str) -> str:
    """A figure that does not break before its last word: ``494 million``, ``20.6 years``."""
    return "\N{NO-BREAK SPACE}".join(figure.rsplit(" ", 1))


def _people(region: Region) -> str:
    if counted := context.everyone(region):
        people, year = counted
        return t(
            "*{people}* live there ({members}, {years}){note}.",
            people=words.quantity(people, "people"),
            members=common.of_members(len(region.counted), len(region.members)),
            years=year,
            note=refer(f"people {year}"),
        )
    found = indicators.total("population", region.vintage, region.members)
    if found.value is None:
        return t("The {vintage} Factbook gives no population for any of them.", vintage=region.vintage)
    return t(
        "*{people}* live there ({members}, {years}){note}.",
        people=words.quantity(found.value, "people"),
        members=common.of_members(found.n_with_data, found.n_countries),
        years=words.years(found.years),
        note=refer("population"),
    )


def _movement(region: Region) -> str:
    found = region.latest(migration_rates.RATE)
    doubted = migration_rates.inconsistent_rates(found)
    rates = found["value"].drop(index=list(doubted))
    if rates.empty:
        return t("No member has a figure for net migration.")
    come, go, even = int((rates > 0).sum()), int((rates < 0).sum()), int((rates == 0).sum())
    without = len(region.members) - len(found)
    moving = []
    if come:
        moving.append(
            tn(
                "immigration exceeds emigration in *{n} member*",
                "immigration exceeds emigration in *{n} members*",
                come,
            )
        )
    if go:
        moving.append(
            tn(
                "emigration exceeds immigration in *{n} member*",
                "emigration exceeds immigration in *{n} members*",
                go,
            )
        )
    parts = [t("In net terms {ways}", ways=words.listing(moving))] if moving else []
    if even:
        parts.append(
            tn("the rate is given as zero in {n} member", "the rate is given as zero in {n} members", even)
        )
    if doubted:
        parts.append(
            tn(
                "the figure of {n} member is doubtful and not counted",
                "the figures of {n} members are doubtful and not counted",
                len(doubted),
            )
        )
    if without:
        parts.append(tn("{n} member has no figure", "{n} members have no figure", without))
    return words.sentence(t("; ").join(parts) + refer(f"map net_migration_rate {region.vintage}"))
