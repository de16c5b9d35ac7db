"""``python -m migbrief.sources [--check]``: rebuild the data, or show that nothing would change."""

import click

from migbrief.errors import UserError

from . import build


@click.command(help="Rebuild data/reference and data/indicators from the pinned packages.")
@click.option(
    "--check", is_flag=True, help="Write nothing; exit 1 if a committed file differs from the build."
)
def main(check: bool) -> None:
    try:
        texts = build.run()
        if not check:
            build.write(texts)
    except UserError as error:
        click.echo(f"migbrief: {error}", err=True)
        raise SystemExit(2) from None
    if not check:
        click.echo(build.summary(texts))
        return
    wrong = build.changed_files(texts)
    for name in wrong:
        click.echo(f"differs: data/{name}", err=True)
    if wrong:
        raise SystemExit(1)
    click.echo(f"{len(texts)} built files are identical to the committed ones")


if __name__ == "__main__":
    main()
