"""Cooperation and dialogue: who does what with whom and when, and the pilot countries compared."""

from . import compared, dialogue, pilots, youth

__all__ = ["compared", "dialogue", "pilots", "youth"]
