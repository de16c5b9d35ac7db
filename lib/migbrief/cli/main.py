"""The command line: each command parses its arguments, calls the library and prints the result."""

import click

from migbrief import __version__
from migbrief.text.i18n import mark

from .check import check
from .click_messages import Group, Option
from .data import data
from .edition import edition
from .lab import lab
from .list_and_pack import list_reports, new, pack
from .prune import prune
from .publish import publish
from .render import render


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


for command in (render, list_reports, new, pack, publish, prune, check, edition, data, lab):
    main.add_command(command)
