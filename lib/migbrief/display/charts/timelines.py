"""Time lines: when things were planned or took place, and when they were seen."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final, Unpack

import pandas as pd
from babel.dates import get_month_names
from matplotlib.axes import Axes
from matplotlib.dates import AutoDateLocator, ConciseDateFormatter
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Patch

from migbrief.display import theme
from migbrief.display.html import remade
from migbrief.text.i18n import current, t

from .base import Caption, Chart, chart, name_rows
from .labels import legend, row_places, wrap

DAY: Final = pd.Timedelta(days=1)
MARGIN: Final = 0.04  # of the time shown, at both ends
LABEL: Final = 30  # characters of a line of a label, and
BESIDE: Final = 24  # of one that shares the width with words at the right


@dataclass(frozen=True)
class Look:
    """How a kind of bar or mark is drawn, and what the legend calls it (the kind itself unless given)."""

    colour: str
    marker: str = "D"
    hatch: str = ""
    label: str = ""


@remade
def timeline(
    items: pd.DataFrame,
    *,
    bars: Mapping[str, Look],
    marks: Mapping[str, Look],
    seen: pd.DataFrame,
    alt: str,
    data: pd.DataFrame,
    goal: tuple[pd.Timestamp, str] | None = None,
    **caption: Unpack[Caption],
) -> Chart:
    """Draw one row an item: a bar for its time, a mark for each date on which it was seen.

    ``items`` has a row an item, in the order drawn, with ``label``, ``start`` and ``end`` (first and last
    day, or NaT: then the row says that no date is given), ``kind`` (a key of ``bars``) and, if need be,
    ``open`` (a dotted line goes on from the bar: no end is stated) and ``outcome`` (a key of ``marks``,
    written at the right). ``seen`` has a row a mark: ``item`` (the index of its item), ``first`` and ``last``
    day that it may stand for, ``kind`` (a key of ``marks``); the mark stands in the middle of them, on a thin
    line that spans them. ``goal`` is a day with its name, drawn across all rows. ``data`` is the table behind
    the figure.

    Raises ``ValueError`` where neither an item nor a mark has a date.

    >>> day = pd.Timestamp("2012-05-01")
    >>> items = pd.DataFrame({"label": ["A"], "start": [day], "end": [day], "kind": ["planned"]})
    >>> none = pd.DataFrame(columns=["item", "first", "last", "kind"])
    >>> look = {"planned": Look(theme.LINE)}
    >>> words = {"title": "T", "alt": "A", "source": "S", "name": "n"}
    >>> timeline(items, bars=look, marks={}, seen=none, data=items, **words).title
    'T'
    """
    days = pd.concat([items["start"], items["end"], seen["first"], seen["last"]]).dropna()
    if days.empty:
        raise ValueError("a time line needs a date")
    limits = [days.min(), days.max(), *([goal[0]] if goal else [])]
    low, high = min(limits), max(limits) + DAY
    room = max(MARGIN * (high - low), 7 * DAY)
    outcomes = "outcome" in items
    labels = [wrap(str(label), BESIDE if outcomes else LABEL) for label in items["label"]]
    at, tall = row_places(labels)
    rows = dict(zip(items.index, at, strict=True))

    def draw(figure: Figure) -> None:
        ax = figure.add_subplot()
        ax.set_xlim(low - room, high + room)
        for index, item in items.iterrows():
            _item(ax, rows[index], item, bars[item["kind"]], high + room)
            if outcomes:
                _outcome(ax, rows[index], item["outcome"], marks)
        for _, mark in seen.iterrows():
            _mark(ax, rows[mark["item"]], mark, marks[mark["kind"]])
        if goal:
            ax.axvline(goal[0], color=theme.INK, linewidth=0.9, linestyle=_GOAL, zorder=0)
        name_rows(ax, at, labels, tall)
        ax.grid(axis="x")
        dates = AutoDateLocator(minticks=2, maxticks=6)  # with 3, some spans have no fit
        ax.xaxis.set_major_locator(dates)
        ax.xaxis.set_major_formatter(Dates(dates))
        ax.set_xlabel(t("Date"))
        legend(figure, _keys(items, bars, marks, seen, goal), handlelength=1.4)

    return chart(
        draw,
        alt=alt,
        data=data,
        height=1.4 + (0.3 if outcomes else 0.26) * tall,
        **caption,
    )


_GOAL: Final = (0, (4, 3))
_OPEN: Final = (0, (1, 2))


def _item(ax: Axes, at: float, item: pd.Series, look: Look, edge: pd.Timestamp) -> None:
    axes: Any = ax  # takes dates, which its types do not know
    if pd.isna(item["start"]):
        paper = {"boxstyle": "round,pad=0.15", "facecolor": theme.PAPER, "edgecolor": "none"}
        axes.annotate(
            t("no date given"),
            (0.05, at),
            xycoords=("axes fraction", "data"),
            va="center",
            color=theme.SOFT,
            bbox=paper,
        )
        return
    left, right = item["start"], item["end"] + DAY
    axes.barh(
        at,
        right - left,
        left=left,
        height=0.5,
        color=look.colour,
        hatch=look.hatch,
        edgecolor=theme.PAPER,
        lw=0.5,
        zorder=1,
    )
    if item.get("open", False):
        axes.plot([right, edge], [at, at], color=look.colour, linewidth=1.2, linestyle=_OPEN)


def _mark(ax: Axes, at: float, mark: pd.Series, look: Look) -> None:
    axes: Any = ax
    first, last = mark["first"], mark["last"]
    if first < last:
        axes.plot([first, last], [at, at], color=look.colour, linewidth=1.6, zorder=2)
    axes.scatter(
        first + (last - first) / 2,
        at,
        marker=look.marker,
        s=46,
        color=look.colour,
        edgecolors=theme.PAPER,
        linewidths=0.7,
        zorder=3,
    )


def _outcome(ax: Axes, at: float, outcome: str, marks: Mapping[str, Look]) -> None:
    ax.annotate(
        t(outcome).replace(" ", "\n", 1),
        (1.02, at),
        xycoords=("axes fraction", "data"),
        va="center",
        color=marks[outcome].colour,
        annotation_clip=False,
    )


def _keys(
    items: pd.DataFrame,
    bars: Mapping[str, Look],
    marks: Mapping[str, Look],
    seen: pd.DataFrame,
    goal: tuple[pd.Timestamp, str] | None,
) -> list[Any]:
    """Keys of the kinds of bars and marks that are there."""
    dated = items[items["start"].notna()]
    keys: list[Any] = [
        Patch(facecolor=look.colour, hatch=look.hatch, edgecolor=theme.PAPER, label=t(look.label or kind))
        for kind, look in bars.items()
        if (dated["kind"] == kind).any()
    ]
    if dated.get("open", pd.Series(dtype=bool)).any():
        keys.append(Line2D([], [], color=theme.SOFT, linestyle=_OPEN, label=t("no end stated")))
    keys += [
        Line2D(
            [],
            [],
            color=look.colour,
            marker=look.marker,
            linestyle="",
            markersize=5,
            label=t(look.label or kind),
        )
        for kind, look in marks.items()
        if (seen["kind"] == kind).any()
    ]
    if goal:
        keys.append(Line2D([], [], color=theme.INK, linewidth=0.9, linestyle=_GOAL, label=goal[1]))
    return keys


class Dates(ConciseDateFormatter):
    """Dates on an axis, their months in the language spoken."""

    def format_ticks(self, values: Any) -> list[str]:
        """Write the dates of all ticks of an axis, as short as tells them apart."""
        return [months(text) for text in super().format_ticks(values)]

    def get_offset(self) -> str:
        """Return what all the dates have in common, written at the end of the axis."""
        return months(super().get_offset())


def months(text: str) -> str:
    """Replace English short names of months by those of the language spoken.

    >>> months("2011-Feb")
    '2011-Feb'
    """
    if current() == "en":
        return text
    names = get_month_names("abbreviated", locale=current())
    for number, english in get_month_names("abbreviated", locale="en").items():
        text = text.replace(english, names[number])
    return text
