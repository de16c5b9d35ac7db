"""Loads what reports share, once, in the process that all of them are forked from."""

import contextlib
import importlib
import pkgutil
import string
from collections.abc import Sequence
from typing import Final

import pandas as pd

from migbrief import content
from migbrief.datasets import countries, indicators, population, store
from migbrief.datasets.store import definitions
from migbrief.display import charts, html, maps
from migbrief.display import tables as display_tables
from migbrief.display.charts.labels import text_width, wrap
from migbrief.display.maps import window
from migbrief.editions import edition
from migbrief.errors import UserError
from migbrief.text import i18n

LETTERS: Final = (
    "0123456789.,–−%$≥áéíóúñàâçèêîôûœÉÎ \u00a0\u202f"  # with the plain ones: what stands in figures
)


def tables() -> None:
    """Read the tables as they are on disk: what is computed from them must be computed in each report."""
    for vintage in indicators.vintages():
        for indicator in indicators.definitions().index[:1]:  # any brings the figures of all
            indicators.observations(indicator, "KEN", vintage)
            indicators.latest(indicator, vintage)
    for name in edition.available():
        with contextlib.suppress(UserError):  # of one that is being written
            edition.load(name)
    population.figures("KEN")  # any place brings the table of all
    window.world()
    held = store.to_show()
    for edition_held in held.state:
        held.places(edition_held)  # which opens its tables
    for indicator in definitions.load():
        held.preferred(indicator)
    for code in i18n.LANGUAGES:
        with i18n.speaking(code):
            countries.called("")  # any name brings those of all, with what CLDR has of the language


def modules() -> Sequence[str]:
    """Import every module of ``content``; a broken one is passed over: the reports that call it fail."""
    loaded = []
    for found in pkgutil.walk_packages(content.__path__, f"{content.__name__}.", onerror=lambda name: None):
        with contextlib.suppress(Exception):
            importlib.import_module(found.name)
            loaded.append(found.name)
    return loaded


def examples() -> Sequence[html.Display]:
    """Use each kind of display once, so that what it builds at first use is there."""
    _measure()
    data = pd.DataFrame({"place": ["a", "b"], "value": [1.0, 2.5]})
    codes = list(countries.load().index)  # as many classes as maps have, at the size that maps then have
    world = pd.DataFrame({"value": range(len(codes))}, index=codes, dtype=float)
    return [
        charts.bars(data, label="place", value="value", title="A", source="B", name="D"),
        charts.lines(data[["value"]], title="A", source="B", name="D", axis="C"),
        charts.stacked(data.set_index("place"), title="A", source="B", name="D", axis="C"),
        maps.choropleth(world, value="value", unit="persons", title="A", source="B", name="D"),
        display_tables.table(data, "A", source="B"),
        html.paragraph("A has 2.5 of 1,000."),
    ]


def _measure() -> None:
    """Have the sizes of texts that stand in many figures: years, numbers, names of countries."""
    names = [wrap(name) for name in countries.load()["name"]]
    for text in [
        *string.ascii_letters,
        *LETTERS,
        *map(str, range(101)),
        *map(str, range(1950, 2101, 5)),
        *names,
    ]:
        text_width(text)
