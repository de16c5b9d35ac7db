"""Draws in points from the top left, through matplotlib's backend for pages."""

from collections.abc import Sequence
from typing import Any, Final

from matplotlib.backend_bases import GraphicsContextBase
from matplotlib.colors import to_rgba
from matplotlib.markers import MarkerStyle
from matplotlib.path import Path
from matplotlib.transforms import Affine2D

from migbrief.display import svg, theme
from migbrief.text import markup

from .labels import EDGE, LINE_PITCH, text_width

_ASCENT: Final = 0.76  # of the size of letters: above the line, and
_MIDDLE: Final = 0.35  # half the height of a capital
_STANDS: Final = {"top": (0.0, _ASCENT), "center": (0.5, _MIDDLE), "bottom": (1.0, -0.24)}
Box = tuple[float, float, float, float]  # left, top, right, bottom


class Brush:
    """Draws on the sheet of a renderer; all lengths are in points, from its top left."""

    def __init__(self, renderer: svg.Renderer) -> None:
        self._renderer = renderer
        self._width, self._height = renderer.get_canvas_width_height()
        self._flip = Affine2D().scale(1, -1).translate(0, self._height)

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
        turn = shape.get_transform() + Affine2D().scale(size)
        look, face = self._look(stroke, width, (), alpha, ""), to_rgba(fill) if fill else None
        self._renderer.open_group("", of)
        self._renderer.draw_markers(look, shape.get_path(), turn, Path(points), self._flip, face)
        self._renderer.close_group(of)

    def shapes(
        self,
        paths: tuple[Path, ...],
        units: Any,
        *,
        fill: str,
        stroke: str,
        width: float,
        hatch: str,
        of: str = "",
    ) -> None:
        """Draw outlines as one; ``units`` are the points where (0, 0) and (1, 1) of theirs stand."""
        look, face = self._look(stroke, width, (), 1, hatch), to_rgba(fill) if fill else None
        (x, y), (right, top) = units
        here = Affine2D().scale(right - x, top - y).translate(x, y) + self._flip
        self._renderer.draw_shapes(look, paths, here, face, of)

    def box(self, box: Box, fill: str, *, hatch: str = "", edge: str = "") -> None:
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
        lines = markup.lines_of_label(text)
        up, down = _STANDS[stand]
        y += down * theme.FONT_SIZE - up * LINE_PITCH * (len(lines) - 1)
        for i, line in enumerate(lines):
            self._renderer.write(line, x, y + i * LINE_PITCH, align=align, colour=colour, bold=bold)

    def upright(self, text: str, right: float, middle: float) -> None:
        """Write the name of an axis upwards, its last line ending at ``right``."""
        lines = markup.lines_of_label(text)
        middle = _inside(text, middle, self._height)
        for i, line in enumerate(reversed(lines)):
            look: dict[str, Any] = {"align": "center", "colour": theme.SOFT, "angle": 90}
            self._renderer.write(line, right - i * LINE_PITCH - 2, middle, **look)

    def inside(self, text: str, middle: float) -> float:
        """Where the middle of a text stands so that the drawing holds it all."""
        return _inside(text, middle, self._width)

    def _look(self, stroke: str, width: float, dashes: Sequence[float], alpha: float, hatch: str) -> Any:
        look = GraphicsContextBase()
        look.set_linewidth(width if stroke else 0)
        if stroke:
            look.set_foreground(stroke)
        if dashes:
            look.set_dashes(0, [d * width for d in dashes])
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
