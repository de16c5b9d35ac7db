"""Trends: net migration by rate and by persons; displacement, each vintage apart."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Final

import pandas as pd

from .. import charts, fit, indicators, remarks, words
from ..context import two_vintages
from ..display import Display, note, noted, refer
from ..language import mark, t, tn
from ..region import Region
from . import figures

_WORLD: Final = mark(
    "For the world, people in and out should balance: what is left over is what the sources disagree on."
)
_HEADINGS: Final = (  # of the data behind the charts
    mark("Persons"),
    mark("Rate per 1,000"),
    mark("Population"),
)


def rates(region: Region) -> Display:
    """The net migration rate in each vintage, for the members that move most."""
    key = "net_migration_rate"
    found = [region.latest(key, v) for v in indicators.vintages()]
    ends = [rows["value"] for rows in found]
    both = pd.concat([fit.fitting(rows)["value"] for rows in found], axis=1, join="inner")
    turned = both[(both.iloc[:, 0] * both.iloc[:, -1]) < 0]
    drawn = list(turned.index) if len(turned) <= figures.TOP else []
    chosen = _largest(region, key, drawn)
    if not chosen:
        return note(t("No member has a net migration rate in any vintage."))
    if both.empty:
        finding = t("Net migration rate: no member has a figure in each vintage")
    elif turned.empty:
        finding = tn(
            "Net migration rate: the sign differs between vintages in none of {n} member with both",
            "Net migration rate: the sign differs between vintages in none of {n} members with both",
            len(both),
        )
    else:
        finding = tn(
            "Net migration rate: the sign differs between vintages in {turned} of {n} member with both",
            "Net migration rate: the sign differs between vintages in {turned} of {n} members with both",
            len(both),
            turned=len(turned),
        )
    known = {code for rates in ends for code in rates.index}
    few = len(chosen) < len(known)
    of = ""
    if few and drawn:
        of = t(
            "Drawn: the members whose sign differs and those with the largest rates, up or down, {n} in all.",
            n=len(chosen),
        )
    elif few:
        of = t("Drawn: the {n} members with the largest rates, up or down, in either vintage.", n=len(chosen))
    return two_vintages(key, chosen, title=finding, note=f"{of} {_lacking(region, key, chosen)}".strip())


def persons(region: Region) -> Display:
    """Net migration a year as persons, computed for each member with a rate and a population."""
    rows = figures.product(region, fit.RATE, "population", 1000)
    asked = list(rows.index)
    doubted = [code for code in fit.unfit(region.latest(fit.RATE)) if code in asked]
    rows = rows.drop(index=doubted)
    if rows.empty:
        return note(t("No member has both a net migration rate and a population in this vintage."))
    gain, loss = rows.loc[rows["value"] > 0, "value"].sum(), -rows.loc[rows["value"] < 0, "value"].sum()
    net = _between(gain, loss)
    come, go = (words.quantity(figures.rounded(v)) for v in (gain, loss))
    ups = tn(
        "net gains of {people} in {n} member",
        "net gains of {people} in {n} members",
        int((rows["value"] > 0).sum()),
        people=come,
    )
    downs = tn(
        "net losses of {people} in {n} member",
        "net losses of {people} in {n} members",
        int((rows["value"] < 0).sum()),
        people=go,
    )
    if gain and loss:
        finding = t(
            "Net migration a year, computed: {gains}, {losses}: {net} together",
            gains=ups,
            losses=downs,
            net=words.quantity(net),
        )
    elif gain or loss:
        finding = t("Net migration a year, computed: {changes}", changes=ups if gain else downs)
    else:
        finding = t("Net migration a year, computed: zero")
    every = rows.reset_index(names="iso3")[["iso3", "country", "value", "rate", "year", "base"]]
    every["value"] = every["value"].map(figures.rounded)
    every = every.rename(columns={"value": "persons", "rate": "rate per 1,000", "base": "population"})
    shown = every.head(figures.TOP).sort_values("persons", ascending=False)
    notes = [
        t(
            "Computed for {members} as rate times population of the same vintage, to two figures. Each is a "
            "balance, not a count of people who came or left; a move between members is a loss of one and a "
            "gain of the other.",
            members=figures.of_members(len(rows), len(region.members)),
        ),
        t(_WORLD) if region.group.kind == "world" else "",
        figures.drawn(len(shown), len(rows)),
        remarks.of_countries([code for code in region.members if not fit.of_all(code)]),
        remarks.of_figures([fit.RATE], [region.vintage], asked),
        fit.left_out(doubted),
    ]
    return charts.bars(
        shown,
        behind=figures.behind(every),
        label="country",
        value="persons",
        title=finding,
        source=words.source(rows),
        axis=t("Persons a year, in less out"),
        note=" ".join(text for text in notes if text),
        name=f"net migration persons {region.vintage}",
    )


def _between(gain: float, loss: float) -> float:
    """Gains less losses, both as told, to the place of the larger; as they are where that leaves nothing."""
    told = figures.rounded(gain) - figures.rounded(loss)
    place = 1 - math.floor(math.log10(max(gain, loss, 1)))
    return round(told, min(place, 0)) or figures.rounded(gain - loss)


def displaced(region: Region, indicator: str) -> Display:
    """A stock of displaced or stateless people by member, in each vintage; never joined."""
    name = figures.name(indicator)
    chosen = _largest(region, indicator)
    if not chosen:
        return note(
            t("{indicator}: no vintage lists any member, which is not the same as none.", indicator=name)
        )
    rows = region.latest(indicator).sort_values("value", ascending=False)
    if len(rows) > 1:
        finding = t(
            "{indicator}: {total} in {members}, most in {countries}",
            indicator=name,
            total=figures.together(region, indicator, short=True),
            members=figures.of_members(len(rows), len(region.members)) + refer(indicator),
            countries=words.top(
                [figures.called(r, inside=True) for _, r in rows.iterrows()], list(rows["value"]), "", 2
            ),
        )
    elif len(rows):
        finding = t(
            "{indicator}: {total} in {country}",
            indicator=name,
            total=figures.together(region, indicator, short=True),
            country=figures.called(rows.iloc[0], inside=True),
        )
    else:
        finding = t(
            "{indicator}: listed for no member in the {vintage} vintage",
            indicator=name,
            vintage=region.vintage,
        )
    unlisted = len(region.members) - len(rows)
    counted = t("Vintages count differently and are never joined.")
    if unlisted:
        lost = tn(
            "{n} member was not listed in the {vintage} vintage; that is not zero.",
            "{n} members were not listed in the {vintage} vintage; that is not zero.",
            unlisted,
            vintage=region.vintage,
        )
        counted = f"{noted(lost, 'own')} {counted}"
    drawn = rows[rows.index.isin(chosen)]
    notes = (counted, figures.aged(drawn), _lacking(region, indicator, chosen))
    counted = " ".join(text for text in notes if text)
    return two_vintages(indicator, chosen, title=finding, note=counted)


def _lacking(region: Region, indicator: str, drawn: list[str]) -> str:
    """Which of the members drawn have no figure in a vintage: not a mark hidden by another."""
    said = []
    for vintage in indicators.vintages():
        known = region.latest(indicator, vintage).index
        if without := [code for code in drawn if code not in known]:
            countries = region.label(without)
            said.append(t("Without a {vintage} figure: {countries}.", vintage=vintage, countries=countries))
    return " ".join(said)


def _largest(region: Region, indicator: str, sure: Sequence[str] = ()) -> list[str]:
    """The members with the largest figures of any vintage, and some for ``sure``, largest first today."""
    frames = [region.latest(indicator, v)["value"].abs() for v in indicators.vintages()]
    ranked = pd.concat(frames, axis=1).max(axis=1).sort_values(ascending=False).index
    top = [*sure, *(code for code in ranked if code not in sure)][: figures.TOP]
    own = region.latest(indicator)["value"].reindex(top)
    return list(own.sort_values(ascending=False, na_position="last", kind="stable").index)
