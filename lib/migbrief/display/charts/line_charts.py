"""Line charts over years."""

from collections.abc import Sequence
from typing import Final, NamedTuple, Unpack

import numpy as np
import pandas as pd

from migbrief.display import theme
from migbrief.display.csv import bare
from migbrief.display.html import remade
from migbrief.text import words
from migbrief.text.i18n import t
from migbrief.text.value import Year

from .base import Caption, Chart, chart
from .drawing import Drawing
from .labels import LINE_PITCH, wrap
from .marks import cells
from .panel import DASHED, Panel, whole_numbers

NEAR: Final = 2  # years by which lines may end before others and be named with them
LETTER: Final = 5.9  # approximate width of a letter in points


class End(NamedTuple):
    """The last point of a line, its name and its colour."""

    y: float
    x: float
    name: str
    colour: str


@remade
def lines(
    data: pd.DataFrame,
    *,
    axis: str,
    unit: str = "",
    mark: float | None = None,
    mark_label: str = "",
    joined: bool = True,
    height: float = 3.1,
    more: pd.DataFrame | None = None,
    log: bool = False,
    **caption: Unpack[Caption],
) -> Chart:
    """Draw a line a column over the years of the index, each labelled at its right end.

    Values are in ``unit`` (numbers or :class:`Value`); missing points break the line, and points get markers
    if there are few. Points that are no yearly series are not ``joined``. ``height`` is in inches. From the
    year ``mark`` on, where a rule has the label ``mark_label``, lines are dashed as projected. ``more`` are
    further columns of the data that are not drawn. ``log`` suits lines of very different size, all above
    zero.

    >>> data = pd.DataFrame({"Kenya": [6.1, 57.5]}, index=[1950, 2025])
    >>> lines(data, title="Kenya grew", source="A survey", axis="Million people", name="n").alt
    'Line chart, Million people. Kenya: 6.1 in 1950, 57.5 in 2025.'
    """
    behind, data = data if more is None else data.join(more), bare(data)

    def draw(drawing: Drawing) -> None:
        panel = drawing.panel()
        ends = _draw(panel, data, mark, column=(caption.get("listed_in") or ("", 1))[1], joined=joined)
        low, up = panel.y.fix_limits()
        low = 0.0 if float(data.min(numeric_only=True).min() or 0) >= 0 else low
        panel.y.limits = low, up + (up - low) * (0.1 if mark_label else 0)  # room for the label
        panel.x.fix_limits(0.03)
        if len(data.index.unique()) == 1:
            panel.x.limits = data.index[0] - 1.0, data.index[0] + 1.0
        if mark is not None:
            panel.rule(x=mark, width=0.8, dashes=DASHED)
            panel.text(mark_label, mark, 1, dx=3, dy=-2, stand="top", colour=theme.SOFT, of="y")
        if low < 0 < up:
            panel.rule(y=0)
        if len(data.columns) > 1:
            _name_ends(panel, ends, drawing.height)
        panel.y.name, panel.y.grid, panel.x.name = axis, True, t("Year")
        panel.x.numbers(_years, lambda at: [f"{year:g}" for year in at])

    return chart(
        draw,
        alt=t("Line chart, {axis}. {figures}.", axis=axis, figures=_ends(data, unit)),
        data=behind.rename_axis(data.index.name or "year").reset_index(),
        height=height,
        log="y" if log else "",
        **caption,
    )


def _years(low: float, high: float, most: int) -> list[float]:
    return whole_numbers(low, high, most + 1)  # years are short


def _ends(data: pd.DataFrame, unit: str) -> str:
    """Describe the first and the last figure of each line."""
    sentences = []
    for column in data.columns:
        known = data[column].dropna()
        if len(known):
            given: dict[str, object] = {
                "name": t(str(column)),
                "last": words.quantity(known.iloc[-1], unit),
                "end": Year(known.index[-1]),
            }
            first, start = words.quantity(known.iloc[0], unit), Year(known.index[0])
            sentences.append(
                t("{name}: {first} in {start}, {last} in {end}", **given, first=first, start=start)
                if len(known) > 1
                else t("{name}: {last} in {end}", **given)
            )
    return words.series(sentences)


def _draw(panel: Panel, data: pd.DataFrame, mark: float | None, *, column: int, joined: bool) -> list[End]:
    """Draw the lines, which begin at a ``column`` of the table, and return the end of each."""
    ends = []
    for i, name in enumerate(data.columns):
        colour = theme.SERIES[i % len(theme.SERIES)]
        marker = "osD^vPX*"[i % 8] if len(data) <= 12 or not joined else ""
        for part, dashes in _parts(data[name], mark):
            shown_cells = cells(column + i, np.flatnonzero(data.index.isin(part.index[part.notna()])))
            panel.line(part.index, part, colour, marker=marker, dashes=dashes, joined=joined, of=shown_cells)
        alone = data[name][_alone(data[name])]
        if len(alone) and not marker:
            panel.dots(alone.index, alone, colour, size=4.5)
        last = data[name].dropna()
        if len(last):
            ends.append(End(float(last.iloc[-1]), float(last.index[-1]), wrap(t(str(name)), 20), colour))
    return ends


def _alone(line: pd.Series) -> pd.Series:
    """Return which points have no neighbour, so that no line shows them."""
    known = line.notna()
    return known & ~known.shift(fill_value=False) & ~known.shift(-1, fill_value=False)


def _parts(line: pd.Series, mark: float | None) -> list[tuple[pd.Series, tuple[float, ...]]]:
    """Return a line up to ``mark`` as solid, and from the last point before it on as dashed (projected)."""
    if mark is None:
        return [(line, ())]
    known = line[line.index <= mark]
    return [(known, ()), (line[line.index >= known.index[-1]] if len(known) else line, (3, 1.5))]


def _name_ends(panel: Panel, ends: Sequence[End], height: float) -> None:
    """Write names at the ends of lines, moved apart if they would overlap; ``height`` in points."""
    (low, up), (left, right) = panel.y.fix_limits(), panel.x.fix_limits()
    line = (up - low) * LINE_PITCH / (height - 3 * LINE_PITCH)  # less room for years and axis name
    letter = (right - left) * LETTER / (0.7 * 72 * theme.WIDTH)  # approximate width of axes
    columns: list[list[End]] = []
    for end in sorted(ends, key=lambda e: e.x):
        before = columns[-1] if columns else []
        if before and end.x <= max(e.x + letter * max(map(len, e.name.split("\n"))) for e in before):
            before.append(end)
        else:
            columns.append([end])
    for column in columns:
        column.sort()
        places = apart([(e.y, line * (e.name.count("\n") + 1)) for e in column], low - line / 2)
        for end, at in zip(column, places, strict=True):
            beside = max(e.x for e in column if e.x - end.x <= NEAR)  # not on the end of a longer line
            panel.text(end.name, beside, at, dx=6, colour=end.colour)


def apart(wanted: Sequence[tuple[float, float]], low: float) -> list[float]:
    """Find the middles of stacked labels, as close as possible to where each is wanted.

    ``wanted`` are the middle and the height of each, in rising order; no label goes below ``low``. Only
    labels that would overlap are moved, by equal amounts.

    >>> apart([(1, 1), (4, 1)], 0), apart([(2, 1), (2, 1)], 0)
    ([1.0, 4.0], [1.5, 2.5])
    """
    clusters: list[list[int]] = []
    middles: list[float] = []

    def height(cluster: Sequence[int]) -> float:
        return sum(wanted[k][1] for k in cluster)

    def middle(cluster: Sequence[int]) -> float:
        """Return the middle of a stack of labels that minimises their distances."""
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
