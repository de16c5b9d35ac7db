"""The world map of the index: coloured by a measure of the reader's choice, a link wherever there is a page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from html import escape

import numpy as np
import pandas as pd

from migbrief.datasets import countries
from migbrief.display.maps import window
from migbrief.display.maps.choropleth_map import classes, labels
from migbrief.display.maps.notes import map_note
from migbrief.display.maps.window import path_data
from migbrief.text import words
from migbrief.text.i18n import t

from . import index_numbers
from .index_numbers import Measure

SCALE = 30.0  # kilometres of the map in one unit of the drawing
CLASSES = 5


def world_map(pages: Mapping[str, str], measures: Sequence[Measure]) -> str:
    """The world with the choice of its colours. ``pages`` are addresses by ISO3.

    It shows the first measure; the script of the page shows the others, which stand in its data attributes:
    a class for each measure, and what it says of the place.
    """
    view = window.world()
    left, bottom, right, top = view.bounds
    size = f"0 0 {(right - left) / SCALE:.0f} {(top - bottom) / SCALE:.0f}"
    scales = [_scale(measure) for measure in measures]

    def mark(code: str, shape: str) -> str:
        if code not in countries.load().index:
            return shape
        kinds = [kinds.get(code, "") for kinds, _ in scales]
        figures = [_said(measure, code) for measure in measures]
        title = escape(f"{countries.name(code)}{t(': ')}{figures[0]}" if figures else countries.name(code))
        given = f'class="{kinds[0] if kinds else ""}" data-k="{" ".join(k or "-" for k in kinds)}"'
        given += f' data-v="{escape("|".join(figures))}"'
        tag = f'a href="{escape(pages[code])}" tabindex="-1"' if code in pages else "g"
        return f"<{tag} {given}><title>{title}</title>{shape}</{tag[0]}>"

    shapes = {code: f'<path d="{data}"/>' for code, data in _outlines().items()}
    dots = {
        code: f'<circle cx="{(x - left) / SCALE:.0f}" cy="{(top - y) / SCALE:.0f}" r="5"/>'
        for code, (x, y) in view.points.items()
    }
    marks = "".join(mark(*place) for part in (shapes, dots) for place in part.items())
    keys = "".join(_key(measure, steps, n) for n, (measure, (_, steps)) in enumerate(zip(measures, scales, strict=True)))
    label = escape(t("World map; arrow keys go from country to country"))
    return (
        f'{_choice(measures)}<div class="mb-chart atlas-frame"><svg class="atlas" viewBox="{size}" role="group" '
        f'aria-label="{label}">{marks}</svg><p class="atlas-tip" data-again="{escape(t("tap again to open"))}" '
        f'hidden></p></div>{keys}<p class="mb-source">{escape(map_note(view))}</p>'
    )


def _choice(measures: Sequence[Measure]) -> str:
    options = "".join(f'<option value="{n}">{escape(m.head)}</option>' for n, m in enumerate(measures))
    label = escape(t("Colours show"))
    return (
        f'<p class="atlas-choice" hidden><label for="atlas-measure">{label}</label> '
        f'<select id="atlas-measure">{options}</select></p>'
    )


def _key(measure: Measure, steps: Sequence[tuple[str, str]], n: int) -> str:
    """The legend of a measure with its sources: hidden, but for that of the first."""
    items = "".join(f'<li><span class="{kind}"></span>{escape(said)}</li>' for kind, said in steps)
    by = t(": ").join((t("Source"), words.series(map(index_numbers.source, measure.editions)))) if measure.editions else ""
    source = f'<p class="mb-source">{escape(by)}</p>' if by else ""
    return (
        f'<div class="atlas-key" data-measure="{n}"{" hidden" if n else ""}><strong>{escape(measure.head)}</strong><ul>{items}'
        f"<li><span></span>{escape(words.missing())}</li></ul>{source}</div>"
    )


def _scale(measure: Measure) -> tuple[dict[str, str], list[tuple[str, str]]]:
    """The class of each place, and what the classes say; a measure below zero has two hues."""
    figures = pd.Series({code: value.value / measure.scale for code, value in measure.values.items()})
    limits = classes(figures, CLASSES)
    below = sum(limit < 0 for limit in limits)
    if below:  # limits below zero, zero, limits above: the hues part at zero
        kinds = [f"d{n}" for n in range(3 - below, 4)] + [f"d{n}" for n in range(4, 4 + len(limits) - below)]
    else:
        kinds = [f"s{n}" for n in range(6 - len(limits), 7)]
    bins = np.digitize(figures.to_numpy(), limits)
    said = labels(limits, measure.unit, figures)
    return (
        {str(code): kinds[n] for code, n in zip(figures.index, bins, strict=True)},
        list(zip(kinds, said, strict=True)),
    )


def _said(measure: Measure, code: str) -> str:
    """A figure with its sign, and its year where it is of another than most."""
    value = measure.values.get(code)
    text = measure.text(code) + ("%" if value and measure.unit.startswith("%") else "")
    other = value is not None and value.year not in (None, measure.year)
    return f"{text} ({value.year})" if value and other else text


@cache
def _outlines() -> dict[str, str]:
    """The path data of every country that has a shape: the same on the map of every language."""
    view = window.world()
    left, _, _, top = view.bounds
    return {code: path_data(shape, left, top, SCALE) for code, shape in view.shapes.items()}
