"""What part of recorded displacement the named countries carry, and how it lies with income."""

from __future__ import annotations

import pandas as pd

from ... import charts, countries, indicators, words
from ...display import Display, note
from ...section import Brief
from .displacement import STOCKS, asked, label, named


def share(brief: Brief) -> pd.DataFrame:
    """What part of the world's recorded displaced people the named countries, and those asked for, have.

    Columns ``who, indicator, vintage, held, world, percent, with_data, countries, world_with_data``; a
    share is missing where no country of the set has a figure.
    """
    sets = {"named for emergency work": list(named(brief)["iso3"])}
    if given := asked(brief):
        sets["in focus"] = given
    rows = []
    for who, chosen in sets.items():
        for indicator in STOCKS:
            for vintage in indicators.vintages():
                ours = indicators.total(indicator, vintage, chosen)
                world = indicators.total(indicator, vintage, countries.members("World"))
                rows.append(
                    {
                        "who": who,
                        "indicator": indicator,
                        "vintage": vintage,
                        "held": ours.value,
                        "world": world.value,
                        "percent": 100 * ours.value / world.value if ours.value and world.value else None,
                        "with_data": ours.n_with_data,
                        "countries": ours.n_countries,
                        "world_with_data": world.n_with_data,
                    }
                )
    return pd.DataFrame(rows)


def share_chart(brief: Brief) -> Display:
    """The share of the world's recorded total, for each stock and vintage, with how many have data."""
    rows = share(brief)
    if rows["countries"].max() == 0:
        return note(f"The paper names no country of emergency response here ({brief.where}).")
    rows = rows[rows["countries"] > 0].reset_index(drop=True)
    several = rows["who"].nunique() > 1
    rows["label"] = [
        f"{label(r['indicator'])}, vintage {r['vintage']}"
        + (f", {r['who']}" if several else "")
        + f" ({r['with_data']} of {r['countries']} with data)"
        for _, r in rows.iterrows()
    ]
    now = rows[(rows["vintage"] == brief.vintage) & (rows["who"] == rows["who"].iloc[0])]
    said = [
        f"{words.percent(r['percent'])} of the recorded {_lower(label(r['indicator']))}"
        for _, r in now.dropna(subset=["percent"]).iterrows()
    ]
    n = words.count(int(now["countries"].iloc[0]), "country")
    have = words.listing(said) if said else "no recorded displacement"
    used = [indicators.latest(i, v) for i in STOCKS for v in indicators.vintages()]
    world = words.listing(
        f"{words.number(r['world_with_data'])} countries for {_lower(label(r['indicator']))}"
        for _, r in now.iterrows()
    )
    return charts.bars(
        rows[
            [
                "label",
                "percent",
                "held",
                "world",
                "with_data",
                "countries",
                "world_with_data",
                "who",
                "vintage",
            ]
        ],
        label="label",
        value="percent",
        title=f"The {n} named for emergency work have {have} (vintage {brief.vintage})",
        source=words.source(pd.concat(used)),
        unit="%",
        axis="Share of the recorded total of all countries (%)",
        decimals=1,
        note=f"The recorded total is that of {world} in vintage {brief.vintage}; what is not recorded "
        "is in neither part of the share. Vintages cover different countries: a pair is no trend.",
        name="share of displaced",
        label_width=34,
    )


def income(brief: Brief, indicator: str) -> Display:
    """One stock for each 1,000 residents against GDP per person, the named countries marked."""
    people = indicators.latest(indicator, brief.vintage)
    size = indicators.latest("population", brief.vintage)["value"]
    wealth = indicators.latest("gdp_per_capita", brief.vintage)
    data = people.assign(
        per_1000=1000 * people["value"] / size.reindex(people.index),
        gdp=wealth["value"].reindex(people.index),
        gdp_year=wealth["year"].reindex(people.index),
        country=people["name"],
    )
    data = data[data["gdp"].notna() & (data["per_1000"] > 0)]
    name, chosen = label(indicator), named(brief)
    if len(data) < 2:
        return note(f"{name}: too few countries with GDP per person in vintage {brief.vintage}.")
    kinds = countries.load()["kind"]
    states = wealth["value"][kinds.reindex(wealth.index) == "country"]
    middle, part = poorer_half(data[kinds.reindex(data.index) == "country"], states)
    title = f"{name}: {part} of those recorded in states live in the poorer half of the states"
    marked = brief.highlight or list(chosen["iso3"])
    unseen = [countries.name(k) for k in marked if k not in data.index]
    lost = f" Not shown for want of one of the figures: {words.listing(unseen, 8)}." if unseen else ""
    return charts.scatter(
        data[["country", "gdp", "gdp_year", "per_1000", "value", "year"]].reset_index(),
        x="gdp",
        y="per_1000",
        label="country",
        title=title,
        source=words.source(pd.concat([people.loc[data.index], wealth.loc[data.index]])),
        x_axis="GDP per person (US$ PPP, logarithmic scale)",
        y_axis=f"{name}\nper 1,000 residents (log scale)",
        highlight=[countries.name(k) for k in marked],
        log_x=True,
        log_y=True,
        note=f"{words.count(len(data), 'country')} with all three figures. The poorer half has at most the "
        f"median GDP per person of {words.count(len(states), 'state')} with data, "
        f"{words.quantity(middle, 'US$ PPP')}. Per 1,000 residents: computed from "
        f"the stock and the population of the same vintage.{lost}",
        name=f"income {indicator} {brief.vintage}",
    )


def poorer_half(data: pd.DataFrame, wealth: pd.Series) -> tuple[float, str]:
    """The median of ``wealth``, and the share of ``data['value']`` in countries with at most so much.

    A country at the median belongs to the poorer half. ``data`` has ``value`` and ``gdp``.
    """
    middle = float(wealth.median())
    return middle, words.share(data.loc[data["gdp"] <= middle, "value"].sum(), data["value"].sum())


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:]
