"""A map of one figure, in classes of about equal numbers of countries."""

from collections.abc import Sequence
from itertools import pairwise
from typing import Any, Final, Unpack

import numpy as np
import pandas as pd

from migbrief.datasets import countries
from migbrief.display import theme
from migbrief.display.charts import Caption, Chart, Drawing, Key, chart, describe, legend_height, wrap_to
from migbrief.display.csv import numbers
from migbrief.display.html import remade
from migbrief.errors import UserError
from migbrief.text import words
from migbrief.text.i18n import t, tn
from migbrief.text.value import Count

from . import window
from .base_map import land, outline
from .notes import map_note

# Countries whose figure is exactly zero.
_EVEN: Final[dict[str, Any]] = {"edge": theme.SOFT, "hatch": "..."}


@remade
def choropleth(
    data: pd.DataFrame,
    *,
    value: str,
    unit: str,
    axis: str = "",
    highlight: Sequence[str] = (),
    around: Sequence[str] = (),
    log: bool = False,
    **caption: Unpack[Caption],
) -> Chart:
    """Draw a map of one figure, in classes of about equal size; with ``log``, in powers of ten.

    ``data`` is indexed by iso3, its column ``value`` in ``unit`` (numbers or :class:`Value`); countries
    without one stay grey. With negative values the scale diverges at zero, and exact zeros are dotted, being
    neither gain nor loss. ``highlight`` are iso3 codes drawn with a dark outline, ``around`` those that the
    map must show; the world by default.

    >>> data = pd.DataFrame({"share": [2.0, 30.1]}, index=["KEN", "NPL"])
    >>> choropleth(data, value="share", title="Nepal leads", source="A survey", unit="%", name="n").alt
    'World map, %, 2 countries and territories with data. Highest and lowest: Nepal: 30.1%; Kenya: 2%.'
    """
    figures = numbers(data[value]).dropna()
    limits = powers(figures) if log else classes(figures)
    ramp = _ramp(limits, figures)
    bins = np.digitize(figures.to_numpy(), limits) if limits else np.zeros(len(figures), int)
    colours = {str(iso3): ramp[b] for iso3, b in zip(figures.index, bins, strict=True)}
    even = [str(iso3) for iso3 in figures.index[figures == 0]] if figures.min() < 0 else []
    colours |= dict.fromkeys(even, theme.PAPER)
    view = window.around(around) if around else window.world()
    measured = wrap_to(axis or words.measure(unit), 72 * theme.WIDTH - 16)
    filled = {c: s for c, s in zip(ramp, labels(limits, unit, figures), strict=True) if c in colours.values()}
    keys = [Key(text, colour) for colour, text in filled.items()]
    keys += [Key(t("exactly zero"), theme.PAPER, **_EVEN)] if even else []
    keys.append(Key(words.missing(), theme.LAND))

    table = (
        data.assign(country=[countries.name(str(k)) for k in data.index]).rename_axis("iso3").reset_index()
    )
    columns = ["iso3", "country", *[c for c in data.columns if c != "name"]]
    table = table[columns].sort_values("country", key=lambda names: names.map(countries.fold))
    data_at = columns.index(value), list(map(str, table["iso3"]))
    if of := caption.get("listed_in"):
        data_at = of[1], list(map(str, data.index))

    def draw(drawing: Drawing) -> None:
        panel = drawing.panel()
        land(panel, colours, view, data_at)
        outline(panel, highlight, colours, view)
        dotted = [view.shapes[code] for code in even if code in view.shapes and code not in view.points]
        panel.shapes(dotted, theme.PAPER, width=0.5, **_EVEN)
        drawing.legend(keys, below=True, title=measured)

    caption["note"] = map_note(view, caption.get("note", ""))
    return chart(
        draw,
        alt=_words(figures, axis or words.measure(unit), unit, t("Map") if around else t("World map")),
        data=table,
        height=theme.WIDTH / view.ratio + legend_height([key.label for key in keys], title=True),
        **caption,
    )


def _words(figures: pd.Series, axis: str, unit: str, kind: str) -> str:
    """Describe the map: how many countries have data, the highest and the lowest of them."""
    ranked = figures.sort_values(ascending=False)
    if len(ranked) > 8:
        ranked = pd.concat([ranked.head(5), ranked.tail(3)])
    ends = describe([countries.name(k) for k in ranked.index], list(ranked), unit)
    return tn(
        "{map}, {axis}, {n} countries and territories with data. Highest and lowest: {figures}",
        "{map}, {axis}, {n} countries and territories with data. Highest and lowest: {figures}",
        Count(len(figures)),
        map=kind,
        axis=axis,
        figures=ends,
    )


def classes(values: pd.Series, n: int = 5) -> list[float]:
    """Return the limits between at most ``n`` classes: quantiles, rounded to two figures, rising.

    With negative and positive values, zero is a limit; if none is positive, zeros do not count.

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


def powers(values: pd.Series, n: int = 5) -> list[float]:
    """Return the limits between at most ``n`` classes on a logarithmic scale: powers of ten.

    Raises ``UserError`` if a figure is below zero.

    >>> powers(pd.Series([3, 40, 50_000]))
    [10.0, 100.0, 1000.0, 10000.0]
    """
    kept = pd.to_numeric(values).dropna()
    if (kept < 0).any():
        raise UserError("a logarithmic scale shows only figures above zero")
    kept = np.log10(kept[kept > 0])
    if kept.empty:
        return []
    exponents = np.arange(np.floor(float(kept.min())) + 1, np.ceil(float(kept.max())))
    return [float(10**power) for power in exponents[-(n - 1) :]]


def _ramp(limits: Sequence[float], figures: pd.Series) -> Sequence[str]:
    """Return a colour for each class: two hues that diverge at zero if a figure is negative, else one."""
    if limits and figures.min() < 0:
        below = sum(1 for x in limits if x < 0)
        above = sum(1 for x in limits if x > 0)
        gains = theme.DIVERGING[3 : 4 + above] if figures.max() > 0 else ()
        return [*theme.DIVERGING[2 - below : 3], *gains]
    return theme.SEQUENTIAL[len(theme.SEQUENTIAL) - len(limits) - 1 :]


def labels(limits: Sequence[float], unit: str, figures: pd.Series) -> list[str]:
    """Return labels of the classes, the lowest first.

    >>> labels([5.0], "%", pd.Series([2.0, 7.0]))
    ['under 5%', '5% or more']
    """

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
