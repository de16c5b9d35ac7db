"""Capacity building: reach and intensity, training, emergency work against displacement, profiles."""

from . import burden, displacement, profiles
from .courses import sessions, training
from .size import CAUTION, intensity, publications, ratios, reach
from .standing import standing

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
    "standing",
    "training",
]
