"""``check``: whether an edition's facts agree with themselves, with the data and with the paper."""

from __future__ import annotations

from pathlib import Path

import click

from migbrief.text.i18n import t, tn

from .click_messages import Command, argument, option


@click.command(cls=Command)
@argument("edition")
@option(
    "--text", "text", type=click.Path(path_type=Path), help="The paper's text, to look its figures up in."
)
@option("-v", "--verbose", is_flag=True, help="With --text: a line for every fact.")
@click.pass_context
def check(ctx: click.Context, edition: str, text: Path | None, verbose: bool) -> None:
    """Check an edition's facts, and with --text whether they stand in the paper."""
    from migbrief.editions import edition as editions

    wrong = editions.problems(edition)
    for problem in wrong:
        click.echo(f"migbrief: {problem}", err=True)
    if wrong:
        ctx.exit(2)
    loaded = editions.load(edition)
    if text is None:
        from migbrief.editions import checks

        counts = checks.verdicts(loaded)["verdict"].value_counts()
        total = int(counts.sum())
        click.echo(tn("{title}: {n} fact", "{title}: {n} facts", total, title=t(loaded.title), n=str(total)))
        for verdict in checks.VERDICTS:
            click.echo(f"{int(counts.get(verdict, 0)):>6}  {t(checks.SHOWN.get(verdict, verdict))}")
        return
    from migbrief.editions import textcheck

    report = textcheck.check(loaded, textcheck.read_text(text))
    click.echo(textcheck.render(report, every=verbose))
    ctx.exit(0 if report.ok else 1)
