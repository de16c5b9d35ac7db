"""Forks of a warm parent: each a process of its own, ready before it is needed."""

from __future__ import annotations

import operator
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from multiprocessing import Pipe
from multiprocessing.connection import Connection
from pathlib import Path

import pytest

from migbrief.content import preload
from migbrief.registry.manifest import DEFAULT_LIMITS
from migbrief.registry.records import Report
from migbrief.runner import warm
from migbrief.runner.pools import ForkPool
from migbrief.runner.warm import fork
from migbrief.runner.warm.events import Ended, Event, Message
from migbrief.runner.warm.server import Server

pytestmark = [
    pytest.mark.batch,
    pytest.mark.skipif(sys.platform != "linux", reason="looks for processes in /proc"),
]


@pytest.fixture(scope="module")
def parent() -> Iterator[warm.Parent]:
    if not warm.can_fork():
        pytest.skip("this system cannot fork")
    made = warm.Parent()
    yield made
    made.close()


def test_every_call_has_a_process_of_its_own(parent: warm.Parent) -> None:
    pids = {run_one(parent) for _ in range(3)}
    assert len(pids) == 3 and not pids & {parent.pid, os.getpid()}


def test_a_fork_that_was_killed_while_it_waited_is_replaced(parent: warm.Parent) -> None:
    run_one(parent)
    [waiting] = _children(parent.pid, 1)
    os.kill(waiting, signal.SIGKILL)
    _wait_for_the_end_of(waiting)
    assert run_one(parent) != waiting


def test_a_report_given_to_a_fork_in_its_last_instant_is_made_by_another(
    fixture_report: Callable[..., Report], tmp_path: Path
) -> None:
    pool = ForkPool(tmp_path / "out", DEFAULT_LIMITS, tmp_path)
    try:
        [waiting] = _children(pool._parent.pid, 1)
        os.kill(waiting, signal.SIGSTOP)  # it is there, and takes no orders any more
        pool.start(fixture_report("good"))
        _children(pool._parent.pid, 2)
        os.kill(waiting, signal.SIGKILL)
        deadline, results = time.monotonic() + 60, []
        while not results and time.monotonic() < deadline:
            results += pool.wait()
    finally:
        pool.stop()
    assert [r.status for r in results] == ["ok"]


def test_a_closed_parent_leaves_no_process_behind() -> None:
    made = warm.Parent()
    run_one(made)
    [waiting] = _children(made.pid, 1)
    made.close()
    _wait_for_the_end_of(waiting)


def test_a_process_that_has_been_waited_for_can_be_ended_again() -> None:
    """As when a batch closes its parent in the instant in which the last fork takes its leave."""
    with subprocess.Popen([sys.executable, "-c", ""], start_new_session=True) as done:
        done.wait()
        fork.end(done.pid)


class _LastWord(Connection):
    """The pipe of a fork that says its last word, and ends, in the instant after the pipe was asked."""

    def follow(self, pid: int, go: int) -> None:
        self._pid, self._go = pid, go

    def poll(self, timeout: float | None = 0.0) -> bool:
        there = super().poll(timeout)
        if self._go:
            os.write(self._go, b"!")
            os.waitid(os.P_PID, self._pid, os.WEXITED | os.WNOWAIT)
            self._go = 0
        return there


def test_the_last_message_of_a_fork_arrives_whenever_it_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fork, "forget_orphans", lambda known: None)  # the other children of these tests
    (ours, theirs), (order, go) = os.pipe(), os.pipe()
    if not (pid := os.fork()):
        os.read(order, 1)
        Connection(theirs, readable=False).send("the last word")
        os._exit(0)
    os.close(theirs)
    (requests, asked), (events, told) = Pipe(duplex=False), Pipe(duplex=False)
    server = Server(requests, told)
    server._spare = fork.Spare(pid, requests, asked)  # none is forked
    pipe = _LastWord(ours, writable=False)
    pipe.follow(pid, go)
    server._forks[1] = fork.Fork(1, pid, pipe)
    seen: list[Event] = []
    deadline = time.monotonic() + 30
    while not any(isinstance(event, Ended) for event in seen) and time.monotonic() < deadline:
        server.serve_once()
        if pipe._go:  # nobody has asked the pipe yet: the fork goes on by itself
            pipe.poll()
        while events.poll():
            seen.append(events.recv())
    assert seen == [Message(1, "the last word"), Ended(1, 0)]


def test_a_warm_process_has_loaded_all_content(tmp_path: Path) -> None:
    """A module that moves away from where it is looked for would be loaded by each report instead."""
    warm_up = "from migbrief.runner.warm import loading; loading.warm_up(sys.argv[1])"
    code = f"import sys; {warm_up}; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code, tmp_path], capture_output=True, text=True, timeout=120)
    loaded, there = set(done.stdout.split()), set(preload.modules())
    for kind in ("country", "paper", "region"):
        assert len([name for name in there if name.startswith(f"migbrief.content.{kind}.")]) > 5, kind
    assert there - loaded == set(), done.stderr


def run_one(parent: warm.Parent) -> int:
    """Have a fork say a word; returns which process did."""
    token, pid, said = parent.start(operator.call, "a word"), 0, []
    while not isinstance(event := parent.next(60), warm.Ended):
        assert event is not None and event.token == token
        if isinstance(event, warm.Started):
            pid = event.pid
        else:
            said.append(event.content)
    assert said == ["a word"] and not event.error
    return pid


def _children(pid: int, count: int) -> list[int]:
    """The children of a process, once there are so many."""
    deadline = time.monotonic() + 10
    while time.monotonic() < deadline:
        found = [int(c) for c in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
        if len(found) == count:
            return found
        time.sleep(0.05)
    raise AssertionError(f"{found} are not {count}")


def _wait_for_the_end_of(pid: int) -> None:
    deadline = time.monotonic() + 10
    while _lives(pid):
        assert time.monotonic() < deadline, f"{pid} lives on"
        time.sleep(0.05)


def _lives(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False
