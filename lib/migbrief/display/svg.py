"""A matplotlib figure as inline SVG that belongs to the page: its colours, its font, its anchors."""

from __future__ import annotations

import io
import re
from functools import lru_cache
from html import escape
from typing import TYPE_CHECKING, Any

from matplotlib.backend_bases import FigureCanvasBase
from matplotlib.backends.backend_svg import RendererSVG

from . import theme
from .text_metrics import text_size

if TYPE_CHECKING:
    from matplotlib.figure import Figure
    from matplotlib.font_manager import FontProperties

DPI = 72  # of the SVG backend: a unit is a point
_UNSAID = ("Date", "Creator", "Format", "Type")  # metadata that would change from run to run

_ATTRIBUTE = re.compile(r'\b(d|transform|points|x|y|width|height|x1|x2|y1|y2|style)="([^"]*)"')
_LONG = re.compile(r"-?\d+\.\d{2,}")
_FONT = re.compile(r"font: (?P<weight>bold |italic |[1-9]00 )?(?P<size>[\d.]+)px [^;\"]+")
_PATH = re.compile(r' d="([^"]*)"')
# The font is the page's own, and a turn by nothing turns nothing.
_NEEDLESS = re.compile(r"font-family: 'DejaVu Sans'; | transform=\"rotate\(-?0 [^)]*\)\"")
_ID = re.compile(r' id="([^"]+)"')


@lru_cache(maxsize=1)
def _colours() -> tuple[re.Pattern[str], dict[str, str]]:
    names = theme.css_variables()
    return re.compile("|".join(map(re.escape, names))), names


def _shorten(match: re.Match[str]) -> str:
    places = 2 if match[1] in ("style", "transform") else 1

    def cut(number: re.Match[str]) -> str:
        return f"{float(number[0]):.{places}f}".rstrip("0").rstrip(".")

    return f'{match[1]}="{_LONG.sub(cut, match[2])}"'


def _compact(match: re.Match[str]) -> str:
    """Path data of straight lines as relative steps of a tenth of a unit: half the bytes."""
    tokens = match[1].split()
    if set(tokens) & {"C", "Q"} or len(tokens) < 60:
        return match[0]
    out: list[str] = []
    x = y = i = 0
    while i < len(tokens):
        command = tokens[i]
        if command in "zZ":
            out.append("z")
            i += 1
            continue
        to_x, to_y = (round(10 * float(t)) for t in tokens[i + 1 : i + 3])
        i += 3
        if command == "M":
            start = f"M{_tenth(to_x)} {_tenth(to_y)}"
            out.append(start if i >= len(tokens) or tokens[i] != "L" else start + "l")
        elif (to_x, to_y) != (x, y):
            out.append(f"{_tenth(to_x - x)} {_tenth(to_y - y)} ")
        x, y = to_x, to_y
    return f' d="{"".join(out).replace(" z", "z").replace(" -", "-").strip()}"'


def _tenth(n: int) -> str:
    return f"{n / 10:g}".replace("0.", ".", 1) if abs(n) < 10 else f"{n / 10:g}"


def _font(match: re.Match[str]) -> str:
    weight = (match["weight"] or "").strip()
    kind = f"font-style: {weight}; " if weight == "italic" else f"font-weight: {weight}; " if weight else ""
    return f"{kind}font-size: {match['size']}px"


class Renderer(RendererSVG):
    """matplotlib's SVG renderer that remembers how large a text is."""

    def get_text_width_height_descent(
        self, s: str, prop: FontProperties, ismath: Any
    ) -> tuple[float, float, float]:
        """Measure a line of text, in points."""
        return text_size(s, prop, ismath)


class Canvas(FigureCanvasBase):
    """What a figure is measured and drawn on: one renderer for both, which writes SVG."""

    def __init__(self, figure: Figure) -> None:
        super().__init__(figure)
        figure.set_dpi(DPI)
        self._written = io.StringIO()
        width, height = figure.get_size_inches() * DPI
        unsaid = dict.fromkeys(_UNSAID)
        self._renderer = Renderer(width, height, self._written, image_dpi=DPI, metadata=unsaid)

    def get_renderer(self) -> Renderer:
        """Return the renderer, for all that measures texts and axes."""
        return self._renderer

    def svg(self) -> str:
        """Draw the figure, once, and return the SVG as matplotlib writes it."""
        self.figure.draw(self._renderer)
        self._renderer.finalize()
        return self._written.getvalue()


def canvas(figure: Figure) -> Canvas:
    """Return the canvas of a figure, a new one if it has none of ours.

    >>> from matplotlib.figure import Figure
    >>> figure = Figure()
    >>> canvas(figure) is canvas(figure)
    True
    """
    return figure.canvas if isinstance(figure.canvas, Canvas) else Canvas(figure)


def render(figure: Figure, label: str, prefix: str) -> str:
    """Draw a figure as one ``<svg role="img">`` element, a unit of its view box a point.

    ``label`` is its text alternative; ``prefix`` keeps its ids apart from those of other figures.
    Nothing in the result refers to anything outside it. Draw and render under ``theme.rc()``, a figure once.

    >>> from matplotlib.figure import Figure
    >>> 'aria-label="A figure"' in render(Figure(), "A figure", "a")
    True
    """
    text = canvas(figure).svg()
    text = text[text.index("<svg") :]
    text = re.sub(r"<!--.*?-->", "", text, flags=re.S)
    text = re.sub(r"<metadata>.*?</metadata>", "", text, flags=re.S)
    # matplotlib's own rule would style every shape of the page that holds the figure.
    text = re.sub(r"<defs>\s*<style[^>]*>.*?</style>\s*</defs>", "", text, flags=re.S)
    text = _PATH.sub(_compact, text)
    text = _ATTRIBUTE.sub(_shorten, text)
    text = _FONT.sub(_font, text)
    text = _NEEDLESS.sub("", text)

    used = set(re.findall(r'(?:url\(#|href="#)([^")]+)', text))
    text = _ID.sub(lambda m: f' id="{prefix}-{m[1]}"' if m[1] in used else "", text)
    text = re.sub(r'(url\(#|href="#)', rf"\g<1>{prefix}-", text).replace("xlink:href", "href")

    pattern, names = _colours()
    text = pattern.sub(lambda m: f"var(--{names[m[0]]}, {m[0]})", text)
    box = re.search(r'viewBox="([^"]+)"', text)
    size = box[1] if box else "0 0 425 300"
    opening = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{size}" role="img" aria-label="{escape(label)}" '
        'font-family="inherit" stroke-linejoin="round" stroke-linecap="butt">'
    )
    text = re.sub(r"<svg[^>]*>", lambda _: opening, text, count=1)
    return re.sub(r"\s*\n\s*", "\n", text).strip()
