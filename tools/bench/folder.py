"""A folder with every profile in three languages: making it, a run without changes, changing a page."""

import os
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from migbrief.registry import profile_reports
from migbrief.registry.reports import with_parameters
from migbrief.runner import batch, site
from migbrief.text.i18n import DEFAULT, LANGUAGES

SIZES: Final = (10, 100, 300, 1000, 3000)
MACHINES: Final = ((1, 2), (1, 8), (4, 8))  # number of machines, and cores of each
ALL: Final = ("profiles", "--all", "--language", ",".join(LANGUAGES))


@dataclass(frozen=True)
class Folder:
    """Results for a number of ``reports``: seconds until the first; processor seconds for each, of workers
    and of the batch itself; seconds of the index, of commands that find nothing to do and that make one page;
    peak MB of a worker.
    """

    reports: int
    start: float
    worker: float
    own: float
    index: float
    nothing: float
    single: float
    memory: int

    def seconds(self, count: int, machines: int, cores: int) -> float:
        """Estimate the seconds for ``count`` reports: start-up, then workers beside the batch, then the
        index.
        """
        each = max(self.worker / (machines * cores), self.own)
        return self.start + count * each + self.index * max(1, count / self.reports)


def measure(jobs: int) -> Folder:
    """Make the folder and use it."""
    plain = profile_reports.select(everything=True)
    more = [{"language": code} for code in LANGUAGES if code != DEFAULT]
    reports = [*plain, *(with_parameters(report, given) for given in more for report in plain)]
    with tempfile.TemporaryDirectory(prefix="mb-") as name:
        folder, before = Path(name), os.times()
        ends, first = list[float](), time.perf_counter()

        def ended(*_: object) -> None:
            ends.append(time.perf_counter())

        with batch.locked(folder):
            done = batch.update(reports, folder, jobs, progress=ended)
            after, begun = os.times(), time.perf_counter()
            site.publish(folder, done.results, done.ledger)
        index = time.perf_counter() - begun
        nothing = _command(folder, *ALL)
        (folder / plain[0].output).unlink()
        single = _command(folder, plain[0].id)
    count = len(reports)
    workers = after.children_user + after.children_system - before.children_user - before.children_system
    own = after.user + after.system - before.user - before.system
    memory = max(result.memory for result in done.results)
    return Folder(count, ends[0] - first, workers / count, own / count, index, nothing, single, memory)


def _command(folder: Path, *words: str) -> float:
    begun = time.perf_counter()
    command = [sys.executable, "-m", "migbrief", "render", *words, "--out", str(folder), "--quiet"]
    subprocess.run(command, check=True)
    return time.perf_counter() - begun


def table(of: Folder) -> str:
    """Return rows of Markdown: the measurements, and estimated costs at other sizes."""
    rows = [
        ("processor seconds of a report, workers", f"{of.worker:.2f}", "0.36"),
        ("processor seconds of a report, the batch itself", f"{of.own:.3f}", ""),
        ("indexes and data files, in three languages, once", f"{of.index:.1f} s", ""),
        ("a command that finds nothing to do", f"{of.nothing:.1f} s", "3 s"),
        ("a command that makes one page again", f"{of.single:.1f} s", "1.5 s"),
        ("memory of a worker", f"{of.memory} MB", "250 MB"),
    ]
    heads = [f"{m} machine{'s' * (m > 1)} of {c} cores" for m, c in MACHINES]
    grown = [" | ".join(f"{of.seconds(size, m, c):,.0f} s" for m, c in MACHINES) for size in SIZES]
    busy = round(of.worker / of.own)
    return "\n".join(
        [
            "",
            f"| A folder of {of.reports:,} reports: all profiles in three languages | Cost | At most |",
            "|---|---|---|",
            *(f"| {' | '.join(row)} |" for row in rows),
            "",
            f"Worked out from these, a batch takes {of.start:.1f} s until its first report; for each what",
            "workers take, divided by their cores; and the index. One batch can take in what about",
            f"{busy} cores make; more would wait for it. The start and the index stay what they are however",
            "many machines there are, so a cluster pays for thousands of reports, not for hundreds.",
            "",
            f"| Reports | {' | '.join(heads)} |",
            "|---|" + "---|" * len(heads),
            *(f"| {size:,} | {row} |" for size, row in zip(SIZES, grown, strict=True)),
            "",
        ]
    )
