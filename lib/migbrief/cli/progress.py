"""What ``render`` prints while it works and at its end."""

from __future__ import annotations

import contextlib
import sys
from typing import TYPE_CHECKING

import click

from migbrief.errors import one_line
from migbrief.text.i18n import DEFAULT, current, t, tn
from migbrief.text.value import Count

if TYPE_CHECKING:
    from migbrief.registry.manifest import Result


def progress(result: Result, count: int, total: int) -> None:
    """One line a report on a terminal; in a pipe only failures."""
    report = result.report
    if result.status == "failed":
        with contextlib.suppress(OSError):  # nobody listens; the index has it too
            said = one_line(t("{id} failed: {why}", id=report.id, why=result.error))
            click.echo(f"migbrief: {said}", err=True)
    elif sys.stdout is not None and sys.stdout.isatty():
        from migbrief.registry import profile_reports

        place = f"[{count:>{len(str(total))}}/{total}]"
        took = t("{seconds} s", seconds=decimal(result.seconds))
        warned = ""
        if result.warnings:
            warned = tn(", warnings in {n} cell", ", warnings in {n} cells", Count(result.warnings))
        click.echo(one_line(f"{place} {report.id}: {profile_reports.title(report)} ({took}{warned})"))


def summary(made: int, failed: int, unchanged: int, printed: int | None) -> str:
    """Return the numbers of reports. ``made`` includes failed ones; ``printed`` is None without PDFs."""
    said = []
    if made or not unchanged:
        said.append(t("{n} of {total} reports made", n=str(made - failed), total=str(made)))
    if failed:
        said.append(tn("{n} failed", "{n} failed", failed, n=str(failed)))
    if unchanged:
        said.append(tn("{n} unchanged", "{n} unchanged", unchanged, n=str(unchanged)))
    if printed is not None:
        said.append(tn("{n} printed to PDF", "{n} printed to PDF", printed, n=str(printed)))
    return ", ".join(said)


def decimal(seconds: float) -> str:
    """A number with one decimal, as the language spoken writes it."""
    text = f"{seconds:.1f}"
    if current() == DEFAULT:
        return text
    from babel.numbers import format_decimal

    return format_decimal(round(seconds, 1), "#,##0.0", locale=current())
