"""What every figure is made of: the drawing, its words, its data."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from html import escape
from typing import Any, NotRequired, TypedDict

import matplotlib
import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle
from matplotlib.ticker import FuncFormatter, LogLocator, NullLocator

from migbrief.datasets import caveats
from migbrief.display import svg, theme
from migbrief.display.csv import bare_value, csv_link, numeric
from migbrief.display.html import Display
from migbrief.display.tables import plain_table
from migbrief.errors import UserError
from migbrief.text import words
from migbrief.text.i18n import t
from migbrief.text.markup import here, owned, referring, slug, unreferred
from migbrief.text.value import Count

from .drawing import Drawing, drawn
from .labels import RoundNumbers
from .layout import ColumnLayout


class Caption(TypedDict):
    """What every drawing function takes besides: ``title``, ``source``, ``name``, ``note``, ``listed``.

    The title states the finding. The name is the same in every language and edition of the data.
    """

    title: str
    source: str
    name: str
    note: NotRequired[str]
    listed: NotRequired[bool]  # whether its data stand below it


@dataclass(frozen=True, repr=False)
class Chart(Display):
    """A drawn figure. ``title`` states the finding, ``alt`` says it with its figures.

    ``data`` are numbers, with unit, year, qualifier and source in columns of their own.
    """

    title: str = ""
    alt: str = ""
    source: str = ""
    data: pd.DataFrame = field(default_factory=pd.DataFrame)
    draw: Callable[[Figure], None] | None = None
    height: float = 3.2

    def _results(self) -> Iterator[Display]:
        yield self

    def figure(self) -> Drawing:
        """Return the figure as matplotlib's, drawn anew: title, axes and colours are yours to change."""
        assert self.draw is not None, "a chart knows how it is drawn"
        return drawn(self.draw, self.height, self.title, self.source)


def chart(
    draw: Callable[[Figure], None],
    *,
    title: str,
    alt: str,
    data: pd.DataFrame,
    source: str,
    height: float = 3.2,
    note: str = "",
    name: str,
    cited: bool = False,
    listed: bool = True,
    log: str = "",
) -> Chart:
    """Draw on an empty figure of ``height`` inches and put title, source, note, data table and CSV about it.

    ``data`` is exactly what is drawn, one row a mark, with readable column names; a :class:`Value` in it is
    where footnotes lead that cite its rows. They lead to the figure by its ``name`` and, with ``cited``, to a
    row of its data by the name and what heads the row (``KEN ages 2025``). The title may carry footnotes.
    Links lead to the figure by its name too, which is the same in every language and edition of the data.
    Data that another figure of the page lists already are not ``listed`` again. ``log`` names an axis, ``x``
    or ``y``, to be logarithmic.

    >>> def draw(figure: Figure) -> None:
    ...     figure.add_subplot().plot([1990, 2020], [1, 2])
    >>> data = pd.DataFrame({"year": [1990, 2020], "value": [1, 2]})
    >>> print(chart(draw, title="It doubled", alt="From 1 to 2.", data=data, source="A survey", name="n"))
    [Figure] It doubled
    From 1 to 2.
    Source: A survey.
    """
    caption, title = referring(owned(title, name)), unreferred(title)
    anchor = f"fig-{slug(name)}"
    if log:
        draw = functools.partial(_logarithmic, draw, log)
    with matplotlib.rc_context(theme.rc()):
        figure = Figure(figsize=(theme.WIDTH, height), layout=ColumnLayout())
        draw(figure)
        drawing = svg.render(figure, f"{title} {alt}".strip(), anchor)
    behind = plain_table(data, title, name if cited else "") if listed else ""
    note = owned(caveats.with_place_caveats(note, title, alt, behind), name)
    extra = f'<p class="mb-note">{referring(note)}</p>' if note else ""
    html = (
        f'<figure class="mb-figure" id="{anchor}"><figcaption class="mb-finding">{caption}</figcaption>'
        # Where no style sheet names the paper, the figure brings its own: its ink is dark.
        f'<div class="mb-chart" style="--ratio:{theme.WIDTH / height:.2f};'
        f'background-color:var(--paper,{theme.PAPER})">{drawing}</div>'
        f'<p class="mb-source">{escape(t("Source: {source}.", source=source))}{here(name)}</p>{extra}'
    )
    if listed:
        html += (
            f'<details class="mb-data"><summary>{escape(t("Data behind this figure"))}</summary>'
            f"{behind}<p>{csv_link(data, name)}</p></details>"
        )
    html += "</figure>"
    text = f"[Figure] {title}\n{alt}\n{t('Source: {source}.', source=source)}"
    return Chart(
        html, text, title=title, alt=alt, source=source, data=numeric(data), draw=draw, height=height
    )


def _logarithmic(draw: Callable[[Figure], None], axis: str, figure: Figure) -> None:
    """Draw with an axis on a logarithmic scale. Raises ``UserError`` where a figure is below zero."""
    draw(figure)
    for ax in figure.axes:
        sizes = _drawn(ax, axis)
        if not sizes or min(sizes) < 0:
            raise UserError(t("a logarithmic scale shows only figures above zero"))
        low, high = min(sizes), max(sizes)
        wide = max(high / low, 2.0)
        getattr(ax, f"set_{axis}scale")("log")
        # Bars begin before the least of them, and their figures stand behind the ends.
        limits = (
            (low / wide**0.15, high * wide**0.3) if axis == "x" else (low / wide**0.05, high * wide**0.05)
        )
        getattr(ax, f"set_{axis}lim")(*limits)
        of = getattr(ax, f"{axis}axis")
        of.set_major_locator(LogLocator(subs=(1.0,) if wide > 100 else (1.0, 2.0, 5.0)))
        of.set_minor_locator(NullLocator())
        of.set_major_formatter(FuncFormatter(lambda x, _: words.compact(x, 2)))


def _drawn(ax: Axes, axis: str) -> list[float]:
    """The figures on an axis: ends of bars, points of lines, places of marks; bars of nothing left out."""
    at = "xy".index(axis)
    sides = [(p.get_width(), p.get_height())[at] for p in ax.patches if isinstance(p, Rectangle)]
    points = [v for line in ax.lines for v in np.asarray((line.get_xdata(), line.get_ydata())[at], float)]
    marks = [point[at] for c in ax.collections for point in np.asarray(c.get_offsets(), float)]
    return [float(v) for v in (*sides, *points, *marks) if v and not np.isnan(v)]


def describe(labels: Sequence[Any], values: Sequence[Any], unit: str = "", limit: int = 8) -> str:
    """Put the figures of a chart in words, for its text alternative: ``limit`` of them, and how many more.

    >>> describe(["Kenya", "Nepal"], [12.5, None], "%")
    'Kenya: 12.5%; Nepal: no data.'
    """
    figures = [
        t("{name}: {figure}", name=a, figure=words.quantity(bare_value(v), unit))
        for a, v in list(zip(labels, values, strict=True))[:limit]
    ]
    more = len(labels) - limit
    return words.series(figures) + (
        t("; and {n} more in the data table.", n=Count(more)) if more > 0 else "."
    )


def describe_rows(data: pd.DataFrame, unit: str = "", *, zeros: bool = True) -> str:
    """Put the figures of rows in words, each named by the index; without ``zeros`` those of 0 are left out.

    >>> describe_rows(pd.DataFrame({"women": [61.0], "men": [70.5]}, index=["Kenya"]), "%")
    'Kenya: women 61%, men 70.5%'
    """
    return words.series(
        t(
            "{name}: {figures}",
            name=t(str(label)),
            figures=", ".join(
                f"{t(str(column))} {words.quantity(v, unit)}" for column, v in row.items() if v or zeros
            ),
        )
        for label, row in data.iterrows()
    )


def name_rows(
    ax: Axes, places: Sequence[float], names: Sequence[str], height: float, bold: Sequence[bool] = ()
) -> None:
    """Write the names of rows at their places, the first on top; ``height`` is that of all of them.

    >>> ax = Figure().add_subplot()
    >>> name_rows(ax, [0, 1], ["Kenya", "Nepal"], 2, bold=[False, True])
    >>> [text.get_text() for text in ax.get_yticklabels()]
    ['Kenya', 'Nepal']
    """
    ax.set_yticks(places, names)
    for text, marked in zip(ax.get_yticklabels(), bold, strict=False):
        if marked:
            text.set_fontweight("bold")
    ax.set_ylim(height - 0.4, -0.6)
    ax.tick_params(axis="y", length=0)


def axis_numbers(axis: Any, *, whole: bool = False) -> None:
    """Write the ticks of a matplotlib axis readably (1.5 million, not 1.5e6), with ``whole`` no fractions.

    >>> axis_numbers(Figure().add_subplot().xaxis, whole=True)
    """
    axis.set_major_formatter(FuncFormatter(lambda x, _: words.compact(x, 2)))
    axis.set_major_locator(RoundNumbers(whole=whole))
