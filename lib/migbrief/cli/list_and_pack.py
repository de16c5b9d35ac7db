"""The commands ``list`` (reports that can be made) and ``pack`` (made reports as a ZIP file)."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from migbrief import paths
from migbrief.errors import UserError, one_line, unknown
from migbrief.text.counts import Count
from migbrief.text.i18n import mark, t, tn

from .click_messages import Command, argument, option, path_option

if TYPE_CHECKING:
    from migbrief.registry.records import Report

LONGEST: Final = 40  # letters of a parameter in an aligned column


@click.command("list", cls=Command)
@argument("name", metavar="[REPORT]", default="")
@option("--profiles", is_flag=True, help="List the Migration Profiles too.")
def list_reports(name: str, profiles: bool) -> None:
    """List the reports that can be made, or those on a paper; for a single report, its parameters."""
    from migbrief.registry import records, reports

    named = reports.find([name]) if name else []
    if len(named) == 1:
        _list_parameters(named[0])
        return
    listed = named if name else reports.every()
    title = records.title
    if profiles:
        from migbrief.registry import profile_reports

        title = profile_reports.title
        listed += profile_reports.select(everything=True)
    width = max((len(report.id) for report in listed), default=0)
    for paper, of in itertools.groupby(listed, key=lambda report: report.facets.get("edition", "")):
        if paper:
            click.echo(one_line(t(paper)))
        for report in of:
            click.echo(f"{report.id:<{width}}  {one_line(title(report))}")
    if not (profiles or name):
        more = t("Migration Profiles of countries and regions: list --profiles")
        click.echo(f"{'profiles':<{width}}  {more}")


def _list_parameters(report: Report) -> None:
    """Print a line for each parameter of a report: name, default and meaning."""
    from migbrief.registry import parameters

    values = parameters.parse(report.model, report.parameters)
    texts = {name: parameters.as_text(value) for name, value in values.model_dump().items()}
    settings = [s for s in parameters.settings(values) if s.name not in report.own]
    width = max((len(f"{s.name}={texts[s.name]}") for s in settings), default=0)
    for setting in settings:
        given = f"{setting.name}={texts[setting.name]}"
        click.echo(f"-p {given:<{min(width, LONGEST)}}  {one_line(setting.meaning)}")


@click.command("new", cls=Command)
@argument("name")
@option("--from", "source", default="country-profile", help="The notebook to copy.")
def new(name: str, source: str) -> None:
    """Copy a notebook as the start of your own, which can be rendered at once."""
    from migbrief.files import write_atomic
    from migbrief.registry import reports

    stem = name.removesuffix(".ipynb")
    if not reports.NAME.fullmatch(stem):
        raise UserError("a notebook's name has letters, digits and hyphens; got {value}", value=repr(name))
    there = sorted(path.stem for path in paths.notebooks().glob("*.ipynb"))
    original = Path(source) if source.endswith(".ipynb") else paths.notebooks() / f"{source}.ipynb"
    if not original.is_file():
        raise unknown(mark("notebook"), source, there)
    target = paths.own_notebooks() / f"{stem}.ipynb"
    if target.exists():
        raise UserError("{path} already exists; choose another name", path=target)
    write_atomic(target, original.read_text("utf-8"))
    click.echo(
        t(
            "{path}; make its page with: migbrief render {name}",
            path=target,
            name=target.name if paths.installed() else reports.of_path(target).id,
        )
    )


@click.command(cls=Command)
@argument("names", metavar="REPORT...", nargs=-1, required=True)
@path_option("--out", "target", required=True, help="The file to write.")
@path_option("--reports", "folder", help="Folder of the pages.  [default: reports]")
@option(
    "--page", "alone", is_flag=True, help="For one report: its page alone, an HTML file without dead links."
)
@option(
    "--language",
    "languages",
    metavar="CODE[,CODE]...",
    default="",
    help="Languages of the reports, such as en,fr; all for every language available.",
)
@option(
    "--data",
    "tables",
    multiple=True,
    metavar="PATH",
    help="Only these tables: a file or folder of data, such as reference; or none.  [default: all]",
)
def pack(
    names: tuple[str, ...],
    target: Path,
    folder: Path | None,
    alone: bool,
    languages: str,
    tables: tuple[str, ...],
) -> None:
    """Pack made reports with their data, sources and licences into a ZIP file."""
    from migbrief.pages.pack import pack as write
    from migbrief.pages.pack import single
    from migbrief.registry.manifest import read_manifest
    from migbrief.runner import batch
    from migbrief.runner.ledger import Ledger, State

    made = (folder or paths.reports()).absolute()
    with batch.at_rest(made):
        reports = _find_made(names, made, [code.strip() for code in languages.split(",") if code.strip()])
        there = {entry["id"] for entry in read_manifest(made) if entry["status"] == "ok"}
        Ledger(made, State(reports)).refuse_old({r.id: r for r in reports if r.id in there})
        if alone:
            if len(reports) != 1:
                raise UserError("--page takes one report; got {n}", n=Count(len(reports)))
            single(reports[0], made, target)
            click.echo(str(target))
            return
        count = write(reports, made, target, tables)
    counted = tn(
        "{n} report in {files} files", "{n} reports in {files} files", Count(len(reports)), files=Count(count)
    )
    click.echo(t("{said}: {path}", said=counted, path=target))


def _find_languages(
    report: Report, codes: list[str], entries: Iterable[Mapping[str, Any]]
) -> list[Mapping[str, Any]]:
    """Return entries of a report in these languages, or in all. Raise ``UserError`` if one is missing."""
    from migbrief.pages.page_links import entry_language

    def about(id: str, parameters: Mapping[str, Any]) -> tuple[str, dict[str, Any]]:
        return id.partition("--")[0], {k: v for k, v in parameters.items() if k != "language"}

    there = {
        entry_language(entry): entry
        for entry in entries
        if about(entry["id"], entry.get("parameters", {})) == about(report.id, report.parameters)
    }
    wanted = list(there) if codes == ["all"] else codes
    if lacking := [code for code in wanted if code not in there]:
        raise UserError(
            "{id} is not there in {codes}; first run: migbrief render {id} --language {codes}",
            id=report.id,
            codes=",".join(lacking),
        )
    return [there[code] for code in wanted]


def _find_made(names: tuple[str, ...], folder: Path, codes: list[str]) -> list[Report]:
    """Return the reports with these names: entries of a folder's index by id, else reports themselves.

    With ``codes`` of languages, these reports in each of them; ``all`` means every existing one.
    """
    from migbrief.registry import manifest, report_lookup, reports

    entries = {entry["id"].casefold(): entry for entry in manifest.read_manifest(folder)}
    known: dict[str, Report] = {}
    if any(name.casefold() in entries for name in names):
        known = {report.id: report for report in report_lookup.every_report()}
    made: list[Report] = []
    for name in names:
        entry = entries.get(name.casefold())
        report = report_lookup.report_of(entry, known) if entry else None
        for one in [report] if report else reports.find([name]):
            spoken = _find_languages(one, codes, entries.values()) if codes else []
            known = (
                known or {report.id: report for report in report_lookup.every_report()} if spoken else known
            )
            found = (report_lookup.report_of(entry, known) for entry in spoken)
            made += [other for other in found if other] if codes else [one]
    return list({report.id: report for report in made}.values())
