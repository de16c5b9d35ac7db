"""What is reported of two funds, and a model of one of them."""

from .funds import development_fund, evidence_chart, fund_change, fund_sums
from .scenario_assumptions import assumption_table, assumptions
from .scenario_results import fund_sizes, result, size_table
from .scenario_sensitivity import sensitivity, tornado

__all__ = [
    "assumption_table",
    "assumptions",
    "development_fund",
    "evidence_chart",
    "fund_change",
    "fund_sizes",
    "fund_sums",
    "result",
    "sensitivity",
    "size_table",
    "tornado",
]
