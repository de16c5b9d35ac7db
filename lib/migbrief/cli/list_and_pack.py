"""The commands ``list`` (reports that can be made) and ``pack`` (made reports as a ZIP file)."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from migbrief import paths
from migbrief.errors import UserError, one_line
from migbrief.text.i18n import t, tn

from .click_messages import Command, argument, option

if TYPE_CHECKING:
    from migbrief.registry.records import Report


@click.command("list", cls=Command)
@option("--profiles", is_flag=True, help="List the Migration Profiles too.")
def list_reports(profiles: bool) -> None:
    """List the reports that can be made."""
    from migbrief.registry import reports

    listed = reports.reports()
    if profiles:
        from migbrief.registry import profile_reports

        listed += profile_reports.select(everything=True)
    width = max((len(report.id) for report in listed), default=0)
    for report in listed:
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
            raise UserError(t("--page takes one report; got {n}", n=len(reports)))
        single(reports[0], made, target, is_current)
        click.echo(str(target))
        return
    count = write(reports, made, target, is_current)
    said = tn("{n} report in {files} files", "{n} reports in {files} files", len(reports), files=count)
    click.echo(t("{said}: {path}", said=said, path=target))


def title(report: Report) -> str:
    """What a report is called, in the language spoken."""
    if not report.own:
        return t(f"# {report.title}").removeprefix("# ")
    if "country" in report.own:
        from migbrief.datasets import countries

        place = countries.name(str(report.parameters["country"]))
    else:
        place = t(str(report.parameters["region"]))
    return t("{place}: Migration Profile", place=place)
