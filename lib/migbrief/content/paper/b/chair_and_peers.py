"""The countries in the chair among their neighbours."""

from __future__ import annotations

from migbrief.content.paper.brief import Brief
from migbrief.content.paper.common import absent
from migbrief.content.shared import indicator_charts, indicator_tables
from migbrief.datasets import countries, indicators
from migbrief.display.html import Display, note
from migbrief.text import words
from migbrief.text.i18n import t

REMITTANCES = "remittances"
RATE = "net_migration_rate"


def compared(vintage: str) -> list[str]:
    """The indicators of the comparison, as a source edition has them."""
    return ["population", RATE, REMITTANCES, indicators.refugees_of(vintage), "gdp_per_capita"]


def chairs(brief: Brief) -> list[str]:
    """The countries the section names as chair, as iso3 in the order named."""
    return brief.placed("chair")


def peers(brief: Brief) -> tuple[list[str], str]:
    """The countries to compare, and what they are in words.

    The group asked for; else the sub-regions of the chairs; else those asked for by name; with the chairs
    and the countries asked for always among them.
    """
    own = [*chairs(brief), *brief.highlight]
    group = brief.group
    rows = countries.load()
    groups = [group] if group else list(dict.fromkeys(rows.loc[k, "sub_region"] for k in chairs(brief)))
    groups = [g for g in groups if not words.is_missing(g)]
    codes = [k for g in groups for k in countries.members(g)]
    where = words.listing(t(g) for g in groups) if groups else t("countries asked for")
    added = [countries.name(k) for k in dict.fromkeys(own) if k not in codes]
    if groups and added:
        where = t("{where}, with {countries} added", where=where, countries=words.listing(added, 4))
    return list(dict.fromkeys([*codes, *own])), where


def marked(brief: Brief) -> list[str]:
    """Who stands out: the chairs, and the countries asked for."""
    return list(dict.fromkeys([*chairs(brief), *brief.highlight]))


def ranked(brief: Brief, indicator: str) -> Display:
    """Bars of one indicator for the peers, the chair standing out; the title gives the chair's place."""
    codes, where = peers(brief)
    figures = indicators.latest(indicator, brief.vintage, codes)
    if figures.empty:
        return absent(brief, indicator) if codes else _nobody(brief)
    missing = [k for k in codes if k not in figures.index]
    kept = [k for k in codes if k in figures.index or k in marked(brief)]
    lacking = words.listing([countries.name(k) for k in missing], 6)
    left = t("No figure for {countries}.", countries=lacking) if missing else ""
    return indicator_charts.ranking(
        indicator,
        brief.vintage,
        kept,
        title=_place(brief, indicator, codes, where),
        highlight=marked(brief),
        note=left,
    )


def _place(brief: Brief, indicator: str, codes: list[str], where: str) -> str:
    name = t(str(indicators.definitions().loc[indicator, "name"]))
    parts, lacking = [], []
    for k in marked(brief)[:3]:
        place = indicators.rank(indicator, k, brief.vintage, codes)
        if place is None:
            lacking.append(countries.name(k))
            continue
        rows = indicators.latest(indicator, brief.vintage, codes)["value"]
        tied = int((rows == rows[k]).sum()) > 1
        who, rank = countries.name(k), words.ordinal(place[0])
        if tied:
            parts.append(t("{country} is tied {rank} of {n}", country=who, rank=rank, n=place[1]))
        else:
            parts.append(t("{country} is {rank} of {n}", country=who, rank=rank, n=place[1]))
    phrases = [words.listing(parts)] if parts else []
    phrases += [t("no data for {countries}", countries=words.listing(lacking))] if lacking else []
    if not phrases:
        return ""
    return t("{name} ({where}): {list}", name=name, where=where, list=t("; ").join(phrases))


def remittances(brief: Brief) -> Display:
    return ranked(brief, REMITTANCES)


def comparison(brief: Brief) -> Display:
    """Several indicators of the chair, the countries asked for and their peers."""
    codes, where = peers(brief)
    if not codes:
        return _nobody(brief)
    first = [*marked(brief), *[k for k in codes if k not in marked(brief)]]
    wanted = [i for i in compared(brief.vintage) if len(indicators.latest(i, brief.vintage, first))]
    if not wanted:
        return absent(brief, RATE, REMITTANCES)
    title = t("Migration and development: {where}", where=where)
    return indicator_tables.comparison(wanted, brief.vintage, first[:40], title)


def _nobody(brief: Brief) -> Display:
    return note(
        t("The paper names no country in the chair here ({where}), and none is asked for.", where=brief.where)
    )
