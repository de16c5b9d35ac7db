"""A backend of matplotlib that writes SVG for pages: short, in the page's colours and font."""

from functools import lru_cache
from html import escape
from typing import Any, Final

import numpy as np
from matplotlib.backend_bases import RendererBase
from matplotlib.colors import to_hex
from matplotlib.path import Path

from migbrief.text.markup import in_drawing

from . import theme

ANCHORS: Final = {"left": "", "center": ' text-anchor="middle"', "right": ' text-anchor="end"'}
_TILE: Final = 72  # units of a pattern, as matplotlib has it
_CURVES: Final[dict[Any, tuple[str, int]]] = {Path.CURVE3: ("Q", 2), Path.CURVE4: ("C", 3)}


class Renderer(RendererBase):
    """Draws on a sheet of ``width`` by ``height`` points; ``prefix`` keeps its ids apart from others'.

    >>> renderer = Renderer(100, 50, "a")
    >>> renderer.write("Kenya", 10, 20)
    >>> renderer.svg("A name")[-38:]
    '<text x="10" y="20">Kenya</text></svg>'
    """

    def __init__(self, width: float, height: float, prefix: str = "") -> None:
        super().__init__()
        self._size = width, height
        self._prefix = prefix
        self._body: list[str] = []
        self._defined: dict[str, str] = {}  # what is drawn more than once → its id

    def get_canvas_width_height(self) -> tuple[float, float]:
        """Return the size in points."""
        return self._size

    def open_group(self, s: str, gid: str | None = None) -> None:
        """Begin a group; its ``gid`` says which rows of the data it shows."""
        if gid:
            self._body.append(f'<g data-of="{escape(gid)}">')

    def close_group(self, s: str) -> None:
        """End a group that was given rows."""
        if s:
            self._body.append("</g>")

    def draw_path(self, gc: Any, path: Path, transform: Any, rgbFace: Any = None) -> None:
        """Draw a path."""
        data = _data(self._points(path.vertices, transform), path.codes)
        self._body.append(f'<path{self._look(gc, rgbFace)} d="{data}"/>')

    def draw_shapes(
        self, gc: Any, paths: tuple[Path, ...], transform: Any, rgbFace: Any = None, of: str = ""
    ) -> None:
        """Draw paths that come again and again, such as countries: as one, or one by one ``of`` rows."""
        across, down = (float(n) for n in transform.transform((0, 0)))
        scale = float(transform.transform((1, 0))[0]) - across
        here = round(scale, 8), round(across, 2), round(self._size[1] - down, 2)
        data, look = [_shape(path, *here) for path in paths], self._look(gc, rgbFace)
        if of:
            parts = "".join(f'<path d="{one}"/>' for one in data)
            self._body.append(f'<g data-of="{escape(of)}"{look}>{parts}</g>')
        else:
            self._body.append(f'<path{look} d="{"".join(data)}"/>')

    def draw_markers(
        self, gc: Any, marker_path: Path, marker_trans: Any, path: Path, trans: Any, rgbFace: Any = None
    ) -> None:
        """Draw a mark at each point of a path."""
        at = [(_tenth(x), _tenth(y)) for x, y in self._points(path.vertices, trans).tolist()]
        codes: Any = marker_path.codes
        size = 10 * (marker_trans.transform(marker_path.vertices) * (1, -1))
        if codes is not None and Path.CURVE4 in codes:
            radius = _tenth(round(float(np.ptp(size[:, 0])) / 2))
            marks = "".join(f'<circle cx="{x}" cy="{y}" r="{radius}"/>' for x, y in at)
        else:
            name = self._define(f'<path id="{{}}" d="{_data(np.rint(size).astype(int), codes)}"/>')
            marks = "".join(f'<use href="#{name}" x="{x}" y="{y}"/>' for x, y in at)
        self._body.append(f"<g{self._look(gc, rgbFace)}>{marks}</g>")

    def draw_text(
        self,
        gc: Any,
        x: float,
        y: float,
        s: str,
        prop: Any,
        angle: float,
        ismath: Any = False,
        mtext: Any = None,
    ) -> None:
        """Draw a line of text from its left end."""
        self.write(s, x, y, colour=to_hex(gc.get_rgb()), bold=prop.get_weight() == "bold", angle=angle)

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
        """Write a line, ``y`` down from the top; readers' fonts differ, so it hangs on its ``align``."""
        look = "" if colour == theme.INK else f' style="fill:{_colour(colour)}"'
        look += ' font-weight="700"' if bold else ""
        x_said, y_said = (_tenth(round(10 * n)) for n in (x, y))
        look += f' transform="rotate({-angle:g} {x_said} {y_said})"' if angle else ""
        self._body.append(f'<text{ANCHORS[align]}{look} x="{x_said}" y="{y_said}">{in_drawing(text)}</text>')

    def svg(self, label: str) -> str:
        """Return what was drawn as one element; ``label`` is its text alternative.

        Nothing in it refers to anything outside it.
        """
        defs = "".join(shape.format(name) for shape, name in self._defined.items())
        width, height = (f"{n:g}" for n in self._size)
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" role="img" '
            f'aria-label="{escape(label)}" font-family="inherit" font-size="{theme.FONT_SIZE:g}" '
            f'stroke-linejoin="round" style="fill:{_colour(theme.INK)}">'
            + (f"<defs>{defs}</defs>" if defs else "")
            + "".join(self._body)
            + "</svg>"
        )

    def _points(self, vertices: Any, transform: Any) -> Any:
        """Points in tenths of a point, down from the top."""
        points = 10 * transform.transform(vertices)
        points[:, 1] = 10 * self._size[1] - points[:, 1]
        return np.rint(points).astype(int)

    def _define(self, shape: str) -> str:
        return self._defined.setdefault(shape, f"{self._prefix}-{len(self._defined)}")

    def _look(self, gc: Any, face: Any) -> str:
        look = [f"fill:{self._fill(gc, face)}"]
        width = gc.get_linewidth()
        if width:
            look.append(f"stroke:{_colour(to_hex(gc.get_rgb()))}")
            if width != 1:
                look.append(f"stroke-width:{width:g}")
            if (dashes := gc.get_dashes()[1]) is not None:
                look.append("stroke-dasharray:" + ",".join(f"{d:g}" for d in dashes))
        if (alpha := gc.get_alpha()) != 1:
            look.append(f"opacity:{alpha:g}")
        return f' style="{";".join(look)}"'

    def _fill(self, gc: Any, face: Any) -> str:
        if not gc.get_hatch():
            return "none" if face is None else _colour(to_hex(face))
        lines = gc.get_hatch_path(6.0).vertices * _TILE
        codes = gc.get_hatch_path(6.0).codes
        under = (
            ""
            if face is None
            else f'<rect width="{_TILE}" height="{_TILE}" style="fill:{_colour(to_hex(face))}"/>'
        )
        over = _colour(to_hex(gc.get_hatch_color()))
        data = _data(np.rint(10 * lines).astype(int), codes)
        wide = f"{gc.get_hatch_linewidth():g}"
        name = self._define(
            f'<pattern id="{{}}" patternUnits="userSpaceOnUse" width="{_TILE}" height="{_TILE}">{under}'
            f'<path style="fill:{over};stroke:{over};stroke-width:{wide}" d="{data}"/></pattern>'
        )
        return f"url(#{name})"


@lru_cache(maxsize=64)
def _colour(colour: str) -> str:
    """A colour by the name that the page has for it."""
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
    """Path data in tenths of a point: relative steps, of which those that go nowhere are left out."""
    if codes is not None and (np.isin(codes, list(_CURVES))).any():
        return _curves(points.tolist(), codes.tolist())
    ends = [Path.MOVETO, *[Path.LINETO] * (len(points) - 1)] if codes is None else codes.tolist()
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
