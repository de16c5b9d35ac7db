"""Population by age and sex, 1950 to 2100: UN World Population Prospects 2024, medium variant.

Persons on 1 July of every fifth year; estimates to 2023, so 2025 and later are projections. A *location* is a
country (ISO3), a group (see ``countries``), or a tuple of ISO3 codes. If the UN gives no figures for
a group, as for Sub-Saharan Africa, income groups, EU27 and tuples, its members are added up; members without
UN figures are islands of a few thousand people at most.
"""

from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType
from typing import Final

import numpy as np
import numpy.typing as npt
import pandas as pd

from migbrief import paths
from migbrief.errors import UserError
from migbrief.text.i18n import mark

from . import countries
from .csv_errors import explain_read_errors

SOURCE: Final = mark("United Nations, World Population Prospects 2024, medium variant")
LICENCE: Final = "CC BY 3.0 IGO"
FIRST, LAST, STEP = 1950, 2100, 5
LAST_ESTIMATE: Final = 2023  # later figures are projections
LATEST: Final = LAST_ESTIMATE // STEP * STEP  # the last year of the table that is an estimate
NOW: Final = LATEST + STEP  # the year nearest to today, projected from the last estimates
AGES: Final = tuple(range(0, 101, STEP))  # the first age of each group; the last group is 100 and over
_SEXES: Final = ("male", "female")
_YEARS: Final = range(FIRST, LAST + 1, STEP)

Figures = npt.NDArray[np.int64]  # years × sexes × age groups
Location = str | tuple[str, ...]


def load() -> pd.DataFrame:
    """Return the whole table, one row per location, year and sex (male, then female).

    Columns ``location_m49, iso3, name, kind, year, sex, age_0, age_5 … age_100``, ages in persons; ``iso3``
    is missing for the world, regions and sub-regions. Raises ``UserError`` without the file.

    >>> load().loc[0, ["name", "sex"]].tolist()
    ['World', 'male']
    """
    return _rows().copy(deep=False)


@lru_cache(maxsize=1)
def _rows() -> pd.DataFrame:
    path = paths.data() / "indicators" / "wpp-2024-population.csv"
    kinds = {"location_m49": str, "iso3": str, "name": str, "kind": str, "sex": str}
    with explain_read_errors(path):
        return pd.read_csv(path, dtype=kinds, keep_default_na=False, na_values={"iso3": [""]})


def total(location: Location) -> pd.Series:
    """Return persons of all ages by year (index 1950 to 2100, every fifth).

    Raises ``UserError`` for a location that is unknown or has no figures.

    >>> int(total("KEN").loc[2020])
    52217334
    """
    return _series(figures(location).sum(axis=(1, 2)))


def has_figures(location: Location) -> bool:
    """Return whether World Population Prospects has a location; a few small territories are missing.

    >>> has_figures("ATA")
    False
    """
    try:
        figures(location)
    except UserError:
        return False
    return True


def period_end(year: int) -> int:
    """Return the end of the five-year period that contains a year.

    >>> period_end(2021), period_end(2025)
    (2025, 2025)
    """
    return -(-year // STEP) * STEP


def pyramid(location: Location, year: int) -> pd.DataFrame:
    """Return persons by age in one of the years: 21 rows, the last 100 and over; ``age_start, male, female``.

    >>> pyramid("KEN", 2025).shape
    (21, 3)
    """
    male, female = figures(location)[_YEARS.index(year)]
    return pd.DataFrame({"age_start": AGES, "male": male, "female": female})


def share(location: Location, ages: tuple[int, int | None]) -> pd.Series:
    """Return the percentage of people of some ages by year: ``(15, 24)``, or ``(65, None)`` for 65 and over.

    Ages are whole five-year groups.

    >>> round(float(share("KEN", (15, 24))[2025]), 1)
    21.5
    """
    people, (start, end) = figures(location).sum(axis=1), ages
    part = people[:, AGES.index(start) : None if end is None else AGES.index(end + 1)]
    return _series(100 * part.sum(axis=1) / people.sum(axis=1))


def median_age(location: Location, year: int) -> float:
    """Return the age in years that half the population is under.

    Interpolated within its five-year group, assuming an even spread of ages. It can differ from the UN's
    published median, which uses single years of age.

    >>> round(median_age("KEN", 2025), 1)
    21.1
    """
    people = figures(location)[_YEARS.index(year)].sum(axis=0)
    reached = np.cumsum(people)
    half = reached[-1] / 2
    group = int(np.searchsorted(reached, half))
    before = reached[group] - people[group]
    return float(AGES[group] + STEP * (half - before) / people[group])


def _series(values: npt.NDArray[np.float64] | Figures) -> pd.Series:
    return pd.Series(values, index=pd.RangeIndex(_YEARS, name="year"))


@lru_cache(maxsize=1)
def _table() -> tuple[Mapping[str, int], Figures]:
    """Return the index of each location (by M49 code), and all figures: locations × years × sexes × ages."""
    rows = load()
    years = len(_YEARS)
    every = rows.loc[:, [f"age_{age}" for age in AGES]].to_numpy(dtype=np.int64)
    codes = rows["location_m49"].iloc[:: years * len(_SEXES)]
    figures = every.reshape(len(codes), years, len(_SEXES), len(AGES))
    figures.flags.writeable = False
    return MappingProxyType({code: n for n, code in enumerate(codes)}), figures


@lru_cache(maxsize=512)
def figures(location: Location) -> Figures:
    """Return persons of a location, read-only: shape (years, sexes, ages), years 1950 to 2100, ages ``AGES``.

    Raises ``UserError`` for a location that is unknown or has no figures.

    >>> figures("KEN").shape
    (31, 2, 21)
    """
    places, figures = _table()
    known = countries.rows()
    members = (location,) if isinstance(location, str) else tuple(dict.fromkeys(location))
    if isinstance(location, str) and location not in known:
        group = countries.group(location)
        if group.code in places:
            return figures[places[group.code]]
        members = group.members
    positions = [places[code] for member in members if (code := known[member]["m49"]) in places]
    if not positions:
        place = ", ".join(map(countries.name, members))
        raise UserError("World Population Prospects has no figures for {place}", place=place)
    summed: Figures = figures[positions].sum(axis=0)
    summed.flags.writeable = False  # cached
    return summed
