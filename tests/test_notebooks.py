"""The notebooks: nothing of a run is kept in them, and each takes other parameters."""

from __future__ import annotations

from pathlib import Path

import nbformat
import pytest

from folders import ROOT
from migbrief.registry import profile_reports, reports
from migbrief.runner import batch

NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))


def test_there_are_notebooks() -> None:
    assert len(NOTEBOOKS) >= 6


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_holds_no_output_and_no_count(path: Path) -> None:
    code = [cell for cell in nbformat.read(path, as_version=4).cells if cell.cell_type == "code"]
    assert len(code) > 2
    assert [cell for cell in code if cell.outputs or cell.execution_count is not None] == []


@pytest.mark.batch
def test_every_notebook_takes_other_parameters(tmp_path: Path) -> None:
    """What then stands on the page shows that they were taken; the overview takes another language only."""
    sections = [report for report in reports.reports() if report.id not in ("overview", "compare")]
    changes = {report.id: {"countries": ["NPL"]} for report in sections} | {"a4": {"fund_usd": 7e6}}
    varied = [reports.with_parameters(report, changes[report.id]) for report in sections]
    varied += profile_reports.country_reports(["NPL"])
    done = batch.render_all(varied, tmp_path, 2)
    assert len(done) == 8
    assert {result.report.id: result.error for result in done if result.status != "ok"} == {}
    for result in done:
        word = "US$ 7 million" if result.report.id.startswith("a4") else "Nepal"
        page = (tmp_path / result.page).read_text("utf-8").replace("\xa0", " ")
        assert word in page[page.index("<main") :], result.report.id
