"""Names beside points, kept apart so that each can be read."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from . import style

LINE = 12.0  # points from one label to the next
LETTER = 5.6  # points a letter takes, about


def name_points(ax: Any, xs: Sequence[float], ys: Sequence[float], names: Sequence[str]) -> None:
    """Write each name beside its point; where two would overlap the lower one moves down.

    Call it when the points are drawn and the axes' limits are final.
    """
    ax.figure.draw_without_rendering()
    scale = 72 / ax.figure.dpi
    right_edge = float(ax.get_window_extent().x1) * scale
    places = ax.transData.transform(list(zip(xs, ys, strict=True))) * scale
    taken: list[tuple[float, float, float]] = []
    for i in sorted(range(len(names)), key=lambda n: -places[n][1]):
        x, y = float(places[i][0]), float(places[i][1])
        wide = len(names[i]) * LETTER
        left = x + 6 + wide > right_edge + 20
        start = x - 6 - wide if left else x + 6
        low = y
        for a, b, at in sorted(taken, key=lambda t: -t[2]):
            if a < start + wide and start < b and abs(at - low) < LINE:
                low = at - LINE
        taken.append((start, start + wide, low))
        ax.annotate(
            names[i],
            (xs[i], ys[i]),
            (-6 if left else 6, low - y),
            textcoords="offset points",
            ha="right" if left else "left",
            va="center",
            color=style.INK,
            zorder=5,
            annotation_clip=False,
        )
