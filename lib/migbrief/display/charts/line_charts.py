"""Lines over years."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple, Unpack

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from migbrief.display import theme
from migbrief.display.csv import bare
from migbrief.display.html import remade
from migbrief.display.label_placement import LETTER, apart
from migbrief.text import words
from migbrief.text.i18n import t
from migbrief.text.value import Year

from .base import Caption, Chart, axis_numbers, chart
from .labels import wrap


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
    cited: bool = False,
    joined: bool = True,
    height: float = 3.1,
    more: pd.DataFrame | None = None,
    log: bool = False,
    **caption: Unpack[Caption],
) -> Chart:
    """Draw a line a column over the years of the index, each labelled at its right end.

    Values are in ``unit`` (numbers or :class:`Value`); missing points break the line, and where points are
    few each has a marker. Points that are no yearly series are not ``joined``. ``height`` is in inches.
    From the year ``mark`` on, where a rule stands with ``mark_label``, lines are dashed: what is projected.
    With ``cited`` footnotes can lead to a row of the data by the figure's name and year. ``more`` are columns
    that stand in the data beside those drawn. ``log`` is for lines of very different size, all above zero.

    >>> data = pd.DataFrame({"Kenya": [6.1, 57.5]}, index=[1950, 2025])
    >>> lines(data, title="Kenya grew", source="A survey", axis="Million people", name="n").alt
    'Line chart, Million people. Kenya: 6.1 in 1950, 57.5 in 2025.'
    """
    behind, data = data if more is None else data.join(more), bare(data)

    def draw(figure: Figure) -> None:
        ax = figure.add_subplot()
        ends = _draw(ax, data, mark, joined=joined)
        if mark is not None:
            _upright(ax, mark, mark_label)
        if float(data.min(numeric_only=True).min() or 0) >= 0:
            ax.set_ylim(bottom=0)
        low, up = ax.get_ylim()
        if low < 0 < up:
            ax.axhline(0, color=theme.SOFT, linewidth=0.7)
        if mark_label:  # room above the lines for the words
            up += (up - low) * 0.1
            ax.set_ylim(top=up)
        if len(data.columns) > 1:
            _name_ends(ax, ends)
        ax.set_ylabel(axis)
        ax.set_xlabel(t("Year"))
        axis_numbers(ax.yaxis)
        ax.xaxis.set_major_locator(MaxNLocator(nbins=7, integer=True, steps=[1, 2, 2.5, 5, 10]))
        ax.grid(axis="y")

    return chart(
        draw,
        alt=t("Line chart, {axis}. {figures}.", axis=axis, figures=_ends(data, unit)),
        data=behind.rename_axis(data.index.name or "year").reset_index(),
        height=height,
        cited=cited,
        log="y" if log else "",
        **caption,
    )


def _ends(data: pd.DataFrame, unit: str) -> str:
    """The first and the last figure of each line in words."""
    spoken = []
    for column in data.columns:
        kept = data[column].dropna()
        if len(kept):
            spoken.append(
                t(
                    "{name}: {first} in {start}, {last} in {end}",
                    name=t(str(column)),
                    first=words.quantity(kept.iloc[0], unit),
                    start=Year(kept.index[0]),
                    last=words.quantity(kept.iloc[-1], unit),
                    end=Year(kept.index[-1]),
                )
            )
    return words.series(spoken)


def _draw(ax: Axes, data: pd.DataFrame, mark: float | None, *, joined: bool) -> list[End]:
    """Draw the lines, and return where each ends."""
    ends = []
    for i, column in enumerate(data.columns):
        colour = theme.SERIES[i % len(theme.SERIES)]
        marker = "osD^vPX*"[i % 8] if len(data) <= 12 or not joined else ""
        for part, dashes in _parts(data[column], mark):
            dashes = dashes if joined else ""
            ax.plot(part.index, part, color=colour, marker=marker, markersize=4, linestyle=dashes)
        alone = data[column][_alone(data[column])]
        if len(alone) and not marker:
            ax.plot(alone.index, alone, color=colour, marker="o", markersize=3, linestyle="")
        last = data[column].dropna()
        if len(last):
            ends.append(End(float(last.iloc[-1]), float(last.index[-1]), wrap(t(str(column)), 20), colour))
    return ends


def _alone(line: pd.Series) -> pd.Series:
    """Which points have no neighbour, so that no line shows them."""
    known = line.notna()
    return known & ~known.shift(fill_value=False) & ~known.shift(-1, fill_value=False)


def _parts(line: pd.Series, mark: float | None) -> list[tuple[pd.Series, Any]]:
    """A line as it is up to a mark, and dashed after the last point before it: what is projected."""
    if mark is None:
        return [(line, "-")]
    known = line[line.index <= mark]
    return [(known, "-"), (line[line.index >= known.index[-1]] if len(known) else line, (0, (3, 1.5)))]


def _name_ends(ax: Axes, ends: Sequence[End]) -> None:
    """Names at the ends of lines: those that would overlap push one another."""
    low, up = ax.get_ylim()
    left, right = ax.get_xlim()
    line = (up - low) * 0.07
    letter = (right - left) * LETTER / (0.7 * 72 * theme.WIDTH)  # as axes are about so wide
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
            ax.annotate(
                end.name,
                (end.x, at),
                (6, 0),
                textcoords="offset points",
                va="center",
                color=end.colour,
                annotation_clip=False,
            )


def _upright(ax: Axes, at: float, label: str) -> None:
    """A dashed upright line with what it stands for, at its top."""
    ax.axvline(at, color=theme.SOFT, linewidth=0.8, linestyle=(0, (4, 3)))
    ax.annotate(
        label,
        (at, 1),
        (3, -2),
        xycoords=("data", "axes fraction"),
        textcoords="offset points",
        ha="left",
        va="top",
        color=theme.SOFT,
    )
