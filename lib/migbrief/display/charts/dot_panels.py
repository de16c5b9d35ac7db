"""Small multiples: a dot plot for each of several indicators, with the same rows in all."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final, Unpack

import pandas as pd
from babel.numbers import format_compact_decimal
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.ticker import LogLocator, NullFormatter

from migbrief.display import theme
from migbrief.display.csv import bare
from migbrief.display.html import remade
from migbrief.text import words
from migbrief.text.i18n import current, t

from .base import Caption, Chart, axis_numbers, chart
from .labels import legend, wrap

COLUMNS: Final = 2
_DASHED: Final = (0, (4, 3))
_MARKS: Final = (("o", theme.SERIES[0]), ("D", theme.SERIES[1]))


@remade
def panels(
    data: pd.DataFrame,
    *,
    panel: str,
    label: str,
    series: str,
    titles: Mapping[str, str],
    axes: Mapping[str, str],
    names: Mapping[str, str],
    filled: str,
    medians: Mapping[str, float],
    median_of: str,
    alt: str,
    log: Sequence[str] = (),
    **caption: Unpack[Caption],
) -> Chart:
    """Draw a panel an indicator and in each a row a country, with one mark for each of two series.

    ``data`` has a row a panel, country and series, with ``value`` (missing ones say so, where no series has
    one) and the columns that ``panel``, ``label`` and ``series`` name. ``titles`` gives the panels in order;
    ``axes`` says what each measures, ``names`` what the (at most two) series are called; the marks of series
    ``filled`` are solid. ``medians`` are drawn as dashed lines, named ``median_of`` in the legend. Panels
    in ``log`` have a log scale.

    >>> rows = pd.DataFrame({"what": "age", "country": ["A", "B"], "edition": "2025", "value": [20.0, None]})
    >>> given = {"panel": "what", "label": "country", "series": "edition", "filled": "2025"}
    >>> texts = {"titles": {"age": "Age"}, "axes": {"age": "years"}, "names": {"2025": "2025 edition"}}
    >>> given |= {"medians": {}, "median_of": "", "title": "T", "alt": "A", "source": "S", "name": "n"}
    >>> panels(rows, **given, **texts).title
    'T'
    """
    drawn = bare(data)
    rows = list(dict.fromkeys(drawn[label]))
    looks = dict(zip(names, _MARKS, strict=False))
    lines = -(-len(titles) // COLUMNS)

    def draw(figure: Figure) -> None:
        grid = figure.subplots(lines, COLUMNS, sharey=True, squeeze=False)
        for ax, key in zip(grid.flat, titles, strict=False):
            of = drawn[drawn[panel] == key]
            for one, look in looks.items():
                values = of[of[series] == one].set_index(label)["value"].reindex(rows)
                _marks(ax, values, look, filled=one == filled)
            _rows(ax, of.groupby(label)["value"].count(), rows)
            if not pd.isna(medians.get(key)):
                ax.axvline(medians[key], color=theme.SOFT, linewidth=0.9, linestyle=_DASHED)
            _scale(ax, log=key in log)
            ax.set_title(wrap(titles[key], 26), fontsize=theme.FONT_SIZE, loc="left")
            ax.set_xlabel(axes[key])
        for ax in list(grid.flat)[len(titles) :]:
            ax.set_axis_off()
        keys = [_key(*look, names[one], filled=one == filled) for one, look in looks.items()]
        if medians:
            keys.append(Line2D([], [], color=theme.SOFT, linestyle=_DASHED, label=median_of))
        legend(figure, keys, handletextpad=0.4)

    return chart(
        draw,
        alt=alt,
        data=data,
        height=1.3 + lines * (0.75 + 0.21 * len(rows)),
        **caption,
    )


def _marks(ax: Axes, values: pd.Series, look: tuple[str, str], *, filled: bool) -> None:
    marker, colour = look
    how: dict[str, Any] = {"facecolors": colour} if filled else {"facecolors": "none", "linewidths": 1.2}
    ax.scatter(values, range(len(values)), marker=marker, s=26, edgecolors=colour, zorder=3, **how)


def _key(marker: str, colour: str, label: str, *, filled: bool) -> Line2D:
    fill: Any = "full" if filled else "none"
    look: dict[str, Any] = {"color": colour, "marker": marker, "linestyle": "", "markersize": 5}
    return Line2D([], [], fillstyle=fill, label=label, **look)


def _rows(ax: Axes, known: pd.Series, rows: Sequence[str]) -> None:
    """The names of the rows, and what stands in a row without a mark."""
    paper = {"facecolor": theme.PAPER, "edgecolor": "none", "pad": 1}
    for y, row in enumerate(rows):
        if not known.get(row, 0):
            at = (0.02, y)
            ax.annotate(
                words.missing(),
                at,
                xycoords=("axes fraction", "data"),
                va="center",
                color=theme.SOFT,
                bbox=paper,
            )
    ax.set_yticks(range(len(rows)), [wrap(t(str(row)), 22) for row in rows])
    ax.set_ylim(len(rows) - 0.5, -0.5)
    ax.tick_params(axis="y", length=0)
    ax.grid(axis="both")


def _scale(ax: Axes, *, log: bool) -> None:
    if not log:
        axis_numbers(ax.xaxis)
        return
    ax.set_xscale("log")
    ax.xaxis.set_major_locator(LogLocator(numticks=4))
    ax.xaxis.set_minor_formatter(NullFormatter())
    ax.xaxis.set_major_formatter(lambda x, _: _short(x))


def _short(value: float) -> str:
    """A large number for a narrow axis: ``10M``, in French ``10 M``."""
    return str(format_compact_decimal(value, format_type="short", locale=current()))
