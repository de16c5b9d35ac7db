"""Strip plots: countries as dots on a line, their median as a bar, some countries highlighted."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final, Unpack

import numpy as np
import pandas as pd

from migbrief.display import theme
from migbrief.display.csv import bare
from migbrief.display.html import remade
from migbrief.text import words

from .base import Caption, Chart, chart
from .drawing import Drawing
from .labels import wrap_to
from .marks import cells
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
    least: int,
    behind: pd.DataFrame,
    **caption: Unpack[Caption],
) -> Chart:
    """Draw a strip an indicator, each on its own scale: dots, their median, and one country as a diamond.

    ``data`` has a row an indicator and country: ``indicator``, ``iso3``, ``name``, ``value``. ``labels``
    gives the strips in order: indicator → text above it. ``own`` is the country of the diamond, which is not
    part of the median; with fewer than ``least`` others there is none. ``behind`` is the table of data: a row
    a ``country``, a column an indicator. Indicators in ``log`` have a log scale if all are positive.

    >>> rows = pd.DataFrame({"indicator": "age", "iso3": ["KEN"], "name": ["Kenya"], "value": [20.0]})
    >>> table = pd.DataFrame({"country": ["Kenya"], "age": [20.0]})
    >>> words = {"labels": {"age": "Age"}, "title": "T", "alt": "A", "source": "S", "name": "n"}
    >>> strips(rows, own="KEN", least=3, behind=table, **words).title
    'T'
    """
    drawn = bare(data)
    above = [wrap_to(text, 72 * theme.WIDTH - 30) for text in labels.values()]
    more = [LINE * text.count("\n") for text in above]
    rows = [i + sum(more[: i + 1]) for i in range(len(above))]

    def draw(drawing: Drawing) -> None:
        panel = drawing.panel()
        for at, text, key in zip(rows, above, labels, strict=True):
            rows_of = drawn[drawn["indicator"] == key]
            of = rows_of.set_index("iso3")["value"].astype(float)
            cells_of = _places(rows_of, key, behind)
            _strip(panel, at, text, of, own, least, cells_of, log=key in log and float(of.min()) > 0)
        panel.y.limits = rows[-1] + 0.6, -0.75
        panel.x.limits = -0.03, 1.03
        for axis in (panel.x, panel.y):
            axis.set_ticks([], [])
            axis.line = False

    return chart(draw, alt=alt, data=behind, height=0.3 + 0.62 * (rows[-1] + 1), **caption)


def _places(rows: pd.DataFrame, column: str, behind: pd.DataFrame) -> Callable[[Sequence[str]], str]:
    """Return a function that finds the cells of some countries in a table of countries by indicators."""
    at = {name: i for i, name in enumerate(behind["country"])}
    names = rows.set_index("iso3")["name"]
    return lambda codes: cells(list(behind.columns).index(column), [at[names[code]] for code in codes])


def _strip(
    panel: Panel,
    row: float,
    text: str,
    values: pd.Series,
    own: str,
    least: int,
    cells_of: Callable[[Sequence[str]], str],
    *,
    log: bool,
) -> None:
    """Draw one indicator on a line from its lowest to its highest figure, from 0 to 1."""
    low, high = float(values.min()), float(values.max())

    def at(value: float) -> float:
        if low == high:
            return 0.5
        return float(np.log(value / low) / np.log(high / low) if log else (value - low) / (high - low))

    panel.line([0, 1], [row, row], theme.LINE, width=0.8)
    others = values[values.index != own]
    look: dict[str, Any] = {"size": 4.5, "alpha": theme.FAINT, "of": cells_of(list(others.index))}
    panel.dots([at(v) for v in others], [row] * len(others), theme.SERIES[0], **look)
    if len(others) >= least:
        panel.line([at(others.median())] * 2, [row - 0.17, row + 0.17], theme.SERIES[0])
    if own in values.index:
        look = {"size": 7.2, "marker": "D", "edge": theme.PAPER, "of": cells_of([own])}
        panel.dots([at(float(values[own]))], [row], theme.SERIES[1], **look)
    panel.text(text, 0, row - 0.3, stand="bottom")
    for value, x, side in ((low, 0, "left"), (high, 1, "right")) if low != high else ():
        panel.text(words.compact(value), x, row + 0.27, align=side, colour=theme.SOFT)
