"""Click in the language spoken: helps are translated when they are shown, refusals when they are said.

Click has its own words looked up by Python's gettext, in catalogues we do not have; so the few that a user
can meet are said here, through ours.
"""

from __future__ import annotations

import contextlib
import copy
import os
import re
import sys
from collections.abc import Sequence
from functools import partial
from typing import Any, Final, NoReturn

import click
from click.exceptions import NoArgsIsHelpError

from ..errors import UserError, reason
from ..language import mark, speaking, t, tn
from . import environment

# Click's own words that pass through our classes.
WORDS: Final = (
    *(mark("Options"), mark("Commands"), mark("[OPTIONS]"), mark("COMMAND [ARGS]...")),
    *(
        mark("EDITION"),
        mark("TEXT"),
        mark("PATH"),
        mark("INTEGER RANGE"),
        mark("FLOAT RANGE"),
        mark("required"),
    ),
)


class Formatter(click.HelpFormatter):
    """Says headings and paragraphs of a help in the language spoken."""

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        super().write_usage(prog, args, f"{t('Usage:')} ")

    def write_heading(self, heading: str) -> None:
        self.write(t("{heading}:", heading=t(heading)) + "\n")

    def write_text(self, text: str) -> None:
        super().write_text(_paragraphs(text))


class Context(click.Context):
    formatter_class = Formatter


class Option(click.Option):
    """An option whose help and refusals are translated."""

    def get_help_record(self, ctx: click.Context) -> tuple[str, str] | None:
        said = copy.copy(self)
        said.help = t(self.help or "")
        return super(Option, said).get_help_record(ctx)

    def get_help_extra(self, ctx: click.Context) -> Any:
        extra = super().get_help_extra(ctx)
        return {**extra, "required": t(extra["required"])} if "required" in extra else extra

    def make_metavar(self, ctx: click.Context) -> str:
        return t(super().make_metavar(ctx))

    def type_cast_value(self, ctx: click.Context, value: Any) -> Any:
        try:
            return super().type_cast_value(ctx, value)
        except click.BadParameter as error:
            raise click.BadParameter(self._fault(ctx, value) or error.message, ctx, self) from None

    def _fault(self, ctx: click.Context, value: Any) -> str:
        """What is wrong with a value, for the types that our options have."""
        if isinstance(self.type, click.Choice):
            choices = ", ".join(map(repr, self.type.choices))
            return t("{value} is not one of {choices}.", value=repr(value), choices=choices)
        if not isinstance(self.type, (click.IntRange, click.FloatRange)):
            return ""
        whole = isinstance(self.type, click.IntRange)
        try:
            number = int(value) if whole else float(value)
        except ValueError:
            if whole:
                return t("{value} is not a valid integer range.", value=repr(value))
            return t("{value} is not a valid float range.", value=repr(value))
        span = self.get_help_extra(ctx).get("range", "")
        return t("{value} is not in the range {range}.", value=number, range=span)


option = partial(click.option, cls=Option)


class Command(click.Command):
    """A command whose help is translated."""

    context_class = Context

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        found = super().get_help_option(ctx)
        if found is not None:
            found.help = t("Show this message and exit.")
        return found

    def get_short_help_str(self, limit: int = 45) -> str:
        said = copy.copy(self)
        said.help = _paragraphs(self.help or "")
        return super(Command, said).get_short_help_str(limit)

    def collect_usage_pieces(self, ctx: click.Context) -> list[str]:
        return [t(piece) for piece in super().collect_usage_pieces(ctx)]

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        allowed, ctx.allow_extra_args = ctx.allow_extra_args, True  # they are refused here, in our words
        try:
            rest = super().parse_args(ctx, args)
        except click.UsageError as error:
            error.ctx = error.ctx or ctx
            raise
        ctx.allow_extra_args = allowed
        if rest and not allowed and not ctx.resilient_parsing:
            shown = " ".join(map(str, rest))
            ctx.fail(
                tn(
                    "Got unexpected extra argument ({args})",
                    "Got unexpected extra arguments ({args})",
                    len(rest),
                    args=shown,
                )
            )
        return rest


class Group(Command, click.Group):
    """A user's mistake is one line on standard error and exit code 2, wherever it is noticed."""

    command_class = Command

    def main(self, *args: Any, **kwargs: Any) -> Any:
        """Run the program in the language of whoever calls it."""
        try:
            code = environment.language(os.environ)
        except UserError as error:
            click.echo(f"migbrief: {error}", err=True)
            sys.exit(2)
        with speaking(code):
            try:
                return super().main(*args, **kwargs)
            except OSError as error:  # such as a full disk behind the standard output
                with contextlib.suppress(OSError):
                    click.echo(f"migbrief: {t('cannot go on: {why}', why=reason(error))}", err=True)
                sys.stdout = open(os.devnull, "w")  # noqa: PTH123, SIM115  # nothing to complain of at the end
                sys.exit(2)

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
            click.echo(f"migbrief: {t('stopped; what is finished stays')}", err=True)
            ctx.exit(130)


def _paragraphs(text: str) -> str:
    """A help text, translated paragraph by paragraph."""
    return "\n\n".join(t(" ".join(block.split())) for block in re.split(r"\n\s*\n", text.strip()))


def _refuse(error: click.UsageError) -> NoReturn:
    """A wrong word on the command line, in one line. No words at all ask for the help."""
    if isinstance(error, NoArgsIsHelpError):
        raise error
    text = _said(error).rstrip(".")
    path = error.ctx.command_path if error.ctx else "migbrief"
    line = t("{fault}; see {command} --help", fault=f"{text[:1].lower()}{text[1:]}", command=path)
    click.echo(f"migbrief: {line}", err=True)
    sys.exit(2)


def _said(error: click.UsageError) -> str:
    """What click refuses, by its kind; it comes in English."""
    if isinstance(error, click.NoSuchOption):
        return _near(t("No such option {name}.", name=repr(error.option_name)), error.possibilities)
    if isinstance(error, click.NoSuchCommand):
        return _near(t("No such command {name}.", name=repr(error.command_name)), error.possibilities)
    if isinstance(error, click.BadOptionUsage) and error.ctx is not None:
        name = error.option_name
        flags = [p for p in error.ctx.command.params if name in p.opts and getattr(p, "is_flag", False)]
        if flags:
            return t("Option {name} does not take a value.", name=repr(name))
        return t("Option {name} requires an argument.", name=repr(name))
    if isinstance(error, click.BadParameter) and error.param is not None:
        hint = error.param.get_error_hint(error.ctx)
        if not isinstance(error, click.MissingParameter):
            return t("Invalid value for {name}: {fault}", name=hint, fault=error.message)
        if isinstance(error.param, click.Argument):
            name = t(error.param.make_metavar(ctx)) if (ctx := error.ctx) else hint
            return t("Missing argument {name}.", name=repr(name))
        return t("Missing option {name}.", name=hint)
    return error.format_message()


def _near(text: str, names: Sequence[str] | None) -> str:
    if not names:
        return text
    shown = ", ".join(map(repr, sorted(names)))
    if len(names) == 1:
        return f"{text} {t('Did you mean {name}?', name=shown)}"
    return f"{text} ({t('Did you mean one of: {names}?', names=shown)})"
