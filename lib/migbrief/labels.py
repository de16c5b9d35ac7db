"""Names beside points and lines, kept apart so that each can be read."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from . import style

LINE = 12.0  # points from one label to the next
LETTER = 5.6  # points a letter takes, about
GAP = 6.0  # points from a point to its name
FAR = 8  # lines a name may move at the most

Box = tuple[float, float, float, float]  # left, bottom, right, top, in points


def name_points(
    ax: Any,
    xs: Sequence[float],
    ys: Sequence[float],
    names: Sequence[str],
    clear: Sequence[tuple[float, float]] = (),
) -> None:
    """Write each name beside its point, as near as is free; a name that had to move gets a thin line to it.

    Names avoid one another, the points named and those in ``clear``. Call it when the points are drawn and
    the axes' limits are final.
    """
    if not len(names):
        return
    ax.figure.draw_without_rendering()
    scale = 72 / ax.figure.dpi
    frame = ax.get_window_extent()
    right_edge, top_edge, floor = (float(v) * scale for v in (frame.x1, frame.y1, frame.y0))
    places = ax.transData.transform(list(zip(xs, ys, strict=True))) * scale
    more = ax.transData.transform(list(clear)) * scale if len(clear) else []
    taken: list[Box] = [(float(x) - 3, float(y) - 3, float(x) + 3, float(y) + 3) for x, y in [*places, *more]]
    for i in sorted(range(len(names)), key=lambda n: -places[n][1]):
        x, y = float(places[i][0]), float(places[i][1])
        wide = len(names[i]) * LETTER
        others = [*taken[:i], *taken[i + 1 :]]

        def box(left: bool, up: float, x: float = x, y: float = y, wide: float = wide) -> Box:
            start = x - GAP - wide if left else x + GAP
            return start, y + up - LINE / 2 + 1, start + wide, y + up + LINE / 2 - 1

        sides = (True, False) if x + GAP + wide > right_edge + 20 else (False, True)
        tried = sorted(
            ((left, n * LINE / 2) for n in range(-2 * FAR, 2 * FAR + 1) for left in sides),
            key=lambda c: (abs(c[1]) + (LINE if c[0] != sides[0] else 0), c[1] > 0),
        )
        fits = [
            c
            for c in tried
            if floor <= y + c[1] <= top_edge + LINE / 2
            and (c[0] or x + GAP + wide <= right_edge + 20)
            and not any(_meet(box(*c), b) for b in others)
        ]
        left, up = fits[0] if fits else (sides[0], 0.0)
        taken.append(box(left, up))
        ax.annotate(
            names[i],
            (xs[i], ys[i]),
            (-GAP if left else GAP, up),
            textcoords="offset points",
            ha="right" if left else "left",
            va="center",
            color=style.INK,
            zorder=5,
            annotation_clip=False,
            arrowprops={"arrowstyle": "-", "color": style.SOFT, "lw": 0.6, "shrinkA": 0, "shrinkB": 3}
            if abs(up) > LINE / 2
            else None,
        )


def _meet(a: Box, b: Box) -> bool:
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]


def apart(wanted: Sequence[tuple[float, float]], low: float) -> list[float]:
    """Where labels go that stand above one another: as near as may be to where each is wanted.

    ``wanted`` are the middle and the height of each, in rising order; no label reaches below ``low``. Only
    labels that would overlap move, and those share the way.
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
