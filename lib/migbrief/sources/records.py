"""Rows of the Factbook's build, and CSV text with one format of numbers."""

import csv
import io
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any, Final

from migbrief.datasets.indicators import Observation

TABLES: Final = tomllib.loads(Path(__file__).with_name("build.toml").read_text(encoding="utf-8"))
FIGURE_COLUMNS = (
    "iso3", "indicator", "year", "value", "value_high", "unit", "qualifier", "source", "vintage", "raw",
)  # fmt: skip
REMARK_COLUMNS = ("vintage", "gec", "iso3", "indicator", "reason", "raw")


@dataclass(frozen=True)
class Figure(Observation):
    """A figure of a country, with the Factbook's code of its entity."""

    gec: str


@dataclass(frozen=True, order=True)
class Remark:
    """A line of the build report: ``reason`` begins with ``left out:`` or ``kept:``."""

    vintage: str
    gec: str
    iso3: str
    indicator: str
    reason: str
    raw: str


def number(value: float | None) -> str:
    """Return ``value`` in plain digits, without exponent or needless decimals; None as blank."""
    if value is None:
        return ""
    text = format(Decimal(repr(float(value))), "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def csv_text(columns: Sequence[str], rows: Iterable[Mapping[str, Any]]) -> str:
    """Return CSV with a header, ``\\n`` line ends, quotes only where needed, and only these columns."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(columns)
    for row in rows:
        cells = (row[column] for column in columns)
        writer.writerow([cell if isinstance(cell, str) else number(cell) for cell in cells])
    return out.getvalue()
