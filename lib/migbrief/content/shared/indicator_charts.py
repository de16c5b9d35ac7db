"""Open data around a section's subject: one indicator on a map, ranked, and by vintage."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from migbrief.datasets import caveats, countries, indicators
from migbrief.display import charts
from migbrief.display.charts import Chart
from migbrief.text import words
from migbrief.text.articles import with_article
from migbrief.text.i18n import t


def _axis(indicator: str) -> tuple[str, str, str]:
    row = indicators.definitions().loc[indicator]
    name, unit = t(str(row["name"])), str(row["unit"])
    measured = words.measure(unit)
    # "Stateless persons (persons)" would say it twice.
    return name, unit, name if measured.lower() in name.lower().split() else f"{name} ({measured})"


def _heading(indicator: str) -> tuple[str, str]:
    """How a title opens, and the unit its figures then need: one that is long is said once."""
    name, unit, axis = _axis(indicator)
    if unit.startswith("per "):
        return axis, ""
    return (axis, "%") if unit.startswith("% ") else (name, unit)


def _highest(rows: pd.DataFrame, unit: str, n: int) -> str:
    """Where a figure is highest, ``Tonga (50%) and Nepal (33.1%)``: at most ``n``, none over an equal.

    ``rows`` has columns ``country`` and ``value``, without missing figures, one row or more.
    """
    ordered = rows.sort_values("value", ascending=False, kind="stable")
    value = ordered["value"].iloc[0]
    first = ordered[ordered["value"] == value]
    if len(first) > n:
        return f"{words.count(len(first), 'country')} ({words.quantity(value, unit)})"
    kept = ordered.head(n)
    if len(ordered) > n and ordered["value"].iloc[n] == kept["value"].iloc[-1]:
        kept = kept[kept["value"] > kept["value"].iloc[-1]]
    return words.top([with_article(c) for c in kept["country"]], list(kept["value"]), unit, n)


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
        finding = t(
            "{name}: highest in {countries}, of {n} with data",
            name=heading,
            countries=_highest(known, short, 2),
            n=words.number(len(known)),
        )
    elif len(known):
        one = words.top(list(known["country"]), list(known["value"]), short)
        if len(rows) > 1:
            finding = t("{name}: {country}, the only one with data", name=heading, country=one)
        else:
            finding = t("{name}: {country}", name=heading, country=one)
    elif len(rows):
        finding = t(
            "{name}: no data for {countries}",
            name=name,
            countries=words.listing(map(with_article, rows["country"]), 4),
        )
    else:
        finding = t("{name}: no data for any country", name=name)
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
        note=caveats.join(
            note,
            caveats.of_countries(list(known.index)),
            caveats.of_figures([indicator], [vintage], list(known.index)),
        ),
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
        out[t("Factbook {vintage}", vintage=vintage)] = rows["value"].to_numpy()
        out[t("year in {vintage}", vintage=vintage)] = rows["year"].to_numpy()
        used.append(rows.dropna(subset=["value"]))
    columns = [t("Factbook {vintage}", vintage=v) for v in indicators.vintages()]
    both = out.dropna(subset=columns)
    up = int((both[columns[-1]] > both[columns[0]]).sum())
    if both.empty:
        finding = t("{name}: no country here has a figure in both editions of the Factbook", name=name)
    else:
        finding = t(
            "{name}: higher in the later edition for {up} of {countries} with both",
            name=name,
            up=up,
            countries=words.count(len(both), "country"),
        )
    return charts.dots(
        out,
        label="country",
        columns=columns,
        title=title or finding,
        source=words.source(pd.concat(used)),
        axis=axis,
        unit=unit,
        note=caveats.join(
            note,
            caveats.of_countries(chosen),
            caveats.of_figures([indicator], indicators.vintages(), list(chosen)),
        ),
        name=f"vintages {indicator}",
        highlight=[countries.name(k) for k in highlight],
    )
