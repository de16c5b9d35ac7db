"""The width of a line of text in a figure: the sum of its letters, each measured once a process."""

from functools import lru_cache
from typing import Any

from matplotlib.font_manager import FontProperties
from matplotlib.textpath import text_to_path

from . import theme


def plain_font() -> FontProperties:
    """Return the font of figures, independent of a user's settings.

    >>> plain_font().get_weight()
    'normal'
    """
    plain: dict[str, Any] = dict.fromkeys(("style", "variant", "weight", "stretch"), "normal")
    return FontProperties(family="DejaVu Sans", size=theme.FONT_SIZE, **plain)


def width(text: str) -> float:
    """Return the width of a line of text in figures, in points.

    >>> 25 < width("Kenya") < 40
    True
    """
    return sum(map(_letter, text))


@lru_cache(maxsize=4096)
def _letter(letter: str) -> float:
    # Measured twice with and once without: alone, a letter is only as wide as its ink.
    two, one = (
        text_to_path.get_text_width_height_descent(n * letter + "n", plain_font(), False)[0] for n in (2, 1)
    )
    return float(two - one)
