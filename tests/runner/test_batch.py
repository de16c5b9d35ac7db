"""Batches of real reports: one failure affects no other report, stopping leaves no half-made page."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pytest

from migbrief import files
from migbrief.errors import UserError
from migbrief.files import PREFIX
from migbrief.registry.manifest import Result
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


def test_what_was_made_of_a_page_goes_with_it(fixture_report: Make, tmp_path: Path) -> None:
    """A workbook, a brief or a PDF would else have other numbers than the page beside it."""
    beside = [
        tmp_path / "sections" / f"good{end}" for end in (".pdf", ".xlsx", "--brief.html", "--brief.pdf")
    ]
    mine = tmp_path / "sections" / "good-mine.pdf"
    mine.parent.mkdir()
    for path in (*beside, mine):
        path.write_text("of the page before")
    batch.update([fixture_report("good")], tmp_path, jobs=1)
    assert mine.is_file() and not any(path.exists() for path in beside)
    beside[0].write_text("of this page")
    batch.update([fixture_report("good")], tmp_path, jobs=1)
    assert beside[0].is_file()


def test_a_system_without_another_thread_makes_the_reports(
    fixture_report: Make, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Refused(threading.Thread):
        def start(self) -> None:
            raise RuntimeError("can't start new thread")

    monkeypatch.setattr(batch, "threading", SimpleNamespace(Thread=Refused))
    outcome = batch.update([fixture_report("good")], tmp_path, jobs=1)
    assert [result.status for result in outcome.results] == ["ok"]


def test_a_folder_takes_one_batch_at_a_time(tmp_path: Path) -> None:
    with batch.locked(tmp_path):
        code = (
            "import sys, pathlib, migbrief.runner.batch as b\nwith b.locked(pathlib.Path(sys.argv[1])): pass"
        )
        other = subprocess.run([sys.executable, "-c", code, str(tmp_path)], capture_output=True, text=True)
        assert f"another command (process {os.getpid()}) is at work in" in other.stderr
    with batch.locked(tmp_path):
        pass


def test_half_written_files_of_a_killed_batch_are_swept(tmp_path: Path) -> None:
    left = tmp_path / "sections" / f"{PREFIX}abc"
    left.parent.mkdir()
    left.write_text("<html>half")
    with batch.locked(tmp_path):
        assert not left.exists()


def test_an_unwritable_folder_is_reported_once(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="cannot write"), batch.locked(tmp_path / "absent"):
        pass


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
