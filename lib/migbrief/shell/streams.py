"""The standard streams and the input of the cells, as a kernel gives them, but without a client."""

from __future__ import annotations

import builtins
import contextlib
import getpass
import io
import os
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, Final, NoReturn

from IPython.core.error import StdinNotImplementedError

FLUSH_SECONDS: Final = 0.2  # as in ipykernel: how long printed text may wait
FLUSH_CHARACTERS: Final = 1 << 16

Send = Callable[[str, dict[str, Any]], None]  # a kernel message's type and its content


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


@contextmanager
def taken_over(send: Send) -> Iterator[Callable[[], None]]:
    """This process's standard streams and input are the cells'; text goes to ``send``.

    Yields a function that sends at once what is still waiting.
    """
    before = sys.stdin, sys.stdout, sys.stderr, builtins.input, getpass.getpass
    with _captured_descriptors() as (captured, originals):

        def send_waiting() -> None:
            _read_captured(captured)
            sys.stdout.flush()
            sys.stderr.flush()

        sys.stdin = open(os.devnull, encoding="utf-8")  # noqa: PTH123, SIM115
        sys.stdout = Stream("stdout", send, originals[0])
        sys.stderr = Stream("stderr", send, originals[1])
        builtins.input = _no_input
        getpass.getpass = _no_getpass
        try:
            yield send_waiting
        finally:
            sys.stdin.close()
            sys.stdin, sys.stdout, sys.stderr, builtins.input, getpass.getpass = before


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


def _read_captured(captured: Sequence[int]) -> None:
    """Text that subprocesses or C code wrote past Python's streams."""
    for descriptor, stream in zip(captured, (sys.stdout, sys.stderr), strict=True):
        if size := os.fstat(descriptor).st_size:
            stream.write(os.pread(descriptor, size, 0).decode(errors="replace"))
            os.ftruncate(descriptor, 0)


def _no_input(prompt: object = "") -> NoReturn:
    raise StdinNotImplementedError("raw_input was called, but this frontend does not support input requests.")


def _no_getpass(prompt: str = "", stream: object = None) -> NoReturn:
    raise StdinNotImplementedError("getpass was called, but this frontend does not support input requests.")
