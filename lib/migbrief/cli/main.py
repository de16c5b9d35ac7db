"""The command line: each command reads its arguments, calls the library and prints the outcome."""

from __future__ import annotations

import math
import os
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from migbrief import __version__, paths
from migbrief.errors import UserError
from migbrief.text.i18n import mark, t

from . import progress as output
from . import selection
from .check import check
from .click_messages import Group, Option, argument, option
from .data import data
from .lab import lab
from .list_and_pack import list_reports, pack
from .prune import prune, publish

if TYPE_CHECKING:
    from migbrief.registry.manifest import Limits, Result
    from migbrief.registry.records import Report


LONGEST: Final = 86_400  # seconds
LEAST_MEMORY: Final = 256  # MB; the libraries alone take most of it
MOST_MEMORY: Final = 1 << 20


@click.group(cls=Group, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(
    __version__,
    prog_name="migbrief",
    message="%(prog)s %(version)s",
    cls=Option,
    help=mark("Show the version and exit."),
)
def main() -> None:
    """Reproducible evidence reports on international migration."""


for command in (list_reports, pack, prune, check, data, lab):
    main.add_command(command)


@main.command()
@argument("names", metavar="[REPORT]...", nargs=-1)
@option("-p", "given", metavar="NAME=VALUE", multiple=True, help="Set a parameter; repeat for more.")
@option("--country", "countries", multiple=True, help="With profiles: a country, by ISO code or name.")
@option("--region", "regions", multiple=True, help="With profiles: a group, and the countries in it.")
@option("--all", "everything", is_flag=True, help="With profiles: every country and every group.")
@option("--out", type=click.Path(path_type=Path), help="Folder for the pages.  [default: reports]")
@option("--jobs", type=click.IntRange(1, 64), help="Reports at a time.  [default: the number of cores]")
@option(
    "--to",
    "form",
    type=click.Choice(["html", "pdf", "brief", "xlsx"]),
    default="html",
    help="Also make of each page: a pdf, through the Chromium that is installed; of profiles a brief of one "
    "sheet, and its pdf; an xlsx with all data of the page.  [default: html]",
)
@option("--force", is_flag=True, help="Make reports again that are up to date.")
@option(
    "--engine",
    type=click.Choice(["fork", "kernel"]),
    help="Run cells in forks of a warm process, or in Jupyter kernels.  [default: fork where possible]",
)
@option(
    "--scheduler",
    metavar="dask|ADDRESS",
    help="Hand the reports to Dask: on this machine, or to a scheduler such as tcp://host:8786.",
)
@option(
    "--timeout",
    type=click.FloatRange(0, LONGEST, min_open=True),
    help="Seconds that one cell may take.  [default: 120]",
)
@option(
    "--memory",
    type=click.IntRange(LEAST_MEMORY, MOST_MEMORY),
    help="MB that one report may use.  [default: 2048]",
)
@click.pass_context
def render(
    ctx: click.Context,
    names: tuple[str, ...],
    given: tuple[str, ...],
    countries: tuple[str, ...],
    regions: tuple[str, ...],
    everything: bool,
    out: Path | None,
    jobs: int | None,
    form: str,
    force: bool,
    engine: str | None,
    scheduler: str | None,
    timeout: float | None,
    memory: int | None,
) -> None:
    """Make reports as HTML pages: those named, or the whole section suite.

    "profiles" stands for the Migration Profiles: of each --country, of each --region with its members, or
    of --all. With -p, a report gets a page of its own beside the default one. A report is made again only
    if its notebook, parameters, data, library or versions have changed.
    """
    from migbrief.editions import edition
    from migbrief.pages import pdf
    from migbrief.registry import reports as catalogue
    from migbrief.runner import batch

    if form == "pdf":
        pdf.require_browser()  # refuse before anything is made
    parameters = selection.parameters(given)
    chosen = selection.reports(names, countries, regions, everything, str(parameters.get("edition", "")))
    reports = [catalogue.with_parameters(report, parameters) for report in chosen]
    if form == "brief":
        from migbrief.pages import brief  # brings nbformat, which takes seconds to load

        brief.require_profiles(reports)
    for name in {_edition(report) for report in reports}:
        edition.load(name)  # refuse a broken table before any report is made
    limits = _limits(timeout, memory)
    folder = _output_folder(out)
    engine = _engine(engine, scheduler)
    done: list[Result] = []

    def progress(result: Result, count: int, total: int) -> None:
        done.append(result)
        output.progress(result, count, total)

    cores = jobs or os.cpu_count() or 1
    unchanged, ledger = 0, None
    with batch.locked(folder):
        try:
            outcome = batch.update(reports, folder, cores, limits, progress, engine, force)
            done, unchanged = outcome.results, len(outcome.unchanged)
            ledger = None if force else outcome.ledger
        finally:
            where, whole = publish(folder, done, ledger)
        printed = pdf.print_pages([folder / report.output for report in reports], form == "pdf", cores)
        _beside(form, [r for r in reports if (folder / r.output).is_file()], folder, cores)
    failed = sum(result.status == "failed" for result in done)
    counts = output.summary(len(done), failed, unchanged, printed if form == "pdf" else None)
    click.echo(t("{said}: {path}", said=counts, path=where or t("without an index")))
    ctx.exit(0 if whole and not failed else 1)


def _beside(form: str, reports: list[Report], folder: Path, cores: int) -> None:
    """Make what was asked for beside the pages: briefs, printed where there is a browser, or workbooks."""
    if form == "brief":
        from migbrief.pages import brief, pdf

        pages = [brief.write(report, folder) for report in reports]
        pdf.print_pages(pages, pdf.find_browser() is not None, cores)
    elif form == "xlsx":
        from migbrief.pages import workbook

        for report in reports:
            workbook.write(folder / report.output)


def _output_folder(out: Path | None) -> Path:
    """Return the folder for the pages, made where it is missing."""
    from migbrief.files import ready_folder
    from migbrief.registry.manifest import is_free

    folder = (paths.reports() if out is None else out).absolute()
    place = folder.resolve()
    if place == paths.root().resolve():  # its data/ would be overwritten
        raise UserError(t("{folder} is the project itself; name another folder with --out", folder=folder))
    for own in (paths.data(), paths.notebooks(), paths.PACKAGE):
        if place.is_relative_to(own.resolve()):
            raise UserError(
                t("{folder} is part of the project; name another folder with --out", folder=folder)
            )
    if not is_free(folder):
        raise UserError(
            t("{folder} has an index.html that is not ours; name another folder with --out", folder=folder)
        )
    ready_folder(folder)
    return folder


def _engine(engine: str | None, scheduler: str | None) -> str:
    """Return what runs the cells; say so on standard error where it is slower than it could be."""
    from migbrief.runner import batch, warm

    if scheduler and scheduler != "dask" and "://" not in scheduler:
        raise UserError(
            t(
                "--scheduler takes dask or an address such as tcp://host:8786; got {value}",
                value=repr(scheduler),
            )
        )
    chosen = scheduler or engine or batch.default_engine()
    if chosen == "kernel" and not warm.can_fork():
        slower = t("this system cannot fork safely; using Jupyter kernels, which is slower")
        click.echo(f"migbrief: {slower}", err=True)
    return chosen


def _limits(timeout: float | None, memory: int | None) -> Limits:
    """Return the limits of a report: ``timeout`` in seconds of a cell, ``memory`` in MB."""
    from migbrief.registry.manifest import CELL_SECONDS, MEMORY, REPORT_SECONDS, Limits

    if timeout is not None and math.isnan(timeout):
        raise UserError(t("--timeout takes a number of seconds, such as 120; got {value}", value=timeout))
    seconds = timeout or CELL_SECONDS
    return Limits(seconds, max(seconds, REPORT_SECONDS), memory or MEMORY)


def _edition(report: Report) -> str:
    from migbrief.editions import edition

    return str(report.parameters.get("edition", "")) or edition.default()
