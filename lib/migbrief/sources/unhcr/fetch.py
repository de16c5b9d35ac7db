"""Fetch Refugee Population Statistics from UNHCR's API."""

import time
from collections.abc import Iterator
from typing import Any, Final

from ..content import Content
from ..http import Client
from ..pages import Page, all_pages, whole

HOME: Final = "https://api.unhcr.org/population/v1"
TABLES: Final = ("population", "asylum-applications", "asylum-decisions", "solutions", "unrwa", "idmc")


def fetch() -> Iterator[Content]:
    """Yield every table by origin and asylum, all years, each as one file. Both years are sent, as the API
    ignores one alone, and misspelt parameters.
    """
    client = Client("unhcr", HOME, ("unhcr.org",))
    given = {"cf_type": "ISO", "coo_all": "true", "coa_all": "true", "yearFrom": "1951",
             "yearTo": str(time.gmtime().tm_year), "limit": "10000"}  # fmt: skip
    for table in TABLES:
        items = all_pages(client, f"/{table}/", given, _split)
        yield Content(f"{table}.json", whole(page=1, maxPages=1, items=items))


def _split(answer: Any) -> Page:
    return Page(list(answer["items"]), int(answer["maxPages"]))
