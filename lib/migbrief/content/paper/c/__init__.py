"""Section c, the road to the High-level Dialogue: plans and outcomes, and what moved meanwhile."""

from .plan_evidence import disagreements
from .plan_timeline import road
from .rates_by_region import rates

__all__ = ["disagreements", "rates", "road"]
