"""The command line. Thin: each command reads its words, calls the library and prints the outcome."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from . import __version__, paths
from .errors import UserError

if TYPE_CHECKING:
    from .catalogue import Report
    from .results import Result


class Group(click.Group):
    """A user's mistake is one line on standard error and exit code 2, wherever it is noticed."""

    def invoke(self, ctx: click.Context) -> object:
        try:
            return super().invoke(ctx)
        except UserError as error:
            click.echo(f"migbrief: {error}", err=True)
            ctx.exit(2)
        except KeyboardInterrupt:
            click.echo("migbrief: stopped; what is finished stays", err=True)
            ctx.exit(130)


@click.group(cls=Group, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="migbrief", message="%(prog)s %(version)s")
def main() -> None:
    """Reproducible evidence reports on international migration."""


@main.command("list")
def list_reports() -> None:
    """List the reports that can be made."""
    from .catalogue import reports

    found = reports()
    width = max((len(report.id) for report in found), default=0)
    for report in found:
        click.echo(f"{report.id:<{width}}  {report.title}")


@main.command()
@click.argument("names", metavar="[REPORT]...", nargs=-1)
@click.option("-p", "given", metavar="NAME=VALUE", multiple=True, help="Set a parameter; repeat for more.")
@click.option("--out", type=click.Path(path_type=Path), help="Folder for the pages.  [default: reports]")
@click.option("--jobs", type=click.IntRange(1, 64), help="Reports at a time.  [default: the number of cores]")
@click.pass_context
def render(
    ctx: click.Context, names: tuple[str, ...], given: tuple[str, ...], out: Path | None, jobs: int | None
) -> None:
    """Make reports as HTML pages: those named, or all.

    With -p, a report gets a page of its own beside the default one.
    """
    from . import batch, catalogue, repository
    from .files import ready_folder

    chosen = catalogue.find(names)
    if not chosen:
        raise UserError(f"there are no notebooks in {paths.notebooks()}; nothing to render")
    parameters = _parameters(given)
    reports = [catalogue.vary(report, parameters) for report in chosen]
    folder = (out or paths.reports()).absolute()
    ready_folder(folder)
    done: list[Result] = []

    def progress(result: Result, count: int, total: int) -> None:
        done.append(result)
        _show(result, count, total)

    with batch.locked(folder):
        try:
            batch.render_all(reports, folder, jobs or os.cpu_count() or 1, progress=progress)
        finally:
            index = repository.publish(folder, done, catalogue.reports())
    failed = sum(result.status == "failed" for result in done)
    click.echo(
        f"{len(done) - failed} of {len(done)} reports made{f', {failed} failed' if failed else ''}: {index}"
    )
    ctx.exit(1 if failed else 0)


@main.command()
@click.argument("edition")
@click.option(
    "--text", "text", type=click.Path(path_type=Path), help="The paper's text, to look its figures up in."
)
@click.pass_context
def check(ctx: click.Context, edition: str, text: Path | None) -> None:
    """Check an edition's facts, and with --text whether they stand in the paper."""
    from .edition import load

    loaded = load(edition)
    if text is None:
        from . import checks

        counts = checks.verdicts(loaded)["verdict"].value_counts()
        click.echo(f"{loaded.title}: {int(counts.sum())} facts")
        for verdict in checks.VERDICTS:
            click.echo(f"{int(counts.get(verdict, 0)):>6}  {verdict}")
        return
    paper = _read(text)
    from . import textcheck

    report = textcheck.check(loaded, paper)
    click.echo(textcheck.render(report))
    ctx.exit(0 if report.ok else 1)


@main.command(context_settings={"ignore_unknown_options": True})
@click.argument("words", metavar="[JUPYTER OPTION]...", nargs=-1, type=click.UNPROCESSED)
def lab(words: tuple[str, ...]) -> None:
    """Open the notebooks in JupyterLab; options go to jupyter lab."""
    options = [f"--ServerApp.root_dir={paths.root()}", "--ServerApp.default_url=/lab/tree/notebooks", *words]
    os.execv(sys.executable, [sys.executable, "-m", "jupyterlab", *options])


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


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise UserError(f"{path} is not UTF-8 text (byte {error.start}); save it as UTF-8") from None
    except OSError as error:
        raise UserError(f"cannot read {path}: {error.strerror}; give a text file") from None


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
