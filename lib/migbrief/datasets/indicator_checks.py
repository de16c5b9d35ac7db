"""Is a table of country figures whole and sensible? What is wrong is named by file, line and column."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

import numpy as np
import pandas as pd

from migbrief.errors import UserError
from migbrief.text.i18n import t

KEY = ["iso3", "indicator", "year"]


def check(rows: pd.DataFrame, path: Path, countries: Collection[str], indicators: Collection[str]) -> None:
    """Raise ``UserError`` at the first line that no figure can stand in, and where the file is cut short."""
    with path.open("rb") as file:
        file.seek(-1, 2)
        if file.read() != b"\n":
            raise _fault(path, len(rows) + 1, t("the last line is cut short"))
    for column, wrong, expected in (
        ("iso3", ~rows["iso3"].isin({*countries, ""}), t("a country's ISO code, or nothing")),
        ("indicator", ~rows["indicator"].isin(indicators), t("an indicator of reference/indicators.csv")),
        ("value", ~np.isfinite(rows["value"]), t("a number")),
        ("value_high", np.isinf(rows["value_high"]), t("a number or nothing")),
        ("unit", rows["unit"].fillna("") == "", t("a unit")),
        ("year", rows.duplicated(KEY), t("one figure for a country, indicator and year")),
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
        t("{file} line {n}: {what}; put it back with make data", file=path.name, n=line, what=what)
    )
