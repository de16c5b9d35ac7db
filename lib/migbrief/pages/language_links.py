"""Which other languages of itself a page leads to.

A report is made before anyone knows which others will lie beside it. So its page keeps a place free, and
whoever writes the index, and so knows all pages, fills it: no link leads to a page that is not there. What
stands in that place says nothing of how the page was made, and is left out of its fingerprint.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterable, Mapping
from pathlib import Path, PurePosixPath
from typing import Any, Final

from migbrief.files import write_atomic
from migbrief.text.i18n import DEFAULT, LANGUAGES, speaking

PLACE: Final = re.compile(rb"(?<=<!-- languages -->).*?(?=<!-- end of languages -->)", re.DOTALL)
HEAD: Final = 1 << 17  # bytes of a page that surely hold the place


def entry_language(entry: Mapping[str, Any]) -> str:
    """The language of a report of the manifest."""
    code = entry.get("parameters", {}).get("language", DEFAULT)
    return code if code in LANGUAGES else DEFAULT


def language_links(entries: Iterable[Mapping[str, Any]]) -> dict[str, str]:
    """What goes into the place of each page, as HTML: links to the same report in other languages."""
    families: dict[tuple[str, str, str], dict[str, str]] = {}
    for entry in entries:
        if page := entry["page"]:
            given = {k: v for k, v in entry.get("parameters", {}).items() if k != "language"}
            folder, id = str(PurePosixPath(page).parent), str(entry["id"]).partition("--")[0]
            family = folder, id, json.dumps(given, sort_keys=True, default=str)
            families.setdefault(family, {})[entry_language(entry)] = page
    return {page: _links_html(code, family) for family in families.values() for code, page in family.items()}


def _links_html(code: str, family: Mapping[str, str]) -> str:
    from .templates_env import templates  # brings Jinja, which a batch that finds nothing to do does without

    there = [(c, LANGUAGES[c], PurePosixPath(family[c]).name) for c in LANGUAGES if c in family]
    with speaking(code):
        return str(templates().get_template("frame.html.j2").module.switch(there, code))  # type: ignore[attr-defined]


def fill_links(page: bytes, switch: str) -> bytes:
    """The page with this in its place; one that has no such place as it is."""
    return PLACE.sub(lambda _: switch.encode(), page, count=1)


def strip_links(page: bytes) -> bytes:
    """The page as it was made."""
    return fill_links(page, "")


def update_links(out: Path, entries: Iterable[Mapping[str, Any]]) -> None:
    """Have each page in ``out`` lead to itself in the other languages there are, and to no others.

    A page keeps the time it was made at: a PDF of it, which shows no links to other pages, stays good.
    """
    for name, switch in language_links(entries).items():
        path = out / name
        try:
            with path.open("rb") as file:
                place = PLACE.search(file.read(HEAD))
            if place is None or place[0] == switch.encode():
                continue
            page, known = path.read_bytes(), path.stat()
        except OSError:  # gone, or not ours to read: the next batch makes it again
            continue
        write_atomic(path, fill_links(page, switch).decode())
        os.utime(path, ns=(known.st_atime_ns, known.st_mtime_ns))
