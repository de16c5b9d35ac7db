"""Existing pages, and the reports that would make them again."""

import os
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path, PurePosixPath
from typing import Any

from migbrief import paths
from migbrief.errors import UserError

from . import profile_reports, reports
from .manifest import made_of
from .records import Report


def every_report() -> list[Report]:
    """Return every report with its default parameters."""
    return [*reports.every(), *profile_reports.select(everything=True)]


def report_of(entry: Mapping[str, Any], known: Mapping[str, Report]) -> Report | None:
    """Return the report that makes the page of a manifest's entry; None if it no longer exists.

    ``known`` are the existing reports by id.
    """
    base_id, _, suffix = str(entry["id"]).partition("--")
    base = known.get(base_id)
    if base is None and entry.get("where"):
        with suppress(UserError):
            base = reports.of_path(Path(os.path.normpath(paths.root() / str(entry["where"]))))
    if base is None or base.id != base_id:
        return None
    given = {name: value for name, value in entry.get("parameters", {}).items() if name not in base.own}
    try:
        report = (
            reports.with_parameters(base, given, suffix if entry.get("named") else "") if suffix else base
        )
    except UserError:  # a parameter, edition or country that no longer exists
        return None
    same = report.id == entry["id"] and entry["page"] in ("", str(report.output))
    return report if same else None


def files_of(entries: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    """Yield the files of entries: pages, executed notebooks, and what was made from pages."""
    for entry in entries:
        for name in filter(None, (entry["page"], entry["failed_page"], entry.get("executed", ""))):
            yield from (str(PurePosixPath(name).with_suffix(suffix)) for suffix in (".html", ".ipynb"))
            yield from made_of(name)
        if entry["page"]:
            yield str("executed" / PurePosixPath(entry["page"]).with_suffix(".ipynb"))
