"""Maps drawn with matplotlib alone from the projected outlines in ``data/reference``."""

from .choropleth_map import choropleth, classes

__all__ = ["choropleth", "classes"]
