"""What the store of official data costs: to open, to ask, to fill. Measured on what is held."""

from __future__ import annotations

import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

OPENING = """
import time
from migbrief.datasets import countries, store
countries.load()
begun = time.perf_counter()
held = store.opened()
held.value("migrant_stock", "KEN")
print(time.perf_counter() - begun)
"""


def table(files: Path | None) -> str:
    """Rows of Markdown; blank where nothing is held. ``files``: a folder of publishers' files to add."""
    from migbrief.datasets import store

    held = store.opened()
    if held.empty:
        return ""
    fresh = subprocess.run([sys.executable, "-c", OPENING], capture_output=True, text=True, check=True)
    rows = [
        ("opening the store in a fresh process, with one figure", float(fresh.stdout)),
        ("a country's figures of an indicator", _middle(lambda: held.series("migrant_stock", "KEN"))),
        ("a country's pairs of a year", _middle(lambda: held.pairs("migrants_by_origin", "KEN", year=2024))),
    ]
    if files is not None:
        from migbrief.sources import recognise

        with tempfile.TemporaryDirectory(prefix="mb-") as folder:
            begun = time.perf_counter()
            store.add(recognise.read_files([files]).releases, Path(folder))
            rows.append(("adding all the publishers' files of a folder", time.perf_counter() - begun))
    lines = [f"| {what} | {1000 * seconds:,.2f} |" for what, seconds in rows]
    return "\n".join(["", "| Official data | Milliseconds |", "|---|---|", *lines, ""])


def _middle(ask: Callable[[], object], times: int = 200) -> float:
    took = []
    for _ in range(times):
        begun = time.perf_counter()
        ask()
        took.append(time.perf_counter() - begun)
    return statistics.median(took)
