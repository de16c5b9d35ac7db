"""Capacity building: emergency work against displacement."""

from .displacement import LIMIT, ranking, stocks
from .displacement_share import share_chart
from .displacement_table import standing

__all__ = ["LIMIT", "ranking", "share_chart", "standing", "stocks"]
