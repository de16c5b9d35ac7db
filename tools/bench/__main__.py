"""``make bench``: what a report costs, ours beside the usual ways, in one run on one machine.

All ways make country profiles; they take turns, round by round, so that whatever else the machine does meets
them all. Ratios are taken within a round and shown with their spread. Processor time is less at the mercy of
what else runs, so it stands beside the time by the clock.
"""

import argparse
import os
from pathlib import Path

import click

from migbrief import paths
from migbrief.registry import profile_reports

from . import findings, folder, measure, official


def main() -> None:
    """Run ``make bench``."""
    parser = argparse.ArgumentParser(prog="make bench", description=__doc__)
    parser.add_argument("--rounds", type=int, default=2)
    every = len(profile_reports.country_reports())
    parser.add_argument(
        "--reports", type=int, default=every, help="reports a round (fewer for the slow ways)"
    )
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--growth", default="10,100", help="sizes of batches; blank for none")
    parser.add_argument("--no-folder", action="store_true", help="leave out the folder of all profiles")
    parser.add_argument("--write", type=Path, default=paths.root() / "docs" / "bench.md")
    parser.add_argument("--files", type=Path, help="a folder of publishers' files, to measure adding them")
    given = parser.parse_args()
    few = max(2, min(4, given.reports // 6))
    counts = {"usual": few, "api": few, "pool": 2 * few, "floor": given.reports}
    counts |= {"isolated": given.reports, "ours": given.reports}
    counts["one"] = max(2, given.reports // 4)
    costs = measure.compare(counts, given.rounds, given.jobs)
    sizes = measure.growth([int(size) for size in given.growth.split(",") if size], given.jobs)
    text = findings.table(costs, given.jobs, sizes, given.reports)
    if not given.no_folder:
        text += folder.table(folder.measure(given.jobs))
    text += official.table(given.files)
    click.echo(text)
    given.write.parent.mkdir(exist_ok=True)
    given.write.write_text(findings.INTRODUCTION + text, "utf-8")


if __name__ == "__main__":
    main()
