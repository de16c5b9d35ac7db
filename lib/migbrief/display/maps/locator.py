"""A small map that says where a country lies."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from matplotlib.path import Path

from migbrief.datasets import countries
from migbrief.display.html import Display
from migbrief.text.i18n import t

from . import window

WIDTH = 110.0  # units of the drawing


def locator(iso3: str, among: Sequence[str] = ()) -> Display:
    """Show a country dark ``among`` others (iso3); one too small to see is a ring.

    >>> locator("KEN").text
    'Map: where Kenya lies'
    """
    view = window.around([iso3, *among])
    left, bottom, right, top = view.bounds
    scale = (right - left) / WIDTH
    rest = [shape for code, shape in view.shapes.items() if code != iso3]
    land = window.path_data(Path.make_compound_path(*rest), left, top, scale) if rest else ""
    marks = f'<path class="land" d="{land}"/>'
    if own := view.shapes.get(iso3):
        marks += f'<path class="own" d="{window.path_data(own, left, top, scale)}"/>'
    at = view.points.get(iso3)
    box = own.get_extents() if own else None
    if at is None and box is not None and max(box.width, box.height) < 8 * scale:
        at = (float(box.x0 + box.x1) / 2, float(box.y0 + box.y1) / 2)
    if at is not None:
        marks += (
            f'<circle class="ring" cx="{(at[0] - left) / scale:.0f}" cy="{(top - at[1]) / scale:.0f}" r="5"/>'
        )
    said = t("Map: where {country} lies", country=countries.name(iso3))
    size = f"0 0 {WIDTH:.0f} {(top - bottom) / scale:.0f}"
    return Display(
        f'<svg class="mb-locator" viewBox="{size}" role="img" aria-label="{escape(said)}">{marks}</svg>', said
    )
