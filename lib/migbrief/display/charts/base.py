"""Common parts of every figure: the drawing, its texts, its data."""

from __future__ import annotations

import functools
import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from html import escape
from typing import TYPE_CHECKING, Any, Final, NotRequired, TypedDict

import numpy as np
import pandas as pd

from migbrief.datasets import caveats
from migbrief.display import theme
from migbrief.display.csv import bare_value, csv_link, numeric
from migbrief.display.html import Display
from migbrief.display.tables import plain_table
from migbrief.errors import UserError
from migbrief.text import words
from migbrief.text.i18n import t
from migbrief.text.markup import here, referring, slug, unreferred
from migbrief.text.value import Count

from .drawing import Drawing

if TYPE_CHECKING:
    from .own_figure import OwnFigure


DESCRIBED: Final = 8  # figures in a text alternative


class Caption(TypedDict):
    """Keyword arguments of every drawing function: ``title``, ``source``, ``name``, ``note``, ``listed_in``.

    The title states the finding. The name is the same in every language and edition of the data.
    """

    title: str
    source: str
    name: str
    note: NotRequired[str]
    listed_in: NotRequired[
        tuple[str, int] | None
    ]  # name of the figure that lists its data, and in which column


@dataclass(frozen=True, repr=False)
class Chart(Display):
    """A drawn figure. ``title`` states the finding, ``alt`` describes it with its figures.

    ``data`` are numbers, with unit, year, qualifier and source in their own columns.
    """

    title: str = ""
    alt: str = ""
    source: str = ""
    data: pd.DataFrame = field(default_factory=pd.DataFrame)
    draw: Callable[[Drawing], None] | None = None
    height: float = 3.2

    def _results(self) -> Iterator[Display]:
        yield self

    def figure(self) -> OwnFigure:
        """Return a new matplotlib figure of it, whose title, axes and colours you can change."""
        from .own_figure import own_figure  # imports all of matplotlib

        assert self.draw is not None, "a chart knows how it is drawn"
        return own_figure(self.draw, self.height, self.title, self.source)


def chart(
    draw: Callable[[Drawing], None],
    *,
    title: str,
    alt: str,
    data: pd.DataFrame,
    source: str,
    height: float = 3.2,
    note: str = "",
    name: str,
    listed_in: tuple[str, int] | None = None,
    log: str = "",
) -> Chart:
    """Draw a figure ``height`` inches high with title, source, note, data table and CSV.

    ``data`` is exactly what is drawn, one row a mark, with readable column names; footnotes lead to the cells
    that hold a :class:`Value`, and to the figure by its ``name``, which is the same in every language and
    edition of the data, for links to the figure. The title may carry footnotes. Data that another figure of
    the page already lists (``listed_in``) are not repeated. ``log`` names an axis, ``x`` or ``y``, to be
    logarithmic.

    >>> def draw(drawing: Drawing) -> None:
    ...     drawing.panel().line([1990, 2020], [1, 2], theme.SERIES[0])
    >>> data = pd.DataFrame({"year": [1990, 2020], "value": [1, 2]})
    >>> print(chart(draw, title="It doubled", alt="From 1 to 2.", data=data, source="A survey", name="n"))
    [Figure] It doubled
    From 1 to 2.
    Source: A survey.
    """
    caption, title = referring(title), unreferred(title)
    anchor = f"fig-{slug(name)}"
    if log:
        draw = functools.partial(_logarithmic, draw, log)
    drawing = Drawing(height)
    draw(drawing)
    plain = numeric(data)
    behind = plain_table(data, title) if not listed_in else ""
    note = caveats.with_place_caveats(note, title, alt, behind)
    opening = f'<figure class="mb-figure" id="{anchor}"'
    opening += f' data-table="fig-{slug(listed_in[0])}">' if listed_in else ">"
    extra = f'<p class="mb-note">{referring(note)}</p>' if note else ""
    html = (
        f'{opening}<figcaption class="mb-finding">{caption}</figcaption>'
        # If no style sheet sets the paper's colour, the figure brings its own, as its ink is dark.
        f'<div class="mb-chart" style="--ratio:{theme.WIDTH / height:.2f};'
        f'background-color:var(--paper,{theme.PAPER})">{drawing.svg(f"{title} {alt}".strip(), anchor)}</div>'
        f'<p class="mb-source">{referring(t("Source: {source}.", source=source))}{here(name)}</p>{extra}'
    )
    if not listed_in:
        html += (
            f'<details class="mb-data"><summary>{escape(t("Data"))}</summary>'
            f"{behind}<p>{csv_link(plain, name)}</p></details>"
        )
    html += "</figure>"
    text = f"[Figure] {title}\n{alt}\n{t('Source: {source}.', source=source)}"
    return Chart(html, text, title=title, alt=alt, source=source, data=plain, draw=draw, height=height)


def _logarithmic(draw: Callable[[Drawing], None], axis: str, drawing: Drawing) -> None:
    """Draw with an axis on a logarithmic scale. Raise ``UserError`` if a figure is below zero."""
    draw(drawing)
    at = "xy".index(axis)
    for panel in drawing.panels:
        along = panel.x if axis == "x" else panel.y
        sizes = np.concatenate([mark.points[:, at] for mark in panel.marks])
        sizes = sizes[np.isfinite(sizes) & (sizes != 0)]  # bars begin at zero
        if not len(sizes) or sizes.min() < 0:
            raise UserError("a logarithmic scale shows only figures above zero")
        low, high = float(sizes.min()), float(sizes.max())
        wide = max(high / low, 2.0)
        # Bars begin below the smallest of them, and their figures stand beyond the ends.
        before, behind = (0.15, 0.3) if axis == "x" else (0.05, 0.05)
        along.log, along.limits = True, (low / wide**before, high * wide**behind)
        along.numbers(_powers)
        for mark in panel.marks:
            mark.points[:, at] = np.maximum(mark.points[:, at], along.limits[0])


def _powers(low: float, high: float, most: int) -> list[float]:
    """Return powers of ten between two limits, and numbers between them if those are few."""
    steps = (1, 2, 5) if high / low < 100 else (1,)
    exponents = range(math.floor(math.log10(low)), math.ceil(math.log10(high)) + 1)
    steps_of_ten = [step * 10.0**exponent for exponent in exponents for step in steps]
    kept = [at for at in steps_of_ten if low <= at <= high]
    return kept[:: -(-len(kept) // most)] if kept else []


def describe(labels: Sequence[Any], values: Sequence[Any], unit: str = "") -> str:
    """Describe a chart's figures for its text alternative: the first eight, and how many more.

    >>> describe(["Kenya", "Nepal"], [12.5, None], "%")
    'Kenya: 12.5%; Nepal: no data.'
    """
    figures = [
        t("{name}: {figure}", name=a, figure=words.quantity(bare_value(v), unit))
        for a, v in list(zip(labels, values, strict=True))[:DESCRIBED]
    ]
    more = len(labels) - DESCRIBED
    return words.series(figures) + (
        t("; and {n} more in the data table.", n=Count(more)) if more > 0 else "."
    )
