"""The pool that forks from a warm parent: each report gets one result, even if the parent ends."""

from __future__ import annotations

import os
import signal
import sys
import time
from collections.abc import Callable
from pathlib import Path, PurePosixPath
from typing import Any, ClassVar

import pytest

from migbrief.registry.manifest import DEFAULT_LIMITS, Result, failure
from migbrief.registry.records import Report
from migbrief.runner import pools, warm
from migbrief.runner.journal import clock
from migbrief.runner.warm import parent as warm_parent

REPORTS = [Report(f"r{n}", "", Path("r.ipynb"), "section", PurePosixPath(f"r{n}.html")) for n in range(7)]


class Parent:
    """Stands for a warm parent. ``fate`` of the parent, or of the request that is the nth of all, decides."""

    fate: ClassVar[Callable[[int, str], str]] = staticmethod(lambda n, what: "")
    requests: ClassVar[int] = 0

    def __init__(self) -> None:
        if self.fate(0, "made") == "no files":
            raise warm.ParentLost("OSError: [Errno 24] Too many open files", for_good=True)
        self.told: list[Any] = []
        self.gone = self.fate(0, "made")
        self.token = 0

    def start(self, function: object, report: Report, *rest: object) -> int:
        Parent.requests += 1
        self.token += 1
        fate = self.fate(Parent.requests, report.id)
        if self.gone or fate == "gone":
            self.gone = self.gone or "gone"
            raise warm.ParentLost
        self.told.append(warm.Started(self.token, 1))
        if fate == "killed":
            self.gone = "killed"
        else:
            self.told += [warm.Message(self.token, failure(report, "made", 0)), warm.Ended(self.token, 0)]
        return self.token

    def next(self, timeout: float) -> Any:
        if self.told:
            return self.told.pop(0)
        if self.gone == "broken":
            raise warm.ParentLost("RuntimeError: no luck", for_good=True)
        if self.gone:
            raise warm.ParentLost
        return None

    def kill(self, token: int) -> None: ...

    def close(self) -> None: ...


@pytest.mark.parametrize(
    ("fate", "made", "reason"),
    [
        (lambda n, what: "", 7, ""),
        (lambda n, what: "killed" if n in (2, 5, 8) else "", 7, ""),  # three kills of one batch
        (lambda n, what: "gone" if n in (2, 3) else "", 7, ""),
        (lambda n, what: "killed" if what == "r3" else "", 6, "ended; try --engine kernel"),
        (lambda n, what: "killed" if what == "made" else "", 0, "ended; try --engine kernel"),
        (lambda n, what: "broken" if what == "made" else "", 0, "cannot start: RuntimeError: no luck"),
        (lambda n, what: "no files" if what == "made" else "", 0, "too many open files; allow more with"),
    ],
    ids=["well", "killed", "gone", "killer", "killed at once", "broken", "no files"],
)
def test_every_report_is_made_or_mentioned(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, fate: Callable[[int, str], str], made: int, reason: str
) -> None:
    monkeypatch.setattr(Parent, "fate", staticmethod(fate))
    monkeypatch.setattr(Parent, "requests", 0)
    monkeypatch.setattr(warm, "Parent", Parent)
    pool, results = pools.ForkPool(tmp_path, DEFAULT_LIMITS, tmp_path), list[Result]()
    waiting, running = list(REPORTS), 0
    for _ in range(200):
        while waiting and running < 2:
            pool.start(waiting.pop(0))
            running += 1
        ended = pool.wait()
        running -= len(ended)
        results += ended
        if not (waiting or running):
            break
    assert sorted(result.report.id for result in results) == [report.id for report in REPORTS]
    assert sum(result.error == "made" for result in results) == made
    others = [result.error for result in results if result.error != "made"]
    assert len(others) == 7 - made and all(reason in error for error in others), others


@pytest.mark.skipif(not warm.can_fork(), reason="this system cannot fork")
def test_a_frozen_parent_is_lost_and_can_be_closed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(warm_parent, "PATIENCE", 0.2)
    parent = warm.Parent()
    os.kill(parent.pid, signal.SIGSTOP)
    with pytest.raises(warm.ParentLost):
        for _ in range(50):
            parent.next(0.1)
    parent.close()
    assert not Path(f"/proc/{parent.pid}").exists()


@pytest.mark.skipif(not warm.can_fork(), reason="this system cannot fork")
def test_a_parent_that_cannot_start_says_why(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    program = tmp_path / "python"
    program.write_text("#!/bin/sh\necho Traceback >&2\necho 'RuntimeError: no luck' >&2\nexit 1\n")
    program.chmod(0o755)
    monkeypatch.setattr(sys, "executable", str(program))
    parent = warm.Parent()
    with pytest.raises(warm.ParentLost, match="RuntimeError: no luck") as caught:
        parent.next(10)
    parent.close()
    assert caught.value.for_good


def test_a_wall_clock_that_jumps_ends_no_cell(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(Parent, "fate", staticmethod(lambda n, what: ""))
    monkeypatch.setattr(warm, "Parent", Parent)
    pool = pools.ForkPool(tmp_path, DEFAULT_LIMITS, tmp_path)
    job = pools._Job(REPORTS[0], tmp_path / "1.journal")
    now = time.monotonic()
    monkeypatch.setattr(time, "time", lambda: 4e9)  # in the year 2096
    clock(job.journal).touch()
    for ago, overdue in ((1, False), (DEFAULT_LIMITS.cell + pools.CELL_GRACE + 1, True)):
        os.utime(clock(job.journal), (now - ago, now - ago))
        assert pool._cell_overdue(job) is overdue
