"""The command ``render``."""

from __future__ import annotations

import math
import os
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from migbrief import paths
from migbrief.errors import UserError
from migbrief.files import refuse_links
from migbrief.text.counts import Count
from migbrief.text.i18n import t, tn

from . import selection
from .click_messages import Command, argument, option, path_option
from .progress import Log
from .prune import publish

if TYPE_CHECKING:
    from migbrief.registry.manifest import Limits
    from migbrief.registry.records import Report

LONGEST: Final = 86_400  # seconds
LEAST_MEMORY: Final = 256  # MB; the libraries alone use most of it
MOST_MEMORY: Final = 1 << 20
FORMS: Final = ("html", "pdf", "brief", "xlsx")


@click.command(cls=Command)
@argument("names", metavar="[REPORT]...", nargs=-1)
@option("-p", "given", metavar="NAME=VALUE", multiple=True, help="Set a parameter; repeat for more.")
@option("--language", "languages", metavar="CODE[,CODE]...", default="", help="Languages, such as en,fr,es.")
@option(
    "--from",
    "sets",
    metavar="FILE",
    default="",
    help="A CSV, YAML or JSON file with a set of parameters a row; - for standard input.",
)
@option(
    "--country",
    "countries",
    multiple=True,
    help="With profiles: a country, by ISO code or name; @FILE for a list, one a line.",
)
@option("--region", "regions", multiple=True, help="With profiles: a group, and the countries in it.")
@option("--all", "everything", is_flag=True, help="With profiles: every country and every group.")
@option("--only-failed", is_flag=True, help="Only reports whose last run failed.")
@option("--dry-run", is_flag=True, help="Make nothing; show what would be made, and why.")
@path_option("--out", help="Folder for the pages.  [default: reports]")
@option(
    "--jobs",
    type=click.IntRange(1, 64),
    help="Number of reports made at a time.  [default: the number of cores]",
)
@option(
    "--to",
    "form",
    type=click.Choice(FORMS),
    default="html",
    help="Also make of each page: a pdf, through the Chromium that is installed; of profiles a brief of one "
    "sheet, and its pdf; an xlsx with all data of the page.  [default: html]",
)
@option("--force", is_flag=True, help="Make all reports again, even those up to date.")
@option(
    "--engine",
    type=click.Choice(["fork", "kernel"]),
    help="Run cells in forks of a warm process, or in Jupyter kernels.  [default: fork where possible]",
)
@option(
    "--scheduler",
    metavar="dask|ADDRESS",
    help="Make the reports with Dask: on this machine, or on a scheduler such as tcp://host:8786.",
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
@option("--log", type=click.Choice(["text", "json"]), default="text", help="Format of the progress messages.")
@option("--quiet", is_flag=True, help="Print failures only.")
@path_option("--summary", help="Write a summary of this run to a JSON file.")
@click.pass_context
def render(
    ctx: click.Context,
    /,
    out: Path | None,
    jobs: int | None,
    form: str,
    force: bool,
    engine: str | None,
    scheduler: str | None,
    timeout: float | None,
    memory: int | None,
    dry_run: bool,
    log: str,
    quiet: bool,
    summary: Path | None,
    **asked: Any,
) -> None:
    """Make reports as HTML pages: those named, or all reports on the paper.

    "profiles" stands for the Migration Profiles: of each --country, of each --region with its members, or
    of --all. With -p, a report gets a page of its own beside the default one. A report is made again only
    if its notebook, parameters, data, library or versions have changed.
    """
    from migbrief.pages import pdf

    if form == "pdf":
        pdf.require_browser()  # before anything is made
    place = (paths.reports() if out is None else out).absolute()
    refuse_links(place)
    reports = selection.chosen(selection.Choice(**asked), place)
    _refuse_broken(reports, form)
    limits = _limits(timeout, memory)
    if dry_run:
        _tell_stale(reports, place, force)
        return
    folder = _output_folder(place)
    run = Log(folder, log, quiet, summary)
    if not reports:
        whole = run.write_summary(None)
        if log == "json":
            run.end(None, form, [])
        elif not quiet:
            click.echo(t("no report in {folder} failed the last time", folder=folder))
        ctx.exit(0 if whole else 1)
    cores = jobs or os.cpu_count() or 1
    whole = _make(reports, folder, form, cores, limits, _engine(engine, scheduler), force, run)
    ctx.exit(0 if whole and not run.failed else 1)


def _make(
    reports: list[Report],
    folder: Path,
    form: str,
    cores: int,
    limits: Limits,
    engine: str,
    force: bool,
    log: Log,
) -> bool:
    """Make the reports, their index and related files; return whether the index is complete."""
    from migbrief.runner import batch, site

    ledger, where, whole = None, None, False
    with batch.locked(folder):
        try:
            outcome = batch.update(
                reports, folder, cores, limits, log.progress, engine, force, lambda: site.load(folder)
            )
            log.done, log.unchanged = outcome.results, outcome.unchanged
            ledger = None if force else outcome.ledger
        finally:
            where, whole = publish(folder, log.done, ledger)
            whole &= log.write_summary(where)
        made = _make_extras(form, [r for r in reports if (folder / r.output).is_file()], folder, cores)
    log.end(where, form, made)
    return whole


def _refuse_broken(reports: list[Report], form: str) -> None:
    """Raise ``UserError`` for a broken edition, or a form that a report lacks, before anything is made."""
    from migbrief.editions import edition

    if form == "brief":
        from migbrief.pages import brief  # imports nbformat, which takes seconds

        brief.require_profiles(reports)
    for name in {str(report.parameters.get("edition", "")) for report in reports}:
        edition.load(name or edition.default())


def _tell_stale(reports: list[Report], folder: Path, force: bool) -> None:
    """Print one line for each report that would be made, with the reason."""
    from migbrief.runner.ledger import Ledger, State

    ledger = Ledger(folder, State(reports))
    count = 0
    for report in reports:
        why = t("asked for by --force") if force else ledger.why_stale(report)
        if why:
            count += 1
            click.echo(f"{report.id}: {why}")
    counted = tn("{n} report would be made", "{n} reports would be made", Count(count))
    click.echo(t("{said}, {n} unchanged", said=counted, n=Count(len(reports) - count)))


def _make_extras(form: str, reports: list[Report], folder: Path, cores: int) -> list[Path]:
    """Make PDFs, briefs (printed too, with a browser) or workbooks of the pages, beside them."""
    from migbrief.pages import pdf

    pages = [folder / report.output for report in reports]
    if form == "brief":
        from migbrief.pages import brief

        pages = [brief.write(report, folder) for report in reports]
    if form == "pdf" or (form == "brief" and pdf.find_browser()):
        return pdf.print_pages(pages, cores)
    if form == "xlsx":
        from migbrief.pages import workbook

        return [workbook.write(page) for page in pages]
    return pages


def _output_folder(folder: Path) -> Path:
    """Return the folder for the pages, created if missing."""
    from migbrief.files import ready_folder
    from migbrief.registry.manifest import is_free

    place = folder.resolve()
    if place == paths.root().resolve():  # its data/ would be overwritten
        raise UserError("{folder} is the project itself; name another folder with --out", folder=folder)
    for own in (paths.data(), paths.notebooks(), paths.PACKAGE):
        if place.is_relative_to(own.resolve()):
            raise UserError("{folder} is part of the project; name another folder with --out", folder=folder)
    if not is_free(folder):
        raise UserError(
            "{folder} has an index.html that is not ours; name another folder with --out", folder=folder
        )
    ready_folder(folder)
    return folder


def _engine(engine: str | None, scheduler: str | None) -> str:
    """Return the engine for cells; print to standard error if a faster one is unavailable."""
    from migbrief.runner import batch, warm

    if scheduler and not re.fullmatch(r"dask|(tcp|tls|ucx|wss?)://\S+:\d+", scheduler):
        raise UserError(
            "--scheduler takes dask or an address such as tcp://host:8786; got {value}", value=repr(scheduler)
        )
    chosen = scheduler or engine or batch.default_engine()
    if chosen == "kernel" and not warm.can_fork():
        slower = t("this system cannot fork safely; using Jupyter kernels, which is slower")
        click.echo(f"migbrief: {slower}", err=True)
    return chosen


def _limits(timeout: float | None, memory: int | None) -> Limits:
    """Return the limits of a report: ``timeout`` in seconds for a cell, ``memory`` in MB."""
    from migbrief.registry.manifest import CELL_SECONDS, MEMORY, REPORT_SECONDS, Limits

    if timeout is not None and math.isnan(timeout):
        raise UserError("--timeout takes a number of seconds, such as 120; got {value}", value=str(timeout))
    seconds = timeout or CELL_SECONDS
    return Limits(seconds, max(seconds, REPORT_SECONDS), memory or MEMORY)
