"""``indicators/wpp-2024-population.csv`` from the UN's World Population Prospects 2024.

The package bokeh_sampledata carries the medium variant (CC BY 3.0 IGO): persons by sex and five-year age
group on 1 July of every fifth year, 1950 to 2100; estimates to 2023, projections after.
"""

import csv
import io
from collections.abc import Mapping
from typing import Final

import pandas as pd

from migbrief.errors import UserError

from . import fetch
from .records import TABLES, csv_text

MEMBER: Final = "bokeh_sampledata/_data/population.csv.gz"
AGES: Final = range(0, 101, 5)
COLUMNS: Final = ("location_m49", "iso3", "name", "kind", "year", "sex", *(f"age_{age}" for age in AGES))


def rows(compressed: bytes, places: Mapping[str, tuple[str, str]]) -> list[dict[str, str]]:
    """Return one row per location, year and sex, the age groups side by side.

    ``places`` maps M49 codes to ISO3 and name. Raises ``UserError`` for a location that is neither there nor
    a region, and for age groups given twice or not at all: nothing is dropped.
    """
    population = pd.read_csv(io.BytesIO(compressed), compression="gzip", keep_default_na=False)
    known = {int(m49): (m49, iso3, name, "country") for m49, (iso3, name) in places.items()}
    for line in TABLES["wpp"]["regions"].splitlines():
        number, m49, kind, name = line.split(" ", 3)
        known[int(number)] = (m49, "", name, kind)
    if odd := set(population["LocID"]) - set(known):
        name = population.loc[population["LocID"] == min(odd), "Location"].iloc[0]
        raise UserError(f"location {min(odd)} ({name}) is not in countries.csv")
    try:
        wide = population.pivot(index=["LocID", "Year", "Sex"], columns="AgeGrpStart", values="Value")
    except ValueError as error:
        raise UserError(f"an age group is given twice: {error}") from None
    if list(wide.columns) != list(AGES) or wide.isna().any(axis=None):
        raise UserError("age groups are missing or unknown")
    made = [
        dict(zip(COLUMNS, (*known[n], str(year), sex.lower(), *(f"{v:.0f}" for v in ages)), strict=True))
        for (n, year, sex), ages in zip(wide.index, wide.to_numpy(), strict=True)
    ]
    return sorted(made, key=lambda row: (row["location_m49"], row["year"], row["sex"] != "male"))


def build(done: Mapping[str, str]) -> dict[str, str]:
    """Return ``indicators/wpp-2024-population.csv`` as text."""
    table = csv.DictReader(io.StringIO(done["reference/countries.csv"]))
    places = {row["m49"]: (row["iso3"], row["name"]) for row in table if row["m49"]}
    population = rows(fetch.read("bokeh_sampledata", MEMBER), places)
    return {"indicators/wpp-2024-population.csv": csv_text(COLUMNS, population)}
