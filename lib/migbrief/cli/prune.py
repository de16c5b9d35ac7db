"""The command ``prune``, and publishing the index after a command."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from migbrief import paths
from migbrief.errors import UserError
from migbrief.text.counts import Count
from migbrief.text.i18n import t, tn

from .click_messages import Command, option, path_option

if TYPE_CHECKING:
    from migbrief.registry.manifest import Result
    from migbrief.runner.ledger import Ledger

MADE: Final = re.compile(r"(executed|failed)/.+|(notebooks|profiles|sections)/.+\.(html|pdf|xlsx)")


@click.command(cls=Command)
@path_option("--out", help="Folder of the pages.  [default: reports]")
@option("--dry-run", is_flag=True, help="Only list what would be removed.")
def prune(out: Path | None, dry_run: bool) -> None:
    """Remove pages of reports that no longer exist, with their notebooks, and rewrite the index."""
    from migbrief.files import files_of_ours
    from migbrief.registry import manifest, report_lookup
    from migbrief.runner import batch
    from migbrief.runner.ledger import Ledger, State

    folder = (out or paths.reports()).absolute()
    if not any((folder / name).is_file() for name in (manifest.MANIFEST, batch.LOCK)):
        raise UserError("there are no reports in {folder}", folder=folder)
    with batch.locked(folder):
        known = {report.id: report for report in report_lookup.every_report()}
        # A batch that was killed leaves pages that only the ledger names, or nothing.
        entries = {e["id"]: e for e in (*Ledger(folder, State()).entries(), *manifest.read_manifest(folder))}
        kept = [entry for entry in entries.values() if report_lookup.report_of(entry, known)]
        of_reports = (
            {"page": str(r.output), "failed_page": str(r.failed), "executed": str(r.executed)}
            for r in known.values()
        )
        named = set(report_lookup.files_of([*kept, *of_reports]))
        gone = sorted(name for name in files_of_ours(folder) if MADE.fullmatch(name) and name not in named)
        for name in gone:
            click.echo(name)
            if not dry_run:
                (folder / name).unlink(missing_ok=True)
        if gone and not dry_run:
            manifest.write_manifest(folder, kept)
            publish(folder, [])
    counted = tn("{n} file", "{n} files", Count(len(gone)))
    click.echo(t("{said} to remove", said=counted) if dry_run else t("{said} removed", said=counted))


def publish(folder: Path, done: list[Result], ledger: Ledger | None = None) -> tuple[Path | None, bool]:
    """Call :func:`migbrief.runner.site.publish`, and print to standard error what is missing."""
    from migbrief.runner import site

    index, lacking = site.publish(folder, done, ledger)
    if lacking:
        click.echo(f"migbrief: {lacking}", err=True)
    return index, not lacking
