"""``make bench``: what a report costs, ours beside the usual ways, in one run on one machine.

All ways make country profiles; they take turns, round by round, so that whatever else the machine does meets
them all. Ratios are taken within a round and shown with their spread. Processor time is less at the mercy of
what else runs, so it stands beside the time by the clock.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import click

from . import batch, paths, profile_catalogue, warm
from .report import Report

WAYS: Final = {
    "usual": "`papermill` and `jupyter nbconvert`, commands in a loop",
    "api": "Papermill's API, one process",
    "pool": "Papermill's API, a pool of {jobs} processes",
    "floor": "the same cells and our page in {jobs} warm processes, nothing else (the floor)",
    "ours": "`migbrief render`, {jobs} workers",
    "one": "`migbrief render`, 1 worker",
}


@dataclass(frozen=True)
class Row:
    """A way, and its seconds a report in every round: by the clock, and of processors."""

    way: str
    seconds: list[float]
    cpu: list[float]


def usual(reports: Sequence[Report], out: Path, jobs: int) -> None:
    """A shell loop of two commands a report."""
    for report in reports:
        executed = out / f"{report.id}.ipynb"
        words = [w for name, value in report.parameters.items() for w in ("-p", name, str(value))]
        papermill = [
            sys.executable,
            "-m",
            "papermill",
            "--no-progress-bar",
            str(report.notebook),
            str(executed),
        ]
        subprocess.run([*papermill, *words], check=True, capture_output=True)
        nbconvert = [sys.executable, "-m", "nbconvert", "--to", "html", str(executed)]
        subprocess.run(nbconvert, check=True, capture_output=True)


def api(reports: Sequence[Report], out: Path, jobs: int) -> None:
    """One process that calls Papermill and nbconvert."""
    with ProcessPoolExecutor(1) as pool:
        list(pool.map(_papermill, [(r, out) for r in reports]))


def pool(reports: Sequence[Report], out: Path, jobs: int) -> None:
    """Several such processes."""
    with ProcessPoolExecutor(jobs) as workers:
        list(workers.map(_papermill, [(r, out) for r in reports]))


def floor(reports: Sequence[Report], out: Path, jobs: int) -> None:
    """Nothing but cells and export, in processes that have run a report before: no isolation, no safety."""
    shares = [list(reports[n::jobs]) for n in range(jobs)]
    env = {**os.environ, **warm.ONE_THREAD, **warm.SEED}
    code = "import sys; from migbrief.bench import bare; bare(sys.argv[1])"
    running = []
    for n, share in enumerate(s for s in shares if s):
        folder = out / str(n)
        folder.mkdir()
        (folder / "ids.json").write_text(json.dumps([r.id for r in share]), "utf-8")
        running.append(subprocess.Popen([sys.executable, "-c", code, str(folder)], env=env))
    if sum(abs(process.wait()) for process in running):
        raise RuntimeError("the floor could not be measured")


def ours(reports: Sequence[Report], out: Path, jobs: int) -> None:
    """The batch as it is, from a cold start."""
    results = batch.render_all(reports, out, jobs)
    if failed := [result for result in results if result.status == "failed"]:
        raise RuntimeError(f"{failed[0].report.id} failed: {failed[0].error}")


def one(reports: Sequence[Report], out: Path, jobs: int) -> None:
    """The batch with one worker."""
    ours(reports, out, 1)


def bare(folder: str) -> None:
    """In a process of the floor: warm up, then run the cells of each report by ``exec`` and export them.

    Writes how long the reports took, without the warming up.
    """
    from datetime import UTC, datetime

    from nbformat import v4

    from . import export, run
    from .parameters import parse

    out = Path(folder)
    warm.warm_up(tempfile.mkdtemp())
    ids = json.loads((out / "ids.json").read_text("utf-8"))
    reports = {r.id: r for r in profile_catalogue.country_reports(ids)}
    shell = warm.shell()
    shown: list[tuple[str, dict[str, object]]] = []

    def make(report: Report) -> None:
        nb, values = run.read(report.notebook), parse(report.model, report.parameters)
        with shell.open(lambda kind, content: shown.append((kind, content))):
            for name, value in values.model_dump().items():
                shell.run(f"{name} = {value!r}")
            for cell in nb.cells:
                if cell.cell_type == "code" and "parameters" not in cell.metadata.get("tags", []):
                    shown.clear()
                    shell.run(cell.source)
                    messages = [{"header": {"msg_type": kind}, "content": c} for kind, c in shown]
                    cell.outputs = [v4.output_from_msg(m) for m in messages]
        page = export.to_html(nb, report, values, datetime.now(UTC))
        (out / f"{report.id}.html").write_text(page, "utf-8")

    make(reports[ids[0]])
    begun, used = time.perf_counter(), time.process_time()
    for id in ids:
        make(reports[id])
    took = [time.perf_counter() - begun, time.process_time() - used]
    (out / "took.json").write_text(json.dumps(took), "utf-8")


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


def measure(way: str, reports: Sequence[Report], jobs: int) -> tuple[float, float]:
    """Seconds a report, by the clock and of processors, from start to last page.

    The floor counts after its warming up.
    """
    function: Callable[[Sequence[Report], Path, int], None] = globals()[way]
    with tempfile.TemporaryDirectory(prefix="mb-") as folder:
        begun, used = time.perf_counter(), _children()
        function(reports, Path(folder), jobs)
        took, cpu = time.perf_counter() - begun, _children() - used
        parts = [json.loads(p.read_text("utf-8")) for p in Path(folder).glob("*/took.json")]
    if parts:
        took, cpu = max(part[0] for part in parts), sum(part[1] for part in parts)
    return took / len(reports), cpu / len(reports)


def _children() -> float:
    """Processor seconds of all child processes that have ended."""
    times = os.times()
    return times.children_user + times.children_system


def compare(counts: dict[str, int], rounds: int, jobs: int) -> list[Row]:
    """Every way in turn, as often as there are rounds; ``counts``: how many reports each makes a round."""
    every = profile_catalogue.country_reports()
    rows = {way: Row(way, [], []) for way in counts}
    for turn in range(rounds):
        for way, count in counts.items():
            start = turn * max(counts.values()) % len(every)
            seconds, cpu = measure(way, _spread(every, count, start), jobs)
            rows[way].seconds.append(seconds)
            rows[way].cpu.append(cpu)
            click.echo(f"round {turn + 1}: {way} {seconds:.3f} s, {cpu:.3f} s of processors", err=True)
    return list(rows.values())


def growth(sizes: Sequence[int], jobs: int) -> list[tuple[int, float, float]]:
    """For each number of reports: that number, seconds a report, and the largest worker's memory in MB."""
    every = profile_catalogue.country_reports()
    found = []
    for size in sizes:
        reports = [
            Report(
                f"{r.id}-{n}",
                r.title,
                r.notebook,
                r.model,
                r.output.with_name(f"{r.id}-{n}.html"),
                r.kind,
                r.description,
                r.parameters,
            )
            for n, r in enumerate((every * (size // len(every) + 1))[:size])
        ]
        with tempfile.TemporaryDirectory(prefix="mb-") as folder:
            begun = time.perf_counter()
            results = batch.render_all(reports, Path(folder), jobs)
            took = time.perf_counter() - begun
        last = results[-max(1, size // 10) :]  # were anything to pile up, it would show in the last tenth
        found.append((size, took / size, statistics.median(result.memory for result in last)))
        click.echo(f"{size} reports: {took / size:.3f} s each", err=True)
    return found


def table(rows: Sequence[Row], jobs: int, grown: Sequence[tuple[int, float, float]], count: int) -> str:
    """The findings as Markdown."""
    by_way = {row.way: row for row in rows}
    usual, floor = by_way["usual"], by_way["floor"]
    lines = [
        f"Median of {len(usual.seconds)} rounds (lowest to highest), {count} country profiles a round (fewer "
        f"where they take long), {jobs} cores, Python {platform.python_version()} on {platform.system()}. "
        "Start-up is included.",
        "",
        "| Way | Seconds a report | Usual ÷ this | This ÷ floor "
        "| Processor seconds | Usual ÷ this | This ÷ floor |",
        "|---|---|---|---|---|---|---|",
    ]
    for row in rows:
        cells = [WAYS[row.way].format(jobs=jobs), _range(row.seconds)]
        cells += [_ratio(usual.seconds, row.seconds, 1), _ratio(row.seconds, floor.seconds), _range(row.cpu)]
        cells += [_ratio(usual.cpu, row.cpu, 1), _ratio(row.cpu, floor.cpu)]
        lines.append(f"| {' | '.join(cells)} |")
    if grown:
        lines += ["", "| Reports in one batch | Seconds a report | Memory of a worker, MB |", "|---|---|---|"]
        lines += [f"| {size:,} | {seconds:.2f} | {memory:,.0f} |" for size, seconds, memory in grown]
    return "\n".join(lines) + "\n"


def _spread(every: Sequence[Report], count: int, start: int) -> list[Report]:
    step = max(1, len(every) // count)
    return [every[(start + n * step) % len(every)] for n in range(count)]


def _ratio(above: Sequence[float], below: Sequence[float], places: int = 2) -> str:
    return _range([a / b for a, b in zip(above, below, strict=True)], places)


def _range(values: Sequence[float], places: int = 2) -> str:
    middle, low, high = statistics.median(values), min(values), max(values)
    return f"{middle:.{places}f} ({low:.{places}f} to {high:.{places}f})"


def main() -> None:
    """The command behind ``make bench``."""
    parser = argparse.ArgumentParser(prog="make bench", description=__doc__)
    parser.add_argument("--rounds", type=int, default=3)
    every = len(profile_catalogue.country_reports())
    parser.add_argument(
        "--reports", type=int, default=every, help="reports a round (fewer for the slow ways)"
    )
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--growth", default="10,100,1000", help="sizes of batches; blank for none")
    parser.add_argument("--write", type=Path, default=paths.root() / "docs" / "bench.md")
    given = parser.parse_args()
    few = max(2, min(4, given.reports // 6))
    counts = {"usual": few, "api": few, "pool": 2 * few, "floor": given.reports, "ours": given.reports}
    counts["one"] = max(2, given.reports // 4)
    rows = compare(counts, given.rounds, given.jobs)
    sizes = [int(size) for size in given.growth.split(",") if size]
    text = table(rows, given.jobs, growth(sizes, given.jobs), given.reports)
    click.echo(text)
    given.write.parent.mkdir(exist_ok=True)
    given.write.write_text(f"# What a report costs\n\nMade by `make bench`.\n\n{text}", "utf-8")


if __name__ == "__main__":
    main()
