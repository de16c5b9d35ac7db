"""The commands ``list`` (reports that can be made) and ``pack`` (made reports as a ZIP file)."""

from __future__ import annotations

import itertools
from pathlib import Path

import click

from migbrief import paths
from migbrief.errors import UserError, one_line
from migbrief.text.counts import Count
from migbrief.text.i18n import t, tn

from .click_messages import Command, argument, option


@click.command("list", cls=Command)
@option("--profiles", is_flag=True, help="List the Migration Profiles too.")
def list_reports(profiles: bool) -> None:
    """List the reports that can be made."""
    from migbrief.registry import records, reports

    listed = reports.every()
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
    if not profiles:
        more = t("Migration Profiles of countries and regions: list --profiles")
        click.echo(f"{'profiles':<{width}}  {more}")


@click.command(cls=Command)
@argument("names", metavar="REPORT...", nargs=-1, required=True)
@option("--out", "target", type=click.Path(path_type=Path), required=True, help="The file to write.")
@option(
    "--reports", "folder", type=click.Path(path_type=Path), help="Folder of the pages.  [default: reports]"
)
@option(
    "--page", "alone", is_flag=True, help="Of one report: its page alone, an HTML file without dead links."
)
def pack(names: tuple[str, ...], target: Path, folder: Path | None, alone: bool) -> None:
    """Pack made reports with their data, sources and licences into a ZIP file."""
    from migbrief.pages.pack import pack as write
    from migbrief.pages.pack import single
    from migbrief.registry import reports as catalogue
    from migbrief.runner.ledger import Ledger, State

    reports = catalogue.find(names)
    made = (folder or paths.reports()).absolute()
    is_current = Ledger(made, State(reports)).is_current
    if alone:
        if len(reports) != 1:
            raise UserError(t("--page takes one report; got {n}", n=str(len(reports))))
        single(reports[0], made, target, is_current)
        click.echo(str(target))
        return
    count = write(reports, made, target, is_current)
    said = tn(
        "{n} report in {files} files", "{n} reports in {files} files", Count(len(reports)), files=str(count)
    )
    click.echo(t("{said}: {path}", said=said, path=target))
