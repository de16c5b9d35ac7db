"""Answers in several pages: all of them, joined, with their announced number checked."""

import json
from collections.abc import Callable
from typing import Any, Final, NamedTuple

from migbrief.text.counts import Count
from migbrief.text.i18n import t

from .http import Client, FetchError

MOST_PAGES: Final = 500


class Page(NamedTuple):
    """A page's rows, and the total of pages or rows it announces (0 if it does not)."""

    rows: list[Any]
    pages: int = 0
    total: int = 0


def all_pages(
    client: Client,
    path: str,
    given: dict[str, str],
    split: Callable[[Any], Page],
    following: Callable[[int, int], dict[str, str]] = lambda number, have: {"page": str(number)},
) -> list[Any]:
    """Return the rows of every page; ``following`` returns the parameters of a page, by its number and the
    rows before.

    Raises :class:`FetchError` if a page repeats another, is empty though more are announced, or announces
    other totals than the first, and if there are more or fewer rows than announced.
    """
    rows: list[Any] = []
    seen: set[str] = set()
    first: Page | None = None
    for number in range(1, MOST_PAGES + 1):
        page = _page(client, path, {**given, **following(number, len(rows))}, split)
        first = first or page
        text = json.dumps(page.rows, sort_keys=True)
        if page[1:] != first[1:] or page.pages > MOST_PAGES or (page.rows and text in seen):
            break
        seen.add(text)
        rows += page.rows
        whole = number >= page.pages if page.pages else len(rows) >= page.total
        if whole and page.total and len(rows) != page.total:
            why = t("{have} rows of {of}", have=Count(len(rows)), of=Count(page.total))
            raise FetchError(client.source, client.home + path, why)
        if whole:
            return rows
        if not page.rows:
            break
    why = t("the page count is wrong: page {n} of {of}", n=str(number), of=str(page.pages or page.total))
    raise FetchError(client.source, client.home + path, why)


def _page(client: Client, path: str, given: dict[str, str], split: Callable[[Any], Page]) -> Page:
    address = client.home + path
    body = client.get(path, given)
    try:
        parsed = json.loads(body)
    except (ValueError, RecursionError):
        raise FetchError(client.source, address, t("status 200 with JSON that is not whole")) from None
    try:
        return split(parsed)
    except (KeyError, TypeError, ValueError, IndexError):
        excerpt = json.dumps(parsed)[:100]
        raise FetchError(client.source, address, t("an answer without data: {said}", said=excerpt)) from None


def whole(**content: Any) -> bytes:
    """Return joined pages as one JSON file."""
    return json.dumps(content, ensure_ascii=False).encode()
