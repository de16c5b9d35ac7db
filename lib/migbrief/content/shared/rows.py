"""Rows of figures and pairs, as the API returns them, turned into values that cite their source."""

import pandas as pd

from migbrief.datasets import indicators
from migbrief.datasets.store import places
from migbrief.datasets.store.schema import AT_LEAST
from migbrief.text.value import Cite, Value

from .sources import FROZEN, UNITS, Sources


def values(rows: pd.DataFrame, of: Sources) -> pd.Series:
    """Return the figures of rows as values, with the index of ``rows``.

    ``rows`` have ``iso3``, or ``origin_iso3`` and ``destination_iso3``, then ``indicator, year, value, unit,
    qualifier, edition`` and optionally ``value_high``.
    """
    made = [_value(row, of) for row in rows.to_dict("records")]
    return pd.Series(made, index=rows.index, dtype=object, name="value")


def _value(row: dict[str, object], of: Sources) -> Value | None:
    if pd.isna(row["value"]):
        return None
    indicator, edition = str(row["indicator"]), str(row["edition"])
    year = None if pd.isna(row["year"]) else int(row["year"])  # type: ignore[call-overload]
    high, qualifier = row.get("value_high"), str(row["qualifier"])
    if edition in of.store.state:
        qualifier = AT_LEAST if AT_LEAST in qualifier else ""
    return Value(
        float(row["value"]),  # type: ignore[arg-type]
        UNITS.get(str(row["unit"]), str(row["unit"])),
        high=None if pd.isna(high) else float(high),  # type: ignore[arg-type]
        qualifier="" if qualifier in ("estimated", "projected") else qualifier,
        year=year,
        cites=(_cite(row, indicator, year, edition, of),),
        decimals=_decimals(indicator, of),
    )


def _cite(row: dict[str, object], indicator: str, year: int | None, edition: str, of: Sources) -> Cite:
    if "origin_iso3" not in row:
        return of.cite(indicator, str(row["iso3"]), year, edition)
    here, there = str(row["destination_iso3"]), str(row["origin_iso3"])
    known = of.store.definition(indicator)
    key = f"{known.pairs_of or indicator if known else indicator} {here} {there} {year} {edition}"
    source = f"{of.publisher(edition)}, {of.name(indicator)}, {places.name(here)}, {places.name(there)}"
    return Cite(key, source, year, edition, elsewhere=True)


def _decimals(indicator: str, of: Sources) -> int | None:
    if known := of.store.definition(indicator):
        return known.decimals
    return int(indicators.definitions().loc[FROZEN.get(indicator, indicator), "decimals"])
