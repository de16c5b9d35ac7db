"""``reference/names.csv``: names of each country by the UN, UNHCR, OCHA and Natural Earth.

From OCHA's taxonomy (short and formal names of the UN's terminology, ISO and M49, in English, French and
Spanish) and from Natural Earth's outlines.
"""

import json
from collections.abc import Mapping
from typing import Final

from migbrief.datasets.name_forms import fold
from migbrief.errors import UserError

from . import countries, fetch, outlines
from .records import csv_text

COLUMNS: Final = ("name", "iso3")
_NAMES: Final = """
Preferred Term|ISO Alt Term|DGACM Alt Term|HPC Tools Alt Term|RW Short Name|RW API Alt Term|English Short
|French Short|Spanish Short|English Formal|M49 English|M49 French|M49 Spanish
"""


def build(_: Mapping[str, str]) -> dict[str, str]:
    """Return the table, one row for each form of a name. Raise ``UserError`` for a name of two countries."""
    taxonomy = fetch.read("hdx-python-country", countries.TAXONOMY)
    topology = json.loads(fetch.read("world-atlas", outlines.MEMBER))
    by_folded: dict[str, tuple[str, str]] = {}
    numbers = {}
    for row, entity in countries.entities(taxonomy):
        numbers[entity["m49"]] = entity["iso3"]
        for column in _NAMES.replace("\n", "").split("|"):
            _add(by_folded, row[column], entity["iso3"])
    shapes = [
        (shape["properties"]["name"], shape.get("id"))
        for shape in topology["objects"]["countries"]["geometries"]
    ]
    for name, number in shapes:
        # Two shapes can have one number: a State, and islands that belong to it.
        if sum(other == number for _, other in shapes) == 1:
            _add(by_folded, name, numbers[number])
    rows = sorted(
        ({"name": name, "iso3": iso3} for name, iso3 in by_folded.values()),
        key=lambda row: (row["iso3"], row["name"]),
    )
    return {"reference/names.csv": csv_text(COLUMNS, rows)}


def _add(by_folded: dict[str, tuple[str, str]], name: str, iso3: str) -> None:
    name = " ".join(name.split()).removeprefix("the ")
    if not name:
        return
    if (known := by_folded.setdefault(fold(name), (name, iso3)))[1] != iso3:
        raise UserError(f"{name} is the name of two countries: {known[1]} and {iso3}")
