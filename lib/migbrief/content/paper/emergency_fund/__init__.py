"""Reports on two funds, and a model of one of them."""

from .funds import evidence_chart, fund_change, fund_sums, reported
from .scenario_assumptions import assumption_table, assumptions
from .scenario_results import fund_sizes, size_table
from .scenario_sensitivity import sensitivity, tornado

__all__ = [
    "assumption_table",
    "assumptions",
    "evidence_chart",
    "fund_change",
    "fund_sizes",
    "fund_sums",
    "reported",
    "sensitivity",
    "size_table",
    "tornado",
]
