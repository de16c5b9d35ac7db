"""Layout for figures as narrow as a phone: lines of labels, columns of a legend, ticks of an axis.

All lengths are in points; a figure is ``72 * theme.WIDTH`` wide.
"""

import textwrap
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Final

import numpy as np

from migbrief.display import theme
from migbrief.display.text_metrics import width

EDGE: Final = 4.0  # points kept free at each side of a figure
APART: Final = 7.0  # points between two numbers on an axis
LEAD: Final = 0.6  # of a row: added by each further line of a label
ROW: Final = 0.26  # inches of a row, and
CLOSE: Final = 0.215  # for one of many, which then fit a printed page
LINE_PITCH: Final = 12.0  # points between lines of a text
KEY: Final = 1.9  # width of a key in a legend with the space after it, in sizes of letters
LINE_OF_LEGEND: Final = 1.6  # sizes of letters
_MANY: Final = 12


@lru_cache(maxsize=8192)
def text_width(text: str) -> float:
    """Return the width of a text at the size of all text in figures; of several lines, the widest.

    >>> text_width("Kenya") == text_width("Kenya\\n–")
    True
    """
    return max(map(width, text.split("\n")))


@lru_cache(maxsize=8192)
def wrap(label: str, width: int = 26) -> str:
    """Break a label into lines of at most about ``width`` characters, as even as its words allow.

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
    """Break a text into lines no wider than ``room`` points, if its words allow.

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
    """Find the middles of rows of labels, the first at 0, and the total height, in rows of one line.

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
    """Return the height in inches of ``tall`` rows, closer together if there are many.

    >>> rows_height(10)
    2.6
    """
    return tall * ROW if tall <= _MANY else max(_MANY * ROW, tall * CLOSE)


def columns(labels: Sequence[str], most: int = 3) -> int:
    """Return the number of columns in which a legend of these labels fits.

    >>> columns(["kept", "changed", "unknown", "dropped"])
    3
    """
    widths = [text_width(label) + KEY * theme.FONT_SIZE for label in labels]
    between, room = 2 * theme.FONT_SIZE, 72 * theme.WIDTH - 2 * EDGE
    for n in range(min(most, len(labels)), 1, -1):
        if sum(map(max, np.array_split(widths, n))) + (n - 1) * between <= room:
            return n
    return 1


def legend_height(labels: Sequence[str], *, title: bool = False, most: int = 3) -> float:
    """Return the height in inches of a legend with the space around it.

    >>> legend_height(["kept", "changed"]) < legend_height(["kept", "changed"], title=True) < 1
    True
    """
    lines = -(-len(labels) // columns(labels, most)) + title
    return (LINE_OF_LEGEND * theme.FONT_SIZE * lines + 2 * EDGE) / 72
