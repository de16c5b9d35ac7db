"""What part of recorded displacement the named countries carry."""

from __future__ import annotations

import pandas as pd

from migbrief.content.paper.brief import Brief
from migbrief.datasets import countries, indicators
from migbrief.display import charts
from migbrief.display.html import Display, note
from migbrief.text import words
from migbrief.text.i18n import mark, t, tn

from .displacement import asked, label, named, stocks_of_editions

# Headings of the data behind the figures, beyond those of displacement.
HEADINGS = (
    mark("Label"),
    mark("Held"),
    mark("World"),
    mark("With data"),
    mark("Countries"),
    mark("World with data"),
    mark("Who"),
    mark("Edition"),
)


COLUMNS = ["percent", "held", "world", "with_data", "countries", "world_with_data", "who", "vintage"]


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
        for indicator, vintage in stocks_of_editions():
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
    used = [indicators.latest(i, v) for i, v in stocks_of_editions()]
    return charts.bars(
        rows[["label", *COLUMNS]],
        label="label",
        value="percent",
        title=tn(
            "The {n} country named for emergency work has {have} (Factbook {vintage})",
            "The {n} countries named for emergency work have {have} (Factbook {vintage})",
            int(now["countries"].iloc[0]),
            have=_held(now),
            vintage=brief.vintage,
        ),
        source=words.source(pd.concat(used)),
        unit="%",
        axis=t("Share of the recorded total of all countries (%)"),
        decimals=1,
        note=t(
            "The recorded total is that of {world} in the Factbook's {vintage} edition; what is not "
            "recorded is in neither part of the share. The editions cover different countries, so two "
            "figures make no trend.",
            world=_recorded(now),
            vintage=brief.vintage,
        ),
        name="share of displaced",
        label_width=34,
    )


def _held(now: pd.DataFrame) -> str:
    """What part of each stock the countries have."""
    parts = [
        t(
            "{percent} of the recorded {name}",
            percent=words.percent(r["percent"]),
            name=_lower(label(r["indicator"])),
        )
        for _, r in now.dropna(subset=["percent"]).iterrows()
    ]
    return words.listing(parts) if parts else t("no recorded displacement")


def _recorded(now: pd.DataFrame) -> str:
    """Of how many countries the world's total of each stock is."""
    return words.listing(
        t(
            "{n} countries for {name}",
            n=words.number(r["world_with_data"]),
            name=_lower(label(r["indicator"])),
        )
        for _, r in now.iterrows()
    )


def _labelled(row: pd.Series, several: bool) -> str:
    name, vintage = label(row["indicator"]), row["vintage"]
    if several:
        return t(
            "{name}, Factbook {vintage}, {who} ({with_data} of {countries} with data)",
            name=name,
            vintage=vintage,
            who=t(row["who"]),
            with_data=row["with_data"],
            countries=row["countries"],
        )
    return t(
        "{name}, Factbook {vintage} ({with_data} of {countries} with data)",
        name=name,
        vintage=vintage,
        with_data=row["with_data"],
        countries=row["countries"],
    )


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:]
