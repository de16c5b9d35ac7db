"""Cooperation and dialogue: the meetings in time, and the pilot countries compared."""

from . import pilot_comparison, pilots

__all__ = ["pilot_comparison", "pilots"]
