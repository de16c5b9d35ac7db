"""Maps drawn with matplotlib alone from the projected outlines in ``data/reference``.

Of one figure (``shaded``), of what happens where (``places``), and what both stand on (``ground``).
"""

from .ground import FEW, KEYS, land, outline
from .places import BY_NAME, LEAST, roles
from .shaded import choropleth, classes

__all__ = ["BY_NAME", "FEW", "KEYS", "LEAST", "choropleth", "classes", "land", "outline", "roles"]
