"""``index.html``: all reports of an output folder on one page, the failed ones with their reason."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

import jinja2

from . import __version__
from .assets import TEMPLATES, assets, data_sources, day
from .catalogue import Report
from .files import write_atomic
from .results import Result, merge, read_manifest, write_manifest

INDEX: Final = "index.html"


@dataclass(frozen=True)
class Card:
    """A report as the index shows it: ok, stale (failed, but an earlier page stands), failed or missing."""

    title: str
    description: str
    state: str
    page: str
    made: str
    error: str
    failed_page: str
    notebook: str
    settings: str


def publish(out: Path, results: Iterable[Result], known: Sequence[Report] = ()) -> Path:
    """Bring the manifest and the index up to date with new results; returns the index's path.

    ``known`` are the reports that ought to be there: one without an entry is shown as not made yet,
    and they set the order.
    """
    entries = merge(read_manifest(out), results, out)
    write_manifest(out, entries)
    write_atomic(out / INDEX, to_html(entries, known))
    return out / INDEX


def to_html(entries: Sequence[Mapping[str, Any]], known: Sequence[Report] = ()) -> str:
    """The index page of these manifest entries."""
    by_id = {entry["id"]: entry for entry in entries}
    cards = [_card(by_id[r.id]) if r.id in by_id else _missing(r) for r in known]
    known_ids = {report.id for report in known}
    variants = [_card(entry) for entry in entries if entry["id"] not in known_ids]
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(str(TEMPLATES / "migbrief")),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
    )
    failed = sum(card.state in ("failed", "stale") for card in [*cards, *variants])
    return environment.get_template("repository.html.j2").render(
        assets=assets(),
        cards=cards,
        variants=variants,
        failed=failed,
        made=day(datetime.now(UTC)),
        version=__version__,
        sources=data_sources(),
    )


def _card(entry: Mapping[str, Any]) -> Card:
    state = "ok" if entry["status"] == "ok" else "stale" if entry["page"] else "failed"
    made = entry["page_made"] or entry["made"]
    return Card(
        title=entry["title"],
        description=entry["description"],
        state=state,
        page=entry["page"],
        made=day(datetime.fromisoformat(made)),
        error=entry["error"],
        failed_page=entry["failed_page"],
        notebook=entry["notebook"],
        settings=", ".join(f"{name} {_words(value)}" for name, value in entry["parameters"].items()),
    )


def _missing(report: Report) -> Card:
    return Card(report.title, report.description, "missing", "", "", "", "", report.notebook.name, "")


def _words(value: object) -> str:
    return ", ".join(map(str, value)) if isinstance(value, list) else json.dumps(value).strip('"')
