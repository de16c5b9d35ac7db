"""A small map that shows where a country lies."""

from collections.abc import Sequence
from html import escape

from matplotlib.path import Path

from migbrief.datasets import countries
from migbrief.display.html import Display
from migbrief.text.i18n import t

from . import window
from .window import View

WIDTH = 110.0  # units of the drawing


def locator(own: str | Sequence[str], among: Sequence[str] = (), name: str = "") -> Display:
    """Show countries (iso3) dark ``among`` others, several under a ``name``; small ones get a ring.

    >>> locator("KEN").text
    'Map: Kenya'
    """
    codes = [own] if isinstance(own, str) else list(own)
    wide = window.stretching(sorted({*codes, *among}))
    view = window.around([*codes, *(code for code in among if code != wide)])
    left, bottom, right, top = view.bounds
    scale = (right - left) / WIDTH
    rest = [shape for code, shape in view.shapes.items() if code not in codes]
    land = window.path_data(Path.make_compound_path(*rest), left, top, scale) if rest else ""
    marks = f'<path class="land" d="{land}"/>'
    shapes = [view.shapes[code] for code in codes if code in view.shapes]
    if shapes:
        dark = window.path_data(Path.make_compound_path(*shapes), left, top, scale)
        marks += f'<path class="own" d="{dark}"/>'
    if len(codes) == 1 and (at := _ring(view, codes[0], 8 * scale)):
        x, y = (at[0] - left) / scale, (top - at[1]) / scale
        marks += f'<circle class="ring" cx="{x:.0f}" cy="{y:.0f}" r="5"/>'
    label = t("Map: {country}", country=name or countries.name(codes[0]))
    size = f"0 0 {WIDTH:.0f} {(top - bottom) / scale:.0f}"
    return Display(
        f'<svg class="mb-locator" viewBox="{size}" role="img" aria-label="{escape(label)}">{marks}</svg>',
        label,
    )


def _ring(view: View, code: str, least: float) -> tuple[float, float] | None:
    """Return the middle of a country that is drawn as a point or smaller than ``least``; else None."""
    if (at := view.points.get(code)) is not None:
        return at
    shape = view.shapes.get(code)
    box = shape.get_extents() if shape else None
    if box is None or max(box.width, box.height) >= least:
        return None
    return float(box.x0 + box.x1) / 2, float(box.y0 + box.y1) / 2
