"""Tidy country figures of one Factbook vintage: the latest of each country, and series.

A vintage is one frozen edition of the Factbook (``2015``, ``2025``). Every function takes one vintage and
never fills gaps from another. Ranges are ordered by their low end. A figure without a year counts as the
oldest.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Final

import numpy as np
import pandas as pd

from migbrief import paths
from migbrief.errors import UserError, unknown
from migbrief.text import i18n
from migbrief.text.i18n import mark, t

from . import countries as places
from . import read_log
from .csv_errors import explain_read_errors

_COLUMNS: Final = ("name", "year", "value", "value_high", "unit", "qualifier", "source", "vintage", "raw")


@dataclass(frozen=True)
class Observation:
    """One figure as the source gives it: ``value_high`` only for a range, ``year`` None if not given."""

    iso3: str
    indicator: str
    year: int | None
    value: float
    value_high: float | None
    unit: str
    qualifier: str
    source: str
    vintage: str
    raw: str


def vintages() -> list[str]:
    """Return the available vintages, oldest first.

    >>> vintages()
    ['2015', '2025']
    """
    files = (paths.data() / "indicators").glob("factbook-[0-9]*.csv")
    return sorted(path.stem.removeprefix("factbook-") for path in files)


def load(vintage: str) -> pd.DataFrame:
    """Return all figures of a vintage, one row each. Raises ``UserError`` for an unknown vintage.

    Columns ``iso3, indicator, year, value, value_high, unit, qualifier, source, vintage, raw``: ``year`` is a
    nullable integer, values are numbers in ``unit``, the rest is text, blank where there is none.

    >>> load("2025").shape[1]
    10
    """
    read_log.record(vintage)
    return _figures(_path(vintage)).copy(deep=False)


def definitions() -> pd.DataFrame:
    """Return the definition of each indicator, indexed by ``indicator``.

    >>> definitions().loc["refugees_hosted", "unit"]
    'persons'
    """
    return _defined().copy(deep=False)


def latest(indicator: str, vintage: str, countries: Iterable[str] | None = None) -> pd.DataFrame:
    """Return each country's most recent figure, indexed by ``iso3`` in the order of the codes.

    Columns ``name, year, value, value_high, unit, qualifier, source, vintage, raw``, the name in the current
    language. ``countries`` limits the rows; countries without a figure, aggregates and places without a
    permanent population are left out. Raises ``UserError`` for an unknown indicator or vintage.

    >>> latest("refugees_and_asylum_seekers_hosted", "2025", ["KEN", "NPL"])["value"].to_dict()
    {'KEN': 823904.0, 'NPL': 19874.0}
    """
    chosen = None if countries is None else places.codes(countries)
    _record(indicator, vintage, chosen)
    rows = _latest(_path(vintage))[indicator]
    figures = rows.copy() if chosen is None else rows[rows.index.isin(chosen)].copy()
    if i18n.current() != i18n.DEFAULT:
        figures["name"] = [places.name(str(iso3)) for iso3 in figures.index]
    return figures


def has_any(indicator: str, vintage: str) -> bool:
    """Return whether any country has a figure in a vintage.

    >>> has_any("gini", "2025")
    True
    """
    _record(indicator, vintage, [read_log.ANY])
    return not _latest(_path(vintage))[indicator].empty


def observations(indicator: str, iso3: str, vintage: str) -> Sequence[Observation]:
    """Return one country's figures in a vintage, oldest first.

    >>> [figure.year for figure in observations("population", "KEN", "2025")]
    [2025]
    """
    iso3 = places.resolve(iso3)
    _record(indicator, vintage, [iso3])
    return _by_place(_path(vintage)).get((indicator, iso3), ())


def counts(vintage: str) -> pd.Series:
    """Return the number of indicators with a figure, by iso3; none for places that are not ranked.

    >>> int(counts("2025")["KEN"]) > 20
    True
    """
    known = places.load()
    read_log.record(vintage)
    rows = _figures(_path(vintage))
    rows = rows[rows["iso3"].isin(known.index[known["ranked"]]) & rows["value"].notna()]
    return rows.groupby("iso3")["indicator"].nunique().reindex(known.index, fill_value=0)


def _record(indicator: str, vintage: str, countries: Iterable[str] | None) -> None:
    """Record that figures were read. Raise ``UserError`` for an unknown indicator."""
    if indicator not in _defined().index:
        raise unknown(mark("indicator"), indicator, _defined().index)
    read_log.record(vintage, indicator, countries)


def _path(vintage: str) -> Path:
    """Return the file with the figures of a vintage. Raise ``UserError`` for an unknown one."""
    file = paths.data("indicators", f"factbook-{vintage}.csv")
    if re.fullmatch(r"[0-9][^/\\]*", str(vintage)) and file.is_file():
        return file
    if known := vintages():
        raise unknown(mark("data edition"), vintage, known)
    raise UserError("no figures yet; run: make data")


def _defined() -> pd.DataFrame:
    return _definitions(paths.data("reference", "factbook_indicators.csv"))


@lru_cache(maxsize=4)
def _definitions(path: Path) -> pd.DataFrame:
    with explain_read_errors(path, built=False):
        rows = pd.read_csv(path, dtype=str, keep_default_na=False).set_index("indicator")
        rows["summable"] = rows["summable"].str.casefold() == "true"
        rows["decimals"] = rows["decimals"].astype(int)
    return rows


@lru_cache(maxsize=4)
def _figures(path: Path) -> pd.DataFrame:
    """Return all figures of a file. Raise ``UserError`` if it is damaged."""
    numbers = ["year", "value", "value_high"]
    text = ["iso3", "indicator", "unit", "qualifier", "source", "vintage", "raw"]
    # "NA" in the raw text is the source's wording, not a missing value.
    with explain_read_errors(path):
        rows = pd.read_csv(
            path,
            usecols=[*text, *numbers],
            dtype=dict.fromkeys(text, str) | dict.fromkeys(numbers, float),
            keep_default_na=False,
            na_values={number: [""] for number in numbers},
        )
        rows["year"] = rows["year"].astype("Int64")
    _check(rows, path)
    return rows


def _check(rows: pd.DataFrame, path: Path) -> None:
    """Raise ``UserError`` for the first row that cannot be a figure, or for a truncated file."""
    with path.open("rb") as file:
        file.seek(-1, 2)
        if file.read() != b"\n":
            raise _fault(path, len(rows) + 1, t("the last line is cut short"))
    for column, wrong, expected in (
        ("iso3", ~rows["iso3"].isin({*places.load().index, ""}), t("a country's ISO code, or nothing")),
        (
            "indicator",
            ~rows["indicator"].isin(_defined().index),
            t("an indicator of factbook_indicators.csv"),
        ),
        ("value", ~np.isfinite(rows["value"]), t("a number")),
        ("value_high", np.isinf(rows["value_high"]), t("a number or nothing")),
        ("unit", rows["unit"].fillna("") == "", t("a unit")),
        (
            "year",
            rows.duplicated(["iso3", "indicator", "year"]),
            t("one figure for a country, indicator and year"),
        ),
    ):
        if wrong.any():
            at = int(wrong.to_numpy().argmax())
            why = t("column {name} is {value}; expected {expected}", name=column, expected=expected,
                     value=repr(str(rows[column].iloc[at])))  # fmt: skip
            raise _fault(path, at + 2, why)  # lines count from 1, and the first is the header


def _fault(path: Path, line: int, what: str) -> UserError:
    return UserError(
        "{file} line {n}: {what}; put it back with make data", file=path.name, n=str(line), what=what
    )


@lru_cache(maxsize=4)
def _latest(path: Path) -> Mapping[str, pd.DataFrame]:
    """Return the most recent figure of each country, by indicator; without figures, no rows."""
    rows, known = _figures(path), places.load()
    rows = rows[rows["iso3"].isin(known.index[known["ranked"]]) & rows["value"].notna()]
    rows = rows.sort_values(["iso3", "year"], na_position="first", kind="stable")
    rows = rows.drop_duplicates(["indicator", "iso3"], keep="last")
    rows = rows.assign(name=rows["iso3"].map(known["name"]))
    by_indicator = {str(key): of.set_index("iso3")[list(_COLUMNS)] for key, of in rows.groupby("indicator")}
    none = rows.iloc[:0].set_index("iso3")[list(_COLUMNS)]
    return defaultdict(lambda: none, by_indicator)


@lru_cache(maxsize=4)
def _by_place(path: Path) -> dict[tuple[str, str], list[Observation]]:
    series: dict[tuple[str, str], list[Observation]] = {}
    for of in _observed(_figures(path)):
        series.setdefault((of.indicator, of.iso3), []).append(of)
    for series_of in series.values():
        series_of.sort(key=lambda of: of.year or 0)
    return series


def _observed(rows: pd.DataFrame) -> Iterator[Observation]:
    text = ("iso3", "indicator", "unit", "qualifier", "source", "vintage", "raw")
    columns = [rows[key].tolist() for key in (*text, "year", "value", "value_high")]
    for iso3, indicator, *texts, year, low, high in zip(*columns, strict=True):
        at, top = None if pd.isna(year) else int(year), None if pd.isna(high) else float(high)
        yield Observation(iso3, indicator, at, float(low), top, *texts)
