"""Strip plots: every country a dot on a line, its group's median a bar, some countries marked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final, Unpack

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from migbrief.display import theme
from migbrief.display.csv import bare
from migbrief.display.html import remade
from migbrief.display.label_placement import name_points
from migbrief.text import words
from migbrief.text.i18n import t

from .base import Caption, Chart, axis_numbers, chart
from .labels import wrap_to

LINE: Final = 0.27  # of a strip's height, for each further line of its label


@remade
def strips(
    data: pd.DataFrame,
    *,
    labels: Mapping[str, str],
    own: str,
    alt: str,
    log: Sequence[str] = (),
    least: int = 3,
    behind: pd.DataFrame | None = None,
    **caption: Unpack[Caption],
) -> Chart:
    """Draw a strip an indicator, each on its own scale: dots, their median, and one country as a diamond.

    ``data`` has a row an indicator and country: ``indicator``, ``iso3``, ``value`` and whatever else the
    table behind the figure tells. ``labels`` gives the strips in order: indicator → what stands above it.
    ``own`` is the country of the diamond, which does not count for the median; of fewer than ``least``
    others there is none. ``behind`` is the table to show as data, where another shape is
    shorter. Indicators in ``log`` have a log scale where all their values are positive.

    >>> rows = pd.DataFrame({"indicator": "age", "iso3": ["KEN", "UGA"], "value": [20.0, 17.0]})
    >>> strips(rows, labels={"age": "Median age"}, own="KEN", title="T", alt="A", source="S", name="n").title
    'T'
    """
    drawn = bare(data)
    above = [wrap_to(text, 72 * theme.WIDTH - 30) for text in labels.values()]
    more = [LINE * text.count("\n") for text in above]
    rows = [i + sum(more[: i + 1]) for i in range(len(above))]

    def draw(figure: Figure) -> None:
        ax = figure.add_subplot()
        for at, text, key in zip(rows, above, labels, strict=True):
            of = drawn[drawn["indicator"] == key].set_index("iso3")["value"].astype(float)
            _strip(ax, at, text, of, own, least, log=key in log and float(of.min()) > 0)
        ax.set_ylim(rows[-1] + 0.6, -0.75)
        ax.set_xlim(-0.03, 1.03)
        ax.set_axis_off()

    return chart(
        draw,
        alt=alt,
        data=data if behind is None else behind,
        height=0.3 + 0.62 * (rows[-1] + 1),
        **caption,
    )


def _strip(ax: Axes, row: float, text: str, values: pd.Series, own: str, least: int, *, log: bool) -> None:
    """One indicator on a line from its lowest to its highest figure, drawn from 0 to 1."""
    low, high = float(values.min()), float(values.max())

    def at(value: float) -> float:
        if low == high:
            return 0.5
        return float(np.log(value / low) / np.log(high / low) if log else (value - low) / (high - low))

    ax.plot([0, 1], [row, row], color=theme.LINE, linewidth=0.8, zorder=1)
    others = values[values.index != own]
    ax.scatter(
        [at(v) for v in others], [row] * len(others), s=20, color=theme.SERIES[0], alpha=theme.FAINT, lw=0
    )
    if len(others) >= least:
        ax.plot([at(others.median())] * 2, [row - 0.17, row + 0.17], color=theme.SERIES[0], linewidth=1.8)
    if own in values.index:
        x = at(float(values[own]))
        ax.scatter(x, row, s=52, marker="D", color=theme.SERIES[1], edgecolors=theme.PAPER, zorder=3)
    ax.annotate(text, (0, row - 0.3), va="bottom")
    for value, x, side in ((low, 0, "left"), (high, 1, "right")) if low != high else ():
        ax.annotate(words.compact(value), (x, row + 0.27), ha=side, va="center", color=theme.SOFT)


@remade
def groups(
    data: pd.DataFrame,
    *,
    group: str,
    panel: str,
    label: str,
    titles: Mapping[str, str],
    axes: Mapping[str, str],
    axis: str,
    alt: str,
    highlight: Sequence[str] = (),
    **caption: Unpack[Caption],
) -> Chart:
    """Draw panels side by side on one scale, in each a row a group: a dot a country, the median upright.

    ``data`` has a row a panel and country, with ``value`` and the columns that ``group``, ``panel`` and
    ``label`` (the country's name) say. ``titles`` and ``axes`` give for each panel in order what stands above
    and below it, ``axis`` what stands below all. The countries named in ``highlight`` are diamonds with their
    names. Within its row a dot's height means nothing: it only keeps dots apart, and is always the same.

    >>> rates = pd.DataFrame({"year": "2025", "region": "Africa", "country": ["A", "B"], "value": [1, -2]})
    >>> given = {"group": "region", "panel": "year", "label": "country", "axis": "Rate"}
    >>> texts = {"titles": {"2025": "In 2025"}, "axes": {"2025": ""}, "title": "T", "alt": "A"}
    >>> groups(rates, **given, **texts, source="S", name="n").title
    'T'
    """
    drawn = bare(data)
    rows = sorted(drawn[group].unique())
    low, high = float(drawn["value"].min()), float(drawn["value"].max())

    def draw(figure: Figure) -> None:
        panels = figure.subplots(1, len(titles), sharey=True, sharex=True, squeeze=False)[0]
        panels[0].set_ylim(len(rows) - 0.5, -0.5)
        marked = []
        for ax, key in zip(panels, titles, strict=True):
            of = drawn[drawn[panel] == key].reset_index(drop=True)
            of = of.assign(height=_heights(of[group], rows))
            chosen = of[label].isin(list(highlight))
            _dots(ax, of[~chosen], of[chosen])
            for place, median in of.groupby(group)["value"].median().items():
                at = rows.index(place)
                ax.plot([median, median], [at - 0.38, at + 0.38], color=theme.INK, linewidth=1.6, zorder=3)
            ax.set_title(titles[key], fontsize=theme.FONT_SIZE, loc="left", color=theme.INK)
            ax.set_xlim(low - 2, high + 2)
            ax.set_xlabel(axes[key])
            marked.append((ax, of[chosen]))
        panels[0].set_yticks(range(len(rows)), [t(str(row)) for row in rows])
        figure.supxlabel(axis, fontsize=theme.FONT_SIZE, color=theme.SOFT)
        for ax, of in marked:
            name_points(ax, list(of["value"]), list(of["height"]), list(of[label]))

    return chart(
        draw,
        alt=alt,
        data=data,
        height=0.9 + 0.55 * len(rows),
        **caption,
    )


def _heights(group: pd.Series, rows: Sequence[str]) -> pd.Series:
    spread = np.random.default_rng(0).uniform(-0.3, 0.3, len(group))
    return group.map({row: i for i, row in enumerate(rows)}) + spread


def _dots(ax: Axes, others: pd.DataFrame, chosen: pd.DataFrame) -> None:
    colour = theme.SERIES[0]
    ax.scatter(others["value"], others["height"], s=11, color=colour, alpha=theme.FAINT, linewidths=0)
    ax.scatter(chosen["value"], chosen["height"], s=34, color=theme.SERIES[1], marker="D", zorder=4)
    ax.axvline(0, color=theme.SOFT, linewidth=0.7)
    ax.tick_params(axis="y", length=0)
    axis_numbers(ax.xaxis)
    ax.grid(axis="x")
