"""Section b, the Global Forum: the countries its chair belongs among."""

from .peers import COMPARED, chairs, comparison, remittances

__all__ = ["COMPARED", "chairs", "comparison", "remittances"]
