"""A locator map: one country among its neighbours, in the window around them."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Patch
from matplotlib.path import Path

from . import countries, geometry, labels, maps, remarks, style, views, words
from .charts import Chart, chart, legend, legend_height, wrap
from .charts.fitting import EDGE
from .geometry import Array
from .language import mark, t
from .views import View


def draw(
    iso3: str,
    beside: Sequence[str],
    around: Sequence[str],
    *,
    title: str,
    source: str,
    group: str = "",
    note: str = "",
    name: str = "",
) -> Chart:
    """Where a country lies: the window around some countries, it and those ``beside`` it in colour.

    ``beside`` and ``around`` are iso3; ``group`` is what those beside are. The country is named on the map,
    and so are the others where there is room.
    """
    view = views.around([iso3, *around])
    colours = dict.fromkeys(beside, style.SEQUENTIAL[1]) | {iso3: style.SERIES[1]}

    keys = [Patch(facecolor=style.SERIES[1], label=countries.name(iso3))]
    if beside:
        keys.append(Patch(facecolor=style.SEQUENTIAL[1], label=group))

    def window(figure: Figure) -> None:
        ax = figure.add_subplot()
        maps.land(ax, colours, view)
        maps.outline(ax, [iso3], colours, view)
        _names(ax, [iso3, *beside], view)
        left, bottom, right, top = view.bounds  # a frame, for windows that are mostly sea
        edge = [(left, bottom), (right, bottom), (right, top), (left, top), (left, bottom)]
        ax.plot(*zip(*edge, strict=True), color=style.LINE, linewidth=1)
        legend(figure, keys, below=True, **maps.KEYS)

    named = [countries.name(code) for code in beside]
    table = pd.DataFrame(
        {
            "iso3": [iso3, *beside],
            "country": [countries.name(iso3), *named],
            "on the map as": [mark("the country"), *[group] * len(named)],
        }
    )
    alt = t("Map with {country} marked.", country=countries.name(iso3))
    if named:
        beside_it = t("Beside it {group}: {countries}.", group=group, countries=words.listing(named, 12))
        alt = f"{alt} {beside_it}"
    return chart(
        window,
        title=title,
        alt=alt,
        data=table,
        source=source,
        note=remarks.under_map(view, note),
        name=name,
        height=style.WIDTH / view.ratio + legend_height([str(k.get_label()) for k in keys], **maps.KEYS),
    )


def _names(ax: Axes, codes: Sequence[str], view: View) -> None:
    """Names on the map: within their country, beside a tiny one, else outside it on a leader.

    The first is named whatever it takes; the others by size, where there is room. Outside their country,
    names keep off land of another if they can, and off the names and dots that stand already.
    """
    left, bottom, right, top = view.bounds
    scale = (72 * style.WIDTH - 2 * EDGE) / (right - left)  # points a km
    frame = (0.0, 0.0, (right - left) * scale, (top - bottom) * scale)

    def points(of: Array) -> Array:
        return (np.asarray(of) - (left, bottom)) * scale

    rings = {code: points(_largest(view.shapes[code])) for code in codes if code in view.shapes}
    dots = {code: points(np.array([view.points[code]]))[0] for code in codes if code in view.points}
    land = [
        Path(points(np.asarray(shape.vertices, dtype=np.float64)), shape.codes)
        for shape in view.shapes.values()
    ]
    taken = [labels.around(*map(float, at)) for at in dots.values()]

    def write(code: str, text: str, at: tuple[float, float], spot: labels.Spot) -> None:
        taken.extend([spot.box, *spot.leader(*at)])
        place = (at[0] / scale + left, at[1] / scale + bottom)
        labels.write(ax, text, place, at, spot, fontweight="bold" if code == codes[0] else "normal")

    def reach(code: str) -> float:
        return float(np.ptp(rings[code][:, 0])) if code in rings and code not in dots else 0.0

    for code in [codes[0], *sorted(codes[1:], key=reach, reverse=True)]:
        first = code == codes[0]
        name = countries.name(code).split(" (")[0]
        size = labels.size_of(name, bold=first)
        if code in dots:
            at = (float(dots[code][0]), float(dots[code][1]))
            gap = labels.GAP
            crossed = others = [box for box in taken if box != labels.around(*at)]
        elif code in rings:
            home = rings[code]
            within = None
            for text in dict.fromkeys((name, wrap(name, 12), wrap(name, 9))):
                if within := _within(home, labels.size_of(text, bold=first), frame, taken):
                    write(code, text, (within.x, within.y), within)
                    break
            body = [(*home.min(axis=0), *home.max(axis=0))]
            crossed = list(taken)
            others = [*taken, *body]
            taken += body if first else []  # other names keep off the country itself
            if within or (not first and len(codes) > maps.FEW + 1):
                continue
            at = geometry.centre(home)
            gap = float(np.ptp(home, axis=0).max()) / 2 + 2
        else:
            continue
        found = [s for s in labels.spots(*at, size, gap) if labels.inside(s.box, frame)]
        if code not in dots:
            found = [s._replace(far=s.far or 1.0) for s in found]  # from inside the country, on a leader
        whole = [s for s in found if all(labels.free(step, crossed) for step in s.leader(*at))]
        found = whole or (found if first else [])
        if spot := _best(found, others, land, strict=not first):
            write(code, name, at, spot)


def _within(
    ring: Array, size: tuple[float, float], frame: labels.Box, taken: Sequence[labels.Box]
) -> labels.Spot | None:
    """A place for a name inside a country, as near to its middle as can be; None where it does not fit."""
    (west, south), (east, north) = ring.min(axis=0), ring.max(axis=0)
    wide, high = size[0], 0.8 * size[1]
    if wide > east - west or high > north - south:
        return None
    x, y = geometry.centre(ring)
    grid = np.array([(a, b) for a in np.linspace(west, east, 13) for b in np.linspace(south, north, 13)])
    tries = np.vstack([[(x, y)], grid[np.argsort(np.hypot(*(grid - (x, y)).T))]])
    edge = np.array([(a * wide / 2, b * high / 2) for a in (-1, -0.5, 0, 0.5, 1) for b in (-1, 0, 1)])
    held = Path(ring).contains_points((tries[:, None, :] + edge).reshape(-1, 2)).reshape(len(tries), -1)
    for a, b in tries[held.all(axis=1)]:
        box = (float(a) - wide / 2, float(b) - high / 2, float(a) + wide / 2, float(b) + high / 2)
        if labels.inside(box, frame) and labels.free(box, taken):
            return labels.Spot(box, float(a), float(b), "middle", 0.0)
    return None


def _best(
    found: Sequence[labels.Spot], taken: Sequence[labels.Box], land: Sequence[Path], *, strict: bool = False
) -> labels.Spot | None:
    """The first free spot at sea, or else that on the least land: none on land at all if ``strict``."""
    free = [spot for spot in found if labels.free(spot.box, taken)]
    if not free:
        return None
    shares = np.linspace(0.02, 0.98, 5)
    spread = np.array(
        [
            [(b[0] + s * (b[2] - b[0]), b[1] + h * (b[3] - b[1])) for s in shares for h in (0.1, 0.5, 0.9)]
            for b in (spot.box for spot in free)
        ]
    )
    every = spread.reshape(-1, 2)
    dry = np.zeros(len(every), dtype=bool)
    for shape in land:
        dry |= shape.contains_points(every)
    covers = dry.reshape(len(free), -1).sum(axis=1)
    best = int(np.argmin(covers))
    return None if strict and covers[best] else free[best]


def _largest(shape: Path) -> Array:
    rings = [np.asarray(r, dtype=np.float64) for r in shape.to_polygons(closed_only=False)]
    return max(rings, key=lambda r: abs(geometry.area(r)))
