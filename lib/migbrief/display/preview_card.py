"""The preview image of a page where a link to it is shared."""

import io
import textwrap
from typing import Final

from matplotlib.figure import Figure

from . import theme

SIZE: Final = (1200, 630)  # pixels, as social networks require
DPI: Final = 100
WIDTH: Final = 62  # letters of a line of the text


@theme.settings()
def card(title: str, text: str, foot: str) -> bytes:
    """Draw a title, a few sentences and a footer as a PNG of 1200 × 630 pixels.

    >>> card("Kenya", "About 1.1 million migrants.", "Migration Brief")[:4]
    b'\\x89PNG'
    """
    figure = Figure(figsize=(SIZE[0] / DPI, SIZE[1] / DPI), dpi=DPI, facecolor=theme.PAPER)
    lines = textwrap.wrap(text, WIDTH, max_lines=7, placeholder=" …")
    heading = textwrap.fill(title, 34, max_lines=2, placeholder=" …")
    below = 0.86 - 0.12 * (heading.count("\n") + 1)
    blocks = (
        (0.9, heading, 42, "bold", theme.INK),
        (below, "\n".join(lines), 25, "normal", theme.INK),
        (0.09, foot, 19, "normal", theme.SOFT),
    )
    for y, words, size, weight, colour in blocks:
        drawn = figure.text(0.06, y, words, fontsize=size, fontweight=weight, color=colour)
        drawn.set(va="top" if y > 0.1 else "baseline", linespacing=1.35)
    picture = io.BytesIO()
    figure.savefig(picture, format="png", metadata={"Software": None})
    return picture.getvalue()
