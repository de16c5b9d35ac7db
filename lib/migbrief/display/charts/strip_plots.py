"""Strip plots: every country a dot on a line, its group's median a bar, some countries marked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final, Unpack

import numpy as np
import pandas as pd

from migbrief.display import theme
from migbrief.display.csv import bare
from migbrief.display.html import remade
from migbrief.display.label_placement import name_points
from migbrief.text import words
from migbrief.text.i18n import t

from .base import Caption, Chart, chart
from .drawing import Drawing
from .labels import wrap_to
from .panel import Panel

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

    def draw(drawing: Drawing) -> None:
        panel = drawing.panel()
        for at, text, key in zip(rows, above, labels, strict=True):
            of = drawn[drawn["indicator"] == key].set_index("iso3")["value"].astype(float)
            _strip(panel, at, text, of, own, least, log=key in log and float(of.min()) > 0)
        panel.y.limits = rows[-1] + 0.6, -0.75
        panel.x.limits = -0.03, 1.03
        for axis in (panel.x, panel.y):
            axis.named([], [])
            axis.line = False

    return chart(
        draw,
        alt=alt,
        data=data if behind is None else behind,
        height=0.3 + 0.62 * (rows[-1] + 1),
        **caption,
    )


def _strip(
    panel: Panel, row: float, text: str, values: pd.Series, own: str, least: int, *, log: bool
) -> None:
    """One indicator on a line from its lowest to its highest figure, drawn from 0 to 1."""
    low, high = float(values.min()), float(values.max())

    def at(value: float) -> float:
        if low == high:
            return 0.5
        return float(np.log(value / low) / np.log(high / low) if log else (value - low) / (high - low))

    panel.line([0, 1], [row, row], theme.LINE, width=0.8)
    others = values[values.index != own]
    panel.dots([at(v) for v in others], [row] * len(others), theme.SERIES[0], size=4.5, alpha=theme.FAINT)
    if len(others) >= least:
        panel.line([at(others.median())] * 2, [row - 0.17, row + 0.17], theme.SERIES[0])
    if own in values.index:
        panel.dots([at(float(values[own]))], [row], theme.SERIES[1], size=7.2, marker="D", edge=theme.PAPER)
    panel.text(text, 0, row - 0.3, stand="bottom")
    for value, x, side in ((low, 0, "left"), (high, 1, "right")) if low != high else ():
        panel.text(words.compact(value), x, row + 0.27, align=side, colour=theme.SOFT)


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

    def draw(drawing: Drawing) -> None:
        marked = []
        for i, key in enumerate(titles):
            part = drawing.panel(0, i)
            of = drawn[drawn[panel] == key].reset_index(drop=True)
            of = of.assign(height=_heights(of[group], rows))
            chosen = of[label].isin(list(highlight))
            _dots(part, of[~chosen], of[chosen])
            for place, median in of.groupby(group)["value"].median().items():
                at = rows.index(place)
                part.line([median, median], [at - 0.38, at + 0.38], theme.INK, width=1.6)
            part.title, part.x.name = titles[key], axes[key]
            part.x.limits, part.y.limits = (low - 2, high + 2), (len(rows) - 0.5, -0.5)
            part.y.named(range(len(rows)), [t(str(row)) if not i else "" for row in rows])
            marked.append((part, of[chosen]))
        drawing.name = axis
        drawing.arrange()
        for part, of in marked:
            name_points(part, list(of["value"]), list(of["height"]), list(of[label]))

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


def _dots(panel: Panel, others: pd.DataFrame, chosen: pd.DataFrame) -> None:
    panel.dots(others["value"], others["height"], theme.SERIES[0], size=3.3, alpha=theme.FAINT)
    panel.dots(chosen["value"], chosen["height"], theme.SERIES[1], size=5.8, marker="D")
    panel.rule(x=0)
    panel.x.grid = True
