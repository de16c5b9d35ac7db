"""The first screen: lead, four tiles, net migration over time, largest hosts and origins."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

import pandas as pd

from migbrief.content.shared import first_screen
from migbrief.content.shared.first_screen import (
    HOSTED,
    LEAST,
    SPAN,
    Net,
    balance,
    dated,
    last_years,
    old,
    people_living,
    tile,
    trend,
    when,
)
from migbrief.content.shared.rankings import paired
from migbrief.datasets import caveats, countries
from migbrief.display import maps, tables
from migbrief.display.html import Display, note, stack
from migbrief.editions.groups import KINDS
from migbrief.text import words
from migbrief.text.articles import Place
from migbrief.text.i18n import t, tn
from migbrief.text.value import Count, Value, Year, share

from . import corridors, migrants
from .corridors import Corridors
from .region import Region
from .sums import Sum

SMALL: Final = 0.01  # share of migrants from inside too small for a lead
TOP: Final = 3  # places in each ranking of the first screen
NAMED: Final = 12  # members that the first screen names


@dataclass(frozen=True, eq=False)
class Summary:
    """The findings on the first screen of a group; None for what no source has."""

    population: Sum | None
    migrants: Sum | None
    migrants_share: Value | None
    corridors: Corridors | None
    hosted: Sum | None
    displaced: Sum | None
    stateless: Sum | None
    received: Sum | None
    net: Net | None


def find(region: Region) -> Summary:
    """Return the findings, each from one source edition."""
    sums = region.sums
    migrants = sums.latest("migrant_stock")
    return Summary(
        population=sums.latest("population"),
        migrants=migrants,
        migrants_share=_share(region, migrants),
        corridors=corridors.find(region, "migrants_by_origin", every=True) if migrants else None,
        hosted=sums.latest(HOSTED),
        displaced=sums.latest("idps_conflict" if region.sources.live else "idps"),
        stateless=sums.latest("stateless_persons"),
        received=sums.latest("remittances_received_usd"),
        net=None if region.whole else last_years(region.sums.series("net_migration")),
    )


def _share(region: Region, figure: Sum | None) -> Value | None:
    """Return a stock as a share of the population of the same members and year."""
    if figure is None:
        return None
    stock, people = region.sums.table(figure.indicator), region.sums.table("population")
    if figure.year not in people.index:
        return None
    both = stock.loc[figure.year].dropna().index.intersection(people.loc[figure.year].dropna().index)
    size = people.loc[figure.year, both].sum()
    if not size:
        return None
    whole = region.sums.value("population", size, len(both), figure.year)
    part = replace(figure.value, value=float(stock.loc[figure.year, both].sum()))
    return replace(share(part, whole), decimals=1)


# The lead.


def lead(region: Region, summary: Summary) -> str:
    """Write the lead: how many migrants, from inside and outside, refugees, money, net migration."""
    if sentences := [words.capital(s) for s in _sentences(region, summary) if s]:
        return " ".join(sentences)
    if summary.migrants or summary.hosted or summary.net:
        return t("No figure on migration {country:in} reaches a thousand people; all of them stand below.",
                 country=region.place)  # fmt: skip
    return t("The sources used here have no figures on migration {country:in}.", country=region.place)


def _sentences(region: Region, summary: Summary) -> Iterator[str]:
    if summary.migrants is None and (people := summary.population):
        yield people_living(region, people)
    yield _migrants(region, summary)
    yield _emigrants(region, summary)
    yield _refuge_and_money(region, summary)
    yield balance(summary.net)


def _migrants(region: Region, summary: Summary) -> str:
    figure, ends = summary.migrants, summary.corridors
    if figure is None or figure.value.value < LEAST:
        return ""
    given: dict[str, object] = {
        "people": figure.value.told("international migrants"), "country": region.place,
        "year": Year(figure.year), "share": summary.migrants_share,
    }  # fmt: skip
    stock = (
        t("{people} live {country:in} ({year}), {share} of the population", **given)
        if summary.migrants_share is not None
        else t("{people} live {country:in} ({year})", **given)
    )
    if region.whole or ends is None or ends.year != figure.year:
        return f"{stock}."
    given |= {kind: ends.latest(kind).told("") for kind in ("within", "incoming", "unknown")}
    if ends.latest("within").value < figure.value.value * SMALL:
        return f"{stock}."
    if ends.latest("unknown").value < figure.value.value * SMALL:
        return t(
            "{stock}; {within} of them are from another country of the group, {incoming} from outside.",
            stock=stock, **given,
        )  # fmt: skip
    return t(
        "{stock}; {within} of them are from another country of the group, {incoming} from outside, {unknown} "
        "of other or unknown origin.",
        stock=stock, **given,
    )  # fmt: skip


def _emigrants(region: Region, summary: Summary) -> str:
    ends = summary.corridors
    if region.whole or ends is None or ends.latest("outgoing").value < LEAST:
        return ""
    return t(
        "{people} {country:from} live outside the group ({year}).",
        people=ends.latest("outgoing").told("people"), country=region.place, year=Year(ends.year),
    )  # fmt: skip


def _refuge_and_money(region: Region, summary: Summary) -> str:
    hosted, money = summary.hosted, summary.received
    given: dict[str, object] = {"country": region.place}
    if hosted and hosted.value.value >= LEAST:
        given |= {"people": hosted.value.told("refugees and asylum-seekers"), "end": Year(hosted.year)}
    if money and money.value.value and not old(money.year):
        given |= {"sum": money.value.told(), "year": Year(money.year)}
    if {"people", "sum"} <= set(given):
        return t(
            "{people} live {country:in} (end of {end}); remittances received there came to {sum} ({year}).",
            **given,
        )
    if "people" in given:
        return t("{people} live {country:in} (end of {end}).", **given)
    return t("Remittances received {country:in} came to {sum} ({year}).", **given) if "sum" in given else ""


# Tiles.


def tiles(region: Region, summary: Summary) -> Display:
    """Show four key figures, each with its year, its share and its change."""
    live = region.sources.live
    stock: dict[str, Sum | None] = (
        {"migrant_stock": summary.migrants} if live else {"population": summary.population}
    )
    cards: dict[str, Sum | None] = {
        **stock,
        **({"idps_conflict": summary.displaced} if live and region.whole else {}),
        **({"outside": None} if live and not region.whole else {}),
        HOSTED: summary.hosted,
        **({"remittances_received_usd": summary.received} if live else {}),
        **({} if live else {"idps": summary.displaced, "stateless_persons": summary.stateless}),
    }
    shown: dict[str, str] = {}
    for key, figure in cards.items():
        part = summary.migrants_share if key == "migrant_stock" else None
        value, below = (figure.value, _below(region, figure)) if figure else (None, "")
        if key == "outside" and (ends := summary.corridors):
            value = ends.latest("outgoing")
            below = dated(str(ends.year), ends.year, trend(ends.sums["outgoing"]))
        shown |= tile(key, value, part, below)
    return tables.tiles(shown)


def _below(region: Region, figure: Sum) -> str:
    """Return the years of a sum, its change, and of how many members it is."""
    live = region.sources.live
    line = region.sums.series(figure.indicator, figure.year - SPAN - 1) if live else pd.Series(dtype=object)
    since = "" if figure.first == figure.year else f"{figure.first}–"
    moved = trend(line)
    if moved is None and live and not region.sums.registered(figure.indicator):  # members with both years
        moved = trend(region.sums.steady(figure.indicator, figure.year - SPAN)[0])
    below = dated(f"{since}{when(figure) if figure.year else ''}", figure.year, moved)
    if figure.missing and live and not region.sums.registered(figure.indicator):
        n = Count(len(figure.missing))
        below = tn("{when} · without {n} member", "{when} · without {n} members", int(n), when=below, n=n)
    return below


# Charts.


def net_chart(region: Region, summary: Summary) -> Display | None:
    """Draw net migration by year; None for the world, where it adds up to zero."""
    if region.whole:
        return None
    return first_screen.net_chart(
        region, summary.net, note=region.sums.absent(region.sums.latest("net_migration"))
    )


def ends_chart(region: Region, summary: Summary) -> Display | None:
    """Draw the members that host most migrants, and those that most emigrants are from."""
    keys = ("migrant_stock", "emigrant_stock") if region.sources.live else (HOSTED,)
    heads = {
        "migrant_stock": t("Migrants living in"),
        "emigrant_stock": t("Emigrants from"),
        HOSTED: t("Refugees and asylum-seekers in"),
    }
    rankings = {key: rows for key in keys if len(rows := region.sums.ranking(key))}
    if not rankings:
        return None
    return paired(
        region,
        {heads[key]: rows.head(TOP) for key, rows in rankings.items()},
        title=most(rankings),
        editions=[region.sources.edition(key) for key in rankings],
        name="members that host and send most",
    )


def most(rankings: dict[str, pd.DataFrame]) -> str:
    """Say which member hosts most, and which most are from."""
    given: dict[str, object] = {}
    for key, rows in rankings.items():
        given |= {key: Place(rows["place"].iloc[0]), f"{key}_n": rows["people"].iloc[0].told("")}
    if HOSTED in rankings:
        return t(
            "{place:start} has the most refugees and asylum-seekers: {people}",
            place=given[HOSTED], people=given[f"{HOSTED}_n"],
        )  # fmt: skip
    if len(rankings) > 1 and given["migrant_stock"] == given["emigrant_stock"]:
        return t(
            "{place:start} has the most migrants ({people}) and the most emigrants ({rest})",
            place=given["migrant_stock"], people=given["migrant_stock_n"], rest=given["emigrant_stock_n"],
        )  # fmt: skip
    if len(rankings) > 1:
        return t(
            "{place:start} has the most migrants ({people}), {other} the most emigrants ({rest})",
            place=given["migrant_stock"], people=given["migrant_stock_n"],
            other=given["emigrant_stock"], rest=given["emigrant_stock_n"],
        )  # fmt: skip
    return t("Migrants and emigrants by member")


def show(region: Region, summary: Summary) -> Display:
    """Show lead, tiles and two figures."""
    line = migrants.stock_chart(region, summary.corridors) if region.whole else net_chart(region, summary)
    locator = maps.locator(region.members, name=region.name)
    figures = [line, ends_chart(region, summary)]
    first = first_screen.screen(region, lead(region, summary), locator, [tiles(region, summary)], figures)
    return stack(first, note(who(region)))


def who(region: Region) -> str:
    """Say how many members there are, who they are if few, and what a sum is."""
    n = Count(len(region.members))
    kind = "" if region.listed or region.whole else words.capital(t(KINDS[region.group.kind]))
    counted = tn("{n} country or area", "{n} countries and areas", int(n), n=n)
    few = len(region.members) <= NAMED
    named = words.listing([countries.name(code) for code in region.members]) if few else ""
    line = t("{kind}, {members}", kind=kind, members=counted) if kind else counted
    line = t("{group}: {names}", group=line, names=named) if named else line
    return caveats.join(f"{line}.", caveats.of_countries(region.members) if few else "")
