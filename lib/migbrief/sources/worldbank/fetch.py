"""Fetches World Development Indicators from the World Bank's API."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, Final

from migbrief.text.i18n import t

from ..content import Content
from ..http import Client, FetchError
from ..pages import all_pages
from .read import INDICATORS

HOME: Final = "https://api.worldbank.org/v2"
ARCHIVED: Final = frozenset({"VC.IDP.TOCV"})
SPAN: Final = "1960:2050"


def fetch() -> Iterator[Content]:
    """All years and places of each indicator that the definitions know, a file each."""
    client = Client("worldbank", HOME, ("worldbank.org",))
    for code in sorted(set(INDICATORS) - ARCHIVED):
        path = f"/country/all/indicator/{code}"
        told: dict[str, Any] = {}

        def split(found: Any, told: dict[str, Any] = told) -> tuple[list[Any], int]:
            head, rows = found
            told.update(head)
            return list(rows), int(head["pages"])

        given = {"format": "json", "date": SPAN, "per_page": "20000"}
        rows = all_pages(client, path, given, "page", split)
        if len(rows) != int(told.get("total", len(rows))):
            why = t("{have} rows of {of}", have=len(rows), of=told["total"])
            raise FetchError(client.source, client.home + path, why)
        head = {**told, "page": 1, "pages": 1}
        yield Content(f"{code}.json", json.dumps([head, rows]).encode())
