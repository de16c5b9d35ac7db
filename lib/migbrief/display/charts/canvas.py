"""A canvas that writes short SVG in the page's colours; lengths are in points from the top left."""

from collections.abc import Sequence
from functools import lru_cache
from html import escape
from typing import Any, Final

import numpy as np
from matplotlib.markers import MarkerStyle
from matplotlib.path import Path

from migbrief.display import theme
from migbrief.text.markup import in_drawing, lines_of_label

from .labels import EDGE, LINE_PITCH, text_width

ANCHORS: Final = {"left": "", "center": ' text-anchor="middle"', "right": ' text-anchor="end"'}
_ASCENT: Final = 0.76  # of the size of letters: above the line, and
_MIDDLE: Final = 0.35  # half the height of a capital
_STANDS: Final = {"top": (0.0, _ASCENT), "center": (0.5, _MIDDLE), "bottom": (1.0, -0.24)}
_TILE: Final = 72  # units of a pattern, as in matplotlib
_HATCH_WIDTH: Final = 0.6
_BOX: Final = np.array([Path.MOVETO, *[Path.LINETO] * 3, Path.CLOSEPOLY])
_CURVES: Final[dict[Any, tuple[str, int]]] = {Path.CURVE3: ("Q", 2), Path.CURVE4: ("C", 3)}
Box = tuple[float, float, float, float]  # left, top, right, bottom


class Canvas:
    """A canvas of ``width`` by ``height`` points; ``prefix`` keeps its ids distinct from others'.

    The parameter ``of`` names the cells of the figure's data that an element shows.

    >>> canvas = Canvas(100, 50, "a")
    >>> canvas.write("Kenya", 10, 20)
    >>> canvas.svg("A name")[-38:]
    '<text x="10" y="20">Kenya</text></svg>'
    """

    def __init__(self, width: float, height: float, prefix: str = "") -> None:
        self.width, self.height = width, height
        self._prefix = prefix
        self._body: list[str] = []
        self._defined: dict[str, str] = {}  # what is drawn more than once → its id

    def path(self, points: Any, codes: Any = None, *, of: str = "", **look: Any) -> None:
        """Draw a path, with the keyword arguments of :meth:`_style`."""
        if len(points):
            self._add(f'<path{self._style(**look)} d="{_data(_tenths(points), codes)}"/>', of)

    def marks(self, points: Any, marker: str, size: float, *, of: str = "", **look: Any) -> None:
        """Draw a mark ``size`` points wide at each point, with the keyword arguments of :meth:`_style`."""
        shape = MarkerStyle(marker)
        places = [(_tenth(x), _tenth(y)) for x, y in _tenths(points).tolist()]
        path: Any = shape.get_path()
        corners = 10 * size * (shape.get_transform().transform(path.vertices) * (1, -1))
        style = self._style(**look)
        if path.codes is not None and Path.CURVE4 in path.codes:
            radius = _tenth(round(float(np.ptp(corners[:, 0])) / 2))
            marks = "".join(f'<circle cx="{x}" cy="{y}" r="{radius}"/>' for x, y in places)
        else:
            name = self._define(f'<path id="{{}}" d="{_data(np.rint(corners).astype(int), path.codes)}"/>')
            marks = "".join(f'<use href="#{name}" x="{x}" y="{y}"/>' for x, y in places)
        self._add(f"<g{style}>{marks}</g>", of)

    def shapes(self, paths: Sequence[Path], units: Any, *, of: str = "", **look: Any) -> None:
        """Draw repeated outlines, such as countries, as one element, or one by one ``of`` cells.

        ``units`` are the points of (0, 0) and (1, 1) in the outlines' units.
        """
        (x, y), (right, _) = units
        data = [_shape(path, round(right - x, 8), round(x, 2), round(y, 2)) for path in paths]
        style = self._style(**look)
        if of:
            parts = "".join(f'<path d="{one}"/>' for one in data)
            self._body.append(f'<g data-of="{escape(of)}"{style}>{parts}</g>')
        else:
            self._body.append(f'<path{style} d="{"".join(data)}"/>')

    def box(self, box: Box, fill: str, *, hatch: str = "", edge: str = "") -> None:
        """Draw a box: left, top, right, bottom."""
        left, top, right, bottom = box
        corners = [(left, top), (right, top), (right, bottom), (left, bottom), (left, top)]
        self.path(corners, _BOX, fill=fill, stroke=edge, width=0.8, hatch=hatch)

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
        """Write a text of one or more lines at a point, positioned by ``align`` and ``stand``."""
        lines = lines_of_label(text)
        up, down = _STANDS[stand]
        y += down * theme.FONT_SIZE - up * LINE_PITCH * (len(lines) - 1)
        for i, line in enumerate(lines):
            self.write(line, x, y + i * LINE_PITCH, align=align, colour=colour, bold=bold)

    def upright(self, text: str, right: float, middle: float) -> None:
        """Write the name of an axis upwards, its last line ending at ``right``."""
        lines = lines_of_label(text)
        middle = _inside(text, middle, self.height)
        for i, line in enumerate(reversed(lines)):
            look: dict[str, Any] = {"align": "center", "colour": theme.SOFT, "angle": 90}
            self.write(line, right - i * LINE_PITCH - 2, middle, **look)

    def inside(self, text: str, middle: float) -> float:
        """Return the middle of a text, moved so that the drawing holds all of it."""
        return _inside(text, middle, self.width)

    def write(
        self,
        text: str,
        x: float,
        y: float,
        *,
        align: str = "left",
        colour: str = theme.INK,
        bold: bool = False,
        angle: float = 0,
    ) -> None:
        """Write a line at ``y`` from the top. It is anchored by ``align``, since readers' fonts differ."""
        look = "" if colour == theme.INK else f' style="fill:{_colour(colour)}"'
        look += ' font-weight="700"' if bold else ""
        x_text, y_text = (_tenth(round(10 * n)) for n in (x, y))
        look += f' transform="rotate({-angle:g} {x_text} {y_text})"' if angle else ""
        self._body.append(f'<text{ANCHORS[align]}{look} x="{x_text}" y="{y_text}">{in_drawing(text)}</text>')

    def svg(self, label: str) -> str:
        """Return the drawing as one element with ``label`` as text alternative; nothing is outside it."""
        defs = "".join(shape.format(name) for shape, name in self._defined.items())
        width, height = f"{self.width:g}", f"{self.height:g}"
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" role="img" '
            f'aria-label="{escape(label)}" font-family="inherit" font-size="{theme.FONT_SIZE:g}" '
            f'stroke-linejoin="round" style="fill:{_colour(theme.INK)}">'
            + (f"<defs>{defs}</defs>" if defs else "")
            + "".join(self._body)
            + "</svg>"
        )

    def _add(self, element: str, of: str) -> None:
        self._body.append(f'<g data-of="{escape(of)}">{element}</g>' if of else element)

    def _define(self, shape: str) -> str:
        return self._defined.setdefault(shape, f"{self._prefix}-{len(self._defined)}")

    def _style(
        self,
        *,
        fill: str = "",
        stroke: str = "",
        width: float = 1,
        dashes: Sequence[float] = (),
        alpha: float = 1,
        hatch: str = "",
    ) -> str:
        """Return attributes of an element: ``dashes`` in line widths, ``hatch`` by matplotlib's names."""
        look = [f"fill:{self._hatched(fill, stroke, hatch) if hatch else _colour(fill)}"]
        if stroke and width:
            look.append(f"stroke:{_colour(stroke)}")
            if width != 1:
                look.append(f"stroke-width:{width:g}")
            if dashes:
                look.append("stroke-dasharray:" + ",".join(f"{d * width:g}" for d in dashes))
        if alpha != 1:
            look.append(f"opacity:{alpha:g}")
        return f' style="{";".join(look)}"'

    def _hatched(self, fill: str, stroke: str, hatch: str) -> str:
        """Return the URL of a pattern of lines in the colour of the edge, or of the paper."""
        pattern: Any = Path.hatch(hatch, 6.0)
        size = f'width="{_TILE}" height="{_TILE}"'
        under = f'<rect {size} style="fill:{_colour(fill)}"/>' if fill else ""
        over = _colour(stroke or theme.PAPER)
        data = _data(np.rint(10 * _TILE * pattern.vertices).astype(int), pattern.codes)
        name = self._define(
            f'<pattern id="{{}}" patternUnits="userSpaceOnUse" {size}>{under}'
            f'<path style="fill:{over};stroke:{over};stroke-width:{_HATCH_WIDTH:g}" d="{data}"/></pattern>'
        )
        return f"url(#{name})"


def _inside(text: str, middle: float, whole: float) -> float:
    half = text_width(text) / 2 + EDGE
    return min(max(middle, half), max(whole - half, half))


def _tenths(points: Any) -> Any:
    """Round points to tenths."""
    return np.rint(10 * np.asarray(points, float)).astype(int)


@lru_cache(maxsize=64)
def _colour(colour: str) -> str:
    """Return a colour as the page's CSS variable; ``none`` if blank."""
    if not colour:
        return "none"
    name = theme.css_variables().get(colour)
    return f"var(--{name},{colour})" if name else colour


@lru_cache(maxsize=4096)
def _tenth(n: int) -> str:
    text = f"{n / 10:g}"
    return text.replace("0.", ".", 1) if 0 < abs(n) < 10 else text


@lru_cache(maxsize=4096)
def _shape(path: Path, scale: float, across: float, down: float) -> str:
    points = 10 * (np.asarray(path.vertices) * (scale, -scale) + (across, down))
    return _data(np.rint(points).astype(int), path.codes)


def _data(points: Any, codes: Any) -> str:
    """Return path data in tenths of a point, as relative steps without those of zero length."""
    if codes is not None and (np.isin(codes, list(_CURVES))).any():
        return _curves(points.tolist(), np.asarray(codes).tolist())
    ends = [Path.MOVETO, *[Path.LINETO] * (len(points) - 1)] if codes is None else np.asarray(codes).tolist()
    out: list[str] = []
    x = y = 0
    for (to_x, to_y), command in zip(points.tolist(), ends, strict=True):
        if command == Path.MOVETO:
            out.append(f"M{_tenth(to_x)} {_tenth(to_y)}l")
        elif command == Path.CLOSEPOLY:
            out.append("z")
            continue
        elif (to_x, to_y) != (x, y):
            out.append(f"{_tenth(to_x - x)} {_tenth(to_y - y)} ")
        x, y = to_x, to_y
    return (
        "".join(out)
        .replace(" z", "z")
        .replace(" M", "M")
        .replace("lz", "z")
        .replace("lM", "M")
        .replace(" -", "-")
        .rstrip(" l")
    )


def _curves(points: list[list[int]], codes: list[int]) -> str:
    out, i = [], 0
    while i < len(codes):
        if codes[i] == Path.CLOSEPOLY:
            out.append("z")
            i += 1
            continue
        letter, n = _CURVES.get(codes[i], ("M" if codes[i] == Path.MOVETO else "L", 1))
        out.append(letter + " ".join(f"{_tenth(x)} {_tenth(y)}" for x, y in points[i : i + n]))
        i += n
    return "".join(out)
