"""Tornado charts: how a result changes as each assumption is lowered and raised."""

from typing import Unpack

import pandas as pd

from migbrief.display import theme
from migbrief.display.csv import bare
from migbrief.display.html import remade
from migbrief.text import words
from migbrief.text.i18n import t

from .base import Caption, Chart, chart
from .drawing import Drawing
from .marks import Key, in_words


@remade
def tornado(
    data: pd.DataFrame, *, middle: float, legends: tuple[str, str], axis: str, **caption: Unpack[Caption]
) -> Chart:
    """Draw bars from a middle to the result at either end of each assumption, in the order given.

    ``data`` has one row an assumption: its name, its lower and its higher value, and the results of these in
    percent (numbers or :class:`Value`); further columns are not drawn. ``legends`` describe the two changes,
    ``middle`` is the result as assumed.

    >>> data = pd.DataFrame({"what": ["Fund"], "low": [1.5], "high": [4.5], "less": [40.0], "more": [70.0]})
    >>> texts = {"legends": ("halved", "half as much again"), "axis": "Money met, %", "title": "T"}
    >>> tornado(data, **texts, middle=55, source="S", name="n").alt
    'Tornado chart, Money met, %, 55% as assumed. Fund: 40% halved, 70% half as much again.'
    """
    rows = bare(data.reset_index(drop=True))
    names, lows, highs, *results = (list(rows[column]) for column in rows.columns[:5])
    spans = [t("{low} to {high}", low=_end(a), high=_end(b)) for a, b in zip(lows, highs, strict=True)]

    def draw(drawing: Drawing) -> None:
        panel, places = drawing.panel(), list(range(len(rows)))
        keys = []
        for result, colour, change in zip(results, theme.SERIES, legends, strict=False):
            shown = in_words(
                f"{a} · {change} · {words.percent(n)}" for a, n in zip(names, result, strict=True)
            )
            panel.bars(places, [middle] * len(rows), result, colour, 0.62, of=shown)
            keys.append(Key(change, colour))
        panel.rule(x=middle, colour=theme.INK, width=1)
        panel.rows(places, [f"{a}\n({b})" for a, b in zip(names, spans, strict=True)], len(rows))
        panel.x.name, panel.x.grid = axis, True
        drawing.legend(keys, most=2)

    sentences = words.series(
        t(
            "{name}: {figures}",
            name=what,
            figures=f"{words.percent(less)} {legends[0]}, {words.percent(more)} {legends[1]}",
        )
        for what, less, more in zip(names, *results, strict=True)
    )
    return chart(
        draw,
        alt=t(
            "Tornado chart, {axis}, {share} as assumed. {figures}.",
            axis=axis,
            share=words.percent(middle),
            figures=sentences,
        ),
        data=data,
        height=0.9 + 0.42 * len(rows),
        **caption,
    )


def _end(value: float) -> str:
    """Return an end of an assumption; small ones have a third decimal, as half of 5% is 0.025."""
    return words.number(value, 3) if value < 1 else words.compact(value, 3)
