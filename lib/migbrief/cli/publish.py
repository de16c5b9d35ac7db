"""The command ``publish``: the reports of a folder as a static site."""

import re
from pathlib import Path

import click

from migbrief import paths
from migbrief.errors import UserError
from migbrief.text.counts import Count
from migbrief.text.i18n import t, tn

from .click_messages import Command, argument, option, path_option


@click.command(cls=Command)
@argument("target", metavar="FOLDER", type=click.Path(path_type=Path))
@path_option("--reports", "folder", help="Folder of the pages.  [default: reports]")
@option(
    "--url",
    "address",
    metavar="ADDRESS",
    default="",
    help="Address of the site; adds a sitemap, a feed and preview pictures for shared links.",
)
@option("--notebooks", is_flag=True, help="Publish the executed notebooks too.")
@option("--figures", is_flag=True, help="Publish each figure and table as separate files too.")
@option("--png", "pictures", is_flag=True, help="With --figures: each chart as a PNG too.")
def publish(
    target: Path, folder: Path | None, address: str, notebooks: bool, figures: bool, pictures: bool
) -> None:
    """Write the reports as a static site that is ready to host: pages, index, data.

    Only what changed is written, and what is no longer there is removed.
    """
    from migbrief.pages import site
    from migbrief.registry import report_lookup
    from migbrief.registry.manifest import read_manifest
    from migbrief.runner import batch
    from migbrief.runner.ledger import Ledger, State

    if address and not re.fullmatch(r"https?://[^\s\"'<>?#]+", address):
        raise UserError(
            "--url takes an address such as https://example.org/migration; got {value}", value=repr(address)
        )
    place, target = (folder or paths.reports()).absolute(), target.absolute()
    if target.resolve() == place.resolve() or place.resolve().is_relative_to(target.resolve()):
        raise UserError("{folder} contains the reports themselves; name another folder", folder=target)
    if not place.is_dir():
        raise UserError("there are no reports in {folder}", folder=place)
    with batch.at_rest(place):
        known = {report.id: report for report in report_lookup.every_report()}
        by_id = {str(e["id"]): report_lookup.report_of(e, known) for e in read_manifest(place) if e["page"]}
        Ledger(place, State([report for report in by_id.values() if report])).refuse_old(by_id)
        pages, files = site.publish(place, target, address.rstrip("/"), notebooks, figures, pictures)
    counted = tn(
        "{n} report in {files} files", "{n} reports in {files} files", Count(pages), files=Count(files)
    )
    click.echo(t("{said}: {path}", said=counted, path=target))
