"""Dot plots and histograms."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Unpack

import numpy as np
import pandas as pd

from migbrief.display import theme
from migbrief.display.csv import bare, numbers
from migbrief.display.html import remade
from migbrief.text import words
from migbrief.text.i18n import mark, t, tn
from migbrief.text.value import Value

from .base import Caption, Chart, chart, describe, describe_rows
from .drawing import Drawing
from .labels import row_places, rows_height, wrap
from .marks import Key
from .panel import Panel

# Headings made from the names of columns.
HEADINGS = (mark("From"), mark("To"), mark("Group"))


@remade
def dots(
    data: pd.DataFrame,
    *,
    label: str,
    columns: Sequence[str],
    axis: str,
    unit: str = "",
    highlight: Sequence[str] = (),
    **caption: Unpack[Caption],
) -> Chart:
    """Draw a row a country and a marker a column (an edition, a sex, a scenario), never joined by a line.

    ``data`` has a row a country: its ``label``, and ``columns`` of values in ``unit`` (numbers or
    :class:`Value`). A row with no figure at all says "no data". The labels in ``highlight`` are set in bold.

    >>> data = pd.DataFrame({"country": ["Kenya"], "women": [61.0], "men": [70.5]})
    >>> given = {"label": "country", "columns": ["women", "men"], "axis": "Labour force participation"}
    >>> dots(data, **given, unit="%", title="Fewer women", source="A survey", name="n").alt
    'Dot plot, Labour force participation. Kenya: women 61%, men 70.5%.'
    """
    behind, data = data.reset_index(drop=True), bare(data)
    rows = data.reset_index(drop=True)
    names = [wrap(t(str(x)), 22) for x in rows[label]]
    places, tall = row_places(names)

    def draw(drawing: Drawing) -> None:
        panel, keys = drawing.panel(), []
        for i, column in enumerate(columns):
            colour, marker = theme.SERIES[i % len(theme.SERIES)], "oDs^v"[i % 5]
            ring = i == 0 and len(columns) > 1  # a wide one: where two marks meet, both can be seen
            size = 9.6 if ring else 6.2
            panel.dots(
                pd.to_numeric(rows[column]),
                places,
                colour,
                marker=marker,
                size=size,
                width=1.6,
                filled=not ring,
            )
            keys.append(Key(t(str(column)), colour, marker, filled=not ring))
        panel.rows(places, names, tall, bold=[x in highlight for x in rows[label]])
        panel.x.name, panel.x.grid, panel.y.grid = axis, True, True
        for blank in np.flatnonzero(rows[list(columns)].isna().all(axis=1)):
            panel.text(words.missing(), 0.01, places[blank], colour=theme.SOFT, of="x")
        drawing.legend(keys)

    figures = describe_rows(rows.head(10).set_index(label)[list(columns)], unit)
    return chart(
        draw,
        alt=t("Dot plot, {axis}. {figures}.", axis=axis, figures=figures),
        data=behind,
        height=1.2 + rows_height(tall),
        **caption,
    )


@remade
def histogram(
    values: pd.Series,
    *,
    axis: str,
    unit: str = "",
    bins: int = 24,
    marks: Mapping[str, float | Value] | None = None,
    counted: str = mark("countries"),
    **caption: Unpack[Caption],
) -> Chart:
    """Draw how one figure is distributed over many countries or runs, with named marks (a median, a country).

    ``values`` are one a country, in ``unit`` (numbers or :class:`Value`); missing ones do not count. There
    are about ``bins`` bars, of a round width, and none straddles zero: the bars on one side add up to what a
    title says. ``counted`` is the plural of what is counted.

    >>> rates = pd.Series([-2.0, 0.5, 1, None])
    >>> histogram(rates, title="Most gain", source="A survey", axis="Rate", name="n").data["countries"].sum()
    np.int64(3)
    """
    kept = numbers(values).dropna()
    named = {name: float(at) for name, at in (marks or {}).items()}
    counted = t(counted)
    edges = _edges(kept, bins)
    counts, _ = np.histogram(kept, bins=edges)
    parted = bool(len(kept)) and float(kept.min()) < 0 <= float(kept.max())
    nothing = int((kept == 0).sum()) if parted else 0
    if nothing:
        told = tn(
            "Of the {counted}, {n} is at exactly zero and stands right of the line at zero.",
            "Of the {counted}, {n} are at exactly zero and stand right of the line at zero.",
            nothing,
            counted=counted,
        )
        caption["note"] = f"{told} {caption.get('note', '')}".strip()

    def draw(drawing: Drawing) -> None:
        panel, edge = drawing.panel(), theme.PAPER
        wide = float(edges[1] - edges[0])
        panel.bars(edges[:-1] + wide / 2, counts * 0, counts, theme.SERIES[0], wide, upright=True, edge=edge)
        if parted:
            panel.rule(x=0, colour=theme.INK, width=0.8)
        top = float(counts.max() or 1)
        _name_marks(panel, named, top, (edges[0] + edges[-1]) / 2, unit)
        panel.y.limits = 0.0, top * (1.1 + 0.12 * len(named))
        panel.x.name, panel.y.name = axis, counted[:1].upper() + counted[1:]
        panel.y.numbers(whole=True)
        panel.y.grid = True

    return chart(
        draw,
        alt=_words(kept, counted, axis, unit, named),
        data=pd.DataFrame({"from": edges[:-1], "to": edges[1:], counted: counts}),
        height=2.8,
        **caption,
    )


def _name_marks(panel: Panel, named: Mapping[str, float], top: float, middle: float, unit: str) -> None:
    """Lines over the bars, each with its name on the side where there is room."""
    for i, (text, at) in enumerate(named.items()):
        height, left = top * (1.12 + 0.12 * i), at > middle
        panel.line([at, at], [0, height], theme.SERIES[1], width=1.2)
        said = t("{name}: {figure}", name=text, figure=words.quantity(at, unit))
        align = "right" if left else "left"
        panel.text(said, at, height, dx=-4 if left else 4, align=align, stand="top")


def _words(kept: pd.Series, counted: str, axis: str, unit: str, named: Mapping[str, float]) -> str:
    """The histogram in words: how many are counted, their quartiles, and what is marked."""
    spoken = describe(list(named), list(named.values()), unit) if named else ""
    if len(kept):
        quarter = [words.quantity(float(q), unit) for q in kept.quantile([0.25, 0.5, 0.75])]
        spoken = f"{t('Quartiles: {figures}.', figures=words.listing(quarter))} {spoken}"
    alt = tn(
        "Histogram of {n} {counted}, {axis}.",
        "Histogram of {n} {counted}, {axis}.",
        len(kept),
        n=words.number(len(kept)),
        counted=counted,
        axis=axis,
    )
    return f"{alt} {spoken}"


def _edges(values: pd.Series, bins: int) -> np.ndarray:
    """Limits of bars of a round width, from zero outwards, around all the values."""
    low, high = (float(values.min()), float(values.max())) if len(values) else (0.0, 1.0)
    wide = (high - low) / bins or 1.0
    power = 10.0 ** np.floor(np.log10(wide))
    steps = [power * n for n in (1, 2, 2.5, 5, 10, 20, 25, 50)]
    step = min(steps, key=lambda s: abs(np.log(s / wide)))
    first, last = np.floor(round(low / step, 6)), np.floor(round(high / step, 6)) + 1
    return np.asarray(np.arange(first, last + 1) * step).round(10)
