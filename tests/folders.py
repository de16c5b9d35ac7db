"""Where the files of the tests stand, and folders that all their processes share."""

from __future__ import annotations

import fcntl
import os
import shutil
from collections.abc import Callable, Mapping
from pathlib import Path

import pandas as pd
import pytest

from migbrief import paths

TESTS = Path(__file__).parent
ROOT = TESTS.parent  # of the repository
FIXTURES = TESTS / "fixtures" / "notebooks"
HERONS = TESTS / "fixtures" / "herons"  # an edition whose every figure can be counted by hand


def shared_folder(factory: pytest.TempPathFactory, name: str, make: Callable[[Path], object]) -> Path:
    """A folder of the session that the first process to ask for it makes, while the others wait."""
    base = factory.getbasetemp()
    folder = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / name
    folder.mkdir(exist_ok=True)
    done = folder.parent / f"{name}.made"
    with (folder.parent / f"{name}.lock").open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not done.exists():
            make(folder)
            done.touch()
    return folder


def home_with(home: Path, notebooks: Mapping[str, str]) -> Path:
    """A project folder with the real data, whose paper has these notebooks: section → notebook."""
    (home / "notebooks").mkdir(parents=True)
    shutil.copytree(paths.data(), home / "data", ignore=shutil.ignore_patterns("live"))
    table = home / "data" / "editions" / "2012-tenth" / "sections.csv"
    rows = pd.read_csv(table, dtype=str, keep_default_na=False)
    rows["notebook"] = rows["section"].map(notebooks).fillna("none")
    rows.to_csv(table, index=False)
    return home
