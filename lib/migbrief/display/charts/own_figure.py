"""A matplotlib figure for users, with its title above and its source below."""

import io
from collections.abc import Callable
from typing import Any, Final

import matplotlib
from matplotlib.figure import Figure
from matplotlib.transforms import Bbox

from migbrief.display import theme
from migbrief.text.i18n import t

from .drawing import Drawing
from .labels import wrap_to

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
    with theme.settings():
        figure = OwnFigure(figsize=(theme.WIDTH, height), facecolor=WHITE)
        drawing.figure(figure)
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
