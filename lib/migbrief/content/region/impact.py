"""Impact: remittances in dollars."""

from __future__ import annotations

from typing import Final

from migbrief.display import charts
from migbrief.display.html import Display, note
from migbrief.text import words
from migbrief.text.articles import with_article
from migbrief.text.i18n import mark, t

from . import common
from .region import Region

_HEADINGS: Final = (  # of the data behind the figures
    mark("US$"),
    mark("% of GDP"),
    mark("GDP, US$"),
    mark("Year of GDP"),
)


def dollars(region: Region) -> Display:
    """Remittances received in US$, computed where a member's share of GDP and its GDP are both known."""
    rows = common.product(region, "remittances", "gdp_official", 100)
    if rows.empty:
        return note(
            t(
                "Remittances cannot be given in US$: in the Factbook's {vintage} edition no member has "
                "both their share of GDP and GDP at official exchange rates.",
                vintage=region.vintage,
            )
        )
    total = common.rounded(float(rows["value"].sum()))
    rows["value"] = rows["value"].map(common.rounded)
    amount = words.quantity(total, "US$")
    most = rows[rows["value"] > 0] if total else rows  # nothing is not most
    if len(rows) > 1:
        finding = t(
            "Remittances received, computed: {amount} a year in {members}; most by {countries}",
            amount=amount,
            members=common.of_members(len(rows), len(region.members)),
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
    shown = every.head(common.TOP)
    how = t(
        "Computed as share of GDP times GDP at official exchange rates, to two figures; the two may be of "
        "different years. Only recorded channels."
    )
    return charts.bars(
        shown,
        behind=common.behind(every),
        label="country",
        value="US$",
        title=finding,
        source=words.source(rows),
        axis=t("US$ a year"),
        note=f"{how} {common.drawn(len(shown), len(rows))}".strip(),
        name=f"remittances dollars {region.vintage}",
    )
