"""Measure the ways in turns, and whether the cost of a report grows with the batch."""

import json
import os
import statistics
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import click

from migbrief.registry import profile_reports
from migbrief.registry.records import Report
from migbrief.runner import batch

from .ways import TOOK, WAYS


@dataclass(frozen=True)
class Costs:
    """A way, and its seconds a report in every round: wall-clock and processor time."""

    way: str
    seconds: list[float]
    cpu: list[float]


@dataclass(frozen=True)
class Size:
    """A batch of ``reports``: seconds for each, and the memory of a worker in MB."""

    reports: int
    seconds: float
    memory: float


def compare(counts: dict[str, int], rounds: int, jobs: int) -> list[Costs]:
    """Run every way in turn for a number of rounds; ``counts``: reports of each in a round."""
    every = profile_reports.country_reports()
    costs = {way: Costs(way, [], []) for way in counts}
    for turn in range(rounds):
        for way, count in counts.items():
            start = turn * max(counts.values()) % len(every)
            seconds, cpu = once(way, _spread(every, count, start), jobs)
            costs[way].seconds.append(seconds)
            costs[way].cpu.append(cpu)
            click.echo(f"round {turn + 1}: {way} {seconds:.3f} s, {cpu:.3f} s of processors", err=True)
    return list(costs.values())


def once(way: str, reports: Sequence[Report], jobs: int) -> tuple[float, float]:
    """Return seconds a report, wall-clock and processor time, from start to last page.

    The floor is timed after its warm-up.
    """
    with tempfile.TemporaryDirectory(prefix="mb-") as folder:
        begun, used = time.perf_counter(), _children()
        WAYS[way].make(reports, Path(folder), jobs)
        took, cpu = time.perf_counter() - begun, _children() - used
        parts = [json.loads(p.read_text("utf-8")) for p in Path(folder).glob(f"*/{TOOK}")]
    if parts:
        took, cpu = max(part[0] for part in parts), sum(part[1] for part in parts)
    return took / len(reports), cpu / len(reports)


def growth(sizes: Sequence[int], jobs: int) -> list[Size]:
    """Run batches of these sizes."""
    every = profile_reports.country_reports()
    measured = []
    for size in sizes:
        reports = [
            replace(r, id=f"{r.id}-{n}", output=r.output.with_name(f"{r.id}-{n}.html"))
            for n, r in enumerate((every * (size // len(every) + 1))[:size])
        ]
        with tempfile.TemporaryDirectory(prefix="mb-") as folder:
            begun = time.perf_counter()
            results = batch.render_all(reports, Path(folder), jobs)
            took = time.perf_counter() - begun
        last = results[-max(1, size // 10) :]  # an accumulating cost would show in the last tenth
        measured.append(Size(size, took / size, statistics.median(result.memory for result in last)))
        click.echo(f"{size} reports: {took / size:.3f} s each", err=True)
    return measured


def _children() -> float:
    """Return processor seconds of all child processes that have ended."""
    times = os.times()
    return times.children_user + times.children_system


def _spread(every: Sequence[Report], count: int, start: int) -> list[Report]:
    step = max(1, len(every) // count)
    return [every[(start + n * step) % len(every)] for n in range(count)]
