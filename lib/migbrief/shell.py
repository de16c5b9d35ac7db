"""An IPython shell inside this process that answers as a Jupyter kernel would, without sockets or threads.

It is ipykernel's own shell; what it would send to a client goes to a function instead. The shell can be made
once and used after a fork. One process, one shell, one notebook.
"""

from __future__ import annotations

import asyncio
import builtins
import contextlib
import faulthandler
import getpass
import io
import os
import platform
import signal
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType, SimpleNamespace
from typing import Any, Final, NoReturn

from ipykernel import zmqshell
from ipykernel.compiler import XCachingCompiler
from IPython.core.error import StdinNotImplementedError
from IPython.core.profiledir import ProfileDir
from jupyter_client.session import Session
from traitlets.config import Config

FLUSH_SECONDS: Final = 0.2  # as in ipykernel: how long printed text may wait
FLUSH_CHARACTERS: Final = 1 << 16
PATIENCE: Final = 5.0  # seconds for a cell to react to its timeout before the process is ended
INLINE: Final = "module://matplotlib_inline.backend_inline"

Send = Callable[[str, dict[str, Any]], None]  # a kernel message's type and its content

LANGUAGE_INFO: Final = {
    "codemirror_mode": {"name": "ipython", "version": sys.version_info.major},
    "file_extension": ".py",
    "mimetype": "text/x-python",
    "name": "python",
    "nbconvert_exporter": "python",
    "pygments_lexer": f"ipython{sys.version_info.major}",
    "version": platform.python_version(),
}


class CellTimeout(BaseException):
    """Raised inside a cell that runs too long; not an ``Exception``, so that cells do not swallow it."""


class ZMQInteractiveShell(zmqshell.ZMQInteractiveShell):
    """The kernel's shell, under the name that libraries look for to know that they are in a notebook."""

    def enable_gui(self, gui: str | None = None) -> None:
        self.active_eventloop = gui


class Recorder(Session):
    """Stands where a kernel's session stands and hands its messages on."""

    target: Send

    def send(self, stream: object, msg_or_type: Any, content: Any = None, *args: Any, **kwargs: Any) -> None:
        if isinstance(msg_or_type, dict):
            self.target(msg_or_type["msg_type"], msg_or_type["content"])
        else:
            self.target(msg_or_type, content or {})


class Stream(io.TextIOBase):
    """Standard output or error of the cells. Text waits a moment, as in a kernel, and comes in pieces."""

    encoding = "UTF-8"
    errors = None

    def __init__(self, name: str, send: Send, descriptor: int) -> None:
        self.name = name
        self._send = send
        self._descriptor = descriptor
        self._waiting: list[str] = []
        self._size = 0
        self._since = 0.0
        self._lock = threading.RLock()

    def writable(self) -> bool:
        return True

    def fileno(self) -> int:
        return self._descriptor

    def write(self, text: str) -> int:
        if not isinstance(text, str):
            raise TypeError(f"write() argument must be str, not {type(text)}")
        with self._lock:
            now = time.monotonic()
            if self._waiting and (now - self._since > FLUSH_SECONDS or self._size > FLUSH_CHARACTERS):
                self.flush()
            if not self._waiting:
                self._since = now
            self._waiting.append(text)
            self._size += len(text)
        return len(text)

    def flush(self) -> None:
        with self._lock:
            text, self._waiting, self._size = "".join(self._waiting), [], 0
        if text:
            self._send("stream", {"name": self.name, "text": text})


class Shell:
    """Runs cells one by one. Make it before a fork if you like; call :meth:`open` after it."""

    def __init__(self, folder: str) -> None:
        """``folder`` is where IPython may keep the (empty) profile it insists on."""
        self._send: Send = _nowhere
        config = Config({"HistoryManager": {"enabled": False}})
        self._ip = ZMQInteractiveShell.instance(
            config=config,
            profile_dir=ProfileDir.create_profile_dir(folder),
            kernel=SimpleNamespace(eventloop=None, shell=None),
            compiler_class=XCachingCompiler,
        )
        recorder = Recorder(key=b"")
        recorder.target = self._pass_on
        for part in (self._ip.displayhook, self._ip.display_pub):
            part.session, part.pub_socket = recorder, None
            part.topic = b"execute_result" if part is self._ip.displayhook else b"display_data"
        self._loop: asyncio.AbstractEventLoop | None = None
        self._timed_out = False

    @contextmanager
    def open(self, send: Send) -> Iterator[None]:
        """Take over this process's standard streams, input and event loop; messages go to ``send``."""
        before = sys.stdin, sys.stdout, sys.stderr, builtins.input, getpass.getpass
        self._send = send
        if "" not in sys.path:
            sys.path.insert(0, "")  # as in a kernel: a notebook imports what lies in its folder
        os.environ.setdefault("MPLBACKEND", INLINE)
        self._ip.init_environment()
        self._loop = asyncio.new_event_loop()
        asyncio.set_event_loop(self._loop)
        with _captured_descriptors() as (self._captured, originals):
            sys.stdin = open(os.devnull, encoding="utf-8")  # noqa: PTH123, SIM115
            sys.stdout = Stream("stdout", send, originals[0])
            sys.stderr = Stream("stderr", send, originals[1])
            builtins.input = _no_input
            getpass.getpass = _no_getpass
            try:
                yield
            finally:
                sys.stdin.close()
                sys.stdin, sys.stdout, sys.stderr, builtins.input, getpass.getpass = before
        self._loop.close()

    def run(self, code: str, seconds: float | None = None) -> tuple[str, str] | None:
        """Run one cell. None if it succeeded, else the name and text of its error.

        Raises ``TimeoutError`` after ``seconds``; a cell that does not react to that ends the process.
        """
        self._timed_out = False
        with self._time_limit(seconds):
            assert self._loop is not None
            result = self._loop.run_until_complete(self._run(code))
        self._read_captured()
        sys.stdout.flush()
        sys.stderr.flush()
        if self._timed_out:
            raise TimeoutError
        _assert_figures_shown()
        error = result.error_before_exec or result.error_in_exec
        if error is None and not self._ip._last_traceback_during_displayhook:
            return None
        return type(error).__name__, str(error)

    @property
    def count(self) -> int:
        """The number that the next cell gets."""
        return int(self._ip.execution_count)

    @property
    def left(self) -> bool:
        """Whether a cell asked to end the session (``exit``)."""
        return bool(self._ip.exit_now)

    async def _run(self, code: str) -> Any:
        """As ipykernel's ``do_execute``: cells with ``await`` run on the loop, others beside it."""
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

    def _pass_on(self, kind: str, content: dict[str, Any]) -> None:
        if kind != "error" or content["ename"] != CellTimeout.__name__:  # a kernel has no such exception
            self._send(kind, content)

    @contextmanager
    def _time_limit(self, seconds: float | None) -> Iterator[None]:
        if seconds is None:
            yield
            return
        before = signal.signal(signal.SIGALRM, self._alarm)
        signal.setitimer(signal.ITIMER_REAL, seconds, 1.0)  # again every second, should a cell swallow it
        # Code that never returns to the interpreter sees no signal: this ends the process from outside it.
        faulthandler.dump_traceback_later(seconds + PATIENCE, exit=True, file=_null())
        try:
            yield
        except CellTimeout:  # it came between the cell's own code and here
            pass
        finally:
            signal.setitimer(signal.ITIMER_REAL, 0)
            faulthandler.cancel_dump_traceback_later()
            signal.signal(signal.SIGALRM, before)

    def _alarm(self, number: int, frame: FrameType | None) -> NoReturn:
        self._timed_out = True
        raise CellTimeout

    def _read_captured(self) -> None:
        """Text that subprocesses or C code wrote past Python's streams."""
        for descriptor, stream in zip(self._captured, (sys.stdout, sys.stderr), strict=True):
            if size := os.fstat(descriptor).st_size:
                stream.write(os.pread(descriptor, size, 0).decode(errors="replace"))
                os.ftruncate(descriptor, 0)


@contextmanager
def _captured_descriptors() -> Iterator[tuple[list[int], list[int]]]:
    """Point descriptors 1 and 2 at files; yields those, and copies of what the two were."""
    import fcntl

    with contextlib.ExitStack() as stack:
        files = [stack.enter_context(tempfile.TemporaryFile(buffering=0)) for _ in range(2)]
        originals = [os.dup(1), os.dup(2)]
        for target, file in zip((1, 2), files, strict=True):
            fcntl.fcntl(file.fileno(), fcntl.F_SETFL, os.O_APPEND | os.O_RDWR)
            os.dup2(file.fileno(), target)
        try:
            yield [file.fileno() for file in files], originals
        finally:
            for target, original in zip((1, 2), originals, strict=True):
                os.dup2(original, target)
                os.close(original)


def _assert_figures_shown() -> None:
    """A figure drawn and not shown would be lost in silence: then rather no page."""
    helpers = sys.modules.get("matplotlib._pylab_helpers")
    backend = sys.modules.get("matplotlib_inline.backend_inline")
    if helpers is None or not helpers.Gcf.figs:
        return
    if backend is None or not backend.InlineBackend.instance().close_figures:
        return
    import matplotlib

    if matplotlib.get_backend() in ("inline", INLINE):
        raise RuntimeError(f"{len(helpers.Gcf.figs)} figures were drawn and not shown")


def _null() -> Any:
    global _devnull
    if _devnull is None:
        _devnull = open(os.devnull, "w", encoding="utf-8")  # noqa: PTH123, SIM115
    return _devnull


_devnull: Any = None


def _nowhere(kind: str, content: dict[str, Any]) -> None:
    """Where messages go while no notebook is open."""


def _no_input(prompt: object = "") -> NoReturn:
    raise StdinNotImplementedError("raw_input was called, but this frontend does not support input requests.")


def _no_getpass(prompt: str = "", stream: object = None) -> NoReturn:
    raise StdinNotImplementedError("getpass was called, but this frontend does not support input requests.")
