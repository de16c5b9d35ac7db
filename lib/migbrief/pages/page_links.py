"""The links of a page to others: itself in other languages, and the reports before and after it.

When a report is made, the other pages are not known yet. So its page has placeholders, which are filled when
the index is written; no link leads to a missing page. They are left out of the page's fingerprint.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from pathlib import Path, PurePosixPath
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final

from migbrief.files import write_atomic
from migbrief.text.i18n import DEFAULT, LANGUAGES, mark, speaking, t

if TYPE_CHECKING:
    from migbrief.registry.records import Report

PLACES: Final = re.compile(rb"<!-- (languages|neighbours) -->(.*?)<!-- end of \1 -->", re.DOTALL)
# The pages to which names in tables lead; the page's script makes the links.
THERE: Final = re.compile(rb'data-there="([^"]*)" data-ending="([^"]*)"')
# A link to another file, and the text on the notebook of the page.
LINK: Final = re.compile(rb'(<a\b[^>]*?) href="(?!data:|https?:|mailto:|#)([^"]*)"')
AS_IT_RAN: Final = re.compile(
    rb'<span class="on-screen"> \xc2\xb7 <a href="[^"]*executed/[^"]*">[^<]*</a></span>'
)
HEAD: Final = 1 << 17  # bytes of a page that contain the placeholders
# Where the index lists all reports of a kind, and the text of the link.
ALL: Final = MappingProxyType(
    {
        "profiles": ("countries", mark("All countries")),
        "regions": ("groups", mark("All groups")),
        "sections": ("reports", mark("All reports")),
    }
)


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
            family = (
                str(PurePosixPath(page).parent),
                _stem(entry),
                json.dumps(given, sort_keys=True, default=str),
            )
            families.setdefault(family, {})[entry_language(entry)] = page
    return {page: _switch(code, family) for family in families.values() for code, page in family.items()}


def neighbours(entries: Iterable[Mapping[str, Any]], known: Sequence[Report]) -> dict[str, str]:
    """Return the HTML of the links to other reports in the same language, by page.

    They are those before and after, countries and regions by name, the rest in the order of ``known``; for a
    country its region; and the countries and sections named in tables.
    """
    by_page: dict[str, str] = {}
    for code in LANGUAGES:
        in_language = [entry for entry in entries if entry["page"] and entry_language(entry) == code]
        usual = {
            _stem(e): str(e["page"]) for e in in_language if e["id"] in (_stem(e), f"{_stem(e)}--{code}")
        }
        with speaking(code):
            around = _links_around([report for report in known if report.id in usual], usual)
        ending = f"--{code}.html" if code != DEFAULT else ".html"
        # Sorted: the manifest has them in the order in which they were made.
        pages = sorted(page.removesuffix(ending) for page in usual.values() if "/region-" not in page)
        from_folder: dict[PurePosixPath, str] = {}  # the same for all pages of a folder
        for entry in in_language:
            if _stem(entry) in around:
                folder = PurePosixPath(entry["page"]).parent
                if folder not in from_folder:
                    there = " ".join(os.path.relpath(page, folder).replace(os.sep, "/") for page in pages)
                    from_folder[folder] = f'<nav data-there="{there}" data-ending="{ending}"'
                by_page[entry["page"]] = around[_stem(entry)].replace("<nav", from_folder[folder], 1)
    return by_page


def _links_around(known: Sequence[Report], pages: Mapping[str, str]) -> dict[str, str]:
    """Return the links of each report, by id; ``pages`` are all those in the current language."""
    from migbrief.registry import profile_reports

    from .assets import localized_name

    reports = profile_reports.in_order(known)
    links = {r.id: (PurePosixPath(pages[r.id]).name, _report_name(r)) for r in reports}
    groups = {r.facets["name"]: links[r.id] for r in reports if r.kind == "regions"}
    by_report = {}
    for before, report, after in zip([None, *reports], reports, [*reports[1:], None], strict=False):
        neighbours_of = [links[r.id] if r and r.kind == report.kind else None for r in (before, after)]
        within = next(
            (groups[g] for k in ("sub-region", "region") if (g := report.facets.get(k)) in groups), None
        )
        anchor, label = ALL.get(report.kind, ALL["sections"])
        up = "../" * (len(PurePosixPath(pages[report.id]).parts) - 1)
        index = f"{up}{localized_name('index.html')}#{anchor}"
        by_report[report.id] = str(_frame().around(neighbours_of, within, (index, t(label))))
    return by_report


def _report_name(report: Report) -> str:
    from migbrief.registry import profile_reports

    return profile_reports.name(report)


def fill_links(page: bytes, links: Mapping[str, str]) -> bytes:
    """Return the page with HTML in its placeholders, by name; those without any are emptied."""

    return PLACES.sub(lambda place: _filled(place[1], links.get(place[1].decode(), "")), page, count=2)


def _filled(name: bytes, html: str) -> bytes:
    return b"<!-- %b -->%b<!-- end of %b -->" % (name, html.encode(), name)


def strip_links(page: bytes) -> bytes:
    """Return the page with empty placeholders, as it was made."""
    return fill_links(page, {})


def update_links(out: Path, entries: Sequence[Mapping[str, Any]], known: Sequence[Report] = ()) -> None:
    """Write the links to other pages into each page in ``out``.

    A page keeps its modification time: its PDF, which shows no such links, stays valid.
    """
    around = neighbours(entries, known)
    for name, switch in language_links(entries).items():
        links = {"languages": switch, "neighbours": around.get(name, "")}
        path = out / name
        try:
            with path.open("rb") as file:
                head = file.read(HEAD)
            if all(_filled(place.encode(), html) in head for place, html in links.items()):
                continue
            page, known_as = path.read_bytes(), path.stat()
        except OSError:  # missing or unreadable: the next batch makes it again
            continue
        if (filled := fill_links(page, links)) != page:
            write_atomic(path, filled.decode())
            os.utime(path, ns=(known_as.st_atime_ns, known_as.st_mtime_ns))


def without_links(page: bytes, place: PurePosixPath, existing: Iterable[str]) -> bytes:
    """Return the page without its links to files not in ``existing``, keeping their text."""
    known = set(existing)

    def is_there(target: str) -> bool:
        return os.path.normpath(place.parent / target).replace(os.sep, "/") in known

    def keep(link: re.Match[bytes]) -> bytes:
        target = link[2].decode().partition("#")[0]
        return link[0] if not target or is_there(target) else link[1]

    def keep_some(listed: re.Match[bytes]) -> bytes:
        pages, ending = (part.decode() for part in listed.groups())
        kept = " ".join(page for page in pages.split() if is_there(page + ending))
        return f'data-there="{kept}" data-ending="{ending}"'.encode()

    if not any(name.startswith("executed/") for name in known):
        page = AS_IT_RAN.sub(b"", page)
    return LINK.sub(keep, THERE.sub(keep_some, page))


def _stem(entry: Mapping[str, Any]) -> str:
    return str(entry["id"]).partition("--")[0]


def _switch(code: str, family: Mapping[str, str]) -> str:
    versions = [(c, LANGUAGES[c], PurePosixPath(family[c]).name) for c in LANGUAGES if c in family]
    with speaking(code):
        return str(_frame().switch(versions, code))


@cache
def _frame() -> Any:
    from .templates_env import templates  # imports Jinja, which a batch with nothing to do does not need

    return templates().get_template("frame.html.j2").module
