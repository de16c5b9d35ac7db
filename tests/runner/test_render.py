"""One report, with real Papermill and kernels: good, failing, endless, with a dying kernel, malformed."""

from __future__ import annotations

import json
import warnings
from collections.abc import Callable
from pathlib import Path

import nbformat
import pytest

from migbrief.errors import UserError
from migbrief.registry.manifest import Limits
from migbrief.registry.records import Report
from migbrief.runner.render import render

pytestmark = pytest.mark.batch

Make = Callable[..., Report]


def test_a_good_report_leaves_its_page_and_its_executed_notebook(
    fixture_report: Make, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        result = render(fixture_report("good", vintage="2015"), tmp_path)
    assert (result.status, result.error, result.warnings) == ("ok", "", 0)
    html = (tmp_path / result.page).read_text("utf-8")
    assert "<h1>A good report</h1>" in html and "2012-tenth [] " in html and "2015" in html
    nb = nbformat.read(tmp_path / result.executed, as_version=4)
    assert nb.metadata.papermill.parameters["vintage"] == "2015"
    assert capfd.readouterr() == ("", "")
    assert sorted(p.name for p in tmp_path.rglob("*") if p.is_file()) == ["good.html", "good.ipynb"]


def test_a_raising_report_names_its_cell_and_keeps_its_page_apart(
    fixture_report: Make, tmp_path: Path
) -> None:
    result = render(fixture_report("raises"), tmp_path)
    assert result.status == "failed"
    assert result.error == "cell 5: ZeroDivisionError: division by zero"
    page = (tmp_path / "failed/sections/raises.html").read_text("utf-8")
    assert "FAILED" in page and "made before the failure" in page and "never" not in page.split("cell 6")[0]
    assert '<details class="code" open><summary>Code of cell 5' in page
    assert not (tmp_path / "sections/raises.html").exists()


def test_a_failure_does_not_touch_an_earlier_good_page_and_success_clears_it(
    fixture_report: Make, tmp_path: Path
) -> None:
    good, bad = fixture_report("good"), fixture_report("raises")
    same = Report("x", "x", bad.notebook, "section", good.output)
    before = (tmp_path / render(good, tmp_path).page).read_bytes()
    failed = render(same, tmp_path)
    assert (tmp_path / good.output).read_bytes() == before
    assert (tmp_path / failed.page).is_file()
    render(good, tmp_path)
    assert not (tmp_path / failed.page).exists()


def test_an_endless_cell_is_stopped_and_named(fixture_report: Make, tmp_path: Path) -> None:
    result = render(fixture_report("slow"), tmp_path, Limits(cell=2, report=60))
    assert result.error == "cell 5 ran longer than the limit of 2 s for a cell"
    assert "begun" in (tmp_path / result.page).read_text("utf-8")


def test_an_endless_report_is_stopped_and_the_limit_is_named(fixture_report: Make, tmp_path: Path) -> None:
    result = render(fixture_report("slow"), tmp_path, Limits(cell=60, report=2))
    assert result.error == "the report ran longer than its limit of 2 s, in cell 5"


def test_a_kernel_that_dies_is_reported(fixture_report: Make, tmp_path: Path) -> None:
    result = render(fixture_report("dies"), tmp_path)
    assert result.error == "the kernel died in cell 3; it was killed or ran out of memory"


def test_warnings_are_counted_and_kept_from_the_reader(fixture_report: Make, tmp_path: Path) -> None:
    result = render(fixture_report("warns"), tmp_path)
    html = (tmp_path / result.page).read_text("utf-8")
    assert (result.status, result.warnings) == ("ok", 1)
    assert "the result" in html and "UserWarning" not in html


def test_a_notebook_without_parameters_is_refused(fixture_report: Make, tmp_path: Path) -> None:
    with pytest.raises(UserError, match=r"no-parameters\.ipynb has no cell tagged parameters"):
        render(fixture_report("no-parameters"), tmp_path)


@pytest.mark.parametrize("content", ["{not json", "[]", '{"cells": 3, "nbformat": 4}', ""])
def test_what_is_no_notebook_is_refused_in_one_line(
    content: str, fixture_report: Make, tmp_path: Path
) -> None:
    broken = tmp_path / "broken.ipynb"
    broken.write_text(content, "utf-8")
    good = fixture_report("good")
    with pytest.raises(UserError, match=r"broken\.ipynb is not a valid notebook") as caught:
        render(Report("x", "x", broken, "section", good.output), tmp_path / "out")
    assert "\n" not in str(caught.value)
    assert not (tmp_path / "out").exists()


def test_bad_parameters_are_refused_before_anything_runs(fixture_report: Make, tmp_path: Path) -> None:
    with pytest.raises(UserError, match="unknown section parameter"):
        render(fixture_report("good", tops=3), tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_parameters_reach_the_notebook_as_they_are(fixture_report: Make, tmp_path: Path) -> None:
    result = render(fixture_report("good", countries=["KEN", "NPL"]), tmp_path)
    nb = json.loads((tmp_path / result.executed).read_text("utf-8"))
    printed = [o for c in nb["cells"] for o in c.get("outputs", []) if o["output_type"] == "stream"]
    assert "['KEN', 'NPL']" in "".join(printed[0]["text"])
