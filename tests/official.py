"""A store of official data for tests: of the publishers' real files where they lie beside the project."""

from __future__ import annotations

import fcntl
from pathlib import Path

from migbrief.datasets import store
from migbrief.sources import recognise

SHARED = Path(__file__).resolve().parents[1].parent / "shared" / "data"
ABSENT = "the real files of the sources are not beside the project (../shared/data)"


def make(folder: Path) -> Path:
    """The store of all real files in a folder, made by the first process that asks for it."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    with (folder.parent / f"{folder.name}.lock").open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (folder / "state.json").is_file():
            read = recognise.read_files([SHARED])
            assert read.faults == []
            store.add(read.releases, folder)
    return folder
