"""A PNG of a drawing on a finished page, for slides and mails that take no SVG."""

import io
import re
from collections.abc import Iterator, Mapping
from typing import Any, Final
from xml.etree import ElementTree as xml

import numpy as np
from matplotlib.figure import Figure
from matplotlib.patches import PathPatch
from matplotlib.path import Path
from matplotlib.transforms import Affine2D, Transform

from . import theme

DPI: Final = 200
STEP: Final = re.compile(r"([MlLQCz])|(-?(?:\d+\.?\d*|\.\d+))")
CURVES: Final = {"Q": (Path.CURVE3, 2), "C": (Path.CURVE4, 3), "L": (Path.LINETO, 1), "M": (Path.MOVETO, 1)}
Look = Mapping[str, str]


@theme.settings()
def png(svg: str) -> bytes:
    """Draw SVG written by :class:`Canvas` as a PNG, with the light colours. No other SVG is supported.

    >>> png('<svg viewBox="0 0 9 9"><path style="fill:none;stroke:#1d2733" d="M1 1l5 5"/></svg>')[:4]
    b'\\x89PNG'
    """
    root = xml.fromstring(re.sub(r' xmlns="[^"]*"', "", svg))
    *_, wide, high = map(float, root.attrib["viewBox"].split())
    figure = Figure((wide / 72, high / 72), dpi=DPI, facecolor=theme.PAPER)
    place = Affine2D().scale(1 / 72, -1 / 72).translate(0, high / 72) + figure.dpi_scale_trans
    shapes = {str(one.get("id")): one for one in root.iterfind("./defs/*")}
    _draw(figure, root, {}, place, shapes)
    picture = io.BytesIO()
    figure.savefig(picture, format="png", metadata={"Software": None})
    return picture.getvalue()


def _draw(figure: Figure, parent: Any, look: Look, place: Transform, shapes: Mapping[str, Any]) -> None:
    """Draw the children of an element in order, each with its inherited style."""
    for one in parent:
        own = {**look, **_style(one)}
        if one.tag == "g":
            _draw(figure, one, own, place, shapes)
        elif one.tag == "text":
            _write(figure, one, own, place)
        elif one.tag != "defs":
            shape = shapes[one.attrib["href"][1:]] if one.tag == "use" else one
            at = Affine2D().translate(float(one.get("x", 0)), float(one.get("y", 0))) + place
            figure.add_artist(_patch(shape, own, at, shapes))


def _patch(shape: Any, look: Look, place: Transform, shapes: Mapping[str, Any]) -> PathPatch:
    """Return a path or circle in its style; SVG's default is a black fill and no line."""
    fill, width = look.get("fill", "#000"), float(look.get("stroke-width", 1))
    hatch = None
    if fill.startswith("url(#"):
        tile = shapes[fill[5:-1]]
        under = [_style(part).get("fill") for part in tile.iterfind("rect")]
        fill, hatch = under[0] if under and under[0] else "none", "..."
    dashes = [float(n) / width for n in look.get("stroke-dasharray", "").split(",") if n]
    if shape.tag == "circle":
        x, y, radius = (float(shape.attrib[key]) for key in ("cx", "cy", "r"))
        path = Path.circle((x, y), radius)
    else:
        path = _path(shape.get("d", ""))
    return PathPatch(
        path,
        transform=place,
        zorder=0,
        facecolor=fill,
        edgecolor=look.get("stroke", "none"),
        linewidth=width,
        linestyle=(0, dashes) if dashes else "-",
        hatch=hatch,
        alpha=float(look.get("opacity", 1)),
    )


def _write(figure: Figure, one: Any, look: Look, place: Transform) -> None:
    turned = re.match(r"rotate\((-?[\d.]+)", one.get("transform", ""))
    side = {"middle": "center", "end": "right"}.get(one.get("text-anchor", ""), "left")
    x, y = place.transform((float(one.attrib["x"]), float(one.attrib["y"])))
    figure.text(
        x,
        y,
        one.text or "",
        transform=None,
        color=look.get("fill", theme.INK),
        fontsize=float(look.get("font-size", f"{theme.FONT_SIZE}").removesuffix("px")),
        fontweight=int(one.get("font-weight", 400)),
        rotation=-float(turned[1]) if turned else 0,
        rotation_mode="anchor",
        ha=side,
        va="baseline",
        zorder=0,
    )


def _style(one: Any) -> dict[str, str]:
    declarations = (part.partition(":") for part in one.get("style", "").split(";") if part)
    return {key.strip(): value.strip() for key, _, value in declarations}


def _path(data: str) -> Path:
    """Return the path of data written by :class:`Canvas`, where ``l`` is relative to the point before."""
    points: list[Any] = []
    codes: list[Any] = []
    for letter, numbers in _steps(data):
        if letter == "z":
            points.append(points[-1])
            codes.append(Path.CLOSEPOLY)
            continue
        code, n = CURVES["L" if letter == "l" else letter]
        for start in range(0, len(numbers), 2 * n):
            ends = np.reshape(numbers[start : start + 2 * n], (n, 2))
            points += list(ends + (points[-1] if letter == "l" else 0))
            codes += [code] * n
    return Path(np.reshape(points, (-1, 2)), codes)


def _steps(data: str) -> Iterator[tuple[str, list[float]]]:
    letter, numbers = "", list[float]()
    for command, number in STEP.findall(data):
        if command:
            if letter:
                yield letter, numbers
            letter, numbers = command, []
        else:
            numbers.append(float(number))
    yield letter, numbers
