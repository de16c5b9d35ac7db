"""Cooperation and dialogue: the meetings in time, and the pilot countries compared."""

from . import pilots, pilots_compared

__all__ = ["pilots", "pilots_compared"]
