"""``edition``: makes an edition from a paper's text, shows how a text is counted, renames and removes."""

from pathlib import Path

import click

from migbrief import paths
from migbrief.errors import UserError
from migbrief.text.counts import Count
from migbrief.text.i18n import t, tn

from .click_messages import Command, Group, argument, option, path_option


@click.group(cls=Group)
@click.pass_context
def edition(context: click.Context) -> None:
    """Make an edition from a paper, show how its paragraphs are numbered, rename or remove it."""
    if paths.installed() and context.invoked_subcommand != "paragraphs":
        raise UserError(
            "an installed library cannot be changed: copy {data} and {notebooks} into a folder of your "
            "own, and name it in MIGBRIEF_HOME",
            data=paths.data(),
            notebooks=paths.notebooks(),
        )


@edition.command(cls=Command)
@argument("name")
@path_option("--text", required=True, help="The paper: text, Markdown, HTML, PDF, DOCX.")
def new(name: str, text: Path) -> None:
    """Make the tables of a new edition from a paper."""
    from migbrief.editions.draft import folder, paper, tables

    folder.check_name(name)
    made = tables.draft(paper.read_paper(text), name)
    where = folder.write(made, name)
    facts, sections = len(made.tables["facts"]), len(made.tables["sections"])
    click.echo(tn("{folder}: {n} section", "{folder}: {n} sections", Count(sections), folder=where))
    click.echo(tn("{n} quantity drafted", "{n} quantities drafted", Count(facts)))
    click.echo(t("What is left to write: {command}", command=f"migbrief check {name}"))
    click.echo(
        t("How the text is counted: {command}", command=f"migbrief edition paragraphs {name} --text {text}")
    )


@edition.command(cls=Command)
@argument("name", required=False)
@path_option("--text", required=True, help="The paper: text, Markdown, HTML, PDF, DOCX.")
@path_option("--out", help="Write an HTML page instead.")
def paragraphs(name: str | None, text: Path, out: Path | None) -> None:
    """Print a paper's text with its paragraphs numbered, and in the margin what was found."""
    from migbrief.editions.draft import counted, paper

    read = counted.count(paper.read_paper(text), name)
    if out is None:
        click.echo(counted.as_text(read))
    else:
        counted.write_page(read, out)
        click.echo(str(out))


@edition.command(cls=Command)
@argument("name")
@argument("new_name")
def rename(name: str, new_name: str) -> None:
    """Rename an edition."""
    from migbrief.editions.draft import folder

    click.echo(str(folder.rename(name, new_name)))


@edition.command(cls=Command)
@argument("name")
@option("--yes", is_flag=True, help="Do not ask for confirmation.")
def remove(name: str, yes: bool) -> None:
    """Remove an edition and its tables."""
    from migbrief.editions import edition as editions
    from migbrief.editions.draft import folder

    if name in editions.available() and not yes:
        click.confirm(t("Remove the edition {name} and all its tables?", name=name), abort=True)
    click.echo(t("removed {folder}", folder=folder.remove(name)))
