"""A copy of the library, for batches that may run for minutes while someone edits it.

Its warm processes load no content: what is done to these batches has nothing to do with it, and they start
sooner.
"""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

import migbrief

PRELOAD = """
def tables(): pass
def modules(): return ["none"]
def examples(): return []
"""


@pytest.fixture(scope="session")
def library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder that holds the copy."""
    folder = tmp_path_factory.mktemp("library")
    shutil.copytree(Path(migbrief.__file__).parent, folder / "migbrief")
    (folder / "migbrief" / "content" / "preload.py").write_text(PRELOAD)
    return folder
