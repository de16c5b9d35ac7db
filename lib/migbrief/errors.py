"""Errors that a user can act on, as one line without a traceback."""

import re
from collections.abc import Iterable, Sequence
from difflib import get_close_matches
from typing import Any, Final

from migbrief.text.counts import Count
from migbrief.text.i18n import t

# Not all white space: French needs its no-break spaces before punctuation.
CONTROLS: Final = re.compile(r"[\x00-\x1f\x7f-\x9f]")
UNSEEN: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")  # of these, what XML does not allow
BREAKS: Final = re.compile(r"[^\S\xa0\u202f]+")


class UserError(Exception):
    """An error of the user; the message is one line that says what to do.

    The message is translated, with ``{names}`` filled in. The command line prints it after ``migbrief:`` and
    exits with code 2.
    """

    def __init__(self, message: str, /, **values: Any) -> None:
        super().__init__(one_line(t(str(message), **values)))

    def _render_traceback_(self) -> list[str]:
        """Return the text that a notebook shows instead of a traceback."""
        return [f"{type(self).__name__}: {self}"]


def one_line(text: str) -> str:
    """Return the text without line breaks, doubled spaces, control characters and lone surrogates."""
    shown = text if text.isascii() else text.encode("utf-8", "replace").decode()
    return CONTROLS.sub("�", BREAKS.sub(" ", shown)).strip()


def nearest(value: object, options: Iterable[str], n: int = 3) -> list[str]:
    """Return the ``n`` options most similar to ``value``, best first, ignoring case."""
    by_fold: dict[str, str] = {}
    for option in options:
        by_fold.setdefault(option.casefold(), option)
    hits = get_close_matches(str(value).casefold(), by_fold, n=n, cutoff=0.6)
    return [by_fold[hit] for hit in hits]


def unknown(
    kind: str, value: object, options: Iterable[str], hint: str = "", meant: Sequence[str] = ()
) -> UserError:
    """Return a ``UserError`` for an unknown name, with the nearest known ones.

    ``kind`` is a message that is translated here; ``hint``, and a ``kind`` of several words, must be
    translated already. ``meant`` are options that the caller suggests.
    """
    choices = sorted(set(options))
    close = list(meant) or nearest(value, choices)
    shown = str(value) if len(str(value)) <= 60 else str(value)[:57] + "..."
    if 0 < len(close) <= 3:
        advice = _meant(*close)
    elif close or len(choices) <= 12:
        advice = t("expected one of: {names}", names=", ".join(close or choices))
    else:
        advice = hint or t(
            "{n} are known, from {first} to {last}", n=Count(len(choices)), first=choices[0], last=choices[-1]
        )
    return UserError("unknown {kind} {value}; {advice}", kind=t(kind), value=repr(shown), advice=advice)


def reason(error: OSError) -> str:
    """Return the system's reason for an error, in one phrase."""
    return t(error.strerror) if error.strerror else str(error)


def cannot_read(path: object, error: OSError) -> UserError:
    """Return the error for a file that the system does not let us read."""
    return UserError("cannot read {path}: {why}", path=path, why=reason(error))


def unreadable(path: object, error: Exception) -> UserError:
    """Return the error for unreadable data; the content is to blame only if the system lets us read it."""
    if isinstance(error, OSError):
        return cannot_read(path, error)
    return UserError("{path} cannot be read: {why}; remove it and add the data again", path=path, why=error)


def _meant(one: str, two: str = "", three: str = "") -> str:
    if three:
        return t("did you mean {one} or {two} or {three}?", one=one, two=two, three=three)
    if two:
        return t("did you mean {one} or {two}?", one=one, two=two)
    return t("did you mean {one}?", one=one)
