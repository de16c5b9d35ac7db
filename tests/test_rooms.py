"""The rooms of the library: what stands where, and that each opens by itself."""

from __future__ import annotations

import ast
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


def test_functions_are_short() -> None:
    """At most 60 lines, the docstring not counted."""
    seen, long = 0, {}
    for path in (*LIBRARY.rglob("*.py"), *(ROOT / "tools").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                continue
            seen += 1
            lines = (node.end_lineno or 0) - node.lineno + 1
            if ast.get_docstring(node) is not None:
                lines -= (node.body[0].end_lineno or 0) - node.body[0].lineno + 1
            if lines > 60:
                long[f"{path.relative_to(ROOT)}: {node.name}"] = lines
    assert seen > 1000
    assert long == {}


@pytest.mark.slow
@pytest.mark.parametrize("module", ["runner.engine", "registry.reports", "pages.index", "display.charts"])
def test_a_module_opens_by_itself(module: str) -> None:
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", f"import migbrief.{module}"],
        cwd=LIBRARY.parent,
        capture_output=True,
        text=True,
    )
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.slow
def test_the_index_and_the_dictionary_need_no_nbconvert() -> None:
    """Loading it takes longer than making both, in each command that renders."""
    code = "import sys, migbrief.pages.index, migbrief.pages.data_files as files; files.dictionary_page()"
    told = "print(sorted({'nbconvert', 'nbformat', 'papermill'} & {*sys.modules}))"
    done = subprocess.run(
        [sys.executable, "-c", f"{code}; {told}"], cwd=LIBRARY.parent, capture_output=True, text=True
    )
    assert (done.stdout, done.stderr) == ("[]\n", "")
