"""Section a4, internal capacities: the two funds, and a model of one of them."""

from .emergency_fund import LIMIT, assumptions, result
from .funds import development_fund, emergency_sums
from .sensitivity import sensitivity
from .what_if import sizes

__all__ = ["LIMIT", "assumptions", "development_fund", "emergency_sums", "result", "sensitivity", "sizes"]
