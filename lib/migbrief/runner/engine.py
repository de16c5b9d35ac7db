"""The Papermill engine ``migbrief``: runs cells in an IPython shell inside a process forked for the notebook.

``papermill --engine migbrief`` works like any engine: the process is forked from a warm parent (``warm``)
that lives as long as the program, so the second notebook starts at once. In a process that is already a fork,
``isolated=True`` runs the cells in place. Where forking is not possible, or for another language, Papermill's
own engine takes over, with a warning.
"""

import os
import platform
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final

from nbclient.exceptions import CellTimeoutError, DeadKernelError
from nbformat import NotebookNode
from papermill.engines import NBClientEngine, papermill_engines
from papermill.log import logger

from . import warm
from .outputs import Collector

NAME: Final = "migbrief"
SKIP_TAG: Final = "skip-execution"
ALLOW_TAG: Final = "raises-exception"
LANGUAGE_INFO: Final = {  # as reported by a kernel
    "codemirror_mode": {"name": "ipython", "version": sys.version_info.major},
    "file_extension": ".py",
    "mimetype": "text/x-python",
    "name": "python",
    "nbconvert_exporter": "python",
    "pygments_lexer": f"ipython{sys.version_info.major}",
    "version": platform.python_version(),
}


@dataclass(frozen=True)
class Event:
    """A change of a cell: it started (``start``), was numbered (``count``), sent a kernel message
    (``message``), or ended (``ok``, ``failed``, ``timeout``, ``gone``).
    """

    kind: str
    cell: int
    detail: Any = None


class SessionEndedError(DeadKernelError):  # type: ignore[misc]  # nbclient is untyped
    """A cell ended the session, as ``exit()`` does: no later cell can run."""


Emit = Callable[[Event], None]
Timeout = Callable[[NotebookNode], float | None]  # returns the seconds a cell may take, when it begins


class ForkEngine(NBClientEngine):  # type: ignore[misc]  # papermill is untyped
    """Run a notebook in a fork; accepts the options of Papermill's own engine that apply without a kernel."""

    @classmethod
    def execute_managed_notebook(
        cls,
        nb_man: Any,
        kernel_name: str,
        *,
        isolated: bool = False,
        watch: Emit | None = None,
        running: list[NotebookNode] | None = None,
        timeout_func: Timeout | None = None,
        limited: bool = False,
        execution_timeout: float | None = None,
        **kwargs: Any,
    ) -> NotebookNode:
        """Run the cells.

        ``watch`` is called with every event, ``running`` with the notebook being run; ``limited`` truncates
        long printed text. Raise ``CellTimeoutError`` and ``DeadKernelError`` as nbclient does.
        """
        language = nb_man.nb.metadata.get("kernelspec", {}).get("language", "python")
        if not isolated and not (warm.can_fork() and language == "python"):
            reason = "the notebook is not in Python" if warm.can_fork() else "this system cannot fork"
            logger.warning(f"{reason}; using a Jupyter kernel")
            return super().execute_managed_notebook(
                nb_man, kernel_name, execution_timeout=execution_timeout, **kwargs
            )
        if running is not None:
            running.append(nb_man.nb)
        player = Player(nb_man, limited, kwargs)
        if isolated:

            def emit(event: Event) -> None:
                if watch is not None:
                    watch(event)
                player.apply(event)

            play(nb_man.nb.cells, emit, timeout_func or (lambda cell: execution_timeout))
        else:
            for event in _play_in_fork(nb_man.nb.cells, execution_timeout):
                player.apply(event)
            player.assert_complete()
        nb_man.nb.metadata["language_info"] = NotebookNode(LANGUAGE_INFO)
        return nb_man.nb


class Player:
    """Apply events to the notebook that Papermill manages."""

    def __init__(self, nb_man: Any, limited: bool, options: Mapping[str, Any] = MappingProxyType({})) -> None:
        self._nb_man = nb_man
        self._collector = Collector(limited)
        self._options = options
        self._open: int | None = None

    def apply(self, event: Event) -> None:
        """Apply an event. Raise ``CellTimeoutError`` or ``DeadKernelError`` if it ends the notebook so."""
        nb_man, index = self._nb_man, event.cell
        cell = nb_man.nb.cells[index]
        if event.kind == "start":
            self._open = index
            nb_man.cell_start(cell, index)
        elif event.kind == "count":
            cell.execution_count = event.detail
        elif event.kind == "message":
            self._message(cell, *event.detail)
        else:
            self._open = None
            self._end(event, cell)

    def assert_complete(self) -> None:
        """Raise ``DeadKernelError`` if a cell began and did not end."""
        if self._open is not None:
            self._complete(self._nb_man.nb.cells[self._open], self._open)
            raise DeadKernelError("Kernel died")

    def _end(self, event: Event, cell: NotebookNode) -> None:
        if cell.cell_type == "code":
            self._collector.finish(cell)
        if event.kind == "failed":
            self._nb_man.cell_exception(cell, event.cell)
        self._complete(cell, event.cell)
        if event.kind == "timeout":
            raise CellTimeoutError.error_from_timeout_and_cell("Cell timed out", int(event.detail or 0), cell)
        if event.kind == "gone":
            raise SessionEndedError("Kernel died: a cell ended the session")

    def _complete(self, cell: NotebookNode, index: int) -> None:
        """Record the end of a cell, with the duration measured here: Papermill is slow to parse its dates."""
        dates = cell.metadata.papermill
        begun = dates.pop("start_time", None)
        self._nb_man.cell_complete(cell, index)
        if begun:
            took = datetime.fromisoformat(dates["end_time"]) - datetime.fromisoformat(begun)
            dates.update(start_time=begun, duration=took.total_seconds())

    def _message(self, cell: NotebookNode, kind: str, content: dict[str, Any]) -> None:
        output = self._collector.apply(cell, kind, content)
        self._nb_man.autosave_cell()
        if output is None:
            return
        log = self._options.get("log_output")
        if kind == "stream":
            text, error = content["text"], content["name"] == "stderr"
            if file := self._options.get("stderr_file" if error else "stdout_file"):
                file.write(text)
                file.flush()
            if log:
                (logger.warning if error else logger.info)(text)
        elif log and "text/plain" in output.get("data", {}):
            logger.info(output.data["text/plain"])


def play(cells: Sequence[NotebookNode], emit: Emit, timeout: Timeout) -> None:
    """Run the cells in this process until one fails; the process must end afterwards."""
    from .shell import current_shell  # imports ipykernel, which only the fork needs

    shell, at = current_shell(), 0
    with shell.open(lambda kind, content: emit(Event("message", at, (kind, content)))):
        for at, cell in enumerate(cells):  # the lambda reads it
            emit(Event("start", at))
            code = cell.cell_type == "code" and cell.source.strip()
            tags = cell.metadata.get("tags", [])
            if not code or SKIP_TAG in tags:
                emit(Event("ok", at))
                continue
            if shell.session_ended:
                emit(Event("gone", at))
                return
            cell.outputs = []
            emit(Event("count", at, shell.count))
            seconds = timeout(cell)
            try:
                failed = shell.run(cell.source, seconds)
            except TimeoutError:
                emit(Event("timeout", at, seconds))
                return
            if failed and ALLOW_TAG not in tags:
                emit(Event("failed", at, failed))
                return
            emit(Event("ok", at))


def _play_in_fork(cells: Sequence[NotebookNode], seconds: float | None) -> Iterator[Event]:
    """Run the cells in a fork of the program's warm parent, with this folder and environment."""
    parent = warm.shared()
    token = parent.start(_play_and_send, [dict(c) for c in cells], seconds, str(Path.cwd()), dict(os.environ))
    yield from parent.follow(token)


def _play_and_send(
    tell: Callable[[object], None],
    cells: list[dict[str, Any]],
    seconds: float | None,
    cwd: str,
    env: dict[str, str],
) -> None:
    """Run the cells and send every event to the parent."""
    os.environ.clear()
    os.environ.update(env)
    os.chdir(cwd)
    play([NotebookNode(cell) for cell in cells], tell, lambda cell: seconds)


def options(watch: Emit) -> dict[str, Any]:
    """Return Papermill's options for running a notebook in this process, which must be a fork."""
    papermill_engines.register(NAME, ForkEngine)
    return {"engine_name": NAME, "isolated": True, "watch": watch, "limited": True}
