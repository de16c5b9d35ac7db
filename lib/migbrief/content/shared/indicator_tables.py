"""Open data around a section's subject: several indicators beside each other."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from migbrief.datasets import caveats, countries, indicators
from migbrief.display import tables
from migbrief.text import words
from migbrief.text.i18n import mark, t


def _figure(row: pd.Series, decimals: int | None) -> str:
    """One figure of a comparison with its year: ``1.4 billion (2025 est.)``; its unit heads the column."""
    unit = str(row["unit"])
    plain = "%" if unit.startswith("%") else unit if unit in ("status", "tier") else ""
    hedge = str(row["qualifier"])
    estimated = hedge == "estimated"
    text = words.quantity(
        row["value"],
        plain,
        high=row["value_high"],
        qualifier="" if estimated else hedge,
        decimals=decimals,
        fixed=True,
    )
    if unit == "status" and words.is_missing(row["year"]):  # a list of countries has no year of its own
        return text
    year = words.years([row["year"]])
    return f"{text} ({t('{year} est.', year=year) if estimated else year})"


def comparison(wanted: Sequence[str], vintage: str, chosen: Sequence[str], caption: str) -> tables.Table:
    """A table of several indicators for chosen countries, each figure with its year and qualifier."""
    out = pd.DataFrame({"country": [countries.name(k) for k in chosen]}, index=pd.Index(list(chosen)))
    columns: dict[str, tables.Column | str] = {"country": mark("Country")}
    used, absent = [], []
    definitions = indicators.definitions()
    for indicator in wanted:
        name, unit = (str(definitions.loc[indicator, column]) for column in ("name", "unit"))
        rows = indicators.latest(indicator, vintage, list(chosen))
        if rows.empty and len(wanted) > 1:
            absent.append(t(name))
            continue
        used.append(rows)
        places = words.alike(rows["value"])
        out[indicator] = [_figure(rows.loc[k], places) if k in rows.index else None for k in chosen]
        kind, shown = ("text", "") if unit == "status" else ("figure", unit)
        columns[indicator] = tables.Column(t(name), unit=shown, kind=kind)
    lost = ""
    if absent:  # a column of nothing says less than a sentence
        lost = t(
            "No country here has a figure in the Factbook's {vintage} edition for: {names}.",
            vintage=vintage,
            names=words.listing(absent),
        )
    return tables.table(
        out.reset_index(drop=True),
        caption,
        columns=columns,
        source=words.source(pd.concat(used)) if used else "",
        note=caveats.join(lost, caveats.of_countries(chosen), caveats.of_figures(wanted, [vintage])),
    )
