"""The client of a warm parent: starts it, requests forks and receives their events."""

import atexit
import contextlib
import os
import pickle
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from functools import cache
from multiprocessing.connection import Connection
from typing import Any, Final

from .events import Ended, Event, Message

# Numerical libraries start a thread per core when loaded, which a fork would lose.
ONE_THREAD: Final = {f"{name}_NUM_THREADS": "1" for name in ("OPENBLAS", "OMP", "MKL", "BLIS", "NUMEXPR")}
PATIENCE: Final = 10.0  # seconds for the process to end when asked to
SEED: Final = {"PYTHONHASHSEED": "0"}  # as for real kernels: sets have the same order in every run


def can_fork() -> bool:
    """Return whether this system can fork a process with libraries loaded (macOS cannot do so safely)."""
    return hasattr(os, "fork") and sys.platform != "darwin"


class ParentLost(RuntimeError):
    """The warm parent ended, and its forks with it.

    ``why`` is blank if it was killed; ``for_good`` means that it could not start and another could not
    either.
    """

    def __init__(self, why: str = "", for_good: bool = False) -> None:
        super().__init__(why or "the warm parent ended")
        self.why, self.for_good = why, for_good


class Parent:
    """A handle on a warm parent. Not thread-safe."""

    def __init__(self) -> None:
        """Start the process. Raise ``ParentLost`` if the system cannot."""
        try:
            self._open()
        except OSError as error:
            raise ParentLost(f"{type(error).__name__}: {error}", for_good=True) from None

    def _open(self) -> None:
        self._said = tempfile.TemporaryFile()  # noqa: SIM115  # its stderr; MIGBRIEF_DEBUG shows all of it
        their_requests, ours = os.pipe()
        events, their_events = os.pipe()
        serve = "from migbrief.runner.warm.server import serve; serve(int(sys.argv[1]), int(sys.argv[2]))"
        self._environment = dict(os.environ)
        try:
            self._process = subprocess.Popen(
                [sys.executable, "-P", "-c", f"import sys; {serve}", str(their_requests), str(their_events)],
                pass_fds=(their_requests, their_events),
                env={**self._environment, **ONE_THREAD, **SEED},
                stdin=subprocess.DEVNULL,
                stderr=None if os.environ.get("MIGBRIEF_DEBUG") else self._said,
                start_new_session=True,  # Ctrl-C is for the program that started us
            )
        finally:
            os.close(their_requests)
            os.close(their_events)
        self._requests, self._events = Connection(ours, readable=False), Connection(events, writable=False)
        self._last, self._begun = 0, False
        self.pid = self._process.pid

    def start(self, function: Callable[..., object], *arguments: object) -> int:
        """Fork, and call ``function(tell, *arguments)`` in the fork; return a token. Raise ``ParentLost``.

        The fork has the environment that this process had when the parent was made.
        """
        self._last += 1
        payload = pickle.dumps((function, arguments))
        self._ask((self._last, payload, self._environment))
        return self._last

    def kill(self, token: int) -> None:
        """Kill a fork and its children."""
        self._ask((token, None, None))

    def next(self, timeout: float | None = None) -> Event | None:
        """Return the next event of any fork, or None after ``timeout`` seconds. Raise ``ParentLost``."""
        try:
            event: Event | None = self._events.recv() if self._events.poll(timeout) else None
        except (EOFError, OSError):
            raise self._lost() from None
        self._begun |= event is not None
        if event is None and self._frozen():
            raise ParentLost
        return event

    def follow(self, token: int) -> Iterator[Any]:
        """Yield the messages of one fork until it ends. Raise ``RuntimeError`` if its function raised."""
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
        self._said.close()
        with contextlib.suppress(ProcessLookupError, PermissionError):
            self._process.terminate()
        try:
            self._process.wait(PATIENCE)
        except subprocess.TimeoutExpired:  # frozen or not responding; its forks end with it
            self._process.kill()
            self._process.wait()

    def _frozen(self) -> bool:
        """Return whether the process is stopped, as by SIGSTOP."""
        if not hasattr(os, "waitid"):
            return False
        with contextlib.suppress(ChildProcessError):
            return os.waitid(os.P_PID, self.pid, os.WSTOPPED | os.WNOHANG | os.WNOWAIT) is not None
        return False

    def _lost(self) -> ParentLost:
        """Return an error with the last line of the process, unless it was killed."""
        with contextlib.suppress(subprocess.TimeoutExpired):
            self._process.wait(PATIENCE)
        if (self._process.returncode or 0) <= 0:
            return ParentLost()
        self._said.seek(0)
        lines = self._said.read().decode(errors="replace").split("\n")
        return ParentLost(next((line for line in reversed(lines) if line.strip()), ""), not self._begun)

    def _ask(self, request: object) -> None:
        try:
            self._requests.send(request)
        except OSError:
            raise self._lost() from None


@cache
def shared() -> Parent:
    """Return one parent for the rest of this program, for notebooks that run one after the other."""
    parent = Parent()
    atexit.register(parent.close)
    return parent
