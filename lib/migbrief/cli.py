"""The command line. Thin: each command reads its words, calls the library and prints the outcome."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NoReturn

import click

from . import __version__, paths
from .errors import UserError

if TYPE_CHECKING:
    from .report import Report
    from .results import Result


NO_UPDATES: Final = "jupyterlab.handlers.announcements.NeverCheckForUpdate"


class Group(click.Group):
    """A user's mistake is one line on standard error and exit code 2, wherever it is noticed."""

    def make_context(self, *args: Any, **kwargs: Any) -> click.Context:
        try:
            return super().make_context(*args, **kwargs)
        except click.UsageError as error:
            _refuse(error)

    def invoke(self, ctx: click.Context) -> object:
        try:
            return super().invoke(ctx)
        except click.UsageError as error:
            _refuse(error)
        except UserError as error:
            click.echo(f"migbrief: {error}", err=True)
            ctx.exit(2)
        except KeyboardInterrupt:
            click.echo("migbrief: stopped; what is finished stays", err=True)
            ctx.exit(130)


def _refuse(error: click.UsageError) -> NoReturn:
    """A wrong word on the command line, in one line. No words at all ask for the help."""
    if isinstance(error, click.exceptions.NoArgsIsHelpError):
        raise error
    text = error.format_message().rstrip(".")
    path = error.ctx.command_path if error.ctx else "migbrief"
    click.echo(f"migbrief: {text[:1].lower()}{text[1:]}; see {path} --help", err=True)
    sys.exit(2)


@click.group(cls=Group, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="migbrief", message="%(prog)s %(version)s")
def main() -> None:
    """Reproducible evidence reports on international migration."""


@main.command("list")
@click.option("--profiles", is_flag=True, help="List the Migration Profiles too.")
def list_reports(profiles: bool) -> None:
    """List the reports that can be made."""
    from . import catalogue

    found = catalogue.reports()
    if profiles:
        from . import profile_catalogue

        found += profile_catalogue.select(everything=True)
    width = max((len(report.id) for report in found), default=0)
    for report in found:
        click.echo(f"{report.id:<{width}}  {report.title}")
    if not profiles:
        click.echo(f"{'profiles':<{width}}  Migration Profiles of countries and regions: list --profiles")


@main.command()
@click.argument("names", metavar="[REPORT]...", nargs=-1)
@click.option("-p", "given", metavar="NAME=VALUE", multiple=True, help="Set a parameter; repeat for more.")
@click.option("--country", "countries", multiple=True, help="With profiles: a country, by ISO code or name.")
@click.option("--region", "regions", multiple=True, help="With profiles: a group, and the countries in it.")
@click.option("--all", "everything", is_flag=True, help="With profiles: every country and every group.")
@click.option("--out", type=click.Path(path_type=Path), help="Folder for the pages.  [default: reports]")
@click.option("--jobs", type=click.IntRange(1, 64), help="Reports at a time.  [default: the number of cores]")
@click.option(
    "--to",
    "form",
    type=click.Choice(["html", "pdf"]),
    default="html",
    help="With pdf, also print each page, through the Chromium that is installed.  [default: html]",
)
@click.option("--force", is_flag=True, help="Make reports again that are up to date.")
@click.option(
    "--engine",
    type=click.Choice(["fork", "kernel"]),
    help="Run cells in forks of a warm process, or in Jupyter kernels.  [default: fork where possible]",
)
@click.option(
    "--scheduler",
    metavar="dask|ADDRESS",
    help="Hand the reports to Dask: on this machine, or to a scheduler such as tcp://host:8786.",
)
@click.option(
    "--timeout",
    type=click.FloatRange(0, min_open=True),
    help="Seconds that one cell may take.  [default: 120]",
)
@click.option("--memory", type=click.IntRange(64), help="MB that one report may use.  [default: 2048]")
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
    from . import batch, catalogue, edition, pdf, warm
    from .files import ready_folder
    from .results import CELL_SECONDS, MEMORY, REPORT_SECONDS, Limits

    if form == "pdf":
        pdf.browser()  # whoever has none hears so before anything is made
    chosen = _chosen(names, countries, regions, everything)
    if not chosen:
        raise UserError(f"there are no notebooks in {paths.notebooks()}; nothing to render")
    parameters = _parameters(given)
    reports = [catalogue.vary(report, parameters) for report in chosen]
    for name in {_edition(report) for report in reports}:
        edition.load(name)  # a broken table would fail every report: say so before any is made
    folder = (out or paths.reports()).absolute()
    ready_folder(folder)
    done: list[Result] = []

    def progress(result: Result, count: int, total: int) -> None:
        done.append(result)
        _show(result, count, total)

    if scheduler and scheduler != "dask" and "://" not in scheduler:
        raise UserError(f"--scheduler takes dask or an address such as tcp://host:8786; got {scheduler!r}")
    engine = scheduler or engine or batch.default_engine()
    if engine == "kernel" and not warm.can_fork():
        click.echo(
            "migbrief: this system cannot fork safely; using Jupyter kernels, which is slower", err=True
        )
    seconds = timeout or CELL_SECONDS
    limits = Limits(seconds, max(seconds, REPORT_SECONDS), memory or MEMORY)
    cores = jobs or os.cpu_count() or 1
    unchanged = 0
    with batch.locked(folder):
        try:
            outcome = batch.update(reports, folder, cores, limits, progress, engine, force)
            done, unchanged = outcome.results, len(outcome.unchanged)
        finally:
            where = _publish(folder, done)
        printed = pdf.settle([folder / report.output for report in reports], form == "pdf", cores)
    failed = sum(result.status == "failed" for result in done)
    said = [f"{len(done) - failed} of {len(done)} reports made"] if done or not unchanged else []
    said += [f"{failed} failed"] if failed else []
    said += [f"{unchanged} unchanged"] if unchanged else []
    said += [f"{printed} printed to PDF"] if form == "pdf" else []
    click.echo(f"{', '.join(said)}: {where or 'without an index'}")
    ctx.exit(1 if failed or not where else 0)


def _edition(report: Report) -> str:
    from .models import BaseParameters

    return str(report.parameters.get("edition", BaseParameters.model_fields["edition"].default))


def _publish(folder: Path, done: list[Result]) -> Path | None:
    """Bring the index up to date; None, with a line on standard error, where that cannot be."""
    from . import catalogue, repository, results

    index = folder / repository.INDEX
    if not done and index.is_file():
        return index
    from . import profile_catalogue, publication

    known, lacking = catalogue.reports(), ""
    extras: dict[str, repository.Extras] = {}
    entries = results.merge(results.read_manifest(folder), done, folder)
    try:
        every = [*known, *profile_catalogue.select(everything=True)]
        known, extras = every, publication.extras(folder, every, entries)
    except UserError as error:
        lacking = str(error)
    try:
        index = repository.publish(folder, entries, known, extras)
    except UserError as error:
        click.echo(f"migbrief: no index: {error}", err=True)
        return None
    if lacking:
        click.echo(f"migbrief: the index has no profiles and no data: {lacking}", err=True)
    return index


@main.command()
@click.argument("names", metavar="REPORT...", nargs=-1, required=True)
@click.option(
    "--out", "target", type=click.Path(path_type=Path), required=True, help="The ZIP file to write."
)
@click.option(
    "--reports", "folder", type=click.Path(path_type=Path), help="Folder of the pages.  [default: reports]"
)
def pack(names: tuple[str, ...], target: Path, folder: Path | None) -> None:
    """Pack made reports with their data, sources and licences into a ZIP file."""
    from . import catalogue
    from .pack import pack as write

    reports = catalogue.find(names)
    count = write(reports, (folder or paths.reports()).absolute(), target)
    click.echo(f"{len(reports)} reports in {count} files: {target}")


@main.command()
@click.argument("edition")
@click.option(
    "--text", "text", type=click.Path(path_type=Path), help="The paper's text, to look its figures up in."
)
@click.option("-v", "--verbose", is_flag=True, help="With --text: a line for every fact.")
@click.pass_context
def check(ctx: click.Context, edition: str, text: Path | None, verbose: bool) -> None:
    """Check an edition's facts, and with --text whether they stand in the paper."""
    from . import edition as editions

    wrong = editions.problems(edition)
    for problem in wrong:
        click.echo(f"migbrief: {problem}", err=True)
    if wrong:
        ctx.exit(2)
    loaded = editions.load(edition)
    if text is None:
        from . import checks

        counts = checks.verdicts(loaded)["verdict"].value_counts()
        click.echo(f"{loaded.title}: {int(counts.sum())} facts")
        for verdict in checks.VERDICTS:
            click.echo(f"{int(counts.get(verdict, 0)):>6}  {verdict}")
        return
    from . import textcheck

    report = textcheck.check(loaded, textcheck.read_text(text))
    click.echo(textcheck.render(report, every=verbose))
    ctx.exit(0 if report.ok else 1)


@main.command(context_settings={"ignore_unknown_options": True})
@click.argument("words", metavar="[JUPYTER OPTION]...", nargs=-1, type=click.UNPROCESSED)
def lab(words: tuple[str, ...]) -> None:
    """Open the notebooks in JupyterLab; options go to jupyter lab."""
    options = [
        *(f"--ServerApp.root_dir={paths.root()}", "--ServerApp.default_url=/lab/tree/notebooks"),
        # Nothing is asked of the network: no news, no look for newer versions.
        *("--LabApp.news_url=None", f"--LabApp.check_for_updates_class={NO_UPDATES}"),
        *words,
    ]
    os.execv(sys.executable, [sys.executable, "-m", "jupyterlab", *options])


def _chosen(
    names: tuple[str, ...], countries: tuple[str, ...], regions: tuple[str, ...], everything: bool
) -> list[Report]:
    """The reports asked for: sections by name, profiles by country, group or all."""
    from . import catalogue

    profiles = "profiles" in names
    if (countries or regions or everything) and not profiles:
        raise UserError(
            "--country, --region and --all go with profiles: migbrief render profiles --country KEN"
        )
    rest = [name for name in names if name != "profiles"]
    found = catalogue.find(rest) if rest or not profiles else []
    if profiles:
        from . import profile_catalogue

        if not (countries or regions or everything):
            raise UserError("which profiles? give --country, --region, or --all for every one of them")
        found += profile_catalogue.select(countries, regions, everything)
    return found


def _parameters(given: tuple[str, ...]) -> dict[str, str]:
    """``("a=1", "b=2")`` → a mapping; each name once."""
    found: dict[str, str] = {}
    for word in given:
        name, equals, value = word.partition("=")
        if not equals or not name.strip():
            raise UserError(f"-p takes name=value, such as -p countries=KEN,Nepal; got {word!r}")
        if name.strip() in found:
            raise UserError(f"parameter {name.strip()} is given twice; give it once")
        found[name.strip()] = value
    return found


def _show(result: Result, count: int, total: int) -> None:
    """One line a report on a terminal; in a pipe only failures."""
    terminal = sys.stdout.isatty()
    report: Report = result.report
    if result.status == "failed":
        click.echo(f"migbrief: {report.id} failed: {result.error}", err=True)
    elif terminal:
        place = f"[{count:>{len(str(total))}}/{total}]"
        cells = "cell" if result.warnings == 1 else "cells"
        warned = f", warnings in {result.warnings} {cells}" if result.warnings else ""
        click.echo(f"{place} {report.id}: {report.title} ({result.seconds:.1f} s{warned})")
