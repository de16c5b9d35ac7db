"""Numbers and lists as phrases: every figure in a report's prose is worded here."""

from .nouns import count, measure, plural, singular
from .numbers import (
    MISSING,
    alike,
    compact,
    is_missing,
    missing,
    number,
    ordinal,
    percent,
    percentage,
    scales,
)
from .phrases import capital, date, listing, locator, sentence, series, years
from .quantities import QUALIFIERS, hedged, quantity

__all__ = [
    "MISSING",
    "QUALIFIERS",
    "alike",
    "capital",
    "compact",
    "count",
    "date",
    "hedged",
    "is_missing",
    "listing",
    "locator",
    "measure",
    "missing",
    "number",
    "ordinal",
    "percent",
    "percentage",
    "plural",
    "quantity",
    "scales",
    "sentence",
    "series",
    "singular",
    "years",
]
