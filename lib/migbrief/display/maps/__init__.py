"""Maps drawn from the projected outlines in ``data/reference``."""

from .choropleth_map import choropleth, classes
from .locator import locator

__all__ = ["choropleth", "classes", "locator"]
