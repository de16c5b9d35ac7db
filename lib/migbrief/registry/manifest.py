"""The result of a report, and the manifest that keeps results between runs."""

import json
import os
import platform
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final, Literal

from migbrief import __version__, paths
from migbrief.datasets import store_state
from migbrief.datasets.read_log import FiguresRead
from migbrief.files import is_inside, write_atomic

from .records import Report

MANIFEST: Final = "manifest.json"
CELL_SECONDS: Final = 120.0
REPORT_SECONDS: Final = 600.0
MEMORY: Final = 2048


@dataclass(frozen=True)
class Limits:
    """Time limits of a cell and of a report, in seconds, and memory limit of a report, in MB."""

    cell: float = CELL_SECONDS
    report: float = REPORT_SECONDS
    memory: int = MEMORY


DEFAULT_LIMITS: Final = Limits()


@dataclass(frozen=True)
class Result:
    """The result of a report. ``page`` and ``executed`` are paths inside the output folder, with ``/``."""

    report: Report
    status: Literal["ok", "failed"]
    seconds: float
    made: datetime
    error: str = ""
    page: str = ""
    executed: str = ""
    warnings: int = 0
    memory: int = 0  # peak memory of its process in MB, if known
    finding: str = ""  # the lead of the page
    figures_read: FiguresRead | None = None  # the country figures it read, if known


def failure(report: Report, reason: str, seconds: float) -> Result:
    """Return the result of a report that failed without a page."""
    return Result(report, "failed", round(seconds, 3), datetime.now(UTC), reason)


def entry(result: Result) -> dict[str, Any]:
    """Return the manifest's entry of a result: ``page`` is a good page, ``failed_page``
    that of a failed run.
    """
    report, good = result.report, result.status == "ok"
    return {
        "id": report.id,
        "kind": report.kind,
        "title": report.title,
        "description": report.description,
        "notebook": report.notebook.name,
        "where": os.path.relpath(report.notebook, paths.root()) if report.kind == "notebooks" else "",
        "parameters": dict(report.parameters),
        "named": report.named,
        "status": result.status,
        "error": result.error,
        "seconds": result.seconds,
        "warnings": result.warnings,
        "made": stamp(result.made),
        "page": result.page if good else "",
        "page_made": stamp(result.made) if good else "",
        "failed_page": "" if good else result.page,
        "executed": result.executed,
        "finding": result.finding,
        "source_editions": _editions_read(result),
    }


def _editions_read(result: Result) -> list[str]:
    """Return the source editions that a report read, with digests; all in the store if unknown."""
    if result.figures_read is None:
        return store_state.named()
    return store_state.read(result.figures_read)


def read_manifest(out: Path) -> list[dict[str, Any]]:
    """Return the entries of the last batches, in order; none if the manifest is missing or unreadable."""
    try:
        entries = json.loads((out / MANIFEST).read_text("utf-8"))["reports"]
        return [e for e in entries if is_sound(e)]
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return []


def is_free(out: Path) -> bool:
    """Return whether a folder may get an index: it has none, or one of ours."""
    if not (out / "index.html").exists():
        return True
    if (out / ".fingerprints.jsonl").exists():
        return True
    try:
        return "migbrief" in json.loads((out / MANIFEST).read_text("utf-8"))
    except (OSError, ValueError, TypeError, RecursionError):
        return False


def is_sound(entry: object) -> bool:
    """Return whether a value read from a file is a valid entry: texts, dates, and paths inside the folder."""
    if not isinstance(entry, dict) or not all(isinstance(entry.get(key), str) for key in _BLANK):
        return False
    if not isinstance(entry.get("parameters", {}), dict):
        return False
    try:
        for key in ("made", "page_made"):
            datetime.fromisoformat(entry[key] or entry["made"])
    except ValueError:
        return False
    return all(is_inside(entry.get(key, "")) for key in ("page", "failed_page", "executed"))


def merge(before: Iterable[Mapping[str, Any]], results: Iterable[Result], out: Path) -> list[dict[str, Any]]:
    """Return earlier entries updated with new results; a failed run keeps an earlier good page.

    Entries whose page is gone are dropped.
    """
    entries: dict[str, dict[str, Any]] = {}
    for known in before:
        gone = known["page"] and not (out / known["page"]).is_file()
        if not gone or known["error"]:
            entries[known["id"]] = {**known, "page": "", "page_made": ""} if gone else dict(known)
    for result in results:
        new = entry(result)
        old = entries.get(new["id"])
        if new["status"] == "failed" and old and old["page"]:
            new |= {"page": old["page"], "page_made": old["page_made"], "finding": old.get("finding", "")}
        entries[new["id"]] = new
    return list(entries.values())


def made_of(page: str) -> Iterator[str]:
    """Yield files that may have been made from a page: a PDF, a workbook, a brief and its PDF."""
    stem = page.removesuffix(".html")
    yield from (stem + ending for ending in (".pdf", ".xlsx", "--brief.html", "--brief.pdf"))


def restore(out: Path, entries: Iterable[Mapping[str, Any]]) -> None:
    """Restore entries missing from the manifest."""
    entries_now = read_manifest(out)
    ids = {entry["id"] for entry in entries_now}
    if lost := [entry for entry in entries if entry["id"] not in ids]:
        write_manifest(out, [*entries_now, *lost])


def write_manifest(out: Path, entries: Iterable[Mapping[str, Any]]) -> None:
    """Write ``manifest.json``: the date and versions of the batch, and every report's entry."""
    content = {
        "made": stamp(datetime.now(UTC)),
        "migbrief": __version__,
        "python": platform.python_version(),
        "reports": list(entries),
    }
    write_atomic(out / MANIFEST, json.dumps(content, indent=1, ensure_ascii=False, sort_keys=False) + "\n")


def stamp(moment: datetime) -> str:
    """Return a time as ``2012-02-09T14:00:00Z``."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


_BLANK: Final = (
    *("id", "kind", "title", "description", "status", "error", "made", "page", "page_made", "failed_page"),
)
