"""Publish what accompanies the pages of a folder: the index and the data files."""

from contextlib import suppress
from pathlib import Path
from typing import Any

from migbrief.errors import UserError
from migbrief.pages import companions
from migbrief.pages.index import INDEX
from migbrief.registry import manifest, report_lookup, reports
from migbrief.registry.manifest import Result
from migbrief.text.i18n import LANGUAGES, t

from .ledger import Ledger


def load(folder: Path) -> None:
    """Import and read what only the index needs, ahead of time.

    It may run in a thread, so it must not translate anything: the current language belongs to the whole
    process.
    """
    with suppress(Exception):  # any error is reported when the index is made
        from migbrief.pages import data_files, templates_env  # noqa: F401

        for name in ("frame", "atlas", "index"):
            templates_env.templates().get_template(f"{name}.html.j2")
        if (folder / "profiles").is_dir():
            from migbrief.pages import index_map, index_numbers

            index_map.outlines()
            index_numbers.read()


def publish(folder: Path, done: list[Result], ledger: Ledger | None = None) -> tuple[Path | None, str]:
    """Update the index and the data files. Return the path of the index, None if there is no new one, and
    what is missing, in a line that is blank if nothing is.

    ``ledger`` knows the state that the reports were made from; without it everything is written anew.
    """
    entries = manifest.merge(manifest.read_manifest(folder), done, folder)
    state = ledger.state if ledger else ""
    made_of = companions.indexes(entries, state) | {n: (n, state) for n in companions.names(entries)}
    if not done and not companions.Companions(folder).stale(made_of):
        return folder / INDEX, ""
    return _write(folder, entries, state, ledger)


def _write(
    folder: Path, entries: list[dict[str, Any]], state: str, ledger: Ledger | None
) -> tuple[Path | None, str]:
    from migbrief.pages import data_files
    from migbrief.pages import index as repository

    known, lacking, codes = reports.every(), "", list(LANGUAGES)
    extras: dict[str, repository.Extras] = {}
    try:
        every = report_lookup.every_report()
        by_id = {report.id: report for report in every}
        for entry in entries:
            report = report_lookup.report_of(entry, by_id)
            entry["old"] = report is None or (ledger is not None and not ledger.is_of_this_state(report))
        codes = companions.Companions(folder).stale(companions.indexes(entries, state))
        known, extras = every, data_files.extras(folder, every, entries, state, codes)
    except UserError as error:
        lacking = t("the index has no profiles and no data: {why}", why=error)
    try:
        index = repository.publish(folder, entries, known, extras, codes)
        made_of = companions.indexes(entries, "" if lacking else state)
        companions.Companions(folder).add({made_of[code] for code in codes if code in made_of})
    except UserError as error:
        return None, t("no index: {why}", why=error)
    return index, lacking
