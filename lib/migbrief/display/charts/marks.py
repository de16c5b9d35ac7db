"""Marks on a panel: lines, bars, dots, outlines and rules, for a page or for matplotlib's axes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import numpy as np
from matplotlib.path import Path

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from .canvas import Canvas

BAR_EDGE: Final = 0.8
_BOX: Final = (Path.MOVETO, *[Path.LINETO] * 3, Path.CLOSEPOLY)


def cells(column: int, rows: Iterable[int]) -> str:
    """Return the cells of a figure's data that its points show, in order, for the page's script.

    >>> cells(1, [0, 1, 2, 5])
    '1:0-2,5'
    """
    spans: list[list[int]] = []
    for row in rows:
        if spans and row == spans[-1][-1] + 1:
            spans[-1][1:] = [row]
        else:
            spans.append([row])
    return f"{column}:" + ",".join("-".join(map(str, span)) for span in spans)


def in_words(texts: Iterable[str]) -> str:
    """Return texts of a figure's points, where no cell of its data describes them.

    >>> in_words(["a1 · kept · 3", "a2 · kept · 1"])
    '=a1 · kept · 3|a2 · kept · 1'
    """
    return "=" + "|".join(text.replace("|", "/").replace("\n", " ") for text in texts)


@dataclass(frozen=True, eq=False)
class Mark:
    """A mark in a colour; ``of``, from :func:`cells` or :func:`in_words`, says what it shows."""

    points: Any  # (n, 2), in units of the data
    colour: str
    of: str = ""

    def draw(self, panel: Any, canvas: Canvas) -> None:
        """Draw it on the canvas in a panel's coordinates."""
        raise NotImplementedError

    def onto(self, ax: Axes) -> None:
        """Draw it on matplotlib's axes."""
        raise NotImplementedError


@dataclass(frozen=True, eq=False)
class Line(Mark):
    """A line that breaks where a value is missing; ``marker`` adds a mark at each point."""

    width: float = 1.8
    dashes: Sequence[float] = ()
    marker: str = ""
    size: float = 4
    joined: bool = True

    def draw(self, panel: Any, canvas: Canvas) -> None:
        known = np.isfinite(self.points).all(axis=1)
        starts = known & ~np.concatenate([[False], known[:-1]])
        at = panel.to_points(self.points[known])
        if self.joined and len(at) > 1:
            codes = np.where(starts, Path.MOVETO, Path.LINETO)[known].astype(np.uint8)
            of = "" if self.marker else self.of
            canvas.path(at, codes, stroke=self.colour, width=self.width, dashes=self.dashes, of=of)
        if self.marker and len(at):
            canvas.marks(at, self.marker, self.size, fill=self.colour, stroke=self.colour, of=self.of)

    def onto(self, ax: Axes) -> None:
        dashes = (0, tuple(self.dashes)) if self.dashes else "-" if self.joined else "none"
        look: dict[str, Any] = {"linestyle": dashes, "marker": self.marker or None, "markersize": self.size}
        ax.plot(*self.points.T, color=self.colour, linewidth=self.width, **look)


@dataclass(frozen=True, eq=False)
class Bars(Mark):
    """Bars whose corners are ``points``: five each, the first repeated at the end."""

    alpha: float = 1
    edge: str = ""
    hatch: str = ""

    def draw(self, panel: Any, canvas: Canvas) -> None:
        codes = np.tile(_BOX, len(self.points) // 5).astype(np.uint8)
        look: dict[str, Any] = {"fill": self.colour, "stroke": self.edge, "width": BAR_EDGE}
        canvas.path(
            panel.to_points(self.points), codes, alpha=self.alpha, hatch=self.hatch, of=self.of, **look
        )

    def onto(self, ax: Axes) -> None:
        corners = self.points.reshape(-1, 5, 2)
        low, high = corners.min(axis=1), corners.max(axis=1)
        look: dict[str, Any] = {"edgecolor": self.edge or "none", "linewidth": BAR_EDGE, "hatch": self.hatch}
        across, up = (high - low).T
        ax.barh(low[:, 1], across, up, low[:, 0], align="edge", color=self.colour, alpha=self.alpha, **look)


@dataclass(frozen=True, eq=False)
class Dots(Mark):
    """Marks ``size`` points wide, drawn as rings if not ``filled``."""

    size: float = 5
    marker: str = "o"
    alpha: float = 1
    edge: str = ""
    width: float = 1
    filled: bool = True

    def draw(self, panel: Any, canvas: Canvas) -> None:
        look: dict[str, Any] = {"fill": self.colour if self.filled else "", "width": self.width}
        look["stroke"] = self.edge or ("" if self.filled else self.colour)
        canvas.marks(
            panel.to_points(self.points), self.marker, self.size, alpha=self.alpha, of=self.of, **look
        )

    def onto(self, ax: Axes) -> None:
        bare = not self.edge and self.filled
        look: dict[str, Any] = {
            "edgecolors": self.edge or self.colour,
            "linewidths": 0 if bare else self.width,
        }
        look |= {"facecolors": self.colour if self.filled else "none", "alpha": self.alpha}
        xs, ys = self.points.T
        ax.scatter(xs, ys, s=self.size**2, marker=self.marker, **look)


@dataclass(frozen=True, eq=False)
class Shapes(Mark):
    """Outlines in units of the data as one shape; a blank ``colour`` means no fill."""

    paths: Sequence[Path] = ()
    edge: str = ""
    width: float = 1
    hatch: str = ""

    def draw(self, panel: Any, canvas: Canvas) -> None:
        look: dict[str, Any] = {"fill": self.colour, "stroke": self.edge, "width": self.width}
        canvas.shapes(
            tuple(self.paths), panel.to_points([(0, 0), (1, 1)]), hatch=self.hatch, of=self.of, **look
        )

    def onto(self, ax: Axes) -> None:
        from matplotlib.patches import PathPatch

        look: dict[str, Any] = {"facecolor": self.colour or "none", "edgecolor": self.edge or "none"}
        ax.add_artist(
            PathPatch(Path.make_compound_path(*self.paths), lw=self.width, hatch=self.hatch, **look)
        )


@dataclass(frozen=True, eq=False)
class Rule(Mark):
    """A line through the whole panel, at the coordinate of ``points`` that is a number."""

    width: float = 0.7
    dashes: Sequence[float] = ()

    def draw(self, panel: Any, canvas: Canvas) -> None:
        left, top, wide, high = panel.box
        across, up = self.points[0]
        if np.isfinite(across):
            x = left + wide * panel.x.at(across)
            ends = [(x, top), (x, top + high)]
        else:
            y = top + high * (1 - panel.y.at(up))
            ends = [(left, y), (left + wide, y)]
        canvas.path(ends, None, stroke=self.colour, width=self.width, dashes=self.dashes)

    def onto(self, ax: Axes) -> None:
        across, up = self.points[0]
        draw, at = (ax.axvline, across) if np.isfinite(across) else (ax.axhline, up)
        look: dict[str, Any] = {"linestyle": (0, tuple(self.dashes))} if self.dashes else {}
        draw(at, color=self.colour, linewidth=self.width, **look)


@dataclass(frozen=True)
class Key:
    """An entry of a legend: a patch, with ``dashes`` a line, with ``marker`` a mark."""

    label: str
    colour: str
    marker: str = ""
    dashes: tuple[float, ...] = ()
    hatch: str = ""
    edge: str = ""
