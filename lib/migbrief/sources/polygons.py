"""Lines and rings of outlines as arrays of points: simplify, cut, clip, join."""

import numpy as np
import numpy.typing as npt

from migbrief.datasets.outlines import Array, area


def simplify(line: Array, tolerance: float) -> npt.NDArray[np.bool_]:
    """Return which points of a line to keep, by Douglas and Peucker.

    A closed line is split at its far side, and a small one keeps its shape.
    """
    keep = np.zeros(len(line), dtype=bool)
    keep[[0, -1]] = True
    spans = [(0, len(line) - 1)]
    if len(line) > 3 and np.array_equal(line[0], line[-1]):
        reach = np.hypot(*(line - line[0]).T)
        far = int(np.argmax(reach))
        tolerance = min(tolerance, reach[far] / 10)
        keep[far] = True
        spans = [(0, far), (far, len(line) - 1)]
    while spans:
        first, last = spans.pop()
        if last - first < 2:
            continue
        base = line[last] - line[first]
        offset = line[first + 1 : last] - line[first]
        length = float(np.hypot(*base))
        gap = (
            np.abs(base[0] * offset[:, 1] - base[1] * offset[:, 0]) / length
            if length
            else np.hypot(offset[:, 0], offset[:, 1])
        )
        worst = int(np.argmax(gap))
        if gap[worst] > tolerance:
            middle = first + 1 + worst
            keep[middle] = True
            spans += [(first, middle), (middle, last)]
    return keep


def cut(ring: Array) -> list[Array]:
    """Cut a closed ring of degrees where it crosses the antimeridian, each piece within ±180."""
    ring = np.column_stack([np.unwrap(ring[:, 0], period=360), ring[:, 1]])
    middle = (ring[:, 0].min() + ring[:, 0].max()) / 2
    ring = ring - [360 * round(middle / 360), 0]
    if ring[:, 0].min() >= -180 and ring[:, 0].max() <= 180:
        return [ring]
    pieces = []
    for shift in (-360, 0, 360):
        piece = beside(beside(ring - [shift, 0], -180, 1), 180, -1)
        if len(piece) > 2:
            pieces.append(piece)
    return pieces


def merge(rings: list[Array]) -> list[Array]:
    """Join rings of the same orientation where they share edges."""
    edges = {
        (tuple(a), tuple(b)) for ring in rings for a, b in zip(ring, np.roll(ring, -1, axis=0), strict=True)
    }
    following: dict[tuple[float, ...], list[tuple[float, ...]]] = {}
    for start, end in sorted(edges):
        if (end, start) not in edges and start != end:
            following.setdefault(start, []).append(end)
    joined = []
    while following:
        path = [next(iter(following))]
        while path[-1] in following:
            ends = following[path[-1]]
            path.append(ends.pop())
            if not ends:
                del following[path[-2]]
        joined.append(np.array(path[:-1]))
    way = np.sign(area(rings[0]))
    return [ring for ring in joined if len(ring) > 2 and np.sign(area(ring)) == way]


def beside(ring: Array, edge: float, side: int, axis: int = 0) -> Array:
    """Return the part of a ring on one side of a meridian, or with ``axis`` 1 of a parallel.

    ``side`` is 1 for east or north of ``edge``, -1 for west or south (Sutherland and Hodgman's clipping).
    """
    kept: list[Array] = []
    for before, here in zip(np.roll(ring, 1, axis=0), ring, strict=True):
        was, now = (side * (point[axis] - edge) >= 0 for point in (before, here))
        if was != now:
            kept.append(before + (here - before) * (edge - before[axis]) / (here[axis] - before[axis]))
        if now:
            kept.append(here)
    return np.array(kept).reshape(-1, 2)


def within(point: tuple[float, float], ring: Array) -> bool:
    """Return whether a point is in a ring, by counting the edges to its right."""
    x, y = point
    x0, y0 = ring.T
    x1, y1 = np.roll(ring, -1, axis=0).T
    crosses = (y0 > y) != (y1 > y)
    with np.errstate(divide="ignore", invalid="ignore"):
        at = x0 + (y - y0) * (x1 - x0) / (y1 - y0)
    return bool(np.count_nonzero(crosses & (x < at)) % 2)
