"""Counts of displaced people: sums of two causes, and refugees listed by country of origin."""

import re
from dataclasses import dataclass, field, replace
from itertools import takewhile

from . import dates
from .numbers import Quantity, Unread, parse
from .text import clean, groups, split

_AND = re.compile(r"(?P<first>[a-z ]*)\band\b (?P<second>.+)", re.IGNORECASE | re.DOTALL)
_INCLUDING = re.compile(
    r"^(?P<head>[^():;]*\d[^():;]*?)\b(?:including|of which|consisting of)\b:?\s*", re.IGNORECASE
)
_ADMITTED = re.compile(
    r"\b(?:admitted|admissions?|resettled|arriv(?:ed|als)|granted|naturali[sz]ed)\b", re.IGNORECASE
)
_APPLICANTS = re.compile(r"\b(?:asylum[ -]seekers?|applicants?|applications?)\b", re.IGNORECASE)
_NOTE = re.compile(r"notes?\s*[-:]", re.IGNORECASE)

NO_REFUGEES = "applicants or asylum seekers, not refugees"
ADMISSIONS = "people admitted during the year, a flow, not the number hosted"


def count(text: str) -> Quantity | Unread:
    """Return a number of people. Two counts joined by "and" (by conflict and by disaster) are summed; a
    figure with words after it ("500 of them") is a comment.
    """
    first = parse((_before_notes(split(clean(text), ";")) or [""])[0])
    joined = _AND.fullmatch(first.unit) if isinstance(first, Quantity) else None
    second = parse(joined["second"]) if joined else None
    if isinstance(first, Quantity) and joined and isinstance(second, Quantity):
        first = _add(replace(first, unit=joined["first"].strip()), second)
    whole = parse(text)
    if isinstance(first, Quantity) and isinstance(whole, Quantity) and not first.years:
        return replace(first, years=whole.years)
    return first


def _before_notes(parts: list[str]) -> list[str]:
    return list(takewhile(lambda part: not _NOTE.match(part), parts))


def _add(first: Quantity, second: Quantity) -> Quantity:
    bounds = {first.qualifier, second.qualifier} & {"at least", "more than"}
    return replace(
        first,
        value=first.value + second.value,
        qualifier="at least" if bounds else first.qualifier,
        years=tuple(dict.fromkeys([*first.years, *second.years])),
    )


@dataclass(frozen=True)
class Origin:
    """People from one listed origin; ``name`` is as in the list, without its remark."""

    name: str
    quantity: Quantity
    year: int | None
    raw: str


@dataclass(frozen=True)
class Refugees:
    """Refugees in one entry: the total, the origins listed, and what was left out and why."""

    total: Quantity | Unread
    origins: list[Origin] = field(default_factory=list)
    left_out: list[tuple[str, str]] = field(default_factory=list)


def refugees(text: str) -> Refugees:
    """Return refugees hosted, from a single figure or from a list ``1,000 (A); 2,000 (B) (2014)``.

    The total of a list is the sum of its origins with the qualifier "at least", because smaller groups are
    not listed. A year applies to the groups before it without one. Asylum seekers, other applicants and
    yearly admissions are not refugees hosted.
    """
    plain = clean(text)
    head = _INCLUDING.match(plain)
    if head and _ADMITTED.search(head["head"]):
        return Refugees(Unread(ADMISSIONS), left_out=[(ADMISSIONS, plain)])
    parts = _before_notes(split(plain, ";"))
    if len(parts) == 1 and _origin(parts[0]) is None:
        total = count(plain)
        return Refugees(total, left_out=[(total.reason, plain)] if isinstance(total, Unread) else [])
    origins: list[Origin] = []
    left_out: list[tuple[str, str]] = []
    for part in parts:
        quantity, name = parse(part), _origin(part)
        if isinstance(quantity, Unread):
            left_out.append((quantity.reason, part))
        elif _APPLICANTS.search(quantity.unit):
            left_out.append((NO_REFUGEES, part))
        elif name is None:
            left_out.append(("no origin named", part))
        else:
            origins.append(Origin(name, quantity, quantity.year, part))
    origins = _backfill(origins, parts)
    return Refugees(_sum(origins, left_out), origins, left_out)


def _origin(part: str) -> str | None:
    """Return the country named in the last parenthesis that is no date and starts with no figure."""
    _, remarks = groups(part)
    names = [remark for remark in remarks if dates.parse(remark) is None and not remark[:1].isdigit()]
    if not names:
        return None
    # A remark may follow the name: "(Burma) (refugees and asylum seekers)". Names are capitalised.
    names = [name for name in names if name[:1].isupper()] or names
    return re.split(r" - |;|, (?=[a-z\d])", names[-1])[0].strip()


def _backfill(origins: list[Origin], parts: list[str]) -> list[Origin]:
    """Give each group without a year that of the next part of the list that has one."""
    years: dict[str, int | None] = {}
    year: int | None = None
    for part in reversed(parts):
        quantity = parse(part)
        year = (quantity.year if isinstance(quantity, Quantity) else None) or _date_of(part) or year
        years[part] = year
    return [replace(origin, year=years[origin.raw]) for origin in origins]


def _date_of(part: str) -> int | None:
    """Return the year of a date in parentheses, also at their end, as in ``(Syria, 2014)``."""
    stated = (dates.parse(re.split(r"[,;]", remark)[-1]) for remark in groups(part)[1])
    return next((date.year for date in stated if date is not None), None)


def _sum(origins: list[Origin], left_out: list[tuple[str, str]]) -> Quantity | Unread:
    if not origins:
        return Unread(left_out[0][0] if left_out else "no text")
    return Quantity(
        value=sum(origin.quantity.value for origin in origins),
        qualifier="at least",
        years=tuple(sorted({origin.year for origin in origins if origin.year is not None})),
    )
