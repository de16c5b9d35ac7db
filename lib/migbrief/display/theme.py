"""Colours and type of every figure.

Colours are named by role. A figure is drawn in the light values below; in a page each becomes a CSS variable
(``var(--series-1, #0b6aa2)``), so that one drawing serves light, dark and print.
"""

import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any, Final

INK: Final = "#1d2733"
SOFT: Final = "#55606d"
LINE: Final = "#ccd3da"
PAPER: Final = "#fefefe"
LAND: Final = "#e4e8ec"

# Ordered so that neighbours differ for readers with any colour vision; contrast 3:1 or more on white.
SERIES: Final = ("#0b6aa2", "#c8500a", "#0a7d5a", "#8a4f9e", "#8f6b00", "#b8336a", "#3f7f93", "#6b6f76")

SEQUENTIAL: Final = ("#d3e5f0", "#a3c9e1", "#6aa6cd", "#3380b1", "#125b8d", "#073b61")
DIVERGING: Final = ("#a63c06", "#d97b43", "#f0c4a5", "#b9d5e6", "#5b9cc6", "#125b8e")

VERDICT_COLOURS: Final = {
    "supported": "#0a7d5b",
    "partial": "#8f6b01",
    "differs between editions": "#8a4f9f",
    "contradicted": "#b3261e",
    "not checkable": "#6b6f77",
}
VERDICT_HATCHES: Final = {
    "supported": "",
    "partial": "///",
    "differs between editions": "xxx",
    "contradicted": "\\\\\\",
    "not checkable": "...",
}

WIDTH: Final = 5.0  # inches: 360 units of the view box, so that 9 pt text is as many pixels on a phone
FONT_SIZE: Final = 9.6
OWN: Final[Any] = {"font.family": "DejaVu Sans", "text.parse_math": False, "svg.fonttype": "path"}
FAINT: Final = 0.7  # opacity of marks in the background: still 3:1 on the page, light and dark


@cache
def css_variables() -> dict[str, str]:
    """Return the name of the CSS variable that replaces each light colour in a page.

    >>> css_variables()[INK]
    'ink'
    """
    names = {INK: "ink", SOFT: "ink-soft", LINE: "line", PAPER: "paper", LAND: "land"}
    names |= {colour: f"series-{i}" for i, colour in enumerate(SERIES, 1)}
    names |= {colour: f"seq-{i}" for i, colour in enumerate(SEQUENTIAL, 1)}
    names |= {colour: f"div-{i}" for i, colour in enumerate(DIVERGING, 1)}
    slugs = ("supported", "partial", "differs", "contradicted", "unchecked")
    names |= dict(zip(VERDICT_COLOURS.values(), (f"verdict-{s}" for s in slugs), strict=True))
    return names


@contextmanager
def settings() -> Iterator[None]:
    """Draw on matplotlib's axes with its own defaults, ignoring a user's settings.

    "US$" is money, not mathematics. Letters become paths, as other programs may lack the font; letters that
    the font lacks become boxes.

    >>> import matplotlib
    >>> with settings():
    ...     matplotlib.rcParams["text.parse_math"]
    False
    """
    import matplotlib

    ours = {**matplotlib.rcParamsDefault, **OWN, "backend": matplotlib.get_backend()}
    with matplotlib.rc_context(ours), warnings.catch_warnings():
        warnings.filterwarnings("ignore", "Glyph .* missing")
        yield


def forget_own_settings() -> None:
    """Reset matplotlib to its defaults: a user's settings are in no fingerprint.

    >>> forget_own_settings()
    """
    import matplotlib

    matplotlib.rcdefaults()
