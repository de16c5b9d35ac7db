"""Section b, the Global Forum: the countries its chair belongs among."""

from .chair_and_peers import COMPARED, chairs, comparison, remittances

__all__ = ["COMPARED", "chairs", "comparison", "remittances"]
