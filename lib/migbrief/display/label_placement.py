"""Names beside points and lines, each next to its own and clear of the others."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, Final, NamedTuple

import numpy as np

from . import theme
from .text_metrics import width

Box = tuple[float, float, float, float]  # left, bottom, right, top in points

GAP: Final = 6.0  # points from the middle of a mark to its name
REACHES: Final = (0.0, 12.0, 24.0, 38.0, 54.0)  # how much further a name may stand, joined by a leader
LINE: Final = 1.25  # height of a line of text, in sizes of its letters
LETTER: Final = 5.9  # points a letter takes, about
MARK: Final = 4.0  # points that a mark takes to each side
SIDES: Final = ((1, 0), (-1, 0), (0, 1), (0, -1), (1, 1), (1, -1), (-1, 1), (-1, -1))
_ALIGN: Final = {1: "left", -1: "right", 0: "center"}


class Spot(NamedTuple):
    """Where a name may stand: its box, the point it hangs on, how it is aligned there, how far away it is.

    ``align`` is left, right or center: under or over the point.
    """

    box: Box
    x: float
    y: float
    align: str
    far: float

    def leader(self, x: float, y: float) -> list[Box]:
        """Small boxes along the line from a point to the name; none where it stands beside the point."""
        steps = np.linspace(0.25, 0.9, 7) if self.far else ()
        return [around(x + (self.x - x) * s, y + (self.y - y) * s, 1) for s in steps]


def name_points(panel: Any, xs: Sequence[float], ys: Sequence[float], names: Sequence[str]) -> None:
    """Write each name beside its point, or near it with a thin leader; one without any room is left out.

    Names avoid one another and the points named, and cover as few others as can be. Call it last, on a panel
    whose drawing is arranged.

    >>> from migbrief.display.charts import Drawing
    >>> drawing = Drawing(3)
    >>> panel = drawing.panel()
    >>> panel.dots([1, 2], [1, 2], theme.INK)
    >>> drawing.arrange()
    >>> name_points(panel, [1, 2], [1, 2], ["Kenya", "Nepal"])
    >>> [words.text for words in panel.texts]
    ['Nepal', 'Kenya']
    """
    if not len(names):
        return
    left, top, wide, high = panel.box
    whole = (left, -top - high, left + wide + 2, -top + 4)
    up = np.array([1, -1])  # boxes here have their height upwards
    places = panel.to_points(list(zip(xs, ys, strict=True))) * up
    dots = panel.to_points(panel.points) * up
    marks = [around(float(x), float(y)) for x, y in places]
    taken: list[Box] = [(a, -d, c, -b) for a, b, c, d in map(panel.extent, panel.texts)]
    near = [int((np.hypot(*(places - place).T) < 5 * GAP).sum()) for place in places]
    # Where points crowd there is least choice, so those come first.
    for i in sorted(range(len(names)), key=lambda n: (-near[n], -places[n][1])):
        x, y = float(places[i][0]), float(places[i][1])
        others = [*taken, *(mark for j, mark in enumerate(marks) if j != i)]
        best: tuple[float, Spot] | None = None
        for rank, spot in enumerate(spots(x, y, size_of(names[i]))):
            if best and best[0] <= rank:
                break
            if not inside(spot.box, whole) or not free(spot.box, others):
                continue
            leader = spot.leader(x, y)
            if not all(free(step, others) for step in leader):
                continue
            cost = rank + 1.5 * _covered(spot.box, dots)
            if best is None or cost < best[0]:
                best = cost, spot
        if best is not None:
            spot = best[1]
            taken += [spot.box, *spot.leader(x, y)]
            _write(panel, names[i], (xs[i], ys[i]), (x, y), spot)


def spots(x: float, y: float, size: tuple[float, float], gap: float = GAP) -> Iterator[Spot]:
    """Offer places for a name around a point, the best first: beside it, then further out on a leader.

    >>> next(spots(0, 0, (30, 12))).align
    'left'
    """
    wide, high = size
    for far in REACHES:
        for right, up in SIDES:
            slant = 0.7 if right and up else 1.0
            at = x + right * (gap + far) * slant
            middle = y + up * ((0.6 * high if right else 0.5 * high + gap - 2) + far * slant)
            left = at - wide * (1 - right) / 2
            box = (left, middle - high / 2, left + wide, middle + high / 2)
            yield Spot(box, at, middle if right else middle - up * high / 2, _ALIGN[right], far)


def around(x: float, y: float, reach: float = MARK) -> Box:
    """Return the box of a mark.

    >>> around(10, 10, 2)
    (8, 8, 12, 12)
    """
    return x - reach, y - reach, x + reach, y + reach


def free(box: Box, taken: Sequence[Box]) -> bool:
    """Tell whether a box overlaps none of those taken.

    >>> free((0, 0, 2, 2), [(3, 0, 4, 1)]), free((0, 0, 2, 2), [(1, 1, 4, 4)])
    (True, False)
    """
    return not any(box[0] < b[2] and b[0] < box[2] and box[1] < b[3] and b[1] < box[3] for b in taken)


def inside(box: Box, whole: Box) -> bool:
    """Tell whether a box lies within a larger one.

    >>> inside((0, 0, 2, 2), (0, 0, 4, 4))
    True
    """
    return box[0] >= whole[0] and box[1] >= whole[1] and box[2] <= whole[2] and box[3] <= whole[3]


def size_of(text: str) -> tuple[float, float]:
    """Measure the width and height of a name of one or more lines, in points.

    >>> size_of("Kenya\\nUganda")[1] == 2 * size_of("Kenya")[1]
    True
    """
    lines = text.split("\n")
    return max(map(width, lines)), LINE * theme.FONT_SIZE * len(lines)


def _write(panel: Any, name: str, point: tuple[float, float], at: tuple[float, float], spot: Spot) -> None:
    """Write a name in its spot, of a ``point`` of the data that lies ``at`` so many points."""
    away = spot.x - at[0], spot.y - at[1]
    stand = "center" if spot.align != "center" else "bottom" if spot.y > at[1] else "top"
    panel.text(name, *point, dx=away[0], dy=away[1], align=spot.align, stand=stand, measured=False)
    if spot.far:
        panel.leader(*point, away, MARK)


def _covered(box: Box, dots: Any) -> int:
    """How many points a box would cover."""
    if not len(dots):
        return 0
    x, y = dots[:, 0], dots[:, 1]
    reach = 2
    hit = (x > box[0] - reach) & (x < box[2] + reach) & (y > box[1] - reach) & (y < box[3] + reach)
    return int(hit.sum())


def apart(wanted: Sequence[tuple[float, float]], low: float) -> list[float]:
    """Find the middles of labels that stand above one another, as near as may be to where each is wanted.

    ``wanted`` are the middle and the height of each, in rising order; no label reaches below ``low``. Only
    labels that would overlap move, and those share the way.

    >>> apart([(1, 1), (4, 1)], 0), apart([(2, 1), (2, 1)], 0)
    ([1.0, 4.0], [1.5, 2.5])
    """
    clusters: list[list[int]] = []
    middles: list[float] = []

    def height(cluster: Sequence[int]) -> float:
        return sum(wanted[k][1] for k in cluster)

    def middle(cluster: Sequence[int]) -> float:
        """The middle of a stack of labels that leaves each as near to its place as all the others."""
        below, offs = 0.0, []
        for k in cluster:
            offs.append(wanted[k][0] - below - wanted[k][1] / 2)
            below += wanted[k][1]
        return max(sum(offs) / len(offs), low) + below / 2

    for i in range(len(wanted)):
        clusters.append([i])
        middles.append(middle([i]))
        while (
            len(clusters) > 1
            and middles[-1] - middles[-2] < (height(clusters[-1]) + height(clusters[-2])) / 2 - 1e-9
        ):
            last = clusters.pop()
            middles.pop()
            clusters[-1].extend(last)
            middles[-1] = middle(clusters[-1])
    out = [0.0] * len(wanted)
    for cluster, at in zip(clusters, middles, strict=True):
        start = at - height(cluster) / 2
        for k in cluster:
            out[k] = start + wanted[k][1] / 2
            start += wanted[k][1]
    return out
