"""The labour markets of the expert network: unemployment in two vintages, and people of working age."""

from __future__ import annotations

import pandas as pd

from ... import charts, context, countries, diagrams, indicators, population, tables, words
from ...display import Display
from ...errors import UserError
from ...section import Brief
from ...tables import Column
from ..common import unstated

NETWORK = ("linet", "a3-linet-countries")  # the initiative, and the fact that counts its countries
WORKING = (15, 64)
START, NOW, END = 2010, 2020, 2050  # the last of the UN's five-year steps that is an estimate is NOW
FIRST_PROJECTION = 2025
SOURCE = f"{population.SOURCE}, {population.LICENCE}; computed from five-year age groups"
PROJECTED = (
    f"Figures for {FIRST_PROJECTION} and later are projections of the medium variant, not forecasts of ours."
)


def markets(brief: Brief) -> list[str]:
    """The network's countries as iso3, ordered by name; empty where the edition names none."""
    places = brief.edition.places
    rows = places[places["initiative_id"].isin(NETWORK) | places["fact_id"].isin(NETWORK)]
    codes: set[str] = set(rows["iso3"]) - {""}
    for group in set(rows["group"]) - {""}:
        codes |= set(countries.members(str(group)))
    return sorted(codes, key=countries.name)


def unemployment(brief: Brief, indicator: str = "unemployment") -> Display:
    """Unemployment (or ``youth_unemployment``) of the network's countries, each vintage by its own mark."""
    codes = markets(brief)
    if not codes:
        return unstated("which labour markets the network covers")
    found = {v: indicators.latest(indicator, v, codes) for v in indicators.vintages()}
    own = found[brief.vintage]["value"].reindex(codes)
    order = list(own.sort_values(ascending=False, na_position="last", kind="stable").index)
    name = str(indicators.definitions().loc[indicator, "name"])
    middle = {v: round(float(rows["value"].median()), 1) for v, rows in found.items() if len(rows)}
    medians = [
        f"{words.quantity(m, '%')} in the {v} vintage ({words.years(found[v]['year'])})"
        for v, m in middle.items()
    ]
    title = f"{name}, median of {words.count(len(codes), 'labour market')}: {words.listing(medians)}"
    return context.two_vintages(
        indicator,
        order,
        title=title if medians else f"{name}: no data for any labour market of the network",
        highlight=brief.highlight,
        note="Ordered by the vintage read here. The vintages differ in method (national definitions in the "
        "older, estimates modelled to one definition in the newer), so a gap is not all change.",
    )


def working_age(brief: Brief) -> pd.DataFrame:
    """People aged 15 to 64 of the network's countries (iso3): persons and share of all, by year.

    Columns ``country``, ``people_<year>``, ``share_<year>`` (%) for the three years, ``estimated`` (change in
    % from the first to the last estimate) and ``projected`` (change in % over the whole span).
    """
    rows = []
    for k in markets(brief):
        try:
            people, share = population.total(k), population.share(k, WORKING)
        except UserError:
            continue  # the UN has no figures: counted as missing by whoever shows the rows
        row: dict[str, object] = {"iso3": k, "country": countries.name(k)}
        for year in (START, NOW, END):
            row[f"share_{year}"] = float(share[year])
            row[f"people_{year}"] = float(people[year] * share[year] / 100)
        rows.append(row)
    columns = ["iso3", "country", *[f"{c}_{y}" for y in (START, NOW, END) for c in ("people", "share")]]
    out = pd.DataFrame(rows, columns=columns).set_index("iso3")
    out["estimated"] = 100 * (out[f"people_{NOW}"] / out[f"people_{START}"] - 1)
    out["projected"] = 100 * (out[f"people_{END}"] / out[f"people_{START}"] - 1)
    return out


def working_age_change(brief: Brief) -> Display:
    """Change in people of working age: estimated so far, and projected over the whole span."""
    rows = working_age(brief).sort_values("projected")
    if rows.empty:
        return unstated("which labour markets the network covers")
    so_far, later = f"{START} to {NOW}, estimated", f"{START} to {END}, projected"
    data = rows.rename(columns={"estimated": so_far, "projected": later})[["country", so_far, later]]
    lost, fewer = int((rows["estimated"] < 0).sum()), int((rows["projected"] < 0).sum())
    return diagrams.dots(
        data.round(2).reset_index(),
        label="country",
        columns=[so_far, later],
        title=f"{lost} of {words.count(len(rows), 'labour market')} lost people of working age from {START} "
        f"to {NOW}; by {END}, {fewer} are projected to have fewer than in {START}",
        source=SOURCE,
        axis="Change in people aged 15 to 64, %",
        unit="%",
        note=f"{PROJECTED} Migration is part of both.",
        name="change in people of working age",
        highlight=[countries.name(k) for k in brief.highlight],
    )


def working_age_share(brief: Brief) -> Display:
    """The share of people of working age over the years: median, ends, and the countries asked for."""
    codes = list(working_age(brief).index)
    if not codes:
        return unstated("which labour markets the network covers")
    wide = pd.DataFrame({k: population.share(k, WORKING) for k in codes}).loc[START:END]
    asked = [k for k in brief.highlight if k in codes][:4]
    by_end = wide.loc[END].sort_values(kind="stable")
    picked = list(dict.fromkeys(asked or [str(by_end.index[-1]), str(by_end.index[0])]))
    lines = pd.DataFrame({"median": wide.median(axis=1)} | {countries.name(k): wide[k] for k in picked})
    first, last = (words.quantity(float(lines.loc[y, "median"]), "%") for y in (START, END))
    return charts.lines(
        lines.round(2),
        title=f"Median share of people of working age: {first} in {START}, projected {last} in {END}",
        source=SOURCE,
        axis="People aged 15 to 64, % of all",
        unit="%",
        zero=False,
        mark=2023,
        mark_label="projected",
        note=f"The median of {words.count(len(codes), 'labour market')}"
        + ("" if asked else ", with the highest and lowest at the end")
        + f". The axis does not start at zero. {PROJECTED}",
        name="share of working age",
    )


def working_age_table(brief: Brief) -> Display:
    """Every labour market: unemployment, and people of working age now and later."""
    rows = working_age(brief).sort_values("country")
    if rows.empty:
        return unstated("which labour markets the network covers")
    for indicator in ("unemployment", "youth_unemployment"):
        found = indicators.latest(indicator, brief.vintage, list(rows.index))
        rows[indicator] = found["value"].reindex(rows.index)
        rows[f"{indicator}_year"] = found["year"].reindex(rows.index)
    rows["years"] = [
        words.years(y) for y in zip(rows["unemployment_year"], rows["youth_unemployment_year"], strict=True)
    ]
    used = [
        indicators.latest(i, brief.vintage, list(rows.index)) for i in ("unemployment", "youth_unemployment")
    ]

    def percent(label: str, unit: str) -> Column:
        return Column(label, unit=unit, kind="number", decimals=1)

    return tables.table(
        rows,
        f"{words.count(len(rows), 'labour market').capitalize()} of the network",
        columns={
            "country": "Country",
            "unemployment": percent("Unemployment", "%"),
            "youth_unemployment": percent("Of the young", "%"),
            "years": Column("Year"),
            f"share_{START}": percent(f"Aged 15–64, {START}", "%"),
            f"share_{END}": percent(f"{END}, projected", "%"),
            f"people_{NOW}": Column(f"Persons, {NOW}", kind="number", decimals=0),
            "estimated": percent(f"Change to {NOW}", "%"),
            "projected": percent(f"To {END}, projected", "%"),
        },
        source=f"{words.source(pd.concat(used))}; {SOURCE}",
        note=f"Changes are in the number of people aged 15 to 64, since {START}. {PROJECTED}",
        shown=12,
        name="labour markets",
    )
