"""Click in the current language, with user errors in one line."""

import contextlib
import os
import re
import sys
import tempfile
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

import click
from click.core import augment_usage_errors
from click.exceptions import NoArgsIsHelpError

from migbrief import paths
from migbrief.errors import UserError, reason
from migbrief.files import refuse_pipes
from migbrief.text.i18n import noun, speaking, t

from . import locale

# Click translates its messages with gettext but ships no catalogues: use ours.
for module in ("core", "exceptions", "formatting", "parser", "types"):
    vars(sys.modules[f"click.{module}"]).update(_=t, ngettext=noun)


class Translated:
    """A text that is translated, paragraph by paragraph, when read."""

    def __init__(self, text: str | None = None) -> None:
        self.text = text

    def __set_name__(self, owner: type, name: str) -> None:
        self.name = f"_{name}"

    def __set__(self, holder: object, text: str | None) -> None:
        setattr(holder, self.name, text)

    def __get__(self, holder: object, owner: type) -> Any:
        text = self.text or getattr(holder, self.name, None)
        return text and "\n\n".join(
            t(re.sub(r"\s*\n\s*", " ", b)) for b in re.split(r"\n\s*\n\s*", text.strip())
        )


for kind in (click.IntRange, click.FloatRange):
    setattr(kind, "name", Translated(kind.name))  # noqa: B010


class TranslatedMetavar(click.Parameter):
    def make_metavar(self, ctx: click.Context) -> str:
        return t(super().make_metavar(ctx))


class Option(TranslatedMetavar, click.Option):
    help: Any = Translated()


class Argument(TranslatedMetavar, click.Argument): ...


option, argument = partial(click.option, cls=Option), partial(click.argument, cls=Argument)
path_option = partial(option, type=click.Path(path_type=Path))


class Command(click.Command):
    help: Any = Translated()
    options_metavar: Any = Translated()

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        if help_option := super().get_help_option(ctx):
            help_option.help = t("Show this message and exit.")
        return help_option

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        with augment_usage_errors(ctx):  # the error names the command
            return super().parse_args(ctx, args)


class Group(Command, click.Group):
    """A command group that reports any user error in one line on standard error, with exit code 2."""

    command_class = Command
    subcommand_metavar: Any = Translated()

    def main(self, *args: Any, **kwargs: Any) -> Any:
        """Run the program in the user's language."""
        with exit_on_user_error():
            code = locale.language(os.environ)
            _ready_place()
        with speaking(code):
            try:
                return super().main(*args, **kwargs)
            except OSError as error:  # such as a full disk behind the standard output
                with contextlib.suppress(OSError):
                    click.echo(f"migbrief: {t('cannot go on: {why}', why=reason(error))}", err=True)
                sys.stdout = open(os.devnull, "w")  # noqa: PTH123, SIM115  # no second error at exit
                sys.exit(1)

    def make_context(self, *args: Any, **kwargs: Any) -> click.Context:
        with exit_on_user_error():
            return super().make_context(*args, **kwargs)

    def invoke(self, ctx: click.Context) -> object:
        with exit_on_user_error():
            return super().invoke(ctx)


def _ready_place() -> None:
    """Prepare what libraries expect on import: a working folder, a home, absolute paths of data."""
    try:
        Path.cwd()
    except OSError:
        raise UserError("the folder you are in is no longer there; go to another") from None
    try:
        Path.home()
    except RuntimeError:  # a user without an entry, as in containers
        os.environ["HOME"] = tempfile.gettempdir()
    for name in ("MIGBRIEF_HOME", "MIGBRIEF_DATA"):  # notebooks run in another folder
        if os.environ.get(name):
            os.environ[name] = str(Path(os.environ[name]).absolute())
    if home := paths.find():
        refuse_pipes(home / "data")
    os.environ.pop("MPLBACKEND", None)  # no command draws on a screen, and a missing backend would be fatal


@contextlib.contextmanager
def exit_on_user_error() -> Iterator[None]:
    """Exit with one line on a user error (exit code 2) or Ctrl-C (130)."""
    status = 2
    try:
        yield
        return
    except NoArgsIsHelpError:  # without arguments, show the help
        raise
    except click.UsageError as error:
        text = error.format_message().rstrip(".")
        path = error.ctx.command_path if error.ctx else "migbrief"
        line = t("{fault}; see {command} --help", fault=f"{text[:1].lower()}{text[1:]}", command=path)
    except UserError as error:
        line = str(error)
    except KeyboardInterrupt:
        line, status = t("stopped; what is finished stays"), 130
    click.echo(f"migbrief: {line}", err=True)
    sys.exit(status)
