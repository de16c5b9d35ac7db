"""The API of notebooks: what ``import migbrief as mb`` exports."""

from .comparison import compare
from .figures import data, pairs, search
from .own import add
from .places import groups, members
from .rendering import render
from .reports import profile, section

__all__ = ["add", "compare", "data", "groups", "members", "pairs", "profile", "render", "search", "section"]
