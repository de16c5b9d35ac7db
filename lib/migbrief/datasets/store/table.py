"""A table on disk: rows of numbers and codes, sorted, with an index of each country's figures.

One memory-mapped NumPy file a table, with texts as codes of one small JSON file. Parquet was slower: pandas
imports pyarrow wherever that is installed, which costs every process more than opening the whole store, and
its threads do not survive the forks that make the reports.
"""

import json
from pathlib import Path
from typing import Any, Final

import numpy as np
import pandas as pd

from .schema import FIGURES, NO_DATA, NOT_COLLECTED, PAIRS, SEXES

CODED: Final = ("indicator", "iso3", "origin", "unit", "qualifier", "raw")
_SHAPE: Final = {
    "indicator": "u2", "iso3": "u2", "origin": "u2", "year": "i2", "sex": "u1",
    "value": "f8", "value_high": "f8", "unit": "u2", "qualifier": "u2", "raw": "u4",
}  # fmt: skip


def write(folder: Path, figures: pd.DataFrame, pairs: pd.DataFrame) -> None:
    """Write both tables of an edition to an existing ``folder``."""
    texts: dict[str, list[str]] = {}
    for column in CODED:
        tables = [table[column] for table in (figures, pairs) if column in table]
        texts[column] = sorted(set().union(*(set(table.unique()) for table in tables)))
    (folder / "codes.json").write_text(json.dumps(texts, ensure_ascii=False), encoding="utf-8")
    for name, table, columns in (("figures", figures, FIGURES), ("pairs", pairs, PAIRS)):
        rows = np.empty(len(table), dtype=[(c, _SHAPE[c]) for c in columns])
        for column in columns:
            words = SEXES if column == "sex" else texts.get(column)
            given = table[column]
            rows[column] = given if words is None else pd.Categorical(given, categories=words).codes
        order = ("indicator", "iso3", *(["origin"] if name == "pairs" else []), "year", "sex")
        rows = rows[np.lexsort([rows[column] for column in reversed(order)])]
        np.save(folder / f"{name}.npy", rows)
        np.save(folder / f"{name}_index.npy", _index(rows["indicator"], rows["iso3"]))
        if name == "pairs":
            turned = np.lexsort([rows[c] for c in ("sex", "year", "iso3", "origin", "indicator")])
            np.save(folder / "pairs_turned.npy", turned.astype("u4"))
            by_origin = _index(rows["indicator"][turned], rows["origin"][turned])
            np.save(folder / "pairs_turned_index.npy", by_origin)


def _index(indicator: Any, place: Any) -> Any:
    """Return where each indicator and place begin and end: rows of (indicator, place, begin, end)."""
    if not len(indicator):
        return np.empty((0, 4), dtype="i4")
    new = np.flatnonzero((np.diff(indicator) != 0) | (np.diff(place) != 0)) + 1
    begin = np.concatenate([[0], new])
    return np.stack([indicator[begin], place[begin], begin, [*new, len(indicator)]], axis=1).astype("i4")


class Tables:
    """The tables of one edition; only the rows requested are read from disk."""

    def __init__(self, folder: Path) -> None:
        texts = json.loads((folder / "codes.json").read_text(encoding="utf-8"))
        self.texts = {column: np.array([*words, ""], dtype=object)[:-1] for column, words in texts.items()}
        self.codes = {
            c: {word: n for n, word in enumerate(texts[c])} for c in ("indicator", "iso3", "origin")
        }
        self.unreported = [
            NO_DATA in qualifier or NOT_COLLECTED in qualifier for qualifier in texts["qualifier"]
        ]
        self._rows = {name: np.load(folder / f"{name}.npy", mmap_mode="r") for name in ("figures", "pairs")}
        self._turned = np.load(folder / "pairs_turned.npy", mmap_mode="r")
        self._spans = {
            name: {(i, p): (b, e) for i, p, b, e in np.load(folder / f"{name}_index.npy").tolist()}
            for name in ("figures", "pairs", "pairs_turned")
        }

    def rows(self, name: str, indicator: str, place: str | None = None, by: str = "iso3") -> Any:
        """Return ``figures`` or ``pairs`` of an indicator, of one place or all; an empty array if none.

        For pairs, ``by`` says whether the place is where people are (iso3) or are from (origin).
        """
        table = self._rows[name]
        code = self.codes["indicator"].get(indicator, -1)
        spans = self._spans["pairs_turned" if by == "origin" else name]
        if place is None:
            matching = [span for (i, _), span in self._spans[name].items() if i == code]
            return table[matching[0][0] : matching[-1][1]] if matching else table[:0]
        begin, end = spans.get((code, self.codes[by].get(place, -1)), (0, 0))
        return table[np.sort(self._turned[begin:end])] if by == "origin" else table[begin:end]

    def all(self, name: str) -> Any:
        """Return all rows of a table, as on disk."""
        return self._rows[name]

    def frame(self, rows: Any, **same: Any) -> pd.DataFrame:
        """Return rows as a tidy frame; ``same`` adds constant columns."""
        columns: dict[str, Any] = {}
        for column in rows.dtype.names:
            if column in same:
                continue
            if column == "sex":
                columns[column] = np.array(SEXES, dtype=object)[rows[column]]
            elif column in self.texts:
                columns[column] = self.texts[column][rows[column]]
            else:
                columns[column] = np.ascontiguousarray(rows[column])
        columns |= {name: np.full(len(rows), text, dtype=object) for name, text in same.items()}
        order = [*rows.dtype.names, *(name for name in same if name not in rows.dtype.names)]
        # pandas would inspect every text to infer its type, and align every column.
        index = pd.RangeIndex(len(rows))
        known = {
            name: pd.Series(column, index=index, dtype=column.dtype, copy=False)
            for name, column in columns.items()
        }
        return pd.DataFrame({name: known[name] for name in order}, index=index, copy=False)
