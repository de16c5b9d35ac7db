"""The rows the builder makes, and their CSV text: fixed column order, one form for each number."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

FIGURE_COLUMNS = (
    "iso3", "indicator", "year", "value", "value_high", "unit", "qualifier", "source", "vintage", "raw",
)  # fmt: skip
ORIGIN_COLUMNS = ("iso3", "origin", "origin_name", "value", "qualifier", "year", "vintage", "raw")
REMARK_COLUMNS = ("vintage", "gec", "iso3", "indicator", "reason", "raw")


@dataclass(frozen=True)
class Figure:
    """One tidy figure of a country; ``value_high`` only for a range, ``year`` None where none is stated."""

    gec: str
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
class OriginRow:
    """Refugees in ``iso3`` from one listed origin; ``origin`` is blank where it is no single country."""

    gec: str
    iso3: str
    origin: str
    origin_name: str
    value: float
    qualifier: str
    year: int | None
    vintage: str
    raw: str


@dataclass(frozen=True)
class Remark:
    """A line of the build report: ``reason`` begins with ``left out:`` or ``kept:``."""

    vintage: str
    gec: str
    iso3: str
    indicator: str
    reason: str
    raw: str


def cells(row: Figure | OriginRow | Remark, columns: Iterable[str]) -> tuple[str, ...]:
    """A row as texts."""
    found = (getattr(row, column) for column in columns)
    return tuple(cell if isinstance(cell, str) else number(cell) for cell in found)


def number(value: float | None) -> str:
    """``value`` in plain digits, without exponent or needless decimals; None is blank."""
    if value is None:
        return ""
    text = format(Decimal(repr(float(value))), "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def csv_text(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """CSV with a header, ``\\n`` line ends, quotes only where needed."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows(rows)
    return out.getvalue()


def table(columns: Sequence[str], rows: Iterable[Figure | OriginRow | Remark]) -> str:
    """Rows as CSV."""
    return csv_text(columns, (cells(row, columns) for row in rows))
