"""The countries in the chair among their neighbours, and what open data offers a Migration Profile."""

from __future__ import annotations

import pandas as pd

from ... import charts, context, context_tables, countries, indicators, style, tables, words
from ...display import OWN, Display, note, noted
from ...language import mark, t
from ...profiles.gaps import template
from ...section import Brief
from ...tables import Column
from ..common import absent

REMITTANCES = "remittances"
RATE = "net_migration_rate"
COMPARED = ("population", RATE, REMITTANCES, "refugees_hosted", "gdp_per_capita")
STATES = mark(
    "States are the members of the UN, the Holy See, the State of Palestine, the Cook Islands and Niue."
)
BANDS = {  # how many of the figures tracked a state lacks → colour
    mark("all there"): style.SEQUENTIAL[5],
    mark("1 or 2 missing"): style.SEQUENTIAL[3],
    mark("3 to 5 missing"): style.SERIES[4],
    mark("6 or more missing"): style.SERIES[1],
}

HEADINGS = (mark("All there"),)  # of the data behind the figure, beyond its bands


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
    where = words.listing(t(g) for g in found) if found else t("countries asked for")
    added = [countries.name(k) for k in dict.fromkeys(own) if k not in codes]
    if found and added:
        where = t("{where}, with {countries} added", where=where, countries=words.listing(added, 4))
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
    lacking = words.listing([countries.name(k) for k in missing], 6)
    left = t("No figure for {countries}.", countries=lacking) if missing else ""
    return context.ranking(
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
    said = [words.listing(parts)] if parts else []
    said += [t("no data for {countries}", countries=words.listing(lacking))] if lacking else []
    if not said:
        return ""
    return t("{name} ({where}): {list}", name=name, where=where, list=t("; ").join(said))


def remittances(brief: Brief) -> Display:
    return ranked(brief, REMITTANCES)


def rates(brief: Brief) -> Display:
    return ranked(brief, RATE)


def world(brief: Brief) -> Display:
    """Remittances on the world map, the chair outlined."""
    if indicators.latest(REMITTANCES, brief.vintage).empty:
        name = t(str(indicators.definitions().loc[REMITTANCES, "name"])).lower()
        return note(
            t(
                "No data: the {vintage} vintage has no figure for {indicator}, so there is no map.",
                vintage=brief.vintage,
                indicator=name,
            )
        )
    return context.world_map(REMITTANCES, brief.vintage, highlight=marked(brief))


def comparison(brief: Brief) -> Display:
    """Several indicators of the chair, the countries asked for and their peers."""
    codes, where = peers(brief)
    if not codes:
        return _nobody(brief)
    first = [*marked(brief), *[k for k in codes if k not in marked(brief)]]
    wanted = [i for i in COMPARED if len(indicators.latest(i, brief.vintage, first))]
    if not wanted:
        return absent(brief, RATE, REMITTANCES)
    title = t("Migration and development: {where}", where=where)
    return context_tables.comparison(wanted, brief.vintage, first[:40], title)


def _nobody(brief: Brief) -> Display:
    return note(
        t("The paper names no country in the chair here ({where}), and none is asked for.", where=brief.where)
    )


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
        return note(
            t(
                "The {vintage} vintage has none of the figures that this project tracks.",
                vintage=brief.vintage,
            )
        )
    lacking = of - rows["value"]
    band = pd.cut(lacking, [-1, 0, 2, 5, of], labels=list(BANDS))
    grid = pd.crosstab(rows["region"], band).reindex(columns=list(BANDS), fill_value=0)
    few = int((lacking <= 2).sum())
    least = [countries.name(str(k)) for k in rows.index[rows["value"] == rows["value"].min()]]
    own = [k for k in marked(brief) if k in rows.index]
    ours = [t("{country} has {n}", country=countries.name(k), n=rows.loc[k, "value"]) for k in own]
    chosen = f"{noted(words.sentence(words.listing(ours)), _by_indicator(brief))} " if own else ""
    return charts.stacked(
        grid.rename_axis("region"),
        title=t(
            "Open data has at least {least} of the {figures} tracked here for {few} of {states} "
            "(fewest: {countries})",
            least=of - 2,
            figures=words.count(of, "profile figure"),
            few=few,
            states=words.count(len(rows), "state"),
            countries=words.listing(least, 3),
        ),
        source=t(
            "the Factbook, vintage {vintage}; figures after IOM's template for Migration Profiles",
            vintage=brief.vintage,
        ),
        axis=t("States"),
        colours=BANDS,
        note=chosen
        + t(
            "The template asks for {n} more figures, which this project does not track{note}. A figure "
            "counts whatever its year. {states} Regions are those of UN M49.",
            n=len(template()),
            note=OWN,
            states=t(STATES),
        ),
        name=f"profile figures by region {brief.vintage}",
    )


def _by_indicator(brief: Brief) -> str:
    """What the table of figures is called: footnotes lead to it."""
    return f"profile coverage {brief.vintage}"


def coverage_by_indicator(brief: Brief) -> Display:
    """How many states of each region have a figure, a row an indicator, thinnest first."""
    rows, about = filled(brief), profile_indicators()
    seen = indicators.coverage(list(about.index), brief.vintage, list(rows.index))
    sizes = rows["region"].value_counts().sort_index()
    out = seen.groupby(rows["region"]).sum().T
    out = out.assign(all=out.sum(axis=1), name=about["name"].map(t))
    own = [k for k in marked(brief) if k in seen.index]
    out = out.assign(**{k: seen.loc[k].map({True: t("yes"), False: t("no")}) for k in own})
    out = out.sort_values(["all", "name"], kind="stable")
    columns: dict[str, Column | str] = {"name": mark("Figure")}
    columns["all"] = Column(mark("All"), kind="number", unit=t("of {n}", n=len(rows)))
    columns |= {r: Column(str(r), kind="number", unit=t("of {n}", n=n)) for r, n in sizes.items()}
    columns |= {k: Column(countries.name(k)) for k in own}
    return tables.table(
        out.reset_index(drop=True),
        t("States with a figure in open data, by region (vintage {vintage})", vintage=brief.vintage),
        columns=columns,
        source=t("the Factbook, vintage {vintage}; regions of UN M49", vintage=brief.vintage),
        note=t(STATES),
        name=_by_indicator(brief),
        shown=12,
    )
