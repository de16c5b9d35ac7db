"""Two short rankings, one above the other, each on its own scale."""

from collections.abc import Mapping
from typing import Final, Unpack

import pandas as pd

from migbrief.display import theme
from migbrief.display.csv import numbers
from migbrief.display.html import remade
from migbrief.text import words
from migbrief.text.i18n import mark, t

from .bar_charts import lie_bars, limits, write_ends
from .base import Caption, Chart, chart, describe
from .drawing import Drawing
from .labels import EDGE, row_places, rows_height, text_width, wrap, wrap_to
from .panel import Panel

_HEADINGS: Final = (mark("Group"),)  # built from the name of a column

HEAD = 0.32  # inches of the heading above a ranking


@remade
def paired_bars(data: Mapping[str, pd.DataFrame], *, unit: str = "", **caption: Unpack[Caption]) -> Chart:
    """Draw a ranking for each entry of ``data`` (heading → rows), with the figure at each bar.

    Rows have ``place`` and ``people``, which are in ``unit`` (numbers or :class:`Value`).

    >>> rows = pd.DataFrame({"place": ["Somalia"], "people": [401_953]})
    >>> paired_bars({"From": rows}, title="T", source="S", name="n").alt
    'Bar charts. From: Somalia: 401,953.'
    """
    parts = {head: rows.reset_index(drop=True) for head, rows in data.items() if len(rows)}
    wrapped = {head: [wrap(t(str(x)), 22) for x in rows["place"]] for head, rows in parts.items()}
    talls = {head: row_places(names) for head, names in wrapped.items()}
    widest = max((text_width(n) for names in wrapped.values() for n in names), default=0)
    room = 72 * theme.WIDTH - 2 * EDGE - widest
    heads = {head: wrap_to(head, room) for head in parts}

    def draw(drawing: Drawing) -> None:
        drawing.weights = [tall for _, tall in talls.values()]
        first = 0
        for i, (head, rows) in enumerate(parts.items()):
            panel, places = drawing.panel(), talls[head][0]
            position = list(rows.columns).index("people"), first
            lie_bars(panel, places, numbers(rows["people"]), [theme.SERIES[i]] * len(places), *position)
            _ranking(panel, numbers(rows["people"]), wrapped[head], talls[head], widest)
            panel.title = heads[head]
            first += len(rows)

    sentences = [
        t("{name}: {figures}", name=h, figures=describe(list(r["place"]), list(r["people"]), unit))
        for h, r in parts.items()
    ]
    return chart(
        draw,
        alt=t("Bar charts. {figures}", figures=" ".join(sentences)),
        data=pd.concat(r.assign(group=h) for h, r in parts.items()).rename(
            columns={"people": "people" if unit in ("", "persons") else "amount"}
        ),
        height=sum(rows_height(tall) + HEAD for _, tall in talls.values())
        + sum(0.16 * text.count("\n") for text in heads.values())
        + 0.1,
        **caption,
    )


def _ranking(
    panel: Panel, values: pd.Series, names: list[str], rows: tuple[list[float], float], widest: float
) -> None:
    """Write the names and figures of one ranking, on axes that show nothing else."""
    places, tall = rows
    texts = [words.compact(v) for v in values]
    panel.rows(places, names, tall)
    panel.x.limits = limits(values, texts, widest)
    panel.x.set_ticks([], [])
    panel.x.line = False
    write_ends(panel, places, values, texts)
