"""Maps drawn with matplotlib alone from the projected outlines in ``data/reference``.

Of one figure (``shaded``), and what it stands on (``ground``).
"""

from .base_map import FEW, KEYS, land, outline
from .choropleth_map import choropleth, classes

__all__ = ["FEW", "KEYS", "choropleth", "classes", "land", "outline"]
