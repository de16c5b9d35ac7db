"""The land of a map in its colours, and marks for countries that are small or in focus."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from matplotlib.axes import Axes
from matplotlib.patches import PathPatch
from matplotlib.path import Path

from migbrief.display import theme

from .window import View

SMALL: Final = 0.02  # of the map's width: a country of less is hard to see
KEYS: Final[dict[str, Any]] = {"handlelength": 1.2, "columnspacing": 1.0}  # how the legend of a map is set
FEW: Final = 12  # countries that can be told apart: of more, neither rings nor names of the tiny


def land(ax: Axes, colours: Mapping[str, str], view: View) -> None:
    """Draw countries in their colours, by iso3; those too small to see become dots of the same colour.

    >>> from matplotlib.figure import Figure
    >>> from migbrief.display.maps import window
    >>> ax = Figure().add_subplot()
    >>> land(ax, {"KEN": theme.SERIES[0]}, window.world())
    >>> len(ax.patches)  # a path a colour
    2
    """
    ax.set_axis_off()
    left, bottom, right, top = view.bounds
    ax.set_xlim(left, right)
    ax.set_ylim(bottom, top)
    ax.set_aspect("equal")
    paths, points = view.shapes, view.points
    groups: dict[str, list[str]] = {theme.LAND: [k for k in paths if k not in colours]}
    for key, colour in colours.items():
        groups.setdefault(colour, []).append(key)
    for colour, keys in groups.items():
        shapes = [paths[k] for k in keys if k in paths]
        if shapes:  # one path a colour keeps the page light; each ring still has its border
            whole = Path.make_compound_path(*shapes)
            # Not add_patch, which would measure every ring for limits that are set already.
            ax.add_artist(PathPatch(whole, facecolor=colour, edgecolor=theme.PAPER, linewidth=0.35))
        small = [points[k] for k in keys if k in points and colour != theme.LAND]
        if small:
            xs, ys = zip(*small, strict=True)
            ax.scatter(xs, ys, s=15, color=colour, edgecolors=theme.SOFT, linewidths=0.8, zorder=4)


def outline(ax: Axes, highlight: Sequence[str], colours: Mapping[str, str], view: View) -> None:
    """Draw a line around some countries (iso3) that shows on every colour; a ring where they are too small.

    It is the colour of ink in a casing of the colour of paper, for on dark land ink is not seen. Both run
    outside the country, so that of a small one its own colour is left.

    >>> from matplotlib.figure import Figure
    >>> from migbrief.display.maps import window
    >>> ax = Figure().add_subplot()
    >>> outline(ax, ["KEN"], {}, window.world())
    >>> len(ax.patches)  # the casing, the line, the country
    3
    """
    shapes = {k: view.shapes[k] for k in highlight if k in view.shapes}
    whole = Path.make_compound_path(*shapes.values()) if shapes else None
    dots = [at for code in highlight if (at := _hard_to_see(code, view))]
    # Narrow and without spikes: what the lines take outside is taken from the neighbours.
    for colour, width in ((theme.PAPER, 2.4), (theme.INK, 1.5)):
        if whole:
            ax.add_artist(
                PathPatch(whole, facecolor="none", edgecolor=colour, linewidth=width, joinstyle="round")
            )
    for code, shape in shapes.items():
        fill = colours.get(code, theme.LAND)
        ax.add_artist(PathPatch(shape, facecolor=fill, edgecolor=theme.PAPER, linewidth=0.2))
    for colour, width in ((theme.PAPER, 2.6), (theme.INK, 1.1)):
        for at in dots:
            ax.scatter(*at, s=32, facecolors="none", edgecolors=colour, linewidths=width, zorder=5)


def _hard_to_see(code: str, view: View) -> tuple[float, float] | None:
    """The middle of a country so small that a reader may miss it; None for the others."""
    if code in view.points or code not in view.shapes:
        return view.points.get(code)
    box = view.shapes[code].get_extents()
    if max(box.width, box.height) > SMALL * (view.bounds[2] - view.bounds[0]):
        return None
    return float(box.x0 + box.x1) / 2, float(box.y0 + box.y1) / 2
