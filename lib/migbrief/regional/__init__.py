"""The parts of a region profile, one module a part; ``figures`` and ``spread`` are what they share."""

from . import context, cooperation, coverage, glance, impact, lead, outliers, trends

__all__ = ["context", "cooperation", "coverage", "glance", "impact", "lead", "outliers", "trends"]
