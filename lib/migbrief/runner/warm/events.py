"""What the warm parent reports of its forks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Message:
    """A message of a fork."""

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


Event = Message | Started | Ended
