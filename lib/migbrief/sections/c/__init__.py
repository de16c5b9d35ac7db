"""Section c, the road to the High-level Dialogue: plans and outcomes, and what moved meanwhile."""

from .ahead import population, population_table
from .change import rates, rates_table
from .course import road
from .evidence import disagreements, lists, pairs, processes
from .revised import revisions
from .timing import leads, themes

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
