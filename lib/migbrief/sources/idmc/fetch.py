"""Fetch the Global Internal Displacement Database from IDMC's API, with the user's own client id."""

import os
from collections.abc import Iterator
from typing import Any, Final

from ..content import Content
from ..http import Client
from ..pages import Page, all_pages, whole

HOME: Final = "https://helix-tools-api.idmcdb.org/external-api/gidd"
KEY: Final = "MIGBRIEF_IDMC_CLIENT_ID"


def fetch() -> Iterator[Content]:
    """Yield conflicts by country and year, and disasters by event. ``next``, which repeats the id, is
    dropped.
    """
    client = Client("idmc", HOME, ("idmcdb.org",))
    given = {"client_id": os.environ[KEY], "format": "json", "limit": "1000"}
    for table in ("conflicts", "disasters"):
        dated: list[str] = []

        def split(found: Any, dated: list[str] = dated) -> Page:
            dated.append(str(found["last_updated"]))
            return Page(list(found["results"]), total=int(found["count"]))

        rows = all_pages(client, f"/{table}/", given, split, lambda _, have: {"offset": str(have)})
        yield Content(f"gidd_{table}.json", whole(last_updated=dated[-1], count=len(rows), results=rows))
