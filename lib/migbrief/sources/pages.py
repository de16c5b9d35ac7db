"""Answers in pages: all of them, joined, with nothing that lies about how many there are."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any, Final

from migbrief.text.i18n import t

from .http import Client, FetchError

MOST_PAGES: Final = 500

# From a page's JSON: its rows, and how many pages there are.
Split = Callable[[Any], tuple[list[Any], int]]


def all_pages(client: Client, path: str, given: dict[str, str], page: str, split: Split) -> list[Any]:
    """The rows of every page; ``page`` names the parameter that counts them from 1.

    A page that repeats another, is empty though more are promised, or counts other pages than the first is a
    :class:`FetchError`.
    """
    rows: list[Any] = []
    seen: set[str] = set()
    number, of = 1, 1
    while number <= of:
        found, told = _page(client, path, {**given, page: str(number)}, split)
        if number == 1:
            of = told
        text = json.dumps(found, sort_keys=True)
        if told != of or of > MOST_PAGES or (not found and of > 1) or (text in seen and found):
            why = t("the page count lies: page {n} of {of}", n=number, of=told)
            raise FetchError(client.source, client.home + path, why)
        seen.add(text)
        rows += found
        number += 1
    return rows


def _page(client: Client, path: str, given: dict[str, str], split: Split) -> tuple[list[Any], int]:
    address = client.home + path
    found = parsed(client, address, client.get(path, given))
    try:
        return split(found)
    except (KeyError, TypeError, ValueError, IndexError):
        said = json.dumps(found)[:100]
        raise FetchError(client.source, address, t("an answer without data: {said}", said=said)) from None


def parsed(client: Client, address: str, body: bytes) -> Any:
    """The JSON of an answer."""
    try:
        return json.loads(body)
    except (ValueError, RecursionError):
        raise FetchError(client.source, address, t("status 200 with JSON that is not whole")) from None


def whole(**found: Any) -> bytes:
    """Joined pages as one file of JSON."""
    return json.dumps(found, ensure_ascii=False).encode()
