"""A drawing on matplotlib's axes, for users who want to change it."""

from collections.abc import Sequence
from typing import Any

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Patch

from migbrief.display import theme

from .labels import KEY
from .marks import Key
from .panel import Axis, Panel


def draw_on(
    figure: Figure,
    panels: Sequence[Panel],
    keys: Sequence[Key],
    *,
    below: bool = False,
    title: str = "",
    n: int = 1,
) -> None:
    """Draw arranged panels on a figure, each on its own axes, with a legend of ``n`` columns.

    >>> figure = Figure()
    >>> draw_on(figure, [Panel()], [])
    >>> len(figure.axes)
    1
    """
    wide, high = 72 * figure.get_size_inches()
    for panel in panels:
        left, top, across, down = panel.box
        ax = figure.add_axes((left / wide, 1 - (top + down) / high, across / wide, down / high))
        ax.set_facecolor("none")
        _scale(ax, panel)
        for mark in panel.marks:
            mark.onto(ax)
        _texts(ax, panel)
    if keys:
        look: dict[str, Any] = {
            "loc": "lower center" if below else "upper left",
            "fontsize": theme.FONT_SIZE,
            "frameon": False,
            "handlelength": KEY - 0.6,
        }
        figure.legend(handles=[_handle(key) for key in keys], ncols=n, title=title or None, **look)


def _scale(ax: Axes, panel: Panel) -> None:
    """Set limits, ticks and names of both axes."""
    for axis, of in ((panel.x, ax.xaxis), (panel.y, ax.yaxis)):
        if axis.log:
            (ax.set_yscale if axis.upright else ax.set_xscale)("log")
        (ax.set_ylim if axis.upright else ax.set_xlim)(axis.fix_limits())
        of.set_ticks([at for at, _ in axis.ticks], [text for _, text in axis.ticks])
        of.set_tick_params(length=0, labelsize=theme.FONT_SIZE, which="both", labelcolor=theme.INK)
        of.set_label_text(axis.name, fontsize=theme.FONT_SIZE, color=theme.SOFT)
        if axis.grid:
            of.grid(True, color=theme.LINE, linewidth=0.6)
        for i in axis.bold:
            of.get_ticklabels()[i].set_fontweight("bold")
    ax.set_axisbelow(True)
    ax.spines[["top", "right"]].set_visible(False)
    _spine(ax, "bottom", panel.x)
    _spine(ax, "left", panel.y)
    ax.set_title(panel.title, loc="left", fontsize=theme.FONT_SIZE)


def _spine(ax: Axes, side: str, axis: Axis) -> None:
    ax.spines[side].set_visible(axis.line)
    ax.spines[side].set_color(theme.SOFT)


def _texts(ax: Axes, panel: Panel) -> None:
    for text in panel.texts:
        of: Any = tuple("axes fraction" if axis in text.of else "data" for axis in "xy")
        ax.annotate(
            text.text,
            (text.x, text.y),
            (text.dx, text.dy),
            xycoords=of,
            textcoords="offset points",
            ha=text.align,
            va=text.stand,
            color=text.colour,
            fontsize=theme.FONT_SIZE,
            fontweight="bold" if text.bold else "normal",
            backgroundcolor=text.back or "none",
            annotation_clip=False,
        )


def _handle(key: Key) -> Any:
    if key.marker or key.dashes:
        line: Any = (0, key.dashes) if key.dashes else ""
        return Line2D([], [], color=key.colour, label=key.label, marker=key.marker or None, linestyle=line)
    return Patch(facecolor=key.colour, hatch=key.hatch, edgecolor=key.edge or "none", label=key.label)
