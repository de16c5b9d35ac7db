"""Cooperation and dialogue: the meetings in time, and the pilot countries compared."""

from . import compared, pilots

__all__ = ["compared", "pilots"]
