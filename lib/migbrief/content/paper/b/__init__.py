"""Section b, the Global Forum: the countries its chair belongs among."""

from .chair_and_peers import chairs, compared, comparison, remittances

__all__ = ["chairs", "compared", "comparison", "remittances"]
