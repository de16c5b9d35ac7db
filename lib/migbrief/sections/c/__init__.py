"""Section c, the road to the High-level Dialogue: plans and outcomes, and what moved meanwhile."""

from .change import rates
from .course import road
from .evidence import disagreements

__all__ = ["disagreements", "rates", "road"]
