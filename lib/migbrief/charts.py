"""Figures that say their finding: each carries title, labelled axes, source, text alternative and data.

Every function takes tidy data and returns a :class:`Chart`, which shows itself in a notebook. Drawing
uses no pyplot state, so one figure never leaks into another.
"""

from __future__ import annotations

import hashlib
import textwrap
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from html import escape
from typing import Any

import matplotlib
import pandas as pd
from matplotlib.figure import Figure
from matplotlib.ticker import FuncFormatter, MaxNLocator

from . import style, svg, words
from .display import Display, csv_link, slug
from .labels import name_points
from .tables import plain_table


@dataclass(frozen=True)
class Chart(Display):
    """A drawn figure. ``title`` states the finding, ``alt`` says it with its figures."""

    title: str = ""
    alt: str = ""
    source: str = ""
    data: pd.DataFrame = field(default_factory=pd.DataFrame)


def chart(
    draw: Callable[[Figure], None],
    *,
    title: str,
    alt: str,
    data: pd.DataFrame,
    source: str,
    height: float = 3.2,
    width: float = style.WIDTH,
    note: str = "",
    name: str = "",
) -> Chart:
    """Draw on an empty figure and dress it: caption, source, note, data table, CSV.

    ``data`` is exactly what is drawn, one row a mark, with readable column names.
    """
    name = name or title
    key = f"{slug(name)[:40]}-{hashlib.sha1(f'{name}{title}{alt}'.encode()).hexdigest()[:6]}"
    with matplotlib.rc_context(style.rc()):
        figure = Figure(figsize=(width, height), layout="constrained")
        draw(figure)
        drawing = svg.render(figure, f"{title} {alt}".strip(), key)
    extra = f'<p class="mb-note">{escape(note)}</p>' if note else ""
    html = (
        f'<figure class="mb-figure" id="{key}"><figcaption class="mb-finding">{escape(title)}</figcaption>'
        # Where no style sheet names the paper, the figure brings its own: its ink is dark.
        f'<div class="mb-chart" style="background-color:var(--paper,{style.PAPER})">{drawing}</div>'
        f'<p class="mb-source">Source: {escape(source)}.</p>{extra}'
        f'<details class="mb-data"><summary>Data behind this figure</summary>'
        f"{plain_table(data, title)}<p>{csv_link(data, name)}</p></details></figure>"
    )
    text = f"[Figure] {title}\n{alt}\nSource: {source}."
    return Chart(html, text, title=title, alt=alt, source=source, data=data)


def describe(labels: Sequence[Any], values: Sequence[Any], unit: str = "", limit: int = 8) -> str:
    """The figures of a chart in words, for its text alternative."""
    shown = [f"{a}: {words.quantity(v, unit)}" for a, v in list(zip(labels, values, strict=True))[:limit]]
    more = len(labels) - limit
    return "; ".join(shown) + (f"; and {more} more in the data table." if more > 0 else ".")


def axis_numbers(axis: Any, *, whole: bool = False) -> None:
    """Ticks in readable numbers (1.5 million, not 1.5e6); whole numbers only where ``whole``."""
    axis.set_major_formatter(FuncFormatter(lambda x, _: words.compact(x, 2)))
    axis.set_major_locator(MaxNLocator(nbins=5, integer=whole))


def wrap(label: str, width: int = 26) -> str:
    """A label broken into lines of about ``width`` characters."""
    return "\n".join(textwrap.wrap(str(label), width)) or " "


def bars(
    data: pd.DataFrame,
    *,
    label: str,
    value: str,
    title: str,
    source: str,
    unit: str = "",
    axis: str = "",
    high: str = "",
    highlight: Sequence[str] = (),
    note: str = "",
    name: str = "",
    decimals: int | None = None,
    label_width: int = 26,
) -> Chart:
    """Horizontal bars in the order given, value at the end of each; missing ones say so.

    ``high`` names a column with the upper end of ranges. ``highlight`` are labels drawn in a second
    colour (the countries in focus). Shape: one row a bar.
    """
    rows = data.reset_index(drop=True)
    values = pd.to_numeric(rows[value])

    def draw(figure: Figure) -> None:
        ax = figure.add_subplot()
        places = range(len(rows))
        colours = [style.SERIES[1] if str(x) in highlight else style.SERIES[0] for x in rows[label]]
        ax.barh(places, values.fillna(0), color=colours, height=0.72)
        ax.set_yticks(list(places), [wrap(x, label_width) for x in rows[label]])
        for tick, row_label in zip(ax.get_yticklabels(), rows[label], strict=True):
            if str(row_label) in highlight:  # a bar of nothing, or a missing one, has no colour to show
                tick.set_fontweight("bold")
        ax.invert_yaxis()
        ax.tick_params(axis="y", length=0)
        if (values < 0).any():
            ax.axvline(0, color=style.SOFT, linewidth=0.7)
            ax.spines["left"].set_visible(False)
        for i, v in enumerate(values):
            top = rows[high].iloc[i] if high else None
            text = words.quantity(v, "%" if unit.startswith("%") else "", high=top, decimals=decimals)
            if v < 0:
                ax.annotate(text, (v, i), (-3, 0), textcoords="offset points", ha="right", va="center")
            else:
                start = 0 if pd.isna(v) else v
                ax.annotate(
                    text,
                    (start, i),
                    (3, 0),
                    textcoords="offset points",
                    va="center",
                    color=style.SOFT if pd.isna(v) else style.INK,
                )
        ax.set_xlabel(axis or unit)
        axis_numbers(ax.xaxis, whole=bool((values.dropna() % 1 == 0).all()) and values.max() < 50)
        low, up = min(0.0, float(values.min() or 0)), max(0.0, float(values.max() or 0))
        room = (up - low or 1.0) * 0.2
        # Left of a bar the figure meets the names on the axis: it needs the more room.
        ax.set_xlim(low - 1.6 * room if low < 0 else 0, up + room if up > 0 else room)
        ax.grid(axis="x")

    lines = sum(max(1, wrap(x, label_width).count("\n") + 1) for x in rows[label])
    return chart(
        draw,
        title=title,
        alt=f"Bar chart, {axis or unit}. {describe(list(rows[label]), list(values), unit)}",
        data=rows,
        source=source,
        note=note,
        name=name,
        height=max(1.5, 0.75 + 0.25 * lines),
    )


def stacked(
    data: pd.DataFrame,
    *,
    title: str,
    source: str,
    axis: str,
    colours: dict[str, str] | None = None,
    hatches: dict[str, str] | None = None,
    note: str = "",
    name: str = "",
    unit: str = "",
) -> Chart:
    """Horizontal stacked bars: index = bars, columns = parts in order; counts are written inside."""
    parts = [str(c) for c in data.columns]
    palette = colours or dict(zip(parts, style.SERIES, strict=False))
    totals = data.sum(axis=1)

    def draw(figure: Figure) -> None:
        ax = figure.add_subplot()
        left = pd.Series(0.0, index=data.index)
        for part in parts:
            sizes = data[part].fillna(0)
            ax.barh(
                range(len(data)),
                sizes,
                left=left,
                height=0.72,
                color=palette[part],
                hatch=(hatches or {}).get(part, ""),
                edgecolor=style.PAPER,
                linewidth=0.8,
                label=part,
            )
            for i, size in enumerate(sizes):
                if size and size >= 0.045 * float(totals.max()):
                    box = {"boxstyle": "round,pad=0.15", "facecolor": palette[part], "edgecolor": "none"}
                    at = (float(left.iloc[i]) + size / 2, i)
                    ax.text(*at, words.number(size), color=style.PAPER, ha="center", va="center", bbox=box)
            left += sizes
        ax.set_yticks(range(len(data)), [wrap(str(x)) for x in data.index])
        ax.invert_yaxis()
        ax.tick_params(axis="y", length=0)
        ax.set_xlabel(axis)
        axis_numbers(ax.xaxis, whole=True)
        ax.margins(x=0.02)
        figure.legend(loc="outside upper left", ncols=3, handlelength=1.2, columnspacing=1.2)

    spoken = "; ".join(
        f"{i}: " + ", ".join(f"{p} {words.quantity(row[p], unit)}" for p in parts if row[p])
        for i, row in data.iterrows()
    )
    return chart(
        draw,
        title=title,
        alt=f"Stacked bar chart, {axis}. {spoken}.",
        data=data.rename_axis(data.index.name or "group").reset_index(),
        source=source,
        note=note,
        name=name,
        height=1.3 + 0.34 * len(data),
    )


def lines(
    data: pd.DataFrame,
    *,
    title: str,
    source: str,
    axis: str,
    unit: str = "",
    x_axis: str = "Year",
    note: str = "",
    name: str = "",
    band: tuple[str, str] | None = None,
    zero: bool = True,
    mark: float | None = None,
    mark_label: str = "",
) -> Chart:
    """Lines over the index (a year), one a column, labelled at their right end.

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
            ax.plot(data.index, data[column], color=colour, marker=marker, markersize=4)
            last = data[column].dropna()
            if len(last):
                ends.append((float(last.iloc[-1]), float(last.index[-1]), str(column), colour))
        if mark is not None:
            ax.axvline(mark, color=style.SOFT, linewidth=0.8, linestyle=(0, (4, 3)))
            ax.annotate(
                mark_label,
                (mark, 1),
                (3, -2),
                xycoords=("data", "axes fraction"),
                textcoords="offset points",
                va="top",
                color=style.SOFT,
            )
        if zero and float(data.min(numeric_only=True).min() or 0) >= 0:
            ax.set_ylim(bottom=0)
        low, up = ax.get_ylim()
        if mark_label:  # room above the lines for the words
            up += (up - low) * 0.1
            ax.set_ylim(top=up)
        gap = (up - low) * 0.07
        floor = low - gap
        for y, x, label, colour in sorted(ends) if len(drawn) > 1 else []:
            at = max(y, floor + gap)
            floor = at + gap * label.count("\n")
            ax.annotate(
                wrap(label, 20),
                (x, at),
                (6, 0),
                textcoords="offset points",
                va="center",
                color=colour,
                annotation_clip=False,
            )
        ax.set_ylabel(axis)
        ax.set_xlabel(x_axis)
        axis_numbers(ax.yaxis)
        ax.xaxis.set_major_locator(MaxNLocator(nbins=8, integer=True))
        ax.grid(axis="y")

    spoken = []
    for column in drawn:
        kept = data[column].dropna()
        if len(kept):
            first, last = kept.iloc[0], kept.iloc[-1]
            spoken.append(
                f"{column}: {words.quantity(first, unit)} in {kept.index[0]}, "
                f"{words.quantity(last, unit)} in {kept.index[-1]}"
            )
    return chart(
        draw,
        title=title,
        alt=f"Line chart, {axis}. " + "; ".join(spoken) + ".",
        data=data.rename_axis(data.index.name or x_axis.lower()).reset_index(),
        source=source,
        note=note,
        name=name,
        height=3.1,
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
    log_x: bool = False,
    log_y: bool = False,
    note: str = "",
    name: str = "",
) -> Chart:
    """Points of two figures per country; those in ``highlight`` are named and drawn on top."""
    rows = data.dropna(subset=[x, y]).reset_index(drop=True)
    chosen = rows[label].isin(list(highlight))

    def draw(figure: Figure) -> None:
        ax = figure.add_subplot()
        rest, named = rows[~chosen], rows[chosen]
        ax.scatter(rest[x], rest[y], s=16, color=style.SERIES[0], alpha=0.45, linewidths=0)
        ax.scatter(
            named[x], named[y], s=34, color=style.SERIES[1], marker="D", edgecolors=style.PAPER, lw=0.6
        )
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
        name_points(ax, list(named[x]), list(named[y]), [str(n) for n in named[label]])

    spoken = "; ".join(
        f"{r[label]}: {words.number(r[x])} and {words.number(r[y])}" for _, r in rows[chosen].iterrows()
    )
    return chart(
        draw,
        title=title,
        alt=f"Scatter of {words.count(len(rows), 'country')}, {x_axis} against {y_axis}. {spoken}.",
        data=rows,
        source=source,
        note=note,
        name=name,
        height=3.4,
    )
