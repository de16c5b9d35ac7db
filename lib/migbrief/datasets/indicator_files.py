"""The tables behind ``indicators``, as they are on disk; each is read once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Final

import numpy as np
import pandas as pd

from migbrief import paths
from migbrief.errors import UserError, unknown
from migbrief.text.i18n import mark, t

from . import countries
from .csv_errors import explain_read_errors

COLUMNS: Final = ("name", "year", "value", "value_high", "unit", "qualifier", "source", "vintage", "raw")
_KEY: Final = ("iso3", "indicator", "year")


def vintages() -> list[str]:
    """Return the vintages there are, oldest first.

    >>> vintages()
    ['2015', '2025']
    """
    return sorted(path.stem.removeprefix("factbook-") for path in _folder().glob("factbook-[0-9]*.csv"))


def path_of(vintage: str) -> Path:
    """Return the file with the figures of a vintage. Raises ``UserError`` for an unknown vintage.

    >>> path_of("2025").name
    'factbook-2025.csv'
    """
    known = vintages()
    if str(vintage) not in known:
        raise (
            unknown(mark("data edition"), vintage, known)
            if known
            else UserError(t("no figures yet; run: make data"))
        )
    return _folder() / f"factbook-{vintage}.csv"


@lru_cache(maxsize=4)
def figures(path: Path) -> pd.DataFrame:
    """Return all figures in the file of a vintage. Raises ``UserError`` where it is damaged.

    >>> rows = figures(path_of("2025")).set_index(["iso3", "indicator"])
    >>> float(rows.loc[("KEN", "net_migration_rate"), "value"])
    0.26
    """
    numbers = ["year", "value", "value_high"]
    text = ["iso3", "indicator", "unit", "qualifier", "source", "vintage", "raw"]
    # "NA" in the raw text is what the source says, and not a missing value.
    with explain_read_errors(path):
        rows = pd.read_csv(
            path,
            usecols=[*text, *numbers],
            dtype=dict.fromkeys(text, str) | dict.fromkeys(numbers, float),
            keep_default_na=False,
            na_values={number: [""] for number in numbers},
        )
        rows["year"] = rows["year"].astype("Int64")
    known = definitions(paths.data() / "reference" / "factbook_indicators.csv")
    check_figures(rows, path, countries.load().index, known.index)
    return rows


@lru_cache(maxsize=4)
def definitions(path: Path) -> pd.DataFrame:
    """Return the definition of each indicator, indexed by ``indicator``.

    >>> definitions(paths.data() / "reference" / "indicators.csv").loc["refugees_hosted", "unit"]
    'persons'
    """
    with explain_read_errors(path, built=False):
        rows = pd.read_csv(path, dtype=str, keep_default_na=False).set_index("indicator")
        rows["summable"] = rows["summable"].str.casefold() == "true"
        rows["decimals"] = rows["decimals"].astype(int)
    return rows


def latest(indicator: str, path: Path) -> pd.DataFrame:
    """Return each country's most recent figure, :data:`COLUMNS` indexed by ``iso3``.

    Aggregates and places without a permanent population are left out.

    >>> latest("net_migration_rate", path_of("2025")).loc["KEN", "value"]
    np.float64(0.26)
    """
    return _latest(path)[indicator]


@lru_cache(maxsize=4)
def _latest(path: Path) -> Mapping[str, pd.DataFrame]:
    """The most recent figure of each country, by indicator; of one that has none, no rows."""
    rows, places = figures(path), countries.load()
    # Aggregates have no ISO3; places without a permanent population are not ranked either.
    ranked = rows["iso3"].isin(places.index[places["ranked"]])
    rows = rows[ranked & rows["value"].notna()]
    rows = rows.sort_values(["iso3", "year"], na_position="first", kind="stable")
    rows = with_names(rows.drop_duplicates(["indicator", "iso3"], keep="last"))
    found = {str(key): of.set_index("iso3")[list(COLUMNS)] for key, of in rows.groupby("indicator")}
    none = rows.iloc[:0].set_index("iso3")[list(COLUMNS)]
    return defaultdict(lambda: none, found)


def with_names(rows: pd.DataFrame) -> pd.DataFrame:
    """Return ``rows`` with the English ``name`` of each ``iso3``.

    >>> with_names(pd.DataFrame({"iso3": ["KEN"]}))["name"].item()
    'Kenya'
    """
    return rows.assign(name=rows["iso3"].map(countries.load()["name"]))


def _folder() -> Path:
    return paths.data() / "indicators"


def check_figures(
    rows: pd.DataFrame, path: Path, places: Collection[str], indicators: Collection[str]
) -> None:
    """Raise ``UserError`` for the first row that cannot be a figure, or for a file that is cut short.

    ``places`` and ``indicators`` are the codes that may occur. The error names file, line and column.

    >>> path = path_of("2025")
    >>> rows = figures(path)
    >>> check_figures(rows, path, set(rows["iso3"]), set(rows["indicator"]))
    """
    with path.open("rb") as file:
        file.seek(-1, 2)
        if file.read() != b"\n":
            raise _fault(path, len(rows) + 1, t("the last line is cut short"))
    for column, wrong, expected in (
        ("iso3", ~rows["iso3"].isin({*places, ""}), t("a country's ISO code, or nothing")),
        ("indicator", ~rows["indicator"].isin(indicators), t("an indicator of factbook_indicators.csv")),
        ("value", ~np.isfinite(rows["value"]), t("a number")),
        ("value_high", np.isinf(rows["value_high"]), t("a number or nothing")),
        ("unit", rows["unit"].fillna("") == "", t("a unit")),
        ("year", rows.duplicated(list(_KEY)), t("one figure for a country, indicator and year")),
    ):
        if wrong.any():
            at = int(wrong.to_numpy().argmax())
            raise _fault(
                path,
                at + 2,  # lines count from 1, and the first is the header
                t(
                    "column {name} is {value}; expected {expected}",
                    name=column,
                    value=repr(str(rows[column].iloc[at])),
                    expected=expected,
                ),
            )


def _fault(path: Path, line: int, what: str) -> UserError:
    return UserError(
        t("{file} line {n}: {what}; put it back with make data", file=path.name, n=str(line), what=what)
    )
