"""The work of a forked process: make one report, or recover the page of a report whose process was lost.

A journal in the batch's scratch folder keeps every event of the cells. A report whose process was killed
still gets its page from it, with the cell that was running.
"""

import os
import pickle
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from nbclient.exceptions import CellTimeoutError, DeadKernelError
from papermill.engines import NotebookExecutionManager

from migbrief.datasets import read_log
from migbrief.errors import UserError, one_line
from migbrief.registry.manifest import Limits, Result, failure
from migbrief.registry.parameters import parse
from migbrief.registry.records import Report
from migbrief.text.i18n import speaking, t

from . import render
from .engine import Emit, Event, Player
from .journal import NEVER, clock

Send = Callable[[object], None]


def work(tell: Send, report: Report, out: Path, limits: Limits, journal: Path) -> None:
    """Make one report and send its ``Result``; the process must end afterwards."""
    begun = time.monotonic()
    tempfile.tempdir = str(journal.parent)
    limit_memory(limits.memory)
    try:
        read_log.start()
        with _journal(journal) as watch:
            made = render.render(report, out, limits, watch=watch)
        result = replace(made, figures_read=read_log.recorded(), memory=_peak_memory())
    except Exception as error:
        result = failure(report, error_line(error, report), time.monotonic() - begun)
    tell(result)


def recover_page(tell: Send, report: Report, out: Path, limits: Limits, journal: Path, cause: str) -> None:
    """Make the page of a report whose process ended early, and send its ``Result``."""
    begun = time.monotonic()
    tempfile.tempdir = str(journal.parent)
    try:
        with speaking(report.language):
            result = _recover(report, out, limits, journal, cause, begun)
    except Exception:
        result = failure(report, cause, time.monotonic() - begun)
    tell(result)


def error_line(error: BaseException, report: Report) -> str:
    """Return an exception raised outside the cells as one line."""
    if isinstance(error, UserError):
        return str(error)
    return one_line(f"{report.notebook.name}: {type(error).__name__}: {error}")


def limit_memory(megabytes: int) -> None:
    """Limit the memory of this process and its children, where the system supports it."""
    if sys.platform != "linux":
        return
    import resource

    size = megabytes << 20
    resource.setrlimit(resource.RLIMIT_DATA, (size, size))


def _peak_memory() -> int:
    """Return the peak memory of this process in MB, shared memory included."""
    if sys.platform == "win32":
        return 0
    import resource

    kilobytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return int(kilobytes >> (20 if sys.platform == "darwin" else 10))


@contextmanager
def _journal(path: Path) -> Iterator[Emit]:
    """Yield a function that writes events to the journal and marks when a cell began."""
    at_work = clock(path)
    with path.open("wb", buffering=0) as file, at_work.open("wb") as mark:

        def write(event: Event) -> None:
            file.write(pickle.dumps((time.monotonic(), event), pickle.HIGHEST_PROTOCOL))
            if event.kind == "start":
                os.utime(mark.fileno(), (time.monotonic(),) * 2)
            elif event.kind not in ("count", "message"):
                os.utime(mark.fileno(), (NEVER, NEVER))

        yield write
    path.unlink(missing_ok=True)
    at_work.unlink(missing_ok=True)


def _entries(path: Path) -> Iterator[tuple[float, Event]]:
    with path.open("rb") as file:
        while True:
            try:
                yield pickle.load(file)
            except (EOFError, pickle.UnpicklingError):  # the last one may be incomplete
                return


def _recover(report: Report, out: Path, limits: Limits, journal: Path, cause: str, begun: float) -> Result:
    values = parse(report.model, report.parameters)
    with render.silence_logger("papermill"):
        nb = render.prepare(report, render.read(report.notebook), values.model_dump())
    manager = NotebookExecutionManager(nb, progress_bar=False)
    manager.notebook_start()
    player = Player(manager, limited=True)
    first = since = 0.0
    for at, event in _entries(journal):
        first = first or at
        since = at if event.kind == "start" else since
        try:
            player.apply(event)
        except (CellTimeoutError, DeadKernelError):
            break
    cell = render.last_started(nb)[1]
    now = time.monotonic()
    if first and (now - since >= limits.cell or now - first >= limits.report):
        cause = render.limit_message(limits, now - first, cell)
    elif first:
        cause = t("{cause} in cell {cell}", cause=cause, cell=str(cell))
    render.mark_stopped(nb, cause)
    return render.publish(report, out, nb, cause, begun)
