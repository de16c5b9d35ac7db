"""Who works with whom: two columns of names joined by lines, so that every name can be read."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from . import style, words
from .charts import Chart, chart, describe, legend, wrap
from .display import Display, paragraph, refer, stack
from .language import mark, t

MARKS = "oD^vPXs"
MOST = 34  # lines of names in one figure: more would be too small on a printed page


def networks(
    edges: pd.DataFrame,
    *,
    left: str,
    right: str,
    title: str,
    noted: Callable[[pd.DataFrame], str],
    name: str,
    whole: str = "",
    **dress: Any,
) -> Display:
    """A :func:`network`, in several figures where one would be too tall for a page.

    ``noted`` gives the note of some of the links. Where there are several figures the finding, which is of
    all of them, leads them as a sentence; its footnote leads to ``whole``, the key of a table with all links.
    """
    parts = _parts(edges, left, right)
    if len(parts) == 1:
        return network(edges, left=left, right=right, title=title, note=noted(edges), name=name, **dress)
    return stack(
        paragraph(t("{finding}.", finding=words.capital(title) + (refer(whole) if whole else ""))),
        *(
            network(
                part,
                left=left,
                right=right,
                title=t(
                    "Part {n} of {parts}: {rights} in {lefts}",
                    n=n,
                    parts=len(parts),
                    rights=words.count(part[right].nunique(), "partner"),
                    lefts=words.count(part[left].nunique(), "initiative"),
                ),
                note=noted(part),
                name=name if n == 1 else f"{name} {n}",
                **dress,
            )
            for n, part in enumerate(parts, 1)
        ),
    )


def network(
    edges: pd.DataFrame,
    *,
    left: str,
    right: str,
    title: str,
    source: str,
    kinds: Mapping[str, str] | None = None,
    note: str = "",
    name: str = "",
) -> Chart:
    """Who works with whom: ``left`` (initiatives) and ``right`` (organisations) joined by lines.

    Two columns rather than a cloud, so that every name can be read. Lines take the colour of the
    organisation's kind (``kinds``: name → kind); marks grow with the number of links. Rows are ordered
    to keep lines short.
    """
    links = edges[[left, right]].drop_duplicates()
    lefts, rights = _orders(links, left, right)
    places_left, tall_left = _stack([wrap(t(n), 30) for n in lefts])
    places_right, tall_right = _stack([wrap(t(n), 24) for n in rights])
    tall = max(tall_left, tall_right, 2.0)
    y_left = {n: y * tall / tall_left for n, y in zip(lefts, places_left, strict=True)}
    y_right = {n: y * tall / tall_right for n, y in zip(rights, places_right, strict=True)}
    degrees = [links[left].value_counts(), links[right].value_counts()]
    of_kind = {n: (kinds or {}).get(n, mark("partner")) for n in rights}
    # Of all kinds, so that the figures of one network agree; the key names those that are here.
    every = looks((kinds or of_kind).values())
    look = {kind: every[kind] for kind in every if kind in of_kind.values()}

    def draw(figure: Figure) -> None:
        ax = figure.add_subplot()
        ax.set_axis_off()
        ease = (1 - np.cos(np.linspace(0, np.pi, 24))) / 2
        for a, b in links.itertuples(index=False):
            rise = y_left[a] + (y_right[b] - y_left[a]) * ease
            ax.plot(
                np.linspace(0, 1, 24),
                rise,
                color=look[of_kind[b]][0],
                linewidth=1.0,
                alpha=style.FAINT,
                zorder=1,
            )
        for n, y in y_left.items():
            ax.scatter(0, y, s=14 + 9 * degrees[0][n], color=style.SOFT, marker="s", zorder=2, clip_on=False)
            ax.annotate(wrap(t(n), 30), (0, y), (-8, 0), textcoords="offset points", ha="right", va="center")
        keys = []
        for kind, (colour, marker) in look.items():
            of = [n for n in rights if of_kind[n] == kind]
            sizes = [14 + 9 * degrees[1][n] for n in of]
            ax.scatter(
                [1] * len(of),
                [y_right[n] for n in of],
                s=sizes,
                color=colour,
                marker=marker,
                zorder=2,
                clip_on=False,
            )
            keys.append(
                Line2D([], [], color=colour, marker=marker, linestyle="", markersize=5, label=t(kind))
            )
        for n, y in y_right.items():
            ax.annotate(wrap(t(n), 24), (1, y), (8, 0), textcoords="offset points", ha="left", va="center")
        ax.set_ylim(tall, 0)
        ax.set_xlim(-0.04, 1.04)
        legend(figure, keys, handletextpad=0.2)

    alt = t(
        "Network of {initiatives} and {organisations}. Links per organisation: {figures}",
        initiatives=words.count(len(lefts), "initiative"),
        organisations=words.count(len(rights), "organisation"),
        figures=describe([t(n) for n in degrees[1].index], list(degrees[1]), limit=10),
    )
    return chart(
        draw,
        title=title,
        alt=alt,
        data=edges.reset_index(drop=True),
        source=source,
        note=note,
        name=name,
        height=1.1 + 0.165 * tall,
    )


def looks(kinds: Iterable[str]) -> dict[str, tuple[str, str]]:
    """Colour and mark of each kind, no two alike: 7 marks and 8 colours pair up 56 ways."""
    return {
        kind: (style.SERIES[i % len(style.SERIES)], MARKS[i % len(MARKS)])
        for i, kind in enumerate(dict.fromkeys(kinds))
    }


def _parts(edges: pd.DataFrame, left: str, right: str) -> list[pd.DataFrame]:
    """The links in parts of about equal height, none taller than ``MOST`` lines, near names together."""
    order, _ = _orders(edges[[left, right]].drop_duplicates(), left, right)
    middles, tall = _stack([wrap(t(n), 30) for n in order])
    count = max(1, math.ceil(tall / MOST))
    part = {n: min(count - 1, int(y * count / tall)) for n, y in zip(order, middles, strict=True)}
    return [edges[edges[left].map(part) == n] for n in range(count)]


def _stack(labels: Sequence[str]) -> tuple[list[float], float]:
    """Middles of labels of one or more lines set one below the other, and their whole height in lines."""
    lines = [label.count("\n") + 1.6 for label in labels]
    ends = np.cumsum(lines)
    return [float(e - n / 2) for e, n in zip(ends, lines, strict=True)], float(ends[-1])


def _orders(links: pd.DataFrame, left: str, right: str, rounds: int = 12) -> tuple[list[str], list[str]]:
    """Orders of both columns with few crossings: each name moves to the mean place of its partners."""
    lefts, rights = list(dict.fromkeys(links[left])), list(dict.fromkeys(links[right]))
    for _ in range(rounds):
        at = {n: i / max(len(lefts) - 1, 1) for i, n in enumerate(lefts)}
        mean = links[left].map(at).groupby(links[right]).mean()
        rights.sort(key=lambda n: (mean[n], n))
        at = {n: i / max(len(rights) - 1, 1) for i, n in enumerate(rights)}
        mean = links[right].map(at).groupby(links[left]).mean()
        lefts.sort(key=lambda n: (mean[n], n))
    return lefts, rights
