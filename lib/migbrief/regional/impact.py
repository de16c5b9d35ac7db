"""Impact: remittances in dollars, and working ages with and without the cohort estimate."""

from __future__ import annotations

from typing import Final

from .. import charts, cohorts, population, words
from ..display import Display, note
from ..region import Region
from . import context, figures

SINCE: Final = 2000  # the estimate of young adults' migration is followed from here


def dollars(region: Region) -> Display:
    """Remittances received in US$, computed where a member's share of GDP and its GDP are both known."""
    rows = figures.product(region, "remittances", "gdp_official", 100)
    if rows.empty:
        return note(
            f"Remittances cannot be given in US$: in the {region.vintage} vintage no member has both their "
            "share of GDP and GDP at official exchange rates."
        )
    total = figures.rounded(float(rows["value"].sum()))
    rows["value"] = rows["value"].map(figures.rounded)
    finding = f"Remittances received, computed: {words.quantity(total, 'US$')} a year"
    if len(rows) > 1:
        most = words.top(list(rows["country"]), list(rows["value"]), "US$", 2)
        finding += f" in {figures.of_members(len(rows), len(region.members))}; most by {most}"
    else:
        finding += f" in {rows['country'].iloc[0]}"
    shown = rows.head(figures.TOP).reset_index(names="iso3")
    return charts.bars(
        shown[["iso3", "country", "value", "rate", "year", "base", "base_year"]].rename(
            columns={"value": "US$", "rate": "% of GDP", "base": "GDP, US$", "base_year": "year of GDP"}
        ),
        label="country",
        value="US$",
        title=finding,
        source=words.source(rows),
        axis="US$ a year",
        note=(
            "Computed as share of GDP times GDP at official exchange rates, to two figures; the two may be "
            "of different years. Only recorded channels."
            + (f" The {len(shown)} largest are drawn." if len(shown) < len(rows) else "")
        ),
        name=f"remittances dollars {region.vintage}",
    )


def working_age(region: Region) -> Display:
    """Share of people aged 15 to 64 as it is, and with the young-adult estimate since a year taken out."""
    if region.location is None or region.group.kind == "world":
        return note("No comparison: there is no estimate of the migration of young adults for these members.")
    rows = cohorts.without_migration(region.location, SINCE).loc[: region.horizon]
    shares = rows[["actual_share", "without_share"]].round(2)
    now = context.latest_year()
    actual, without = shares.loc[now]
    more = actual - without
    finding = (
        f"Working ages are {words.number(actual, 1)}% of people in {now}; without young adults' migration "
        f"since {SINCE} it would be {words.number(without, 1)}%"
        if abs(more) >= 0.05
        else f"Working ages are {words.number(actual, 1)}% of people in {now}, much the same without young "
        f"adults' migration since {SINCE}"
    )
    return charts.lines(
        shares.rename(columns={"actual_share": "as it is", "without_share": "without"}),
        title=finding,
        source=context.source(region),
        axis="Aged 15 to 64, % of the population",
        mark=population.LAST_ESTIMATE,
        mark_label="projections",
        zero=False,
        note=(
            "A what-if, not a forecast: the cohort estimate with the world's survival, followed to age 64; "
            "their children are not. "
            f"In {now} the two differ by {words.number(abs(more), 2)} percentage points. "
            f"{context.completeness(region)}"
        ).strip(),
        name="working age",
    )
