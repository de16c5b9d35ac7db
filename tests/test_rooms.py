"""The rooms of the library: what stands where, and that each opens by itself."""

from __future__ import annotations

import subprocess
import sys

import pytest

from folders import ROOT, TESTS

LIBRARY = ROOT / "lib" / "migbrief"
ROOMS = sorted(p.name for p in LIBRARY.iterdir() if (p / "__init__.py").is_file())


def test_no_module_stands_outside_a_room() -> None:
    modules = {path.stem for path in LIBRARY.glob("*.py")}
    assert modules == {"__init__", "__main__", "files", "paths", "errors"}
    assert len(ROOMS) >= 10


def test_tests_mirror_the_rooms() -> None:
    folders = {path.parent.relative_to(TESTS).parts[0] for path in TESTS.glob("*/**/test_*.py")}
    assert len(folders) >= 9 and folders <= {*ROOMS, "tools"}


@pytest.mark.parametrize("module", ["runner.engine", "registry.reports", "pages.index", "display.charts"])
def test_a_module_opens_by_itself(module: str) -> None:
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", f"import migbrief.{module}"],
        cwd=LIBRARY.parent,
        capture_output=True,
        text=True,
    )
    assert (done.returncode, done.stderr) == (0, "")
