"""Check net migration rates against the change of population."""

from typing import Final

import numpy as np
import pandas as pd

from . import population

RATE: Final = "net_migration_rate"
NATURAL_INCREASE: Final = (-1.5, 3.8)  # percent a year: births less deaths lie within this everywhere
MIN_POPULATION: Final = 10_000  # people: in smaller populations, errors of counting are as large as migration


def is_consistent(iso3: str, rate: float, year: int | None) -> bool:
    """Return whether a net migration rate (per 1,000 people a year) is consistent with population change.

    The change in the five years that include the year, less net migration, must be a possible natural
    increase. Places with under 10,000 people always pass: their errors of counting are as large as migration.

    >>> is_consistent("KEN", -80.0, 2020), is_consistent("KEN", -0.2, 2020)
    (False, True)
    """
    if year is None or not population.has_figures(iso3):
        return True
    total = population.total(iso3).astype(float)
    end = population.period_end(year)
    start = end - population.STEP
    if total[population.NOW] < MIN_POPULATION or not total[end] or not total[start]:
        return True
    growth = 100 * float(np.log(total[end] / total[start])) / population.STEP  # percent a year
    return NATURAL_INCREASE[0] <= growth - rate / 10 <= NATURAL_INCREASE[1]


def consistent_rates(rows: pd.DataFrame) -> pd.DataFrame:
    """Return the net migration rates of :func:`indicators.latest` that are consistent with population.

    >>> consistent_rates(pd.DataFrame({"value": [-80.0], "year": [2020]}, index=["KEN"])).empty
    True
    """
    rates = zip(rows.index, rows["value"], rows["year"], strict=True)
    kept = [is_consistent(str(i), float(v), None if pd.isna(year) else int(year)) for i, v, year in rates]
    return rows[kept]
