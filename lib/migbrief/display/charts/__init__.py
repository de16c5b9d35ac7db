"""Figures that say their finding: each carries title, labelled axes, source, text alternative and data.

Every function takes tidy data and returns a :class:`Chart`, which shows itself in a notebook. Drawing
uses no pyplot state, so one figure never leaks into another.
"""

from .bar_charts import bars, stacked
from .base import Chart, axis_numbers, chart, describe
from .line_charts import lines
from .text_fitting import legend, legend_height, stack, wrap, wrap_to

__all__ = [
    "Chart",
    "axis_numbers",
    "bars",
    "chart",
    "describe",
    "legend",
    "legend_height",
    "lines",
    "stack",
    "stacked",
    "wrap",
    "wrap_to",
]
