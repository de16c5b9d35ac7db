"""Writing tables for users: CSV, XLSX or Parquet, whole or not at all."""

from pathlib import Path
from typing import Final

import pandas as pd

from migbrief.errors import UserError
from migbrief.files import placed
from migbrief.text.counts import Count

MOST_ROWS: Final = 1_048_575  # below the header of a sheet
_FORMULA: Final = ("=", "+", "-", "@")


def write(rows: pd.DataFrame, target: Path) -> None:
    """Write a table in the format of the extension. Raise ``UserError`` for another one."""
    ways = {".csv": _csv, ".xlsx": _xlsx, ".parquet": _parquet}
    way = ways.get(target.suffix.lower())
    if way is None:
        raise UserError("--out takes a .csv, .xlsx or .parquet file; got {value}", value=repr(target.name))
    if way is _xlsx and len(rows) > MOST_ROWS:
        raise UserError(
            "{n} rows are more than a sheet holds; name indicators, or write .csv or .parquet",
            n=Count(len(rows)),
        )
    with placed(target) as temporary:
        way(rows, temporary)


def _csv(rows: pd.DataFrame, path: Path) -> None:
    _harmless(rows).to_csv(path, index=False, lineterminator="\n", float_format=_whole)


def _harmless(rows: pd.DataFrame) -> pd.DataFrame:
    """Escape texts that a spreadsheet would read as formulas."""
    for column in rows.select_dtypes("object").columns:
        wrong = {text: f"'{text}" for text in rows[column].unique() if str(text).startswith(_FORMULA)}
        if wrong:
            rows = rows.assign(**{column: rows[column].replace(wrong)})
    return rows


def _whole(value: float) -> str:
    return str(int(value)) if value == int(value) and abs(value) < 1e15 else repr(float(value))


def _xlsx(rows: pd.DataFrame, path: Path) -> None:
    import openpyxl

    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("data")
    sheet.append(list(rows.columns))
    for row in _harmless(rows).astype(object).where(rows.notna(), None).itertuples(index=False, name=None):
        sheet.append(row)
    book.save(path)


def _parquet(rows: pd.DataFrame, path: Path) -> None:
    """Write with DuckDB: pandas would import pyarrow in every process if it were installed."""
    import duckdb

    with duckdb.connect() as connection:
        connection.register("rows_out", rows)
        quoted = str(path).replace("'", "''")
        connection.execute(f"COPY rows_out TO '{quoted}' (FORMAT parquet)")
