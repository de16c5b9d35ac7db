"""Tables as CSV, guarded for spreadsheets."""

from __future__ import annotations

import base64
import csv
import io
from html import escape

import pandas as pd

from migbrief.text.i18n import mark, t
from migbrief.text.markup import slug
from migbrief.text.value import Value

FORMULA_STARTS = ("=", "+", "-", "@", "＝", "＋", "－", "＠")  # some spreadsheets take the wide ones too


def safe_cell(value: object) -> object:
    """A CSV cell that a spreadsheet reads as text, never as a formula. Numbers stay numbers."""
    if not isinstance(value, str):
        return value
    # A bare carriage return ends a row for some readers, and what follows would begin a cell.
    text = value.replace("\r\n", "\n").replace("\r", "\n")
    return "'" + text if text[:1] == "\t" or text.lstrip().startswith(FORMULA_STARTS) else text


def numbers(column: pd.Series) -> pd.Series:
    """A column of values, numbers and gaps as numbers: float, missing as NaN."""
    return pd.to_numeric(column.map(lambda v: v.value if isinstance(v, Value) else v))


def bare(data: pd.DataFrame) -> pd.DataFrame:
    """The same table with each value as its number, as a drawing needs it."""
    return data.map(lambda v: v.value if isinstance(v, Value) else v).infer_objects()


def numeric(data: pd.DataFrame) -> pd.DataFrame:
    """A table whose cells are numbers, as a user goes on with it: values become a few plain columns.

    A column of values ``x`` becomes ``x`` as numbers; ``x high``, ``x qualifier`` and ``x source`` follow
    where a value has one.
    """
    if not any(_holds_values(data[column]) for column in data.columns):
        return data
    out: dict[str, pd.Series] = {}
    for column in data.columns:
        cells, name = data[column], str(column)
        if not _holds_values(cells):
            out[name] = cells
            continue
        texts = any(isinstance(v, str) for v in cells)  # a date, an ordinal: told in words among numbers
        out[name] = bare(cells.to_frame())[column] if texts else numbers(cells)
        for part in ("high", "qualifier"):
            told = cells.map(lambda v, part=part: getattr(v, part) if isinstance(v, Value) else None)
            if any(value not in (None, "") for value in told):
                out[f"{name} {part}"] = told
        cited = cells.map(_sources)
        if any(cited):
            out[f"{name} source"] = cited
    return pd.DataFrame(out, index=data.index)


def _holds_values(column: pd.Series) -> bool:
    return column.dtype == object and any(isinstance(v, Value) for v in column)


def _sources(value: object) -> str:
    cites = value.cites if isinstance(value, Value) else ()
    return "; ".join(dict.fromkeys(cite.source for cite in cites if cite.source))


def to_csv(data: pd.DataFrame) -> str:
    """The table as CSV text with a header; missing values are empty cells."""
    data = numeric(data)
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow([safe_cell(str(c)) for c in data.columns])
    for row in data.itertuples(index=False):
        writer.writerow(["" if pd.api.types.is_scalar(v) and pd.isna(v) else safe_cell(v) for v in row])
    return out.getvalue()


def csv_link(data: pd.DataFrame, name: str, label: str = mark("Download CSV")) -> str:
    """An HTML link that saves the table as ``name``.csv without any network."""
    # A byte-order mark makes spreadsheets read the accents of country names rightly.
    body = base64.b64encode(("\ufeff" + to_csv(data)).encode()).decode()
    address = f"data:text/csv;charset=utf-8;base64,{body}"
    return f'<a class="mb-download" download="{slug(name)}.csv" href="{address}">{escape(t(label))}</a>'
