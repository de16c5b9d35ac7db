"""How large a line of text is in a figure, each measured once a process: reports say the same words again."""

from __future__ import annotations

from typing import Any, Final

from matplotlib.font_manager import FontProperties
from matplotlib.textpath import text_to_path

from . import theme

Size = tuple[float, float, float]  # width, height, and how far it reaches below the line, in points

_MOST_TEXTS: Final = 20_000
_sizes: dict[tuple[str, int, Any], Size] = {}


def plain_font() -> FontProperties:
    """Return the font of figures, whatever a user has set.

    >>> plain_font().get_weight()
    'normal'
    """
    plain: dict[str, Any] = dict.fromkeys(("style", "variant", "weight", "stretch"), "normal")
    return FontProperties(family="DejaVu Sans", size=theme.FONT_SIZE, **plain)


def text_size(text: str, font: FontProperties, ismath: Any = False) -> Size:
    """Measure a line of text in points: width, height, depth below the line.

    ``ismath`` is as matplotlib passes it on. Fonts are not hinted, as in SVG.

    >>> width, height, depth = text_size("Kenya", FontProperties(family="DejaVu Sans", size=10))
    >>> 25 < width < 40 and depth < height
    True
    """
    key = text, hash(font), ismath  # a font can be changed, so it is no key itself
    if key not in _sizes:
        if len(_sizes) >= _MOST_TEXTS:
            _sizes.clear()
        _sizes[key] = text_to_path.get_text_width_height_descent(text, font, ismath)
    return _sizes[key]
