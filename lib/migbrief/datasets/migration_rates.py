"""Check net migration rates against the change of population."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import Final

import numpy as np
import pandas as pd

from migbrief.text import words
from migbrief.text.articles import with_article
from migbrief.text.i18n import tn

from . import countries, indicators, population

RATE: Final = "net_migration_rate"
NATURAL_INCREASE: Final = (-1.5, 3.8)  # percent a year: births less deaths lie within this everywhere
MIN_POPULATION: Final = 10_000  # people: among fewer, errors of counting weigh as much as migration


@lru_cache(maxsize=1024)
def inconsistent_period(iso3: str, rate: float, year: int | None) -> str:
    """Return the five-year period whose population change contradicts a net migration rate; else empty.

    ``rate`` is per 1,000 people a year. The change less net migration must be a possible natural increase.
    Places with under 10,000 people are not tested: errors of counting weigh as much as migration there.

    >>> inconsistent_period("KEN", -80.0, 2020)
    '2015–2020'
    """
    if year is None or not population.has_figures(iso3):
        return ""
    total = population.total(iso3).astype(float)
    end = population.period_end(year)
    start = end - population.STEP
    if total[population.NOW] < MIN_POPULATION or not total[end] or not total[start]:
        return ""
    growth = 100 * float(np.log(total[end] / total[start])) / population.STEP  # percent a year
    return "" if NATURAL_INCREASE[0] <= growth - rate / 10 <= NATURAL_INCREASE[1] else f"{start}–{end}"


def inconsistent_rates(rows: pd.DataFrame) -> dict[str, str]:
    """Return the net migration rates that contradict the population change, as iso3 to period.

    ``rows`` are as :func:`indicators.latest` gives them.

    >>> inconsistent_rates(pd.DataFrame({"value": [-80.0, 0.26], "year": [2020, 2025]}, index=["KEN", "NPL"]))
    {'KEN': '2015–2020'}
    """
    asked = {
        str(code): inconsistent_period(str(code), float(value), None if pd.isna(year) else int(year))
        for code, value, year in zip(rows.index, rows["value"], rows["year"], strict=True)
    }
    return {code: period for code, period in asked.items() if period}


def consistent_rates(rows: pd.DataFrame) -> pd.DataFrame:
    """Return net migration rates without those that contradict the population change.

    >>> consistent_rates(pd.DataFrame({"value": [-80.0], "year": [2020]}, index=["KEN"])).empty
    True
    """
    return rows.drop(index=list(inconsistent_rates(rows)))


def consistency_caveat(chosen: Iterable[str], vintage: str) -> str:
    """Return the caveat on countries whose net migration rate contradicts the population; empty for none.

    It belongs into the note of a figure or table, because its footnote leads there.

    >>> consistency_caveat(["KEN"], "2025")
    ''
    """
    rows = indicators.latest(RATE, vintage, chosen)
    periods = inconsistent_rates(rows)
    if not periods:
        return ""
    named = (
        f"{with_article(countries.name(code))} ({words.number(float(rows.loc[code, 'value']))}, {period})"
        for code, period in periods.items()
    )
    said = tn(
        "The net migration rate of {countries} in the Factbook's {vintage} edition does not fit the change "
        "of population in World Population Prospects in those years, so it should not be relied on.",
        "The net migration rates of {countries} in the Factbook's {vintage} edition do not fit the change "
        "of population in World Population Prospects in those years, so they should not be relied on.",
        len(periods),
        vintage=vintage,
        countries=words.listing(named),
    )
    return said
