"""``data``: lists, adds, exports and removes official data."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from migbrief.errors import UserError, unknown
from migbrief.text.counts import Count
from migbrief.text.i18n import mark, t, tn

from .click_messages import Command, Group, argument, option, path_option
from .progress import decimal

if TYPE_CHECKING:
    from migbrief.datasets.store import Change

_CHANGES = {
    "new": mark("new"),
    "changed": mark("changed"),
    "same": mark("nothing new"),
    "removed": mark("removed"),
}


@click.group(cls=Group)
def data() -> None:
    """Fetch, add, list, export, verify and remove official data on migration."""


@click.command("add", cls=Command)
@argument("files", metavar="FILE...", nargs=-1, required=True, type=click.Path(path_type=Path))
@option("--indicator", help="For a table of your own: key of its indicator.")
@option("--name", help="For a table of your own: name of the indicator.")
@option("--unit", help="For a table of your own: unit of its values.")
@option("--source", help="For a table of your own: its publisher.")
@option("--licence", help="For a table of your own: its licence, such as CC BY 4.0.")
@click.pass_context
def add(ctx: click.Context, /, files: tuple[Path, ...], **options: str | None) -> None:
    """Add publishers' files, or a table of your own, to the store; folders and ZIP files are looked through.

    Files are recognised by their content. A table of your own has the columns iso3 or country, year and
    value, and optionally origin, sex and indicator; the options, or a YAML file beside it, describe it.
    """
    from migbrief.datasets import store
    from migbrief.sources import update as updating

    result = updating.to_add(files, options)
    for line in result.skipped:
        click.echo(t("skipped: {what}", what=line))
    for change in store.add(result.releases) if result.releases else []:
        click.echo(said(change))
    for line in result.faults:
        click.echo(f"migbrief: {line}", err=True)
    ctx.exit(2 if result.faults else 0)


@click.command("update", cls=Command)
@argument("sources", metavar="[SOURCE]...", nargs=-1)
@option("--fail-on-change", is_flag=True, help="Exit with code 1 if anything changed.")
@option(
    "--first", is_flag=True, help="Fetch only if there are no data yet and the publishers can be reached."
)
@click.pass_context
def update(ctx: click.Context, /, sources: tuple[str, ...], fail_on_change: bool, first: bool) -> None:
    """Fetch what is new from the publishers: undesa, worldbank, unhcr, wpp, idmc, or all of them.

    Existing data stay until the new data are complete. IDMC requires a client id, in
    MIGBRIEF_IDMC_CLIENT_ID.
    """
    from migbrief.datasets import store
    from migbrief.sources import update as updating

    for source in sources:
        if source not in updating.SOURCES:
            raise unknown(mark("source"), source, updating.SOURCES)
    if first:
        if not store.opened().empty:
            return
        if not updating.reachable():
            click.echo(
                t(
                    "there are no official data, and none were fetched: continuing with the data "
                    "that come with the project"
                )
            )
            return
    done = updating.update(sources)
    for line in [*done.lines, *done.notes]:
        click.echo(line)
    if not done.lines and not done.faults:
        click.echo(t("nothing new"))
    for line in done.faults:
        click.echo(f"migbrief: {line}", err=True)
    ctx.exit(1 if (done.faults and not first) or (fail_on_change and done.lines) else 0)


@click.command("list", cls=Command)
def list_data() -> None:
    """List the source editions in the store: publisher, coverage, licence, age and size."""
    from migbrief.datasets import store

    official = store.opened()
    if official.empty:
        click.echo(t("there are no official data yet; add some with: migbrief data add FILE"))
        return
    width = max(map(len, official.state))
    for edition, entry in official.editions().items():
        click.echo(
            f"{edition:<{width}}  {_summary(entry)}, {_size(official.folder / official.state[edition])}"
        )
        if entry["unmatched"]:
            codes = ", ".join(sorted(entry["unmatched"]))
            click.echo(f"{'':<{width}}  {t('codes that are no country: {codes}', codes=codes)}")


@click.command("export", cls=Command)
@option("--indicator", "indicators", multiple=True, help="An indicator; repeat for more.  [default: all]")
@option("--country", "countries", multiple=True, help="A country or group; repeat for more.  [default: all]")
@option("--pairs", is_flag=True, help="Pairs of origin and destination instead of figures.")
@option(
    "--partial", is_flag=True, help="Include partial editions, which hold only some of the publisher's data."
)
@path_option("--out", "target", required=True, help="The file to write: .csv, .xlsx or .parquet.")
def export(
    indicators: tuple[str, ...], countries: tuple[str, ...], pairs: bool, partial: bool, target: Path
) -> None:
    """Write figures or pairs, with their source editions, as one tidy table."""
    from migbrief.datasets import store
    from migbrief.datasets.store import files, reader

    official = store.opened()
    if official.empty:
        raise UserError("there are no official data yet; add some with: migbrief data add FILE")
    rows = official.export(indicators, reader.members(countries), pairs, partial)
    files.write(rows, target)
    asked = {e for i in indicators for e in official.holding(i)} if indicators else set(official.state)
    for edition in sorted(asked):
        entry = official.ledger(edition)
        if entry["partial"] and not partial:
            click.echo(t("left out, as it is partial: {edition}", edition=edition), err=True)
        if not entry["redistributable"]:
            click.echo(t("left out, as it may not be passed on: {edition}", edition=edition), err=True)
    click.echo(tn("{n} row: {path}", "{n} rows: {path}", Count(len(rows)), path=target))


@click.command("remove", cls=Command)
@argument("editions", metavar="EDITION...", nargs=-1, required=True)
def remove(editions: tuple[str, ...]) -> None:
    """Remove source editions from the store."""
    from migbrief.datasets import store

    for edition in editions:
        click.echo(said(store.remove(edition)))


@click.command("verify", cls=Command)
@click.pass_context
def verify(ctx: click.Context) -> None:
    """Check digests, schema and sums of all data in the store."""
    from migbrief.datasets import store

    official = store.opened()
    wrong = official.verify()
    for line in wrong:
        click.echo(f"migbrief: {line}", err=True)
    if not wrong:
        n = len(official.state)
        click.echo(
            tn("{n} source edition, as it was written", "{n} source editions, as they were written", Count(n))
        )
    ctx.exit(1 if wrong else 0)


for command in (update, add, list_data, export, remove, verify):
    data.add_command(command)


def said(change: Change) -> str:
    """Return the result for an edition in one line."""
    rows = tn("{n} row", "{n} rows", Count(change.before if change.what == "removed" else change.after))
    if change.what == "changed":
        from migbrief.text import words

        rows = t("{rows}, {n} before", rows=rows, n=words.number(change.before))
    line = f"{change.edition}: {t(_CHANGES[change.what])}, {rows}"
    return f"{line}; {t('partial: {why}', why=change.partial)}" if change.partial else line


def _summary(entry: dict[str, Any]) -> str:
    """Return publisher, title, years, content, licence and age of an edition."""
    covered = {**entry["coverage"]["pairs"], **entry["coverage"]["figures"]}
    years = [year for of in covered.values() for year in of["years"]]
    span = "–".join(map(str, sorted({min(years), max(years)}))) if years else ""
    indicators = tn("{n} indicator", "{n} indicators", Count(len(covered)))
    rows = tn("{n} row", "{n} rows", Count(sum(entry["rows"].values())))
    parts = [entry["publisher"], entry["title"], span, indicators, rows, entry["licence"], t(entry["kind"])]
    added = datetime.fromisoformat(entry["retrieved"])
    parts.append(t("added {date}", date=entry["retrieved"][:10]))
    parts.append(tn("{n} day old", "{n} days old", Count(max(0, (datetime.now(UTC) - added).days))))
    if not entry["redistributable"]:
        parts.append(t("not to be passed on"))
    if entry["partial"]:
        parts.append(t("partial: {why}", why=entry["partial"]))
    return ", ".join(part for part in parts if part)


def _size(folder: Path) -> str:
    size = sum(path.stat().st_size for path in folder.iterdir())
    return t("{n} MB", n=decimal(size / 1e6))
