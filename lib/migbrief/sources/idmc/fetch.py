"""Fetches the Global Internal Displacement Database from IDMC's API, with a client id of the user's own."""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import Any, Final

from migbrief.text.i18n import t

from ..content import Content
from ..http import Client, FetchError
from ..pages import MOST_PAGES, parsed, whole

HOME: Final = "https://helix-tools-api.idmcdb.org/external-api/gidd"
KEY: Final = "MIGBRIEF_IDMC_CLIENT_ID"
LIMIT: Final = 1000


def fetch() -> Iterator[Content]:
    """Conflicts by country and year, and disasters by event. ``next``, which repeats the id, is not kept."""
    client = Client("idmc", HOME, ("idmcdb.org",))
    for table in ("conflicts", "disasters"):
        yield Content(f"gidd_{table}.json", _table(client, f"/{table}/", os.environ[KEY]))


def _table(client: Client, path: str, key: str) -> bytes:
    rows: list[Any] = []
    count, dated = 1, ""
    for _ in range(MOST_PAGES):
        given = {"client_id": key, "format": "json", "limit": str(LIMIT), "offset": str(len(rows))}
        found = parsed(client, client.home + path, client.get(path, given))
        try:
            page, count, dated = found["results"], int(found["count"]), str(found["last_updated"])
        except (KeyError, TypeError, ValueError):
            raise FetchError(client.source, client.home + path, t("an answer without data")) from None
        if not page or (rows and page[0] == rows[-len(page)]):
            break
        rows += page
        if len(rows) >= count:
            break
    if len(rows) != count:
        why = t("{have} rows of {of}", have=len(rows), of=count)
        raise FetchError(client.source, client.home + path, why)
    return whole(last_updated=dated, count=count, results=rows)
