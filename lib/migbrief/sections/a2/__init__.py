"""Cooperation and dialogue: who does what with whom and when, and the pilot countries compared."""

from . import dialogue, pilots, youth

__all__ = ["dialogue", "pilots", "youth"]
