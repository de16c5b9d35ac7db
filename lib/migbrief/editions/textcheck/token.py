"""A quantity as it stands in a text."""

from dataclasses import dataclass, replace
from typing import Any

from .dates import Day


@dataclass(frozen=True)
class Token:
    """A quantity in a text: ``start`` and ``end`` are its place, ``text`` how it is written.

    ``kind``: number, money, percent, rate, ordinal, date, frequency, marker (a list number or footnote mark)
    or symbol (a document symbol or other code). ``value`` and ``high`` are numbers in whole units, of a date
    ``dates`` has its ends as (year, month, day), 0 where not given, and ``away`` its years from now. ``unit``
    is %, times or a currency; ``noun`` what is counted, ``people`` whether that is people. A ``weak`` one can
    state a fact but is no quantity of its own: both.
    """

    start: int
    end: int
    text: str
    kind: str
    value: float = 0.0
    high: float | None = None
    unit: str = ""
    dates: tuple[Day, ...] = ()
    away: int | None = None
    noun: str = ""
    people: bool = False
    weak: bool = False

    def until(self, end: int, text: str, **changes: Any) -> "Token":
        """Return the token with what follows it up to ``end``.

        >>> Token(0, 2, "12", "number", 12.0).until(3, "12%", kind="percent").text
        '12%'
        """
        return replace(self, end=end, text=text[self.start : end], **changes)
