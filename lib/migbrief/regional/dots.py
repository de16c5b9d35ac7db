"""The drawing of a spread: columns of dots, and the names of outliers where nothing else stands."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from .. import style
from ..charts import axis_numbers
from ..charts.fitting import text_width
from ..language import t
from . import figures

if TYPE_CHECKING:
    from .spread import Spread

HEIGHT: Final = 2.5  # inches of the figure
_BINS: Final = 36
_DOTS: Final = 80  # with more members, columns instead of a dot each
_NAMED: Final = 3  # outliers named on each side at most
_WIDE: Final = 300.0  # points that the axes have at the least
_LINE: Final = 0.1  # of the height of the axes: a line of text
_OFF: Final = 3.0  # points between a name and its line
_MARGIN: Final = 0.04  # of the range, left free at each end
_ABOVE: Final = 1.75  # of the tallest column: how high names go
_BELOW: Final = 0.22  # of the tallest column: the room under the columns


@dataclass(frozen=True)
class Name:
    """The name of an outlier: where its line stands, from which height to which, and the room it takes."""

    text: str
    value: float
    low: float
    at: float
    left: float  # in points from the start of the axes
    right: float
    line: float  # the same of its upright line
    inner: int  # 1 where the name stands right of its line, −1 left


class Columns:
    """Figures sorted into columns of equal width, and how high the tallest is."""

    def __init__(self, found: Spread) -> None:
        self.values = found.rows["value"].to_numpy(dtype=float)
        self.start = float(self.values.min())
        self.width = float(np.ptp(self.values)) or abs(self.start) or 1.0
        self.edges = np.linspace(self.start - 1e-9 * self.width, self.start + self.width, _BINS + 1)
        self.placed = np.clip(np.digitize(self.values, self.edges) - 1, 0, _BINS - 1)
        self.counts = np.bincount(self.placed, minlength=_BINS)
        self.middles = (self.edges[:-1] + self.edges[1:]) / 2
        self.top = max(int(self.counts.max()), 4)
        self.upper = _ABOVE * self.top
        self.text = _LINE * (self.upper + _BELOW * self.top)

    def along(self, value: float) -> float:
        """Where a figure stands on the axes, in points, were they as narrow as they get."""
        return _WIDE * ((value - self.start) / self.width + _MARGIN) / (1 + 2 * _MARGIN)

    def height(self, left: float, right: float) -> float:
        """How high columns rise between two places in points."""
        at = [self.along(edge) for edge in self.edges]
        under = [n for (a, b), n in zip(pairwise(at), self.counts, strict=True) if b > left and a < right]
        return float(max(under, default=0))


def names(found: Spread) -> tuple[list[Name], list[str]]:
    """The names of outliers that fit, clear of columns and of each other, and those left out.

    The least extreme is left out first, and all beyond a few on each side.
    """
    if found.fences is None:
        return [], []
    columns, (low, high) = Columns(found), found.fences
    far = [
        (abs(row["value"] - fence), sign, row)
        for side, fence, sign in ((found.below, low, 1), (found.above, high, -1))
        for _, row in side.head(_NAMED).iterrows()
    ]
    far.sort(key=lambda one: one[0])
    rest = [str(name) for side in (found.below, found.above) for name in side["name"].iloc[_NAMED:]]
    for dropped in range(len(far) + 1):
        if (placed := _place(columns, far[dropped:])) is not None:
            return placed, [str(row["name"]) for _, _, row in far[:dropped]] + rest
    return [], []


def draw(figure: Figure, found: Spread, axis: str) -> None:
    """Dots or columns, the middle half below them, and outliers in another colour, by name."""
    ax = figure.add_subplot()
    columns = Columns(found)
    outside = np.zeros(len(columns.values), dtype=bool)
    if found.fences:
        outside = (columns.values < found.fences[0]) | (columns.values > found.fences[1])
    many = len(columns.values) > _DOTS
    (_bars if many else _marks)(ax, columns, outside)
    low, middle, high = found.quartiles
    band = 0.09 * columns.top
    ax.add_patch(Rectangle((low, -1.6 * band), high - low, band, color=style.SERIES[2], linewidth=0))
    ax.plot([middle, middle], [-1.9 * band, -0.4 * band], color=style.INK, linewidth=1.6)
    named = names(found)[0]
    for name in named:
        ax.plot([name.value] * 2, [name.low, name.at], color=style.SOFT, linewidth=0.6)
        ax.annotate(
            name.text,
            (name.value, name.at),
            (_OFF * name.inner, 0),
            textcoords="offset points",
            ha="left" if name.inner > 0 else "right",
            va="center",
            color=style.INK,
        )
    upper = max([columns.top * 1.12 + 0.6, *(name.at + 0.6 * columns.text for name in named)])
    ax.set_ylim(-_BELOW * columns.top, upper)
    ax.margins(x=_MARGIN)
    ax.set_xlabel(axis)
    ax.spines["left"].set_visible(False)
    if many:
        ax.set_ylabel(t("Members"))
        axis_numbers(ax.yaxis, whole=True)
        ax.set_yticks([tick for tick in ax.get_yticks() if 0 <= tick <= columns.top])
    else:
        ax.set_yticks([])
    axis_numbers(ax.xaxis)
    ax.grid(axis="x")


def _bars(ax: Axes, columns: Columns, outside: np.ndarray) -> None:
    under = np.zeros(_BINS)
    for chosen, colour in ((~outside, style.SERIES[0]), (outside, style.SERIES[1])):
        counts = np.bincount(columns.placed[chosen], minlength=_BINS)
        kept = counts > 0
        width = columns.width / _BINS * 0.9
        ax.bar(columns.middles[kept], counts[kept], bottom=under[kept], width=width, color=colour)
        under += counts


def _marks(ax: Axes, columns: Columns, outside: np.ndarray) -> None:
    """A dot a member in its column; an outlier at its own figure, where its line stands."""
    height = np.zeros(_BINS)
    ys = []
    for column in columns.placed:
        height[column] += 1
        ys.append(height[column] - 0.5)
    size = min(9.0, 110 / (int(columns.counts.max()) + 2)) ** 2
    middles = columns.middles[columns.placed]
    for chosen, xs, colour, marker in (
        (~outside, middles, style.SERIES[0], "o"),
        (outside, columns.values, style.SERIES[1], "D"),
    ):
        ax.scatter(xs[chosen], np.array(ys)[chosen], s=size, color=colour, marker=marker, linewidths=0)


def _place(columns: Columns, far: list[tuple[float, int, pd.Series]]) -> list[Name] | None:
    """A place for each, the nearest of a side lowest, so that no line crosses a name; None for no room."""
    placed: list[Name] = []
    floors = {1: 0.0, -1: 0.0}
    for _, inner, row in far:
        text = figures.called(row)
        line = columns.along(row["value"])
        end = line + inner * (_OFF + text_width(text))
        left, right = min(line, end), max(line, end)
        if left < 0 or right > _WIDE:
            return None
        low = columns.height(line - 1, line + 1)
        at = max(columns.height(left, right) + 0.6 * columns.text, floors[inner])
        while at + 0.5 * columns.text <= columns.upper:
            name = Name(text, float(row["value"]), low, at, left, right, line, inner)
            if not any(_meet(name, other, columns.text) for other in placed):
                break
            at += 0.25 * columns.text
        else:
            return None
        placed.append(name)
        floors[inner] = at + columns.text
    return placed


def _meet(one: Name, other: Name, text: float) -> bool:
    """Whether two names overlap, or the line of one runs through the other."""
    if one.left < other.right + _OFF and other.left < one.right + _OFF and abs(one.at - other.at) < text:
        return True
    return any(
        b.left < a.line < b.right and a.low < b.at + text / 2 and a.at > b.at - text / 2
        for a, b in ((one, other), (other, one))
    )
