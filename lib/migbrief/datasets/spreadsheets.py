"""Tables as spreadsheets save them: other separators, decimal commas, converted dates, a sheet a table."""

import csv
import io
import re
import zipfile
from collections.abc import Iterator
from datetime import date, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

from babel.dates import get_month_names

from migbrief.text.i18n import LANGUAGES

Rows = list[tuple[int, list[str]]]  # with the line, or row of the sheet, on which each starts

SEPARATORS: Final = ",;\t|"
_DECIMAL: Final = re.compile(r"-?\d+,\d+(?:[eE][+-]?\d+)?")
_DAY: Final = re.compile(r"(\d{1,2})([./-])(\d{1,2})\2(\d{4})")
_MONTH: Final = re.compile(r"([^\W\d]{3,10})\.?[-./ ](\d{2}|\d{4})|(\d{1,2})[./](\d{4})")
_NEXT_CENTURY: Final = 50  # two-digit years from here are of the last century


def separator(text: str) -> str:
    """Return the separator of a CSV text, from its header.

    >>> separator("section;order\\n"), separator("section,order\\n")
    (';', ',')
    """
    first = text.partition("\n")[0]
    return max(SEPARATORS, key=lambda sign: (first.count(sign), -SEPARATORS.index(sign)))


def csv_rows(text: str) -> Rows:
    """Return the non-blank rows of a CSV text.

    Raises ``csv.Error``, with the line and the reason, for invalid CSV.

    >>> csv_rows("a;b\\n1;2\\n")
    [(1, ['a', 'b']), (2, ['1', '2'])]
    """
    rows, start = [], 1
    reader = csv.reader(io.StringIO(text, newline=""), strict=True, delimiter=separator(text))
    try:
        for row in reader:
            if any(cell.strip() for cell in row):
                rows.append((start, row))
            start = reader.line_num + 1
    except csv.Error as error:
        raise csv.Error(start, str(error)) from None
    return rows


def workbook(folder: Path) -> Path | None:
    """Return the only workbook of a folder; None if there are none or several.

    >>> workbook(Path("nowhere"))
    """
    books = [p for p in folder.glob("*.xlsx") if not p.name.startswith(("~", "."))]
    return books[0] if len(books) == 1 else None


def sheet_rows(path: Path, name: str) -> Rows | None:
    """Return the non-blank rows of a sheet; None if the workbook has no such sheet.

    Raises ``ValueError`` if the file is not a workbook.

    >>> sheet_rows(Path(__file__), "facts")  # doctest: +IGNORE_EXCEPTION_DETAIL
    Traceback (most recent call last):
    ValueError: it is no workbook
    """
    stamp = path.stat()
    sheet = _sheets(path, stamp.st_mtime_ns, stamp.st_size).get(name.casefold())
    return None if sheet is None else list(sheet)


@lru_cache(maxsize=4)
def _sheets(path: Path, stamp: int, size: int) -> dict[str, Rows]:
    from openpyxl import load_workbook
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        book = load_workbook(path, read_only=True, data_only=True)
    except (InvalidFileException, zipfile.BadZipFile, KeyError, ValueError, OSError) as error:
        raise ValueError(str(error)) from None
    try:
        return {sheet.title.strip().casefold(): list(_rows(sheet)) for sheet in book.worksheets}
    finally:
        book.close()


def _rows(sheet: Any) -> Iterator[tuple[int, list[str]]]:
    width = 0
    for line, row in enumerate(sheet.iter_rows(), 1):
        cells = [_cell(cell.value, getattr(cell, "number_format", "")) for cell in row]
        width = width or len([cell for cell in cells if cell])
        if any(cells):
            yield line, (cells + [""] * width)[:width]


def _cell(value: Any, shown: str) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, datetime | date):
        return value.strftime("%Y-%m-%d" if "d" in shown.lower() else "%Y-%m")
    if isinstance(value, float):
        return f"{value:.15g}"
    return str(value)


def as_meant(cell: str, kind: str, is_date: bool, parted_by: str) -> str:
    """Undo a spreadsheet's conversion of a cell: return dates in ISO and numbers with a decimal point.

    An ambiguous day and month stay unchanged, unless the table uses semicolons, as in countries that write
    the day first.

    >>> as_meant("09/02/2012", "string", True, ";"), as_meant("3,5", "number", False, ";")
    ('2012-02-09', '3.5')
    """
    if kind in ("number", "integer"):
        return cell.replace(",", ".") if parted_by == ";" and _DECIMAL.fullmatch(cell) else cell
    if kind == "boolean":
        return cell.lower()
    if not is_date:
        return cell
    if day := _DAY.fullmatch(cell):
        first, second, year = int(day[1]), int(day[3]), day[4]
        if second > 12 >= first:
            first, second = second, first
        elif first <= 12 and first != second and parted_by != ";":
            return cell
        return f"{year}-{second:02}-{first:02}"
    if month := _MONTH.fullmatch(cell):
        number = int(month[3]) if month[3] else _months().get(month[1].casefold()[:4].rstrip("."), 0)
        year = month[4] or month[2]
        if len(year) == 2:
            year = f"{'19' if int(year) >= _NEXT_CENTURY else '20'}{year}"
        return f"{year}-{number:02}" if 1 <= number <= 12 else cell
    return cell


@lru_cache(maxsize=1)
def _months() -> dict[str, int]:
    """Return months by their first three or four letters, in the languages of the reports."""
    names: dict[str, int] = {}
    for code in LANGUAGES:
        for width in ("abbreviated", "wide"):
            for number, name in get_month_names(width, locale=code).items():
                names |= {name.casefold().rstrip(".")[:n]: number for n in (4, 3)}
    return names
