"""Errors a user can act on: one clear line, never a traceback."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches


class UserError(Exception):
    """Something the user gave is wrong; the message is one line that says what to do.

    The command line prints it after ``migbrief:`` and exits with code 2.
    """

    def __init__(self, message: str) -> None:
        super().__init__(" ".join(str(message).split()))


def nearest(value: object, options: Iterable[str], n: int = 3) -> list[str]:
    """The ``n`` options most like ``value``, best first, ignoring case."""
    by_fold: dict[str, str] = {}
    for option in options:
        by_fold.setdefault(option.casefold(), option)
    hits = get_close_matches(str(value).casefold(), by_fold, n=n, cutoff=0.5)
    return [by_fold[hit] for hit in hits]


def unknown(kind: str, value: object, options: Iterable[str], hint: str = "") -> UserError:
    """A ``UserError`` for a name that does not exist, with the nearest that do."""
    choices = sorted(set(options))
    close = nearest(value, choices)
    shown = str(value) if len(str(value)) <= 60 else str(value)[:57] + "..."
    if close:
        advice = "did you mean " + " or ".join(close) + "?"
    elif len(choices) <= 12:
        advice = "expected one of: " + ", ".join(choices)
    else:
        advice = hint or f"{len(choices)} are known, from {choices[0]} to {choices[-1]}"
    return UserError(f"unknown {kind} {shown!r}; {advice}")
