"""Displacement in the countries a section names for emergency work: a ranking."""

from __future__ import annotations

import pandas as pd

from migbrief.content.paper.brief import Brief
from migbrief.datasets import caveats, countries, indicators
from migbrief.display import charts
from migbrief.display.html import Display, note
from migbrief.registry.parameter_models import Ranked
from migbrief.text import words
from migbrief.text.articles import with_article
from migbrief.text.i18n import mark, t, tn

ROLES = (mark("emergency response"), mark("preparedness"))
STOCK = mark("A stock: people counted at one time, not arrivals in a year.")
LIMIT = mark(
    "Displacement figures count all causes together where a source gives them so. They do not show whom "
    "the disasters displaced in which the organisation took part, nor what its work changed."
)
MAX_EXTRA = 12  # countries in focus added below a ranking
# Headings of the data behind the figures.
HEADINGS = (
    mark("Country"),
    mark("Rank"),
    mark("Year"),
    mark("Value"),
    mark("Value high"),
    mark("Qualifier"),
)


def stocks(vintage: str) -> tuple[str, str]:
    """The indicators of displaced people and of refugees, as a source edition has them."""
    return "idps", indicators.refugees_of(vintage)


def stocks_of_editions() -> list[tuple[str, str]]:
    """Each of these with the source edition that has it, displaced people first."""
    return [(stocks(vintage)[i], vintage) for i in (0, 1) for vintage in indicators.vintages()]


def named(brief: Brief) -> pd.DataFrame:
    """The countries named for emergency response or preparedness: ``iso3, country, role``, as named."""
    codes = brief.placed(*ROLES)
    of = {role: set(brief.placed(role)) for role in ROLES}
    roles = [words.listing(t(role) for role in ROLES if k in of[role]) for k in codes]
    return pd.DataFrame({"iso3": codes, "country": [countries.name(k) for k in codes], "role": roles})


def asked(brief: Brief) -> list[str]:
    """The countries in focus only where the reader asked for some."""
    given = brief.asked
    return list(brief.focus) if given else []


def pool(brief: Brief) -> tuple[list[str], str]:
    """Among whom a ranking ranks: the group asked for, else the world; and its name."""
    group = brief.group
    return countries.members(group or "World"), t(group or mark("the world"))


def label(indicator: str) -> str:
    """The name of an indicator in the language spoken."""
    return t(str(indicators.definitions().loc[indicator, "name"]))


def ranking(brief: Brief[Ranked], indicator: str) -> Display:
    """The first ``top`` of the world or of the group asked for, with the named countries standing out.

    Countries asked for by name come below with their rank when they are not among the first.
    """
    members, where = pool(brief)
    rows = indicators.latest(indicator, brief.vintage, members).sort_values("value", ascending=False)
    name = label(indicator)
    if rows.empty:
        return note(
            t(
                "{name}: no data for {where} in the Factbook's {vintage} edition.",
                name=name,
                where=where,
                vintage=brief.vintage,
            )
        )
    first = rows.head(brief.parameters.top)
    # Countries asked for are shown even where they have no figure, and say so.
    extra = [k for k in brief.highlight if k not in first.index][:MAX_EXTRA]
    data = indicators.latest(indicator, brief.vintage).reindex([*first.index, *extra])
    data = data.reset_index(names="iso3")
    data["rank"] = [_rank(indicator, k, brief.vintage, members) for k in data["iso3"]]
    data["country"] = [
        countries.name(k) if pd.isna(r) else f"{int(r)}. {countries.name(k)}"
        for k, r in zip(data["iso3"], data["rank"], strict=True)
    ]
    chosen = list(named(brief)["iso3"])
    marked = brief.highlight or chosen
    inside = [countries.name(k) for k in first.index if k in set(marked)]
    title = t("{name}: most in {countries}", name=name, countries=_top(first))
    if marked:
        finding = _standing_out(inside, len(first), len(rows), where, bool(brief.highlight))
        title = t("{first}; {second}", first=title, second=finding)
    return charts.bars(
        data[["iso3", "country", "rank", "year", "value", "value_high", "qualifier"]],
        label="country",
        value="value",
        high="value_high",
        title=title,
        source=words.source(data.dropna(subset=["value"])),
        unit="persons",
        axis=t("{name} (persons)", name=name),
        highlight=list(data.loc[data["iso3"].isin(marked), "country"]),
        note=tn(
            "In the second colour: {marked}. {with_data} of {n} country and areas in {where} have data. "
            "{stock}",
            "In the second colour: {marked}. {with_data} of {n} countries and areas in {where} have data. "
            "{stock}",
            len(members),
            marked=_marked_as(brief),
            with_data=words.number(len(rows)),
            where=where,
            stock=t(STOCK),
        )
        + f" {caveats.of_figures([indicator])}".rstrip(),
        name=f"ranking {indicator} {brief.vintage}",
    )


def _standing_out(inside: list[str], drawn: int, known: int, where: str, asked_for: bool) -> str:
    """Which of the first countries stand out: ``of the first 3 countries in the world, none is in focus``."""
    if drawn < known:
        part = tn("the first {n} country", "the first {n} countries", drawn)
    else:
        part = tn("{n} country with data", "{n} countries with data", known)
    names = words.listing(inside)
    if asked_for and inside:
        return tn(
            "of {part} in {where}, {names} is in focus",
            "of {part} in {where}, {names} are in focus",
            len(inside),
            part=part,
            where=where,
            names=names,
        )
    if asked_for:
        return t("of {part} in {where}, none is in focus", part=part, where=where)
    if inside:
        return tn(
            "of {part} in {where}, {names} is named for emergency work",
            "of {part} in {where}, {names} are named for emergency work",
            len(inside),
            part=part,
            where=where,
            names=names,
        )
    return t("of {part} in {where}, none is named for emergency work", part=part, where=where)


def _marked_as(brief: Brief) -> str:
    return t("countries in focus") if brief.highlight else t("countries named for emergency work")


def _rank(indicator: str, iso3: str, vintage: str, among: list[str]) -> int | None:
    place = indicators.rank(indicator, iso3, vintage, among)
    return place[0] if place and iso3 in among else None


def _top(rows: pd.DataFrame, n: int = 2) -> str:
    names = [with_article(countries.name(str(k))) for k in rows.index]
    return words.top(names, list(rows["value"]), "", n)
