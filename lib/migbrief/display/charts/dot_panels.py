"""Small multiples: a dot plot for each of several indicators, with the same rows in all."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Final, Unpack

import pandas as pd
from babel.numbers import format_compact_decimal

from migbrief.display import theme
from migbrief.display.csv import bare
from migbrief.display.html import remade
from migbrief.text import words
from migbrief.text.i18n import current, t

from .base import Caption, Chart, chart
from .drawing import Drawing
from .labels import wrap
from .marks import Key
from .panel import DASHED, Panel

COLUMNS: Final = 2
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

    def draw(drawing: Drawing) -> None:
        for i, key in enumerate(titles):
            part = drawing.panel(i // COLUMNS, i % COLUMNS)
            of = drawn[drawn[panel] == key]
            for one, (marker, colour) in looks.items():
                values = of[of[series] == one].set_index(label)["value"].reindex(rows)
                look = {"marker": marker, "size": 5.1, "width": 1.2, "filled": one == filled}
                part.dots(values, range(len(values)), colour, **look)
            _rows(part, of.groupby(label)["value"].count(), rows, named=i % COLUMNS == 0)
            if not pd.isna(medians.get(key)):
                part.rule(x=medians[key], width=0.9, dashes=DASHED)
            if key in log:
                part.x.log = True
                part.x.numbers(_powers, lambda values: [_short(v) for v in values])
            part.title, part.x.name = wrap(titles[key], 26), axes[key]
        keys = [
            Key(names[one], colour, marker, filled=one == filled) for one, (marker, colour) in looks.items()
        ]
        if medians:
            keys.append(Key(median_of, theme.SOFT, dashes=DASHED))
        drawing.legend(keys)

    return chart(
        draw,
        alt=alt,
        data=data,
        height=1.3 + lines * (0.75 + 0.21 * len(rows)),
        **caption,
    )


def _rows(panel: Panel, known: pd.Series, rows: Sequence[str], *, named: bool) -> None:
    """The names of the rows, and what stands in a row without a mark."""
    for y, row in enumerate(rows):
        if not known.get(row, 0):
            panel.text(words.missing(), 0.02, y, colour=theme.SOFT, of="x", back=theme.PAPER)
    panel.y.named(range(len(rows)), [wrap(t(str(row)), 22) if named else "" for row in rows])
    panel.y.limits = len(rows) - 0.5, -0.5
    panel.x.grid = panel.y.grid = True


def _powers(low: float, high: float, most: int) -> list[float]:
    """At most so many powers of ten between two limits."""
    first, last = math.ceil(math.log10(low)), math.floor(math.log10(high))
    step = -(-(last - first + 1) // min(most, 4)) or 1
    return [10.0**n for n in range(first, last + 1, step)]


def _short(value: float) -> str:
    """A large number for a narrow axis: ``10M``, in French ``10 M``."""
    return str(format_compact_decimal(value, format_type="short", locale=current()))
