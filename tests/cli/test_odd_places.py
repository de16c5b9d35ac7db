"""Unusual folders and input give one line each, and nothing is written outside the output folder."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path, PurePosixPath

import click
import pytest
from click.testing import CliRunner
from nbformat import v4

from migbrief import paths
from migbrief.cli import click_messages, progress
from migbrief.cli.main import main
from migbrief.datasets import table_schema
from migbrief.display.csv import safe_cell
from migbrief.editions import expressions
from migbrief.errors import UserError, one_line
from migbrief.files import write_atomic
from migbrief.pages import assets, pack, report_page
from migbrief.pages.headings import Outline
from migbrief.registry.manifest import failure
from migbrief.registry.records import Report
from migbrief.runner import render

REPORT = Report("a", "A", Path("a.ipynb"), "section", PurePosixPath("a.html"))


def run(*words: str) -> tuple[int, str]:
    result = CliRunner().invoke(main, list(words))
    return result.exit_code, result.stderr


@pytest.mark.parametrize("name", ["data", "data/editions", "notebooks", "."])
def test_pages_never_go_among_the_projects_own_files(project: Path, name: str) -> None:
    code, said = run("render", "intro", "--out", str(project / name))
    assert code == 2 and said.count("\n") == 1 and "name another folder with --out" in said


@pytest.mark.parametrize("manifest", [None, "{}", "[1]", "[" * 100_000])
def test_somebody_elses_index_is_left_alone(project: Path, tmp_path: Path, manifest: str | None) -> None:
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / "index.html").write_text("mine")
    if manifest is not None:
        (tmp_path / "site" / "manifest.json").write_text(manifest)
    code, said = run("render", "intro", "--out", str(tmp_path / "site"))
    assert code == 2 and "has an index.html that is not ours" in said
    assert (tmp_path / "site" / "index.html").read_text() == "mine"


@pytest.mark.parametrize(
    "name", ["editions/2012-tenth/facts.csv", "indicators/factbook-2015.csv", "schemas/x"]
)
def test_a_pipe_or_device_among_the_data_holds_no_command(project: Path, name: str) -> None:
    path = project / "data" / name
    path.unlink(missing_ok=True)
    os.mkfifo(path)
    for words in (["check"], ["list"], ["render", "intro", "--out", str(project / "out")]):
        said = f"migbrief: {path} is a pipe or a device, not a file; remove it\n"
        assert run(*words) == (2, said)
    path.unlink()
    path.symlink_to("/dev/zero")
    assert run("list")[0] == 2


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="Linux's device that is always full")
def test_an_output_that_is_full_is_one_line_and_the_pages_are_there(project: Path) -> None:
    command = [sys.executable, "-m", "migbrief", "render", "intro", "--out", str(project / "out")]
    env = {**os.environ, "PYTHONPATH": str(paths.PACKAGE.parent)}
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(command, env=env, stdout=full, stderr=subprocess.PIPE, text=True, timeout=120)
    assert (done.returncode, done.stderr) == (1, "migbrief: cannot go on: No space left on device\n")
    assert (project / "out" / "sections" / "intro.html").is_file()


def test_a_process_without_home_or_backend_gets_them(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    def no_home() -> Path:
        raise RuntimeError("Could not determine home directory.")

    monkeypatch.setattr(Path, "home", no_home)
    monkeypatch.setenv("HOME", "")
    monkeypatch.setenv("MPLBACKEND", "nonsense")
    monkeypatch.setenv("MIGBRIEF_HOME", "some/where")
    monkeypatch.chdir(tmp_path)
    click_messages._ready_place()
    assert Path(os.environ["HOME"]).is_dir() and "MPLBACKEND" not in os.environ
    assert os.environ["MIGBRIEF_HOME"] == str(tmp_path / "some/where")


def test_a_working_folder_that_is_gone_is_one_line(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "gone").mkdir()
    monkeypatch.chdir(tmp_path / "gone")
    (tmp_path / "gone").rmdir()
    with pytest.raises(UserError, match="no longer there"):
        click_messages._ready_place()
    os.chdir(tmp_path)


def test_a_failure_that_cannot_be_reported_does_not_stop_a_batch(monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*words: object, **options: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(click, "echo", full)
    log = progress.Log(Path())
    log.progress(failure(REPORT, "why", 0), 1, 2)


def test_a_line_holds_nothing_that_a_terminal_obeys_or_cannot_show() -> None:
    assert one_line("a\x1b[31mb\x07\ud800c\x9b") == "a�[31mb�?c�"


def test_a_broken_template_of_a_user_is_not_read(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for place in ("base", "."):
        (tmp_path / "nbconvert/templates" / place).mkdir(parents=True, exist_ok=True)
        (tmp_path / "nbconvert/templates" / place / "conf.json").write_text("{")
    monkeypatch.setenv("JUPYTER_PATH", str(tmp_path))
    exporter = report_page._exporter.__wrapped__()
    assert not any(str(tmp_path) in place for place in exporter.template_paths)
    exporter.register_filter("highlight_code", report_page.code_html)
    assert exporter.template.name == "report.html.j2"


@pytest.mark.parametrize("text", ["round(1e999-1e999)", "-" * 490 + "1", "(" * 190 + "1" + ")" * 190 + "+a"])
def test_an_odd_expression_is_one_line(text: str) -> None:
    with pytest.raises(UserError) as caught:
        expressions.evaluate(text, {})
    assert len(str(caught.value)) < 700


def test_a_cell_of_any_length_is_a_problem_of_its_table(tmp_path: Path) -> None:
    (tmp_path / "aliases.csv").write_text(f"alias,iso3\n{'x' * 200_000},KEN\n")
    schema = table_schema.load_schema(paths.data() / "schemas" / "aliases.json")
    table = table_schema.read_table(tmp_path / "aliases.csv", schema)
    assert all(len(str(problem)) < 300 for problem in table.problems)


def test_half_a_surrogate_in_a_title_becomes_a_question_mark(tmp_path: Path) -> None:
    nb = v4.new_notebook(cells=[v4.new_markdown_cell("# A title \ud800"), v4.new_code_cell("a = 1")])
    nb.cells[1].metadata.tags = ["parameters"]
    (tmp_path / "a.ipynb").write_text(json.dumps(nb))
    assert render.read(tmp_path / "a.ipynb").cells[0].source == "# A title ?"
    write_atomic(tmp_path / "a.html", "\ud800")
    assert (tmp_path / "a.html").read_text("utf-8") == "?"


@pytest.mark.parametrize(
    "content", [{"nbformat": 3, "nbformat_minor": 0, "metadata": {}, "worksheets": []}, []]
)
def test_a_notebook_of_another_kind_is_one_line(tmp_path: Path, content: object) -> None:
    (tmp_path / "a.ipynb").write_text(json.dumps(content))
    with pytest.raises(UserError, match=r"^a\.ipynb "):
        render.read(tmp_path / "a.ipynb")


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", "file:///etc/passwd", "data:text/html,x", "//x.org", 5]
)
def test_a_source_links_to_the_web_only(address: object) -> None:
    assert assets.web_address(address) == ""


def test_output_of_a_notebook_cannot_redirect_the_page() -> None:
    html = '<p>a</p><META\nhttp-equiv="refresh" content="0;url=https://example.org"><b>b</b>< meta x'
    html = '<BASE href="https://example.org/"><base/target=_blank><i>baseline</i>' + html
    cell = v4.new_code_cell("", outputs=[v4.new_output("display_data", data={"text/html": html})])
    [data] = report_page._prepare_cell(cell, 1, Outline())
    assert not re.search("meta|base(?!line)|example", data["text/html"], re.IGNORECASE)
    assert "<b>b</b>" in data["text/html"] and "<i>baseline</i>" in data["text/html"]


def test_packed_tables_begin_no_formula(tmp_path: Path) -> None:
    table = tmp_path / "a.csv"
    table.write_text('a,b\n|cmd,-1.5\n"=1+1",x\n-x,"-1,2"\n')
    assert pack._guard_formulas(table).decode() == "a,b\n'|cmd,-1.5\n'=1+1,x\n'-x,\"-1,2\"\n"
    assert safe_cell("|cmd") == "'|cmd"
    table.write_text("a,b\n-1,2\n")
    assert pack._guard_formulas(table) == b"a,b\n-1,2\n"
