"""The first screen of a profile as a page of its own that prints on one sheet."""

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath

import nbformat

from migbrief.datasets import read_log, store_state
from migbrief.errors import UserError
from migbrief.files import write_atomic
from migbrief.registry.manifest import read_manifest
from migbrief.registry.parameters import parse
from migbrief.registry.records import Report

from . import report_page

PROFILES = ("profiles", "regions")


def name(report: Report) -> PurePosixPath:
    """Return the path of a report's brief: ``profiles/KEN--brief.html``."""
    return report.output.with_name(f"{report.output.stem}--brief.html")


def require_profiles(reports: Sequence[Report]) -> None:
    """Raise ``UserError`` for reports that have no brief, before anything is made."""
    for report in reports:
        if report.kind not in PROFILES:
            raise UserError(
                "a brief is made of profiles; {report} is another report", report=report.id.partition("--")[0]
            )


def write(report: Report, out: Path) -> Path:
    """Write the brief of a report beside its page, from the executed notebook."""
    path = out / report.executed
    read_log.start()
    for entry in read_manifest(out):
        if entry["id"] == report.id:
            for edition in entry.get("source_editions", ()):
                read_log.record(store_state.LOG, edition)
    nb = nbformat.read(path, as_version=4)
    ends = [n for n, cell in enumerate(nb.cells) if cell.cell_type == "markdown" and "## " in cell.source]
    nb.cells = nb.cells[: ends[0]] if ends else nb.cells
    made = datetime.fromtimestamp((out / report.output).stat().st_mtime, UTC)
    values = parse(report.model, report.parameters)
    target = out / name(report)
    write_atomic(target, report_page.to_html(nb, report, values, made, full=report.output.name))
    return target
