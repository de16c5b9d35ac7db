"""The measured ways to make reports, each as it would normally be used."""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from migbrief import paths
from migbrief.registry.records import Report
from migbrief.runner import batch, warm

IDS: Final = "ids.json"  # ids of the reports for a process of the floor, in its folder
TOOK: Final = "took.json"  # the wall-clock and processor seconds that it took


@dataclass(frozen=True)
class Way:
    """``make`` gets reports, an empty folder and the number of processes, which ``title`` may name."""

    title: str
    make: Callable[[Sequence[Report], Path, int], None]


def usual(reports: Sequence[Report], out: Path, jobs: int) -> None:
    """Run a shell loop of two commands a report."""
    for report in reports:
        executed = out / f"{report.id}.ipynb"
        words = [w for name, value in report.parameters.items() for w in ("-p", name, str(value))]
        papermill = [sys.executable, "-m", "papermill", "--no-progress-bar", str(report.notebook)]
        subprocess.run([*papermill, str(executed), *words], check=True, capture_output=True)
        nbconvert = [sys.executable, "-m", "nbconvert", "--to", "html", str(executed)]
        subprocess.run(nbconvert, check=True, capture_output=True)


def api(reports: Sequence[Report], out: Path, jobs: int) -> None:
    """Call Papermill and nbconvert in one process."""
    pool(reports, out, 1)


def pool(reports: Sequence[Report], out: Path, jobs: int) -> None:
    """Run several such processes."""
    with ProcessPoolExecutor(jobs) as workers:
        list(workers.map(_papermill, [(r, out) for r in reports]))


def floor(reports: Sequence[Report], out: Path, jobs: int) -> None:
    """Run only cells and export, in processes that have run a report before: no isolation, no safety."""
    _floor(reports, out, jobs, isolated=False)


def isolated(reports: Sequence[Report], out: Path, jobs: int) -> None:
    """Do the same in a fork for each report: what isolation costs before anything is checked or kept."""
    _floor(reports, out, jobs, isolated=True)


def _floor(reports: Sequence[Report], out: Path, jobs: int, *, isolated: bool) -> None:
    shares = [list(reports[n::jobs]) for n in range(jobs)]
    env = {**os.environ, **warm.ONE_THREAD, **warm.SEED}
    code = "import sys, pathlib; from tools.bench.floor import make; make(pathlib.Path(sys.argv[1]), {})"
    running = []
    for n, share in enumerate(s for s in shares if s):
        folder = out / str(n)
        folder.mkdir()
        (folder / IDS).write_text(json.dumps([r.id for r in share]), "utf-8")
        running.append(
            subprocess.Popen(
                [sys.executable, "-c", code.format(isolated), str(folder)], env=env, cwd=paths.root()
            )
        )
    if sum(abs(process.wait()) for process in running):
        raise RuntimeError("the floor could not be measured")


def ours(reports: Sequence[Report], out: Path, jobs: int) -> None:
    """Run the batch as it is, from a cold start."""
    results = batch.render_all(reports, out, jobs)
    if failed := [result for result in results if result.status == "failed"]:
        raise RuntimeError(f"{failed[0].report.id} failed: {failed[0].error}")


def one(reports: Sequence[Report], out: Path, jobs: int) -> None:
    """Run the batch with one worker."""
    ours(reports, out, 1)


WAYS: Final = {
    "usual": Way("`papermill` and `jupyter nbconvert`, commands in a loop", usual),
    "api": Way("Papermill's API, one process", api),
    "pool": Way("Papermill's API, a pool of {jobs} processes", pool),
    "floor": Way("the same cells and our page in {jobs} warm processes, nothing else (the floor)", floor),
    "isolated": Way("the same, each report in a fork of its own", isolated),
    "ours": Way("`migbrief render`, {jobs} workers", ours),
    "one": Way("`migbrief render`, 1 worker", one),
}


def _papermill(job: tuple[Report, Path]) -> None:
    import nbformat
    import papermill
    from nbconvert import HTMLExporter

    report, out = job
    executed = out / f"{report.id}.ipynb"
    papermill.execute_notebook(
        str(report.notebook),
        str(executed),
        dict(report.parameters),
        progress_bar=False,
        cwd=str(paths.root()),
    )
    page, _ = HTMLExporter().from_notebook_node(nbformat.read(executed, as_version=4))
    executed.with_suffix(".html").write_text(page, "utf-8")
