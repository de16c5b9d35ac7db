"""A locator map: one country among its neighbours, in the window around them."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Patch
from matplotlib.path import Path

from . import countries, geometry, maps, remarks, style, views, words
from .charts import Chart, chart, legend, legend_height
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
    and so are the largest of the others where there is room.
    """
    view = views.around([iso3, *around])
    colours = dict.fromkeys(beside, style.SEQUENTIAL[1]) | {iso3: style.SERIES[1]}

    keys = [Patch(facecolor=style.SERIES[1], label=countries.name(iso3))]
    if beside:
        keys.append(Patch(facecolor=style.SEQUENTIAL[1], label=group))

    def window(figure: Figure) -> None:
        ax = figure.add_subplot()
        maps.land(ax, colours, view)
        maps.outline(ax, [iso3], view)
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


def _names(ax: Axes, codes: Sequence[str], view: View, most: int = 14) -> None:
    """Names on the map, the first always, the others by size of their shape and only where they fit."""
    left, bottom, right, top = view.bounds
    line = (right - left) / 28  # about the height of a line of text
    boxes: list[tuple[float, float, float, float]] = []

    def size(code: str) -> float:
        return float(np.ptp(_largest(view.shapes[code])[:, 0])) if code in view.shapes else 0.0

    for code in [codes[0], *sorted(codes[1:], key=size, reverse=True)[:most]]:
        text = countries.name(code).split(" (")[0]
        wide = (0.64 if code == codes[0] else 0.56) * line * len(text)  # the first is bold
        if code in view.points or code not in view.shapes:
            if code not in view.points:
                continue
            x, y = view.points[code]
            y += line
        else:
            x, y = _middle(view.shapes[code])
            if size(code) < 0.7 * wide:
                if code != codes[0]:
                    continue
                heights = _largest(view.shapes[code])[:, 1]
                y = float(heights.max()) + 0.7 * line  # above, not across it
                if y + line > top:
                    y = float(heights.min()) - 0.7 * line
        box = (x - wide / 2, y - line / 2, x + wide / 2, y + line / 2)
        if code == codes[0]:  # its name must stay on the map
            shift = max(left - box[0], 0) + min(right - box[2], 0)
            x, box = x + shift, (box[0] + shift, box[1], box[2] + shift, box[3])
        elif box[0] < left or box[2] > right or box[1] < bottom or box[3] > top:
            continue
        if any(box[0] < b[2] and b[0] < box[2] and box[1] < b[3] and b[1] < box[3] for b in boxes):
            continue
        boxes.append(box)
        if code == codes[0] and code in view.shapes:  # other names keep off the country itself
            ring = _largest(view.shapes[code])
            (west, south), (east, north) = ring.min(axis=0), ring.max(axis=0)
            boxes.append((float(west), float(south), float(east), float(north)))
        weight = "bold" if code == codes[0] else "normal"
        ax.annotate(text, (x, y), ha="center", va="center", color=style.INK, fontweight=weight, zorder=6)


def _middle(shape: Path) -> tuple[float, float]:
    """The centre of the largest ring of a shape."""
    return geometry.centre(_largest(shape))


def _largest(shape: Path) -> Array:
    rings = [np.asarray(r, dtype=np.float64) for r in shape.to_polygons(closed_only=False)]
    return max(rings, key=lambda r: abs(geometry.area(r)))
