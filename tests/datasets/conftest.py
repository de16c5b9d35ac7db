"""The real files of the official sources, where they lie beside the project, in a store of their own."""

from __future__ import annotations

from pathlib import Path

import pytest

import official as real
from migbrief.datasets import store


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real files; tests that need it are skipped where it is absent."""
    if not real.SHARED.is_dir():
        pytest.skip(real.ABSENT)
    return real.SHARED


@pytest.fixture(scope="session")
def official(real_store: Path) -> store.Store:
    """A store into which all the real files were added."""
    return store.opened(real_store)
