"""Lines over years, and points of two figures."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import FuncFormatter, MaxNLocator

from .. import style, words
from ..labels import LETTER, apart, name_points
from ..language import mark as marked
from ..language import t
from .base import Chart, axis_numbers, chart
from .fitting import wrap


def lines(
    data: pd.DataFrame,
    *,
    title: str,
    source: str,
    axis: str,
    unit: str = "",
    x_axis: str = marked("Year"),
    note: str = "",
    name: str = "",
    band: tuple[str, str] | None = None,
    zero: bool = True,
    mark: float | None = None,
    mark_label: str = "",
    per: int = 1,
    rows: bool = False,
) -> Chart:
    """Lines over the index (a year), one a column, labelled at their right end.

    With ``per`` the axis is of another unit than the index, which has so many of each: 12 for months that
    are shown as years.

    ``band`` names two columns shaded between (never drawn as lines). ``mark`` is a vertical rule
    (the year estimates end). Markers show how few the points are. Missing points break the line.
    """
    drawn = [c for c in data.columns if not band or c not in band]

    def draw(figure: Figure) -> None:
        ax = figure.add_subplot()
        if band:
            ax.fill_between(data.index, data[band[0]], data[band[1]], color=style.SERIES[0], alpha=0.18, lw=0)
        ends = []
        for i, column in enumerate(drawn):
            colour = style.SERIES[i % len(style.SERIES)]
            marker = "osD^vPX*"[i % 8] if len(data) <= 12 else ""
            for part, dashes in _parts(data[column], mark):
                ax.plot(part.index, part, color=colour, marker=marker, markersize=4, linestyle=dashes)
            last = data[column].dropna()
            if len(last):
                ends.append((float(last.iloc[-1]), float(last.index[-1]), wrap(t(str(column)), 20), colour))
        if mark is not None:
            _upright(ax, mark, mark_label)
        if zero and float(data.min(numeric_only=True).min() or 0) >= 0:
            ax.set_ylim(bottom=0)
        low, up = ax.get_ylim()
        if mark_label:  # room above the lines for the words
            up += (up - low) * 0.1
            ax.set_ylim(top=up)
        if len(drawn) > 1:
            _name_ends(ax, ends)
        ax.set_ylabel(axis)
        ax.set_xlabel(t(x_axis))
        axis_numbers(ax.yaxis)
        ticks = MaxNLocator(nbins=7, integer=True, steps=[1, 2, 2.5, 5, 10])
        ax.xaxis.set_major_locator(ticks)
        if per != 1:
            ends_at = data.index[0] / per, data.index[-1] / per
            inside = [x for x in ticks.tick_values(*ends_at) if ends_at[0] <= x <= ends_at[1]]
            ax.set_xticks([per * x for x in inside], [words.number(x) for x in inside])
        ax.grid(axis="y")

    spoken = []
    for column in drawn:
        kept = data[column].dropna()
        if len(kept):
            first, last = kept.iloc[0], kept.iloc[-1]
            spoken.append(
                t(
                    "{name}: {first} in {start}, {last} in {end}",
                    name=t(str(column)),
                    first=words.quantity(first, unit),
                    start=_at(kept.index[0], per),
                    last=words.quantity(last, unit),
                    end=_at(kept.index[-1], per),
                )
            )
    return chart(
        draw,
        title=title,
        alt=t("Line chart, {axis}. {figures}.", axis=axis, figures=words.series(spoken)),
        data=data.rename_axis(data.index.name or x_axis.lower()).reset_index(),
        source=source,
        note=note,
        name=name,
        height=3.1,
        rows=rows,
    )


def _parts(line: pd.Series, mark: float | None) -> list[tuple[pd.Series, Any]]:
    """A line as it is up to a mark, and dashed after the last point before it: what is projected."""
    if mark is None:
        return [(line, "-")]
    known = line[line.index <= mark]
    return [(known, "-"), (line[line.index >= known.index[-1]] if len(known) else line, (0, (3, 1.5)))]


def _at(place: Any, per: int) -> Any:
    """A place of the index as the axis has it."""
    return place if per == 1 else words.number(place / per)


def _name_ends(ax: Axes, ends: Sequence[tuple[float, float, str, str]]) -> None:
    """Names at the ends of lines, ``(y, x, name, colour)``: those that would overlap push one another."""
    low, up = ax.get_ylim()
    left, right = ax.get_xlim()
    line = (up - low) * 0.07
    letter = (right - left) * LETTER / (0.7 * 72 * style.WIDTH)  # as axes are about so wide
    wide = {label: letter * max(map(len, label.split("\n"))) for _, _, label, _ in ends}
    columns: list[list[tuple[float, float, str, str]]] = []
    for end in sorted(ends, key=lambda e: e[1]):
        before = columns[-1] if columns else []
        if before and end[1] <= max(e[1] + wide[e[2]] for e in before):
            before.append(end)
        else:
            columns.append([end])
    for column in columns:
        column.sort()
        places = apart([(y, line * (label.count("\n") + 1)) for y, _, label, _ in column], low - line / 2)
        for (_, x, label, colour), at in zip(column, places, strict=True):
            ax.annotate(
                label,
                (x, at),
                (6, 0),
                textcoords="offset points",
                va="center",
                color=colour,
                annotation_clip=False,
            )


def _upright(ax: Axes, at: float, label: str, *, low: bool = False) -> None:
    """A dashed upright line with what it stands for, at its top or foot; on its left where that is wider."""
    ax.axvline(at, color=style.SOFT, linewidth=0.8, linestyle=(0, (4, 3)))
    left = low and ax.transAxes.inverted().transform(ax.transData.transform((at, 1)))[0] > 0.5
    ax.annotate(
        label,
        (at, 0 if low else 1),
        (-3 if left else 3, 2 if low else -2),
        xycoords=("data", "axes fraction"),
        textcoords="offset points",
        ha="right" if left else "left",
        va="bottom" if low else "top",
        color=style.SOFT,
    )


def scatter(
    data: pd.DataFrame,
    *,
    x: str,
    y: str,
    label: str,
    title: str,
    source: str,
    x_axis: str,
    y_axis: str,
    highlight: Sequence[str] = (),
    marked: Sequence[str] = (),
    rule: tuple[float, str] | None = None,
    log_x: bool = False,
    log_y: bool = False,
    note: str = "",
    name: str = "",
) -> Chart:
    """Points of two figures per country; those in ``highlight`` are named and drawn on top.

    ``marked`` are drawn on top without a name: the group a title counts. ``rule`` is an upright line at a
    figure of the first axis with what it is: the limit a title counts from.
    """
    rows = data.dropna(subset=[x, y]).reset_index(drop=True)
    chosen = rows[label].isin(list(highlight))
    group = rows[label].isin(list(marked)) | chosen

    def draw(figure: Figure) -> None:
        ax = figure.add_subplot()
        rest, top, named = rows[~group], rows[group], rows[chosen]
        ax.scatter(rest[x], rest[y], s=16, color=style.SERIES[0], alpha=style.FAINT, linewidths=0)
        ax.scatter(top[x], top[y], s=34, color=style.SERIES[1], marker="D", edgecolors=style.PAPER, lw=0.6)
        if log_x:
            ax.set_xscale("log")
        if log_y:
            ax.set_yscale("log")
        ax.set_xlabel(x_axis)
        ax.set_ylabel(y_axis)
        for axis, log in ((ax.xaxis, log_x), (ax.yaxis, log_y)):
            if log:
                axis.set_major_formatter(FuncFormatter(lambda v, _: words.compact(v, 2)))
                axis.set_minor_formatter(FuncFormatter(lambda v, _: ""))
            else:
                axis_numbers(axis)
        ax.grid(axis="both")
        if rule:
            _upright(ax, *rule, low=True)
        others = top[~top.index.isin(named.index)]
        clear = list(zip(others[x], others[y], strict=True))
        name_points(ax, list(named[x]), list(named[y]), [str(n) for n in named[label]], clear)

    spoken = words.series(
        t("{name}: {x} and {y}", name=r[label], x=words.number(r[x]), y=words.number(r[y]))
        for _, r in rows[chosen].iterrows()
    )
    return chart(
        draw,
        title=title,
        alt=t(
            "Scatter of {countries}, {x_axis} against {y_axis}. {figures}.",
            countries=words.count(len(rows), "country"),
            x_axis=x_axis,
            y_axis=y_axis,
            figures=spoken,
        ),
        data=rows,
        source=source,
        note=note,
        name=name,
        height=3.4,
    )
