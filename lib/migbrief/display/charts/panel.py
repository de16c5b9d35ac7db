"""Light axes for these charts: limits, ticks, names, and a list of marks.

matplotlib's own axes measure and restyle every tick several times, which took two thirds of the time of a
report. A panel knows all positions once its :class:`~migbrief.display.charts.drawing.Drawing` is arranged,
and draws on a :class:`~migbrief.display.charts.canvas.Canvas`.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Final

import numpy as np
from matplotlib.path import Path
from matplotlib.ticker import MaxNLocator

from migbrief.display import theme
from migbrief.text import words

from .labels import APART, LINE_PITCH, text_width
from .marks import Bars, Dots, Line, Mark, Rule, Shapes

if TYPE_CHECKING:
    from .canvas import Canvas

PAD: Final = 5.0  # points between axes and their numbers, and
NAMED: Final = 4.0  # between those and the name
BOLD: Final = 1.15  # width of bold letters, relative to others
DASHED: Final = (4.0, 3.0)
_TICKS: Final = 6
_MARGIN: Final = 0.05  # of the span, beyond the data at both ends
_STEPS: Final = [1, 2, 2.5, 5, 10]

Locate = Callable[[float, float, int], Iterable[float]]
Write = Callable[[Sequence[float]], Sequence[str]]
Limits = tuple[float, float]


def round_numbers(low: float, high: float, most: int = _TICKS, *, whole: bool = False) -> list[float]:
    """Return at most ``most`` round numbers between two limits.

    >>> round_numbers(0, 9.5)
    [0.0, 2.0, 4.0, 6.0, 8.0]
    """
    low, high = min(low, high), max(low, high)
    ticks = MaxNLocator(nbins=most, integer=whole, steps=_STEPS).tick_values(low, high)
    slack = 1e-9 * (high - low)
    return [float(at) for at in ticks if low - slack <= at <= high + slack]


def whole_numbers(low: float, high: float, most: int) -> list[float]:
    """Return at most ``most`` whole numbers between two limits.

    >>> whole_numbers(1990, 2024, 7)
    [1990.0, 1995.0, 2000.0, 2005.0, 2010.0, 2015.0, 2020.0]
    """
    return round_numbers(low, high, most, whole=True)


def _points(xs: Iterable[float], ys: Iterable[float]) -> Any:
    return np.column_stack([np.asarray(list(v), float) for v in (xs, ys)])


def _compact(values: Sequence[float]) -> list[str]:
    return [words.compact(value, 2) for value in values]


@dataclass
class Axis:
    """One direction of a panel. Without ``limits`` it includes its data with a margin.

    >>> axis = Axis()
    >>> axis.include([0, 10])
    >>> axis.fix_ticks(200)
    >>> [text for _, text in axis.ticks], axis.at(5)
    (['0', '2', '4', '6', '8', '10'], 0.5)
    """

    upright: bool = False
    name: str = ""
    limits: Limits | None = None
    grid: bool = False
    line: bool = True
    log: bool = False
    bold: frozenset[int] = frozenset()  # indices of ticks
    ticks: list[tuple[float, str]] = field(default_factory=list)
    _locate: Locate | None = round_numbers
    _write: Write = _compact
    _low: float = math.inf
    _high: float = -math.inf

    def include(self, values: Iterable[float]) -> None:
        """Extend the axis to include some values."""
        known = np.asarray(list(values), dtype=float)
        known = known[np.isfinite(known)]
        if len(known):
            self._low, self._high = min(self._low, float(known.min())), max(self._high, float(known.max()))

    def fix_limits(self, margin: float = _MARGIN) -> Limits:
        """Fix the limits, if not yet fixed, and return them."""
        if self.limits is None:
            low, high = (self._low, self._high) if self._low <= self._high else (0.0, 1.0)
            room = margin * (high - low) or 0.5
            self.limits = (low - room, high + room) if not self.log else (low / 1.3, high * 1.3)
        return self.limits

    def numbers(self, locate: Locate = round_numbers, write: Write = _compact) -> None:
        """Set ticks where ``locate`` says, given two limits and the most ticks, formatted by ``write``."""
        self._locate, self._write = locate, write

    def set_ticks(self, places: Iterable[float], texts: Iterable[str]) -> None:
        """Set ticks at these places, with texts."""
        self._locate, self.ticks = None, list(zip(places, texts, strict=True))

    def fix_ticks(self, length: float) -> None:
        """Fix the ticks for an axis ``length`` points long: along the bottom, as many as fit."""
        low, high = self.fix_limits()
        for most in range(_TICKS, 1, -1) if self._locate else ():
            places = list(self._locate(low, high, most))  # type: ignore[misc]
            self.ticks = list(zip(places, self._write(places), strict=True))
            if self.upright or self._ticks_fit(length):
                break

    def at(self, value: Any) -> Any:
        """Return the position of a value, or of an array of them, from 0 to 1."""
        low, high = self.limits or (0.0, 1.0)
        if self.log:
            return (np.log(value) - math.log(low)) / (math.log(high) - math.log(low))
        return (value - low) / (high - low)

    def _ticks_fit(self, length: float) -> bool:
        placed = [(self.at(at) * length, text_width(text) / 2) for at, text in self.ticks]
        return all(b - a >= wide + next_wide + APART for (a, wide), (b, next_wide) in pairwise(placed))


@dataclass(frozen=True)
class Words:
    """A text of a panel, in units of its data, or of its axes in the directions that ``of`` names."""

    text: str
    x: float
    y: float
    dx: float = 0
    dy: float = 0  # upwards
    align: str = "left"
    stand: str = "center"
    colour: str = theme.INK
    bold: bool = False
    of: str = ""
    back: str = ""  # background colour

    @property
    def size(self) -> tuple[float, float]:
        """Width and height, in points."""
        return text_width(self.text) * (BOLD if self.bold else 1), LINE_PITCH * (self.text.count("\n") + 1)


class Panel:
    """Axes and their marks, drawn in the order added.

    >>> panel = Panel()
    >>> panel.line([1990, 2020], [1, 2], theme.SERIES[0])
    >>> panel.text("twice as many", 2020, 2)
    >>> [words.text for words in panel.texts]
    ['twice as many']
    """

    def __init__(self) -> None:
        self.x, self.y = Axis(), Axis(upright=True)
        self.title = ""
        self.box = 0.0, 0.0, 1.0, 1.0  # left, top, width, height in points from the top left
        self.texts: list[Words] = []
        self.square = False  # whether units are equally long in both directions
        self.marks: list[Mark] = []

    # What is drawn.

    def add(self, mark: Mark) -> None:
        """Add a mark."""
        self.marks.append(mark)
        self.x.include(mark.points[:, 0])
        self.y.include(mark.points[:, 1])

    def line(self, xs: Iterable[float], ys: Iterable[float], colour: str, **look: Any) -> None:
        """Draw a line that breaks where a value is missing; keyword arguments are those of :class:`Line`."""
        self.add(Line(_points(xs, ys), colour, **look))

    def bars(
        self,
        places: Iterable[float],
        starts: Iterable[float],
        ends: Iterable[float],
        colour: str,
        thick: float = 0.72,
        **look: Any,
    ) -> None:
        """Draw bars from ``starts`` to ``ends`` at places of the upright axis, ``thick`` in its units."""
        middle, low, high = (np.asarray(list(v), float) for v in (places, starts, ends))
        near, far = middle - thick / 2, middle + thick / 2
        corners = [(low, near), (high, near), (high, far), (low, far), (low, near)]
        points = np.stack([np.column_stack(pair) for pair in corners], axis=1)
        self.add(Bars(points.reshape(-1, 2), colour, **look))

    def dots(self, xs: Iterable[float], ys: Iterable[float], colour: str, **look: Any) -> None:
        """Draw marks, leaving out missing values; keyword arguments are those of :class:`Dots`."""
        points = _points(xs, ys)
        points = points[np.isfinite(points).all(axis=1)]
        if len(points):
            self.add(Dots(points, colour, **look))

    def shapes(self, paths: Sequence[Path], colour: str = "", **look: Any) -> None:
        """Draw outlines in units of the data; keyword arguments are those of :class:`Shapes`."""
        if paths:
            self.add(Shapes(np.empty((0, 2)), colour, paths=paths, **look))

    def rule(
        self, *, x: float = math.nan, y: float = math.nan, colour: str = theme.SOFT, **look: Any
    ) -> None:
        """Draw a line through the whole panel at a value; keyword arguments are those of :class:`Rule`."""
        self.add(Rule(np.array([(x, y)], float), colour, **look))

    def text(self, text: str, x: float, y: float, **look: Any) -> None:
        """Write a text; keyword arguments are those of :class:`Words`."""
        self.texts.append(Words(text, float(x), float(y), **look))

    def rows(
        self, places: Sequence[float], names: Sequence[str], height: float, bold: Sequence[bool] = ()
    ) -> None:
        """Name rows at their places, the first on top; ``height`` is the total of all rows."""
        self.y.set_ticks(places, names)
        self.y.bold = frozenset(i for i, marked in enumerate(bold) if marked)
        self.y.limits = height - 0.4, -0.6

    # Positions.

    def to_points(self, points: Any) -> Any:
        """Convert points of the data to points of the drawing, from its top left."""
        left, top, wide, high = self.box
        points = np.asarray(points, float).reshape(-1, 2)
        return np.column_stack(
            [left + wide * self.x.at(points[:, 0]), top + high * (1 - self.y.at(points[:, 1]))]
        )

    def place(self, words: Words) -> tuple[float, float]:
        """Return the anchor of a text, in points from the top left of the drawing."""
        left, top, wide, high = self.box
        x = words.x if "x" in words.of else self.x.at(words.x)
        y = words.y if "y" in words.of else self.y.at(words.y)
        return left + wide * x + words.dx, top + high * (1 - y) - words.dy

    def extent(self, words: Words) -> tuple[float, float, float, float]:
        """Return the box of a text: left, top, right, bottom."""
        (x, y), (wide, high) = self.place(words), words.size
        left = x - wide * {"left": 0, "center": 0.5, "right": 1}[words.align]
        top = y - high * {"top": 0, "center": 0.5, "bottom": 1}[words.stand]
        return left, top, left + wide, top + high

    def overhang(self) -> tuple[float, float, float, float]:
        """Return how far the panel's texts extend beyond its box: left, right, above, below."""
        left, top, wide, high = self.box
        self.x.fix_ticks(wide)
        self.y.fix_ticks(high)
        sides = [0.0, 0.0, LINE_PITCH * (self.title.count("\n") + 1) + PAD if self.title else 0.0, 0.0]
        for at, text in self.x.ticks:
            place, half = wide * self.x.at(at), text_width(text) / 2
            sides[0], sides[1] = max(sides[0], half - place), max(sides[1], place + half - wide)
        if self.x.ticks:
            sides[3] = PAD + LINE_PITCH * (1 + max(text.count("\n") for _, text in self.x.ticks))
        if self.y.ticks:
            sides[0] = max(sides[0], PAD + max(w for w, _ in self._names()))
            sides[2] = max(sides[2], LINE_PITCH / 2 if self.y.grid or not self.y.bold else 0)
        if self.x.name:
            sides[3] += NAMED + LINE_PITCH * (1 + self.x.name.count("\n"))
        if self.y.name:
            sides[0] += NAMED + LINE_PITCH * (1 + self.y.name.count("\n"))
        for box in (self.extent(text) for text in self.texts):
            sides = [
                max(sides[0], left - box[0]),
                max(sides[1], box[2] - left - wide),
                max(sides[2], top - box[1]),
                max(sides[3], box[3] - top - high),
            ]
        return sides[0], sides[1], sides[2], sides[3]

    def _names(self) -> Iterator[tuple[float, str]]:
        """Yield the names of rows and their widths."""
        for i, (_, text) in enumerate(self.y.ticks):
            yield text_width(text) * (BOLD if i in self.y.bold else 1), text

    # Drawing.

    def draw(self, canvas: Canvas) -> None:
        """Draw it on a canvas."""
        self._grid(canvas)
        for mark in self.marks:
            mark.draw(self, canvas)
        self._axes(canvas)
        for text in self.texts:
            if text.back:
                canvas.box(self.extent(text), text.back)
            canvas.words(text.text, *self.place(text), text.align, text.stand, text.colour, bold=text.bold)

    def _grid(self, canvas: Canvas) -> None:
        left, top, wide, high = self.box
        ends = []
        if self.x.grid:
            across = [left + wide * self.x.at(at) for at, _ in self.x.ticks]
            ends += [p for x in across for p in ((x, top), (x, top + high))]
        if self.y.grid:
            down = [top + high * (1 - self.y.at(at)) for at, _ in self.y.ticks]
            ends += [p for y in down for p in ((left, y), (left + wide, y))]
        if ends:
            codes = np.tile([Path.MOVETO, Path.LINETO], len(ends) // 2).astype(np.uint8)
            canvas.path(ends, codes, stroke=theme.LINE, width=0.6)

    def _axes(self, canvas: Canvas) -> None:
        left, top, wide, high = self.box
        corner = (
            [(left, top)] * self.y.line + [(left, top + high)] + [(left + wide, top + high)] * self.x.line
        )
        if len(corner) > 1:
            canvas.path(corner, None, stroke=theme.SOFT, width=0.7)
        for at, text in self.x.ticks:
            canvas.words(text, left + wide * self.x.at(at), top + high + PAD, "center", "top")
        for i, (at, text) in enumerate(self.y.ticks):
            y = top + high * (1 - self.y.at(at))
            canvas.words(text, left - PAD, y, "right", "center", bold=i in self.y.bold)
        if self.title:
            canvas.words(self.title, left, top - PAD, "left", "bottom", theme.INK)
        lines = 1 + max((text.count("\n") for _, text in self.x.ticks), default=-1)
        if self.x.name:
            below = top + high + NAMED + (PAD + LINE_PITCH * lines if lines else 0)
            middle = canvas.inside(self.x.name, left + wide / 2)
            canvas.words(self.x.name, middle, below, "center", "top", theme.SOFT)
        if self.y.name:
            aside = left - PAD - max((w for w, _ in self._names()), default=-PAD) - NAMED
            canvas.upright(self.y.name, aside, top + high / 2)
