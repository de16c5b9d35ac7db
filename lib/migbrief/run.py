"""One report: check its parameters, execute its notebook with Papermill, write its page.

A page appears whole or not at all, and a failed run never takes the place of a good page.
"""

from __future__ import annotations

import logging
import socket
import sys
import tempfile
import time
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

import nbformat
import papermill
from jupyter_client.kernelspec import KernelSpec
from jupyter_client.manager import AsyncKernelManager
from nbclient.exceptions import CellTimeoutError, DeadKernelError
from nbformat import NotebookNode
from papermill.engines import NBClientEngine, papermill_engines
from papermill.exceptions import PapermillExecutionError
from traitlets import Unicode
from traitlets.config import Config

from . import export, paths
from .catalogue import Report
from .errors import UserError
from .files import write_atomic
from .parameters import parse
from .results import DEFAULT_LIMITS, Limits, Result

MAX_ERROR: Final = 300  # characters of an exception's message that a summary shows


class Kernel(AsyncKernelManager):
    """The kernel of the interpreter that runs us: no installed kernel spec or user profile can change it."""

    scratch = Unicode(help="a folder for the kernel's own files").tag(config=True)

    @property
    def kernel_spec(self) -> KernelSpec:
        # frozen_modules: without it the debugger warns on every start.
        launch = ["-X", "frozen_modules=off", "-m", "ipykernel_launcher", "-f", "{connection_file}"]
        return KernelSpec(
            argv=[sys.executable, *launch, "--HistoryManager.enabled=False"],
            language="python",
            env={"IPYTHONDIR": self.scratch, "PYTHONHASHSEED": "0"},
        )


class KeepingEngine(NBClientEngine):  # type: ignore[misc]  # papermill is untyped
    """Papermill's own engine, which also hands out the notebook it works on: a stopped run is not lost,
    and nothing need be saved after every cell.
    """

    @classmethod
    def execute_managed_notebook(
        cls, nb_man: Any, kernel_name: str, *, running: list[NotebookNode], **kwargs: Any
    ) -> Any:
        running.append(nb_man.nb)
        return super().execute_managed_notebook(nb_man, kernel_name, **kwargs)


def render(report: Report, out: Path, limits: Limits = DEFAULT_LIMITS) -> Result:
    """Make one report in ``out``.

    A failing notebook is a ``Result``; bad parameters, notebooks or folders raise ``UserError``.
    """
    values = parse(report.model, report.parameters)
    source = _read(report.notebook)
    started, made = time.monotonic(), datetime.now(UTC)
    with tempfile.TemporaryDirectory(prefix="mb-") as scratch:
        nb, error = _execute(source, values.model_dump(), Path(scratch), limits)
    executed = report.executed if not error else report.failed.with_suffix(".ipynb")
    page = report.failed if error else report.output
    write_atomic(out / executed, nbformat.writes(nb) + "\n")
    write_atomic(out / page, export.to_html(nb, report, values, made, error))
    if not error:
        for old in (report.failed, report.failed.with_suffix(".ipynb")):
            (out / old).unlink(missing_ok=True)
    return Result(
        report,
        "failed" if error else "ok",
        round(time.monotonic() - started, 3),
        made,
        error,
        str(page),
        str(executed),
        count_warnings(nb),
    )


def count_warnings(nb: NotebookNode) -> int:
    """How many cells wrote to standard error."""
    outputs = (cell.get("outputs", []) for cell in nb.cells)
    return sum(any(o.get("name") == "stderr" for o in cell) for cell in outputs)


def _read(path: Path) -> NotebookNode:
    """The notebook, checked to be one and to have a parameters cell."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # cells without ids are given some
            nb = nbformat.reads(path.read_text(encoding="utf-8"), as_version=4)
            _, nb = nbformat.validator.normalize(nb)
    except Exception as error:  # nbformat raises a dozen kinds
        raise UserError(f"{path.name} is not a valid notebook: {_brief(str(error))}") from None
    if not any("parameters" in cell.metadata.get("tags", []) for cell in nb.cells):
        raise UserError(f"{path.name} has no cell tagged parameters; tag the cell that sets them")
    return nb


def _execute(
    source: NotebookNode, values: dict[str, Any], scratch: Path, limits: Limits
) -> tuple[NotebookNode, str]:
    """Run the notebook. Returns it as far as it got, and one line on why it stopped (empty: it did not)."""
    begin = time.monotonic()
    running: list[NotebookNode] = []

    def remaining(cell: NotebookNode) -> float:
        return max(0.1, min(limits.cell, begin + limits.report - time.monotonic()))

    papermill_engines.register("migbrief-kernel", KeepingEngine)
    try:
        with _silence("papermill"):  # what it would log stands in the result
            nb = papermill.execute_notebook(
                source,
                None,
                engine_name="migbrief-kernel",
                running=running,
                parameters=values,
                kernel_name="python3",
                progress_bar=False,
                cwd=str(paths.root()),
                kernel_manager_class=Kernel,
                config=Config({"Kernel": _connection(scratch)}),
                timeout_func=remaining,
                iopub_timeout=30,
                shutdown_kernel="immediate",
            )
        return nb, ""
    except PapermillExecutionError as error:
        nb = running[0]
        return nb, _brief(f"cell {_cell_with_error(nb)}: {error.ename}: {error.evalue}")
    except CellTimeoutError:
        nb = running[0]
        cell, where = _last_started(nb)
        if time.monotonic() - begin >= limits.report:
            reason = f"the report ran longer than its limit of {limits.report:g} s, in cell {where}"
        else:
            reason = f"cell {where} ran longer than the limit of {limits.cell:g} s for a cell"
        cell.outputs.append(nbformat.v4.new_output("error", ename="Timeout", evalue=reason, traceback=[]))
        return nb, reason
    except DeadKernelError:
        nb = running[0]
        return nb, f"the kernel died in cell {_last_started(nb)[1]}; it was killed or ran out of memory"


@contextmanager
def _silence(logger: str) -> Iterator[None]:
    log = logging.getLogger(logger)
    level = log.level
    log.setLevel(logging.CRITICAL + 1)
    try:
        yield
    finally:
        log.setLevel(level)


def _connection(scratch: Path) -> dict[str, Any]:
    """Unix sockets in the scratch folder where they fit: parallel runs cannot take each other's ports."""
    file = scratch / "k.json"
    local = hasattr(socket, "AF_UNIX") and sys.platform != "win32" and len(str(file)) < 80
    return {"scratch": str(scratch), "connection_file": str(file), "transport": "ipc" if local else "tcp"}


def _cell_with_error(nb: NotebookNode) -> int | None:
    for cell, number in zip(nb.cells, export.number_cells(nb), strict=True):
        if any(output.output_type == "error" for output in cell.get("outputs", [])):
            return number
    return None


def _last_started(nb: NotebookNode) -> tuple[NotebookNode, int | None]:
    """The last code cell that Papermill began, with its number."""
    code = [(c, n) for c, n in zip(nb.cells, export.number_cells(nb), strict=True) if c.cell_type == "code"]
    begun = [pair for pair in code if pair[0].metadata.get("papermill", {}).get("start_time")]
    return begun[-1] if begun else code[0]


def _brief(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= MAX_ERROR else line[: MAX_ERROR - 1] + "…"
