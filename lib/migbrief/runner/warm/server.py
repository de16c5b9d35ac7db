"""The main loop of a warm parent: warm up, then fork on request until the client is gone."""

import os
import shutil
import signal
from multiprocessing.connection import Connection, wait
from typing import Final

from migbrief.files import scratch

from . import fork
from .events import Ended, Message, Started
from .loading import warm_up

POLL: Final = 0.5  # seconds between checks for forks that ended without closing their pipe


def serve(requests_descriptor: int, events_descriptor: int) -> None:
    """Take requests from one pipe, and report the events of forks on the other."""
    requests = Connection(requests_descriptor, writable=False)
    events = Connection(events_descriptor, readable=False)
    server = Server(requests, events)
    fork.adopt_orphans()
    with scratch() as folder:

        def leave(number: int, frame: object) -> None:
            # Not an exception: the interrupted code could catch it.
            server.end_all()
            shutil.rmtree(folder, ignore_errors=True)
            os._exit(0)

        signal.signal(signal.SIGTERM, leave)
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        try:
            warm_up(str(folder))
            while True:
                server.serve_once()
        except (EOFError, BrokenPipeError, ConnectionResetError):  # the client is gone
            pass
        finally:
            server.end_all()


class Server:
    """The running forks, between the pipe of requests and that of events."""

    def __init__(self, requests: Connection, events: Connection) -> None:
        self._requests, self._events = requests, events
        self._forks: dict[int, fork.Fork] = {}
        self._spare: fork.Spare | None = None

    def serve_once(self) -> None:
        """Handle one request, pass on messages, notice forks that ended, and keep a spare fork ready."""
        if self._spare is None:
            self._spare = fork.fork_spare(self._inherited())
        by_pipe = {f.pipe: f for f in self._forks.values()}
        for ready in wait([self._requests, *by_pipe], POLL):
            if ready is self._requests:
                self._answer()
            else:
                self._receive(by_pipe[ready])  # type: ignore[index]
        for ended in [f for f in self._forks.values() if _has_ended(f)]:
            fork.kill(ended.pid)  # its remaining children
            ended.pipe.close()
            del self._forks[ended.token]
            self._events.send(Ended(ended.token, ended.code or 0, ended.error))
            fork.forget_orphans({f.pid for f in self._forks.values()} | {s.pid for s in (self._spare,) if s})

    def end_all(self) -> None:
        """Kill all forks and wait for them."""
        if self._spare is not None:
            fork.end(self._spare.pid)
        for running in self._forks.values():
            fork.end(running.pid)
        fork.end_orphans()

    def _answer(self) -> None:
        token, payload, environment = self._requests.recv()
        if payload is not None:
            begun = self._start(token, payload, environment)
            self._forks[token] = begun
            self._events.send(Started(token, begun.pid))
        elif token in self._forks:
            fork.kill(self._forks[token].pid)

    def _start(self, token: int, payload: bytes, environment: dict[str, str]) -> fork.Fork:
        while True:
            waiting, self._spare = self._spare, None
            waiting = waiting or fork.fork_spare(self._inherited())
            if begun := fork.start(waiting, token, payload, environment):
                return begun

    def _inherited(self) -> list[Connection]:
        """Return the connections that a fork must close."""
        return [self._requests, self._events, *(f.pipe for f in self._forks.values())]

    def _receive(self, speaker: fork.Fork) -> None:
        try:
            content = speaker.pipe.recv()
        except (EOFError, OSError):
            speaker.silent = True
            if speaker.code is None:
                _, status = os.waitpid(speaker.pid, 0)
                speaker.code = os.waitstatus_to_exitcode(status)
            return
        if isinstance(content, fork.Failed):
            speaker.error = content.line
        else:
            self._events.send(Message(speaker.token, content))


def _has_ended(one: fork.Fork) -> bool:
    """Return whether a fork has ended and all its messages are read.

    The pipe is asked after the process: its last message may come in between. A child of the fork may hold
    the pipe open for ever.
    """
    if one.code is None:
        pid, status = os.waitpid(one.pid, os.WNOHANG)
        one.code = os.waitstatus_to_exitcode(status) if pid else None
    return one.code is not None and (one.silent or not one.pipe.poll())
