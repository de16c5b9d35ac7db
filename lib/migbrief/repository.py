"""``index.html``: all reports of an output folder on one page, the failed ones with their reason."""

from __future__ import annotations

import json
import platform
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

import jinja2

from . import __version__
from .assets import TEMPLATES, assets, data_sources, day
from .files import write_atomic
from .language import t
from .report import Report
from .results import Result, merge, read_manifest, write_manifest

INDEX: Final = "index.html"


@dataclass(frozen=True)
class Extras:
    """What whoever knows the subject adds to the index.

    ``cover`` is trusted HTML (a map of links); ``files`` are (title, address) to download or read;
    ``facts`` are (name, text) for the foot, such as the vintages of the data.
    """

    cover: str = ""
    files: tuple[tuple[str, str], ...] = ()
    facts: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Card:
    """A report as the index shows it: ok, stale (failed, but an earlier page stands), failed or missing."""

    id: str
    title: str
    description: str
    state: str
    page: str
    made: str
    error: str
    failed_page: str
    executed: str
    notebook: str
    settings: str
    facets: Mapping[str, str]


NO_EXTRAS: Final = Extras()


def publish(
    out: Path, results: Iterable[Result], known: Sequence[Report] = (), extras: Extras = NO_EXTRAS
) -> Path:
    """Bring the manifest and the index up to date with new results; returns the index's path.

    ``known`` are the reports that ought to be there: one without an entry is shown as not made yet,
    and they set the order.
    """
    entries = merge(read_manifest(out), results, out)
    write_manifest(out, entries)
    write_atomic(out / INDEX, to_html(entries, known, extras))
    return out / INDEX


def to_html(
    entries: Sequence[Mapping[str, Any]], known: Sequence[Report] = (), extras: Extras = NO_EXTRAS
) -> str:
    """The index page of these manifest entries."""
    by_id = {entry["id"]: entry for entry in entries}
    cards = {r.id: _card(by_id[r.id], r) if r.id in by_id else _missing(r) for r in known}
    of_kind = {
        kind: [cards[r.id] for r in known if r.kind == kind] for kind in dict.fromkeys(r.kind for r in known)
    }
    variants = [_card(entry) for entry in entries if entry["id"] not in cards]
    profiles, groups = of_kind.get("profiles", []), of_kind.get("regions", [])
    # A directory of profiles none of which was ever run is no directory yet.
    unmade = len(profiles) + len(groups) if all(c.state == "missing" for c in [*profiles, *groups]) else 0
    every = [c for c in cards.values() if not unmade or (c not in profiles and c not in groups)] + variants
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(str(TEMPLATES / "migbrief")),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
    )
    environment.globals["t"] = t
    return environment.get_template("repository.html.j2").render(
        assets=assets(),
        cards=of_kind.get("sections", []),
        profiles=profiles,
        groups=groups,
        unmade=unmade,
        regions=sorted({c.facets["region"] for c in profiles} - {""}),
        variants=variants,
        failures=[card for card in every if card.state in ("failed", "stale")],
        made_count=sum(bool(card.page) for card in every),
        total=len(every),
        made=day(datetime.now(UTC)),
        version=__version__,
        python=platform.python_version(),
        extras=extras,
        sources=data_sources(),
    )


def _card(entry: Mapping[str, Any], report: Report | None = None) -> Card:
    state = "ok" if entry["status"] == "ok" else "stale" if entry["page"] else "failed"
    made = entry["page_made"] or entry["made"]
    return Card(
        id=entry["id"],
        title=entry["title"],
        description=entry["description"],
        state=state,
        page=entry["page"],
        made=day(datetime.fromisoformat(made)),
        error=entry["error"],
        failed_page=entry["failed_page"],
        executed=entry.get("executed", ""),
        notebook=entry.get("notebook", ""),
        settings=", ".join(
            f"{name} {_words(value)}"
            for name, value in entry.get("parameters", {}).items()
            if report is None or name not in report.own
        ),
        facets=report.facets if report else {},
    )


def _missing(report: Report) -> Card:
    return Card(
        report.id,
        report.title,
        report.description,
        "missing",
        "",
        "",
        "",
        "",
        "",
        report.notebook.name,
        "",
        report.facets,
    )


def _words(value: object) -> str:
    return ", ".join(map(str, value)) if isinstance(value, list) else json.dumps(value).strip('"')
