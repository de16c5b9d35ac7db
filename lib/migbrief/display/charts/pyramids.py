"""Age pyramids."""

from __future__ import annotations

from typing import NamedTuple, Unpack

import numpy as np
import pandas as pd
from matplotlib.figure import Figure
from matplotlib.ticker import FuncFormatter, MaxNLocator

from migbrief.display import theme
from migbrief.display.csv import bare
from migbrief.display.html import remade
from migbrief.text import words
from migbrief.text.i18n import t

from .base import Caption, Chart, chart


class Side(NamedTuple):
    """One side of a pyramid: its name, the column of its bars and that of the outline over them."""

    name: str
    bars: str
    outline: str


@remade
def pyramid(
    data: pd.DataFrame,
    *,
    left: Side,
    right: Side,
    alt: str,
    axis: str,
    **caption: Unpack[Caption],
) -> Chart:
    """Draw people by age: bars to both sides, and the outline of another year over them.

    ``data`` has a row an age group, indexed by its lowest age in equal steps, and the columns that ``left``
    and ``right`` name, in persons; its other columns (the age in words) stand in the table behind the figure.

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

    def draw(figure: Figure) -> None:
        ax = figure.add_subplot()
        for side, sign, colour in ((left, -1, theme.SERIES[0]), (right, 1, theme.SERIES[2])):
            ax.barh(ages + step / 2, sign * drawn[side.bars], height=step * 0.86, color=colour, alpha=0.75)
            ax.stairs(
                sign * drawn[side.outline].to_numpy(),
                edges,
                orientation="horizontal",
                color=theme.INK,
                linewidth=1.3,
                baseline=0,
            )
            ax.annotate(
                side.name,
                (0.02 if sign < 0 else 0.98, 0.97),
                xycoords="axes fraction",
                ha="left" if sign < 0 else "right",
                va="top",
                color=colour,
            )
        ax.axvline(0, color=theme.PAPER, linewidth=1)
        ax.set_xlim(-1.05 * widest, 1.05 * widest)
        ax.xaxis.set_major_locator(MaxNLocator(nbins=5, symmetric=True))
        ax.xaxis.set_major_formatter(FuncFormatter(lambda x, _: words.compact(abs(x), 2)))
        ax.set_yticks(range(0, int(edges[-1]), 20))
        ax.set_ylim(0, edges[-1])
        ax.set_ylabel(t("Age"))
        ax.set_xlabel(axis)
        ax.grid(axis="x")

    return chart(draw, alt=alt, data=data, height=3.6, **caption)
