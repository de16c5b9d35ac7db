"""Tables as CSV, safe for spreadsheets."""

import csv
import io
import re
from collections.abc import Iterator
from html import escape
from typing import Any, Final
from urllib.parse import quote

import numpy as np
import pandas as pd

from migbrief.text import words
from migbrief.text.i18n import t
from migbrief.text.markup import slug
from migbrief.text.value import Value

_ESCAPED: Final = re.compile("[%#?\x00-\x1f]|  +")  # what a URL would lose; letters stay
PARTS: Final = ("high", "unit", "qualifier", "year")  # columns of a value beside its number
FORMULA_STARTS = ("=", "+", "-", "@", "|", "＝", "＋", "－", "＠")  # some spreadsheets take the wide ones too


def safe_cell(value: object) -> object:
    """Escape a CSV cell so that spreadsheets never read its text as a formula. Numbers stay numbers.

    >>> safe_cell("=1+1"), safe_cell(-1)
    ("'=1+1", -1)
    """
    if not isinstance(value, str):
        return value
    # Some readers end a row at a bare carriage return, and what follows would begin a cell.
    text = value.replace("\r\n", "\n").replace("\r", "\n")
    return "'" + text if text[:1] == "\t" or text.lstrip().startswith(FORMULA_STARTS) else text


def numbers(column: pd.Series) -> pd.Series:
    """Convert a column of values, numbers and gaps to floats, with missing as NaN.

    Raises ``ValueError`` if a cell is text.

    >>> list(numbers(pd.Series([Value(2.5, "%"), 3])))
    [2.5, 3.0]
    """
    if column.dtype != object:
        return pd.to_numeric(column)
    return pd.to_numeric(
        pd.Series([bare_value(v) for v in column], column.index, dtype=object, name=column.name)
    )


def bare_value(cell: Any) -> Any:
    """Return the number of a :class:`Value`, and any other cell unchanged.

    >>> bare_value(Value(2.5, "%"))
    2.5
    """
    return cell.value if isinstance(cell, Value) else cell


def bare(data: pd.DataFrame) -> pd.DataFrame:
    """Replace each value of a table by its number, for drawing; the shape stays.

    >>> bare(pd.DataFrame({"share": [Value(2.5, "%")]}))["share"].dtype
    dtype('float64')
    """
    if all(isinstance(dtype, np.dtype) and dtype.kind != "O" for dtype in data.dtypes):
        return data
    return data.apply(lambda cells: cells.map(bare_value) if cells.dtype == object else cells).infer_objects()


def numeric(data: pd.DataFrame) -> pd.DataFrame:
    """Convert a table's values to plain columns, for further use.

    A column of values becomes one of numbers, followed by ``high``, ``unit``, ``qualifier``, ``year`` and
    ``source`` if any value has one, prefixed with its name (``share unit``) if several columns hold values.
    Raises ``ValueError`` if such a column already exists.

    >>> list(numeric(pd.DataFrame({"share": [Value(2.5, "%", qualifier="about")]})))
    ['share', 'unit', 'qualifier']
    """
    several = [str(column) for column in data.columns if _holds_values(data[column])]
    if not several:
        return data
    known = {str(column).casefold() for column in data.columns}
    alone = len(several) == 1 and not known & {*PARTS, "source"} - {"year"}
    out: dict[str, pd.Series] = {}
    for column in data.columns:
        if str(column) not in several:
            out[str(column)] = data[column]
            continue
        for part, cells in _plain_columns(data[column]):
            if part == "year" and _has_years(data, cells):
                continue
            name = str(column) if not part else part if alone and part not in known else f"{column} {part}"
            if name in out or (part and name in data.columns):
                raise ValueError(f"two columns would be called {name!r}")
            out[name] = cells
    return pd.DataFrame(out, index=data.index)


def _has_years(data: pd.DataFrame, years: pd.Series) -> bool:
    """Return whether another column already has the years."""
    year_column = next(
        (data[c] for c in data.columns if str(c).casefold() in ("year", t("Year").casefold())), None
    )
    return year_column is not None and [str(y) for y in year_column] == [str(y) for y in years]


def _plain_columns(column: pd.Series) -> Iterator[tuple[str, pd.Series]]:
    """Yield the columns that replace a column: itself, with a blank name, and the parts of its values."""
    cells = column.tolist()
    values = [v if isinstance(v, Value) else None for v in cells]
    texts = any(isinstance(v, str) for v in cells)  # a date, an ordinal: text among numbers
    yield "", pd.Series(map(bare_value, cells), column.index, dtype=object if texts else float)
    for part in PARTS:
        known = [None if v is None else getattr(v, part) for v in values]
        if not all(v is None or v == "" for v in known):
            yield part, pd.Series(known, column.index, dtype="Int64" if part == "year" else None)
    cited = [_sources(v) for v in values]
    if any(cited):
        yield "source", pd.Series(cited, column.index, dtype=object)


def _holds_values(column: pd.Series) -> bool:
    return column.dtype == object and any(isinstance(v, Value) for v in column.tolist())


def _sources(value: Value | None) -> str:
    cites = () if value is None else value.cites
    return "; ".join(dict.fromkeys(source for cite in cites if (source := cite.edition or cite.source)))


def to_csv(data: pd.DataFrame) -> str:
    r"""Write a table as CSV text with a header; missing values are empty cells.

    >>> to_csv(pd.DataFrame({"country": ["Kenya"], "share": [None]}))
    'country,share\nKenya,\n'
    """
    columns = _headed({str(name): cells.tolist() for name, cells in numeric(data).items()})
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow([safe_cell(name) for name in columns])
    for row in zip(*columns.values(), strict=True):
        writer.writerow(["" if words.is_missing(v) else safe_cell(_rounded(v)) for v in row])
    return out.getvalue()


def _headed(columns: dict[str, list[Any]]) -> dict[str, list[Any]]:
    """Move what all figures of a column share (unit, year, source) into its heading."""
    heads: dict[str, str] = {}
    shared: set[str] = set()
    for name, cells in columns.items():
        parts = [part for kind in ("unit", "year", "source") if (part := f"{name} {kind}") in columns]
        told = zip(cells, *(columns[part] for part in parts), strict=True)
        rows = {tuple(rest) for cell, *rest in told if not words.is_missing(cell)}
        if parts and len(rows) == 1:
            heads[name] = f"{name} ({'; '.join(str(v) for v in rows.pop() if not words.is_missing(v))})"
            shared.update(parts)
    return {heads.get(name, name): cells for name, cells in columns.items() if name not in shared}


def _rounded(value: object) -> object:
    """Return a number without the digits that only division gave it."""
    if not isinstance(value, float):
        return value
    if value.is_integer():
        return int(value)
    return float(f"{value:.8g}") if abs(value) < 1e5 else round(value, 2)


def csv_link(data: pd.DataFrame, name: str) -> str:
    """Return an HTML link that saves the table as ``name``.csv, offline too.

    >>> csv_link(pd.DataFrame({"a": [1]}), "A table")[:52]
    '<a class="mb-download" download="a-table.csv" href="'
    """
    # With a byte-order mark, spreadsheets read accents of country names correctly.
    body = _ESCAPED.sub(lambda found: quote(found[0]), "\ufeff" + to_csv(data))
    address = f"data:text/csv;charset=utf-8,{body}"
    label = escape(t("Download CSV"))
    return f'<a class="mb-download" download="{slug(name)}.csv" href="{escape(address)}">{label}</a>'
