"""Section a4, internal capacities: the two funds, and a model of one of them."""

from .funds import development_fund, emergency_sums
from .model import LIMIT, assumptions, result
from .tornado import sensitivity
from .variations import sizes

__all__ = ["LIMIT", "assumptions", "development_fund", "emergency_sums", "result", "sensitivity", "sizes"]
