"""The cost of the store of official data: opening, queries, adding files. Measured on the actual store."""

import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

OPENING = """
import time
from migbrief.datasets import countries, store
countries.load()
begun = time.perf_counter()
held = store.opened()
held.points("migrant_stock", "KEN")
print(time.perf_counter() - begun)
"""
FILLING = """
import resource, sys, tempfile, time
from pathlib import Path
from migbrief.datasets import store
from migbrief.sources import recognise
with tempfile.TemporaryDirectory(prefix="mb-") as folder:
    begun = time.perf_counter()
    store.add(recognise.read_files([Path(sys.argv[1])]).releases, Path(folder))
    print(time.perf_counter() - begun, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
"""


def table(files: Path | None) -> str:
    """Return rows of Markdown; blank without a store. ``files``: a folder of publishers' files to add."""
    from migbrief.datasets import store

    data = store.opened()
    if data.empty:
        return ""
    rows = [
        ("opening the store in a fresh process, with one figure", _fresh(OPENING)[0], "150 ms"),
        (
            "a country's figures of an indicator",
            _middle(lambda: data.points("migrant_stock", "KEN")),
            "1 ms",
        ),
        (
            "a country's pairs of a year",
            _middle(lambda: data.pairs("migrants_by_origin", "KEN", year=2024)),
            "1 ms",
        ),
    ]
    lines = [f"| {what} | {1000 * seconds:,.2f} ms | {most} |" for what, seconds, most in rows]
    if files is not None:
        seconds, megabytes = _fresh(FILLING, str(files))
        lines.append(f"| adding all the publishers' files of a folder | {seconds:,.1f} s | 30 s |")
        lines.append(f"| memory of that | {megabytes:,.0f} MB | 500 MB |")
    return "\n".join(["", "| Official data | Cost | At most |", "|---|---|---|", *lines, ""])


def _fresh(code: str, *words: str) -> list[float]:
    """Return the numbers that a new process prints."""
    ran = subprocess.run([sys.executable, "-c", code, *words], capture_output=True, text=True, check=True)
    return [float(number) for number in ran.stdout.split()]


def _middle(ask: Callable[[], object], times: int = 200) -> float:
    took = []
    for _ in range(times):
        begun = time.perf_counter()
        ask()
        took.append(time.perf_counter() - begun)
    return statistics.median(took)
