"""The front door of notebooks: what ``import migbrief as mb`` offers."""

from .figures import data, pairs, search
from .places import groups, members

__all__ = ["data", "groups", "members", "pairs", "search"]
