"""Batches of real reports: failures stay apart, stopping leaves nothing half-made, one batch a folder."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import psutil
import pytest

from folders import FIXTURES
from migbrief import files
from migbrief.errors import UserError
from migbrief.files import PREFIX
from migbrief.registry.manifest import Limits, Result
from migbrief.registry.records import Report
from migbrief.runner import batch

pytestmark = pytest.mark.batch

Make = Callable[..., Report]


def test_failures_of_every_kind_leave_the_others_unharmed(fixture_report: Make, tmp_path: Path) -> None:
    names = ["raises", "good", "dies", "no-parameters", "warns"]
    seen: list[tuple[int, int]] = []

    def progress(result: Result, done: int, total: int) -> None:
        seen.append((done, total))

    results = batch.render_all([fixture_report(n) for n in names], tmp_path, jobs=2, progress=progress)
    assert [(r.report.id, r.status) for r in results] == [
        ("raises", "failed"),
        ("good", "ok"),
        ("dies", "failed"),
        ("no-parameters", "failed"),
        ("warns", "ok"),
    ]
    assert "no cell tagged parameters" in results[3].error
    assert seen == [(n, 5) for n in range(1, 6)]
    assert (tmp_path / "sections/good.html").is_file() and (tmp_path / "sections/warns.html").is_file()


@pytest.mark.skipif(sys.platform == "win32", reason="signals")
def test_a_worker_that_is_killed_fails_its_own_report_only(fixture_report: Make, tmp_path: Path) -> None:
    def kill_worker(done: Result, count: int, total: int) -> None:
        if done.report.id == "good":
            time.sleep(2)  # the slow one has spoken by now, however busy the machine
            every = psutil.Process().children(recursive=True)
            forks = [p for p in every if "migbrief.runner.warm" in " ".join(p.cmdline()) and not p.children()]
            # A warm parent of other tests may linger: ours is youngest. Its oldest fork is the slow one's,
            # for the good one's may not have left yet, and another waits for a report.
            ours = max((f.parent() for f in forks if f.parent() in every), key=psutil.Process.create_time)
            left = min((f for f in forks if f.parent() == ours), key=psutil.Process.create_time)
            left.send_signal(signal.SIGKILL)

    slow, good = fixture_report("slow"), fixture_report("good")
    limits = Limits(cell=30, report=30)
    results = batch.render_all([slow, good], tmp_path, 2, limits, progress=kill_worker)
    assert results[0].error == "its process was killed by SIGKILL in cell 5"
    assert "begun" in (tmp_path / results[0].page).read_text("utf-8")
    assert results[1].status == "ok"


def test_a_folder_takes_one_batch_at_a_time(tmp_path: Path) -> None:
    with batch.locked(tmp_path):
        code = (
            "import sys, pathlib, migbrief.runner.batch as b\nwith b.locked(pathlib.Path(sys.argv[1])): pass"
        )
        other = subprocess.run([sys.executable, "-c", code, str(tmp_path)], capture_output=True, text=True)
        assert f"another batch (process {os.getpid()}) is writing to" in other.stderr
    with batch.locked(tmp_path):
        pass


def test_half_written_files_of_a_killed_batch_are_swept(tmp_path: Path) -> None:
    left = tmp_path / "sections" / f"{PREFIX}abc"
    left.parent.mkdir()
    left.write_text("<html>half")
    with batch.locked(tmp_path):
        assert not left.exists()


def test_an_unwritable_folder_is_said_once(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="cannot write"), batch.locked(tmp_path / "absent"):
        pass


@pytest.fixture
def slow_project(project: Path) -> Iterator[Path]:
    shutil.copy(FIXTURES / "slow.ipynb", project / "notebooks" / "b-gfmd.ipynb")
    yield project


@pytest.mark.skipif(sys.platform == "win32", reason="signals")
@pytest.mark.parametrize(
    ("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143), (signal.SIGHUP, 129)]
)
def test_a_signal_stops_the_batch_at_once(slow_project: Path, number: signal.Signals, code: int) -> None:
    """The finished report stays and is on the index; the unfinished one leaves nothing; no traceback."""
    out = slow_project / "reports"
    command = [sys.executable, "-m", "migbrief", "render", "b", "intro", "--jobs", "2"]
    process = subprocess.Popen(command, stderr=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    deadline = time.monotonic() + 60
    while not (out / "sections/intro.html").exists() and time.monotonic() < deadline:
        time.sleep(0.05)
    time.sleep(0.3)  # let the batch record it
    process.send_signal(number)
    _, errors = process.communicate(timeout=90)  # the slow report would take ten minutes
    assert process.returncode == code, errors
    assert "Traceback" not in errors
    names = {p.name for p in out.rglob("*") if p.is_file()}
    assert names >= {".lock", "index.html", "manifest.json", "intro.html", "intro.ipynb"}
    assert not [name for name in names if name.startswith((PREFIX, "b."))]
    assert "A good report" in (out / "index.html").read_text("utf-8")


def test_scratch_folders_of_killed_runs_are_removed_and_held_ones_stay(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    left, mine = tmp_path / f"{files.SCRATCH}left", tmp_path / "migbrief-reports"
    left.mkdir()
    mine.mkdir()
    (left / "1.journal").touch()
    with files.scratch() as held:
        for folder in (left, held, mine):
            os.utime(folder, (0, 0))
        with files.scratch() as other:
            assert not left.exists() and held.is_dir() and other.is_dir()
    assert list(tmp_path.iterdir()) == [mine], "a folder that a user named is not touched"
