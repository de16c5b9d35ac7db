"""The rows of docs/reliability.md, each with a real batch: some reports fail, the others are not affected."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from migbrief import paths
from migbrief.cli.main import main
from migbrief.runner import warm
from migbrief.runner.warm import can_fork
from project import BEFORE, Project

pytestmark = [
    pytest.mark.batch,
    pytest.mark.skipif(sys.platform == "win32", reason="signals and limits of POSIX"),
]

TOO_LONG = "cell 4 ran longer than the limit of 1 s for a cell"
DISARMED = (
    "import faulthandler, signal, time; signal.setitimer(signal.ITIMER_REAL, 0); "
    "faulthandler.cancel_dump_traceback_later(); "
    "signal.signal(signal.SIGALRM, signal.SIG_IGN); time.sleep(200)"
)
# Notebooks to break, beside a1 and c, which work.
PLACES = {
    "intro": "intro",
    "a2": "a2-cooperation-dialogue",
    "a3": "a3-thematic-initiatives",
    "b": "b-gfmd",
}
# What a cell does, and why its report failed; None: that depends on the version of Python.
BREAKAGES: dict[str, tuple[tuple[str, ...], dict[str, str | None]]] = {
    "errors and ends": ((), {
        "1 / 0": "cell 4: ZeroDivisionError: division by zero",
        "raise SystemExit(7)": "cell 4: SystemExit: 7",
        "import os; os.kill(os.getpid(), 9)": "its process was killed by SIGKILL in cell 4",
        "import os; os._exit(3)": "its process ended with exit code 3 in cell 4",
    }),
    "memory and crashes": (("--memory", "500"), {
        "import os; data = bytearray(600_000_000); 'too much'": (
            "cell 4: MemoryError: (a report may use 500 MB)"
        ),
        "import os; os.abort()": "its process was killed by SIGABRT in cell 4",
        "import ctypes; ctypes.string_at(0)": "its process was killed by SIGSEGV in cell 4",
        "import sys; sys.setrecursionlimit(10**6)\ndef f(*a): [*map(f, [0])]\nf()": None,
    }),
    "time": (("--timeout", "1"), {
        "while True: pass": TOO_LONG,
        # Nothing in Python can stop this one: the process is ended from outside the interpreter.
        "7 ** (7 ** 10) % 3": TOO_LONG,
        # Whatever would stop it from inside cannot: the batch does.
        "import os; os.kill(os.getpid(), 19)": TOO_LONG,
        DISARMED: TOO_LONG,
    }),
    "signals": ((), {
        "import os; os.kill(os.getpid(), 15)": "its process was killed by SIGTERM in cell 4",
        "import os; os.close(2); os.close(1); os._exit(0)": "its process ended with exit code 0 in cell 4",
    }),
}  # fmt: skip


@pytest.fixture
def project(tmp_path: Path, library: Path) -> Project:
    return Project(tmp_path / "project", library)


@pytest.mark.parametrize("batch", BREAKAGES)
@pytest.mark.skipif(not can_fork(), reason="this system cannot fork")
def test_reports_break_and_the_others_do_not_notice(project: Project, batch: str) -> None:
    options, breakages = BREAKAGES[batch]
    assert len(breakages) <= len(PLACES), "begin another batch"
    for name, code in zip(PLACES.values(), breakages, strict=False):
        project.notebook(name, BEFORE, code, "'never'")
    done = project.render(*options)
    entries = project.entries()
    stated = zip(PLACES, breakages.values(), strict=False)
    reasons = {id: reason or entries[id]["error"] for id, reason in stated}
    assert all("cell 4" in reason for reason in reasons.values())
    project.assert_failed(done, reasons)


def test_with_real_kernels_too(project: Project) -> None:
    project.notebook("b-gfmd", BEFORE, "import os; os.kill(os.getpid(), 9)")
    project.notebook("c-high-level-dialogue", "for n in range(100_000): print(n)", "'after'")
    done = project.render("--engine", "kernel")
    reason = "the kernel died in cell 4; it was killed or ran out of memory"
    project.assert_failed(done, {"b": reason})
    assert_cut((project.out / "sections/c.html").read_text("utf-8"))


def test_broken_notebooks(project: Project) -> None:
    """No JSON, none of our cells, nothing at all."""
    bare = '{"cells": [], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}'
    texts = {"intro": "{not json", "a2": bare, "b": ""}
    for id, text in texts.items():
        (project.home / "notebooks" / f"{PLACES[id]}.ipynb").write_text(text, "utf-8")
    done = project.render()
    reasons = {id: project.entries()[id]["error"] for id in texts}
    for id, start in (
        ("intro", "intro.ipynb is not a valid notebook"),
        ("a2", "a2-cooperation-dialogue.ipynb has no cell tagged"),
        ("b", "b-gfmd.ipynb is not a valid notebook"),
    ):
        assert reasons[id].startswith(start)
    project.assert_failed(done, reasons, began=False)


def test_printed_lines_past_a_thousand_are_cut_and_said(project: Project) -> None:
    project.notebook("b-gfmd", "for n in range(100_000): print(n)", "'after'")
    done = project.render("b")
    assert done.returncode == 0, done.stderr
    assert_cut((project.out / "sections/b.html").read_text("utf-8"))


def assert_cut(page: str) -> None:
    assert "99,000 more lines left out" in page and "after" in page
    assert "\n999\n" in page and "\n1000\n" not in page
    assert len(page) < 100_000


def test_a_broken_data_file(project: Project) -> None:
    """The report that reads it fails and names file and line; the others do not."""
    figures = project.home / "data/indicators/factbook-2025.csv"
    figures.write_text(figures.read_text("utf-8").replace(",17.2,", ",1e999,", 1), "utf-8")
    project.notebook("b-gfmd", BEFORE, "from migbrief.datasets import indicators\nindicators.load(vintage)")
    done = project.render()
    reason = project.entries()["b"]["error"]
    place, _, words = reason.partition("UserError: ")
    assert place.startswith("cell ") and words.startswith("factbook-2025.csv line 2: column value is 'inf'")
    also = [f"migbrief: the index has no profiles and no data: {words}"]
    project.assert_failed(done, {"b": reason}, also=also)


def test_a_broken_edition_stops_the_batch_before_it_starts(project: Project) -> None:
    """Every report reads the edition: one line, code 2, and nothing made."""
    facts = project.home / "data/editions/2012-tenth/facts.csv"
    facts.write_text(facts.read_text("utf-8").replace(",7300,", ",73oo,", 1), "utf-8")
    done = project.render()
    assert done.returncode == 2 and done.stdout == ""
    assert done.stderr.count("\n") == 1 and "facts.csv, row " in done.stderr and "73oo" in done.stderr
    assert not list((project.out).rglob("*.html"))


def test_without_fork_real_kernels_take_over_and_one_line_says_so(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(warm, "can_fork", lambda: False)
    monkeypatch.setenv("MIGBRIEF_HOME", str(project.home))
    done = CliRunner().invoke(main, ["render", "--jobs", "2"])
    assert (done.exit_code, done.stdout[:20]) == (0, "2 of 2 reports made:")
    assert done.stderr == "migbrief: this system cannot fork safely; using Jupyter kernels, which is slower\n"


def test_the_docs_name_only_tests_that_there_are() -> None:
    tests = "".join(p.read_text("utf-8") for p in Path(__file__).parents[1].rglob("test_*.py"))
    promised = re.findall(r"`(test_\w+)`", (paths.root() / "docs" / "reliability.md").read_text("utf-8"))
    assert len(promised) > 15
    assert [name for name in promised if f"def {name}(" not in tests] == []
