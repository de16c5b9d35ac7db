"""A map of one figure, in classes of about as many countries each."""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence
from itertools import pairwise
from typing import Any, Final, Unpack

import matplotlib
import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Patch, PathPatch
from matplotlib.path import Path

from migbrief.datasets import countries
from migbrief.display import theme
from migbrief.display.charts import Caption, Chart, chart, describe, legend, legend_height, wrap, wrap_to
from migbrief.display.csv import numbers
from migbrief.display.label_placement import around as box_around
from migbrief.display.label_placement import free
from migbrief.text import words
from migbrief.text.i18n import t, tn
from migbrief.text.value import Count

from . import window
from .base_map import FEW, KEYS, land, outline
from .notes import map_note
from .window import View

TALLEST: Final = 1.2  # width by height of a window around countries: they lie north to south as well
_LOST: Final[dict[str, Any]] = {  # countries meant that have no figure
    "facecolor": theme.LINE,
    "edgecolor": theme.PAPER,
    "linewidth": 0.35,
    "hatch": "////",
    "hatched in": theme.PAPER,
}
_EVEN: Final[dict[str, Any]] = {  # countries whose figure is exactly zero
    "facecolor": theme.PAPER,
    "edgecolor": theme.SOFT,
    "linewidth": 0.5,
    "hatch": "...",
    "hatched in": theme.SOFT,
}


def choropleth(
    data: pd.DataFrame,
    *,
    value: str,
    unit: str,
    axis: str = "",
    highlight: Sequence[str] = (),
    around: Sequence[str] = (),
    **caption: Unpack[Caption],
) -> Chart:
    """Draw a map of one figure in classes of about as many countries each.

    ``data`` is indexed by iso3, its column ``value`` in ``unit`` (numbers or :class:`Value`); countries
    without one stay grey. It shows the world, or the window around the countries in ``around`` (iso3); of a
    few, the tiny are named. Those of them without a figure are hatched, to tell them from countries that are
    not meant. Where there are negative values the scale diverges at zero, and what is exactly zero is dotted:
    it is neither a gain nor a loss. ``highlight`` are iso3 codes drawn with a dark outline.

    >>> data = pd.DataFrame({"share": [2.0, 30.1]}, index=["KEN", "NPL"])
    >>> choropleth(data, value="share", title="Nepal leads", source="A survey", unit="%", name="n").alt
    'World map, %, 2 countries and territories with data. Highest and lowest: Nepal: 30.1%; Kenya: 2%.'
    """
    figures = numbers(data[value]).dropna()
    limits = classes(figures)
    ramp = _ramp(limits, figures)
    bins = np.digitize(figures.to_numpy(), limits) if limits else np.zeros(len(figures), int)
    colours = {str(iso3): ramp[b] for iso3, b in zip(figures.index, bins, strict=True)}
    even = [str(iso3) for iso3 in figures.index[figures == 0]] if figures.min() < 0 else []
    colours |= dict.fromkeys(even, theme.PAPER)
    view = window.around(_seen(around, colours), TALLEST) if around else window.world()
    measured = wrap_to(axis or words.measure(unit), 72 * theme.WIDTH - 16)
    lost = [code for code in around if code not in colours]
    filled = {c: s for c, s in zip(ramp, labels(limits, unit, figures), strict=True) if c in colours.values()}
    with matplotlib.rc_context(theme.rc()):
        keys = _keys(filled, bool(even), bool(around), bool(lost))

    def draw(figure: Figure) -> None:
        ax = figure.add_subplot()
        land(ax, colours, view)
        outline(ax, highlight, colours, view)
        _bordered(ax, even, view, _EVEN)
        _bordered(ax, lost, view, _LOST)
        if len(around) <= FEW:
            _name(ax, [code for code in around if code in view.points], colours, view)
        legend(figure, keys, below=True, title=measured, **KEYS)

    table = (
        data.assign(country=[countries.name(str(k)) for k in data.index]).rename_axis("iso3").reset_index()
    )
    columns = ["iso3", "country", *[c for c in data.columns if c != "name"]]
    caption["note"] = map_note(view, caption.get("note", ""))
    return chart(
        draw,
        alt=_words(figures, axis or words.measure(unit), unit, world=not around),
        data=table[columns].sort_values("country", key=lambda names: names.map(countries.fold)),
        height=theme.WIDTH / view.ratio
        + legend_height([str(key.get_label()) for key in keys], title=True, **KEYS),
        **caption,
    )


def _words(figures: pd.Series, axis: str, unit: str, *, world: bool) -> str:
    """The map in words: how many countries have data, the highest and the lowest of them."""
    ranked = figures.sort_values(ascending=False)
    if len(ranked) > 8:
        ranked = pd.concat([ranked.head(5), ranked.tail(3)])
    ends = describe([countries.name(k) for k in ranked.index], list(ranked), unit)
    if world:
        return tn(
            "World map, {axis}, {n} countries and territories with data. Highest and lowest: {figures}",
            "World map, {axis}, {n} countries and territories with data. Highest and lowest: {figures}",
            Count(len(figures)),
            axis=axis,
            figures=ends,
        )
    return tn(
        "Map, {axis}, {n} countries and territories with data. Highest and lowest: {figures}",
        "Map, {axis}, {n} countries and territories with data. Highest and lowest: {figures}",
        Count(len(figures)),
        axis=axis,
        figures=ends,
    )


def classes(values: pd.Series, n: int = 5) -> list[float]:
    """Find the limits between at most ``n`` classes of a map: quantiles, rounded to two figures, rising.

    Where there are negative and positive values, zero is a limit; where none is positive, zeros do not count.

    >>> classes(pd.Series([1, 2, 3, 4]), n=2)
    [2.5]
    """
    kept = pd.to_numeric(values).dropna()
    if kept.empty:
        return []

    def tidy(x: float) -> float:
        return 0.0 if x == 0 else round(x, 1 - int(np.floor(np.log10(abs(x)))))

    if kept.min() < 0:
        below, above = kept[kept < 0], kept[kept > 0]
        inner = [tidy(q) for q in below.quantile([1 / 3, 2 / 3])]
        inner += [0.0, *(tidy(q) for q in above.quantile([1 / 3, 2 / 3]))] if len(above) else []
    else:
        inner = [tidy(q) for q in kept.quantile(np.linspace(0, 1, n + 1)[1:-1])]
    return sorted(set(inner))


def _ramp(limits: Sequence[float], figures: pd.Series) -> Sequence[str]:
    """A colour a class: two hues that part at zero where a figure is negative, else one."""
    if limits and figures.min() < 0:
        below = sum(1 for x in limits if x < 0)
        above = sum(1 for x in limits if x > 0)
        gains = theme.DIVERGING[3 : 4 + above] if figures.max() > 0 else ()
        return [*theme.DIVERGING[2 - below : 3], *gains]
    return theme.SEQUENTIAL[len(theme.SEQUENTIAL) - len(limits) - 1 :]


def _seen(around: Sequence[str], known: Container[str]) -> list[str]:
    """The countries a window is drawn around: those with a figure, unless most are without."""
    with_data = [code for code in around if code in known]
    return with_data if 2 * len(with_data) > len(around) else list(around)


def _keys(filled: Mapping[str, str], even: bool, window: bool, lost: bool) -> list[Patch]:
    """Keys of the classes that hold a country, colour → what it says, and of those that have none."""
    keys = [Patch(facecolor=colour, label=text) for colour, text in filled.items()]
    if even:
        keys.append(_patch(_EVEN, label=t("exactly zero")))
    if not window:
        keys.append(Patch(facecolor=theme.LAND, label=words.missing()))
        return keys
    if lost:
        keys.append(_patch(_LOST, label=words.missing()))
    return [*keys, Patch(facecolor=theme.LAND, label=t("not of the group"))]


def _bordered(ax: Axes, codes: Sequence[str], view: View, look: dict[str, Any]) -> None:
    """Some countries once more over the land, in a look of their own."""
    shapes = [view.shapes[code] for code in codes if code in view.shapes and code not in view.points]
    if shapes:
        ax.add_artist(_patch(look, Path.make_compound_path(*shapes)))


def _patch(look: dict[str, Any], path: Path | None = None, **more: Any) -> Patch:
    """A hatched patch, for a key or of a path."""
    kept = {key: value for key, value in look.items() if key != "hatched in"}
    with matplotlib.rc_context({"hatch.color": look["hatched in"]}):
        return PathPatch(path, **kept) if path else Patch(**kept, **more)


def labels(limits: Sequence[float], unit: str, figures: pd.Series) -> list[str]:
    """What each class says of its figures, the lowest first."""

    def shown(x: float) -> str:
        return words.quantity(x, "%" if unit.startswith("%") else "")

    if not limits:
        return [t("all values")]
    loss = figures.min() < 0 >= figures.max()
    last = t("{low} to {high}", low=shown(limits[-1]), high=shown(0)) if loss else ""
    middle = [t("{low} to {high}", low=shown(a), high=shown(b)) for a, b in pairwise(limits)]
    return [
        t("under {figure}", figure=shown(limits[0])),
        *middle,
        last or t("{figure} or more", figure=shown(limits[-1])),
    ]


def _name(ax: Axes, codes: Sequence[str], known: Container[str], view: View) -> None:
    """Dots for countries without a figure, and a name beside each dot on a side that is free, if any."""
    left, _, right, _ = view.bounds
    line = (right - left) / 30  # about the height of a line of text
    taken = [box_around(*view.points[code], line / 4) for code in codes]
    for code in codes:
        x, y = view.points[code]
        if code not in known:
            ax.scatter(x, y, s=11, facecolors=theme.LINE, edgecolors=theme.SOFT, linewidths=0.6)
        text = wrap(countries.name(code).split(" (")[0], 18)
        wide, high = 0.56 * line * max(map(len, text.split("\n"))), line * (1 + text.count("\n"))
        for side in (1, -1):
            start = x + side * 0.6 * line
            far = start + side * wide
            box = (min(start, far), y - high / 2, max(start, far), y + high / 2)
            if free(box, taken) and left < box[0] and box[2] < right:
                taken.append(box)
                ax.text(start, y, text, ha="left" if side > 0 else "right", va="center")
                break
