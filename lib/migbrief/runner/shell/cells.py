"""Run the cells of a notebook in ipykernel's shell, whose messages go to a function instead of a client."""

import asyncio
import os
import re
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import SimpleNamespace
from typing import Any, Final

from ipykernel import zmqshell
from ipykernel.compiler import XCachingCompiler
from IPython.core.profiledir import ProfileDir
from jupyter_client.session import Session
from traitlets.config import Config

from .streams import Send, redirect_streams
from .timelimit import CellTimeout, time_limit

JSON_TYPE: Final = re.compile(r"application/(.*\+)?json")  # as in the schema of notebooks
INLINE: Final = "module://matplotlib_inline.backend_inline"


class ZMQInteractiveShell(zmqshell.ZMQInteractiveShell):
    """The kernel's shell, under the name by which libraries detect that they run in a notebook."""

    def enable_gui(self, gui: str | None = None) -> None:
        self.active_eventloop = gui


class Recorder(Session):
    """Replaces a kernel's session and passes its messages on, in the form that a client would read."""

    target: Send

    def send(self, stream: object, msg_or_type: Any, content: Any = None, *args: Any, **kwargs: Any) -> None:
        kind = msg_or_type
        if isinstance(msg_or_type, dict):
            kind, content = msg_or_type["msg_type"], msg_or_type["content"]
        content = self.unpack(self.pack(content or {}))
        _refuse_no_output(content)
        self.target(kind, content)


def _refuse_no_output(content: dict[str, Any]) -> None:
    """Raise ``ValueError`` in the cell for output that no notebook can hold, where nbclient would stop."""
    for mime, value in content.get("data", {}).items():
        lines = value if isinstance(value, list) else [value]
        if not (JSON_TYPE.fullmatch(mime) or all(isinstance(line, str) for line in lines)):
            raise ValueError(f"{mime} is shown as text; got {type(value).__name__}")
    if not isinstance(content.get("metadata", {}), dict):
        raise ValueError("the metadata of what is shown are no mapping")


class Shell:
    """Runs cells one by one. It may be made before a fork; call :meth:`open` after it."""

    def __init__(self, folder: str) -> None:
        """``folder`` is where IPython keeps the (empty) profile it requires."""
        self._send: Send = _discard
        config = Config({"HistoryManager": {"enabled": False}})
        self._ip = ZMQInteractiveShell.instance(
            config=config,
            profile_dir=ProfileDir.create_profile_dir(folder),
            kernel=SimpleNamespace(eventloop=None, shell=None),
            compiler_class=XCachingCompiler,
        )
        recorder = Recorder(key=b"")
        recorder.target = self._forward
        for part in (self._ip.displayhook, self._ip.display_pub):
            part.session, part.pub_socket = recorder, None
            part.topic = b"execute_result" if part is self._ip.displayhook else b"display_data"
        self._loop: asyncio.AbstractEventLoop | None = None
        self._send_waiting: Callable[[], None]
        self._owner = 0

    @contextmanager
    def open(self, send: Send) -> Iterator[None]:
        """Take over this process's standard streams, input and event loop; messages go to ``send``."""
        self._send, self._owner = send, os.getpid()
        if "" not in sys.path:
            sys.path.insert(0, "")  # as in a kernel: a notebook can import modules from its folder
        os.environ["MPLBACKEND"] = INLINE
        self._ip.init_environment()
        self._loop = asyncio.new_event_loop()
        asyncio.set_event_loop(self._loop)
        with redirect_streams(send) as self._send_waiting:
            yield
        self._loop.close()

    def run(self, code: str, seconds: float | None = None) -> tuple[str, str] | None:
        """Run one cell; return None if it succeeded, else the name and text of its error.

        Raise ``TimeoutError`` after ``seconds``; a cell that does not react to that ends the process.
        """
        with time_limit(seconds) as limit:
            assert self._loop is not None
            result = self._loop.run_until_complete(self._run(code))
            if os.getpid() != self._owner:  # a child forked by the cell must not go on with the notebook
                os._exit(_exit_code(result.error_in_exec))
        self._send_waiting()
        if limit.passed:
            raise TimeoutError
        _assert_figures_shown()
        error = result.error_before_exec or result.error_in_exec
        if error is None and not self._ip._last_traceback_during_displayhook:
            return None
        return type(error).__name__, str(error)

    @property
    def count(self) -> int:
        """Return the execution count of the next cell."""
        return int(self._ip.execution_count)

    @property
    def session_ended(self) -> bool:
        """Whether a cell asked to end the session (``exit``)."""
        return bool(self._ip.exit_now)

    async def _run(self, code: str) -> Any:
        """Like ipykernel's ``do_execute``: run cells with ``await`` on the loop, others outside it."""
        shell = self._ip
        failed = None
        try:
            transformed = shell.transform_cell(code)
        except Exception:
            transformed, failed = code, sys.exc_info()
        if not shell.should_run_async(code, transformed_cell=transformed, preprocessing_exc_tuple=failed):
            return shell.run_cell(code, store_history=True)
        shell._last_traceback_during_displayhook = False
        result = None
        try:
            result = await shell.run_cell_async(
                code, store_history=True, transformed_cell=transformed, preprocessing_exc_tuple=failed
            )
        finally:
            shell.events.trigger("post_execute")
            shell.events.trigger("post_run_cell", result)
        return result

    def _forward(self, kind: str, content: dict[str, Any]) -> None:
        if os.getpid() != self._owner:
            return  # a child forked by a cell has no client
        if kind != "error" or content["ename"] != CellTimeout.__name__:  # a kernel has no such exception
            self._send(kind, content)


def _exit_code(error: BaseException | None) -> int:
    """Return the exit code that Python would have after this error."""
    if isinstance(error, SystemExit):
        return error.code if isinstance(error.code, int) else int(error.code is not None)
    return int(error is not None)


_made: Shell | None = None


def make(folder: str) -> Shell:
    """Make the shell of this process and of later forks; ``folder`` is for IPython's profile."""
    global _made
    _made = Shell(folder)
    return _made


def current_shell() -> Shell:
    """Return this process's shell, made now if no warm parent made it before the fork."""
    return _made or make(tempfile.mkdtemp(prefix="mb-"))


def _assert_figures_shown() -> None:
    """Raise ``RuntimeError`` if a figure was drawn and not shown: the page would lack it."""
    helpers = sys.modules.get("matplotlib._pylab_helpers")
    backend = sys.modules.get("matplotlib_inline.backend_inline")
    if helpers is None or not helpers.Gcf.figs:
        return
    if backend is None or not backend.InlineBackend.instance().close_figures:
        return
    if sys.modules["matplotlib"].get_backend() in ("inline", INLINE):
        raise RuntimeError(f"{len(helpers.Gcf.figs)} figures were drawn and not shown")


def _discard(kind: str, content: dict[str, Any]) -> None:
    """Drop messages while no notebook is open."""
