"""The world map of the index: coloured by a chosen measure, with a link wherever there is a page."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final

import numpy as np
import pandas as pd

from migbrief.datasets import countries
from migbrief.display.maps import window
from migbrief.display.maps.choropleth_map import classes, labels
from migbrief.display.maps.notes import map_note
from migbrief.text import words
from migbrief.text.i18n import t

from .index_numbers import Measure, source
from .templates_env import render

SCALE: Final = 30.0  # kilometres of the map in one unit of the drawing
CLASSES: Final = 5
STEPS: Final = 700  # across the map, which is as wide as the page


@dataclass(frozen=True)
class Place:
    """A shape, or the middle of a dot, with class and text for each measure; a blank name is no country."""

    shape: str = ""
    at: tuple[int, int] | None = None
    name: str = ""
    page: str = ""
    kinds: Sequence[str] = ()
    said: Sequence[str] = ()


@dataclass(frozen=True)
class Scale:
    """The class of each place by a measure; ``steps`` are the classes and their labels, lowest first."""

    kinds: Mapping[str, str]
    steps: Sequence[tuple[str, str]]


def world_map(pages: Mapping[str, str], measures: Sequence[Measure]) -> str:
    """Return the world coloured by a measure, with a choice of all, as HTML; ``pages`` are by ISO3."""
    view = window.world(STEPS)
    left, bottom, right, top = view.bounds
    scales = [scale(measure) for measure in measures]

    def places() -> Iterator[Place]:
        for code, shape in outlines().items():
            yield place(code, shape)
        for code, (x, y) in view.points.items():
            yield place(code, at=(round((x - left) / SCALE), round((top - y) / SCALE)))

    def place(code: str, shape: str = "", at: tuple[int, int] | None = None) -> Place:
        if code not in countries.rows():
            return Place(shape, at)
        kinds = [scale.kinds.get(code, "") for scale in scales]
        texts = [_figure_text(measure, code) for measure in measures]
        return Place(shape, at, countries.name(code), pages.get(code, ""), kinds, texts)

    return render(
        "atlas.html.j2",
        measures=measures,
        scales=scales,
        sources=[_source(measure) for measure in measures],
        places=places(),
        size=(round((right - left) / SCALE), round((top - bottom) / SCALE)),
        no_data=words.missing(),
        note=map_note(view),
    )


def scale(measure: Measure) -> Scale:
    """Return classes of a measure with about equal numbers of places; those below zero have another hue."""
    figures = pd.Series({code: value.value / measure.scale for code, value in measure.values.items()})
    limits = classes(figures, CLASSES)
    below = sum(limit < 0 for limit in limits)
    if below:
        kinds = [f"d{n}" for n in range(3 - below, 4 + len(limits) - below)]
    else:
        kinds = [f"s{n}" for n in range(6 - len(limits), 7)]
    bins = np.digitize(figures.to_numpy(), limits)
    class_labels = labels(limits, measure.unit, figures)
    return Scale(
        {str(code): kinds[n] for code, n in zip(figures.index, bins, strict=True)},
        list(zip(kinds, class_labels, strict=True)),
    )


def _figure_text(measure: Measure, code: str) -> str:
    """Return a figure with its sign, and its year unless that is the most frequent one."""
    value = measure.values.get(code)
    text = measure.text(code) + ("%" if value is not None and measure.unit.startswith("%") else "")
    return f"{text} ({value.year})" if value is not None and value.year not in (None, measure.year) else text


def _source(measure: Measure) -> str:
    from_ = words.series(map(source, measure.editions))
    return f"{t('Source')}{t(': ')}{from_}" if from_ else ""


@cache
def outlines() -> dict[str, str]:
    """Return path data of every country with a shape, the same on the map in every language.

    >>> outlines()["KEN"][:1]
    'M'
    """
    view = window.world(STEPS)
    left, _, _, top = view.bounds
    return {code: window.path_data(shape, left, top, SCALE) for code, shape in view.shapes.items()}
