"""The warm parent: a process with everything loaded, from which each report is forked.

It has imported the libraries, drawn a figure, used the exporter once and read the data, and then waits for
requests on a pipe. Whoever asks (:class:`Parent`) gets back what the forks say and how they end. The warm
process has one thread and no sockets, so a fork is a whole copy; what happens in a fork stays there.
"""

from __future__ import annotations

import atexit
import contextlib
import gc
import os
import pickle
import signal
import subprocess
import sys
import tempfile
import threading
import traceback
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cache
from multiprocessing.connection import Connection, wait
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from .shell import Shell

# Numerical libraries start a thread per core when they are loaded, which a fork would lose.
ONE_THREAD: Final = {f"{name}_NUM_THREADS": "1" for name in ("OPENBLAS", "OMP", "MKL", "BLIS", "NUMEXPR")}
SEED: Final = {"PYTHONHASHSEED": "0"}  # as for real kernels: sets come in the same order in every run
POLL: Final = 0.5  # seconds between looks for forks that ended without closing their pipe

Tell = Callable[[object], None]


def can_fork() -> bool:
    """Whether this system can fork a process that has libraries loaded (macOS can, but its own may not)."""
    return hasattr(os, "fork") and sys.platform != "darwin"


class ParentLost(RuntimeError):
    """The warm parent ended, and its forks with it."""


@dataclass(frozen=True)
class Message:
    """Something a fork told."""

    token: int
    content: Any


@dataclass(frozen=True)
class Started:
    """A fork began, as this process."""

    token: int
    pid: int


@dataclass(frozen=True)
class Ended:
    """A fork is gone. ``code`` is negative for a signal; ``error`` says which exception ended it."""

    token: int
    code: int
    error: str = ""


@dataclass(frozen=True)
class _Failed:
    """A fork's function raised."""

    line: str


# The side that asks ---------------------------------------------------------------------------------------


class Parent:
    """A handle on a warm parent. Not for use by several threads at once."""

    def __init__(self) -> None:
        their_requests, ours = os.pipe()
        events, their_events = os.pipe()
        code = "import sys; from migbrief.warm import serve; serve(int(sys.argv[1]), int(sys.argv[2]))"
        self._environment = dict(os.environ)
        try:
            self._process = subprocess.Popen(
                [sys.executable, "-P", "-c", code, str(their_requests), str(their_events)],
                pass_fds=(their_requests, their_events),
                env={**self._environment, **ONE_THREAD, **SEED},
                stdin=subprocess.DEVNULL,
                start_new_session=True,  # Ctrl-C is for whoever started us, who then closes the parent
            )
        finally:
            os.close(their_requests)
            os.close(their_events)
        self._requests, self._events = Connection(ours, readable=False), Connection(events, writable=False)
        self._next = 0
        self._pending: list[Message | Started | Ended] = []
        self.pid = self._process.pid

    def start(self, function: Callable[..., object], *arguments: object) -> int:
        """Fork, and call ``function(tell, *arguments)`` there. Returns a token; raises ``ParentLost``.

        The fork has the environment that this process had when the parent was made.
        """
        self._next += 1
        payload = pickle.dumps((function, arguments))
        self._ask((self._next, payload, self._environment))
        return self._next

    def kill(self, token: int) -> None:
        """End a fork and its own children at once."""
        self._ask((token, None, None))

    def next(self, timeout: float | None = None) -> Message | Started | Ended | None:
        """The next event of any fork; None after ``timeout`` seconds. Raises ``ParentLost``."""
        if self._pending:
            return self._pending.pop(0)
        try:
            event: Message | Started | Ended | None = (
                self._events.recv() if self._events.poll(timeout) else None
            )
        except (EOFError, OSError):
            raise ParentLost("the warm parent ended") from None
        return event

    def follow(self, token: int) -> Iterator[Any]:
        """What one fork tells, until it ends. If its function raised, raises ``RuntimeError``."""
        while True:
            event = self.next()
            if event is None or event.token != token:
                continue
            if isinstance(event, Message):
                yield event.content
            elif isinstance(event, Ended):
                if event.error:
                    raise RuntimeError(event.error)
                return

    def close(self) -> None:
        """End the parent and all its forks at once."""
        for connection in (self._requests, self._events):
            connection.close()
        with contextlib.suppress(ProcessLookupError, PermissionError):
            self._process.terminate()
        self._process.wait()

    def _ask(self, request: object) -> None:
        try:
            self._requests.send(request)
        except OSError:
            raise ParentLost("the warm parent ended") from None

    def __enter__(self) -> Parent:
        return self

    def __exit__(self, *exception: object) -> None:
        self.close()


@cache
def shared() -> Parent:
    """One parent for the rest of this program, for those who run notebooks one after the other."""
    parent = Parent()
    atexit.register(parent.close)
    return parent


# The warm side --------------------------------------------------------------------------------------------


@dataclass
class _Fork:
    token: int
    pid: int
    pipe: Connection
    error: str = ""
    code: int | None = field(default=None)


def serve(requests_descriptor: int, events_descriptor: int) -> None:
    """The life of a warm parent: warm up, then fork on request until the asking side is gone."""
    requests = Connection(requests_descriptor, writable=False)
    events = Connection(events_descriptor, readable=False)
    forks: dict[int, _Fork] = {}
    signal.signal(signal.SIGTERM, _leave)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    with tempfile.TemporaryDirectory(prefix="mb-", ignore_cleanup_errors=True) as folder:
        try:
            warm_up(folder)
            while True:
                _serve_once(requests, events, forks)
        except (EOFError, OSError, SystemExit):  # nobody asks any more
            pass
        finally:
            for fork in forks.values():
                _kill(fork.pid)
                if fork.code is None:
                    os.waitpid(fork.pid, 0)


def warm_up(folder: str) -> None:
    """Load all that a report may need; ``folder`` is for IPython's profile. Leaves one thread."""
    os.environ.setdefault("MPLBACKEND", "module://matplotlib_inline.backend_inline")
    _make_shell(folder)
    with contextlib.suppress(Exception):  # a broken data file fails the reports that read it, with its reason
        _load_data()
    _draw_and_export()
    count = threading.active_count()
    if count > 1:
        names = ", ".join(thread.name for thread in threading.enumerate())
        raise RuntimeError(f"cannot fork safely with {count} threads: {names}")
    gc.collect()
    gc.freeze()


def shell() -> Shell:
    """This process's shell; made now if no warm parent made it before the fork."""
    return _shell or _make_shell(tempfile.mkdtemp(prefix="mb-"))


_shell: Shell | None = None


def _make_shell(folder: str) -> Shell:
    global _shell
    from .shell import Shell

    _shell = Shell(folder)
    return _shell


def _load_data() -> None:
    """Only tables as they are on disk: what is computed from them must be computed in each report."""
    from . import edition, indicators, population, views

    for vintage in indicators.vintages():
        for indicator in indicators.definitions().index:
            indicators.value(indicator, "KEN", vintage)  # any country brings the figures of all
    for name in edition.available():
        edition.load(name)
    population.figures("KEN")  # any place brings the table of all
    views.world()


def _draw_and_export() -> None:
    """Use figure, table, Papermill and exporter once, so that what they build at first use is there."""
    import matplotlib.pyplot  # noqa: F401  # for notebooks that draw with it
    import pandas as pd
    from nbformat import v4

    from . import charts, diagrams, export, locator, tables, worker  # noqa: F401  # a worker brings Papermill
    from .models import MODELS
    from .report import Report

    data = pd.DataFrame({"place": ["a", "b"], "value": [1.0, 2.5]})
    shown = [
        charts.bars(data, label="place", value="value", title="A", source="B"),
        charts.lines(data[["value"]], title="A", source="B", axis="C"),
        charts.stacked(data.set_index("place"), title="A", source="B", axis="C"),
        charts.scatter(
            data, x="value", y="value", label="place", title="A", source="B", x_axis="C", y_axis="D"
        ),
        diagrams.dots(data, label="place", columns=["value"], title="A", source="B", axis="C"),
        locator.draw("KEN", ["UGA"], ["UGA"], title="A", source="B"),
        tables.table(data, "A", source="B"),
    ]
    outputs = [v4.new_output("display_data", data=dict(s._repr_mimebundle_())) for s in shown]
    cells = [v4.new_markdown_cell("# A\n\nb"), v4.new_code_cell("1 + 1", outputs=outputs)]
    report = Report("a", "A", Path("a.ipynb"), "intro", PurePosixPath("a/a.html"))
    values = MODELS["intro"].model_construct()
    export.to_html(v4.new_notebook(cells=cells), report, values, datetime.now(UTC))


def _serve_once(requests: Connection, events: Connection, forks: dict[int, _Fork]) -> None:
    """Answer one request, or pass on what forks say."""
    by_pipe = {fork.pipe: fork for fork in forks.values()}
    for ready in wait([requests, *by_pipe], POLL):
        if ready is requests:
            token, payload, environment = requests.recv()
            if payload is None:
                if token in forks:
                    _kill(forks[token].pid)
            else:
                forks[token] = _fork(token, payload, environment, [requests, events, *by_pipe])
                events.send(Started(token, forks[token].pid))
            continue
        fork = by_pipe[ready]  # type: ignore[index]
        try:
            content = fork.pipe.recv()
        except (EOFError, OSError):
            _, status = os.waitpid(fork.pid, 0)
            fork.code = os.waitstatus_to_exitcode(status)
            continue
        if isinstance(content, _Failed):
            fork.error = content.line
        else:
            events.send(Message(fork.token, content))
    for fork in list(forks.values()):
        if fork.code is None and not fork.pipe.poll():  # a child of its own may hold the pipe open
            pid, status = os.waitpid(fork.pid, os.WNOHANG)
            fork.code = os.waitstatus_to_exitcode(status) if pid else None
        if fork.code is not None:
            _kill(fork.pid)  # what it started and left behind
            fork.pipe.close()
            del forks[fork.token]
            events.send(Ended(fork.token, fork.code, fork.error))


def _fork(token: int, payload: bytes, environment: dict[str, str], inherited: list[Connection]) -> _Fork:
    receiver, sender = os.pipe()
    pid = os.fork()
    if pid:
        with contextlib.suppress(OSError):
            os.setpgid(pid, pid)  # here and there: whoever comes first
        os.close(sender)
        return _Fork(token, pid, Connection(receiver, writable=False))
    code = 1
    try:
        os.close(receiver)
        for connection in inherited:
            connection.close()
        _settle(environment)
        code = _answer(Connection(sender, readable=False), payload)
    finally:
        os._exit(code)  # no clean-up of what belongs to the parent


def _settle(environment: dict[str, str]) -> None:
    """Make the copy a process of its own."""
    os.setpgid(0, 0)
    _die_with_parent()
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    signal.signal(signal.SIGINT, signal.default_int_handler)
    os.environ.clear()
    os.environ.update(environment)
    if "numpy.random" in sys.modules:
        sys.modules["numpy.random"].seed()  # Python's own generator sees to itself


def _answer(pipe: Connection, payload: bytes) -> int:
    try:
        function, arguments = pickle.loads(payload)
        function(pipe.send, *arguments)
        return 0
    except BaseException as error:
        if not isinstance(error, (SystemExit, KeyboardInterrupt)) and os.environ.get("MIGBRIEF_DEBUG"):
            traceback.print_exc()
        pipe.send(_Failed(" ".join(f"{type(error).__name__}: {error}".split())))
        return 1


def _die_with_parent() -> None:
    """On Linux, be killed when the warm parent is; elsewhere the fork finishes on its own."""
    if sys.platform == "linux":
        import ctypes

        with contextlib.suppress(OSError, AttributeError):
            ctypes.CDLL(None).prctl(1, signal.SIGKILL)


def _kill(group: int) -> None:
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(group, signal.SIGKILL)


def _leave(number: int, frame: object) -> None:
    raise SystemExit(0)
