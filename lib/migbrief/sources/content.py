"""A file's content, opened as far as readers need to recognise it: JSON, a table or a workbook."""

from __future__ import annotations

import contextlib
import csv
import gzip
import hashlib
import io
import itertools
import json
import re
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Final

import numpy as np
import pandas as pd

from migbrief.errors import UserError

MOST: Final = 400_000_000  # bytes of one file once unpacked
RATIO: Final = 200  # times that a member of a ZIP or XLSX may grow, above MINOR bytes
MINOR: Final = 10_000_000
SHEETS: Final = 60
CELLS: Final = 40_000_000
DEEPEST: Final = 40  # rows among which the header of a table is
WIDTH: Final = 0.7  # of the cells of the widest of these rows: a title above the header has fewer
_NOTE: Final = re.compile(r"(?i)\W*(notes?|sources?)\b.*|[^:]+:.*|[*(©].*", re.S)
_UTF16: Final = (b"\xff\xfe", b"\xfe\xff")
XLS: Final = b"\xd0\xcf\x11\xe0"


@dataclass
class Content:
    """The content of a file. ``beside`` is the user's description: a YAML file's keys, or options."""

    name: str
    data: bytes
    beside: Mapping[str, Any] = field(default_factory=dict)

    @cached_property
    def sha256(self) -> str:
        return hashlib.sha256(self.data).hexdigest()

    @cached_property
    def plain(self) -> bytes:
        """Return the bytes, unpacked if gzipped. Raise ``UserError`` for more than :data:`MOST`."""
        if self.data[:2] != b"\x1f\x8b":
            return self.data
        try:
            with gzip.open(io.BytesIO(self.data)) as file:
                unpacked = file.read(MOST + 1)
        except (OSError, EOFError, zlib.error) as error:
            raise UserError("{file}: cannot be unpacked: {why}", file=self.name, why=error) from None
        if len(unpacked) > MOST:
            raise UserError(
                "{file}: refused, it unpacks to more than {n} MB", file=self.name, n=str(MOST // 10**6)
            )
        return unpacked

    @cached_property
    def json(self) -> Any:
        """Return the parsed JSON, or None if it is not JSON. Raise ``UserError`` if it is truncated."""
        head = self.plain[:64].lstrip(b"\xef\xbb\xbf \t\r\n")
        if head[:1] not in (b"{", b"["):
            return None
        try:
            return json.loads(self.plain.decode("utf-8-sig"))
        except (ValueError, RecursionError) as error:
            raise UserError("{file}: not whole JSON: {why}", file=self.name, why=error) from None

    @cached_property
    def text(self) -> str:
        """Return the text of a table: UTF-8, or UTF-16 with its mark. Raise ``UserError`` for another."""
        try:
            return self.plain.decode("utf-16" if self.plain[:2] in _UTF16 else "utf-8-sig")
        except UnicodeDecodeError:
            raise UserError("{file} is not in UTF-8; save it as CSV UTF-8", file=self.name) from None

    @cached_property
    def readable(self) -> bool:
        """Return whether it is text in an encoding that is read."""
        with contextlib.suppress(UserError):
            return self.text is not None
        return False

    @cached_property
    def _first(self) -> list[tuple[int, list[str]]]:
        """Return the first non-blank rows of a text table, each with the lines before it; empty if none."""
        if self.is_zip or self.json is not None or self.plain.lstrip()[:1] == b"<":
            return []
        if (b"\x00" in self.plain[:2000] and self.plain[:2] not in _UTF16) or not self.readable:
            return []
        rows, begin = [], 0
        reader = csv.reader(io.StringIO(self.text, newline=""), delimiter=self.mark)
        with contextlib.suppress(csv.Error):
            for row in itertools.islice(reader, DEEPEST):
                if any(cell.strip() for cell in row):
                    rows.append((begin, row))
                begin = reader.line_num
        return rows

    @cached_property
    def _start(self) -> int:
        """Return which of the first rows is the header: the first that is about as wide as the widest."""
        filled = [sum(bool(cell.strip()) for cell in row) for _, row in self._first]
        return next((n for n, cells in enumerate(filled) if cells >= WIDTH * max(filled)), 0)

    @property
    def above(self) -> list[list[str]]:
        """Return the rows of titles and dates above the header."""
        return [row for _, row in self._first[: self._start]]

    @property
    def lines(self) -> list[list[str]]:
        """Return the first non-blank rows of a text table from its header on; empty if it is none."""
        return [row for _, row in self._first[self._start :]]

    @cached_property
    def mark(self) -> str:
        """Return the separator of a text table: the sign in most of its first lines; blank for a workbook."""
        if self.is_zip:
            return ""
        lines = self.text[:50_000].split("\n")[:DEEPEST]
        return max(
            ",", "\t", ";", key=lambda sign: (sum(sign in line for line in lines), "".join(lines).count(sign))
        )

    @cached_property
    def header(self) -> list[str]:
        """Return the names of a text table's columns."""
        return [" ".join(cell.split()) for cell in self.lines[0]] if self.lines else []

    def table(self) -> pd.DataFrame:
        """Return the whole table as text, unchanged, without rows of tags (``#country``) and final notes.

        Raises ``UserError`` for rows longer than the header, and for a last row that is shorter: the table is
        truncated, or its separator is another.
        """
        names, short = self.header, "{file}: its last row is shorter than its header; is it cut off?"
        if twice := {name for name in names if name and names.count(name) > 1}:
            raise UserError("{file}: two columns are called {name}", file=self.name, name=min(twice))
        try:
            rows = pd.read_csv(
                io.StringIO(self.text), sep=self.mark, skiprows=self._first[self._start][0], dtype=object,
                keep_default_na=False,
            )  # fmt: skip
        except ValueError as error:  # includes pandas' own errors
            why = short if "EOF inside string" in str(error) else "{file} cannot be read: {why}"
            raise UserError(why, file=self.name, why=error) from None
        if not isinstance(rows.index, pd.RangeIndex):
            raise UserError("{file}: its rows are longer than its header", file=self.name)
        rows.columns = pd.Index([name or given for name, given in zip(names, rows.columns, strict=True)])
        rows = rows[~rows.isin(["", np.nan]).all(axis=1)].fillna("")
        end = rows.iloc[-DEEPEST:]
        alone = (end.iloc[:, 1:] == "").all(axis=1)[::-1].cummin()[::-1]
        notes = end.index[alone & end.iloc[:, 0].str.fullmatch(_NOTE)]
        last = self.text.rstrip("\r\n").rsplit("\n", 1)[-1]
        cells = [] if last.count('"') % 2 else next(csv.reader([last], delimiter=self.mark), [])
        if notes.empty and 0 < len(cells) < len(rows.columns):
            raise UserError(short, file=self.name)
        rows = rows[rows.index < notes[0]] if len(notes) else rows
        return rows[~rows.iloc[:, 0].str.startswith("#")]

    @property
    def is_zip(self) -> bool:
        return self.data[:4] == b"PK\x03\x04"

    @cached_property
    def is_workbook(self) -> bool:
        return self.is_zip and any(member.filename == "xl/workbook.xml" for member in self._members())

    def _members(self) -> list[zipfile.ZipInfo]:
        """Return the members of a ZIP. Raise ``UserError`` if one expands suspiciously."""
        try:
            entries = zipfile.ZipFile(io.BytesIO(self.data)).infolist()
        except (zipfile.BadZipFile, OSError, ValueError) as error:
            raise UserError("{file}: cannot be unpacked: {why}", file=self.name, why=error) from None
        grown = any(m.file_size > max(MINOR, RATIO * m.compress_size) for m in entries)
        if grown or sum(member.file_size for member in entries) > MOST or len(entries) > 10_000:
            raise UserError(
                "{file}: refused, it unpacks to more than {n} MB", file=self.name, n=str(MOST // 10**6)
            )
        return entries

    def members(self) -> Iterator[Content]:
        """Yield the files of a ZIP, each with the YAML beside it."""
        entries = [m for m in self._members() if not m.is_dir()]
        with zipfile.ZipFile(io.BytesIO(self.data)) as file:
            contents = {}
            for member in entries:
                try:
                    with file.open(member) as opened:
                        contents[member.filename] = opened.read(member.file_size + 1)
                except (zipfile.BadZipFile, RuntimeError, OSError, zlib.error, NotImplementedError) as error:
                    raise UserError(
                        "{file}: cannot be unpacked: {why}", file=member.filename, why=error
                    ) from None
        for name, data in contents.items():
            if describes(name, contents):
                continue
            yield Content(f"{self.name}/{name}", data, beside=described(contents.get(stem(name) + ".yaml")))

    def tables(self) -> Iterator[Content]:
        """Yield each sheet of a workbook as a table in text."""
        for title, rows in self.sheets().items():
            text = io.StringIO()
            csv.writer(text).writerows([["" if cell is None else cell for cell in row] for row in rows])
            yield Content(f"{self.name}, {title}", text.getvalue().encode(), self.beside)

    def sheets(self) -> dict[str, list[tuple[Any, ...]]]:
        """Return the rows of each sheet of a workbook, by title; read once."""
        return self._sheets

    @cached_property
    def _sheets(self) -> dict[str, list[tuple[Any, ...]]]:
        import openpyxl

        self._members()
        try:
            book = openpyxl.load_workbook(io.BytesIO(self.data), read_only=True, data_only=True)
            sheets, cells = {}, 0
            for sheet in book.worksheets[:SHEETS]:
                rows = []
                for row in sheet.iter_rows(values_only=True):
                    cells += len(row)
                    if cells > CELLS:
                        raise UserError("{file}: refused, it has too many cells", file=self.name)
                    rows.append(row)
                sheets[str(sheet.title)] = rows
            return sheets
        except UserError:
            raise
        except Exception as error:  # openpyxl raises many kinds for a broken workbook
            raise UserError("{file} cannot be read: {why}", file=self.name, why=error) from None


def stem(name: str) -> str:
    """Return a file's name without its extensions: ``a.csv.gz`` → ``a``."""
    for ending in (".gz", ".csv", ".tsv", ".xlsx", ".txt"):
        name = name.removesuffix(ending)
    return name


def describes(name: str, others: Iterable[str]) -> bool:
    """Return whether a file is the description of a table beside it."""
    return name.endswith(".yaml") and any(f"{stem(other)}.yaml" == name != other for other in others)


def described(data: bytes | None) -> dict[str, Any]:
    """Return the keys of a YAML file beside a table; empty without one. Raise ``UserError``
    if it is broken.
    """
    if not data:
        return {}
    import yaml

    try:
        description = yaml.safe_load(data[:100_000])
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise UserError("the description beside the table cannot be read: {why}", why=error) from None
    return {str(key): value for key, value in description.items()} if isinstance(description, dict) else {}
