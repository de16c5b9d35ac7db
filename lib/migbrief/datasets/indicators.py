"""Tidy country figures of one Factbook vintage: the latest, series, ranks, sums, and what is missing.

A vintage is one frozen edition of the Factbook (``2015``, ``2025``). Every function takes one vintage and
never fills from another. Ranges are ordered by their low end. A figure without a year counts as the oldest.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import pandas as pd

from migbrief import paths
from migbrief.errors import UserError, unknown
from migbrief.text import i18n, words
from migbrief.text.i18n import mark, t

from . import countries as places
from . import indicator_files as tables
from . import read_log


@dataclass(frozen=True)
class Observation:
    """One figure as the source gives it: ``value_high`` only for a range, ``year`` None where not given."""

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


@dataclass(frozen=True)
class Total:
    """A sum over countries. ``value`` is None where none has a figure; ranges count their low end.

    ``value_high`` counts their high end. ``years`` are those of the figures added, oldest first, without
    those that give none.
    """

    value: float | None
    value_high: float | None
    n_with_data: int
    n_countries: int
    years: tuple[int, ...]


def vintages() -> list[str]:
    """Return the vintages there are, oldest first.

    >>> vintages()
    ['2015', '2025']
    """
    return tables.vintages()


def load(vintage: str) -> pd.DataFrame:
    """Return all figures of a vintage, one row each. Raises ``UserError`` for an unknown vintage.

    Columns ``iso3, indicator, year, value, value_high, unit, qualifier, source, vintage, raw``: ``year`` is a
    nullable integer, values are numbers in ``unit``, the rest is text, blank where there is none.

    >>> load("2025").shape[1]
    10
    """
    read_log.record(vintage)
    return tables.figures(tables.path_of(vintage)).copy(deep=False)


def definitions() -> pd.DataFrame:
    """Return the definition of each indicator, indexed by ``indicator``.

    >>> definitions().loc["refugees_hosted", "unit"]
    'persons'
    """
    return tables.definitions(paths.data() / "reference" / "factbook_indicators.csv").copy(deep=False)


def latest(indicator: str, vintage: str, countries: Iterable[str] | None = None) -> pd.DataFrame:
    """Return each country's most recent figure, indexed by ``iso3`` in the order of the codes.

    Columns ``name, year, value, value_high, unit, qualifier, source, vintage, raw``, the name in the current
    language. ``countries`` limits the rows; those without a figure are absent. Raises ``UserError``
    for an unknown indicator or vintage.

    >>> latest("refugees_and_asylum_seekers_hosted", "2025", ["KEN", "NPL"])["value"].to_dict()
    {'KEN': 823904.0, 'NPL': 19874.0}
    """
    _check_indicator(indicator)
    chosen = None if countries is None else places.codes(countries)
    read_log.record(vintage, indicator, chosen)
    rows = tables.latest(indicator, tables.path_of(vintage))
    figures = rows.copy() if chosen is None else rows[rows.index.isin(chosen)].copy()
    if i18n.current() != i18n.DEFAULT:
        figures["name"] = [places.name(str(iso3)) for iso3 in figures.index]
    return figures


def has_any(indicator: str, vintage: str) -> bool:
    """Return whether any country has a figure in a vintage.

    >>> has_any("gini", "2025")
    True
    """
    _check_indicator(indicator)
    read_log.record(vintage, indicator, [read_log.ANY])
    return not tables.latest(indicator, tables.path_of(vintage)).empty


def series(indicator: str, iso3: str, vintage: str) -> pd.DataFrame:
    """Return one country's figures in a vintage, oldest first, with the columns of :func:`latest`.

    >>> series("population", "KEN", "2025")["year"].to_list()
    [2025]
    """
    _check_indicator(indicator)
    iso3 = places.resolve(iso3)
    read_log.record(vintage, indicator, [iso3])
    rows = tables.figures(tables.path_of(vintage))
    rows = rows[(rows["indicator"] == indicator) & (rows["iso3"] == iso3)]
    rows = tables.with_names(rows).sort_values("year", na_position="first", kind="stable", ignore_index=True)
    return rows[list(tables.COLUMNS)]


def observations(indicator: str, iso3: str, vintage: str) -> Sequence[Observation]:
    """Return one country's figures in a vintage, oldest first.

    >>> [figure.year for figure in observations("population", "KEN", "2025")]
    [2025]
    """
    _check_indicator(indicator)
    iso3 = places.resolve(iso3)
    read_log.record(vintage, indicator, [iso3])
    return _by_place(tables.path_of(vintage)).get((indicator, iso3), ())


def value(indicator: str, iso3: str, vintage: str) -> Observation | None:
    """Return one country's most recent figure, or None where the vintage has none.

    >>> value("refugees_and_asylum_seekers_hosted", "KEN", "2025").year
    2024
    """
    _check_indicator(indicator)
    iso3 = places.resolve(iso3)
    read_log.record(vintage, indicator, [iso3])
    found = _by_place(tables.path_of(vintage)).get((indicator, iso3))
    return found[-1] if found and iso3 in _ranked() else None


def rank(indicator: str, iso3: str, vintage: str, among: Iterable[str]) -> tuple[int, int] | None:
    """Return a country's place among others (1 is the highest) and how many have a figure.

    The country counts even if ``among`` does not list it; equal figures share the better place. Returns None
    where it has no figure.

    >>> rank("population", "KEN", "2025", ["TZA", "UGA"])
    (2, 3)
    """
    iso3 = places.resolve(iso3)
    figures = latest(indicator, vintage, [*among, iso3])["value"]
    if iso3 not in figures.index:
        return None
    return int((figures > figures[iso3]).sum()) + 1, len(figures)


def total(indicator: str, vintage: str, countries: Iterable[str]) -> Total:
    """Return the sum of countries' most recent figures, which may be of different years.

    Raises ``UserError`` for an indicator that cannot be summed: a rate, share, index or status. A figure in
    another unit than the indicator's is left out, and its country counts as without data.

    >>> total("refugees_and_asylum_seekers_hosted", "2025", ["KEN", "UGA"]).value
    2620501.0
    """
    _check_indicator(indicator)
    definition = definitions().loc[indicator]
    if not definition["summable"]:
        raise UserError(
            t(
                "{name} ({unit}) cannot be added up over countries",
                name=t(definition["name"]),
                unit=words.measure(definition["unit"]),
            )
        )
    wanted = places.codes(countries)
    rows = latest(indicator, vintage, wanted)
    rows = rows[rows["unit"] == definition["unit"]]
    any_figure = len(rows) > 0
    return Total(
        value=float(rows["value"].sum()) if any_figure else None,
        value_high=float(rows["value_high"].fillna(rows["value"]).sum()) if any_figure else None,
        n_with_data=len(rows),
        n_countries=len(wanted),
        years=tuple(sorted({int(year) for year in rows["year"].dropna()})),
    )


def coverage(indicators: Sequence[str], vintage: str, countries: Sequence[str]) -> pd.DataFrame:
    """Return whether there is a figure: a row per country (ISO3), a boolean column per indicator.

    >>> bool(coverage(["gini"], "2025", ["KEN"]).loc["KEN", "gini"])
    True
    """
    index = pd.Index(places.codes(countries), name="iso3")
    return pd.DataFrame({i: index.isin(latest(i, vintage, countries).index) for i in indicators}, index=index)


def counts(vintage: str) -> pd.Series:
    """Return of how many indicators there is a figure, by iso3; none of a place that is not ranked.

    >>> int(counts("2025")["KEN"]) > 20
    True
    """
    known = places.load()
    read_log.record(vintage)
    rows = tables.figures(tables.path_of(vintage))
    rows = rows[rows["iso3"].isin(known.index[known["ranked"]]) & rows["value"].notna()]
    return rows.groupby("iso3")["indicator"].nunique().reindex(known.index, fill_value=0)


def _check_indicator(indicator: str) -> None:
    if indicator not in (
        names := tables.definitions(paths.data() / "reference" / "factbook_indicators.csv").index
    ):
        raise unknown(mark("indicator"), indicator, names)


@lru_cache(maxsize=1)
def _ranked() -> frozenset[str]:
    known = places.load()
    return frozenset(known.index[known["ranked"]])


@lru_cache(maxsize=4)
def _by_place(path: Path) -> dict[tuple[str, str], list[Observation]]:
    found: dict[tuple[str, str], list[Observation]] = {}
    for of in _read(tables.figures(path)):
        found.setdefault((of.indicator, of.iso3), []).append(of)
    for series_of in found.values():
        series_of.sort(key=lambda of: of.year or 0)
    return found


def _read(rows: pd.DataFrame) -> Iterator[Observation]:
    text = ("iso3", "indicator", "unit", "qualifier", "source", "vintage", "raw")
    columns = [rows[key].tolist() for key in (*text, "year", "value", "value_high")]
    for iso3, indicator, *said, year, low, high in zip(*columns, strict=True):
        at, top = None if pd.isna(year) else int(year), None if pd.isna(high) else float(high)
        yield Observation(iso3, indicator, at, float(low), top, *said)
