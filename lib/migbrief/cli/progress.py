"""Progress and summary of ``render``: for people, as JSON, and in a file."""

from __future__ import annotations

import contextlib
import json
import os
import sys
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from migbrief import __version__
from migbrief.errors import UserError, one_line
from migbrief.text.counts import Count
from migbrief.text.i18n import DEFAULT, current, t, tn

if TYPE_CHECKING:
    from migbrief.registry.manifest import Result
    from migbrief.registry.records import Report


class Log:
    """The results of a run so far, and where they are reported."""

    def __init__(
        self, folder: Path, form: str = "text", quiet: bool = False, file: Path | None = None
    ) -> None:
        self.done: list[Result] = []
        self.unchanged: list[Report] = []
        self._folder, self._json, self._quiet, self._file = folder, form == "json", quiet, file
        self._started, self._clock = datetime.now(UTC), time.monotonic()

    @property
    def failed(self) -> int:
        """The number of reports that failed."""
        return sum(result.status == "failed" for result in self.done)

    def progress(self, result: Result, count: int, total: int) -> None:
        """Print one line a report: on a terminal, or as JSON; otherwise only for a failure."""
        self.done.append(result)
        if self._json:
            if not self._quiet or result.status == "failed":
                self._event("report", **_fields(result), done=count, total=total)
        elif result.status == "failed":
            with contextlib.suppress(OSError):  # nobody reads it; the index has it too
                line = one_line(t("{id} failed: {why}", id=result.report.id, why=result.error))
                click.echo(f"migbrief: {line}", err=True)
        elif not self._quiet and sys.stdout is not None and sys.stdout.isatty():
            _line(result, count, total)

    def end(self, index: Path | None, form: str, made: list[Path]) -> None:
        """Print the last line, and one on files ``made`` from the pages, in another ``form``."""
        if self._json:
            self._event("end", **self._counts(), seconds=self._seconds(), index=str(index or ""))
        elif not self._quiet:
            counts = summary(len(self.done), self.failed, len(self.unchanged))
            click.echo(t("{said}: {path}", said=counts, path=index or t("without an index")))
            if made and form != "html":
                n = Count(len(made))
                said = tn("{n} PDF", "{n} PDFs", n)
                said = tn("{n} brief", "{n} briefs", n) if form == "brief" else said
                said = tn("{n} workbook", "{n} workbooks", n) if form == "xlsx" else said
                click.echo(t("{said}: {path}", said=said, path=os.path.commonpath(made)))

    def write_summary(self, index: Path | None) -> bool:
        """Write the file of ``--summary``, if any, even if the run was stopped.

        Return whether it was written; otherwise print the reason to standard error.
        """
        if self._file is None:
            return True
        from migbrief.datasets import store_state
        from migbrief.files import write_atomic

        reports = [_fields(result) for result in self.done]
        content = {
            "migbrief": __version__,
            "started": self._started.isoformat(timespec="seconds"),
            "seconds": self._seconds(),
            "folder": str(self._folder),
            "index": str(index or ""),
            **self._counts(),
            "reports": reports,
            "unchanged_reports": [report.id for report in self.unchanged],
            "source_editions": store_state.named(),
        }
        try:
            write_atomic(self._file.absolute(), json.dumps(content, indent=1, ensure_ascii=False) + "\n")
        except UserError as error:
            click.echo(f"migbrief: {error}", err=True)
            return False
        return True

    def _counts(self) -> dict[str, int]:
        made = len(self.done) - self.failed
        return {"made": made, "failed": self.failed, "unchanged": len(self.unchanged)}

    def _seconds(self) -> float:
        return round(time.monotonic() - self._clock, 3)

    def _event(self, event: str, **fields: object) -> None:
        now = datetime.now(UTC).isoformat(timespec="milliseconds")
        with contextlib.suppress(OSError):
            click.echo(json.dumps({"time": now, "event": event, **fields}, ensure_ascii=False))


def _fields(result: Result) -> dict[str, object]:
    return {
        "id": result.report.id,
        "status": "made" if result.status == "ok" else "failed",
        "reason": one_line(result.error),
        "seconds": result.seconds,
        "page": result.page,
        "parameters": dict(result.report.parameters),
    }


def _line(result: Result, count: int, total: int) -> None:
    from migbrief.registry import profile_reports

    place = f"[{count:>{len(str(total))}}/{total}]"
    took = t("{seconds} s", seconds=decimal(result.seconds))
    warned = ""
    if result.warnings:
        warned = tn(", warnings in {n} cell", ", warnings in {n} cells", Count(result.warnings))
    called = profile_reports.title(result.report)
    click.echo(one_line(f"{place} {result.report.id}: {called} ({took}{warned})"))


def summary(made: int, failed: int, unchanged: int) -> str:
    """Return a sentence with the numbers of reports. ``made`` includes failed ones."""
    parts = []
    if made or not unchanged:
        parts.append(t("{n} of {total} reports made", n=Count(made - failed), total=Count(made)))
    if failed:
        parts.append(tn("{n} failed", "{n} failed", Count(failed)))
    if unchanged:
        parts.append(tn("{n} unchanged", "{n} unchanged", Count(unchanged)))
    return ", ".join(parts)


def decimal(seconds: float) -> str:
    """Return a number with one decimal in the format of the current language."""
    text = f"{seconds:.1f}"
    if current() == DEFAULT:
        return text
    from babel.numbers import format_decimal

    return format_decimal(round(seconds, 1), "#,##0.0", locale=current())
