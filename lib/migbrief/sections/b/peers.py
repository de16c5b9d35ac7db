"""The countries in the chair among their neighbours, and what open data offers a Migration Profile."""

from __future__ import annotations

import pandas as pd

from ... import charts, context, countries, indicators, style, tables, words
from ...display import Display, note
from ...profiles.gaps import template
from ...section import Brief
from ...tables import Column
from ..common import absent

REMITTANCES = "remittances"
RATE = "net_migration_rate"
STATES = "States are the members of the UN, the Holy See, the State of Palestine, the Cook Islands and Niue."
BANDS = {  # how many of the figures tracked a state lacks → colour
    "all there": style.SEQUENTIAL[5],
    "1 or 2 missing": style.SEQUENTIAL[3],
    "3 to 5 missing": style.SERIES[4],
    "6 or more missing": style.SERIES[1],
}


def chairs(brief: Brief) -> list[str]:
    """The countries the section names as chair, as iso3 in the order named."""
    rows = brief.place_roles()
    return list(dict.fromkeys(rows[rows["role"] == "chair"]["iso3"]))


def peers(brief: Brief) -> tuple[list[str], str]:
    """The countries to compare, and what they are in words.

    The group asked for; else the sub-regions of the chairs; else those asked for by name; with the chairs
    and the countries asked for always among them.
    """
    own = [*chairs(brief), *brief.highlight]
    group = brief.parameters.group
    rows = countries.load()
    found = [group] if group else list(dict.fromkeys(rows.loc[k, "sub_region"] for k in chairs(brief)))
    found = [g for g in found if not words.is_missing(g)]
    codes = [k for g in found for k in countries.members(g)]
    where = words.listing(found) if found else "countries asked for"
    added = [countries.name(k) for k in dict.fromkeys(own) if k not in codes]
    if found and added:
        where += f", with {words.listing(added, 4)} added"
    return list(dict.fromkeys([*codes, *own])), where


def marked(brief: Brief) -> list[str]:
    """Who stands out: the chairs, and the countries asked for."""
    return list(dict.fromkeys([*chairs(brief), *brief.highlight]))


def ranked(brief: Brief, indicator: str) -> Display:
    """Bars of one indicator for the peers, the chair standing out; the title gives the chair's place."""
    codes, where = peers(brief)
    found = indicators.latest(indicator, brief.vintage, codes)
    if found.empty:
        return absent(brief, indicator) if codes else _nobody(brief)
    missing = [k for k in codes if k not in found.index]
    kept = [k for k in codes if k in found.index or k in marked(brief)]
    left = f"No figure for {words.listing([countries.name(k) for k in missing], 6)}." if missing else ""
    return context.ranking(
        indicator,
        brief.vintage,
        kept,
        title=_place(brief, indicator, codes, where),
        highlight=marked(brief),
        note=left,
    )


def _place(brief: Brief, indicator: str, codes: list[str], where: str) -> str:
    name = str(indicators.definitions().loc[indicator, "name"])
    parts, lacking = [], []
    for k in marked(brief)[:3]:
        place = indicators.rank(indicator, k, brief.vintage, codes)
        if place is None:
            lacking.append(countries.name(k))
            continue
        rows = indicators.latest(indicator, brief.vintage, codes)["value"]
        tied = int((rows == rows[k]).sum()) > 1
        parts.append(
            f"{countries.name(k)} is {'tied ' if tied else ''}{words.ordinal(place[0])} of {place[1]}"
        )
    said = [words.listing(parts)] if parts else []
    said += [f"no data for {words.listing(lacking)}"] if lacking else []
    return f"{name} ({where}): {'; '.join(said)}" if said else ""


def remittances(brief: Brief) -> Display:
    return ranked(brief, REMITTANCES)


def rates(brief: Brief) -> Display:
    return ranked(brief, RATE)


def world(brief: Brief) -> Display:
    """Remittances on the world map, the chair outlined."""
    if indicators.latest(REMITTANCES, brief.vintage).empty:
        names = str(indicators.definitions().loc[REMITTANCES, "name"]).lower()
        return note(f"No data: the {brief.vintage} vintage has no figure for {names}, so there is no map.")
    return context.world_map(REMITTANCES, brief.vintage, highlight=marked(brief))


def comparison(brief: Brief) -> Display:
    """Several indicators of the chair, the countries asked for and their peers."""
    codes, where = peers(brief)
    if not codes:
        return _nobody(brief)
    first = [*marked(brief), *[k for k in codes if k not in marked(brief)]]
    wanted = ["population", RATE, REMITTANCES, "refugees_hosted", "gdp_per_capita"]
    wanted = [i for i in wanted if len(indicators.latest(i, brief.vintage, first))]
    if not wanted:
        return absent(brief, RATE, REMITTANCES)
    return context.comparison(wanted, brief.vintage, first[:40], f"Migration and development: {where}")


def _nobody(brief: Brief) -> Display:
    return note(f"The paper names no country in the chair here ({brief.where}), and none is asked for.")


def profile_indicators() -> pd.DataFrame:
    """The indicators of the profile template that are figures: lists of countries have no gaps to count."""
    rows = indicators.definitions()
    return rows[rows["kind"] != "status"]


def filled(brief: Brief) -> pd.DataFrame:
    """How many of the figures tracked open data has, a row a state: ``country, region, value``."""
    rows = countries.load()
    rows = rows[rows["ranked"] & (rows["kind"] == "country")]
    seen = indicators.coverage(list(profile_indicators().index), brief.vintage, list(rows.index))
    out = pd.DataFrame({"country": rows["name"], "region": rows["region"], "value": seen.sum(axis=1)})
    return out[~out["region"].map(words.is_missing)]


def coverage_by_region(brief: Brief) -> Display:
    """States by how many of the figures tracked here open data lacks for them, region by region."""
    rows, of = filled(brief), len(profile_indicators())
    if rows.empty or not rows["value"].any():
        return note(f"The {brief.vintage} vintage has none of the figures that this project tracks.")
    lacking = of - rows["value"]
    band = pd.cut(lacking, [-1, 0, 2, 5, of], labels=list(BANDS))
    grid = pd.crosstab(rows["region"], band).reindex(columns=list(BANDS), fill_value=0)
    few = int((lacking <= 2).sum())
    least = rows[rows["value"] == rows["value"].min()]["country"]
    own = [k for k in marked(brief) if k in rows.index]
    ours = [f"{rows.loc[k, 'country']} has {rows.loc[k, 'value']}" for k in own]
    chosen = f"{words.sentence(words.listing(ours))} " if own else ""
    return charts.stacked(
        grid.rename_axis("region"),
        title=f"Open data fills all of the {words.count(of, 'profile figure')} tracked here, or all but two, "
        f"for {few} of {words.count(len(rows), 'state')}; it has the fewest for {words.listing(least, 3)}",
        source=f"the Factbook, vintage {brief.vintage}; figures after IOM's template for Migration Profiles",
        axis="States",
        colours=BANDS,
        note=f"{chosen}The template asks for {len(template())} more figures, which this project does not "
        f"track. A figure counts whatever its year. {STATES} Regions are those of UN M49.",
        name=f"profile figures by region {brief.vintage}",
    )


def coverage_by_indicator(brief: Brief) -> Display:
    """How many states of each region have a figure, a row an indicator, thinnest first."""
    rows, about = filled(brief), profile_indicators()
    seen = indicators.coverage(list(about.index), brief.vintage, list(rows.index))
    sizes = rows["region"].value_counts().sort_index()
    out = seen.groupby(rows["region"]).sum().T
    out = out.assign(all=out.sum(axis=1), name=about["name"])
    out = out.sort_values(["all", "name"], kind="stable")
    columns: dict[str, Column | str] = {"name": "Figure"}
    columns["all"] = Column("All", kind="number", unit=f"of {len(rows)}")
    columns |= {r: Column(str(r), kind="number", unit=f"of {n}") for r, n in sizes.items()}
    return tables.table(
        out.reset_index(drop=True),
        f"States with a figure in open data, by region (vintage {brief.vintage})",
        columns=columns,
        source=f"the Factbook, vintage {brief.vintage}; regions of UN M49",
        note=STATES,
        name=f"profile coverage {brief.vintage}",
        shown=12,
    )
