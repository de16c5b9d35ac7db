"""Which reports exist: a notebook and a set of parameters each.

A new kind of report joins by adding records: everything after this module sees only ``Report``.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path, PurePosixPath
from types import MappingProxyType
from typing import Final

from migbrief import paths
from migbrief.errors import UserError, unknown
from migbrief.text.i18n import LANGUAGES, mark, t

from .records import Report

SECTIONS: Final = MappingProxyType(
    {
        "overview": "overview.ipynb",
        "intro": "intro.ipynb",
        "a1": "a1-capacity-building.ipynb",
        "a2": "a2-cooperation-dialogue.ipynb",
        "a3": "a3-thematic-initiatives.ipynb",
        "a4": "a4-internal-capacities.ipynb",
        "b": "b-gfmd.ipynb",
        "c": "c-high-level-dialogue.ipynb",
    }
)

MOST_LETTERS: Final = 60  # of what a file name says of parameters
NAME: Final = re.compile(rf"[A-Za-z0-9][A-Za-z0-9_-]{{0,{MOST_LETTERS - 1}}}")
SETTLED: Final = frozenset(
    {"countries", "peers", "edition", "vintage", "group"}
)  # checked against known names
NUMBER: Final = re.compile(r"\d+(\.\d+)?|True|False")


def reports() -> list[Report]:
    """The section suite, in the paper's order; only those whose notebook is there."""
    folder = paths.notebooks()
    return [_section(id, folder / name) for id, name in SECTIONS.items() if (folder / name).is_file()]


def find(names: Iterable[str]) -> list[Report]:
    """The reports of these ids, each once; for none, the section suite. An unknown id raises ``UserError``.

    Profiles have ids too: the ISO3 code of a country, ``region-`` and the id of a group. The name of a
    country or group will do.
    """
    known = {report.id.casefold(): report for report in reports()}
    wanted = list(dict.fromkeys(names))
    if not wanted:
        return list(known.values())
    if not {name.casefold() for name in wanted} <= set(known):
        from . import profile_reports  # reads data that sections do not need

        known |= {report.id.casefold(): report for report in profile_reports.select()}
        places = [name if name.casefold() in known else profile_reports.place(name) for name in wanted]
        profile_reports.refuse_without_profile(places)
        for name, place in zip(wanted, places, strict=True):
            if place.casefold() not in known:
                options = [*known, *profile_reports.names()]
                raise unknown(mark("report"), name, options, t("migbrief list names them all"))
        wanted = places
    return [known[id] for id in dict.fromkeys(name.casefold() for name in wanted)]


def with_parameters(report: Report, given: Mapping[str, object], name: str = "") -> Report:
    """Return the report with other parameters, checked.

    Where they differ from the defaults, or with a ``name``, it gets an id and a page of its own.
    """
    from .parameters import changed, parse

    own, asked = (parse(report.model, {**report.parameters, **more}) for more in ({}, given))
    for fixed in report.own:
        if getattr(asked, fixed) != getattr(own, fixed):
            raise UserError(
                t(
                    "{id} is the report of one {name}; for another: migbrief render profiles --{name} NAME",
                    id=report.id,
                    name=fixed,
                )
            )
    before, values = changed(own), changed(asked)
    if values == before and not name:
        return report
    id = f"{report.id}--{_checked(name) if name else _slug(before, values)}"
    page = report.output.with_name(f"{id}.html")
    return replace(report, id=id, parameters=values, output=page, named=bool(name))


def _checked(name: str) -> str:
    """The name that somebody gave a page, fit for a file on every system."""
    slug = name.strip().replace(" ", "-")
    if slug in LANGUAGES or not NAME.fullmatch(slug):
        raise UserError(
            t(
                "name takes letters, digits and hyphens, {n} at most, and no language; got {value}",
                n=MOST_LETTERS,
                value=repr(name),
            )
        )
    return slug


def _slug(before: Mapping[str, object], values: Mapping[str, object]) -> str:
    """Return the suffix of a varied report: its language, then its other parameters, as ``fr--income-group``.

    Where that could stand for other values too, since it is cut or the text is free, a digest of all follows.
    """
    from .parameters import as_text

    differing = {name: value for name, value in values.items() if before.get(name) != value}
    back = before.keys() - values.keys() - {"language"}
    language = str(values.get("language", ""))
    if not back and differing.keys() <= {"language"}:
        return language or "en"
    said = {name: as_text(value) for name, value in differing.items() if name != "language"}
    words = [text if name == "peers" else f"{name}-{text}" for name, text in said.items()]
    slug = re.sub(r"[^A-Za-z0-9]+", "-", "-".join(words)).strip("-")
    settled = all(name in SETTLED or NUMBER.fullmatch(text) for name, text in said.items())
    if back or not settled or len(slug) > MOST_LETTERS:
        digest = hashlib.sha256(json.dumps(values, sort_keys=True).encode()).hexdigest()[:8]
        slug = f"{slug[:MOST_LETTERS].strip('-')}-{digest}"
    return f"{language}--{slug}" if language else slug


def _section(id: str, notebook: Path) -> Report:
    title, description = _headline(notebook, notebook.stat().st_mtime_ns)
    output = PurePosixPath("sections") / f"{id}.html"
    return Report(id, title, notebook, id, output, description=description)


@cache
def _headline(notebook: Path, stamp: int) -> tuple[str, str]:
    """The title (first H1) of a notebook and one sentence on it (metadata, or the first words of its prose).

    A broken notebook keeps its file name for a title: running it says what is wrong.
    """
    try:
        content = json.loads(notebook.read_text(encoding="utf-8"))
        cells = ["".join(c["source"]) for c in content["cells"] if c["cell_type"] == "markdown"]
        described = content.get("metadata", {}).get("migbrief", {}).get("description", "")
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return notebook.stem, ""
    text = "\n\n".join(cells).encode("utf-8", "replace").decode()  # half a pair of surrogates is no text
    heading = re.search(r"^#\s+(.+?)\s*#*$", text, re.MULTILINE)
    title = _plain(heading[1]) if heading else notebook.stem
    return title, str(described).encode("utf-8", "replace").decode() or _first_sentence(text)


def _first_sentence(text: str) -> str:
    for block in re.split(r"\n\s*\n", text):
        if block.strip() and not re.match(r"\s*([#>|<*-]|\d+\.)", block):
            plain = _plain(" ".join(block.split()))
            return re.split(r"(?<=[.!?])\s+(?=[A-Z])", plain, maxsplit=1)[0]
    return ""


def _plain(markdown: str) -> str:
    """Markdown of one line as plain text: emphasis, code marks and link targets go."""
    without_links = re.sub(r"!?\[([^\]]*)\]\([^)]*\)", r"\1", markdown)
    return re.sub(r"[*`]|(?<!\w)_|_(?!\w)", "", without_links).strip()
