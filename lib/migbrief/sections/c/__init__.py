"""Section c, the road to the High-level Dialogue: plans and outcomes, and what moved meanwhile."""

from .change import population, population_table, rates, rates_table
from .evidence import disagreements, lists, pairs, processes
from .leads import leads, themes
from .revised import revisions
from .road import road

__all__ = [
    "disagreements",
    "leads",
    "lists",
    "pairs",
    "population",
    "population_table",
    "processes",
    "rates",
    "rates_table",
    "revisions",
    "road",
    "themes",
]
