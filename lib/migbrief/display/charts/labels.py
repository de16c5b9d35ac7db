"""What fits a figure as wide as a phone: lines of labels, columns of a legend, ticks of an axis.

All lengths are in points, of which a figure is ``72 * theme.WIDTH`` wide.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

import numpy as np
from matplotlib.ticker import MaxNLocator

from migbrief.display import theme
from migbrief.display.text_metrics import plain_font, text_size

if TYPE_CHECKING:
    from matplotlib.figure import Figure

EDGE: Final = 4.0  # points kept free at each side of a figure
APART: Final = 7.0  # points between two numbers on an axis
LEAD: Final = 0.6  # of a row: what each further line of a label adds to it
ROW: Final = 0.26  # inches of a row, and
CLOSE: Final = 0.215  # of one of many, which then fit a printed page
ABOVE: Final = "above"  # labels that tell the layout where a legend stands
BELOW: Final = "below"
_MANY: Final = 12
_TICKS: Final = 6
_STEPS: Final = (1, 2, 2.5, 5, 10)


@lru_cache(maxsize=8192)
def text_width(text: str) -> float:
    """Measure how wide a text is at the size of all text in figures; of several lines the widest.

    >>> text_width("Kenya") == text_width("Kenya\\n–")
    True
    """
    # As the renderer of figures measures: fonts at their true size would round each letter.
    font = plain_font()
    return max(text_size(line, font)[0] for line in text.split("\n"))


@lru_cache(maxsize=8192)
def wrap(label: str, width: int = 26) -> str:
    """Break a label into lines of at most about ``width`` characters, as even as the words allow.

    >>> wrap("United States of America", 20)
    'United States\\nof America'
    """
    lines = textwrap.wrap(str(label), width)
    most = len(lines)
    for narrower in range(-(-len(label) // most), width) if most > 1 else ():
        even = textwrap.wrap(str(label), narrower, break_long_words=False)
        if len(even) == most:
            lines = even
            break
    return "\n".join(lines) or " "


def wrap_to(text: str, room: float) -> str:
    """Break a text into lines no wider than ``room`` points, if its words allow it.

    >>> wrap_to("United States of America", 90)
    'United States\\nof America'
    """
    width = text_width(text)
    if width <= room:
        return text
    whole = text.replace("\n", " ")
    letters = int(len(whole) * room / text_width(whole))
    while letters > 8 and text_width(wrap(whole, letters)) > room:
        letters -= 1
    return wrap(whole, letters)


def row_places(labels: Iterable[str]) -> tuple[list[float], float]:
    """Find the middles of rows of labels, the first at 0, and the height of all, in rows of one line.

    >>> row_places(["one", "two\\nlines"])
    ([0.0, 1.3], 2.6)
    """
    places, end = [], -0.5
    for label in labels:
        height = 1 + LEAD * label.count("\n")
        places.append(end + height / 2)
        end += height
    return places, end + 0.5


def rows_height(tall: float) -> float:
    """Return the height in inches of so many rows, closer together where they are many.

    >>> rows_height(10)
    2.6
    """
    return tall * ROW if tall <= _MANY else max(_MANY * ROW, tall * CLOSE)


def columns(labels: Sequence[str], most: int = 3, **look: Any) -> int:
    """Find in how many columns a legend of these labels fits; ``look`` is as matplotlib's legend takes it.

    >>> columns(["kept", "changed", "unknown", "dropped"])
    3
    """
    em = theme.FONT_SIZE
    beside = (look.get("handlelength", 2.0) + look.get("handletextpad", 0.8)) * em
    between = look.get("columnspacing", 2.0) * em
    room = 72 * theme.WIDTH - 2 * EDGE - 0.8 * em
    widths = [text_width(label) + beside for label in labels]
    for n in range(min(most, len(labels)), 1, -1):
        if sum(map(max, np.array_split(widths, n))) + (n - 1) * between <= room:
            return n
    return 1


def legend(
    figure: Figure, handles: Sequence[Any] = (), *, below: bool = False, most: int = 3, **look: Any
) -> None:
    """Add a legend over the panels, or ``below`` them, in as many columns as fit, ``most`` at most.

    Without ``handles`` it holds what the axes have labels for.

    >>> from matplotlib.figure import Figure
    >>> figure = Figure()
    >>> lines = figure.add_subplot().plot([1, 2], label="Kenya")
    >>> legend(figure)
    """
    if not handles:
        handles = [handle for ax in figure.axes for handle in ax.get_legend_handles_labels()[0]]
    labels = [str(handle.get_label()) for handle in handles]
    place = "outside lower center" if below else "outside upper left"
    look |= {"loc": place, "ncols": columns(labels, most, **look)}
    figure.legend(handles=list(handles), **look).set_label(BELOW if below else ABOVE)


def legend_height(labels: Sequence[str], *, title: bool = False, most: int = 3, **look: Any) -> float:
    """Return the height in inches of such a legend with what is kept free around it.

    >>> legend_height(["kept", "changed"]) < legend_height(["kept", "changed"], title=True) < 1
    True
    """
    lines = -(-len(labels) // columns(labels, most, **look))
    em = theme.FONT_SIZE
    return (lines * 1.75 * em + (1.6 * em if title else 0) + 0.8 * em + 3 * EDGE) / 72


class RoundNumbers(MaxNLocator):
    """Ticks at round numbers; along the bottom of a figure as many as can be written side by side."""

    def __init__(self, *, whole: bool = False) -> None:
        super().__init__(nbins=_TICKS, integer=whole, steps=list(_STEPS))
        # Never more again where there once was room for fewer: the layout has measured those.
        self._most: dict[tuple[float, float], int] = {}

    def tick_values(self, vmin: float, vmax: float) -> Any:
        """Return where ticks stand between two limits."""
        for most in range(self._most.get((vmin, vmax), _TICKS), 1, -1):
            self.set_params(nbins=most)
            ticks = super().tick_values(vmin, vmax)
            if self._apart(ticks, vmin, vmax):
                break
        self._most[vmin, vmax] = most
        return ticks

    def _apart(self, ticks: Any, vmin: float, vmax: float) -> bool:
        axis: Any = self.axis
        if axis.axis_name != "x" or vmin == vmax:
            return True
        low, high = sorted((vmin, vmax))
        visible = [tick for tick in ticks if low <= tick <= high]
        written = axis.get_major_formatter()
        widths = [text_width(written(tick, 0)) for tick in visible]
        scale = axis.axes.bbox.width * 72 / axis.axes.figure.dpi / (high - low)
        return all(
            (b - a) * scale >= (wide + next_wide) / 2 + APART
            for a, b, wide, next_wide in zip(visible, visible[1:], widths, widths[1:], strict=False)
        )
