"""A copy of the library, for batches that may run for minutes while someone edits it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

import migbrief


@pytest.fixture(scope="session")
def library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder that holds the copy."""
    folder = tmp_path_factory.mktemp("library")
    shutil.copytree(Path(migbrief.__file__).parent, folder / "migbrief")
    return folder
