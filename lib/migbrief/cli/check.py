"""``check``: whether an edition's facts are consistent with each other, the data and the paper."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import click

from migbrief.text.counts import Count
from migbrief.text.i18n import t, tn

from .click_messages import Command, argument, option, path_option

if TYPE_CHECKING:
    from migbrief.datasets.table_schema import Problem


@click.command(cls=Command)
@argument("edition")
@path_option("--text", "text", help="The paper's text, in which to look up the figures.")
@option(
    "--against", help="Compare with another edition: what recurs, how figures changed, what became of plans."
)
@option(
    "-v",
    "--verbose",
    is_flag=True,
    help="A line for every fact with --text; without it, for every cell that is wrong or not yet written.",
)
@click.pass_context
def check(ctx: click.Context, edition: str, text: Path | None, against: str | None, verbose: bool) -> None:
    """Check an edition's facts and, with --text, whether they are in the paper."""
    from migbrief.editions import edition as editions

    wrong = editions.problems(edition)
    alike: dict[tuple[object, ...], list[Problem]] = {}
    for one in wrong:
        alike.setdefault((one.file, one.column, one.message, verbose and one.row), []).append(one)
    for first, *more in alike.values():
        rest = tn("and {n} more row", "and {n} more rows", Count(len(more)))
        click.echo(f"migbrief: {first}" + (f" ({rest})" if more else ""), err=True)
    if wrong:
        ctx.exit(2)
    loaded = editions.load(edition)
    if against is not None:
        from migbrief.editions import compare

        for line in compare.lines(compare.compare(loaded, editions.load(against))):
            click.echo(line)
        return
    if text is None:
        from migbrief.editions import checks

        counts = checks.verdicts(loaded)["verdict"].value_counts()
        total = int(counts.sum())
        click.echo(tn("{title}: {n} fact", "{title}: {n} facts", Count(total), title=t(loaded.title)))
        for verdict in checks.VERDICTS:
            click.echo(f"{int(counts.get(verdict, 0)):>6}  {t(checks.SHOWN.get(verdict, verdict))}")
        if lacking := len(checks.unidentified(loaded.outcomes)):
            outcomes_unknown = tn(
                "{n} outcome: document not identified",
                "{n} outcomes: document not identified",
                Count(lacking),
            )
            click.echo(outcomes_unknown)
        if loose := len(checks.without_page(loaded.outcomes)):
            outcomes_unknown = tn(
                "{n} outcome: web site known, not the page",
                "{n} outcomes: web site known, not the page",
                Count(loose),
            )
            click.echo(outcomes_unknown)
        _tell_blanks(editions.blanks(edition), verbose)
        return
    from migbrief.editions import textcheck
    from migbrief.editions.draft.paper import read_paper

    report = textcheck.check(loaded, read_paper(text))
    click.echo(textcheck.render(report, every=verbose))
    ctx.exit(0 if report.ok else 1)


def _tell_blanks(blanks: list[tuple[str, int, str]], verbose: bool) -> None:
    """Print what a draft leaves blank: a line a column, or with --verbose a cell."""
    if not blanks:
        return
    click.echo(tn("{n} cell not yet written:", "{n} cells not yet written:", Count(len(blanks))))
    for (file, column), n in Counter((file, column) for file, _, column in blanks).items():
        click.echo(f"{n:>6}  {file}: {column}")
        for _, line, _ in (b for b in blanks if verbose and (b[0], b[2]) == (file, column)):
            click.echo("        " + t("row {n}", n=str(line)))
