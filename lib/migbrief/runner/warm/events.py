"""Events that the warm parent reports of its forks."""

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Message:
    """A message sent by a fork."""

    token: int
    content: Any


@dataclass(frozen=True)
class Started:
    """A fork began, with this process id."""

    token: int
    pid: int


@dataclass(frozen=True)
class Ended:
    """A fork ended. ``code`` is negative for a signal; ``error`` is the exception that ended it, as text."""

    token: int
    code: int
    error: str = ""


Event = Message | Started | Ended
