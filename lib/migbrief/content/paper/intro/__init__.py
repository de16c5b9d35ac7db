"""The introduction: how many members, and what region and income they are of."""

from .developing_majority import developing_majority
from .member_counts import membership
from .regions import members_by_region

__all__ = ["developing_majority", "members_by_region", "membership"]
