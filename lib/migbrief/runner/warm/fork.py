"""A fork of the warm parent: how it starts, calls the requested function, and is ended."""

import contextlib
import gc
import os
import pickle
import signal
import sys
import traceback
from collections.abc import Sequence
from dataclasses import dataclass
from multiprocessing.connection import Connection
from typing import Final

# New objects before the first garbage collection. A fork ends after one report, which makes fewer.
COLLECT_AFTER: Final = 500_000


@dataclass
class Fork:
    """A fork, as seen by the warm parent.

    ``code`` is its exit code, None while it runs; ``silent``: nothing more comes through the pipe.
    """

    token: int
    pid: int
    pipe: Connection
    error: str = ""
    code: int | None = None
    silent: bool = False


@dataclass(frozen=True)
class Failed:
    """The last message of a fork whose function raised."""

    line: str


@dataclass
class Spare:
    """A fork made in advance, so that a report starts without delay."""

    pid: int
    pipe: Connection
    orders: Connection


def fork_spare(inherited: Sequence[Connection]) -> Spare:
    """Fork; the fork closes inherited pipes and waits for ``start``. It ends if no request comes."""
    (receiver, sender), (theirs, orders) = os.pipe(), os.pipe()
    pid = os.fork()
    if pid:
        with contextlib.suppress(OSError):
            os.setpgid(pid, pid)  # in parent and fork, since either may run first
        os.close(sender)
        os.close(theirs)
        return Spare(pid, Connection(receiver, writable=False), Connection(orders, readable=False))
    code = 1
    try:
        os.close(receiver)
        os.close(orders)
        for connection in inherited:
            connection.close()
        _detach()
        code = _await_order(Connection(theirs, writable=False), Connection(sender, readable=False))
    finally:
        os._exit(code)  # skip clean-up: the resources belong to the parent


def start(waiting: Spare, token: int, payload: bytes, environment: dict[str, str]) -> Fork | None:
    """Have a fork call the requested function; return None if the fork is gone."""
    if os.waitpid(waiting.pid, os.WNOHANG)[0]:
        waiting.pipe.close()
        waiting.orders.close()
        return None
    with contextlib.suppress(OSError):  # it has just ended, which is noticed as for any fork
        waiting.orders.send((payload, environment))
    waiting.orders.close()
    return Fork(token, waiting.pid, waiting.pipe)


def kill(group: int) -> None:
    """Kill a fork and its children."""
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(group, signal.SIGKILL)


def end(group: int) -> None:
    """Kill a fork and its children, and wait for it."""
    kill(group)
    with contextlib.suppress(ChildProcessError):  # already collected
        os.waitpid(group, 0)


def adopt_orphans() -> None:
    """On Linux, adopt the orphans of forks, which would otherwise go to the system's init."""
    _prctl(36, 1)


def forget_orphans(known: set[int]) -> None:
    """Collect orphans that ended; a running report may need the others."""
    for pid in _children() - known:
        with contextlib.suppress(ChildProcessError):
            os.waitpid(pid, os.WNOHANG)


def end_orphans() -> None:
    """Kill all remaining children, whatever their group, so that none outlives a batch."""
    for _ in range(8):  # children of ended processes appear in the next round
        left = _children()
        if not left:
            return
        for pid in left:
            with contextlib.suppress(ProcessLookupError, PermissionError, ChildProcessError):
                os.kill(pid, signal.SIGKILL)
                os.waitpid(pid, 0)


def _children() -> set[int]:
    try:
        with open(f"/proc/self/task/{os.getpid()}/children", encoding="ascii") as file:  # noqa: PTH123
            return set(map(int, file.read().split()))
    except OSError:  # not Linux, or not supported by the kernel
        return set()


def _prctl(option: int, value: int) -> None:
    if sys.platform == "linux":
        import ctypes

        with contextlib.suppress(OSError, AttributeError):
            ctypes.CDLL(None).prctl(option, value)


def _detach() -> None:
    """Detach the fork from the parent: its own group, signals and random numbers."""
    os.setpgid(0, 0)
    gc.set_threshold(COLLECT_AFTER)
    _die_with_parent()
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    signal.signal(signal.SIGINT, signal.default_int_handler)
    if "numpy.random" in sys.modules:
        sys.modules["numpy.random"].seed()  # Python reseeds its own generator after a fork


def _await_order(orders: Connection, pipe: Connection) -> int:
    try:
        payload, environment = orders.recv()
    except EOFError:
        return 0
    orders.close()
    os.environ.clear()
    os.environ.update(environment)
    return _call(pipe, payload)


def _die_with_parent() -> None:
    """On Linux, be killed when the warm parent is; elsewhere the fork finishes on its own."""
    _prctl(1, signal.SIGKILL)


def _call(pipe: Connection, payload: bytes) -> int:
    try:
        function, arguments = pickle.loads(payload)
        function(pipe.send, *arguments)
        return 0
    except BaseException as error:
        if not isinstance(error, (SystemExit, KeyboardInterrupt)) and os.environ.get("MIGBRIEF_DEBUG"):
            traceback.print_exc()
        pipe.send(Failed(" ".join(f"{type(error).__name__}: {error}".split())))
        return 1
