"""A file's content, opened as far as readers need to recognise it: JSON, a table or a workbook."""

from __future__ import annotations

import csv
import gzip
import hashlib
import io
import json
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
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
    def lines(self) -> list[list[str]]:
        """Return the first non-blank rows of a text table; empty if it is none."""
        head = self.plain[:200_000]
        if b"\x00" in head or self.json is not None or head.lstrip()[:1] == b"<":
            return []
        try:
            text = head.decode("utf-8-sig", errors="strict" if len(head) < 200_000 else "ignore")
        except UnicodeDecodeError:
            return []
        first = text.replace("\r\n", "\n").split("\n")[: -1 if len(head) == 200_000 else None][:12]
        try:
            return [
                row for row in csv.reader(first, delimiter=self.mark) if any(cell.strip() for cell in row)
            ]
        except csv.Error:
            return []

    @cached_property
    def mark(self) -> str:
        """Return the separator of a text table; blank for a workbook."""
        if self.is_workbook:
            return ""
        first = self.plain[:2000].split(b"\n", 1)[0]
        return max("\t", ";", ",", key=lambda sign: first.count(sign.encode()))

    @cached_property
    def header(self) -> list[str]:
        """Return the first row of a text table, or of the workbook's sheet read by :meth:`table`."""
        rows: Sequence[Sequence[Any]] = self._grid if self.is_workbook else self.lines
        return [str(cell or "").strip() for cell in rows[0]] if rows else []

    @cached_property
    def _grid(self) -> list[tuple[Any, ...]]:
        """Return non-blank rows of a workbook's first sheet with a tidy table, else of its first sheet."""
        sheets = [
            [row for row in rows if any(c not in (None, "") for c in row)] for rows in self.sheets().values()
        ]
        tidy = (s for s in sheets if s and {"year", "value"} <= {str(c).strip().casefold() for c in s[0]})
        return next(tidy, sheets[0] if sheets else [])

    def table(self, skip: int = 0, notes: bool = False) -> pd.DataFrame:
        """Return the whole table as text, unchanged; ``skip`` lines before the header.

        Raises ``UserError`` for rows longer than the header, and without ``notes`` also for shorter ones: the
        table is truncated, or its separator is another.
        """
        if twice := {name for name in self.header if name and self.header.count(name) > 1}:
            raise UserError("{file}: two columns are called {name}", file=self.name, name=min(twice))
        if self.is_workbook:
            cells = [["" if cell is None else str(cell).strip() for cell in row] for row in self._grid[1:]]
            return pd.DataFrame(cells, columns=self.header, dtype=object)
        try:
            text = self.plain.decode("utf-8-sig")
            rows = pd.read_csv(
                io.StringIO(text), sep=self.mark, skiprows=skip, dtype=object, keep_default_na=False
            )
        except ValueError as error:  # includes UnicodeError and pandas' own errors
            raise UserError("{file} cannot be read: {why}", file=self.name, why=error) from None
        if not isinstance(rows.index, pd.RangeIndex):
            raise UserError("{file}: its rows are longer than its header", file=self.name)
        rows = rows[~rows.isin(["", np.nan]).all(axis=1)]
        last = text.rstrip("\r\n").rsplit("\n", 1)[-1]
        if not notes and '"' not in last and last.count(self.mark) < len(rows.columns) - 1:
            raise UserError("{file}: its last row is shorter than its header; is it cut off?", file=self.name)
        return rows.fillna("")

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
