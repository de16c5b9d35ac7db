"""The standard streams and input of cells, as in a kernel, but without a client."""

import builtins
import codecs
import contextlib
import getpass
import io
import os
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, Final, NoReturn

from IPython.core.error import StdinNotImplementedError

FLUSH_SECONDS: Final = 0.2  # as in ipykernel: how long printed text may wait
FLUSH_CHARACTERS: Final = 1 << 16

Send = Callable[[str, dict[str, Any]], None]  # takes a kernel message's type and content


class Stream(io.TextIOBase):
    """Standard output or error of the cells. Text is buffered briefly and sent in pieces, as in a kernel."""

    encoding = "UTF-8"
    errors = None

    def __init__(
        self, name: str, send: Send, descriptor: int, catch_up: Callable[[], None] = lambda: None
    ) -> None:
        """``catch_up`` adds what was written to the descriptors directly."""
        self.name = name
        self._send = send
        self._descriptor = descriptor
        self._catch_up = catch_up
        self._owner = os.getpid()
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
        if os.getpid() != self._owner:  # a child forked by a cell: its text is captured at the descriptor
            os.write(1 if self.name == "stdout" else 2, text.encode(errors="replace"))
            return len(text)
        self._catch_up()
        self.append(text)
        return len(text)

    def append(self, text: str) -> None:
        """Add text to the buffer; send the buffer when it is old or large."""
        with self._lock:
            now = time.monotonic()
            if self._waiting and (now - self._since > FLUSH_SECONDS or self._size > FLUSH_CHARACTERS):
                self.send_waiting()
            if not self._waiting:
                self._since = now
            self._waiting.append(text)
            self._size += len(text)

    def flush(self) -> None:
        if os.getpid() == self._owner:
            self._catch_up()
            self.send_waiting()

    def send_waiting(self) -> None:
        """Send the buffered text."""
        with self._lock:
            text, self._waiting, self._size = "".join(self._waiting), [], 0
        if text:
            self._send("stream", {"name": self.name, "text": text})


class Captured:
    """Captures what subprocesses, forked children or C code write to a descriptor directly."""

    def __init__(self, descriptor: int) -> None:
        self._descriptor = descriptor
        self._at = 0
        self._decoder = codecs.getincrementaldecoder("utf-8")("replace")

    def read(self) -> str:
        """Return what was written since the last call."""
        size = os.fstat(self._descriptor).st_size
        if size <= self._at:
            return ""
        data = os.pread(self._descriptor, size - self._at, self._at)
        self._at += len(data)
        return self._decoder.decode(data)


@contextmanager
def redirect_streams(send: Send) -> Iterator[Callable[[], None]]:
    """Redirect this process's standard streams and input to the cells; text goes to ``send``.

    Yields a function that sends all buffered text.
    """
    before = sys.stdin, sys.stdout, sys.stderr, builtins.input, getpass.getpass
    with _captured_descriptors() as (captured, originals):

        def catch_up() -> None:
            for file, stream in zip(captured, streams, strict=True):
                if text := file.read():
                    stream.append(text)

        def send_waiting() -> None:
            catch_up()
            for stream in streams:
                stream.send_waiting()

        sys.stdin = open(os.devnull, encoding="utf-8")  # noqa: PTH123, SIM115
        streams = [
            Stream(name, send, original, catch_up)
            for name, original in zip(("stdout", "stderr"), originals, strict=True)
        ]
        sys.stdout, sys.stderr = streams
        builtins.input = _no_input
        getpass.getpass = _no_getpass
        try:
            yield send_waiting
        finally:
            sys.stdin.close()
            sys.stdin, sys.stdout, sys.stderr, builtins.input, getpass.getpass = before


@contextmanager
def _captured_descriptors() -> Iterator[tuple[list[Captured], list[int]]]:
    """Point descriptors 1 and 2 at files; yield readers of these, and copies of the original descriptors."""
    import fcntl

    with contextlib.ExitStack() as stack:
        files = [stack.enter_context(tempfile.TemporaryFile(buffering=0)) for _ in range(2)]
        originals = [os.dup(1), os.dup(2)]
        for target, file in zip((1, 2), files, strict=True):
            fcntl.fcntl(file.fileno(), fcntl.F_SETFL, os.O_APPEND | os.O_RDWR)
            os.dup2(file.fileno(), target)
        try:
            yield [Captured(file.fileno()) for file in files], originals
        finally:
            for target, original in zip((1, 2), originals, strict=True):
                os.dup2(original, target)
                os.close(original)


def _no_input(prompt: object = "") -> NoReturn:
    raise StdinNotImplementedError("raw_input was called, but this frontend does not support input requests.")


def _no_getpass(prompt: str = "", stream: object = None) -> NoReturn:
    raise StdinNotImplementedError("getpass was called, but this frontend does not support input requests.")
