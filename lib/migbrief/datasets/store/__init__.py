"""The store of official data: source editions on disk, outside git, and queries of them.

A *source edition* is one release of one publisher's data, in a folder of its own: a table of figures, a table
of pairs (the same with an origin) and a ledger of their origin. Editions are never blended::

    from migbrief.datasets import store

    held = store.opened()                                    # held.empty if there are no editions
    held.points("migrant_stock", "KEN")                      # figures, oldest first
    held.figures("refugees_hosted", "KEN")                   # a tidy frame, oldest first
    held.pairs("migrants_by_origin", iso3="DEU", year=2024)  # who lives there, by origin
"""

from ..store_state import folder
from .reader import Point, Store, opened, to_show
from .schema import NO_DATA, Release
from .writer import Change, add, remove

__all__ = ["NO_DATA", "Change", "Point", "Release", "Store", "add", "folder", "opened", "remove", "to_show"]
