"""Numbers that carry their source.

A :class:`Value` knows the rows that it was read or computed from. Formatted in a sentence, it gives words in
the current language and the mark of a footnote; in a table or a figure it anchors its cell, to which the
footnote leads. Values computed from others keep the rows of all of them.
"""

from __future__ import annotations

import functools
import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from . import words
from .counts import Count as Count
from .counts import Year as Year
from .i18n import t
from .markup import cited, slug


@dataclass(frozen=True)
class Cite:
    """One row that a number rests on.

    ``row`` is the row's key, the same wherever the row is shown; ``source`` is its source in words, for
    readers of a page that does not show it, with its ``year``. ``edition`` is the id of the source edition,
    used in downloaded tables. Rows of source editions and others that lie ``elsewhere`` need not be shown;
    any other row must be on the page itself.
    """

    row: str
    source: str = ""
    year: int | None = None
    edition: str = ""
    elsewhere: bool = False


@dataclass(frozen=True)
class Value:
    """A number with its unit, its hedge and the rows it comes from.

    ``high`` is the upper end of a range, ``qualifier`` the source's own hedge (``about``, ``over``), ``unit``
    a unit or a plural noun. The number is in that unit: dollars, persons, percent.

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
    digits: int | None = field(default=None, compare=False)  # significant digits shown in prose
    worked_out: bool = field(default=False, compare=False)  # so that no row holds it

    @property
    def key(self) -> str:
        """The key on a page of the row that holds this number; blank for a number without a source."""
        if not self.cites:
            return ""
        if len(self.cites) == 1 and not self.worked_out:
            return slug(self.cites[0].row)
        rows = "\x1f".join(cite.row for cite in self.cites)
        return f"of-{hashlib.sha1(f'{rows}{float(self.value)}'.encode()).hexdigest()[:10]}"

    @property
    def hedge(self) -> str:
        """The qualifier, if it makes the number less than exact."""
        return self.qualifier if self.qualifier in words.QUALIFIERS else ""

    def words(self, *, bare: bool = False) -> str:
        """Return the number in words, without the mark of a footnote; ``bare`` omits unit and hedge."""
        value, hedge, decimals = self.value, self.qualifier, self.decimals
        if self.digits and value:
            value = float(f"{value:.{self.digits}g}")
            decimals = None if value % 1 == 0 else decimals
            if value != self.value and self.high is None:
                hedge = self.hedge or "about"
        if bare:
            return words.quantity(value, high=self.high, decimals=decimals)
        return words.quantity(value, self.unit, high=self.high, qualifier=hedge, decimals=decimals)

    def told(self, unit: str | None = None, digits: int = 3) -> Value:
        """Return the number for prose: with few digits, and another noun if given.

        >>> str(Value(992_536, "persons").told("international migrants"))
        'about 993,000 international migrants'
        """
        return replace(self, unit=self.unit if unit is None else unit, digits=digits)

    def end_note(self) -> str:
        """Return the text of an end note: the number, and what it was read or computed from."""
        sources = words.series(_sources(self.cites))
        if not sources:
            return self.words()
        if len(self.cites) > 1 or self.worked_out:
            return t("{figure}: worked out from {sources}", figure=self.words(), sources=sources)
        return t("{name}: {figure}", name=self.words(), figure=sources)

    def __format__(self, spec: str) -> str:
        """Return the number in words with its mark; the format ``n`` omits unit and hedge."""
        if spec not in ("", "n"):
            raise ValueError(f"{spec!r} is no format of a value; use n, or none")
        text = self.words(bare=spec == "n")
        rows = [slug(cite.row) for cite in self.cites if not (cite.elsewhere or cite.edition)]
        return text + cited(self.key, self.end_note(), rows) if self.cites else text

    def __str__(self) -> str:
        return self.words()

    def __float__(self) -> float:
        return float(self.value)

    def __bool__(self) -> bool:
        return bool(self.value)

    def __abs__(self) -> Value:
        """Return the absolute value; for a range that holds zero, from zero to its larger end."""
        if self.value >= 0:
            return self
        top = self.value if self.high is None else self.high
        low, high = max(0.0, -top), max(-self.value, top)
        return replace(self, value=low, high=None if high == low else high)

    def __add__(self, other: Value) -> Value:
        """Add values. Raise ``ValueError`` if the units differ: persons and dollars have no sum."""
        return self._combined(other, 1)

    def __sub__(self, other: Value) -> Value:
        """Subtract values; for ranges, from the least to the greatest difference. Units as in a sum."""
        return self._combined(other, -1)

    def _combined(self, other: Value, sign: int) -> Value:
        if self.unit != other.unit:
            raise ValueError(f"{self.unit!r} and {other.unit!r} are different units")
        tops = [v.value if v.high is None else v.high for v in (self, other)]
        low, high = self.value + sign * other.value, tops[0] + sign * tops[1]
        if sign < 0:
            low, high = self.value - tops[1], tops[0] - other.value
        hedges = {self.hedge, other.hedge}
        return Value(
            low,
            self.unit,
            high=None if high == low else high,
            qualifier=self.hedge if len(hedges) == 1 and sign > 0 else "about" if any(hedges) else "",
            year=self.year if self.year == other.year else None,
            cites=cites_of((self, other)),
            worked_out=True,
        )


class Share(Value):
    """A percentage computed from two values, which rounding makes neither zero nor the whole."""

    def words(self, *, bare: bool = False) -> str:
        return words.hedged(words.percent(self.value, self.decimals or 0), "" if bare else self.qualifier)


def _sources(cites: Iterable[Cite]) -> list[str]:
    """Return what rows are rows of, each once, with its years."""
    years: dict[str, list[int]] = {}
    for cite in cites:
        if cite.source:
            years.setdefault(cite.source, []).extend([cite.year] if cite.year else [])
    return [f"{source}, {words.years(of)}" if of else source for source, of in years.items()]


class Change(Value):
    """A relative change in percent, with its sign."""

    def words(self, *, bare: bool = False) -> str:
        return words.percentage(f"{'+' if self.value > 0 else ''}{words.number(self.value, 0)}")


def change(before: Value, after: Value) -> Change:
    """Return the change in percent of the first. Raise ``ZeroDivisionError`` if the first is zero.

    >>> str(change(Value(1_050_147), Value(992_536)))
    '−5%'
    """
    moved = 100 * (after.value - before.value) / abs(before.value)
    return Change(moved, "%", cites=cites_of((before, after)), worked_out=True)


def per(part: Value, whole: Value, each: int, unit: str, decimals: int | None = None) -> Value:
    """Return one value per ``each`` of another, such as refugees for each 1,000 residents.

    >>> per(Value(836_000), Value(56_400_000), 1_000, "per 1,000 population", 1).words()
    '14.8 per 1,000 population'
    """
    cites = cites_of((part, whole))
    return Value(each * part.value / whole.value, unit, cites=cites, decimals=decimals, worked_out=True)


def total(values: Iterable[Value]) -> Value:
    """Return the sum of values of one unit. Raise ``ValueError`` if there are none or the units differ.

    >>> total([Value(2, "persons"), Value(3, "persons")]).words()
    '5 persons'
    """
    parts = list(values)
    if not parts:
        raise ValueError("a sum of nothing has no unit")
    return parts[0] if len(parts) == 1 else functools.reduce(Value.__add__, parts)


def mean(values: Iterable[Value]) -> Value:
    """Return the mean of values of one unit, to two decimals. Raise ``ValueError`` if there are none.

    >>> mean([Value(2, "%"), Value(3, "%")]).words()
    '2.5%'
    """
    parts = list(values)
    if not parts:
        raise ValueError("a mean of nothing is no number")
    middle = sum(v.value for v in parts) / len(parts)
    return Value(middle, parts[0].unit, cites=cites_of(parts), decimals=2, worked_out=True)


def cites_of(values: Iterable[Value]) -> tuple[Cite, ...]:
    """Return the rows of several values, each once."""
    return tuple(dict.fromkeys(cite for value in values for cite in value.cites))


def share(part: Value, whole: Value, cites: tuple[Cite, ...] = ()) -> Share:
    """Return one value as a percentage of another, at the low end of ranges.

    ``cites`` name the row that holds the percentage itself, if any. Hedged parts make it "about" so much.
    Raise ``ZeroDivisionError`` if the whole is zero, ``ValueError`` for a negative part.

    >>> str(share(counted(25, "member"), counted(221, "member")))
    '11%'
    """
    if part.value < 0:
        raise ValueError(f"{part.value:g} is no part of a whole")
    hedged = any(v.hedge or v.high is not None for v in (part, whole))
    return Share(
        100 * part.value / whole.value,
        "%",
        qualifier="about" if hedged else "",
        cites=cites or cites_of((part, whole)),
        worked_out=not cites,
    )


def counted(n: int, noun: str = "", *cites: Cite) -> Value:
    """Return a count of rows with a singular noun: ``counted(26, "partner", Cite("partners",
    "places.csv"))``.
    """
    return Value(n, words.plural(noun) if noun else "", cites=cites)
