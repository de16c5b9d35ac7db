"""Impact: remittances in dollars, and working ages with and without the cohort estimate."""

from __future__ import annotations

from typing import Final

import pandas as pd

from .. import charts, cohorts, population, words
from ..articles import with_article
from ..display import Display, note, noted
from ..language import mark, t
from ..region import Region
from . import context, figures

SINCE: Final = 2000  # the estimate of young adults' migration is followed from here
_HEADINGS: Final = (  # of the data behind the figures
    mark("US$"),
    mark("% of GDP"),
    mark("GDP, US$"),
    mark("Year of GDP"),
    mark("Low"),
    mark("High"),
)


def dollars(region: Region) -> Display:
    """Remittances received in US$, computed where a member's share of GDP and its GDP are both known."""
    rows = figures.product(region, "remittances", "gdp_official", 100)
    if rows.empty:
        return note(
            t(
                "Remittances cannot be given in US$: in the {vintage} vintage no member has both their share "
                "of GDP and GDP at official exchange rates.",
                vintage=region.vintage,
            )
        )
    total = figures.rounded(float(rows["value"].sum()))
    rows["value"] = rows["value"].map(figures.rounded)
    amount = words.quantity(total, "US$")
    most = rows[rows["value"] > 0] if total else rows  # nothing is not most
    if len(rows) > 1:
        finding = t(
            "Remittances received, computed: {amount} a year in {members}; most by {countries}",
            amount=amount,
            members=figures.of_members(len(rows), len(region.members)),
            countries=words.top(list(map(with_article, most["country"])), list(most["value"]), "US$", 2),
        )
    else:
        finding = t(
            "Remittances received, computed: {amount} a year in {country}",
            amount=amount,
            country=with_article(rows["country"].iloc[0]),
        )
    every = rows.reset_index(names="iso3")[
        ["iso3", "country", "value", "rate", "year", "base", "base_year"]
    ].rename(columns={"value": "US$", "rate": "% of GDP", "base": "GDP, US$", "base_year": "year of GDP"})
    shown = every.head(figures.TOP)
    how = t(
        "Computed as share of GDP times GDP at official exchange rates, to two figures; the two may be of "
        "different years. Only recorded channels."
    )
    return charts.bars(
        shown,
        behind=figures.behind(every),
        label="country",
        value="US$",
        title=finding,
        source=words.source(rows),
        axis=t("US$ a year"),
        note=f"{how} {figures.drawn(len(shown), len(rows))}".strip(),
        name=f"remittances dollars {region.vintage}",
    )


def working_age(region: Region) -> Display:
    """Share of people aged 15 to 64 as it is, and with the young-adult estimate since a year taken out."""
    if region.location is None or region.group.kind == "world":
        return note(
            t("No comparison: there is no estimate of the migration of young adults for these members.")
        )
    rows = cohorts.without_migration(region.location, SINCE).loc[: region.horizon]
    rows = rows[rows["low"] > 0]
    shares = pd.DataFrame(
        {
            t("without"): (rows["low_share"] + rows["high_share"]) / 2,
            t("as it is"): rows["actual_share"],
            t("low"): rows["low_share"],
            t("high"): rows["high_share"],
        }
    ).round(1)
    now = context.latest_year()
    _, actual, low, high = shares.loc[now]
    share = words.percentage(words.number(actual, 1))
    if low != actual or high != actual:
        finding = t(
            "Working ages are {share} of people in {year}; without young adults' migration since {since} "
            "they would be {without}",
            share=share,
            year=now,
            since=SINCE,
            without=_between(low, high),
        )
    else:
        finding = t(
            "Working ages are {share} of people in {year}, much the same without young adults' migration "
            "since {since}",
            share=share,
            year=now,
            since=SINCE,
        )
    how = t(
        "A what-if, not a forecast: the cohort estimate, followed to age 64 under the two assumptions of its "
        "survival (the band; the line is their middle); their children are not. The axis does not start at "
        "zero."
    )
    least, most = sorted((actual - low, actual - high), key=abs)
    if least * most > 0:
        gap = t(
            "In {year} the two differ by about {points} percentage points.",
            year=now,
            points=_between(abs(least), abs(most), unit=False),
        )
        how = f"{how} {noted(gap, _row(now))}"
    return charts.lines(
        shares,
        band=(t("low"), t("high")),
        title=noted(finding, _row(now)),
        source=context.source(region),
        axis=t("Aged 15 to 64, % of the population"),
        mark=population.LAST_ESTIMATE,
        mark_label=t("projections"),
        zero=False,
        note=f"{how} {context.completeness(region)}".strip(),
        name="working age",
        rows=True,
    )


def _row(year: int) -> str:
    """The key of the row that the what-if is told from."""
    return f"working age {year}"


def _between(low: float, high: float, *, unit: bool = True) -> str:
    """Two shares, or one where they round to the same: ``57.4% to 57.7%``."""
    a, b = (words.number(round(x, 1), 1) for x in (low, high))
    if unit:
        a, b = words.percentage(a), words.percentage(b)
    return a if a == b else t("{low} to {high}", low=a, high=b)
