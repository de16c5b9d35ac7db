"""Figures of the paper as ranges: how far each may lie from what is stated, and what ratios of them allow."""

from __future__ import annotations

import math
from dataclasses import dataclass

import pandas as pd

from .. import words
from ..language import mark, t
from ..tolerance import BY_QUALIFIER

# In a note of every figure and table that shows such a range.
HOW = mark(
    "A range takes each hedge at the width the checks allow: *some* within 5%; *nearly* up to 10% below; "
    "*over* any larger number; *at least* the same or any larger number; *estimated* within 10%."
)


@dataclass(frozen=True)
class Range:
    """A figure, and the least and the most it may be; ``high`` is infinite where nothing bounds it."""

    value: float
    low: float
    high: float

    @property
    def sharp(self) -> bool:
        return math.isclose(self.low, self.high)


def of(fact: pd.Series) -> Range | None:
    """What a fact's hedge allows; None where it states no number."""
    if words.is_missing(fact["value"]):
        return None
    value = float(fact["value"])
    top = value if words.is_missing(fact["value_high"]) else float(fact["value_high"])
    hedge = BY_QUALIFIER[str(fact["qualifier"])]
    low = -math.inf if hedge.below is None else value - hedge.below * abs(value)
    high = math.inf if hedge.above is None else top + hedge.above * abs(top)
    return Range(value, low, high)


def ratio(over: Range, under: Range) -> Range | None:
    """One positive figure for each unit of another; None where the divisor may be zero or less."""
    if under.low <= 0 or over.low < 0:
        return None
    low = 0.0 if math.isinf(under.high) else over.low / under.high
    return Range(over.value / under.value, low, over.high / under.low)


def phrase(found: Range, unit: str = "") -> str:
    """``15.8–17.5 staff``; ``up to 13.7 people`` where nothing bounds it below; one figure where sharp.

    Three significant digits: the paper's figures carry no more.
    """
    low, high = significant(found.low), significant(found.high)
    if math.isinf(high):
        return t("{figure} or more", figure=words.quantity(low, unit))
    if low <= 0:
        return t("up to {figure}", figure=words.quantity(high, unit))
    return words.quantity(low, unit, high=high)


def significant(value: float, digits: int = 3) -> float:
    """A figure cut to its leading digits: ``178082.2`` → ``178000.0``."""
    if not value or math.isinf(value):
        return value
    return round(float(value), digits - 1 - math.floor(math.log10(abs(value))))  # NumPy rounds its own way
