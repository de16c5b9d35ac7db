"""The results as Markdown: medians with their spread, and ratios within a round."""

import platform
import statistics
from collections.abc import Sequence

from .measure import Costs, Size
from .ways import WAYS

INTRODUCTION = """# What a report costs

Written by `make bench`, which makes country profiles in several ways, in turn, on one machine, with the
official data that are held. It takes about ten minutes on two cores that have nothing else to do.

*Usual* is what most people do: the commands `papermill` and `jupyter nbconvert`, one report after the
other. The *floor* is what no way can avoid: the cells and the page themselves, in processes that have
everything loaded. Most of what we take beyond it is the isolation of each report, which has a row of its
own: a fork copies each page of memory that it writes to. Ratios are taken within a round, so that other
load on the machine meets all ways alike. Wanted are at least 15 times the usual way by the clock, at most
1.15 of the floor, and at most 0.36 processor seconds a profile.

"""


def table(costs: Sequence[Costs], jobs: int, sizes: Sequence[Size], count: int) -> str:
    """Return a row a way, then a row a size of batch; ``count``: profiles made a round."""
    by_way = {row.way: row for row in costs}
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
    for row in costs:
        cells = [WAYS[row.way].title.format(jobs=jobs), _range(row.seconds)]
        cells += [_ratio(usual.seconds, row.seconds, 1), _ratio(row.seconds, floor.seconds), _range(row.cpu)]
        cells += [_ratio(usual.cpu, row.cpu, 1), _ratio(row.cpu, floor.cpu)]
        lines.append(f"| {' | '.join(cells)} |")
    if sizes:
        lines += ["", "| Reports in one batch | Seconds a report | Memory of a worker, MB |", "|---|---|---|"]
        lines += [f"| {size.reports:,} | {size.seconds:.2f} | {size.memory:,.0f} |" for size in sizes]
    return "\n".join(lines) + "\n"


def _ratio(above: Sequence[float], below: Sequence[float], places: int = 2) -> str:
    return _range([a / b for a, b in zip(above, below, strict=True)], places)


def _range(values: Sequence[float], places: int = 2) -> str:
    middle, low, high = statistics.median(values), min(values), max(values)
    return f"{middle:.{places}f} ({low:.{places}f} to {high:.{places}f})"
