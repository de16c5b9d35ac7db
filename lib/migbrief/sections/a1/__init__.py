"""Capacity building: reach and intensity, training, emergency work against displacement, profiles."""

from . import burden, displacement, profiles
from .size import CAUTION, intensity, publications, ratios, reach, sessions, training

__all__ = [
    "CAUTION",
    "burden",
    "displacement",
    "intensity",
    "profiles",
    "publications",
    "ratios",
    "reach",
    "sessions",
    "training",
]
