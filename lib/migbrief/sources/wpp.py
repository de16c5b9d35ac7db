"""``indicators/wpp-2024-population.csv`` from the UN's World Population Prospects 2024.

The package bokeh_sampledata carries the medium variant (CC BY 3.0 IGO): persons by sex and five-year age
group on 1 July of every fifth year, 1950 to 2100; estimates to 2023, projections after.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from typing import Final

import pandas as pd

from migbrief.errors import UserError

from . import fetch
from .records import csv_text

MEMBER: Final = "bokeh_sampledata/_data/population.csv.gz"
AGES: Final = range(0, 101, 5)
COLUMNS: Final = ("location_m49", "iso3", "name", "kind", "year", "sex", *(f"age_{age}" for age in AGES))

# The Population Division numbers regions in its own way: its number, the M49 code, the kind, the M49 name.
_REGIONS: Final = """
900 001 world World
903 002 region Africa
5505 019 region Americas
935 142 region Asia
908 150 region Europe
909 009 region Oceania
904 419 region Latin America and the Caribbean
905 021 sub_region Northern America
906 030 sub_region Eastern Asia
910 014 sub_region Eastern Africa
911 017 sub_region Middle Africa
912 015 sub_region Northern Africa
913 018 sub_region Southern Africa
914 011 sub_region Western Africa
915 029 sub_region Caribbean
916 013 sub_region Central America
931 005 sub_region South America
920 035 sub_region South-eastern Asia
922 145 sub_region Western Asia
923 151 sub_region Eastern Europe
924 154 sub_region Northern Europe
925 039 sub_region Southern Europe
926 155 sub_region Western Europe
927 053 sub_region Australia and New Zealand
928 054 sub_region Melanesia
954 057 sub_region Micronesia
957 061 sub_region Polynesia
5500 143 sub_region Central Asia
5501 034 sub_region Southern Asia
"""


def rows(compressed: bytes, places: Mapping[str, tuple[str, str]]) -> list[dict[str, str]]:
    """One row per location, year and sex, the age groups side by side.

    ``places`` maps M49 codes to ISO3 and name. A location that is neither there nor a region, an age group
    given twice, and one not given are a ``UserError``: nothing is dropped.
    """
    found = pd.read_csv(io.BytesIO(compressed), compression="gzip", keep_default_na=False)
    known = {int(m49): (m49, iso3, name, "country") for m49, (iso3, name) in places.items()}
    for line in _REGIONS.split("\n"):
        if line:
            number, m49, kind, name = line.split(" ", 3)
            known[int(number)] = (m49, "", name, kind)
    if odd := set(found["LocID"]) - set(known):
        name = found.loc[found["LocID"] == min(odd), "Location"].iloc[0]
        raise UserError(f"location {min(odd)} ({name}) is not in countries.csv")
    try:
        wide = found.pivot(index=["LocID", "Year", "Sex"], columns="AgeGrpStart", values="Value")
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
    """``indicators/wpp-2024-population.csv`` as text."""
    table = csv.DictReader(io.StringIO(done["reference/countries.csv"]))
    places = {row["m49"]: (row["iso3"], row["name"]) for row in table if row["m49"]}
    population = rows(fetch.read("bokeh_sampledata", MEMBER), places)
    return {"indicators/wpp-2024-population.csv": csv_text(COLUMNS, population)}
