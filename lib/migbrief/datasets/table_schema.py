"""Reading a CSV against its Table Schema: typed columns, or every problem with its row and column.

The schemas in ``data/schemas`` are the single description of our tables: this module implements the part of
the Frictionless Table Schema standard that they use, so that loading needs no extra package.
"""

import csv
import json
import re
from collections.abc import Collection, Mapping, Set
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, Final

import pandas as pd

from migbrief.errors import UserError, nearest, reason
from migbrief.text.counts import Count
from migbrief.text.i18n import mark, t

from . import spreadsheets

TRUE: Final = "true"
FALSE: Final = "false"
# Type of a field → requirement for a cell; other types are text.
KINDS: Final = {
    "integer": mark("a whole number"),
    "number": mark("a number"),
    "boolean": mark("true or false"),
    "string": mark("text"),
}


@dataclass(frozen=True)
class Problem:
    """A problem in a table: its place (``row`` is the line, 0 the whole file) and what is wrong."""

    file: str
    row: int
    column: str
    message: str

    def __str__(self) -> str:
        at = [self.file]
        if self.row:
            at.append(t("row {n}", n=str(self.row)))
        if self.column:
            at.append(t("column {name}", name=self.column))
        return t("{where}: {what}", where=", ".join(at), what=self.message)


@dataclass
class Table:
    """A table as read: ``data`` has the schema's columns, ``lines`` the line of the file of each row.

    If ``readable`` is false the file or its header is broken, so references to it cannot be checked.
    ``blanks`` are the lines and columns of cells that a draft leaves to be written.
    """

    name: str
    data: pd.DataFrame
    lines: list[int]
    schema: dict[str, Any]
    problems: list[Problem] = field(default_factory=list)
    readable: bool = True
    parted_by: str = ","
    blanks: list[tuple[int, str]] = field(default_factory=list)

    def problem(self, row: int, column: str, message: str) -> None:
        """Add a problem in the ``row``-th data row (from 0)."""
        line = self.lines[row] if row < len(self.lines) else 0
        self.problems.append(Problem(f"{self.name}.csv", line, column, message))


def load_schema(path: Path) -> dict[str, Any]:
    """Return the Table Schema in a JSON file.

    Raises ``UserError`` if the file is missing, is not JSON, or has no list of fields.

    >>> from migbrief import paths
    >>> load_schema(paths.data() / "schemas" / "items.json")["fields"][0]["name"]
    'fact_id'
    """
    try:
        schema = json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise UserError("cannot read the schema {path}: {why}", path=path, why=reason(error)) from None
    except (ValueError, RecursionError) as error:
        raise UserError("{path} is not valid JSON: {why}", path=path, why=error) from None
    if not isinstance(schema, dict) or not isinstance(schema.get("fields"), list):
        raise UserError("{path} is not a Table Schema: it has no list of fields", path=path)
    return schema


def read_table(path: Path, described: dict[str, Any]) -> Table:
    """Read the CSV file at ``path`` by its schema ``described``.

    Text columns hold ``""`` where blank, number columns NaN, integer columns whole numbers (required ones) or
    floats with NaN. Raises nothing: errors are in ``problems``, and an unreadable cell is blank.

    >>> read_table(Path("nowhere.csv"), {"fields": [{"name": "id", "type": "string"}]}).readable
    False
    """
    fields: list[dict[str, Any]] = described["fields"]
    names = [f["name"] for f in fields]
    table = Table(path.stem, _frame({n: [] for n in names}, fields), [], described)
    rows = _rows(path, table)
    header = [cell.strip() for cell in rows[0][1]] if rows else []
    if rows:
        _check_header(header, names, table, {f["name"] for f in fields if f.get("optional")})
    table.readable = not table.problems
    cells: dict[str, list[Any]] = {n: [] for n in names}
    for line, row in rows[1:]:
        table.lines.append(line)
        at = len(table.lines) - 1
        if len(row) != len(header):
            table.problem(
                at,
                "",
                t(
                    "{n} cells found, {expected} expected (a comma unquoted or missing?)",
                    n=Count(len(row)),
                    expected=Count(len(header)),
                ),
            )
        given = dict(zip(header, (c.strip() for c in row), strict=False))
        for f in fields:
            text = given.get(f["name"], "")
            dated = f.get("semantics") == "partial date"
            kind = f.get("type", "string")
            value, wrong = parse_cell(spreadsheets.as_meant(text, kind, dated, table.parted_by), f)
            cells[f["name"]].append(value)
            if f.get("draft") and not text and not wrong:
                table.blanks.append((line, f["name"]))
            if wrong and f["name"] in header:  # a missing column is reported once, with the header
                table.problem(at, f["name"], wrong)
    table.data = _frame(cells, fields)
    _check_unique(table)
    return table


def check_references(table: Table, others: Mapping[str, Table]) -> None:
    """Add a problem to ``table`` for each reference to a row that the other table lacks.

    >>> key = {"fields": "iso3", "reference": {"resource": "countries", "fields": "iso3"}}
    >>> known = Table("countries", pd.DataFrame({"iso3": ["KEN"]}), [2], {})
    >>> table = Table("places", pd.DataFrame({"iso3": ["KEM"]}), [2], {"foreignKeys": [key]})
    >>> check_references(table, {"countries": known})
    >>> print(table.problems[0])
    places.csv, row 2, column iso3: 'KEM' is not in countries.csv; did you mean KEN?
    """
    for key in table.schema.get("foreignKeys", []):
        target = others.get(key["reference"]["resource"])
        if target is None:
            continue
        column, target_column = _single(key["fields"]), _single(key["reference"]["fields"])
        known = {str(v) for v in target.data[target_column] if v != ""}
        for i, value in enumerate(table.data[column]):
            if value != "" and str(value) not in known:
                line = t("{value} is not in {file}", value=repr(value), file=f"{target.name}.csv")
                table.problem(i, column, with_suggestion(line, str(value), known))


def parse_cell(text: str, described: dict[str, Any]) -> tuple[Any, str]:
    """Return a cell as ``str``, ``float`` or ``bool``, and its error (empty if none).

    A cell that is blank or cannot be read is ``""`` in a text column and None elsewhere.

    >>> parse_cell("12", {"type": "integer"})
    (12.0, '')
    >>> parse_cell("x", {"type": "integer"})
    (None, "found 'x', expected a whole number")
    """
    kind, rules = described.get("type", "string"), described.get("constraints", {})
    blank = "" if kind == "string" else None
    if text == "":
        missing = rules.get("required") and not described.get("draft")
        return blank, t("blank, expected {expected}", expected=_expected(kind, rules)) if missing else ""
    value: Any = text
    if kind in ("number", "integer"):
        value = _number(text, kind)
        if value is None:
            return blank, _found(text, _expected(kind, rules))
    elif kind == "boolean":
        if text not in (TRUE, FALSE):
            return blank, _found(text, t("true or false"))
        value = text == TRUE
    partial_date = described.get("semantics") == "partial date"
    wrong = (
        ("enum" in rules and text not in rules["enum"])
        or ("pattern" in rules and not re.fullmatch(rules["pattern"], text))
        or ("minimum" in rules and value < rules["minimum"])
        or ("maximum" in rules and value > rules["maximum"])
        or (partial_date and not _is_date(text))
    )
    if not wrong:
        return value, ""
    dates = t("a date such as 2011, 2011-12 or 2011-12-05")
    expected = dates if partial_date else _expected(kind, rules)
    if synonym := described.get("synonyms", {}).get(text.casefold()):
        return value, t("{line}; did you mean {name}?", line=_found(text, expected), name=synonym)
    return value, with_suggestion(_found(text, expected), text, rules.get("enum", []))


def with_suggestion(line: str, value: str, known: Collection[str]) -> str:
    """Return ``line`` with the nearest of the ``known`` values added, if one is similar.

    >>> with_suggestion("unknown kind 'conut'", "conut", ["count"])
    "unknown kind 'conut'; did you mean count?"
    """
    close = nearest(value, sorted(known), 1)
    return t("{line}; did you mean {name}?", line=line, name=close[0]) if close else line


def _found(text: object, expected: str) -> str:
    return t("found {value}, expected {expected}", value=repr(text), expected=str(expected))


def _number(text: str, kind: str) -> float | None:
    pattern = r"-?\d+" if kind == "integer" else r"-?\d+(\.\d+)?([eE][+-]?\d+)?"
    return float(text) if re.fullmatch(pattern, text) else None


def _is_date(text: str) -> bool:
    """Return whether ``text`` is an ISO date, perhaps partial: ``2011``, ``2011-12``, ``2011-12-05``."""
    if not re.fullmatch(r"\d{4}(-\d{2}(-\d{2})?)?", text):
        return False
    try:
        date.fromisoformat(text + "0000-01-01"[len(text) :])
    except ValueError:
        return False
    return True


def _expected(kind: str, rules: dict[str, Any]) -> str:
    if "enum" in rules:
        return t("one of {names}", names=", ".join(rules["enum"]))
    if "pattern" in rules:
        return t("text of the form {pattern}", pattern=rules["pattern"])
    what = t(KINDS.get(kind, "text"))
    return t("{what} of at least {n}", what=what, n=str(rules["minimum"])) if "minimum" in rules else what


def _rows(path: Path, table: Table) -> list[tuple[int, list[str]]]:
    """Return the rows of a file, or of its sheet in the folder's workbook, each with its line."""
    start, rows = 0, []
    book = None if path.is_file() else spreadsheets.workbook(path.parent)
    try:
        if book and (sheet := spreadsheets.sheet_rows(book, path.stem)) is not None:
            return sheet
        text = path.read_bytes().decode("utf-8-sig")
        table.parted_by = spreadsheets.separator(text)
        rows = spreadsheets.csv_rows(text)
        wrong = "" if rows else t("the file is empty; a header row is expected")
    except FileNotFoundError:
        wrong = t("the file is missing from {folder}", folder=path.parent.name)
        if book:
            wrong = t("neither the file nor a sheet of {book} is there", book=book.name)
    except OSError as error:
        wrong = t("cannot be read: {why}", why=reason(error))
    except UnicodeDecodeError as error:
        start = error.object[: error.start].count(b"\n") + 1
        wrong = t(
            "byte {byte} is not UTF-8; save the file as UTF-8", byte=f"0x{error.object[error.start]:02x}"
        )
    except csv.Error as error:
        start, why = error.args
        wrong = t("is not valid CSV: {why}", why=why)
    except ValueError as error:
        wrong = t("cannot be read: {why}", why=error)
    if wrong:
        table.problems.append(Problem(path.name, start, "", wrong))
    return [] if wrong else rows


def _check_header(header: list[str], names: list[str], table: Table, optional: Set[str]) -> None:
    extra = [h for h in header if h not in names]
    wrong = []
    for name in [name for name in names if name not in header and name not in optional]:
        close = nearest(name, extra, 1)
        lacking = t("the column is missing; found {name}", name=repr(close[0])) if close else ""
        wrong.append((name, lacking or t("the column is missing")))
    unknown = t("unknown column; expected {names}", names=", ".join(names))
    wrong += [(name, unknown) for name in extra]
    twice = sorted({h for h in header if header.count(h) > 1})
    wrong += [(name, t("the column is there twice")) for name in twice]
    table.problems += [Problem(f"{table.name}.csv", 1, name, message) for name, message in wrong]


def _frame(cells: dict[str, list[Any]], fields: list[dict[str, Any]]) -> pd.DataFrame:
    columns = {}
    for f in fields:
        kind, values = f.get("type", "string"), cells[f["name"]]
        whole = kind == "integer" and all(v is not None for v in values)
        dtype = {"integer": "int64" if whole else "float64", "number": "float64"}.get(kind, "object")
        columns[f["name"]] = pd.Series(values, dtype=dtype)
    return pd.DataFrame(columns)


def _check_unique(table: Table) -> None:
    keys = [_list(table.schema["primaryKey"])] if "primaryKey" in table.schema else []
    keys += [[f["name"]] for f in table.schema["fields"] if f.get("constraints", {}).get("unique")]
    for key in keys:
        seen: dict[tuple[Any, ...], int] = {}
        for i, values in enumerate(zip(*(table.data[k] for k in key), strict=True)):
            if values in seen:
                what = " + ".join(str(v) for v in values)
                line = table.lines[seen[values]]
                table.problem(i, key[0], t("{value} is already in row {n}", value=repr(what), n=str(line)))
            seen.setdefault(values, i)


def _list(value: Any) -> list[str]:
    return [value] if isinstance(value, str) else list(value)


def _single(value: Any) -> str:
    return _list(value)[0]
