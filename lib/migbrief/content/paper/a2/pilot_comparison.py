"""The pilot countries compared: their figures in open data, as dots beside the median and as tables."""

from __future__ import annotations

import pandas as pd

from migbrief.content.paper.brief import Brief
from migbrief.datasets import caveats, countries, indicators
from migbrief.display import charts
from migbrief.display.html import Display, note
from migbrief.text import words
from migbrief.text.i18n import t, tn

from . import pilots

COMPARED = ("population", "median_age", "net_migration_rate", "remittances", "youth_unemployment")
MAX_ROWS = 14  # countries that one figure compares


def countries_compared(brief: Brief) -> list[str]:
    """The pilots of the paper, those that joined later, and the countries asked for by name."""
    later = [k for codes in list(pilots.lists(brief).values())[1:] for k in codes]
    return list(dict.fromkeys([*pilots.stated(brief), *brief.highlight, *later]))[:MAX_ROWS]


def figures(brief: Brief) -> pd.DataFrame:
    """The compared countries' latest figure in each vintage: one row a country, indicator and vintage.

    Columns ``iso3, country, indicator, vintage, year, value, qualifier, source``; those absent are missing.
    """
    chosen = countries_compared(brief)
    parts = []
    for indicator in COMPARED:
        for vintage in indicators.vintages():
            rows = indicators.latest(indicator, vintage, chosen).reindex(chosen)
            rows = rows.assign(
                indicator=indicator, vintage=vintage, country=[countries.name(k) for k in chosen]
            )
            parts.append(rows.rename_axis("iso3").reset_index())
    columns = ["iso3", "country", "indicator", "vintage", "year", "value", "qualifier", "source"]
    return pd.concat(parts, ignore_index=True)[columns]


def peers(brief: Brief) -> tuple[list[str], str]:
    """Whose median the figures show: the group asked for, else the world."""
    group = brief.group
    return countries.members(group or "World"), t(group) if group else t("all countries")


def panels(brief: Brief) -> Display:
    """A panel an indicator: each country's figure in both vintages, and the median of the peers."""
    rows, chosen = figures(brief), countries_compared(brief)
    if not chosen:
        return note(t(pilots.NONE))
    members, where = peers(brief)
    medians = {i: indicators.latest(i, brief.vintage, members)["value"].median() for i in COMPARED}
    about = indicators.definitions()

    units = {i: words.measure(about.loc[i, "unit"]) for i in COMPARED}
    units["population"] = t("{unit}, log scale", unit=units["population"])
    now = rows[rows["vintage"] == brief.vintage]
    spoken = []
    for indicator in COMPARED:
        of = now[(now["indicator"] == indicator) & now["value"].notna()]
        unit = words.measure(str(about.loc[indicator, "unit"]))
        values = [f"{r.country} {words.number(r.value)}" for r in of.itertuples()]
        spoken.append(f"{t(about.loc[indicator, 'name'])} ({unit}): {words.listing(values, 8)}")
    return charts.panels(
        rows,
        panel="indicator",
        label="country",
        series="vintage",
        titles={i: t(about.loc[i, "name"]) for i in COMPARED},
        axes=units,
        names={v: t("Factbook {vintage}", vintage=v) for v in indicators.vintages()},
        filled=brief.vintage,
        medians=medians,
        median_of=t("median of {group}", group=where),
        log=["population"],
        title=_finding(now, medians, where),
        alt=t(
            "Five dot plots, read out for the Factbook's {vintage} edition. {figures}.",
            vintage=brief.vintage,
            figures=words.series(spoken),
        ),
        source=words.source(rows.dropna(subset=["value"])),
        note=caveats.join(
            t(
                "From the top: pilots of the paper, countries in focus, pilots of later lists only. "
                "Medians are those of {group} in the Factbook's {vintage} edition. The two marks of a "
                "country come from editions that differ in method; each figure's year is in the tables "
                "below and in the data.",
                group=where,
                vintage=brief.vintage,
            ),
            caveats.of_figures(COMPARED, indicators.vintages(), chosen),
        ),
        name="pilots compared",
    )


def _finding(now: pd.DataFrame, medians: dict[str, float], where: str) -> str:
    of = now[now["indicator"] == "net_migration_rate"].dropna(subset=["value"])
    young = now[now["indicator"] == "median_age"].dropna(subset=["value"])
    if of.empty and young.empty:
        return t("No figures for {countries}", countries=words.listing(dict.fromkeys(now["country"]), 4))
    out, below = int((of["value"] < 0).sum()), int((young["value"] < medians["median_age"]).sum())
    return tn(
        "Emigration exceeds immigration in {out} of {countries} compared; {n} of {all} is younger than the "
        "median of {group}",
        "Emigration exceeds immigration in {out} of {countries} compared; {n} of {all} are younger than "
        "the median of {group}",
        below,
        out=out,
        countries=words.count(len(of), "country"),
        all=len(young),
        group=where,
    )
