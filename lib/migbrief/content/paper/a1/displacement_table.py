"""The countries named for emergency work, one by one: who is displaced there, in each vintage."""

from __future__ import annotations

import pandas as pd

from migbrief.content.paper.brief import Brief
from migbrief.datasets import caveats, countries, indicators
from migbrief.display import tables
from migbrief.display.html import Display
from migbrief.registry.parameter_models import Ranked
from migbrief.text import words
from migbrief.text.i18n import mark, t

from .displacement import STOCK, asked, label, named, stocks_of_editions


def standing(brief: Brief[Ranked]) -> Display:
    """Each named country, and each asked for: both stocks in both vintages, with year and world rank."""
    rows = named(brief)
    more = [k for k in asked(brief) if k not in set(rows["iso3"])]
    names = [countries.name(k) for k in more]
    extra = pd.DataFrame({"iso3": more, "country": names, "role": t("in focus")})
    rows = pd.concat([rows, extra], ignore_index=True)
    columns: dict[str, tables.Column | str] = {"country": mark("Country"), "role": mark("Named for")}
    used = []
    world = countries.members("World")
    for indicator, vintage in stocks_of_editions():
        key = f"{indicator} {vintage}"
        figures = indicators.latest(indicator, vintage)
        used.append(figures[figures.index.isin(rows["iso3"])])
        places = words.alike(used[-1]["value"])
        rows[key] = [_cell(figures, indicator, vintage, k, world, places) for k in rows["iso3"]]
        columns[key] = tables.Column(t("{name}, Factbook {vintage}", name=label(indicator), vintage=vintage))
    return tables.table(
        rows,
        t("Displacement in the countries named for emergency work"),
        columns=columns,
        source=t("{first}; {second}", first=brief.source, second=words.source(pd.concat(used))),
        note=t("In brackets: the year of the figure and the country's place among all with data.")
        + f" {t(STOCK)} {caveats.of_figures(key for key, _ in stocks_of_editions())}".rstrip(),
        name="displacement",
        shown=max(brief.parameters.top, 15),
    )


def _cell(
    figures: pd.DataFrame, indicator: str, vintage: str, iso3: str, world: list[str], decimals: int | None
) -> str | None:
    if iso3 not in figures.index:
        return None
    row = figures.loc[iso3]
    hedge = "" if row["qualifier"] == "estimated" else str(row["qualifier"])
    text = words.quantity(row["value"], "", high=row["value_high"], qualifier=hedge, decimals=decimals)
    place = indicators.rank(indicator, iso3, vintage, world)
    year = words.years([row["year"]])
    if not place:
        return f"{text} ({year})"
    ranked = words.ordinal(place[0])
    return t("{figure} ({year}, {rank} of {n})", figure=text, year=year, rank=ranked, n=place[1])
