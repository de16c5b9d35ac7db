"""Tidy country figures of one Factbook vintage: the latest, series, ranks, sums, and what is missing.

A vintage is one frozen edition of the Factbook (``2015``, ``2025``). Every function takes one vintage and
never fills from another. Ranges are ordered by their low end. A figure without a year counts as the oldest.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Final

import pandas as pd

from . import countries as places
from . import language, paths, reads
from .errors import UserError, unknown

COLUMNS: Final = (
    "name",
    "year",
    "value",
    "value_high",
    "unit",
    "qualifier",
    "source",
    "vintage",
    "raw",
)
_NOT_GIVEN: Final = "the Factbook gives no figure"


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
    """The vintages there are, oldest first."""
    return sorted(path.stem.removeprefix("factbook-") for path in _folder().glob("factbook-[0-9]*.csv"))


def load(vintage: str) -> pd.DataFrame:
    """All figures of a vintage; read-only. Unknown vintage is a ``UserError``.

    Columns ``iso3, indicator, year, value, value_high, unit, qualifier, source, vintage, raw``: ``year`` is a
    nullable integer, the values are numbers in the unit named, all else is text, blank where there is none.
    """
    reads.note(vintage)
    return _read(_file(vintage))


def definitions() -> pd.DataFrame:
    """What each indicator is: ``reference/indicators.csv``, indexed by ``indicator``; read-only."""
    return _definitions(paths.data() / "reference" / "indicators.csv")


def latest(indicator: str, vintage: str, countries: Iterable[str] | None = None) -> pd.DataFrame:
    """Each country's most recent figure, indexed by ``iso3``, in the order of the codes.

    Columns ``name, year, value, value_high, unit, qualifier, source, vintage, raw``, the name in the language
    spoken. Countries without a figure are absent; ``countries`` (ISO3) limits the rows. Unknown indicator is
    a ``UserError``.
    """
    _known(indicator)
    chosen = None if countries is None else list(countries)
    reads.note(vintage, indicator, chosen)
    rows = _latest(indicator, _file(vintage))
    found = rows.copy() if chosen is None else rows[rows.index.isin(chosen)].copy()
    if language.current() != language.DEFAULT:
        found["name"] = [places.name(str(iso3)) for iso3 in found.index]
    return found


def holders(indicator: str, vintage: str) -> int:
    """How many countries have a figure in a vintage."""
    _known(indicator)
    reads.note(vintage, indicator, [reads.WHO])
    return len(_latest(indicator, _file(vintage)))


def series(indicator: str, iso3: str, vintage: str) -> pd.DataFrame:
    """One country's figures in a vintage, oldest first: the columns of ``latest``."""
    _known(indicator)
    iso3 = places.resolve(iso3)
    reads.note(vintage, indicator, [iso3])
    rows = _read(_file(vintage))
    rows = rows[(rows["indicator"] == indicator) & (rows["iso3"] == iso3)]
    return _named(rows).sort_values("year", na_position="first", kind="stable", ignore_index=True)[
        list(COLUMNS)
    ]


def value(indicator: str, iso3: str, vintage: str) -> Observation | None:
    """One country's most recent figure, or None where the vintage has none."""
    _known(indicator)
    iso3 = places.resolve(iso3)
    reads.note(vintage, indicator, [iso3])
    return _observations(indicator, _file(vintage)).get(iso3)


def rank(indicator: str, iso3: str, vintage: str, among: Iterable[str]) -> tuple[int, int] | None:
    """A country's place among others, 1 for the highest, and how many have a figure.

    Equal figures share the better place. The country counts among the others even if not listed. None where
    it has no figure.
    """
    iso3 = places.resolve(iso3)
    figures = latest(indicator, vintage, {*among, iso3})["value"]
    if iso3 not in figures.index:
        return None
    return int((figures > figures[iso3]).sum()) + 1, len(figures)


def total(indicator: str, vintage: str, countries: Iterable[str]) -> Total:
    """The sum of countries' most recent figures, which may be of different years.

    A rate, share, index or status cannot be summed: a ``UserError``. A figure in another unit than the
    indicator's (another currency) is left out, and its country counts as without.
    """
    _known(indicator)
    definition = definitions().loc[indicator]
    if not definition["summable"]:
        raise UserError(f"{definition['name']} ({definition['unit']}) cannot be added up over countries")
    wanted = list(dict.fromkeys(countries))
    rows = latest(indicator, vintage, wanted)
    rows = rows[rows["unit"] == definition["unit"]]
    found = len(rows) > 0
    return Total(
        value=float(rows["value"].sum()) if found else None,
        value_high=float(rows["value_high"].fillna(rows["value"]).sum()) if found else None,
        n_with_data=len(rows),
        n_countries=len(wanted),
        years=tuple(sorted({int(year) for year in rows["year"].dropna()})),
    )


def coverage(indicators: Sequence[str], vintage: str, countries: Sequence[str]) -> pd.DataFrame:
    """Whether there is a figure: a row per country (ISO3), a boolean column per indicator."""
    index = pd.Index(list(countries), name="iso3")
    return pd.DataFrame({i: index.isin(latest(i, vintage, countries).index) for i in indicators}, index=index)


def gaps(iso3: str, vintage: str) -> pd.DataFrame:
    """What a vintage has and lacks for a country, a row per indicator.

    Columns ``indicator, name, present, reason, live_source, live_code``; ``reason`` says why a figure is
    absent, and is blank for one that is there.
    """
    rows, iso3 = definitions(), places.resolve(iso3)
    present = [bool(coverage([indicator], vintage, [iso3]).iloc[0, 0]) for indicator in rows.index]
    why = _reasons(paths.data() / "indicators" / "build_report.csv", str(vintage), iso3)
    reasons = ["" if there else why.get(i, _NOT_GIVEN) for i, there in zip(rows.index, present, strict=True)]
    found = rows.assign(present=present, reason=reasons).reset_index()
    return found[["indicator", "name", "present", "reason", "live_source", "live_code"]]


def _folder() -> Path:
    return paths.data() / "indicators"


def _file(vintage: str) -> Path:
    known = vintages()
    if str(vintage) not in known:
        raise unknown("vintage", vintage, known) if known else UserError("no figures yet; run: make data")
    return _folder() / f"factbook-{vintage}.csv"


def _known(indicator: str) -> None:
    if indicator not in (names := definitions().index):
        raise unknown("indicator", indicator, names)


def _named(rows: pd.DataFrame) -> pd.DataFrame:
    return rows.assign(name=rows["iso3"].map(places.load()["name"]))


@lru_cache(maxsize=4)
def _read(path: Path) -> pd.DataFrame:
    numbers = ["year", "value", "value_high"]
    text = ["iso3", "indicator", "unit", "qualifier", "source", "vintage", "raw"]
    # "NA" in the raw text is what the source says, and not a missing value.
    try:
        rows = pd.read_csv(
            path,
            usecols=[*text, *numbers],
            dtype=dict.fromkeys(text, str) | dict.fromkeys(numbers, float),
            keep_default_na=False,
            na_values={number: [""] for number in numbers},
        )
        rows["year"] = rows["year"].astype("Int64")
    except (ValueError, TypeError, UnicodeError) as error:
        raise UserError(f"{path.name} cannot be read: {error}; put it back with make data") from None
    return rows


@lru_cache(maxsize=4)
def _definitions(path: Path) -> pd.DataFrame:
    rows = pd.read_csv(path, dtype=str, keep_default_na=False).set_index("indicator")
    rows["summable"] = rows["summable"].str.casefold() == "true"
    rows["decimals"] = rows["decimals"].astype(int)
    return rows


@lru_cache(maxsize=128)
def _latest(indicator: str, path: Path) -> pd.DataFrame:
    rows = _read(path)
    countries = places.load()
    # Aggregates have no ISO3; places without a permanent population are not ranked either.
    ranked = rows["iso3"].isin(countries.index[countries["ranked"]])
    rows = rows[(rows["indicator"] == indicator) & ranked & rows["value"].notna()]
    rows = rows.sort_values(["iso3", "year"], na_position="first", kind="stable")
    return _named(rows.drop_duplicates("iso3", keep="last")).set_index("iso3")[list(COLUMNS)]


@lru_cache(maxsize=128)
def _observations(indicator: str, path: Path) -> dict[str, Observation]:
    return {
        str(row["iso3"]): Observation(
            iso3=str(row["iso3"]),
            indicator=indicator,
            year=None if pd.isna(row["year"]) else int(row["year"]),
            value=float(row["value"]),
            value_high=None if pd.isna(row["value_high"]) else float(row["value_high"]),
            **{key: str(row[key]) for key in ("unit", "qualifier", "source", "vintage", "raw")},
        )
        for row in _latest(indicator, path).reset_index().to_dict("records")
    }


@lru_cache(maxsize=512)
def _reasons(path: Path, vintage: str, iso3: str) -> dict[str, str]:
    rows = _report(path)
    rows = rows[(rows["vintage"] == vintage) & (rows["iso3"] == iso3)]
    left_out = rows[rows["reason"].str.startswith("left out")]
    return left_out.groupby("indicator")["reason"].agg(lambda r: "; ".join(dict.fromkeys(r))).to_dict()


@lru_cache(maxsize=2)
def _report(path: Path) -> pd.DataFrame:
    if not path.is_file():
        raise UserError(f"{path} is missing; run: make data")
    return pd.read_csv(path, dtype=str, keep_default_na=False)
