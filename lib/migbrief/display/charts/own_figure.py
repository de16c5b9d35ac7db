"""A matplotlib figure for users, with its title above and its source below."""

import io
from collections.abc import Callable
from typing import Any, Final

import matplotlib
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Patch
from matplotlib.transforms import Bbox

from migbrief.display import theme
from migbrief.text.i18n import t

from .drawing import Drawing
from .labels import KEY, wrap_to
from .marks import Key
from .panel import Axis, Panel

WHITE: Final = "#ffffff"
SHARP: Final = 160  # dots per inch of an image in a notebook
_EDGE: Final = 0.06  # inches between the drawing and the texts above and below it


class OwnFigure(Figure):
    """A matplotlib figure that shows itself and keeps its title and source when saved."""

    def savefig(self, fname: Any, **options: Any) -> None:
        """Save like matplotlib, including everything beside the axes."""
        with matplotlib.rc_context(theme.OWN):
            super().savefig(fname, **{"bbox_inches": "tight", "pad_inches": 0.12, **options})

    def _repr_png_(self) -> bytes:
        picture = io.BytesIO()
        self.savefig(picture, format="png", dpi=SHARP)
        return picture.getvalue()


def own_figure(
    draw: Callable[[Drawing], None], height: float, title: str = "", source: str = ""
) -> OwnFigure:
    """Draw a figure of ``height`` inches that users can change.

    >>> own_figure(lambda drawing: drawing.panel().line([1, 2], [3, 4], theme.INK), 3.0).axes[0].get_visible()
    True
    """
    drawing = Drawing(height)
    draw(drawing)
    drawing.arrange()
    with theme.settings():
        figure = OwnFigure(figsize=(theme.WIDTH, height), facecolor=WHITE)
        draw_on(figure, drawing)
        for legend in figure.legends:  # otherwise it follows the edge of the saved area
            legend.set_bbox_to_anchor((0, 0, 1, 1), figure.transFigure)
        inches = figure.dpi_scale_trans.inverted()
        legends = [legend.get_window_extent().transformed(inches) for legend in figure.legends]
        box = Bbox.union([figure.get_tightbbox(), *legends])
        above, below = (box.y1 + _EDGE) / height, (box.y0 - _EDGE) / height
        wide = 72 * theme.WIDTH
        bold: dict[str, Any] = {"fontsize": theme.FONT_SIZE + 1.4, "fontweight": "bold"}
        figure.text(0, above, wrap_to(title, 0.8 * wide), ha="left", va="bottom", color=theme.INK, **bold)
        if source:
            source_line = wrap_to(t("Source: {source}.", source=source), wide)
            figure.text(
                0, below, source_line, ha="left", va="top", color=theme.SOFT, fontsize=theme.FONT_SIZE - 2
            )
    return figure


def draw_on(figure: Figure, drawing: Drawing) -> None:
    """Draw the panels of an arranged drawing on a figure, each on its own axes, with the legend.

    >>> draw_on(figure := Figure(), Drawing(2))
    >>> len(figure.axes)
    0
    """
    wide, high = 72 * figure.get_size_inches()
    for panel in drawing.panels:
        left, top, across, down = panel.box
        ax = figure.add_axes((left / wide, 1 - (top + down) / high, across / wide, down / high))
        ax.set_facecolor("none")
        _scale(ax, panel)
        for mark in panel.marks:
            mark.onto(ax)
        _texts(ax, panel)
    if drawing.keys:
        look: dict[str, Any] = {"fontsize": theme.FONT_SIZE, "frameon": False, "handlelength": KEY - 0.6}
        look |= {"loc": "lower center" if drawing.below else "upper left", "ncols": drawing.columns}
        figure.legend(handles=[_handle(key) for key in drawing.keys], title=drawing.title or None, **look)


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
