"""The notebooks: nothing of a run is kept in them, and each takes other parameters."""

from __future__ import annotations

import ast
import json
import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import nbformat
import papermill
import pytest
from click.testing import CliRunner

from folders import ROOT
from migbrief.cli.main import main
from migbrief.errors import UserError
from migbrief.registry import profile_reports, reports
from migbrief.runner import batch

NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))
HOW_TO = sorted((ROOT / "notebooks" / "how-to").glob("*.ipynb"))
REPORTS = [path for path in NOTEBOOKS if path.stem != "explore"]
# What selects, filters or groups rows.
STEPS = ("head", "tail", "nlargest", "groupby", "query", "pivot", "dropna", "drop_duplicates", "sort_values")


def test_there_are_notebooks() -> None:
    assert len(NOTEBOOKS) >= 6


@pytest.mark.parametrize("path", [*NOTEBOOKS, *HOW_TO], ids=lambda path: path.stem)
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


def holds_a_step(source: str) -> bool:
    """Whether code calls for data, or takes some rows or columns of a frame."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            if ast.unparse(node.func) in ("mb.data", "mb.pairs") or node.func.attr in STEPS:
                return True
        elif isinstance(node, ast.Subscript) and (
            isinstance(node.slice, ast.Compare | ast.UnaryOp | ast.BinOp | ast.List | ast.Call)
            or ast.unparse(node.value).endswith(".loc")
        ):
            return True
    return False


@pytest.mark.parametrize("path", REPORTS, ids=lambda path: path.stem)
def test_a_report_shows_its_steps(path: Path) -> None:
    """A third of the cells select, filter or group; a sentence can be edited in one; no cell is long."""
    code = [cell for cell in nbformat.read(path, as_version=4).cells if cell.cell_type == "code"]
    own = [cell.source for cell in code if "parameters" not in cell.metadata.get("tags", [])]
    assert 3 * sum(map(holds_a_step, own)) >= len(code)
    assert any(".say(" in source for source in own)
    assert max(source.count("\n") for source in own) < 10


def test_the_how_to_notebooks_are_linked_where_lab_opens() -> None:
    assert len(HOW_TO) == 10
    linked = (ROOT / "notebooks" / "README.md").read_text("utf-8")
    assert [path.name for path in HOW_TO if f"(how-to/{path.name})" not in linked] == []


@pytest.mark.batch
def test_the_how_to_notebooks_run_under_papermill(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, with_official: Path
) -> None:
    """As anybody runs a notebook, each in a fork of one process; with another parameter where it has one."""
    monkeypatch.chdir(ROOT)
    changes = {"top-receivers": {"group": "SIDS"}, "refugees-by-origin": {"country": "Uganda"}}
    for path in HOW_TO:
        done = papermill.execute_notebook(
            path, tmp_path / path.name, changes.get(path.stem, {}), engine_name="migbrief", progress_bar=False
        )
        outputs = [output for cell in done.cells if cell.cell_type == "code" for output in cell.outputs]
        assert [o for o in outputs if o.output_type in ("error", "stream")] == [], path.name
        assert len(outputs) >= 2, path.name
    assert "Jamaica" in (tmp_path / "top-receivers.ipynb").read_text("utf-8")


@pytest.mark.batch
def test_the_how_to_notebooks_are_reports(tmp_path: Path, with_official: Path) -> None:
    found = reports.find([str(path) for path in HOW_TO])
    assert [report.output.as_posix() for report in found] == [f"notebooks/{p.stem}.html" for p in HOW_TO]
    done = batch.render_all(found, tmp_path, 2)
    assert {result.report.id: result.error for result in done if result.status != "ok"} == {}
    page = (tmp_path / "notebooks" / "refugees-by-origin.html").read_text("utf-8")
    assert "<h1>Refugees by origin through time</h1>" in page and "Refugees hosted, in Kenya" in page


def test_any_notebook_is_a_report(tmp_path: Path, copy_of_project: Path) -> None:
    """Begun from another, listed with its parameters, refused where a parameter is wrong; a cell's default
    is the default.
    """
    run = CliRunner()
    begun = run.invoke(main, ["new", "mine", "--from", "country-profile"])
    assert begun.exit_code == 0 and "migbrief render mine" in begun.output
    mine = copy_of_project / "notebooks" / "mine.ipynb"
    content = json.loads(mine.read_text("utf-8"))
    cell = next(c for c in content["cells"] if c["metadata"].get("tags") == ["parameters"])
    cell["source"] = [
        'country: str = "Nepal"  # whose\n',
        "horizon: int = 2040  # until when\n",
        "mine: float = 0.5\n",
    ]
    mine.write_text(json.dumps(content), encoding="utf-8")
    assert "mine" in run.invoke(main, ["list"]).output
    told = run.invoke(main, ["list", "mine"]).output
    assert "-p country=NPL" in told and "-p horizon=2040" in told and "-p mine=0.5" in told
    (report,) = reports.find(["mine"])
    assert report.output.as_posix() == "notebooks/mine.html"
    assert reports.with_parameters(report, {"country": "NPL"}) == report  # its default
    assert reports.with_parameters(report, {"title": "Mine"}).id.startswith("mine--title-Mine")
    for given, said in (
        ({"contry": "KEN"}, "unknown mine parameter 'contry'; did you mean country"),
        ({"mine": "much"}, "parameter mine of mine takes a number"),
        ({"horizon": "2041"}, "a multiple of 5"),
        ({"country": "Kennya"}, "did you mean Kenya"),
    ):
        with pytest.raises(UserError, match=re.escape(said)):
            reports.with_parameters(report, given)
    content["metadata"]["migbrief"]["report"] = False
    mine.write_text(json.dumps(content), encoding="utf-8")
    assert "mine" not in run.invoke(main, ["list"]).output
    assert run.invoke(main, ["new", "mine"]).exit_code == 2
    assert "there is no notebook" in run.invoke(main, ["render", "nowhere.ipynb"]).output


@pytest.fixture
def copy_of_project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project whose notebooks may be changed."""
    home = tmp_path / "project"
    shutil.copytree(ROOT / "notebooks", home / "notebooks")
    shutil.copy(ROOT / "LICENSE", home)
    (home / "data").symlink_to(ROOT / "data")
    monkeypatch.setenv("MIGBRIEF_HOME", str(home))
    return home


@pytest.mark.batch
def test_a_saved_default_is_the_default(copy_of_project: Path, tmp_path: Path) -> None:
    path = copy_of_project / "notebooks" / "section.ipynb"
    path.write_text(path.read_text("utf-8").replace("top: int = 10", "top: int = 4"), encoding="utf-8")
    (a1,) = reports.find(["a1"])
    assert reports.with_parameters(a1, {"top": 4}) == a1
    assert reports.with_parameters(a1, {"top": 10}).parameters["top"] == 10
    out, target = str(tmp_path / "out"), str(tmp_path / "a.zip")
    migbrief = [sys.executable, "-m", "migbrief"]
    words = ["-p", "title=My title", "-p", "subtitle=Of my own", "--out", out]
    subprocess.run([*migbrief, "render", "a1", *words], check=True, capture_output=True)
    (page,) = Path(out, "sections").glob("a1--*.html")
    html = page.read_text("utf-8")
    assert "<h1>My title</h1>" in html and '<p class="subtitle">Of my own</p>' in html
    words = ["pack", page.stem, "--reports", out, "--out", target]
    subprocess.run([*migbrief, *words], check=True, capture_output=True)
    assert f"sections/{page.name}" in zipfile.ZipFile(target).namelist()
