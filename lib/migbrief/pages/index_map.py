"""The world map of the index: every country that has a page is a link to it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from html import escape

from migbrief.datasets import countries
from migbrief.display.maps import window
from migbrief.display.maps.notes import map_note
from migbrief.display.maps.window import path_data
from migbrief.text.i18n import t

SCALE = 30.0  # kilometres of the map in one unit of the drawing


def world_map(
    pages: Mapping[str, str], shades: Mapping[str, int], steps: Sequence[str] = (), of: int = 0
) -> str:
    """An SVG of the world. ``pages``: iso3 → address; ``shades``: iso3 → 1…6, how dark.

    ``steps`` says what each shade stands for: so many figures of ``of``.

    The map repeats links of the index's table, so keyboards and screen readers are left to that.
    """
    view = window.world()
    left, bottom, right, top = view.bounds
    size = f"0 0 {(right - left) / SCALE:.0f} {(top - bottom) / SCALE:.0f}"
    said = t("A coloured country leads to its profile, as does its row in the table below.")
    marks = []
    for code, data in _outlines().items():
        marks.append(_mark(code, f'<path d="{data}"/>', pages, shades))
    for code, (x, y) in view.points.items():
        at = f'cx="{(x - left) / SCALE:.1f}" cy="{(top - y) / SCALE:.1f}"'
        marks.append(_mark(code, f'<circle {at} r="5"/>', pages, shades))
    return (
        f'<svg class="atlas" viewBox="{size}" aria-hidden="true" focusable="false">{"".join(marks)}</svg>'
        f'{_legend(steps, of)}<p class="mb-note">{escape(map_note(view, said))}</p>'
    )


def _legend(steps: Sequence[str], of: int) -> str:
    if not steps:
        return ""
    keys = [(f"s{n}", step) for n, step in enumerate(steps, 1) if step] + [("", t("no profile"))]
    items = "".join(f'<li><span class="{kind}"></span>{escape(said)}</li>' for kind, said in keys)
    title = escape(t("Figures present, of {n}", n=of))
    return f'<div class="atlas-key" aria-hidden="true"><span>{title}</span><ul>{items}</ul></div>'


def _mark(code: str, shape: str, pages: Mapping[str, str], shades: Mapping[str, int]) -> str:
    if code not in pages:
        return f"<g>{shape}</g>" if code not in countries.load().index else f"<g>{_named(code)}{shape}</g>"
    kind = f"s{shades[code]}" if code in shades else ""
    return f'<a href="{escape(pages[code])}" tabindex="-1" class="{kind}">{_named(code)}{shape}</a>'


def _named(code: str) -> str:
    return f"<title>{escape(countries.name(code))}</title>"


@cache
def _outlines() -> dict[str, str]:
    """The path data of every country that has a shape: the same on the map of every language."""
    view = window.world()
    left, _, _, top = view.bounds
    return {code: path_data(shape, left, top, SCALE) for code, shape in view.shapes.items()}
