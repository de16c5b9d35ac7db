"""Displacement in the countries a section names for emergency work: ranking, map, share, income."""

from __future__ import annotations

import pandas as pd

from ... import charts, countries, indicators, maps, tables, words
from ...display import Display, note
from ...section import Brief

ROLES = ("emergency response", "preparedness")
STOCKS = ("idps", "refugees_hosted")
STOCK = "A stock: people counted at one time, not arrivals in a year. A country not listed has no data."
LIMIT = (
    "Displacement figures count all causes together where a source gives them so. They do not show whom "
    "the disasters displaced in which the organisation took part, nor what its work changed."
)
MAX_EXTRA = 12  # countries in focus added below a ranking


def named(brief: Brief) -> pd.DataFrame:
    """The countries named for emergency response or preparedness: ``iso3, country, role``, as named."""
    rows = brief.place_roles()
    rows = rows[rows["role"].isin(ROLES)].groupby("iso3", sort=False)["role"].agg(_joined).reset_index()
    return rows.assign(country=[countries.name(k) for k in rows["iso3"]])[["iso3", "country", "role"]]


def asked(brief: Brief) -> list[str]:
    """The countries in focus only where the reader asked for some."""
    given = brief.parameters.countries or brief.parameters.group
    return list(brief.focus) if given else []


def pool(brief: Brief) -> tuple[list[str], str]:
    """Among whom a ranking ranks: the group asked for, else the world; and its name."""
    group = str(brief.parameters.group)
    return countries.members(group or "World"), group or "the world"


def label(indicator: str) -> str:
    """The name of an indicator."""
    return str(indicators.definitions().loc[indicator, "name"])


def ranking(brief: Brief, indicator: str) -> Display:
    """The first ``top`` of the world or of the group asked for, with the named countries standing out.

    Countries asked for by name come below with their rank when they are not among the first.
    """
    members, where = pool(brief)
    rows = indicators.latest(indicator, brief.vintage, members).sort_values("value", ascending=False)
    name = label(indicator)
    if rows.empty:
        return note(f"{name}: no data for {where} in vintage {brief.vintage}.")
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
    if len(first) < len(rows):
        part = f"the first {words.count(len(first), 'country')}"
    else:
        part = f"{words.count(len(rows), 'country')} with data"
    title = f"{name}: most in {_top(first)}"
    if marked:
        found = f"{words.listing(inside)} {_is(inside)}" if inside else "none is"
        title += (
            f"; of {part} in {where}, {found} {'in focus' if brief.highlight else 'named for emergency work'}"
        )
    return charts.bars(
        data[["iso3", "country", "rank", "year", "value", "value_high", "qualifier"]],
        label="country",
        value="value",
        high="value_high",
        title=title,
        source=words.source(data.dropna(subset=["value"])),
        unit="persons",
        axis=f"{name} (persons)",
        highlight=list(data.loc[data["iso3"].isin(marked), "country"]),
        note=f"In the second colour: {_marked_as(brief)}. {words.number(len(rows))} of "
        f"{words.count(len(members), 'country')} and areas in {where} have data. {STOCK}",
        name=f"ranking {indicator} {brief.vintage}",
    )


def world_map(brief: Brief, indicator: str) -> Display:
    """One stock as a share of residents on the map, the named countries (or those asked for) outlined."""
    chosen = named(brief)
    rows = indicators.latest(indicator, brief.vintage)
    people = indicators.latest("population", brief.vintage).reindex(rows.index)
    name = label(indicator)
    rows = rows.assign(
        percent=100 * rows["value"] / people["value"],
        population=people["value"],
        population_year=people["year"],
    ).dropna(subset=["percent"])
    if rows.empty:
        return note(f"{name}: no figure beside a population in vintage {brief.vintage}, so there is no map.")
    first = rows.sort_values("percent", ascending=False)
    title = f"{name}: the largest share of residents in " + words.top(
        [countries.name(str(k)) for k in first.index], [round(v, 1) for v in first["percent"]], "%", 2
    )
    inside = rows[rows.index.isin(chosen["iso3"])].sort_values("percent", ascending=False)
    if len(chosen):
        title += (
            f"; recorded in {len(inside)} of {words.count(len(chosen), 'country')} named for emergency work"
        )
    if len(inside):
        most = f"{countries.name(str(inside.index[0]))}, {words.percent(inside['percent'].iloc[0])}"
        title += f", among them most in {most}"
    marked = brief.highlight or list(chosen["iso3"])
    used = pd.concat([rows, people.loc[rows.index]])
    return maps.choropleth(
        rows[["percent", "value", "year", "qualifier", "population", "population_year"]],
        value="percent",
        title=title,
        source="computed from " + words.source(used),
        unit="%",
        axis=f"{name}, % of residents",
        highlight=marked,
        note=f"Outlined: {_marked_as(brief)}. Computed from stock and population of one vintage, each of "
        "its own year: a map of numbers would show large countries. " + STOCK,
        name=f"map {indicator} {brief.vintage}",
    )


def _marked_as(brief: Brief) -> str:
    return "countries in focus" if brief.highlight else "countries named for emergency work"


def standing(brief: Brief) -> Display:
    """Each named country, and each asked for: both stocks in both vintages, with year and world rank."""
    rows = named(brief)
    more = [k for k in asked(brief) if k not in set(rows["iso3"])]
    extra = pd.DataFrame({"iso3": more, "country": [countries.name(k) for k in more], "role": "in focus"})
    rows = pd.concat([rows, extra], ignore_index=True)
    columns: dict[str, tables.Column | str] = {"country": "Country", "role": "Named for"}
    used = []
    world = countries.members("World")
    for indicator in STOCKS:
        for vintage in indicators.vintages():
            key = f"{indicator} {vintage}"
            found = indicators.latest(indicator, vintage)
            used.append(found[found.index.isin(rows["iso3"])])
            rows[key] = [_cell(found, indicator, vintage, k, world) for k in rows["iso3"]]
            columns[key] = tables.Column(f"{label(indicator)}, vintage {vintage}")
    return tables.table(
        rows,
        "Displacement in the countries named for emergency work",
        columns=columns,
        source=f"{brief.source}; {words.source(pd.concat(used))}",
        note=f"In brackets: the year of the figure and the country's place among all with data. {STOCK}",
        shown=max(brief.parameters.top, 15),
    )


def _cell(found: pd.DataFrame, indicator: str, vintage: str, iso3: str, world: list[str]) -> str | None:
    if iso3 not in found.index:
        return None
    row = found.loc[iso3]
    hedge = "" if row["qualifier"] == "estimated" else str(row["qualifier"])
    text = words.quantity(row["value"], "", high=row["value_high"], qualifier=hedge)
    place = indicators.rank(indicator, iso3, vintage, world)
    ranked = f", {words.ordinal(place[0])} of {place[1]}" if place else ""
    return f"{text} ({words.years([row['year']])}{ranked})"


def _rank(indicator: str, iso3: str, vintage: str, among: list[str]) -> int | None:
    place = indicators.rank(indicator, iso3, vintage, among)
    return place[0] if place and iso3 in among else None


def _top(rows: pd.DataFrame, n: int = 2) -> str:
    names = [countries.name(str(k)) for k in rows.index]
    return words.top(names, list(rows["value"]), "", n)


def _joined(roles: pd.Series) -> str:
    return words.listing(dict.fromkeys(roles))


def _is(names: list[str]) -> str:
    return "is" if len(names) == 1 else "are"
