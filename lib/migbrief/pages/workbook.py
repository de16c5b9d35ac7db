"""All data of a page as one workbook: a sheet for each table and figure, and one of sources."""

import csv
import io
import re
from html import unescape
from pathlib import Path
from typing import Final
from urllib.parse import unquote

from migbrief.datasets import store_state
from migbrief.files import placed
from migbrief.text.i18n import t

from .assets import data_sources, official_sources

DOWNLOAD: Final = re.compile(r'download="([^"]+)\.csv" href="data:text/csv;charset=utf-8,([^"]*)"')
LONGEST: Final = 31  # letters of a sheet's name


def tables(html: str) -> dict[str, list[list[str]]]:
    """Return the downloadable tables of a page, by name: rows of texts, the heading first."""
    return {
        name: list(csv.reader(io.StringIO(unquote(unescape(body)).removeprefix("\ufeff"), newline="")))
        for name, body in DOWNLOAD.findall(html)
    }


def write(page: Path) -> Path:
    """Write the workbook of a page beside it, whole or not at all."""
    import openpyxl

    html = page.read_text(encoding="utf-8")
    book = openpyxl.Workbook(write_only=True)
    contents = book.create_sheet(t("Sources"))
    sheets = {}
    for n, (name, rows) in enumerate(tables(html).items(), 1):
        title = f"{n} {name}"[:LONGEST]
        sheets[title] = name
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append([_cell(cell) for cell in row])
    contents.append([t("Sheet"), t("Data")])
    for title, name in sheets.items():
        contents.append([title, name])
    contents.append([])
    contents.append([t("Source"), t("Licence"), t("Address")])
    for source in data_sources() + official_sources(store_state.named()):
        contents.append([t(source.title), t(source.licence), source.link])
    target = page.with_suffix(".xlsx")
    with placed(target) as beside:
        book.save(beside)
    return target


def _cell(text: str) -> float | str | None:
    """Return a cell's number, so that it can be used in calculations; texts are never formulas."""
    try:
        return float(text) if text and text[0] in "-0123456789" else text or None
    except ValueError:
        return text
