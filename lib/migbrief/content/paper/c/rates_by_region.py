"""What moved meanwhile: net migration rates of states by region, in two vintages."""

from __future__ import annotations

import pandas as pd

from migbrief.content.paper.brief import Brief
from migbrief.datasets import caveats, countries, indicators, migration_rates
from migbrief.display import charts
from migbrief.display.html import Display
from migbrief.text import words
from migbrief.text.i18n import t

RATE = "net_migration_rate"


def by_region(vintage: str) -> pd.DataFrame:
    """Net migration rates of states by iso3: ``country, region, value, year, source, vintage``.

    Without those that do not fit the change of population, which would be counted as findings.
    """
    rows = migration_rates.consistent_rates(indicators.latest(RATE, vintage))
    about = countries.load().reindex(rows.index)
    out = rows.assign(country=about["name"], region=about["region"])
    out = out[(about["kind"] == "country") & about["region"].notna()]
    return out[["country", "region", "value", "year", "source", "vintage"]]


def medians() -> pd.DataFrame:
    """For each region and vintage: ``n`` states, their ``median`` rate, and how many ``lose`` people."""
    parts = []
    for vintage in indicators.vintages():
        rows = by_region(vintage)
        every = rows.assign(region="World")
        for region, group in pd.concat([rows, every]).groupby("region")["value"]:
            lose = int((group < 0).sum())
            parts.append((region, vintage, len(group), float(group.median()), lose))
    return pd.DataFrame(parts, columns=["region", "vintage", "n", "median", "lose"])


def rates(brief: Brief) -> Display:
    """A panel a vintage: a dot a state on its region's row, with the region's median; never joined."""
    by_vintage = {v: by_region(v) for v in indicators.vintages()}
    every = pd.concat(by_vintage.values())
    every = every.assign(country=[countries.name(str(k)) for k in every.index])
    table = medians()
    spoken = t("; ").join(
        t(
            "{region} {vintage}: median {figure} of {n}",
            region=t(r["region"]),
            vintage=r["vintage"],
            figure=words.number(r["median"]),
            n=r["n"],
        )
        for _, r in table.iterrows()
    )
    return charts.groups(
        every.rename_axis("iso3").reset_index()[["iso3", "country", "region", "vintage", "year", "value"]],
        group="region",
        panel="vintage",
        label="country",
        titles={v: t("Factbook {vintage}", vintage=v) for v in by_vintage},
        axes={v: t("figures for {years}", years=words.years(rows["year"])) for v, rows in by_vintage.items()},
        axis=t("Net migration rate (per 1,000 population)"),
        highlight=[countries.name(k) for k in brief.highlight],
        title=_moved(table),
        alt=t(
            "Dots for states by region, a panel an edition, net migration per 1,000 population. {list}.",
            list=spoken,
        ),
        source=words.source(every),
        note=caveats.join(
            t(
                "Independent states. The upright mark is a region's median. The editions differ in method, "
                "so a gap between the panels need not be a change in the world."
            ),
            _doubts(),
        ),
        name="net migration by region and vintage",
    )


def _doubts() -> str:
    """Which states are left out, and why."""
    about = countries.load()
    states = list(about.index[(about["kind"] == "country") & about["region"].notna()])
    doubtful = {
        code
        for v in indicators.vintages()
        for code in migration_rates.inconsistent_rates(indicators.latest(RATE, v, states))
    }
    return caveats.join(
        caveats.of_figures([RATE], indicators.vintages(), states),
        t("They are not counted here.") if doubtful else "",
    )


def _moved(table: pd.DataFrame) -> str:
    """How many states more people leave than enter, vintage by vintage."""
    rows = table[table["region"] == "World"]
    parts = [
        t("{lose} of {n} in the Factbook's {vintage} edition", lose=r["lose"], n=r["n"], vintage=r["vintage"])
        for _, r in rows.iterrows()
    ]
    return t("States where emigration exceeds immigration: {list}", list=words.listing(parts))
