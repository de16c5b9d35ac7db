"""Many reports at once, each in a process of its own: one failure never harms another.

Knows nothing of notebooks or migration: it takes ``Report`` records and gives back ``Result`` records.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from multiprocessing.connection import Connection, wait
from multiprocessing.context import BaseContext
from multiprocessing.process import BaseProcess
from pathlib import Path
from types import FrameType
from typing import Final

from .catalogue import Report
from .errors import UserError
from .files import cannot_write, sweep
from .results import DEFAULT_LIMITS, Limits, Result

LOCK: Final = ".lock"
GRACE: Final = 30.0  # seconds a worker may take beyond its report's limit, to start and to write

Progress = Callable[[Result, int, int], None]  # a result, how many are done, how many there are


@dataclass
class Worker:
    """A process at work on one report."""

    report: Report
    process: BaseProcess
    receiver: Connection
    begun: float


def render_all(
    reports: Sequence[Report],
    out: Path,
    jobs: int,
    limits: Limits = DEFAULT_LIMITS,
    progress: Progress = lambda result, done, total: None,
) -> list[Result]:
    """Make the reports in ``out``, ``jobs`` at a time; results in the order of ``reports``.

    Call it inside :func:`locked`. On ``KeyboardInterrupt`` or SIGTERM the workers are stopped at once;
    pages appear whole or not at all, so nothing half-made stays.
    """
    results: dict[str, Result] = {}
    waiting = list(reversed(reports))
    active: list[Worker] = []
    context = _context()
    # One scratch folder for all: when workers are killed, nothing of theirs stays behind.
    with _terminable(), tempfile.TemporaryDirectory(prefix="mb-", ignore_cleanup_errors=True) as scratch:
        try:
            while waiting or active:
                while waiting and len(active) < jobs:
                    active.append(_start(context, waiting.pop(), out, limits, scratch))
                for worker in _finished(active, limits):
                    active.remove(worker)
                    result = _collect(worker)
                    results[result.report.id] = result
                    progress(result, len(results), len(reports))
        finally:
            for worker in active:
                worker.process.kill()
                worker.process.join()
            if active:
                sweep(out)
    return [results[report.id] for report in reports]


@contextmanager
def locked(out: Path) -> Iterator[None]:
    """Hold the output folder for this process; the system lets go of it even if we are killed."""
    path = out / LOCK
    try:
        file = path.open("a+", encoding="utf-8")
    except OSError as error:
        raise cannot_write(path, error) from None
    with file:
        if not _try_lock(file.fileno()):
            file.seek(0)
            holder = file.read().strip() or "unknown"
            raise UserError(
                f"another batch (process {holder}) is writing to {out}; wait for it, or choose another --out"
            )
        file.truncate(0)
        file.write(str(os.getpid()))
        file.flush()
        sweep(out)
        yield
        file.truncate(0)


def _try_lock(descriptor: int) -> bool:
    try:
        if sys.platform == "win32":
            import msvcrt

            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def _context() -> BaseContext:
    """Workers fork from a clean process that has imported what a report needs; else they are spawned."""
    if "forkserver" not in multiprocessing.get_all_start_methods():
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["migbrief.run"])
    return context


def _start(context: BaseContext, report: Report, out: Path, limits: Limits, scratch: str) -> Worker:
    receiver, sender = context.Pipe(duplex=False)
    process: BaseProcess = context.Process(  # type: ignore[attr-defined]
        target=_work, args=(report, out, limits, scratch, sender), daemon=True, name=f"migbrief {report.id}"
    )
    process.start()
    sender.close()
    return Worker(report, process, receiver, time.monotonic())


def _work(report: Report, out: Path, limits: Limits, scratch: str, sender: Connection) -> None:
    """In the worker: make one report and send its result."""
    if sys.platform != "win32":
        os.setpgid(0, 0)  # Ctrl-C goes to the batch alone, which then stops its workers
    tempfile.tempdir = scratch
    from .run import render

    begun = time.monotonic()
    try:
        result = render(report, out, limits)
    except Exception as error:
        reason = str(error) if isinstance(error, UserError) else f"{type(error).__name__}: {error}"
        result = _failure(report, " ".join(reason.split()), time.monotonic() - begun)
    sender.send(result)


def _finished(active: Sequence[Worker], limits: Limits) -> list[Worker]:
    """Wait until a worker has a result or has ended; workers long past every limit are killed."""
    handles: dict[object, Worker] = {worker.receiver: worker for worker in active}
    done = [handles[handle] for handle in wait(list(handles), timeout=1.0)]  # type: ignore[arg-type]
    for worker in active:
        if worker not in done and time.monotonic() - worker.begun > limits.report + GRACE:
            worker.process.kill()
    return done


def _collect(worker: Worker) -> Result:
    try:
        result: Result = worker.receiver.recv()
    except EOFError:
        worker.process.join()
        code = worker.process.exitcode or 0
        cause = f"killed by {signal.Signals(-code).name}" if code < 0 else f"ended with exit code {code}"
        result = _failure(worker.report, f"its process was {cause}", time.monotonic() - worker.begun)
    worker.process.join()
    worker.receiver.close()
    return result


def _failure(report: Report, reason: str, seconds: float) -> Result:
    return Result(report, "failed", round(seconds, 3), datetime.now(UTC), reason)


@contextmanager
def _terminable() -> Iterator[None]:
    """SIGTERM stops the batch the way Ctrl-C does, with exit code 143."""

    def stop(number: int, frame: FrameType | None) -> None:
        raise SystemExit(128 + number)

    try:
        before = signal.signal(signal.SIGTERM, stop)
    except ValueError:  # not the main thread: its owner sees to signals
        yield
        return
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)
