"""Impact: remittances in dollars, and working ages with and without the cohort estimate."""

from __future__ import annotations

from typing import Final

from .. import charts, cohorts, population, words
from ..display import Display, note
from ..language import mark, t
from ..region import Region
from . import context, figures

SINCE: Final = 2000  # the estimate of young adults' migration is followed from here
_HEADINGS: Final = (mark("US$"), mark("% of GDP"), mark("GDP, US$"), mark("Year of GDP"))  # of data


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
    if len(rows) > 1:
        finding = t(
            "Remittances received, computed: {amount} a year in {members}; most by {countries}",
            amount=amount,
            members=figures.of_members(len(rows), len(region.members)),
            countries=words.top(list(rows["country"]), list(rows["value"]), "US$", 2),
        )
    else:
        finding = t(
            "Remittances received, computed: {amount} a year in {country}",
            amount=amount,
            country=rows["country"].iloc[0],
        )
    shown = rows.head(figures.TOP).reset_index(names="iso3")
    how = t(
        "Computed as share of GDP times GDP at official exchange rates, to two figures; the two may be of "
        "different years. Only recorded channels."
    )
    return charts.bars(
        shown[["iso3", "country", "value", "rate", "year", "base", "base_year"]].rename(
            columns={"value": "US$", "rate": "% of GDP", "base": "GDP, US$", "base_year": "year of GDP"}
        ),
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
    shares = rows[["actual_share", "without_share"]].round(2)
    now = context.latest_year()
    actual, without = shares.loc[now]
    more = actual - without
    share = words.percentage(words.number(actual, 1))
    if abs(more) >= 0.05:
        finding = t(
            "Working ages are {share} of people in {year}; without young adults' migration since {since} it "
            "would be {without}",
            share=share,
            year=now,
            since=SINCE,
            without=words.percentage(words.number(without, 1)),
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
        "A what-if, not a forecast: the cohort estimate with the world's survival, followed to age 64; their "
        "children are not. In {year} the two differ by {points} percentage points.",
        year=now,
        points=words.number(abs(more), 2),
    )
    return charts.lines(
        shares.rename(columns={"actual_share": t("as it is"), "without_share": t("without")}),
        title=finding,
        source=context.source(region),
        axis=t("Aged 15 to 64, % of the population"),
        mark=population.LAST_ESTIMATE,
        mark_label=t("projections"),
        zero=False,
        note=f"{how} {context.completeness(region)}".strip(),
        name="working age",
    )
