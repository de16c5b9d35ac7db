"""Section a4, internal capacities: the two funds, a model of one of them, and the reform."""

from .eligible import asked, eligible_groups, eligible_map, per_member
from .funds import council_date, development_fund, emergency_evidence, emergency_sums
from .model import LIMIT, assumptions, balance, key_figures, run_dry
from .reform import became, offices
from .tornado import sensitivity
from .variations import chances, sizes

__all__ = [
    "LIMIT",
    "asked",
    "assumptions",
    "balance",
    "became",
    "chances",
    "council_date",
    "development_fund",
    "eligible_groups",
    "eligible_map",
    "emergency_evidence",
    "emergency_sums",
    "key_figures",
    "offices",
    "per_member",
    "run_dry",
    "sensitivity",
    "sizes",
]
