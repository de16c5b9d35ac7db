"""Fetch World Development Indicators from the World Bank's API."""

import json
from collections.abc import Iterator
from typing import Any, Final

from ..content import Content
from ..http import Client
from ..pages import Page, all_pages
from .read import INDICATORS

HOME: Final = "https://api.worldbank.org/v2"
ARCHIVED: Final = frozenset({"VC.IDP.TOCV"})
SPAN: Final = "1960:2050"


def fetch() -> Iterator[Content]:
    """Yield all years and places of each indicator in the definitions, a file each."""
    client = Client("worldbank", HOME, ("worldbank.org",))
    given = {"format": "json", "date": SPAN, "per_page": "20000"}
    for code in sorted(set(INDICATORS) - ARCHIVED):
        header: dict[str, Any] = {}

        def split(found: Any, header: dict[str, Any] = header) -> Page:
            head, rows = found
            header.update(head)
            return Page(list(rows), int(head["pages"]), int(head.get("total", 0)))

        rows = all_pages(client, f"/country/all/indicator/{code}", given, split)
        yield Content(f"{code}.json", json.dumps([{**header, "page": 1, "pages": 1}, rows]).encode())
