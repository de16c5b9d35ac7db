"""Stop a cell that runs too long: by an exception inside it, or else by ending its process."""

import faulthandler
import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from types import FrameType
from typing import Any, Final, NoReturn

PATIENCE: Final = 5.0  # seconds for a cell to react to its timeout before its process is ended


class CellTimeout(BaseException):
    """Raised inside a cell that runs too long; not an ``Exception``, so that cells do not swallow it."""


@dataclass
class TimeLimit:
    """Records whether the time ran out before the cell ended."""

    passed: bool = False

    def alarm(self, number: int, frame: FrameType | None) -> NoReturn:
        """Handle the signal: record the timeout and interrupt the cell."""
        self.passed = True
        raise CellTimeout


@contextmanager
def time_limit(seconds: float | None) -> Iterator[TimeLimit]:
    """Raise ``CellTimeout`` in the block after ``seconds``, if given; it does not leave the block."""
    limit = TimeLimit()
    if seconds is None:
        yield limit
        return
    before = signal.signal(signal.SIGALRM, limit.alarm)
    signal.setitimer(signal.ITIMER_REAL, seconds, 1.0)  # repeated every second, in case a cell swallows it
    # Code that never returns to the interpreter sees no signal: this ends the process from outside.
    faulthandler.dump_traceback_later(seconds + PATIENCE, exit=True, file=_null())
    try:
        yield limit
    except CellTimeout:  # raised between the cell's own code and here
        pass
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        faulthandler.cancel_dump_traceback_later()
        signal.signal(signal.SIGALRM, before)


def _null() -> Any:
    global _devnull
    if _devnull is None:
        _devnull = open(os.devnull, "w", encoding="utf-8")  # noqa: PTH123, SIM115
    return _devnull


_devnull: Any = None
