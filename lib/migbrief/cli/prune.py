"""The command ``prune``, and the index that a command leaves behind."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from migbrief import paths
from migbrief.errors import UserError
from migbrief.text.counts import Count
from migbrief.text.i18n import t, tn

from .click_messages import Command, option

if TYPE_CHECKING:
    from migbrief.registry.manifest import Result
    from migbrief.runner.ledger import Ledger


@click.command(cls=Command)
@option("--out", type=click.Path(path_type=Path), help="Folder of the pages.  [default: reports]")
@option("--dry-run", is_flag=True, help="Only name what would be removed.")
def prune(out: Path | None, dry_run: bool) -> None:
    """Remove pages that no report makes any more, with their notebooks, and write the index anew."""
    from migbrief.files import files_of_ours
    from migbrief.registry import made, manifest
    from migbrief.runner import batch

    folder = (out or paths.reports()).absolute()
    if not (folder / manifest.MANIFEST).is_file():
        raise UserError(t("there are no reports in {folder}", folder=folder))
    with batch.locked(folder):
        known = {report.id: report for report in made.every_report()}
        kept = [e for e in manifest.read_manifest(folder) if made.report_of(e, known)]
        named = set(made.files_of(kept))
        names = [name for name in files_of_ours(folder) if "/" in name and not name.startswith("data/")]
        gone = sorted(set(names) - named)
        for name in gone:
            click.echo(name)
            if not dry_run:
                (folder / name).unlink(missing_ok=True)
        if gone and not dry_run:
            manifest.write_manifest(folder, kept)
            publish(folder, [])
    said = tn("{n} file", "{n} files", Count(len(gone)))
    click.echo(t("{said} to remove", said=said) if dry_run else t("{said} removed", said=said))


def publish(folder: Path, done: list[Result], ledger: Ledger | None = None) -> tuple[Path | None, bool]:
    """Update the index and what stands beside it: the path of the index, None where there is no new one, and
    whether everything is there; else a line on standard error says what is not.

    ``ledger`` knows the state that the reports were made from; without it everything is written anew.
    """
    from migbrief.pages import companions
    from migbrief.pages import index as repository
    from migbrief.registry import manifest

    entries = manifest.merge(manifest.read_manifest(folder), done, folder)
    state = ledger.state if ledger else ""
    pages, of_index = companions.indexes(entries), companions.state_of_index(state, entries)
    beside = companions.Companions(folder)
    current = [beside.is_current(page, of_index) for page in pages]
    current += [beside.is_current(name, state) for name in companions.names(entries)]
    if not done and all(current):
        return folder / repository.INDEX, True
    return _write(folder, entries, state, ledger)


def _write(
    folder: Path, entries: list[dict[str, object]], state: str, ledger: Ledger | None
) -> tuple[Path | None, bool]:
    from migbrief.pages import companions, data_files
    from migbrief.pages import index as repository
    from migbrief.registry import made, reports

    known, lacking = reports.every(), ""
    extras: dict[str, repository.Extras] = {}
    try:
        every = made.every_report()
        by_id = {report.id: report for report in every}
        for entry in entries:
            report = made.report_of(entry, by_id)
            entry["old"] = report is None or (ledger is not None and not ledger.is_of_this_state(report))
        known, extras = every, data_files.extras(folder, every, entries, state)
    except UserError as error:
        lacking = str(error)
    try:
        index = repository.publish(folder, entries, known, extras)
        of_index = companions.state_of_index("" if lacking else state, entries)
        companions.Companions(folder).add(companions.indexes(entries), of_index)
    except UserError as error:
        click.echo(f"migbrief: {t('no index: {why}', why=error)}", err=True)
        return None, False
    if lacking:
        said = t("the index has no profiles and no data: {why}", why=lacking)
        click.echo(f"migbrief: {said}", err=True)
    return index, not lacking
