"""Make reports on many machines: a pool that uses Dask Distributed (the extra ``dask``).

Each worker forks reports from its own warm parent and sends the finished files back. Only the batch writes to
the output folder, so no shared disk is needed. Workers need this library and the same project folder
(``MIGBRIEF_HOME``) as the batch.
"""

import threading
from collections.abc import Sequence
from contextlib import ExitStack, suppress
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

from migbrief import paths
from migbrief.errors import UserError, one_line
from migbrief.files import scratch, write_atomic
from migbrief.registry.manifest import Limits, Result, failure
from migbrief.registry.records import Report
from migbrief.text.i18n import speaking, t

from .pools import TICK, ForkPool

LOCAL: Final = "dask"  # a cluster on this machine, started for the batch
RETRIES: Final = 3  # workers that a report may lose before it counts as failed


class DaskPool:
    """Run reports as Dask tasks; ``address`` is that of a scheduler, or ``LOCAL``."""

    def __init__(self, out: Path, limits: Limits, address: str, jobs: int) -> None:
        """Connect to the scheduler. Raise ``UserError`` without Dask, or if no scheduler answers."""
        try:
            from distributed import Client, LocalCluster, as_completed
        except ImportError:
            raise UserError(
                "--scheduler needs Dask Distributed; install it with: pip install 'migbrief[dask]'"
            ) from None
        self._out, self._limits = out, limits
        self._cluster = (
            LocalCluster(n_workers=jobs, threads_per_worker=1, dashboard_address=None)
            if address == LOCAL
            else None
        )
        try:
            self._client = Client(self._cluster or address, timeout=10, set_as_default=False)
        except (OSError, ValueError, TimeoutError) as error:
            raise UserError(
                "no Dask scheduler answers at {address} ({why}); start one: dask scheduler",
                address=address,
                why=type(error).__name__,
            ) from None
        self._done = as_completed(loop=self._client.loop)
        self._reports: dict[str, Report] = {}
        self.width = max(1, sum(self._client.nthreads().values()))

    def start(self, report: Report) -> None:
        future = self._client.submit(make, report, self._limits, pure=False, retries=RETRIES)
        self._reports[future.key] = report
        self._done.add(future)

    def wait(self) -> Sequence[Result]:
        import time

        deadline = time.monotonic() + TICK
        while not self._done.has_ready():
            if time.monotonic() > deadline:
                return []
            time.sleep(0.01)
        future = self._done.next()
        report = self._reports.pop(future.key)
        error = future.exception()
        if error is not None:
            reason = one_line(f"{type(error).__name__}: {error}")
            with speaking(report.language):
                return [failure(report, t("lost on Dask: {why}", why=reason[:200]), 0.0)]
        result, files = future.result()
        return [self._take(replace(result, report=report), files)]

    def stop(self) -> None:
        self._client.cancel(list(self._done.futures), force=True)
        self._client.close()
        if self._cluster is not None:
            self._cluster.close()

    def _take(self, result: Result, files: dict[str, str]) -> Result:
        try:
            with speaking(result.report.language):
                for name, text in files.items():
                    write_atomic(self._out / name, text)
        except UserError as error:
            return failure(result.report, str(error), result.seconds)
        if result.status == "ok":
            for old in (result.report.failed, result.report.failed.with_suffix(".ipynb")):
                (self._out / old).unlink(missing_ok=True)
        return result


def make(report: Report, limits: Limits) -> tuple[Result, dict[str, str]]:
    """Make one report in a Dask worker; return its result, and its files by path in the output folder."""
    if not report.notebook.is_file():
        report = replace(report, notebook=paths.notebooks() / report.notebook.name)
    pool, out = _pool(limits)
    pool.start(report)
    results: Sequence[Result] = []
    while not results:
        results = pool.wait()
    result = results[0]
    files = {}
    for name in filter(None, (result.page, result.executed)):
        files[name] = (out / name).read_text("utf-8")
        with suppress(OSError):
            (out / name).unlink()
    return result, files


_own: Any = threading.local()  # one pool for each thread


def _pool(limits: Limits) -> tuple[ForkPool, Path]:
    if getattr(_own, "limits", None) != limits:
        _own.folder = ExitStack()
        out = _own.folder.enter_context(scratch())
        _own.pool, _own.out, _own.limits = ForkPool(out, limits, out), out, limits
    return _own.pool, _own.out
