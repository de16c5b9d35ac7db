"""The notebooks as they are kept: nothing of a run is in them."""

from __future__ import annotations

from pathlib import Path

import nbformat
import pytest

from folders import ROOT

NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))


def test_there_are_notebooks() -> None:
    assert len(NOTEBOOKS) >= 11


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_holds_no_output_and_no_count(path: Path) -> None:
    code = [cell for cell in nbformat.read(path, as_version=4).cells if cell.cell_type == "code"]
    assert len(code) > 2
    assert [cell for cell in code if cell.outputs or cell.execution_count is not None] == []
