"""A drawing: panels one below the other with a legend, arranged by the size of their texts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

import numpy as np

from migbrief.display import theme

from .canvas import Canvas
from .labels import EDGE, KEY, LINE_OF_LEGEND, columns, legend_height, text_width, wrap_to
from .marks import Key
from .panel import Panel

_GAP: Final = 8.0  # points between panels


class Drawing:
    """A drawing of the width of all figures and ``height`` inches high, to which panels are added.

    >>> drawing = Drawing(2)
    >>> drawing.panel().line([1990, 2020], [1, 2], theme.SERIES[0])
    >>> drawing.svg("It doubled", "fig").count("<path")
    2
    """

    def __init__(self, height: float) -> None:
        self.width, self.height = 72 * theme.WIDTH, 72 * height
        self.weights: Sequence[float] = ()  # relative heights of panels
        self.panels: list[Panel] = []
        self.keys: list[Key] = []
        self.columns, self.title, self.below = 1, "", False  # of the legend

    def panel(self) -> Panel:
        """Add a panel below the others."""
        self.panels.append(Panel())
        return self.panels[-1]

    def legend(self, keys: Sequence[Key], *, below: bool = False, title: str = "", most: int = 3) -> None:
        """Add a legend above the panels, or ``below`` them, in as many columns as fit, at most ``most``."""
        self.keys, self.title, self.below = list(keys), title, below
        self.columns = columns([key.label for key in keys], most)

    def arrange(self) -> None:
        """Place all panels, leaving room at each side for texts that extend beyond them."""
        panels = self.panels
        for panel in panels:
            panel.x.fix_limits()
            panel.y.fix_limits()
            panel.x.name = wrap_to(panel.x.name, self.width - 2 * EDGE)
            panel.y.name = wrap_to(panel.y.name, self.height - 2 * EDGE)
            panel.box = 0.2 * self.width, 0.0, 0.7 * self.width, self.height
        rows, taken = len(panels), self._legend_height()
        above, below = (0.0, taken) if self.below else (taken, 0.0)
        weights = np.asarray(self.weights or [1.0] * rows) / (sum(self.weights) or rows)
        for _ in range(3):
            for panel in panels:
                panel.title = wrap_to(panel.title, self.width - panel.box[0] - EDGE)
            left, right, up, down = np.array([panel.overhang() for panel in panels]).reshape(-1, 4).T
            aside = max(left, default=0.0)
            wide = max(self.width - 2 * EDGE - aside - max(right, default=0.0), 1.0)
            high = max(self.height - 2 * EDGE - above - below - up.sum() - down.sum() - _GAP * (rows - 1), 1)
            tops = EDGE + above + np.cumsum(up) + np.cumsum([0, *(weights * high + down + _GAP)])[:rows]
            for panel, top, weight in zip(panels, tops, weights, strict=True):
                panel.box = _square(panel, EDGE + float(aside), float(top), float(wide), float(high * weight))

    def svg(self, label: str, prefix: str) -> str:
        """Return an ``<svg role="img">`` with a text alternative, its ids with a ``prefix``."""
        canvas = Canvas(self.width, self.height, prefix)
        self.arrange()
        for panel in self.panels:
            panel.draw(canvas)
        self._draw_legend(canvas)
        return canvas.svg(label)

    def _legend_height(self) -> float:
        labels = [key.label for key in self.keys]
        return 72 * legend_height(labels, title=bool(self.title), most=self.columns) if labels else 0.0

    def _draw_legend(self, canvas: Canvas) -> None:
        if not self.keys:
            return
        em = theme.FONT_SIZE
        pitch = LINE_OF_LEGEND * em
        top = self.height - self._legend_height() if self.below else EDGE
        lines = -(-len(self.keys) // self.columns)
        grid = [self.keys[i : i + lines] for i in range(0, len(self.keys), lines)]
        widths = [KEY * em + max(text_width(key.label) for key in keys) for keys in grid]
        spare = self.width - sum(widths) - (len(grid) - 1) * 2 * em
        left = spare / 2 if self.below else EDGE
        if self.title:
            canvas.words(self.title, self.width / 2, top + pitch / 2, "center", "center")
            top += pitch
        for keys, wide in zip(grid, widths, strict=True):
            for i, key in enumerate(keys):
                middle = top + pitch * (i + 0.5)
                _key(canvas, key, left, middle)
                canvas.words(key.label, left + KEY * em, middle, "left", "center")
            left += wide + 2 * em


def _square(
    panel: Panel, left: float, top: float, wide: float, high: float
) -> tuple[float, float, float, float]:
    """Return the box of a panel; a map keeps its proportions in the middle of it."""
    if not panel.square:
        return left, top, wide, high
    (low, up), (bottom, over) = panel.x.fix_limits(), panel.y.fix_limits()
    ratio = (up - low) / (over - bottom)
    side = min(wide, high * ratio)
    return left + (wide - side) / 2, top + (high - side / ratio) / 2, side, side / ratio


def _key(canvas: Canvas, key: Key, left: float, middle: float) -> None:
    em = theme.FONT_SIZE
    if key.marker:
        look: dict[str, Any] = {"fill": key.colour, "stroke": key.colour, "width": 1.2}
        canvas.marks([(left + 0.7 * em, middle)], key.marker, 5, **look)
    elif key.dashes:
        ends = [(left, middle), (left + 1.4 * em, middle)]
        canvas.path(ends, None, stroke=key.colour, width=1.2, dashes=key.dashes)
    else:
        box = left, middle - 0.35 * em, left + 1.2 * em, middle + 0.35 * em
        canvas.box(box, key.colour, hatch=key.hatch, edge=key.edge)
