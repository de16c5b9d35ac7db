"""Age pyramids."""

from typing import NamedTuple, Unpack

import numpy as np
import pandas as pd

from migbrief.display import theme
from migbrief.display.csv import bare
from migbrief.display.html import remade
from migbrief.text import words
from migbrief.text.i18n import t

from .base import Caption, Chart, chart
from .drawing import Drawing
from .marks import cells


class Side(NamedTuple):
    """One side of a pyramid: its name, and the columns of its bars and of the outline over them."""

    name: str
    bars: str
    outline: str


@remade
def pyramid(
    data: pd.DataFrame, *, left: Side, right: Side, alt: str, axis: str, **caption: Unpack[Caption]
) -> Chart:
    """Draw people by age: bars to both sides, and the outline of another year over them.

    ``data`` has a row an age group, indexed by its lowest age in equal steps, and the columns that ``left``
    and ``right`` name, in persons; its other columns (the age in words) are shown in the table of data.

    >>> ages = pd.DataFrame({"men": [5, 4], "women": [5, 5], "men then": [3, 4], "women then": [3, 5]})
    >>> ages.index = [0, 5]
    >>> sides = Side("Men", "men", "men then"), Side("Women", "women", "women then")
    >>> words = {"title": "T", "alt": "A", "source": "S", "axis": "People", "name": "n"}
    >>> pyramid(ages, left=sides[0], right=sides[1], **words).title
    'T'
    """
    drawn = bare(data)
    ages = drawn.index.to_numpy()
    step = ages[1] - ages[0]
    edges = np.append(ages, ages[-1] + step)
    widest = float(drawn[[*left[1:], *right[1:]]].max().max())

    def draw(drawing: Drawing) -> None:
        panel = drawing.panel()
        for side, sign, colour in ((left, -1, theme.SERIES[0]), (right, 1, theme.SERIES[2])):
            bars, outline = (sign * drawn[column].to_numpy() for column in (side.bars, side.outline))
            shown_cells = cells(list(data.columns).index(side.bars), range(len(ages)))
            panel.bars(
                ages + step / 2, np.zeros(len(ages)), bars, colour, step * 0.86, alpha=0.75, of=shown_cells
            )
            corners = np.column_stack([edges[:-1], edges[1:]]).ravel()
            panel.line([0, *np.repeat(outline, 2), 0], [0, *corners, edges[-1]], theme.INK, width=1.3)
            align, at = ("left", 0.02) if sign < 0 else ("right", 0.98)
            panel.text(side.name, at, 0.97, align=align, stand="top", colour=colour, of="xy")
        panel.rule(x=0, colour=theme.PAPER, width=1)
        panel.x.limits = -1.05 * widest, 1.05 * widest
        panel.x.numbers(write=lambda values: [words.compact(abs(v), 2) for v in values])
        panel.y.set_ticks(shown := range(0, int(edges[-1]), 20), map(str, shown))
        panel.y.limits = 0.0, float(edges[-1])
        panel.y.name, panel.x.name, panel.x.grid = t("Age"), axis, True

    return chart(draw, alt=alt, data=data, height=3.6, **caption)
