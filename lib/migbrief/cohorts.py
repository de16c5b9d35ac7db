"""Net migration of young adults, estimated by following birth cohorts through World Population Prospects.

People aged 10 to 29 at the start of a five-year period are 15 to 34 at its end. Those expected to survive
are subtracted from those found; what is left is attributed to net migration. Two survival assumptions
give a range:

- *world*: the cohort survived as the same cohort of the world did (the world has no migration);
- *scaled*: the same, with mortality scaled by the country's own at ages 45 to 64, where few migrate.

The result is an estimate, not a count. It carries every error of the population figures and treats war
deaths as departures.
"""

from __future__ import annotations

from typing import Final

import numpy as np
import numpy.typing as npt
import pandas as pd

from . import population
from .language import mark

METHOD: Final = mark(
    "Estimate: people found at ages 15 to 34 less those expected to survive from ages 10 to 29 five years "
    "before. Assumed survival: that of the same cohorts of the world, as it is (one end of the range) and "
    "scaled to the country's own mortality at ages 45 to 64 (the other)."
)
# Under so many people a five-year age group holds a few hundred at the most: errors of counting and rounding
# then weigh as much as any balance of those who came and left.
FEWEST: Final = 10_000
YOUNG: Final = slice(2, 6)  # age groups 10–14 … 25–29 at the start of a period
_OLDER: Final = slice(9, 13)  # age groups 45–49 … 60–64
_WORKING: Final = slice(3, 13)  # age groups 15–19 … 60–64
_SCALE: Final = (0.2, 2.5)  # beyond this, migration at older ages rather than mortality shows

Array = npt.NDArray[np.float64]


def net_migration(location: population.Location) -> pd.DataFrame:
    """Estimated net migration at ages 15 to 34, by five-year period.

    One row a period, indexed by its last year (1955 to 2100). Columns: ``start``, ``end``; ``world`` and
    ``scaled``, persons over the five years under each survival assumption; ``low`` and ``high``, the two
    in order; ``rate``, the middle of the range per 1,000 people of those ages a year; ``projected``, true
    where the period ends after the estimates do.
    """
    people = population.figures(location).astype(float)
    world = population.figures("World").astype(float)
    survival = _next(world, YOUNG) / _now(world, YOUNG)
    scale = _scale(people, world)
    found, before = _next(people, YOUNG), _now(people, YOUNG)
    plain = (found - before * survival).sum(axis=(1, 2))
    scaled = (found - before * survival**scale).sum(axis=(1, 2))
    ends = np.arange(population.FIRST + population.STEP, population.LAST + 1, population.STEP)
    low, high = np.minimum(plain, scaled), np.maximum(plain, scaled)
    exposed = (found.sum(axis=(1, 2)) + before.sum(axis=(1, 2))) / 2
    return pd.DataFrame(
        {
            "start": ends - population.STEP,
            "end": ends,
            "world": plain,
            "scaled": scaled,
            "low": low,
            "high": high,
            "rate": 1000 * (low + high) / 2 / population.STEP / exposed,
            "projected": ends > population.LAST_ESTIMATE,
        },
        index=pd.Index(ends, name="period end"),
    )


def without_migration(location: population.Location, since: int) -> pd.DataFrame:
    """People aged 15 to 64 as they are, and with the young-adult estimate since a year taken out.

    Indexed by year from ``since``. Columns: persons as they are (``actual``) and without, under the survival
    of the world (``world``), under it scaled (``scaled``) and in order (``low``, ``high``); and the same as
    shares of all ages in percent, ``actual_share`` … ``high_share``. Those who left or came are followed to
    age 64 with the survival assumed; children they had or left behind are not counted. A what-if, not a
    forecast.
    """
    people = population.figures(location).astype(float)
    world = population.figures("World").astype(float)
    years = np.arange(population.FIRST, population.LAST + 1, population.STEP)
    survival = world[1:, :, 1:] / world[:-1, :, :-1]
    first = int(np.searchsorted(years, since))
    out: dict[str, Array] = {}
    for name, assumed in (("world", survival), ("scaled", survival ** _scale(people, world))):
        moved = _moved(people, assumed, first)[first:]
        stayed = people[first:] - moved
        out[name] = stayed[:, :, _WORKING].sum(axis=(1, 2))
        out[f"{name}_share"] = 100 * out[name] / stayed.sum(axis=(1, 2))
    for end, of in (("low", np.minimum), ("high", np.maximum)):
        for kind in ("", "_share"):
            out[end + kind] = of(out[f"world{kind}"], out[f"scaled{kind}"])
    out["actual"] = people[first:, :, _WORKING].sum(axis=(1, 2))
    out["actual_share"] = 100 * out["actual"] / people[first:].sum(axis=(1, 2))
    return pd.DataFrame(out, index=pd.Index(years[first:], name="year"))


def too_few(location: population.Location) -> int:
    """How many people a place has now where those are too few to follow a cohort of them, else 0."""
    people = int(population.total(location)[population.NOW])
    return people if people < FEWEST else 0


def _moved(people: Array, survival: Array, first: int) -> Array:
    """People present because of migration since a row of years, by year, sex and age."""
    moved = np.zeros(people.shape)
    gained = _next(people, YOUNG) - _now(people, YOUNG) * survival[:, :, YOUNG]
    for i in range(first, len(people) - 1):
        moved[i + 1, :, 1:] = moved[i, :, :-1] * np.minimum(survival[i], 1)
        # Those counted before are in the population already: the estimate is of newcomers only.
        moved[i + 1, :, YOUNG.start + 1 : YOUNG.stop + 1] += gained[i]
    return moved


def _scale(people: Array, world: Array) -> Array:
    """By what the world's mortality is multiplied, as logarithms, to be that of a place at older ages."""
    return np.clip(_log_ratio(people) / _log_ratio(world), *_SCALE)[:, :, None]


def _now(people: Array, ages: slice) -> Array:
    return people[:-1, :, ages]


def _next(people: Array, ages: slice) -> Array:
    return people[1:, :, ages.start + 1 : ages.stop + 1]


def _log_ratio(people: Array) -> Array:
    """Log of the share of older people still there five years on; shape (periods, sexes), below zero."""
    there, before = _next(people, _OLDER).sum(axis=2), _now(people, _OLDER).sum(axis=2)
    with np.errstate(divide="ignore", invalid="ignore"):
        ratio = np.log(there / before)
    return np.nan_to_num(np.minimum(ratio, -1e-6), nan=-1e-6, neginf=-1e-6)
