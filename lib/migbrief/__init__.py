"""Migration Brief: reproducible evidence reports on international migration.

::

    import migbrief as mb

    mb.search("refugees")
    mb.data("net_migration", "Eastern Africa")
    mb.render("my-notebook.ipynb", country=["KEN", "UGA"])

docs/api.md shows each of these functions at work.
"""

__version__ = "0.1.0"

_FRONT_DOOR = frozenset(
    ("search", "data", "pairs", "groups", "members", "add", "compare", "profile", "section", "render")
)


def __getattr__(name: str) -> object:
    if name not in _FRONT_DOOR:
        known = ", ".join(sorted(_FRONT_DOOR))
        raise AttributeError(f"module 'migbrief' has no attribute {name!r}; it has {known}")
    from importlib import import_module

    return getattr(import_module("migbrief.api"), name)


def __dir__() -> list[str]:
    return sorted(_FRONT_DOOR)
