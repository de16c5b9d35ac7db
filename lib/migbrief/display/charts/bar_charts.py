"""Bars: ranked, or stacked by part."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
from matplotlib.figure import Figure

from migbrief.display import theme
from migbrief.display.csv import bare, numbers
from migbrief.text import words
from migbrief.text.i18n import t

from .base import Chart, axis_numbers, chart, describe
from .text_fitting import EDGE, legend, row_places, rows_height, text_width, wrap

MILLIONS = 1e4  # the least figure told in millions beside others
ASIDE = 3  # points between the end of a bar and its figure


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
    behind: pd.DataFrame | None = None,
) -> Chart:
    """Draw horizontal bars in the order given, value at the end of each; missing ones say so.

    ``data`` has one row a bar; ``label`` and ``value`` name its columns, values in ``unit`` (numbers or
    :class:`Value`). ``high`` names a column with the upper end of ranges. ``highlight`` are labels drawn in a
    second colour (the countries in focus). ``axis`` is what the axis says, the unit by default; ``decimals``
    fixes those of the figures. ``behind`` are all rows that the title speaks of, where only some are drawn:
    the data behind the figure.

    >>> data = pd.DataFrame({"country": ["Kenya", "Nepal"], "value": [12.5, None]})
    >>> shown = bars(data, label="country", value="value", title="Kenya leads", source="A survey", unit="%")
    >>> shown.alt
    'Bar chart, %. Kenya: 12.5%; Nepal: no data.'
    """
    rows = data.reset_index(drop=True)
    values = numbers(rows[value])
    names = [wrap(t(str(x)), label_width) for x in rows[label]]
    places, tall = row_places(names)
    tops = numbers(rows[high]) if high else [getattr(v, "high", None) for v in rows[value]]
    ranges = bool(high) or any(top is not None for top in tops)
    share = "%" if unit.startswith("%") else ""
    texts = [
        words.quantity(v, share, high=top, decimals=decimals) for v, top in zip(values, tops, strict=True)
    ]
    if (
        not ranges
        and not share
        and decimals is None
        and words.alike(values) == 0
        and values.abs().max() >= 1e6
    ):
        # Beside millions, hundreds of thousands are told as parts of one.
        texts = [words.compact(v, least=MILLIONS) for v in values]

    def draw(figure: Figure) -> None:
        ax = figure.add_subplot()
        colours = [theme.SERIES[1] if str(x) in highlight else theme.SERIES[0] for x in rows[label]]
        ax.barh(places, values.fillna(0), color=colours, height=0.72)
        ax.set_yticks(places, names)
        for tick, row_label in zip(ax.get_yticklabels(), rows[label], strict=True):
            if str(row_label) in highlight:  # a bar of nothing, or a missing one, has no colour to show
                tick.set_fontweight("bold")
        ax.set_ylim(tall - 0.4, -0.6)
        ax.tick_params(axis="y", length=0)
        if (values < 0).any():
            ax.axvline(0, color=theme.SOFT, linewidth=0.7)
            ax.spines["left"].set_visible(False)
        for at, v, text in zip(places, values, texts, strict=True):
            ax.annotate(
                text,
                (0 if pd.isna(v) else v, at),
                (-ASIDE if v < 0 else ASIDE, 0),
                textcoords="offset points",
                ha="right" if v < 0 else "left",
                va="center",
                color=theme.SOFT if pd.isna(v) else theme.INK,
            )
        ax.set_xlabel(axis or words.measure(unit))
        axis_numbers(ax.xaxis, whole=bool((values.dropna() % 1 == 0).all()) and values.max() < 50)
        ax.set_xlim(*limits(values, texts, max(map(text_width, names), default=0)))
        ax.grid(axis="x")

    return chart(
        draw,
        title=title,
        alt=t(
            "Bar chart, {axis}. {figures}",
            axis=axis or words.measure(unit),
            figures=describe([t(str(x)) for x in rows[label]], list(values), unit),
        ),
        data=rows if behind is None else behind,
        source=source,
        note=note,
        name=name,
        height=max(1.4, 0.7 + rows_height(tall)),
    )


def limits(values: pd.Series, texts: Sequence[str], names: float) -> tuple[float, float]:
    """Limits of the axis with room for the text at the end of each bar, beside names so many points wide."""
    if values.empty:
        return 0.0, 1.0
    wide = 72 * theme.WIDTH - 2 * EDGE - 1.1 * names - 2 * ASIDE  # highlighted names are bold
    low, up = min([0.0, *values.dropna()]), max([0.0, *values.dropna()])
    span = (up - low) or 1.0
    sides = [0.0, 0.0]
    for v, text in zip(values, texts, strict=True):
        sides[int(not v < 0)] = max(sides[int(not v < 0)], text_width(text) + 2 * ASIDE)
    room = span / max(wide - sum(sides), 0.3 * wide)  # of the axis, for each point
    return low - sides[0] * room, up + sides[1] * room


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
    cited: bool = False,
    behind: pd.DataFrame | None = None,
) -> Chart:
    """Draw horizontal stacked bars: counts inside, sums at the end.

    ``data`` has a row a bar, its label as index, and a column a part, in order; values in ``unit`` (numbers
    or :class:`Value`). Of percentages of one whole no sum is written. ``colours`` and ``hatches`` are by
    part. With ``cited`` footnotes can lead to a row of the data by the figure's name and the bar's label.
    ``behind`` are the rows to show as data, where they are more than those drawn.

    >>> data = pd.DataFrame({"kept": [3, 0], "dropped": [1, 2]}, index=["a1", "a2"])
    >>> stacked(data, title="Most are kept", source="The paper", axis="Plans").alt
    'Stacked bar chart, Plans. a1: kept 3, dropped 1; a2: dropped 2.'
    """
    if behind is None:
        behind = data.rename_axis(data.index.name or "group").reset_index()
    data = bare(data)
    parts = [str(c) for c in data.columns]
    palette = colours or dict(zip(parts, theme.SERIES, strict=False))
    totals = data.sum(axis=1)
    summed = not unit.startswith("%")  # shares of one whole add up to it
    names = [wrap(t(str(x)), 20) for x in data.index]
    places, tall = row_places(names)
    wide = (72 * theme.WIDTH - 2 * EDGE - max(map(text_width, names), default=0) - 2 * ASIDE) / 1.1

    decimals = words.alike(data.stack())

    def told(size: float) -> str:
        return words.number(size, decimals, fixed=True)

    def room_for(size: float) -> bool:
        """Whether a part is as wide as its figure."""
        return text_width(told(size)) + ASIDE <= wide * size / (float(totals.max()) or 1.0)

    several = (data.fillna(0) != 0).sum(axis=1) > 1
    small = ~totals.map(room_for).astype(bool)  # too small for the figure of its one part
    if summed:
        ends = list(totals.where((several | small) & (totals > 0), 0.0))
    else:  # the last part, where it is narrower than its figure
        last = [next((float(v) for v in row[::-1] if v), 0.0) for row in data.fillna(0).to_numpy()]
        ends = [0.0 if room_for(v) else v for v in last]

    def draw(figure: Figure) -> None:
        ax = figure.add_subplot()
        left = pd.Series(0.0, index=data.index)
        for part in parts:
            sizes = data[part].fillna(0)
            ax.barh(
                places,
                sizes,
                left=left,
                height=0.72,
                color=palette[part],
                hatch=(hatches or {}).get(part, ""),
                edgecolor=theme.PAPER,
                linewidth=0.8,
                label=t(part),
            )
            for i, size in enumerate(sizes):
                if size and room_for(float(size)):
                    box = {"boxstyle": "round,pad=0.15", "facecolor": palette[part], "edgecolor": "none"}
                    at = (float(left.iloc[i]) + size / 2, places[i])
                    ax.text(*at, told(size), color=theme.PAPER, ha="center", va="center", bbox=box)
            left += sizes
        for place, total, end in zip(places, totals, ends, strict=True):
            if end:
                ax.annotate(
                    told(end),
                    (float(total), place),
                    (ASIDE, 0),
                    textcoords="offset points",
                    va="center",
                )
        ax.set_yticks(places, names)
        ax.set_ylim(tall - 0.4, -0.6)
        ax.tick_params(axis="y", length=0)
        ax.set_xlabel(axis)
        axis_numbers(ax.xaxis, whole=True)
        ax.margins(x=0.08 if any(ends) else 0.02)
        legend(figure, handlelength=1.2, columnspacing=1.2)

    spoken = words.series(
        t(
            "{name}: {figures}",
            name=t(str(i)),
            figures=", ".join(f"{t(p)} {words.quantity(row[p], unit)}" for p in parts if row[p]),
        )
        for i, row in data.iterrows()
    )
    return chart(
        draw,
        title=title,
        alt=t("Stacked bar chart, {axis}. {figures}.", axis=axis, figures=spoken),
        data=behind,
        source=source,
        note=note,
        name=name,
        height=1.3 + 0.33 * tall,
        cited=cited,
    )
