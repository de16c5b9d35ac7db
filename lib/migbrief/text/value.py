"""Numbers that carry where they come from.

A :class:`Value` knows the rows that it was read or worked out from. Put into a sentence it words itself in
the language spoken and leaves the mark of a footnote; put into a table or a figure it anchors its cell, so
that the footnote has somewhere to lead. What is computed from values keeps the rows of all its parts.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from typing import Final

from . import words
from .i18n import t
from .markup import cited, slug

SPEC: Final = re.compile(r"(?P<sign>\+?)(?P<size>\|?)(?:\.(?P<decimals>\d))?(?P<bare>n?)")


class Year(int):
    """A year, which names a time and counts nothing: ``t("in {year}", year=Year(2014))``."""

    sourceless = True  # what ``i18n.refuse_bare_numbers`` lets through

    def __format__(self, spec: str) -> str:
        return str(int(self))


class Count(int):
    """A number of things that stand right there, which no source states: rows folded away."""

    sourceless = True

    def __format__(self, spec: str) -> str:
        return words.number(int(self))


@dataclass(frozen=True)
class Cite:
    """One row that a number rests on.

    ``row`` is the row's key, the same wherever the row is shown; ``source`` says in words what it is a row
    of, for readers of a page that does not show it.
    """

    row: str
    source: str = ""


@dataclass(frozen=True)
class Value:
    """A number with its unit, its hedge and the rows it comes from.

    ``high`` is the upper end of a range, ``qualifier`` the source's own hedge (``about``, ``over``), ``unit``
    a unit or a plural noun. The number is in the unit itself: dollars, persons, percent.

    >>> lent = Value(8.5e6, "US$", year=2014, cites=(Cite("lent-2014", "OCHA, 2014"),))
    >>> t("{sum} was lent", sum=lent)  # US$ 8.5 million, with the mark of a footnote, was lent
    """

    value: float
    unit: str = ""
    high: float | None = None
    qualifier: str = ""
    year: int | None = None
    cites: tuple[Cite, ...] = ()
    decimals: int | None = field(default=None, compare=False)

    @property
    def key(self) -> str:
        """What the row that holds this number is called on a page; blank for a number without a source."""
        if len(self.cites) < 2:
            return slug(self.cites[0].row) if self.cites else ""
        rows = "\x1f".join(cite.row for cite in self.cites)
        return f"of-{hashlib.sha1(f'{rows}{self.value}{self.unit}'.encode()).hexdigest()[:10]}"

    def words(self, *, bare: bool = False, decimals: int | None = None) -> str:
        """The number in words, without the mark of a footnote; ``bare`` leaves out its unit and hedge."""
        places = self.decimals if decimals is None else decimals
        if bare:
            return words.quantity(self.value, high=self.high, decimals=places)
        return words.quantity(
            self.value, self.unit, high=self.high, qualifier=self.qualifier, decimals=places
        )

    def said(self) -> str:
        """What an end note says of the number: itself, and what it was read or worked out from."""
        sources = words.series(dict.fromkeys(cite.source for cite in self.cites if cite.source))
        if not sources:
            return self.words()
        if len(self.cites) > 1:
            return t("{figure}: worked out from {sources}", figure=self.words(), sources=sources)
        return t("{name}: {figure}", name=self.words(), figure=sources)

    def marked(self, text: str) -> str:
        """Some text with the mark of this number's footnote behind it."""
        return text + (cited(self.key, self.said()) if self.cites else "")

    def __format__(self, spec: str) -> str:
        """The number in words with its mark.

        ``n`` leaves the unit out, ``.1`` fixes decimals, ``|`` drops the sign and ``+`` shows it.
        """
        asked = SPEC.fullmatch(spec)
        if asked is None:
            raise ValueError(f"{spec!r} is no format of a value; use +, |, .1 and n")
        shown = abs(self) if asked["size"] else self
        places = int(asked["decimals"]) if asked["decimals"] else None
        text = shown.words(bare=bool(asked["bare"]), decimals=places)
        return self.marked(f"+{text}" if asked["sign"] and self.value > 0 else text)

    def __str__(self) -> str:
        return self.words()

    def __float__(self) -> float:
        return float(self.value)

    def __bool__(self) -> bool:
        return bool(self.value)

    def __lt__(self, other: Value | float) -> bool:
        return self.value < float(other)

    def __gt__(self, other: Value | float) -> bool:
        return self.value > float(other)

    def __abs__(self) -> Value:
        return replace(self, value=abs(self.value))

    def __neg__(self) -> Value:
        return replace(self, value=-self.value)

    def __add__(self, other: Value) -> Value:
        """Raises ``ValueError`` where the units differ: persons and dollars have no sum."""
        return self._with(other, lambda a, b: a + b)

    def __radd__(self, other: int) -> Value:
        """So that ``sum(values)`` works: it begins with nothing."""
        if other != 0:
            raise ValueError(f"{other!r} has no source, so it cannot be added to a value")
        return self

    def __sub__(self, other: Value) -> Value:
        return self._with(other, lambda a, b: a - b)

    def __mul__(self, factor: float) -> Value:
        return replace(
            self, value=self.value * factor, high=None if self.high is None else self.high * factor
        )

    def __truediv__(self, other: Value | float) -> Value:
        """By a number: the same unit. By a value: a bare quotient that rests on the rows of both."""
        if not isinstance(other, Value):
            return self * (1 / other)
        return Value(self.value / other.value, cites=united((self, other)))

    def _with(self, other: Value, how: Callable[[float, float], float]) -> Value:
        if self.unit != other.unit:
            raise ValueError(f"{self.unit!r} and {other.unit!r} are different units")
        high = None
        if self.high is not None or other.high is not None:
            high = how(*(v.value if v.high is None else v.high for v in (self, other)))
        years = {self.year, other.year}
        return replace(
            self,
            value=how(self.value, other.value),
            high=high,
            year=self.year if len(years) == 1 else None,
            cites=united((self, other)),
        )


class Share(Value):
    """A percentage worked out from two values: rounding makes it neither none nor all of the whole."""

    def words(self, *, bare: bool = False, decimals: int | None = None) -> str:
        return words.percent(self.value, decimals or 0)


def united(values: Iterable[Value]) -> tuple[Cite, ...]:
    """The rows of several values, each once."""
    return tuple(dict.fromkeys(cite for value in values for cite in value.cites))


def share(part: Value, whole: Value, cites: tuple[Cite, ...] = ()) -> Share:
    """One value as a percentage of another. ``cites`` name the row that holds the percentage itself, if any.

    Raises ``ZeroDivisionError`` where there is no whole.

    >>> share(counted(25, "member"), counted(221, "member"))  # 11%
    """
    return Share(100 * part.value / whole.value, "%", cites=cites or united((part, whole)))


def counted(n: int, noun: str = "", *cites: Cite) -> Value:
    """A count of rows, by the noun for one: ``counted(26, "partner", Cite("partners", "places.csv"))``."""
    return Value(n, words.plural(noun) if noun else "", cites=cites)
