"""Fetch the demographic indicators of World Population Prospects."""

from collections.abc import Iterator
from typing import Final

from ..content import Content
from ..http import Client

HOME: Final = "https://population.un.org/wpp/assets/Excel%20Files/1_Indicator%20(Standard)/CSV_FILES"
FILE: Final = "/WPP2024_Demographic_Indicators_Medium.csv.gz"


def fetch() -> Iterator[Content]:
    """Yield the indicators of all places and years, estimates and medium projection."""
    yield Content(FILE.lstrip("/"), Client("wpp", HOME, ("un.org",)).get(FILE))
