"""The parts of a region profile, one module a part; ``figures`` and ``spread`` are what they share."""

from . import gaps, glance, governance, impact, lead, outliers, people, trends

__all__ = ["gaps", "glance", "governance", "impact", "lead", "outliers", "people", "trends"]
