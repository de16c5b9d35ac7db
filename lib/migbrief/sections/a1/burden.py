"""What part of recorded displacement the named countries carry, and how it lies with income."""

from __future__ import annotations

import pandas as pd

from ... import charts, countries, indicators, words
from ...display import Display, note
from ...language import mark, t, tn
from ...section import Brief
from .displacement import STOCKS, asked, label, named

# Headings of the data behind the figures, beyond those of displacement.
HEADINGS = (
    mark("Label"),
    mark("Held"),
    mark("World"),
    mark("With data"),
    mark("Countries"),
    mark("World with data"),
    mark("Who"),
    mark("Vintage"),
    mark("GDP"),
    mark("GDP year"),
    mark("Per 1000"),
)


def share(brief: Brief) -> pd.DataFrame:
    """What part of the world's recorded displaced people the named countries, and those asked for, have.

    Columns ``who, indicator, vintage, held, world, percent, with_data, countries, world_with_data``; a
    share is missing where no country of the set has a figure.
    """
    sets = {mark("named for emergency work"): list(named(brief)["iso3"])}
    if given := asked(brief):
        sets[mark("in focus")] = given
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
        return note(t("The paper names no country of emergency response here ({where}).", where=brief.where))
    rows = rows[rows["countries"] > 0].reset_index(drop=True)
    several = rows["who"].nunique() > 1
    rows["label"] = [_labelled(r, several) for _, r in rows.iterrows()]
    now = rows[(rows["vintage"] == brief.vintage) & (rows["who"] == rows["who"].iloc[0])]
    said = [
        t(
            "{percent} of the recorded {name}",
            percent=words.percent(r["percent"]),
            name=_lower(label(r["indicator"])),
        )
        for _, r in now.dropna(subset=["percent"]).iterrows()
    ]
    have = words.listing(said) if said else t("no recorded displacement")
    used = [indicators.latest(i, v) for i in STOCKS for v in indicators.vintages()]
    world = words.listing(
        t(
            "{n} countries for {name}",
            n=words.number(r["world_with_data"]),
            name=_lower(label(r["indicator"])),
        )
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
        title=tn(
            "The {n} country named for emergency work have {have} (vintage {vintage})",
            "The {n} countries named for emergency work have {have} (vintage {vintage})",
            int(now["countries"].iloc[0]),
            have=have,
            vintage=brief.vintage,
        ),
        source=words.source(pd.concat(used)),
        unit="%",
        axis=t("Share of the recorded total of all countries (%)"),
        decimals=1,
        note=t(
            "The recorded total is that of {world} in vintage {vintage}; what is not recorded is in neither "
            "part of the share. Vintages cover different countries: a pair is no trend.",
            world=world,
            vintage=brief.vintage,
        ),
        name="share of displaced",
        label_width=34,
    )


def _labelled(row: pd.Series, several: bool) -> str:
    name, vintage = label(row["indicator"]), row["vintage"]
    if several:
        return t(
            "{name}, vintage {vintage}, {who} ({with_data} of {countries} with data)",
            name=name,
            vintage=vintage,
            who=t(row["who"]),
            with_data=row["with_data"],
            countries=row["countries"],
        )
    return t(
        "{name}, vintage {vintage} ({with_data} of {countries} with data)",
        name=name,
        vintage=vintage,
        with_data=row["with_data"],
        countries=row["countries"],
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
        country=[countries.name(str(k)) for k in people.index],
    )
    data = data[data["gdp"].notna() & (data["per_1000"] > 0)]
    name, chosen = label(indicator), named(brief)
    if len(data) < 2:
        return note(
            t(
                "{name}: too few countries with GDP per person in vintage {vintage}.",
                name=name,
                vintage=brief.vintage,
            )
        )
    kinds = countries.load()["kind"]
    states = wealth["value"][kinds.reindex(wealth.index) == "country"]
    middle, part = poorer_half(data[kinds.reindex(data.index) == "country"], states)
    residents = pd.DataFrame({"value": size.reindex(states.index), "gdp": states})
    title = t(
        "{name}: {share} of those recorded in states live in the poorer half of the states, which has {base} "
        "of the people",
        name=name,
        share=part,
        base=poorer_half(residents, states)[1],
    )
    marked = brief.highlight or list(chosen["iso3"])
    unseen = [countries.name(k) for k in marked if k not in data.index]
    about = t(
        "{countries} with all three figures. The poorer half has at most the median GDP per person of "
        "{states} with data, {median}. Per 1,000 residents: computed from the stock and the population of "
        "the same vintage.",
        countries=words.count(len(data), "country"),
        states=words.count(len(states), "state"),
        median=words.quantity(middle, "US$ PPP"),
    )
    if unseen:
        lost = words.listing(unseen, 8)
        about += " " + t("Not shown for want of one of the figures: {countries}.", countries=lost)
    return charts.scatter(
        data[["country", "gdp", "gdp_year", "per_1000", "value", "year"]].reset_index(),
        x="gdp",
        y="per_1000",
        label="country",
        title=title,
        source=words.source(pd.concat([people.loc[data.index], wealth.loc[data.index]])),
        x_axis=t("GDP per person (US$ PPP, logarithmic scale)"),
        y_axis=name + "\n" + t("per 1,000 residents (log scale)"),
        highlight=[countries.name(k) for k in marked],
        log_x=True,
        log_y=True,
        rule=(middle, t("median of states")),
        note=about,
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
