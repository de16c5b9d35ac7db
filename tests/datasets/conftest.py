"""The real files of the official sources, where they lie beside the project, in a store of their own."""

from __future__ import annotations

from pathlib import Path

import pytest

from folders import shared_folder
from migbrief.datasets import store
from migbrief.sources import recognise

SHARED = Path(__file__).resolve().parents[2].parent / "shared" / "data"


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real files; tests that need it are skipped where it is absent."""
    if not SHARED.is_dir():
        pytest.skip("the real files of the sources are not beside the project (../shared/data)")
    return SHARED


@pytest.fixture(scope="session")
def official(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> store.Store:
    """A store into which all the real files were added."""

    def make(folder: Path) -> None:
        read = recognise.read_files([shared])
        assert read.faults == []
        store.add(read.releases, folder)

    return store.opened(shared_folder(tmp_path_factory, "official", make))
