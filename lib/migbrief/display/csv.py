"""Tables as CSV, guarded for spreadsheets."""

from __future__ import annotations

import base64
import csv
import io
from html import escape

import pandas as pd

from migbrief.text.i18n import mark, t
from migbrief.text.markup import slug

FORMULA_STARTS = ("=", "+", "-", "@", "＝", "＋", "－", "＠")  # some spreadsheets take the wide ones too


def safe_cell(value: object) -> object:
    """A CSV cell that a spreadsheet reads as text, never as a formula. Numbers stay numbers."""
    if not isinstance(value, str):
        return value
    # A bare carriage return ends a row for some readers, and what follows would begin a cell.
    text = value.replace("\r\n", "\n").replace("\r", "\n")
    return "'" + text if text[:1] == "\t" or text.lstrip().startswith(FORMULA_STARTS) else text


def to_csv(data: pd.DataFrame) -> str:
    """The table as CSV text with a header; missing values are empty cells."""
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
