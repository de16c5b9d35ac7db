"""The command line, as a user sees it."""

from __future__ import annotations

import os
import pty
import re
import shlex
import subprocess
import sys
import time
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from migbrief.cli.main import main

ROOT = Path(__file__).parents[2]


def run(*words: str) -> tuple[int, str, str]:
    result = CliRunner().invoke(main, words)
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result.exit_code, result.stdout, result.stderr


def shell(*words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "migbrief", *words], capture_output=True, text=True, timeout=120
    )


def test_list_shows_ids_and_titles(project: Path) -> None:
    code, out, _ = run("list")
    assert code == 0 and out.splitlines()[1].split(None, 1) == ["intro", "Introduction"]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["render", "intrp"], "unknown report 'intrp'; did you mean intro?"),
        (["render", "compare"], "there is only one edition; a comparison needs two"),
        (
            ["render", "intro", "-p", "contries=KEN"],
            "unknown intro parameter 'contries'; did you mean countries?",
        ),
        (["render", "intro", "-p", "countries=Elbonia"], "unknown country 'Elbonia'"),
        (["render", "intro", "-p", "countries"], "-p takes name=value"),
        (["render", "intro", "-p", "vintage=2015", "-p", "vintage=2025"], "parameter vintage is given twice"),
        (["render", "intro", "--timeout", "nan"], "--timeout takes a number of seconds"),
        (["render", "a1", "-p", "top=many"], "takes a whole number"),
        (["check", "2012-tent"], "unknown edition '2012-tent'"),
        (
            ["check", "2012-tenth", "--text", "absent.txt"],
            "cannot read absent.txt: No such file or directory",
        ),
    ],
)
def test_a_mistake_is_one_line_and_code_2_and_leaves_nothing(
    project: Path, words: list[str], said: str
) -> None:
    code, out, err = run(*words)
    assert (code, out) == (2, "")
    assert err.startswith("migbrief: ") and said in err and err.count("\n") == 1
    assert not (project / "reports").exists()


def test_binary_text_is_refused(project: Path, tmp_path: Path) -> None:
    (tmp_path / "paper.txt").write_bytes(b"%TXT\xff\xfe")
    code, _, err = run("check", "2012-tenth", "--text", str(tmp_path / "paper.txt"))
    assert code == 2 and "is not UTF-8 text (byte 4)" in err


def test_an_output_that_is_a_file_is_refused(project: Path, tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("mine")
    code, _, err = run("render", "intro", "--out", str(tmp_path / "taken"))
    assert code == 2 and "it is a file, not a folder" in err
    assert (tmp_path / "taken").read_text() == "mine"


@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() == 0, reason="root may write anywhere")
def test_a_read_only_output_is_refused(project: Path, tmp_path: Path) -> None:
    (tmp_path / "locked").mkdir(mode=0o500)
    code, _, err = run("render", "intro", "--out", str(tmp_path / "locked"))
    assert code == 2 and "Permission denied" in err and err.count("\n") == 1


@pytest.mark.batch
def test_a_batch_in_a_pipe_then_a_variant_then_nothing_new(project: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    done = shell("render", "--out", str(out))
    assert done.returncode == 1
    assert done.stderr == "migbrief: a1 failed: cell 5: ZeroDivisionError: division by zero\n"
    assert done.stdout == f"2 of 3 reports made, 1 failed: {out / 'index.html'}\n"
    html = (out / "index.html").read_text("utf-8")
    assert "ZeroDivisionError" in html and "Introduction" in html

    variant = ("render", "intro", "-p", "countries=KEN", "-p", "language=fr", "--out", str(out))
    assert shell(*variant).returncode == 0
    pages = sorted(p.name for p in (out / "sections").glob("intro*"))
    assert pages == ["intro--fr--countries-KEN.html", "intro.html"]
    french = out / "index--fr.html"
    assert f'href="sections/{pages[0]}"' in french.read_text("utf-8")

    indexes = [out / "index.html", french]
    before = [page.stat().st_mtime_ns for page in indexes]
    assert shell(*variant).stdout.startswith("1 unchanged")
    assert [page.stat().st_mtime_ns for page in indexes] == before
    french.unlink()
    assert shell(*variant).stdout.startswith("1 unchanged")
    assert f'href="sections/{pages[0]}"' in french.read_text("utf-8"), "a lost index comes back"


@pytest.mark.batch
@pytest.mark.skipif(sys.platform == "win32", reason="pseudo-terminal")
def test_on_a_terminal_each_report_has_its_line(project: Path, tmp_path: Path) -> None:
    leader, follower = pty.openpty()
    command = [
        sys.executable,
        "-m",
        "migbrief",
        "render",
        "intro",
        "a3",
        "--out",
        str(tmp_path / "out"),
        "--jobs",
        "1",
    ]
    done = subprocess.run(command, stdout=follower, stderr=follower, timeout=120)
    os.close(follower)
    lines = os.read(leader, 10_000).decode().splitlines()
    os.close(leader)
    assert done.returncode == 0
    assert lines[0].startswith("[1/2] intro: Introduction (")
    assert lines[1].startswith("[2/2] a3: Thematic focus (") and "warnings in 1 cell)" in lines[1]
    assert lines[2].startswith("2 of 2 reports made")


def test_help_and_list_import_nothing_heavy(project: Path) -> None:
    code = (
        "import sys; from migbrief.cli.main import main\n"
        "try: main(['list'])\nexcept SystemExit: pass\n"
        "heavy = {'pandas', 'matplotlib', 'papermill', 'nbconvert', 'pydantic', 'jinja2'}\n"
        "print(sorted(heavy & set(sys.modules)))"
    )
    begun = time.monotonic()
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60)
    assert done.stdout.splitlines()[-1] == "[]"
    assert time.monotonic() - begun < 20  # very generous: it takes about 0.1 s on an idle machine


@pytest.mark.parametrize("document", ["README.md", "docs/producing.md", "docs/official-data.md"])
def test_every_command_of_the_docs_can_be_read(document: str) -> None:
    text = (ROOT / document).read_text("utf-8")
    lines = re.findall(r"^(?:\$ |ExecStart=|- run: |- )?\s*(?:\S*/)?migbrief ([^\n|;]+)$", text, re.MULTILINE)
    assert lines
    for line in lines:
        words = shlex.split(line, comments=True)
        command: click.Command = main
        while isinstance(command, click.Group) and words:
            command = command.commands[words.pop(0)]
        command.make_context("migbrief", words)
