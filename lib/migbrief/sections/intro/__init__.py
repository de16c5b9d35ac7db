"""The introduction: how many members, where they are, and what their income says about the majority."""

from .majority import compared, developing_majority
from .number import growth, membership
from .roll import listed
from .where import members_by, members_map

__all__ = ["compared", "developing_majority", "growth", "listed", "members_by", "members_map", "membership"]
