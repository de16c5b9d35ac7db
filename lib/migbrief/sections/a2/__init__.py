"""Cooperation and dialogue: who does what with whom and when, and the pilot countries compared."""

from . import compared, dialogue, pilots, where, youth

__all__ = ["compared", "dialogue", "pilots", "where", "youth"]
