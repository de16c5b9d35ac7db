"""Section b, the Global Forum: the support to it, and the countries its chair belongs among."""

from .forum import forums, forums_table, support
from .given import outputs, roles, seminars
from .peers import (
    COMPARED,
    chairs,
    comparison,
    coverage_by_indicator,
    coverage_by_region,
    rates,
    remittances,
    world,
)

__all__ = [
    "COMPARED",
    "chairs",
    "comparison",
    "coverage_by_indicator",
    "coverage_by_region",
    "forums",
    "forums_table",
    "outputs",
    "rates",
    "remittances",
    "roles",
    "seminars",
    "support",
    "world",
]
