"""The part of the world that a map shows: all of it, or a window around some countries.

A window around countries on both sides of the 180th meridian is drawn on a map centred there, so that the
Pacific is not split.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

import numpy as np
from matplotlib.path import Path

from migbrief.datasets import outlines as geometry
from migbrief.datasets.outlines import Array

WORLD_STEPS: Final = 320  # for the world, where small shapes are dots anyway
STEPS: Final = 440  # across a window: finer than a page can show, coarse enough to be light
WIDEST: Final = 2.3  # width of a window relative to its height, and
NARROWEST: Final = 1.45
SMALLEST: Final = 1_600.0  # km across: closer, outlines look coarse and neighbours cannot be identified
MARGIN: Final = 0.08  # of the window's size, on each side
_MAIN_PART: Final = 0.15  # parts smaller than this share of a country's largest may fall outside a window
PASSES: Final = 6  # passes that remove points from outlines
_WORLD_SHARE: Final = 0.75  # a window wider than this share of the map is the whole map

Bounds = tuple[float, float, float, float]  # left, bottom, right, top in map km


@dataclass(frozen=True)
class View:
    """Shapes by ISO3 (or name, for areas without a code), points of tiny countries, and the bounds in km."""

    shapes: dict[str, Path]
    points: dict[str, tuple[float, float]]
    bounds: Bounds

    @property
    def ratio(self) -> float:
        """Width divided by height."""
        left, bottom, right, top = self.bounds
        return (right - left) / (top - bottom)


@lru_cache(maxsize=2)
def world(steps: int = WORLD_STEPS) -> View:
    """Return the view of all land but Antarctica; a wide map needs more ``steps`` across.

    >>> world().ratio > 2
    True
    """
    return View(_drawn(geometry.BOUNDS, steps), geometry.dots(), geometry.BOUNDS)


def around(codes: Sequence[str]) -> View:
    """Return the view around the main parts of countries (iso3), or the world if they span it.

    With no countries, or none on the map, it is the world.

    >>> round(around(["KEN", "UGA"]).ratio, 2)
    1.45
    """
    return _around(tuple(sorted(set(codes))))


@lru_cache(maxsize=8)
def _around(codes: tuple[str, ...]) -> View:
    full = geometry.BOUNDS[2] - geometry.BOUNDS[0]
    points, turned = geometry.dots(), False
    box = _box(codes)
    if box is None:
        return world()
    if box[2] - box[0] > full / 2:
        other = _box(codes, turned=True)
        if other is not None and other[2] - other[0] < 0.8 * (box[2] - box[0]):
            points, box, turned = _pacific()[1], other, True
    if box[2] - box[0] > full * _WORLD_SHARE:
        return world()
    bounds = left, bottom, right, top = _padded(box)
    inside = {k: (x, y) for k, (x, y) in points.items() if left < x < right and bottom < y < top}
    return View(_drawn(bounds, STEPS, turned), inside, bounds)


def _box(codes: Sequence[str], turned: bool = False) -> Bounds | None:
    """Return the bounds of the main parts of countries; None if none is on the map."""
    boxes = [box for code in codes if (box := _extent(code, turned))]
    if not boxes:
        return None
    left, bottom, right, top = zip(*boxes, strict=True)
    return min(left), min(bottom), max(right), max(top)


@lru_cache(maxsize=512)
def _extent(code: str, turned: bool) -> Bounds | None:
    """Return the bounds of a country's main parts, or of its point; None if it is not on the map."""
    outlines, points = _pacific() if turned else (geometry.outlines(), geometry.dots())
    if code in points:
        return (*points[code], *points[code])
    if code not in outlines:
        return None
    outer = [part[0] for part in outlines[code]]
    areas = [geometry.area(ring) for ring in outer]
    least = _MAIN_PART * max(areas)
    every = np.vstack([ring for ring, area in zip(outer, areas, strict=True) if area >= least])
    (left, bottom), (right, top) = every.min(axis=0), every.max(axis=0)
    return float(left), float(bottom), float(right), float(top)


def stretching(codes: Sequence[str]) -> str:
    """Return the country without which a window around all would be less than half as wide; blank if none.

    >>> stretching(["POL", "ROU", "RUS", "UKR"]), stretching(["KEN", "TZA", "UGA"])
    ('RUS', '')
    """
    boxes = {code: box for code in codes if (box := _extent(code, turned=False))}

    def width(without: str = "") -> float:
        kept = [box for code, box in boxes.items() if code != without]
        return max(box[2] for box in kept) - min(box[0] for box in kept)

    return next((c for c in boxes if len(boxes) > 2 and width(c) < width() / 2), "")


def _padded(box: Bounds) -> Bounds:
    """Return the box with margins, at least ``SMALLEST`` across and in a shape that fits a page."""
    left, bottom, right, top = box
    grown = 1 + 2 * MARGIN
    width, height = max((right - left) * grown, SMALLEST), max((top - bottom) * grown, SMALLEST / WIDEST)
    width, height = max(width, height * NARROWEST), max(height, width / WIDEST)
    x, y = (left + right) / 2, (bottom + top) / 2
    return x - width / 2, y - height / 2, x + width / 2, y + height / 2


@lru_cache(maxsize=2)
def _rings(turned: bool) -> tuple[list[tuple[str, Array]], Array, Array]:
    """Return all rings with their ISO3, and their lowest and highest coordinates."""
    outlines = _pacific()[0] if turned else geometry.outlines()
    flat = [(key, ring) for key, parts in outlines.items() for part in parts for ring in part]
    points = np.vstack([ring for _, ring in flat])
    starts = np.cumsum([0, *(len(ring) for _, ring in flat[:-1])])
    return flat, np.minimum.reduceat(points, starts), np.maximum.reduceat(points, starts)


def _drawn(bounds: Bounds, steps: int, turned: bool = False) -> dict[str, Path]:
    """Return one compound path by ISO3 in map km, holes included, thinned to what a page can show."""
    left, bottom, right, top = bounds
    step = (right - left) / steps
    flat, low, high = _rings(turned)
    seen = (high > (left, bottom)).all(axis=1) & (low < (right, top)).all(axis=1)
    within: Any = (low > (left, bottom)).all(axis=1) & (high < (right, top)).all(axis=1)
    rings: dict[str, list[Path]] = {}
    for i in np.flatnonzero(seen & ((high - low).max(axis=1) > step)):
        key, ring = flat[i]
        thinned = _thin(ring if within[i] else _cut(ring, bounds), step)
        if len(thinned) > 4:
            rings.setdefault(key, []).append(Path(thinned, closed=True))
    return {key: Path.make_compound_path(*parts) for key, parts in rings.items()}


def _cut(ring: Array, bounds: Bounds) -> Array:
    """Clip a ring to the bounds by Sutherland and Hodgman's method: along each side in turn."""
    left, bottom, right, top = bounds
    for axis, limit, sign in ((0, left, 1), (0, right, -1), (1, bottom, 1), (1, top, -1)):
        inside = sign * (ring[:, axis] - limit) >= 0
        if inside.all():
            continue
        if not inside.any():
            return ring[:0]
        following, next_inside = np.roll(ring, -1, axis=0), np.roll(inside, -1)
        kept: list[Array] = []
        for here, there, now, then in zip(ring, following, inside, next_inside, strict=True):
            if now:
                kept.append(here)
            if now != then:
                kept.append(here + (there - here) * (limit - here[axis]) / (there[axis] - here[axis]))
        ring = np.array(kept)
    return ring


def _thin(ring: Array, step: float) -> Array:
    """Return a closed ring on a fine grid, without points that stand out by less than a part of a ``step``.

    By Visvalingam's method: points whose triangle with their neighbours is small are removed, smallest first.
    """
    fine = step / 3
    points = np.round(ring / fine) * fine
    for _ in range(PASSES):
        ring = np.concatenate([points[-1:], points, points[:1]])  # np.roll takes three times as long
        before, after = ring[:-2] - points, ring[2:] - points
        size = np.abs(before[:, 0] * after[:, 1] - before[:, 1] * after[:, 0])
        around = np.concatenate([size[-1:], size, size[:1]])
        least = (size <= around[:-2]) & (size < around[2:]) & (size < step * step / 2)
        kept = points[~(least | (size == 0))]
        if len(kept) < 4 or len(kept) == len(points):
            break
        points = kept
    return np.vstack([points, points[:1]])


@lru_cache(maxsize=1)
def _pacific() -> tuple[dict[str, list[list[Array]]], dict[str, tuple[float, float]]]:
    """Return outlines and points centred on the 180th meridian, without the rings split at Greenwich."""
    wide = (geometry.BOUNDS[2] - geometry.BOUNDS[0]) / 2

    def moved(points: Array) -> Array:
        longitude, latitude = geometry.unproject(points)
        return geometry.project(np.where(longitude > 0, longitude - 180, longitude + 180), latitude)

    # All at once: ring by ring takes ten times as long.
    rings = [
        (key, i, ring)
        for key, parts in geometry.outlines().items()
        for i, part in enumerate(parts)
        for ring in part
    ]
    everywhere = moved(np.vstack([ring for _, _, ring in rings]))
    outlines: dict[str, dict[int, list[Array]]] = {}
    torn: set[tuple[str, int]] = set()
    for (key, part, _), ring in zip(
        rings, np.split(everywhere, np.cumsum([len(r) for *_, r in rings])[:-1]), strict=True
    ):
        of = outlines.setdefault(key, {})
        if float(np.ptp(ring[:, 0])) >= wide:
            torn |= {(key, part)} if part not in of else set()  # its outer ring, and so all of it
        elif (key, part) not in torn:
            of.setdefault(part, []).append(ring)
    places = geometry.dots()
    points = moved(np.array(list(places.values())))
    kept = {key: list(parts.values()) for key, parts in outlines.items() if parts}
    return kept, {key: (float(x), float(y)) for key, (x, y) in zip(places, points, strict=True)}


def path_data(shape: Path, left: float, top: float, scale: float) -> str:
    """Return an outline as SVG path data in whole units of ``scale`` kilometres, in relative steps.

    >>> triangle = Path([(0, 0), (2, 0), (0, 2), (0, 0)], closed=True)
    >>> path_data(triangle, left=0, top=2, scale=1)
    'M0 2l2 0-2-2z'
    """
    out: list[str] = []
    at = np.zeros(2, dtype=int)
    codes: Any = shape.codes if shape.codes is not None else []
    points = np.round((np.asarray(shape.vertices) - [left, top]) / [scale, -scale]).astype(int)
    for point, command in zip(points, codes, strict=False):
        if command == Path.MOVETO:
            out.append(f"M{point[0]} {point[1]}l")
        elif command == Path.CLOSEPOLY:
            out.append("z")
            continue
        elif (step := point - at).any():
            out.append(f"{step[0]} {step[1]} ")
        at = point
    return "".join(out).replace(" z", "z").replace("lz", "z").replace(" -", "-")
