"""Capacity building: emergency work against displacement."""

from .burden import share_chart
from .displacement import LIMIT, ranking
from .standing import standing

__all__ = ["LIMIT", "ranking", "share_chart", "standing"]
