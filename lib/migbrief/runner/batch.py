"""Make many reports, each in a process of its own, so that one failure does not affect another.

Knows nothing of notebooks or migration: it takes ``Report`` records and returns ``Result`` records.
"""

import os
import signal
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from types import FrameType
from typing import Final

from migbrief.datasets import store_state
from migbrief.errors import UserError
from migbrief.files import cannot_write, refuse_links, scratch, sweep, try_lock
from migbrief.registry.manifest import DEFAULT_LIMITS, Limits, Result, failure, made_of, restore
from migbrief.registry.records import Report
from migbrief.text.i18n import speaking, t

from . import warm
from .ledger import Ledger, State
from .pools import ForkPool, KernelPool, Pool

LOCK: Final = ".lock"
ENGINES: Final = ("fork", "kernel")  # forks of a warm parent, or real Jupyter kernels

Progress = Callable[[Result, int, int], None]  # called with a result, the number done and the total


def render_all(
    reports: Sequence[Report],
    out: Path,
    jobs: int,
    limits: Limits = DEFAULT_LIMITS,
    progress: Progress = lambda result, done, total: None,
    engine: str = "",
) -> list[Result]:
    """Make the reports in ``out``, ``jobs`` at a time, and return results in the order of ``reports``.

    Call it inside :func:`locked`. ``engine`` is one of ``ENGINES``, ``dask``, or the address of a Dask
    scheduler. On ``KeyboardInterrupt`` or SIGTERM the workers are stopped at once; pages are written whole or
    not at all.
    """
    results: dict[str, Result] = {}
    waiting = list(reversed(reports))
    running = 0
    # One scratch folder for all workers, so that nothing is left behind when they are killed.
    with _stop_on_sigterm(), scratch() as folder, store_state.one_state(folder):
        pool: Pool | None = None
        try:
            pool = _pool(engine or default_engine(), out, limits, folder, jobs)
            jobs = pool.width or jobs
            while waiting or running:
                while waiting and running < jobs:
                    pool.start(waiting.pop())
                    running += 1
                for result in pool.wait():
                    running -= 1
                    results[result.report.id] = result
                    progress(result, len(results), len(reports))
        finally:
            if pool is not None:
                pool.stop()
            if running:
                sweep(out)
    return [results[report.id] for report in reports]


def _pool(engine: str, out: Path, limits: Limits, scratch: Path, jobs: int) -> Pool:
    if engine in ENGINES:
        return (ForkPool if engine == "fork" else KernelPool)(out, limits, scratch)
    from .dask_pool import DaskPool

    return DaskPool(out, limits, engine, jobs)


def default_engine() -> str:
    """Return ``fork`` where the system supports it, else ``kernel``."""
    return "fork" if warm.can_fork() else "kernel"


@dataclass(frozen=True)
class Outcome:
    """The results of the reports that a batch ran, and the reports that were already up to date."""

    results: list[Result]
    unchanged: list[Report]
    ledger: Ledger


def update(
    reports: Sequence[Report],
    out: Path,
    jobs: int,
    limits: Limits = DEFAULT_LIMITS,
    progress: Progress = lambda result, done, total: None,
    engine: str = "",
    force: bool = False,
    meanwhile: Callable[[], None] = lambda: None,
) -> Outcome:
    """Make the reports that are not up to date, like :func:`render_all`; with ``force`` all of them.

    Each result is recorded at once, so that the next batch continues where this one stopped. ``meanwhile``
    runs in a thread alongside the reports, if there are any to make.
    """
    with _stop_on_sigterm(), scratch() as folder, store_state.one_state(folder):
        ledger = Ledger(out, State(reports))
        unchanged = [] if force else [report for report in reports if ledger.is_current(report)]
        with suppress(UserError):  # a full disk is reported by the report that does not fit
            ledger.save()
            restore(out, ledger.entries())

        def keep(result: Result, done: int, total: int) -> None:
            with suppress(OSError):  # a result that is not recorded is made again next time
                for name in made_of(result.page) if result.status == "ok" else ():  # of the previous page
                    (out / name).unlink(missing_ok=True)
                ledger.add(result)
            progress(result, done, total)

        known = {report.id for report in unchanged}
        stale = [report for report in reports if report.id not in known]
        if stale:
            with suppress(RuntimeError):  # no more threads: it runs later instead
                threading.Thread(target=meanwhile, daemon=True).start()
        results = render_all(stale, out, jobs, limits, keep, engine) if stale else []
        results = [_with_error_page(_check_page(result, out), out) for result in results]
        with suppress(UserError):
            ledger.save()
    return Outcome(results, unchanged, ledger)


def _check_page(result: Result, out: Path) -> Result:
    if result.status == "failed" or (out / result.page).is_file():
        return result
    with speaking(result.report.language):
        return failure(result.report, t("its page was removed while the batch ran"), result.seconds)


def _with_error_page(result: Result, out: Path) -> Result:
    if result.status == "ok" or result.page:
        return result
    from .render import explain  # imports Papermill, which only failures need

    return explain(result, out)


@contextmanager
def locked(out: Path) -> Iterator[None]:
    """Lock the output folder for this process; the system releases the lock even if the process is killed."""
    path = out / LOCK
    refuse_links(out)
    try:
        # Do not follow a link or open a pipe created in the meantime.
        flags = os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
        descriptor = os.open(path, flags, 0o666)
    except OSError as error:
        raise cannot_write(path, error) from None
    with open(descriptor, "r+", encoding="utf-8") as file:  # noqa: PTH123
        if not try_lock(file.fileno()):
            holder = file.read().strip() or t("unknown")
            raise UserError(
                "another command (process {id}) is at work in {folder}; wait for it, or choose "
                "another folder",
                id=holder,
                folder=out,
            )
        file.truncate(0)
        file.write(str(os.getpid()))
        file.flush()
        sweep(out)
        yield
        file.truncate(0)


@contextmanager
def at_rest(out: Path) -> Iterator[None]:
    """Hold the lock of an output folder that is only read; without a lock, nothing was ever at work there."""
    refuse_links(out)
    if os.access(out / LOCK, os.W_OK):
        with locked(out):
            yield
    else:
        yield


@contextmanager
def _stop_on_sigterm() -> Iterator[None]:
    """Stop the batch on SIGTERM or SIGHUP as on Ctrl-C, with exit code 143 or 129."""

    def stop(number: int, frame: FrameType | None) -> None:
        raise SystemExit(128 + number)

    numbers = [signal.SIGTERM]
    if hasattr(signal, "SIGHUP") and signal.getsignal(signal.SIGHUP) is not signal.SIG_IGN:  # as under nohup
        numbers.append(signal.SIGHUP)
    try:
        before = {number: signal.signal(number, stop) for number in numbers}
    except ValueError:  # not the main thread
        yield
        return
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
