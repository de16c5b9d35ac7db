"""Tables saved by a spreadsheet are read as intended."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest
from openpyxl import Workbook

from folders import HERONS
from migbrief.datasets import spreadsheets, table_schema
from migbrief.editions import edition


def as_excel_saves(path: Path, sign: str = ";") -> None:
    """Write a table with another separator, a byte order mark and its dates turned."""
    rows = spreadsheets.csv_rows(path.read_text(encoding="utf-8"))
    turned = [[turn(cell) for cell in row] for _, row in rows]
    lines = [sign.join(f'"{c}"' if sign in c or '"' in c else c for c in row) for row in turned]
    path.write_text("\r\n".join(lines), encoding="utf-8-sig")


def turn(cell: str) -> str:
    parts = cell.split("-")
    if len(parts) == 3 and all(p.isdigit() for p in parts):
        return "/".join(reversed(parts))
    return cell


def test_an_edition_that_excel_saved_is_the_same(tmp_path: Path) -> None:
    folder = shutil.copytree(HERONS, tmp_path / "herons")
    for path in folder.glob("*.csv"):
        as_excel_saves(path)
    assert edition.problems(str(folder)) == []
    assert edition.load(str(folder)).facts.equals(edition.load(str(HERONS)).facts)


def test_a_workbook_with_a_sheet_a_table_is_an_edition(tmp_path: Path) -> None:
    (folder := tmp_path / "herons").mkdir()
    book = Workbook()
    for path in sorted(HERONS.glob("*.csv")):
        sheet = book.create_sheet(path.stem)
        for _, row in spreadsheets.csv_rows(path.read_text(encoding="utf-8")):
            sheet.append([typed(cell) for cell in row])
    book.remove(book.worksheets[0])
    book.save(folder / "herons.xlsx")
    assert edition.problems(str(folder)) == []
    assert edition.load(str(folder)).facts.equals(edition.load(str(HERONS)).facts)


def typed(cell: str) -> object:
    if cell.replace(".", "", 1).isdigit() and not cell.startswith("0"):
        return float(cell)
    parts = cell.split("-")
    return date(*map(int, parts)) if len(parts) == 3 and all(p.isdigit() for p in parts) else cell or None


@pytest.mark.parametrize(
    ("cell", "sign", "meant"),
    [
        ("09/02/2012", ";", "2012-02-09"),
        ("9.2.2012", ";", "2012-02-09"),
        ("2/28/2012", ",", "2012-02-28"),
        ("28/2/2012", ",", "2012-02-28"),
        ("09/02/2012", ",", "09/02/2012"),
        ("Dec-11", ",", "2011-12"),
        ("févr-12", ";", "2012-02"),
        ("12/2011", ";", "2011-12"),
        ("2011-12", ",", "2011-12"),
    ],
)
def test_dates_that_a_spreadsheet_turned(cell: str, sign: str, meant: str) -> None:
    assert spreadsheets.as_meant(cell, "string", True, sign) == meant


def test_a_decimal_comma_is_a_point_where_semicolons_part_cells(tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text("id;value\na;3,5\n", encoding="utf-8")
    fields = [{"name": "id", "type": "string"}, {"name": "value", "type": "number"}]
    table = table_schema.read_table(tmp_path / "t.csv", {"fields": fields})
    assert table.problems == [] and table.data["value"].item() == 3.5


def test_a_broken_workbook_is_one_line_a_table(tmp_path: Path) -> None:
    (tmp_path / "tables.xlsx").write_bytes(b"no workbook")
    table = table_schema.read_table(tmp_path / "t.csv", {"fields": [{"name": "id", "type": "string"}]})
    [problem] = table.problems
    assert "cannot be read" in str(problem)
