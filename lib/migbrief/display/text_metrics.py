"""How wide a line of text is in a figure: as wide as its letters, each measured once a process."""

from functools import lru_cache
from typing import Any

from matplotlib.font_manager import FontProperties
from matplotlib.textpath import text_to_path

from . import theme


def plain_font() -> FontProperties:
    """Return the font of figures, whatever a user has set.

    >>> plain_font().get_weight()
    'normal'
    """
    plain: dict[str, Any] = dict.fromkeys(("style", "variant", "weight", "stretch"), "normal")
    return FontProperties(family="DejaVu Sans", size=theme.FONT_SIZE, **plain)


def width(text: str) -> float:
    """Measure how wide a line of text is in figures, in points: as wide as its letters.

    >>> 25 < width("Kenya") < 40
    True
    """
    return sum(map(_letter, text))


@lru_cache(maxsize=4096)
def _letter(letter: str) -> float:
    # Two of them without one: alone, a letter is only as wide as what is black.
    two, one = (
        text_to_path.get_text_width_height_descent(n * letter + "n", plain_font(), False)[0] for n in (2, 1)
    )
    return float(two - one)
