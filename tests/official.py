"""A store of official data for tests: of the publishers' real files where they lie beside the project."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from folders import ROOT
from migbrief.datasets import store
from migbrief.sources import recognise

SHARED = ROOT.parent / "shared" / "data"
ABSENT = "the real files of the sources are not beside the project (../shared/data)"


def make(folder: Path) -> None:
    """Add all real files to the store in a folder."""
    read = recognise.read_files([SHARED])
    assert read.faults == []
    store.add(read.releases, folder)


def figures_of(
    held: store.Store, indicator: str, iso3: str, edition: str | None = None, sex: str = "both"
) -> list[Any]:
    """One place's rows of one edition, oldest first, those without a number too; none where none is held."""
    if not (edition or held.preferred(indicator)):
        return []
    rows = held.figures(indicator, iso3, edition, sex)
    return list(rows.astype(object).where(rows.notna(), None).itertuples(index=False))


def figure_of(held: store.Store, indicator: str, iso3: str, year: int | None = None, **which: Any) -> Any:
    """One place's latest row that is a number, or that of a year; None where there is none."""
    for row in reversed(figures_of(held, indicator, iso3, **which)):
        if row.value is not None and store.NO_DATA not in row.qualifier and year in (None, row.year):
            return row
    return None
