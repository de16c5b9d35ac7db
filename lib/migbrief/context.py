"""Open data around a section's subject: maps, rankings and comparisons of one indicator."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import pandas as pd

from . import charts, countries, diagrams, indicators, maps, tables, words
from .charts import Chart
from .display import Display, note

REMARKS: Final = {  # what a reader must know of a country's figures wherever they are shown
    "PSE": "Of the State of Palestine, counts are those of the West Bank and the Gaza Strip together; rates "
    "and shares are the West Bank's alone where the Factbook gives both.",
}


def remarks(chosen: Sequence[str]) -> str:
    """What must be known of the figures of some countries; empty where nothing must."""
    return " ".join(REMARKS[k] for k in dict.fromkeys(chosen) if k in REMARKS)


def _axis(indicator: str) -> tuple[str, str, str]:
    row = indicators.definitions().loc[indicator]
    return str(row["name"]), str(row["unit"]), f"{row['name']} ({row['unit']})"


def _heading(indicator: str) -> tuple[str, str]:
    """How a title opens, and the unit its figures then need: one that is long is said once."""
    name, unit, axis = _axis(indicator)
    if unit.startswith("per "):
        return axis, ""
    return (axis, "%") if unit.startswith("% ") else (name, unit)


def _highest(rows: pd.DataFrame, unit: str, n: int) -> str:
    """``highest in Tonga (50%) and Nepal (33.1%)``: at most ``n``, none of them named over an equal.

    ``rows`` has columns ``country`` and ``value``, without missing figures, one row or more.
    """
    ordered = rows.sort_values("value", ascending=False, kind="stable")
    value = ordered["value"].iloc[0]
    first = ordered[ordered["value"] == value]
    if len(first) > n:
        return f"highest in {words.count(len(first), 'country')} ({words.quantity(value, unit)})"
    kept = ordered.head(n)
    if len(ordered) > n and ordered["value"].iloc[n] == kept["value"].iloc[-1]:
        kept = kept[kept["value"] > kept["value"].iloc[-1]]
    return f"highest in {words.top(list(kept['country']), list(kept['value']), unit, n)}"


def world_map(
    indicator: str,
    vintage: str,
    *,
    title: str = "",
    highlight: Sequence[str] = (),
    among: Sequence[str] = (),
    called: str = "countries",
) -> Chart:
    """One indicator on the world map; the title says where it is highest unless one is given.

    With ``among`` (iso3) the title speaks of those countries alone, as ``called``, and not of the world.
    """
    name, unit, axis = _axis(indicator)
    rows = indicators.latest(indicator, vintage)
    heading, short = _heading(indicator)
    spoken = rows[rows.index.isin(list(among))] if among else rows
    spoken = spoken.rename(columns={"name": "country"})
    if spoken.empty:
        whom = f" for the {called}" if among else ""
        finding = f"{name}: no data{whom} in the {vintage} vintage"
    elif among:
        have = f"{words.number(len(spoken))} of {words.number(len(set(among)))} {called} have data"
        finding = f"{heading}: {have}; {_highest(spoken, short, 2)}"
        if spoken["value"].nunique() > 1:
            last = spoken.sort_values("value").head(1)
            finding += f", lowest in {words.top(list(last['country']), list(last['value']), short)}"
    else:
        finding = f"{heading}: {_highest(spoken, short, 3)}"
    return maps.choropleth(
        rows[["year", "value", "qualifier"]],
        value="value",
        title=title or finding,
        source=words.source(rows),
        unit=unit,
        axis=axis,
        highlight=highlight,
        note=f"Outlined: {words.listing([countries.name(k) for k in highlight], 8)}." if highlight else "",
        name=f"map {indicator} {vintage}",
    )


def ranking(
    indicator: str,
    vintage: str,
    chosen: Sequence[str],
    *,
    title: str = "",
    highlight: Sequence[str] = (),
    note: str = "",
) -> Chart:
    """Bars of one indicator for chosen countries, highest first; those without a figure come last."""
    name, unit, axis = _axis(indicator)
    rows = indicators.latest(indicator, vintage, list(chosen)).reindex(list(chosen))
    rows["country"] = [countries.name(k) for k in rows.index]
    rows = rows.sort_values("value", ascending=False, na_position="last")
    known = rows.dropna(subset=["value"])
    heading, short = _heading(indicator)
    if len(known) > 1:
        finding = f"{heading}: {_highest(known, short, 2)}, of {words.number(len(known))} with data"
    elif len(known):
        finding = f"{heading}: {words.top(list(known['country']), list(known['value']), short)}"
        finding += ", the only one with data" if len(rows) > 1 else ""
    else:
        finding = f"{name}: no data for {words.listing(rows['country'], 4) if len(rows) else 'any country'}"
    data = rows.reset_index(names="iso3")[["iso3", "country", "year", "value", "value_high", "qualifier"]]
    return charts.bars(
        data,
        label="country",
        value="value",
        high="value_high",
        title=title or finding,
        source=words.source(known),
        unit=unit,
        axis=axis,
        highlight=[countries.name(k) for k in highlight],
        note=f"{note} {remarks(list(known.index))}".strip(),
        name=f"ranking {indicator} {vintage}",
    )


def two_vintages(
    indicator: str,
    chosen: Sequence[str],
    *,
    title: str = "",
    note: str = "",
    highlight: Sequence[str] = (),
) -> Chart:
    """The latest figure of each vintage side by side, each with its own year; never joined by a line."""
    name, unit, axis = _axis(indicator)
    out = pd.DataFrame({"iso3": list(chosen), "country": [countries.name(k) for k in chosen]})
    used = []
    for vintage in indicators.vintages():
        rows = indicators.latest(indicator, vintage, list(chosen)).reindex(list(chosen))
        out[f"{vintage} vintage"] = rows["value"].to_numpy()
        out[f"year in {vintage}"] = rows["year"].to_numpy()
        used.append(rows.dropna(subset=["value"]))
    columns = [f"{v} vintage" for v in indicators.vintages()]
    both = out.dropna(subset=columns)
    up = int((both[columns[-1]] > both[columns[0]]).sum())
    if both.empty:
        finding = f"{name}: no country here has a figure in both vintages"
    else:
        n = words.count(len(both), "country")
        finding = f"{name}: higher in the later vintage for {up} of {n} with both"
    return diagrams.dots(
        out,
        label="country",
        columns=columns,
        title=title or finding,
        source=words.source(pd.concat(used)),
        axis=axis,
        unit=unit,
        note=note,
        name=f"vintages {indicator}",
        highlight=[countries.name(k) for k in highlight],
    )


def _figure(row: pd.Series) -> str:
    """One figure of a comparison with its year: ``1.4 billion (2025 est.)``; its unit heads the column."""
    unit = str(row["unit"])
    plain = "%" if unit.startswith("%") else unit if unit in ("status", "tier") else ""
    hedge = str(row["qualifier"])
    estimated = " est." if hedge == "estimated" else ""
    text = words.quantity(row["value"], plain, high=row["value_high"], qualifier="" if estimated else hedge)
    if unit == "status" and words.is_missing(row["year"]):  # a list of countries has no year of its own
        return text
    return f"{text} ({words.years([row['year']])}{estimated})"


def comparison(
    wanted: Sequence[str], vintage: str, chosen: Sequence[str], caption: str, note: str = ""
) -> tables.Table:
    """A table of several indicators for chosen countries, each figure with its year and qualifier."""
    out = pd.DataFrame({"country": [countries.name(k) for k in chosen]}, index=pd.Index(list(chosen)))
    columns: dict[str, tables.Column | str] = {"country": "Country"}
    used = []
    for indicator in wanted:
        name, unit, _ = _axis(indicator)
        rows = indicators.latest(indicator, vintage, list(chosen))
        used.append(rows)
        out[indicator] = [_figure(rows.loc[k]) if k in rows.index else None for k in chosen]
        columns[indicator] = tables.Column(name, unit="" if unit == "status" else unit)
    return tables.table(
        out.reset_index(drop=True),
        caption,
        columns=columns,
        source=words.source(pd.concat(used)) if used else "",
        note=f"{note} {remarks(chosen)}".strip(),
    )


def coverage(wanted: Sequence[str], vintage: str, chosen: Sequence[str]) -> Display:
    """Which of some indicators exist for which of some countries: counts, and who is missing."""
    if not chosen:
        return note("No country is in focus, so there is no coverage to show.")
    seen = indicators.coverage(list(wanted), vintage, list(chosen))
    definitions = indicators.definitions()
    rows = []
    for indicator in wanted:
        missing = [countries.name(k) for k in seen.index[~seen[indicator]]]
        rows.append(
            {
                "indicator": definitions.loc[indicator, "name"],
                "present": int(seen[indicator].sum()),
                "of": len(seen),
                "missing": words.listing(missing, 8) if missing else "nobody",
                "live": f"{definitions.loc[indicator, 'live_source']}: "
                f"{definitions.loc[indicator, 'live_code']}",
            }
        )
    if not rows:
        return note("No indicator is used here.")
    return tables.table(
        pd.DataFrame(rows),
        f"What open data covers, vintage {vintage}",
        columns={
            "indicator": "Indicator",
            "present": "Countries with a figure",
            "of": "Countries asked",
            "missing": "Missing for",
            "live": "Where to get it live",
        },
        source=f"the project's indicator tables, vintage {vintage}",
    )
