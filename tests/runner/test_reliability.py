"""What docs/reliability.md promises, each with a real batch: one report breaks, the others do not notice."""

from __future__ import annotations

import html
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import nbformat
import psutil
import pytest
from click.testing import CliRunner
from nbformat import v4

import migbrief
from migbrief import paths
from migbrief.cli.main import main
from migbrief.files import PREFIX
from migbrief.runner import warm
from migbrief.runner.warm import can_fork

pytestmark = [
    pytest.mark.batch,
    pytest.mark.skipif(sys.platform == "win32", reason="signals and limits of POSIX"),
]

PARAMETERS = 'edition: str = "2012-tenth"\ncountries: list = []\ngroup: str = ""\nvintage: str = "2025"'
Done = subprocess.CompletedProcess[str]
SUMMARY = "2 of 3 reports made, 1 failed: "


class Project:
    """A project folder with the real data and notebooks made of code; a1 and c always work."""

    def __init__(self, home: Path, library: Path) -> None:
        self.home, self.out, self.library = home, home / "reports", library
        (home / "notebooks").mkdir(parents=True)
        (home / "data").symlink_to(paths.data())
        self.notebook("a1-capacity-building", "1 + 1", ranked=True)
        self.notebook("c-high-level-dialogue", "2 + 2")

    def notebook(self, name: str, *cells: str, ranked: bool = False) -> None:
        first = v4.new_code_cell(PARAMETERS + ("\ntop: int = 15" if ranked else ""))
        first.metadata.tags = ["parameters"]
        made = [v4.new_markdown_cell(f"# {name}"), first, *(v4.new_code_cell(c) for c in cells)]
        nbformat.write(v4.new_notebook(cells=made), self.home / "notebooks" / f"{name}.ipynb")

    def command(self, *words: str) -> list[str]:
        return [sys.executable, "-m", "migbrief", "render", "--jobs", "2", *words]

    def environment(self) -> dict[str, str]:
        return {**os.environ, "MIGBRIEF_HOME": str(self.home), "PYTHONPATH": str(self.library)}

    def render(self, *words: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            self.command(*words), env=self.environment(), capture_output=True, text=True, timeout=240
        )

    def start(self, *words: str) -> subprocess.Popen[str]:
        pipe = subprocess.PIPE
        return subprocess.Popen(
            self.command(*words), env=self.environment(), stdout=pipe, stderr=pipe, text=True
        )

    def wait_for(self, *names: str) -> None:
        """Until these files are there."""
        deadline = time.monotonic() + 120
        while not all((self.out / name).exists() for name in names):
            assert time.monotonic() < deadline, f"{names} did not come"
            time.sleep(0.02)

    def entries(self) -> dict[str, dict[str, str]]:
        return {e["id"]: e for e in json.loads((self.out / "manifest.json").read_text("utf-8"))["reports"]}

    def assert_whole(self) -> None:
        """No half-written file, and every page is complete."""
        for path in self.out.rglob("*"):
            assert not path.name.startswith(PREFIX), path
            if path.suffix == ".html":
                assert path.read_text("utf-8").rstrip().endswith("</html>"), path
            if path.suffix == ".ipynb":
                nbformat.read(path, as_version=4)

    def assert_one_failed(
        self, done: subprocess.CompletedProcess[str], reason: str, began: bool = True, also: str = ""
    ) -> None:
        """The batch said so, the others are there, the index shows the failure and its page."""
        assert (done.returncode, done.stdout[: len(SUMMARY)]) == (1, SUMMARY), done.stdout + done.stderr
        assert done.stderr == f"migbrief: b failed: {reason}\n{also}"
        assert (self.out / "sections/a1.html").is_file() and (self.out / "sections/c.html").is_file()
        assert not (self.out / "sections/b.html").exists()
        entry = self.entries()["b"]
        assert (entry["status"], entry["error"]) == ("failed", reason)
        index = (self.out / "index.html").read_text("utf-8")
        assert reason.split(":")[0] in index
        assert entry["failed_page"] == "failed/sections/b.html" and "failed/sections/b.html" in index
        page = (self.out / entry["failed_page"]).read_text("utf-8")
        assert "made before" in page if began else reason in html.unescape(page)
        self.assert_whole()


@pytest.fixture(scope="session")
def library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the library, which nobody edits while the tests run."""
    folder = tmp_path_factory.mktemp("library")
    shutil.copytree(Path(migbrief.__file__).parent, folder / "migbrief")
    return folder


@pytest.fixture
def project(tmp_path: Path, library: Path) -> Project:
    return Project(tmp_path / "project", library)


BEFORE = "print('made before')"
TOO_LONG = "cell 4 ran longer than the limit of 1 s for a cell"
DISARMED = (
    "import faulthandler, signal, time; signal.setitimer(signal.ITIMER_REAL, 0); "
    "faulthandler.cancel_dump_traceback_later(); "
    "signal.signal(signal.SIGALRM, signal.SIG_IGN); time.sleep(200)"
)
RSS = "import os; data = bytearray(600_000_000); 'too much'"


@pytest.mark.parametrize(
    ("code", "words", "reason"),
    [
        ("1 / 0", (), "cell 4: ZeroDivisionError: division by zero"),
        ("raise SystemExit(7)", (), "cell 4: SystemExit: 7"),
        ("while True: pass", ("--timeout", "1"), TOO_LONG),
        # Nothing in Python can stop this one: the process is ended from outside the interpreter.
        ("7 ** (7 ** 10) % 3", ("--timeout", "1"), TOO_LONG),
        ("import os; os.kill(os.getpid(), 9)", (), "its process was killed by SIGKILL in cell 4"),
        ("import os; os._exit(3)", (), "its process ended with exit code 3 in cell 4"),
        ("import os; os.abort()", (), "its process was killed by SIGABRT in cell 4"),
        ("import ctypes; ctypes.string_at(0)", (), "its process was killed by SIGSEGV in cell 4"),
        # Whatever would stop it from inside cannot: the batch does.
        ("import os; os.kill(os.getpid(), 19)", ("--timeout", "1"), TOO_LONG),
        (DISARMED, ("--timeout", "1"), TOO_LONG),
        (RSS, ("--memory", "500"), "cell 4: MemoryError: (a report may use 500 MB)"),
        ("import sys; sys.setrecursionlimit(10**6)\ndef f(*a): [*map(f, [0])]\nf()", (), None),
    ],
    ids=[
        "raises",
        "exits",
        "endless",
        "deaf",
        "killed",
        "left",
        "aborted",
        "crashed",
        "frozen",
        "disarmed",
        "memory",
        "recursion",
    ],
)
@pytest.mark.skipif(not can_fork(), reason="this system cannot fork")
def test_one_report_breaks(project: Project, code: str, words: tuple[str, ...], reason: str | None) -> None:
    project.notebook("b-gfmd", BEFORE, code, "'never'")
    done = project.render(*words)
    if reason is None:  # the way a stack overflows depends on the version of Python
        reason = project.entries()["b"]["error"]
        assert "cell 4" in reason
    project.assert_one_failed(done, reason)


def test_with_real_kernels_too(project: Project) -> None:
    project.notebook("b-gfmd", BEFORE, "import os; os.kill(os.getpid(), 9)")
    done = project.render("--engine", "kernel")
    project.assert_one_failed(done, "the kernel died in cell 4; it was killed or ran out of memory")


@pytest.mark.skipif(not can_fork(), reason="this system cannot fork")
def test_a_worker_killed_from_outside(project: Project) -> None:
    project.notebook("b-gfmd", BEFORE, "import time; time.sleep(100)")
    process = project.start()
    project.wait_for("sections/a1.html", "sections/c.html")
    (parent,) = psutil.Process(process.pid).children()
    time.sleep(0.5)
    worker = min(parent.children(), key=psutil.Process.create_time)  # the other waits for a report
    worker.kill()
    out, err = process.communicate(timeout=60)
    done = subprocess.CompletedProcess("", process.returncode, out, err)
    project.assert_one_failed(done, "its process was killed by SIGKILL in cell 4")


@pytest.mark.skipif(not can_fork(), reason="this system cannot fork")
def test_the_warm_parent_killed_is_replaced(project: Project) -> None:
    project.notebook("b-gfmd", "import time; time.sleep(3)")
    process = project.start()
    project.wait_for("sections/a1.html", "sections/c.html")
    (parent,) = psutil.Process(process.pid).children()
    workers = parent.children()
    parent.kill()
    out, err = process.communicate(timeout=60)
    assert (process.returncode, err, out[:22]) == (0, "", "3 of 3 reports made: /"), out + err
    assert not psutil.wait_procs(workers, timeout=20)[1]
    project.assert_whole()


@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_a_stopped_batch_leaves_whole_files_and_the_next_goes_on(
    project: Project, number: signal.Signals, code: int
) -> None:
    project.notebook("b-gfmd", "import time, os\nif not os.path.exists('go'): time.sleep(100)\n'done'")
    process = project.start()
    project.wait_for("sections/a1.html", "sections/c.html")
    family = psutil.Process(process.pid).children(recursive=True)
    time.sleep(0.5)
    process.send_signal(number)
    _, err = process.communicate(timeout=60)  # the report that goes on would take longer
    assert process.returncode == code, err
    assert "Traceback" not in err
    assert not psutil.wait_procs(family, timeout=20)[1], "processes were left behind"
    assert set(project.entries()) == {"a1", "c"}
    project.assert_whole()
    (project.home / "go").touch()
    done = project.render()
    assert done.returncode == 0 and done.stdout.startswith("1 of 1 reports made, 2 unchanged: ")


def test_a_killed_batch_goes_on_where_it_was(project: Project) -> None:
    project.notebook("b-gfmd", "import time, os\nif not os.path.exists('go'): time.sleep(100)\n'done'")
    process = project.start()
    project.wait_for("sections/a1.html", "sections/c.html")
    family = psutil.Process(process.pid).children(recursive=True)
    time.sleep(0.5)
    process.kill()
    process.communicate(timeout=30)
    assert not psutil.wait_procs(family, timeout=20)[1], "processes were left behind"
    assert not (project.out / "index.html").exists()
    (project.home / "go").touch()
    done = project.render()
    assert done.stdout.startswith("1 of 1 reports made, 2 unchanged: "), done.stderr
    assert {e["status"] for e in project.entries().values()} == {"ok"} and len(project.entries()) == 3
    project.assert_whole()


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere orphans are the system's")
def test_nothing_that_a_report_started_outlives_the_batch(project: Project) -> None:
    code = "import subprocess\nsubprocess.Popen(['sleep', '333.125'], start_new_session=True)\n1 / 0"
    project.notebook("b-gfmd", BEFORE, code)
    done = project.render()
    project.assert_one_failed(done, "cell 4: ZeroDivisionError: division by zero")
    left = [p.info["cmdline"] for p in psutil.process_iter(["cmdline"])]
    assert ["sleep", "333.125"] not in left


def test_two_batches_on_one_folder(project: Project) -> None:
    project.notebook("b-gfmd", "import time; time.sleep(8)")
    first = project.start()
    project.wait_for(".lock")
    time.sleep(0.5)
    second = project.render()
    assert second.returncode == 2 and second.stdout == ""
    assert f"another batch (process {first.pid}) is writing to" in second.stderr
    assert second.stderr.count("\n") == 1
    out, err = first.communicate(timeout=60)
    assert first.returncode == 0 and out.startswith("3 of 3 reports made"), err


def in_namespace(project: Project, meanwhile: str, *words: str) -> Done:
    """Render with a small file system of its own as output folder; keeps a copy of what it then holds."""
    if subprocess.run(["unshare", "-rm", "true"], capture_output=True).returncode:
        pytest.skip("no right to mount a file system")
    kept = project.home / "kept"
    for folder in (project.out, kept):
        folder.mkdir()
    script = f"""mount -t tmpfs -o size=6m tmpfs "$OUT" || exit 99
        {meanwhile}
        "$@"; code=$?; cp -a "$OUT"/. "$KEPT"; exit $code"""
    done = subprocess.run(
        ["unshare", "-rm", "sh", "-c", script, "sh", *project.command(*words)],
        env={**project.environment(), "OUT": str(project.out), "KEPT": str(kept)},
        capture_output=True,
        text=True,
        timeout=240,
    )
    project.out = kept
    return done


def test_the_disk_is_full(project: Project) -> None:
    project.notebook("b-gfmd", BEFORE, "from IPython.display import HTML\nHTML('y' * 7_000_000)")
    done = in_namespace(project, "")
    reason = project.entries()["b"]["error"]
    assert "No space left on device" in reason
    project.assert_one_failed(done, reason, began=False)


def test_the_output_folder_becomes_read_only_in_the_middle(project: Project) -> None:
    project.notebook("b-gfmd", "import time, os\nwhile not os.path.exists('go'): time.sleep(0.05)")
    meanwhile = """(
        until [ -f "$OUT/sections/a1.html" ] && [ -f "$OUT/sections/c.html" ]; do sleep 0.05; done; sleep 0.5
        mount --bind "$OUT" "$OUT" && mount -o remount,bind,ro "$OUT" && touch "$MIGBRIEF_HOME/go"
        ) >/dev/null 2>&1 &"""
    done = in_namespace(project, meanwhile)
    assert done.returncode == 1, done.stderr
    assert done.stdout == "2 of 3 reports made, 1 failed: without an index\n", done.stderr
    lines = done.stderr.splitlines()
    assert len(lines) == 2 and all("Read-only file system" in line for line in lines)
    project.assert_whole()


def test_the_output_folder_is_removed_in_the_middle(project: Project) -> None:
    project.notebook("b-gfmd", "import time, os\nwhile not os.path.exists('go'): time.sleep(0.05)")
    process = project.start("a1", "b", "c")
    project.wait_for("sections/a1.html", "sections/c.html")
    time.sleep(0.5)
    shutil.rmtree(project.out)
    (project.home / "go").touch()
    out, err = process.communicate(timeout=60)
    assert process.returncode == 1 and "Traceback" not in err
    assert out.startswith("1 of 3 reports made, 2 failed: ")
    assert project.entries()["a1"]["error"] == "its page was removed while the batch ran"
    project.assert_whole()
    assert project.render().stdout.startswith("2 of 2 reports made, 1 unchanged: ")


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ("{not json", "b-gfmd.ipynb is not a valid notebook"),
        (
            '{"cells": [], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}',
            "b-gfmd.ipynb has no cell tagged",
        ),
        ("", "b-gfmd.ipynb is not a valid notebook"),
    ],
    ids=["not json", "no parameters", "empty"],
)
def test_a_broken_notebook(project: Project, content: str, reason: str) -> None:
    (project.home / "notebooks" / "b-gfmd.ipynb").write_text(content, "utf-8")
    done = project.render()
    assert done.stderr.startswith(f"migbrief: b failed: {reason}") and done.stderr.count("\n") == 1
    project.assert_one_failed(done, project.entries()["b"]["error"], began=False)


@pytest.mark.parametrize("engine", ["fork", "kernel"])
def test_a_million_lines_are_cut_and_said(project: Project, engine: str) -> None:
    project.notebook("b-gfmd", "for n in range(1_000_000): print(n)", "'after'")
    done = project.render("b", "--engine", engine)
    assert done.returncode == 0, done.stderr
    page = (project.out / "sections/b.html").read_text("utf-8")
    assert "999,000 more lines left out" in page and "after" in page
    assert "\n999\n" in page and "\n1000\n" not in page
    assert len(page) < 100_000


@pytest.mark.parametrize(
    ("breakage", "said"),
    [
        (lambda lines: [*lines[:3], "broken," + lines[3], *lines[4:]], "factbook-2025.csv cannot be read"),
        (lambda lines: [*lines[:9], lines[9][:30]], "factbook-2025.csv line 10: the last line is cut short"),
        (lambda lines: [*lines, lines[-1]], "expected one figure for a country, indicator and year"),
        (lambda lines: [*lines[:1], "ZZZ" + lines[1][3:], *lines[2:]], "line 2: column iso3 is 'ZZZ'"),
        (lambda lines: [*lines[:1], lines[1].replace(",17.2,", ",1e999,")], "line 2: column value is 'inf'"),
    ],
    ids=["a cell too many", "cut short", "twice", "no such country", "no number"],
)
def test_a_broken_data_file(project: Project, breakage: Callable[[list[str]], list[str]], said: str) -> None:
    """The report that reads it fails and names file and line; the others do not."""
    (project.home / "data").unlink()
    shutil.copytree(paths.data(), project.home / "data")
    figures = project.home / "data/indicators/factbook-2025.csv"
    figures.write_text("".join(breakage(figures.read_text("utf-8").splitlines(keepends=True))), "utf-8")
    project.notebook("b-gfmd", BEFORE, "from migbrief.datasets import indicators\nindicators.load(vintage)")
    done = project.render()
    reason = project.entries()["b"]["error"]
    place, _, words = reason.partition("UserError: ")
    assert place.startswith("cell ") and words.startswith("factbook-2025.csv") and said in words
    also = f"migbrief: the index has no profiles and no data: {words}\n"
    project.assert_one_failed(done, reason, also=also)


def test_a_broken_edition_stops_the_batch_before_it_starts(project: Project) -> None:
    """Every report reads the edition: one line, code 2, and nothing made."""
    (project.home / "data").unlink()
    shutil.copytree(paths.data(), project.home / "data")
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
