"""Bar charts: ranked, or stacked by part."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Unpack

import numpy as np
import pandas as pd

from migbrief.display import theme
from migbrief.display.csv import bare, numbers
from migbrief.display.html import remade
from migbrief.text import words
from migbrief.text.i18n import t

from .base import Caption, Chart, chart, describe
from .drawing import Drawing
from .labels import EDGE, row_places, rows_height, text_width, wrap
from .marks import Key, cells, in_words
from .panel import BOLD, Panel, round_numbers, whole_numbers

ASIDE = 3  # points between the end of a bar and its figure
LONG = 60  # letters from which a label gets longer, and so fewer, lines


@remade
def bars(
    data: pd.DataFrame,
    *,
    label: str,
    value: str,
    unit: str = "",
    axis: str = "",
    highlight: Sequence[str] = (),
    label_width: int = 26,
    behind: pd.DataFrame | None = None,
    log: bool = False,
    **caption: Unpack[Caption],
) -> Chart:
    """Draw horizontal bars in the order given, with values at their ends or "no data".

    ``data`` has one row a bar; ``label`` and ``value`` name its columns, values in ``unit`` (numbers or
    :class:`Value`). ``highlight`` are labels drawn in a second colour. ``axis`` is the axis label, the unit
    by default. ``behind`` are all rows that the title is about, if only some are drawn; ``log`` suits very
    different sizes.

    >>> data = pd.DataFrame({"country": ["Kenya", "Nepal"], "value": [12.5, None]})
    >>> chart = bars(data, label="country", value="value", title="T", source="S", unit="%", name="n")
    >>> chart.alt
    'Bar chart, %. Kenya: 12.5%; Nepal: no data.'
    """
    rows = data.reset_index(drop=True)
    values = numbers(rows[value])
    names = [wrap(t(str(x)), label_width) for x in rows[label]]
    places, tall = row_places(names)
    tops = [getattr(v, "high", None) for v in rows[value]]
    share = "%" if unit.startswith("%") else ""
    texts = [words.quantity(v, share, high=top) for v, top in zip(values, tops, strict=True)]

    def draw(drawing: Drawing) -> None:
        panel = drawing.panel()
        marked = [str(x) in highlight for x in rows[label]]
        shown = rows if behind is None else behind
        same = len(shown) >= len(rows) and list(shown[label][: len(rows)]) == list(rows[label])
        column = list(shown.columns).index(value) if same else -1
        colours = [theme.SERIES[int(one)] for one in marked]
        own = [] if same else [f"{t(str(x))} · {text}" for x, text in zip(rows[label], texts, strict=True)]
        lie_bars(panel, places, values, colours, column, texts=own)
        # Bold too: a bar of zero, or a missing one, has no colour to show.
        panel.rows(places, names, tall, bold=marked)
        if (values < 0).any():
            panel.rule(x=0)
            panel.y.line = False
        write_ends(panel, places, values, texts)
        panel.x.name = axis or words.measure(unit)
        whole = bool((values.dropna() % 1 == 0).all()) and values.max() < 50
        panel.x.numbers(whole_numbers if whole else round_numbers)
        panel.x.limits = limits(values, texts, max(map(text_width, names), default=0))
        panel.x.grid = True

    return chart(
        draw,
        alt=t(
            "Bar chart, {axis}. {figures}",
            axis=axis or words.measure(unit),
            figures=describe([t(str(x)) for x in rows[label]], list(values), unit),
        ),
        data=rows if behind is None else behind,
        height=max(1.4, 0.7 + rows_height(tall)),
        log="x" if log else "",
        **caption,
    )


def lie_bars(
    panel: Panel,
    places: Sequence[float],
    values: pd.Series,
    colours: Sequence[str],
    column: int = -1,
    first: int = 0,
    texts: Sequence[str] = (),
) -> None:
    """Draw horizontal bars from 0, each in its colour; they are in a ``column`` of the data, from a row on.

    If they are in none, ``texts`` describe what each shows.

    >>> lie_bars(Panel(), [0.0], pd.Series([12.5]), [theme.SERIES[0]])
    """
    for colour in dict.fromkeys(colours):
        which = [i for i, one in enumerate(colours) if one == colour]
        shows = cells(column, (first + i for i in which)) if column >= 0 else ""
        shows = in_words(texts[i] for i in which) if texts else shows
        ends = [float(v) for v in values.fillna(0).iloc[which]]
        panel.bars([places[i] for i in which], [0.0] * len(which), ends, colour, of=shows)


def write_ends(panel: Panel, places: Sequence[float], values: pd.Series, texts: Sequence[str]) -> None:
    """Write the figure of each bar at its end.

    >>> panel = Panel()
    >>> write_ends(panel, [0.0], pd.Series([12.5]), ["12.5%"])
    >>> [text.text for text in panel.texts]
    ['12.5%']
    """
    for at, v, text in zip(places, values, texts, strict=True):
        panel.text(
            text,
            0 if pd.isna(v) else v,
            at,
            dx=-ASIDE if v < 0 else ASIDE,
            align="right" if v < 0 else "left",
            colour=theme.SOFT if pd.isna(v) else theme.INK,
        )


def limits(values: pd.Series, texts: Sequence[str], names: float) -> tuple[float, float]:
    """Find limits of the axis with room for the text at each bar's end, beside ``names`` points of names.

    >>> low, up = limits(pd.Series([10.0]), ["10"], names=40)
    >>> low, up > 10
    (0.0, True)
    """
    if values.empty:
        return 0.0, 1.0
    wide = 72 * theme.WIDTH - 2 * EDGE - BOLD * names - 2 * ASIDE  # highlighted names are bold
    low, up = min([0.0, *values.dropna()]), max([0.0, *values.dropna()])
    span = (up - low) or 1.0
    sides = [0.0, 0.0]
    for v, text in zip(values, texts, strict=True):
        sides[int(not v < 0)] = max(sides[int(not v < 0)], text_width(text) + 2 * ASIDE)
    room = span / max(wide - sum(sides), 0.3 * wide)  # of the axis, for each point
    return low - sides[0] * room, up + sides[1] * room


@remade
def stacked(
    data: pd.DataFrame,
    *,
    axis: str,
    colours: dict[str, str] | None = None,
    hatches: dict[str, str] | None = None,
    equal: bool = False,
    behind: pd.DataFrame | None = None,
    **caption: Unpack[Caption],
) -> Chart:
    """Draw horizontal stacked bars: counts inside, sums at the end.

    ``data`` has a row a bar, its label as index, and a column a part, in order: numbers or :class:`Value`.
    ``colours`` and ``hatches`` are by part. ``equal`` makes bars of one length, where one sum would dwarf the
    others: their parts are of each sum. ``behind`` are the rows to show as data, if not those drawn.

    >>> data = pd.DataFrame({"kept": [3, 0], "dropped": [1, 2]}, index=["a1", "a2"])
    >>> stacked(data, title="Most are kept", source="The paper", axis="Plans", name="n").alt
    'Stacked bar chart, Plans. a1: kept 3, dropped 1; a2: dropped 2.'
    """
    if behind is None:
        behind = data.rename_axis(data.index.name or "group").reset_index()
    data = bare(data)
    palette = colours or dict(zip(map(str, data.columns), theme.SERIES, strict=False))
    labels = [t(str(x)) for x in data.index]
    across = 20 if max(map(len, labels), default=0) <= LONG else 30
    names = [wrap(one, across) for one in labels]
    places, tall = row_places(names)
    wide = (72 * theme.WIDTH - 2 * EDGE - max(map(text_width, names), default=0) - 2 * ASIDE) / 1.1
    totals = data.sum(axis=1)
    scale = (100 / totals if equal else totals * 0 + 1).where(totals > 0, 0.0)  # units of the axis, for each
    most = float((totals * scale).max()) or 1.0
    room = wide / most  # in points, for each unit of the axis
    decimals = words.alike(data.stack())

    def figure_text(size: float) -> str:
        return words.number(size, decimals, fixed=True)

    def fits(size: float, each: float = 1.0) -> bool:  # whether a part is as wide as its figure
        return text_width(figure_text(size)) + ASIDE <= size * each * room

    def inside(size: float, each: float) -> str:
        return figure_text(size) if size and fits(size, each) else ""

    ends = list(totals) if equal else _ends(data, fits)

    def draw(drawing: Drawing) -> None:
        panel = drawing.panel()
        _stack(panel, places, data, scale, palette, hatches or {}, inside)
        for place, long, end in zip(places, totals * scale, ends, strict=True):
            if end:
                panel.text(figure_text(end), float(long), place, dx=ASIDE)
        panel.rows(places, names, tall)
        panel.x.name = axis
        panel.x.numbers(whole_numbers)
        panel.x.limits = 0.0, most * (1.08 if any(ends) else 1.02)
        looks = hatches or {}
        drawing.legend([Key(t(str(c)), palette[str(c)], hatch=looks.get(str(c), "")) for c in data.columns])

    return chart(
        draw,
        alt=t("Stacked bar chart, {axis}. {figures}.", axis=axis, figures=_described(data)),
        data=behind,
        height=1.3 + 0.33 * tall,
        **caption,
    )


def _described(data: pd.DataFrame) -> str:
    """Describe the parts of each bar but those of 0."""
    return words.series(
        t(
            "{name}: {figures}",
            name=t(str(label)),
            figures=", ".join(f"{t(str(column))} {words.quantity(v)}" for column, v in row.items() if v),
        )
        for label, row in data.iterrows()
    )


def _ends(data: pd.DataFrame, fits: Callable[[float], bool]) -> list[float]:
    """Return the sum at the end of each bar of several parts, or of one too small for its figure; else 0."""
    totals = data.sum(axis=1)
    several = (data.fillna(0) != 0).sum(axis=1) > 1
    return list(totals.where((several | ~totals.map(fits).astype(bool)) & (totals > 0), 0.0))


def _stack(
    panel: Panel,
    places: Sequence[float],
    data: pd.DataFrame,
    scale: pd.Series,
    colours: Mapping[str, str],
    hatches: Mapping[str, str],
    inside: Callable[[float, float], str],
) -> None:
    """Draw the parts of all bars, one after another, each with the figure that ``inside`` returns.

    ``scale`` has the units of the axis for each thing counted, by bar.
    """
    left = pd.Series(0.0, index=data.index)
    for column in data.columns:
        colour, sizes = colours[str(column)], data[column].fillna(0)
        some = (sizes != 0).to_numpy()
        shows = in_words(
            f"{t(str(i))} · {t(str(column))} · {words.number(n)}" for i, n in sizes[some].items()
        )
        look: dict[str, Any] = {"edge": theme.PAPER, "hatch": hatches.get(str(column), ""), "of": shows}
        ends = left + sizes * scale
        panel.bars(np.asarray(places)[some], left[some], ends[some], colour, **look)
        for place, start, size, each in zip(places, left, sizes, scale, strict=True):
            if text := inside(float(size), each):
                panel.text(
                    text, start + size * each / 2, place, align="center", colour=theme.PAPER, back=colour
                )
        left = ends
