"""The links of a page to the same report in other languages.

When a report is made, the other pages are not known yet. So its page has a placeholder, which is filled when
the index is written; no link leads to a missing page. The placeholder is left out of the page's fingerprint.
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
HEAD: Final = 1 << 17  # bytes of a page that contain the placeholder


def entry_language(entry: Mapping[str, Any]) -> str:
    """Return the language of a report of the manifest."""
    code = entry.get("parameters", {}).get("language", DEFAULT)
    return code if code in LANGUAGES else DEFAULT


def language_links(entries: Iterable[Mapping[str, Any]]) -> dict[str, str]:
    """Return the HTML of the links to other languages, by page."""
    families: dict[tuple[str, str, str], dict[str, str]] = {}
    for entry in entries:
        if page := entry["page"]:
            given = {k: v for k, v in entry.get("parameters", {}).items() if k != "language"}
            folder, id = str(PurePosixPath(page).parent), str(entry["id"]).partition("--")[0]
            family = folder, id, json.dumps(given, sort_keys=True, default=str)
            families.setdefault(family, {})[entry_language(entry)] = page
    return {page: _links_html(code, family) for family in families.values() for code, page in family.items()}


def _links_html(code: str, family: Mapping[str, str]) -> str:
    from .templates_env import templates  # imports Jinja, which a batch with nothing to do does not need

    there = [(c, LANGUAGES[c], PurePosixPath(family[c]).name) for c in LANGUAGES if c in family]
    with speaking(code):
        return str(templates().get_template("frame.html.j2").module.switch(there, code))  # type: ignore[attr-defined]


def fill_links(page: bytes, switch: str) -> bytes:
    """Return the page with ``switch`` in its placeholder; a page without one stays the same."""
    return PLACE.sub(lambda _: switch.encode(), page, count=1)


def strip_links(page: bytes) -> bytes:
    """Return the page with an empty placeholder, as it was made."""
    return fill_links(page, "")


def update_links(out: Path, entries: Iterable[Mapping[str, Any]]) -> None:
    """Write the links to other languages into each page in ``out``.

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
        except OSError:  # missing or unreadable: the next batch makes it again
            continue
        write_atomic(path, fill_links(page, switch).decode())
        os.utime(path, ns=(known.st_atime_ns, known.st_mtime_ns))
