"""Make one report: check its parameters, execute its notebook with Papermill, write its page.

A page is written whole or not at all, and a failed run never replaces a good page.
"""

import logging
import tempfile
import time
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final, Literal

import nbformat
import papermill
from babel.numbers import format_decimal
from nbclient.exceptions import CellTimeoutError, DeadKernelError
from nbformat import NotebookNode
from papermill.engines import papermill_engines
from papermill.exceptions import PapermillExecutionError
from papermill.execute import prepare_notebook_metadata, raise_for_execution_errors, remove_error_markers
from papermill.parameterize import parameterize_notebook
from papermill.utils import chdir

from migbrief import paths
from migbrief.display.lab import making_page
from migbrief.errors import UserError, one_line
from migbrief.files import write_atomic
from migbrief.pages import report_page
from migbrief.pages.notebook_cells import number_cells
from migbrief.registry.manifest import DEFAULT_LIMITS, Limits, Result
from migbrief.registry.parameters import parse, passed
from migbrief.registry.records import Report
from migbrief.text.i18n import current, speaking, t

from . import engine, kernel
from .outputs import clean, shorten

KERNEL: Final = "python3"
MAX_ERROR: Final = 300  # characters of an exception's message shown in a summary


def render(
    report: Report, out: Path, limits: Limits = DEFAULT_LIMITS, *, watch: engine.Emit | None = None
) -> Result:
    """Make one report in ``out``.

    A failing notebook gives a ``Result``; invalid parameters, notebooks or folders raise ``UserError``. The
    cells run in a kernel, or, with ``watch``, in this process, which must be a fork that ends after the
    report; ``watch`` is called with every event.
    """
    begun = time.monotonic()
    values = parse(report.model, report.parameters)
    with speaking(values.language), tempfile.TemporaryDirectory(prefix="mb-") as scratch:
        source = read(report.notebook)
        options = kernel.options(Path(scratch)) if watch is None else engine.options(watch)
        nb, error = _execute(report, source, passed(report.model, values), limits, options)
    if watch is None:  # otherwise the engine has already done so
        shorten(nb)
    return publish(report, out, nb, error, begun)


def publish(report: Report, out: Path, nb: NotebookNode, error: str, begun: float) -> Result:
    """Write the executed notebook and the page, a failed run apart from good pages. Changes ``nb``."""
    made = datetime.now(UTC)
    values = parse(report.model, report.parameters)
    executed = report.executed if not error else report.failed.with_suffix(".ipynb")
    page = report.failed if error else report.output
    stderr = count_warnings(nb)
    write_atomic(out / executed, nbformat.v4.writes(nb) + "\n")
    html = report_page.to_html(nb, report, values, made, error)
    write_atomic(out / page, html)
    if not error:
        for old in (report.failed, report.failed.with_suffix(".ipynb")):
            (out / old).unlink(missing_ok=True)
    status: Literal["ok", "failed"] = "failed" if error else "ok"
    seconds = round(time.monotonic() - begun, 3)
    said = "" if error else report_page.finding(html)
    return Result(report, status, seconds, made, error, str(page), str(executed), stderr, finding=said)


def explain(result: Result, out: Path) -> Result:
    """Write the page of a failure that has none (a broken notebook, a full disk); return its result.

    The result is returned unchanged if the page cannot be written.
    """
    begun = time.monotonic() - result.seconds
    try:
        return publish(result.report, out, nbformat.v4.new_notebook(), result.error, begun)
    except (UserError, OSError):
        return result


def count_warnings(nb: NotebookNode) -> int:
    """Count the cells that wrote to standard error."""
    outputs = (cell.get("outputs", []) for cell in nb.cells)
    return sum(any(o.get("name") == "stderr" for o in cell) for cell in outputs)


def read(path: Path) -> NotebookNode:
    """Read a notebook. Raise ``UserError`` if it is invalid or has no parameters cell."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # nbformat warns when it adds missing cell ids
            nb = nbformat.reads(path.read_text(encoding="utf-8"), as_version=4)
            _, nb = nbformat.validator.normalize(nb)
            nb = clean(nb)
    except Exception as error:  # nbformat raises a dozen kinds
        raise UserError(
            "{file} is not a valid notebook: {why}", file=path.name, why=_truncate(str(error))
        ) from None
    if not any("parameters" in cell.metadata.get("tags", []) for cell in nb.cells):
        raise UserError("{file} has no cell tagged parameters; tag the cell that sets them", file=path.name)
    return nb


def prepare(report: Report, source: NotebookNode, values: dict[str, Any]) -> NotebookNode:
    """Return the notebook with Papermill's cell of parameters. Changes ``source``.

    Papermill's own function would write the notebook as JSON and read it, twice.
    """
    about: dict[str, Any] = {
        name: {} for name in ("default_parameters", "parameters", "environment_variables")
    }
    source.metadata.setdefault("papermill", NotebookNode(about, version=papermill.__version__))
    for cell in source.cells:
        cell.metadata.setdefault("tags", [])
        cell.metadata.setdefault("papermill", NotebookNode())
    nb = parameterize_notebook(source, values, kernel_name=KERNEL, language="python") if values else source
    return remove_error_markers(prepare_notebook_metadata(nb, report.notebook.name, None))


def limit_message(limits: Limits, elapsed: float, cell: int | None) -> str:
    """Return which limit stopped a report after ``elapsed`` seconds, in one line."""
    if elapsed >= limits.report:
        seconds = f"{limits.report:g}"
        return t(
            "the report ran longer than its limit of {seconds} s, in cell {cell}",
            seconds=seconds,
            cell=str(cell),
        )
    seconds = f"{limits.cell:g}"
    return t(
        "cell {cell} ran longer than the limit of {seconds} s for a cell", seconds=seconds, cell=str(cell)
    )


def last_started(nb: NotebookNode) -> tuple[NotebookNode, int | None]:
    """Return the last code cell that Papermill began, with its number."""
    code = [(c, n) for c, n in zip(nb.cells, number_cells(nb), strict=True) if c.cell_type == "code"]
    begun = [pair for pair in code if pair[0].metadata.get("papermill", {}).get("start_time")]
    return begun[-1] if begun else code[0]


def mark_stopped(nb: NotebookNode, reason: str) -> None:
    """Mark the last code cell that began as the one where the run stopped, with the reason."""
    cell, _ = last_started(nb)
    cell.outputs.append(nbformat.v4.new_output("error", ename="Stopped", evalue=reason, traceback=[]))


def _execute(
    report: Report, source: NotebookNode, values: dict[str, Any], limits: Limits, options: dict[str, Any]
) -> tuple[NotebookNode, str]:
    """Run the notebook; return it as far as it got, and the error in one line (blank on success)."""
    begin = time.monotonic()
    running: list[NotebookNode] = []

    def remaining(cell: NotebookNode) -> float:
        return max(0.1, min(limits.cell, begin + limits.report - time.monotonic()))

    try:
        with making_page(), silence_logger("papermill"):  # the result has what it would log
            nb = prepare(report, source, values)
            with chdir(paths.root()):
                nb = papermill_engines.execute_notebook_with_engine(
                    nb=nb,
                    kernel_name=KERNEL,
                    progress_bar=False,
                    running=running,
                    timeout_func=remaining,
                    **options,
                )
            raise_for_execution_errors(nb, None)
        error = ""
    except PapermillExecutionError as failure:
        nb = running[0]
        why = f"{failure.ename}: {failure.evalue}"
        error = _truncate(t("cell {cell}: {why}", cell=str(_cell_with_error(nb)), why=why))
        if failure.ename.endswith("MemoryError"):
            most = format_decimal(limits.memory, locale=current())
            error = t("{why} (a report may use {n} MB)", why=error, n=str(most))
    except CellTimeoutError:
        nb = running[0]
        error = limit_message(limits, time.monotonic() - begin, last_started(nb)[1])
        mark_stopped(nb, error)
    except engine.SessionEndedError:
        nb = running[0]
        error = t(
            "cell {cell} could not run: one before it ended the session; take out exit() or quit()",
            cell=str(last_started(nb)[1]),
        )
    except DeadKernelError:
        nb = running[0]
        error = t(
            "the kernel died in cell {cell}; it was killed or ran out of memory",
            cell=str(last_started(nb)[1]),
        )
    return nb, error


@contextmanager
def silence_logger(logger: str) -> Iterator[None]:
    """Silence this logger inside the block."""
    log = logging.getLogger(logger)
    level = log.level
    log.setLevel(logging.CRITICAL + 1)
    try:
        yield
    finally:
        log.setLevel(level)


def _cell_with_error(nb: NotebookNode) -> int | None:
    for cell, number in zip(nb.cells, number_cells(nb), strict=True):
        if any(output.output_type == "error" for output in cell.get("outputs", [])):
            return number
    return None


def _truncate(text: str) -> str:
    line = one_line(text)
    return line if len(line) <= MAX_ERROR else line[: MAX_ERROR - 1] + "…"
