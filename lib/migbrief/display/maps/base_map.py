"""The land of a map in its colours, with marks for small or highlighted countries."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from migbrief.display import theme
from migbrief.display.charts import Panel, cells

from .window import View

SMALL: Final = 0.02  # of the map's width: smaller countries are hard to see


def land(
    panel: Panel, colours: Mapping[str, str], view: View, data_at: tuple[int, Sequence[str]] = (0, ())
) -> None:
    """Draw countries (iso3) in their colours; those too small to see become dots of the same colour.

    ``data_at`` is the column of the map's data with their figures, and the countries of its rows.

    >>> from migbrief.display.maps import window
    >>> panel = Panel()
    >>> land(panel, {"SGP": theme.SERIES[0]}, window.world())
    >>> len(panel.marks)
    2
    """
    left, bottom, right, top = view.bounds
    panel.x.limits, panel.y.limits, panel.square = (left, right), (bottom, top), True
    for axis in (panel.x, panel.y):
        axis.set_ticks([], [])
        axis.line = False
    paths, points = view.shapes, view.points
    groups: dict[str, list[str]] = {theme.LAND: [k for k in paths if k not in colours]}
    for key, colour in colours.items():
        groups.setdefault(colour, []).append(key)
    for colour, keys in groups.items():
        # One path for each colour keeps the page light; each ring still has its border.
        drawn = [k for k in keys if k in paths]
        look: dict[str, Any] = {"edge": theme.PAPER, "width": 0.35, "of": _cells(data_at, drawn)}
        panel.shapes([paths[k] for k in drawn], colour, **look)
    for colour, keys in groups.items():
        small = [k for k in keys if k in points and colour != theme.LAND]
        xs, ys = ([points[k][i] for k in small] for i in (0, 1))
        look = {"edge": theme.SOFT, "width": 0.8, "of": _cells(data_at, small)}
        panel.dots(xs, ys, colour, size=3.9, **look)


def _cells(data_at: tuple[int, Sequence[str]], codes: Sequence[str]) -> str:
    column, rows = data_at
    return cells(column, [rows.index(code) for code in codes]) if codes and set(codes) <= set(rows) else ""


def outline(panel: Panel, highlight: Sequence[str], colours: Mapping[str, str], view: View) -> None:
    """Draw an outline around countries (iso3) that is visible on every colour; rings if they are small.

    It is ink-coloured in a casing of paper colour, since ink is invisible on dark land. Both are drawn
    outside the country, so that small countries keep their own colour.

    >>> from migbrief.display.maps import window
    >>> panel = Panel()
    >>> outline(panel, ["KEN"], {}, window.world())
    >>> len(panel.marks)
    3
    """
    shapes = {k: view.shapes[k] for k in highlight if k in view.shapes}
    # Narrow and without spikes, as the outer lines cover neighbours.
    for colour, width in ((theme.PAPER, 2.4), (theme.INK, 1.5)):
        panel.shapes(list(shapes.values()), edge=colour, width=width)
    for code, shape in shapes.items():
        panel.shapes([shape], colours.get(code, theme.LAND), edge=theme.PAPER, width=0.2)
    for at in (at for code in highlight if (at := _hard_to_see(code, view))):
        for colour, width in ((theme.PAPER, 2.6), (theme.INK, 1.1)):
            panel.dots([at[0]], [at[1]], colour, size=5.7, filled=False, width=width)


def _hard_to_see(code: str, view: View) -> tuple[float, float] | None:
    """Return the middle of a country so small that a reader may miss it; None for others."""
    if code in view.points or code not in view.shapes:
        return view.points.get(code)
    box = view.shapes[code].get_extents()
    if max(box.width, box.height) > SMALL * (view.bounds[2] - view.bounds[0]):
        return None
    return float(box.x0 + box.x1) / 2, float(box.y0 + box.y1) / 2
