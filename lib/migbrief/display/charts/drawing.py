"""A drawing: panels in rows and columns with a legend, arranged by the size of their words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from matplotlib.artist import Artist
from matplotlib.backend_bases import GraphicsContextBase
from matplotlib.colors import to_rgba
from matplotlib.figure import Figure
from matplotlib.markers import MarkerStyle
from matplotlib.path import Path
from matplotlib.transforms import Affine2D

from migbrief.display import svg, theme
from migbrief.display.text_metrics import plain_font

from .labels import EDGE, KEY, LINE_OF_LEGEND, LINE_PITCH, columns, legend_height, text_width, wrap_to
from .panel import Panel

_GAP: Final = 8.0  # points between panels
_ASCENT: Final = 0.76  # of the size of letters: above the line, and
_MIDDLE: Final = 0.35  # half the height of a capital
_STANDS: Final = {"top": (0.0, _ASCENT), "center": (0.5, _MIDDLE), "bottom": (1.0, -0.24)}


@dataclass(frozen=True)
class Key:
    """An entry of a legend: a patch, or with ``dashes`` a line, or with ``marker`` a mark."""

    label: str
    colour: str
    marker: str = ""
    dashes: tuple[float, ...] = ()
    hatch: str = ""
    edge: str = ""
    filled: bool = True


class Drawing:
    """A sheet as wide as all figures and ``height`` inches high, to which panels are added.

    >>> drawing = Drawing(2)
    >>> drawing.panel().line([1990, 2020], [1, 2], theme.SERIES[0])
    >>> drawing.svg("It doubled", "fig").count("<path")
    2
    """

    def __init__(self, height: float) -> None:
        self.width, self.height = 72 * theme.WIDTH, 72 * height
        self.weights: Sequence[float] = ()  # how high rows are beside one another
        self.name = ""  # of the axis below all panels
        self._panels: dict[tuple[int, int], Panel] = {}
        self._keys: list[Key] = []
        self._legend: dict[str, Any] = {}

    def panel(self, row: int = 0, column: int = 0) -> Panel:
        """Add a panel in a row and a column, counted from 0."""
        return self._panels.setdefault((row, column), Panel())

    def legend(self, keys: Sequence[Key], *, below: bool = False, title: str = "", most: int = 3) -> None:
        """Add a legend over the panels, or ``below`` them, in as many columns as fit, ``most`` at most."""
        self._keys = list(keys)
        self._legend = {"below": below, "title": title, "n": columns([k.label for k in keys], most)}

    def arrange(self) -> None:
        """Find where everything stands: each side gives way to the words that stand out of the panels."""
        panels = self._panels
        for panel in panels.values():
            panel.x.settle_limits()
            panel.y.settle_limits()
            panel.x.name = wrap_to(panel.x.name, self.width - 2 * EDGE)
            panel.y.name = wrap_to(panel.y.name, self.height - 2 * EDGE)
            panel.box = 0.2 * self.width, 0.0, 0.7 * self.width, self.height
        rows, cols = (1 + max((key[i] for key in panels), default=0) for i in (0, 1))
        taken = self._legend_height()
        above, below = (0.0, taken) if self._legend.get("below") else (taken, 0.0)
        below += LINE_PITCH if self.name else 0
        weights = np.asarray(self.weights or [1.0] * rows) / (sum(self.weights) or rows)
        for _ in range(3):
            out = {key: panel.beyond() for key, panel in panels.items()}
            left, right = (_widest(out, i, 1, cols) for i in (0, 1))
            up, down = (_widest(out, i, 0, rows) for i in (2, 3))
            wide = max((self.width - 2 * EDGE - left.sum() - right.sum() - _GAP * (cols - 1)) / cols, 1)
            high = max(self.height - 2 * EDGE - above - below - up.sum() - down.sum() - _GAP * (rows - 1), 1)
            tops = EDGE + above + np.cumsum(up) + np.cumsum([0, *(weights[:-1] * high + down[:-1] + _GAP)])
            lefts = EDGE + np.cumsum(left) + np.arange(cols) * (wide + _GAP) + np.cumsum([0, *right[:-1]])
            for (r, c), panel in panels.items():
                panel.box = _square(
                    panel, float(lefts[c]), float(tops[r]), float(wide), float(high * weights[r])
                )

    def draw(self, renderer: Any, scale: float = 1.0) -> None:
        """Draw it through a renderer of matplotlib, so many pixels a point."""
        brush = Brush(renderer, self.width, self.height, scale)
        for panel in self._panels.values():
            panel.draw(brush)
        if self.name:
            bottom = self.height - EDGE - (self._legend_height() if self._legend.get("below") else 0)
            brush.words(self.name, self.width / 2, bottom, "center", "bottom", theme.SOFT)
        self._draw_legend(brush)

    def svg(self, label: str, prefix: str) -> str:
        """Return it as one ``<svg role="img">`` of a text alternative, its ids with a ``prefix``."""
        renderer = svg.Renderer(self.width, self.height, prefix)
        self.arrange()
        self.draw(renderer)
        return renderer.svg(label)

    def figure(self) -> Figure:
        """Return it as a figure of matplotlib, which saves it in any format.

        >>> float(Drawing(2).figure().get_figheight())
        2.0
        """
        self.arrange()
        figure = Figure(figsize=(self.width / 72, self.height / 72))
        figure.add_artist(_Drawn(self))
        return figure

    def _legend_height(self) -> float:
        if not self._keys:
            return 0.0
        title = bool(self._legend["title"])
        return 72 * legend_height([key.label for key in self._keys], title=title, most=self._legend["n"])

    def _draw_legend(self, brush: Brush) -> None:
        if not self._keys:
            return
        em, n = theme.FONT_SIZE, self._legend["n"]
        pitch = LINE_OF_LEGEND * em
        top = self.height - self._legend_height() if self._legend["below"] else EDGE
        lines = -(-len(self._keys) // n)
        grid = [self._keys[i : i + lines] for i in range(0, len(self._keys), lines)]
        widths = [KEY * em + max(text_width(key.label) for key in keys) for keys in grid]
        spare = self.width - sum(widths) - (len(grid) - 1) * 2 * em
        left = spare / 2 if self._legend["below"] else EDGE
        if title := self._legend["title"]:
            brush.words(title, self.width / 2, top + pitch / 2, "center", "center")
            top += pitch
        for keys, wide in zip(grid, widths, strict=True):
            for i, key in enumerate(keys):
                middle = top + pitch * (i + 0.5)
                _key(brush, key, left, middle)
                brush.words(key.label, left + KEY * em, middle, "left", "center")
            left += wide + 2 * em


def _widest(out: Mapping[tuple[int, int], Sequence[float]], side: int, of: int, n: int) -> Any:
    """How far panels stand out at one side, the widest of each row (``of`` 0) or column (1)."""
    return np.array([max((s[side] for at, s in out.items() if at[of] == i), default=0) for i in range(n)])


def _square(
    panel: Panel, left: float, top: float, wide: float, high: float
) -> tuple[float, float, float, float]:
    """The box of a panel; a map keeps its shape in the middle of it."""
    if not panel.square:
        return left, top, wide, high
    (low, up), (bottom, over) = panel.x.settle_limits(), panel.y.settle_limits()
    ratio = (up - low) / (over - bottom)
    fits = min(wide, high * ratio)
    return left + (wide - fits) / 2, top + (high - fits / ratio) / 2, fits, fits / ratio


def _key(brush: Brush, key: Key, left: float, middle: float) -> None:
    em = theme.FONT_SIZE
    if key.marker:
        look: dict[str, Any] = {"fill": key.colour if key.filled else "", "stroke": key.colour, "width": 1.2}
        brush.marks([(left + 0.7 * em, middle)], key.marker, 5, **look)
    elif key.dashes:
        ends = [(left, middle), (left + 1.4 * em, middle)]
        brush.path(ends, None, stroke=key.colour, width=1.2, dashes=key.dashes)
    else:
        box = left, middle - 0.35 * em, left + 1.2 * em, middle + 0.35 * em
        brush.box(box, key.colour, hatch=key.hatch, edge=key.edge)


class Brush:
    """Draws in points from the top left through a renderer of matplotlib."""

    def __init__(self, renderer: Any, width: float, height: float, scale: float) -> None:
        self._renderer, self._width, self._height, self._scale = renderer, width, height, scale
        self._flip = Affine2D().scale(scale, -scale).translate(0, scale * height)

    def path(
        self,
        points: Any,
        codes: Any,
        *,
        fill: str = "",
        stroke: str = "",
        width: float = 1,
        dashes: Sequence[float] = (),
        alpha: float = 1,
        hatch: str = "",
        of: str = "",
    ) -> None:
        """Draw a path."""
        if len(points):
            look = self._look(stroke, width, dashes, alpha, hatch)
            face = to_rgba(fill) if fill else None
            self._renderer.open_group("", of)
            self._renderer.draw_path(look, Path(points, codes), self._flip, face)
            self._renderer.close_group(of)

    def marks(
        self,
        points: Any,
        marker: str,
        size: float,
        *,
        fill: str = "",
        stroke: str = "",
        width: float = 1,
        alpha: float = 1,
        of: str = "",
    ) -> None:
        """Draw a mark ``size`` points wide at each point."""
        shape = MarkerStyle(marker)
        turn = shape.get_transform() + Affine2D().scale(size * self._scale)
        look, face = self._look(stroke, width, (), alpha, ""), to_rgba(fill) if fill else None
        self._renderer.open_group("", of)
        self._renderer.draw_markers(look, shape.get_path(), turn, Path(points), self._flip, face)
        self._renderer.close_group(of)

    def shapes(
        self, paths: tuple[Path, ...], panel: Panel, *, fill: str, stroke: str, width: float, hatch: str
    ) -> None:
        """Draw outlines that are given in units of a panel's data, as one."""
        look, face = self._look(stroke, width, (), 1, hatch), to_rgba(fill) if fill else None
        corner, one = panel.to_points([(0, 0), (1, 1)])
        here = Affine2D().scale(one[0] - corner[0], one[1] - corner[1]).translate(*corner) + self._flip
        if isinstance(self._renderer, svg.Renderer):
            self._renderer.draw_shapes(look, paths, here, face)
        else:
            self._renderer.draw_path(look, Path.make_compound_path(*paths), here, face)

    def box(
        self, box: tuple[float, float, float, float], fill: str, *, hatch: str = "", edge: str = ""
    ) -> None:
        """Draw a box: left, top, right, bottom."""
        left, top, right, bottom = box
        corners = [(left, top), (right, top), (right, bottom), (left, bottom), (left, top)]
        codes = [Path.MOVETO, *[Path.LINETO] * 3, Path.CLOSEPOLY]
        self.path(corners, codes, fill=fill, stroke=edge, width=0.8, hatch=hatch)

    def words(
        self,
        text: str,
        x: float,
        y: float,
        align: str,
        stand: str,
        colour: str = theme.INK,
        *,
        bold: bool = False,
    ) -> None:
        """Write a text of one or more lines that hangs at a point by its ``align`` and ``stand``."""
        lines = text.split("\n")
        up, down = _STANDS[stand]
        y += down * theme.FONT_SIZE - up * LINE_PITCH * (len(lines) - 1)
        for i, line in enumerate(lines):
            self._write(line, x, y + i * LINE_PITCH, align, colour, bold=bold)

    def upright(self, text: str, right: float, middle: float) -> None:
        """Write the name of an axis upwards, its last line ending at ``right``."""
        lines = text.split("\n")
        middle = _inside(text, middle, self._height)
        for i, line in enumerate(reversed(lines)):
            self._write(line, right - i * LINE_PITCH - 2, middle, "center", theme.SOFT, angle=90)

    def inside(self, text: str, middle: float) -> float:
        """Where the middle of a text stands so that the drawing holds it all."""
        return _inside(text, middle, self._width)

    def _write(
        self, line: str, x: float, y: float, align: str, colour: str, *, bold: bool = False, angle: float = 0
    ) -> None:
        if isinstance(self._renderer, svg.Renderer):
            self._renderer.write(line, x, y, align=align, colour=colour, bold=bold, angle=angle)
            return
        font = plain_font()
        font.set_weight("bold" if bold else "normal")
        look = GraphicsContextBase()
        look.set_foreground(colour)
        back = {"left": 0.0, "center": 0.5, "right": 1.0}[align] * text_width(line)
        x, y = (x, y + back) if angle else (x - back, y)
        y = y if self._renderer.flipy() else self._height - y
        self._renderer.draw_text(look, x * self._scale, y * self._scale, line, font, angle)

    def _look(self, stroke: str, width: float, dashes: Sequence[float], alpha: float, hatch: str) -> Any:
        look = GraphicsContextBase()
        look.set_linewidth(width * self._scale if stroke else 0)
        if stroke:
            look.set_foreground(stroke)
        if dashes:
            look.set_dashes(0, [d * width * self._scale for d in dashes])
        if alpha != 1:
            look.set_alpha(alpha)
        if hatch:
            look.set_hatch(hatch)
            look.set_hatch_color(stroke or theme.PAPER)
            look.set_hatch_linewidth(0.6)
        return look


def _inside(text: str, middle: float, whole: float) -> float:
    half = text_width(text) / 2 + EDGE
    return min(max(middle, half), max(whole - half, half))


class _Drawn(Artist):
    """A drawing as an artist of matplotlib."""

    def __init__(self, drawing: Drawing) -> None:
        super().__init__()
        self._drawing = drawing

    def draw(self, renderer: Any) -> None:
        """Draw it at the resolution of its figure."""
        self._drawing.draw(renderer, self.get_figure(root=True).dpi / 72)
