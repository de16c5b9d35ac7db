"""Figures with a finding as title, labelled axes, source, text alternative and data.

Every function takes tidy data and words and returns a :class:`Chart`, which shows itself in a notebook.
Drawing uses no pyplot state, so figures are independent of each other.
"""

from .bar_charts import bars, stacked
from .base import Caption, Chart, chart, describe
from .drawing import Drawing
from .labels import legend_height, wrap_to
from .line_charts import lines
from .marks import Key, cells
from .paired_bars import paired_bars
from .panel import Panel
from .pyramids import Side, pyramid
from .strip_plots import strips
from .timelines import Look, timeline
from .tornado_charts import tornado

__all__ = [
    "Caption", "Chart", "Drawing", "Key", "Look", "Panel", "Side", "bars", "cells", "chart", "describe",
    "legend_height", "lines", "paired_bars", "pyramid", "stacked", "strips", "timeline", "tornado", "wrap_to",
]  # fmt: skip
