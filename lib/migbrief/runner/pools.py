"""Pools of processes that make reports: forks of a warm parent, or processes with a real kernel each.

A pool takes ``Report`` records and returns ``Result`` records; it never raises for a report that fails.
"""

import multiprocessing
import signal
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from multiprocessing.connection import Connection, wait
from multiprocessing.context import BaseContext
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any, Final, Protocol

from migbrief.errors import one_line
from migbrief.registry.manifest import Limits, Result, failure
from migbrief.registry.records import Report
from migbrief.text.i18n import speaking, t

from . import warm
from .journal import clock

# Seconds beyond a cell's limit before its process is killed: the cell is interrupted, and 5 seconds later its
# process ended, from inside; this is for when that fails.
CELL_GRACE: Final = 8.0
GRACE: Final = 30.0  # seconds beyond a report's limit that a worker may take to start and to write
LONGEST_REASON: Final = 300  # characters
TICK: Final = 1.0  # seconds between checks for workers past every limit
MAX_PARENTS: Final = 3  # warm parents that a report may lose, or a batch before any report has begun


class Pool(Protocol):
    """Makes several reports at a time."""

    width: int  # number of reports at a time; 0: any number

    def start(self, report: Report) -> None:
        """Begin a report."""

    def wait(self) -> Sequence[Result]:
        """Wait briefly; return the results of reports that have ended meanwhile."""

    def stop(self) -> None:
        """Kill all running reports."""


@dataclass
class _Job:
    report: Report
    journal: Path
    begun: float = field(default_factory=time.monotonic)
    pid: int = 0
    result: Result | None = None
    cause: str = ""  # why its process was lost; set while its page is made from the journal
    again: bool = False  # whether its process was lost before it had begun
    parents: int = 0  # warm parents lost while it ran


class ForkPool:
    """Runs each report in a fork of one warm parent; a lost parent is replaced."""

    width = 0

    def __init__(self, out: Path, limits: Limits, scratch: Path) -> None:
        self._out, self._limits, self._scratch = out, limits, scratch
        self._jobs: dict[int, _Job] = {}
        self._again: list[_Job] = []  # lost with a parent, or never sent to one
        self._failed: list[Result] = []
        self._made = 0
        self._barren = 0  # parents lost in a row before any report began
        self._over: warm.ParentLost | None = None  # why no further parent is started
        self._parent: warm.Parent | None = None
        self._new_parent()

    def start(self, report: Report) -> None:
        self._made += 1
        self._launch(_Job(report, self._scratch / f"{self._made}.journal"))

    def wait(self) -> Sequence[Result]:
        again, self._again = self._again, []
        for job in again:
            # Reports that lost a parent run one at a time: one of them may be the cause.
            if job.parents and any(other.parents and not other.result for other in self._jobs.values()):
                self._again.append(job)
            else:
                self._launch(job)
        failed, self._failed = self._failed, []
        if failed or self._parent is None:
            return failed
        now = time.monotonic()
        try:
            event = self._parent.next(TICK)
            for token, job in self._jobs.items():
                if now - job.begun > self._limits.report + GRACE or self._cell_overdue(job):
                    self._parent.kill(token)
        except warm.ParentLost as lost:
            self._replace_parent(lost)
            return []
        if event is None:
            return []
        job = self._jobs[event.token]
        if isinstance(event, warm.Started):
            job.pid, job.begun, self._barren = event.pid, now, 0
        elif isinstance(event, warm.Message):  # the next report may begin while this process ends
            job.result = event.content
            return [job.result]
        else:
            del self._jobs[event.token]
            if job.result is None:
                return self._lost(job, event)
        return []

    def stop(self) -> None:
        if self._parent is not None:
            self._parent.close()

    def _cell_overdue(self, job: _Job) -> bool:
        try:
            since = clock(job.journal).stat().st_mtime
        except OSError:  # not begun, or about to end
            return False
        return time.monotonic() - since > self._limits.cell + CELL_GRACE and not job.cause

    def _launch(self, job: _Job) -> None:
        if self._parent is None or job.parents >= MAX_PARENTS:
            reason = _no_parent(job.report, self._over)
            self._failed.append(failure(job.report, reason, time.monotonic() - job.begun))
            return
        common = (job.report, self._out, self._limits, job.journal)
        try:
            if job.cause:
                token = self._parent.start(_recover_in_fork, *common, job.cause)
            else:
                token = self._parent.start(_work_in_fork, *common)
        except warm.ParentLost:  # handled at the next read
            self._again.append(job)
        else:
            self._jobs[token] = job

    def _lost(self, job: _Job, end: warm.Ended) -> Sequence[Result]:
        cause = job.cause or end.error or describe_exit(end.code, job.report)
        if not (job.cause or end.error or job.again or job.journal.exists()):  # killed while it waited
            job.again = True
            self._launch(job)
            return []
        if job.cause or not job.journal.exists():
            return [failure(job.report, cause, time.monotonic() - job.begun)]
        job.cause = cause
        self._launch(job)
        return []

    def _replace_parent(self, lost: warm.ParentLost) -> None:
        """Restart the running reports with a new parent, if one can start."""
        lost_jobs = [job for job in self._jobs.values() if job.result is None]
        self._jobs = {}
        if self._parent is not None:
            self._parent.close()
            self._parent = None
        self._barren += 1
        if lost.for_good or self._barren >= MAX_PARENTS:
            self._over = lost
        else:
            self._new_parent()
        for job in lost_jobs:
            job.parents += 1
        self._again += lost_jobs

    def _new_parent(self) -> None:
        try:
            self._parent = warm.Parent()
        except warm.ParentLost as lost:
            self._over = lost


def _work_in_fork(*arguments: Any) -> None:
    """Make a report in a fork. Imported here, since the batch itself does not need Papermill."""
    from . import worker

    worker.work(*arguments)


def _recover_in_fork(*arguments: Any) -> None:
    """Recover the page of a lost report in a fork."""
    from . import worker

    worker.recover_page(*arguments)


@dataclass
class _Worker:
    """A process that makes one report."""

    report: Report
    process: BaseProcess
    receiver: Connection
    begun: float


class KernelPool:
    """Runs each report in a process with a real kernel."""

    width = 0

    def __init__(self, out: Path, limits: Limits, scratch: Path) -> None:
        self._out, self._limits, self._scratch = out, limits, scratch
        self._active: list[_Worker] = []
        self._context = _context()

    def start(self, report: Report) -> None:
        receiver, sender = self._context.Pipe(duplex=False)
        process: BaseProcess = self._context.Process(  # type: ignore[attr-defined]
            target=_work,
            args=(report, self._out, self._limits, str(self._scratch), sender),
            daemon=True,
            name=f"migbrief {report.id}",
        )
        process.start()
        sender.close()
        self._active.append(_Worker(report, process, receiver, time.monotonic()))

    def wait(self) -> Sequence[Result]:
        handles: dict[object, _Worker] = {worker.receiver: worker for worker in self._active}
        done = [handles[handle] for handle in wait(list(handles), timeout=TICK)]  # type: ignore[arg-type]
        for worker in self._active:
            if worker not in done and time.monotonic() - worker.begun > self._limits.report + GRACE:
                worker.process.kill()
        for worker in done:
            self._active.remove(worker)
        return [_collect(worker) for worker in done]

    def stop(self) -> None:
        for worker in self._active:
            worker.process.kill()
            worker.process.join()


def describe_exit(code: int, report: Report) -> str:
    """Return how the process of a report ended, from its exit code, in the report's language."""
    with speaking(report.language):
        if code < 0:
            return t("its process was killed by {signal}", signal=signal.Signals(-code).name)
        return t("its process ended with exit code {code}", code=str(code))


def _no_parent(report: Report, lost: warm.ParentLost | None) -> str:
    with speaking(report.language):
        if lost is None or not lost.why:
            return t("the process that reports are forked from ended; try --engine kernel")
        if "Errno 24" in lost.why:
            return t("too many open files; allow more with: ulimit -n 1024")
        return t(
            "the process that reports are forked from cannot start: {why}; try --engine kernel",
            why=one_line(lost.why)[:LONGEST_REASON],
        )


def _context() -> BaseContext:
    """Return a context whose workers fork from a clean process with imports done, or else are spawned."""
    if "forkserver" not in multiprocessing.get_all_start_methods():
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["migbrief.runner.render"])
    return context


def _work(report: Report, out: Path, limits: Limits, scratch: str, sender: Connection) -> None:
    """Make one report in the worker and send its result."""
    import os
    import sys

    if sys.platform != "win32":
        os.setpgid(0, 0)  # Ctrl-C goes to the batch alone, which then stops its workers
    tempfile.tempdir = scratch
    from . import render, worker

    worker.limit_memory(limits.memory)
    begun = time.monotonic()
    try:
        result = render.render(report, out, limits)
    except Exception as error:
        result = failure(report, worker.error_line(error, report), time.monotonic() - begun)
    sender.send(result)


def _collect(worker: _Worker) -> Result:
    try:
        result: Result = worker.receiver.recv()
    except EOFError:
        worker.process.join()
        code = worker.process.exitcode or 0
        result = failure(worker.report, describe_exit(code, worker.report), time.monotonic() - worker.begun)
    worker.process.join()
    worker.receiver.close()
    return result
