"""A store of official data for tests: of the publishers' real files where they lie beside the project."""

from __future__ import annotations

from pathlib import Path

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
