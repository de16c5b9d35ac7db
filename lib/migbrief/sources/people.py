"""Counts of displaced people: sums of two causes, and refugees listed by country of origin."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from . import dates
from .numbers import Quantity, Unread, parse
from .text import clean, groups, split

_AND = re.compile(r"(?P<first>[a-z ]*)\band\b (?P<second>.+)", re.IGNORECASE | re.DOTALL)
_INCLUDING = re.compile(
    r"^(?P<head>[^():;]*\d[^():;]*?)\b(?:including|of which|consisting of)\b:?\s*", re.IGNORECASE
)
_FIGURE = re.compile(r"\d[\d,.]*(?: (?:million|thousand))?")
_ADMITTED = re.compile(
    r"\b(?:admitted|admissions?|resettled|arriv(?:ed|als)|granted|naturali[sz]ed)\b", re.IGNORECASE
)
_APPLICANTS = re.compile(r"\b(?:asylum[ -]seekers?|applicants?|applications?)\b", re.IGNORECASE)
_NOTE = re.compile(r"notes?\s*[-:]", re.IGNORECASE)

NO_REFUGEES = "applicants or asylum seekers, not refugees"
ADMISSIONS = "people admitted during the year, a flow, not the number hosted"


def count(text: str) -> Quantity | Unread:
    """A number of people; two counts joined by "and" (by conflict and by disaster) are summed."""
    first = parse(text)
    if isinstance(first, Unread):
        return first
    joined = _AND.fullmatch(first.unit)
    second = parse(joined["second"]) if joined else Unread("")
    if joined is None or isinstance(second, Unread):
        return first
    total = Quantity(
        value=first.value + second.value,
        high=None if first.high is None and second.high is None else _high(first) + _high(second),
        unit=joined["first"].strip(),
        qualifier=_weakest([first.qualifier, second.qualifier]),
        years=tuple(dict.fromkeys([*first.years, *second.years])),
        remarks=(*first.remarks, *second.remarks),
    )
    return replace(total, qualifier="range") if total.high is not None else total


def _high(quantity: Quantity) -> float:
    return quantity.value if quantity.high is None else quantity.high


def _weakest(qualifiers: list[str]) -> str:
    """The qualifier of a sum: a bound of one part bounds the sum, unless bounds point both ways."""
    floor = {"at least", "more than"} & set(qualifiers)
    ceiling = {"at most", "less than"} & set(qualifiers)
    if floor or ceiling:
        return "about" if floor and ceiling else "at least" if floor else "at most"
    return next((name for name in ("about", "estimated") if name in qualifiers), "reported")


@dataclass(frozen=True)
class Origin:
    """People from one listed origin; ``name`` is as the list has it, without its remark."""

    name: str
    quantity: Quantity
    year: int | None
    raw: str


@dataclass(frozen=True)
class Refugees:
    """What one entry says of refugees: the total, the origins listed, and what was left out and why."""

    total: Quantity | Unread
    origins: list[Origin] = field(default_factory=list)
    left_out: list[tuple[str, str]] = field(default_factory=list)


def refugees(text: str) -> Refugees:
    """Refugees hosted, from a single figure or from a list ``1,000 (A); 2,000 (B) (2014)``.

    The total is the one the text states. Where it states none, it is the sum of the listed origins with
    the qualifier "at least", because smaller groups are not listed. A year holds for the groups before it
    that have none. Asylum seekers, other applicants and yearly admissions are no refugees hosted.
    """
    plain = clean(text)
    stated: Quantity | None = None
    head = _INCLUDING.match(plain)
    if head:
        if _ADMITTED.search(head["head"]):
            return Refugees(Unread(ADMISSIONS), left_out=[(ADMISSIONS, plain)])
        stated = _stated(head["head"])
        plain = plain[head.end() :]
    parts = [part for part in split(plain, ";") if not _NOTE.match(part)]
    if len(parts) == 1 and stated is None and _origin(parts[0]) is None:
        return _single(plain)
    origins: list[Origin] = []
    left_out: list[tuple[str, str]] = []
    for part in parts:
        quantity, name = parse(part), _origin(part)
        if isinstance(quantity, Unread):
            left_out.append((quantity.reason, part))
        elif _APPLICANTS.search(quantity.unit):
            left_out.append((NO_REFUGEES, part))
        elif name is not None and name.casefold() in {"total", "in total", "all"}:
            stated = quantity
        elif name is None:
            left_out.append(("no origin named", part))
        else:
            origins.append(Origin(name, quantity, quantity.year, part))
    origins = _backfill(origins, parts)
    return Refugees(stated or _sum(origins, left_out), origins, left_out)


def _single(text: str) -> Refugees:
    quantity = count(text)
    if isinstance(quantity, Quantity) and _APPLICANTS.search(quantity.unit):
        quantity = Unread(NO_REFUGEES)
    left_out = [(quantity.reason, text)] if isinstance(quantity, Unread) else []
    return Refugees(quantity, left_out=left_out)


def _stated(head: str) -> Quantity | None:
    figure = _FIGURE.search(head)
    quantity = parse(figure[0]) if figure else None
    return quantity if isinstance(quantity, Quantity) else None


def _origin(part: str) -> str | None:
    """The country named in the last parenthesis that is no date and starts with no figure."""
    _, remarks = groups(part)
    names = [remark for remark in remarks if dates.parse(remark) is None and not remark[:1].isdigit()]
    if not names:
        return None
    return re.split(r" - |;|,", names[-1])[0].strip()


def _backfill(origins: list[Origin], parts: list[str]) -> list[Origin]:
    """Give each group without a year that of the next part of the list that has one."""
    years: dict[str, int | None] = {}
    year: int | None = None
    for part in reversed(parts):
        quantity = parse(part)
        own = quantity.year if isinstance(quantity, Quantity) else _date_of(part)
        year = own if own is not None else year
        years[part] = year
    return [replace(origin, year=years[origin.raw]) for origin in origins]


def _date_of(part: str) -> int | None:
    found = [dates.parse(remark) for remark in groups(part)[1]]
    return next((date.year for date in found if date is not None), None)


def _sum(origins: list[Origin], left_out: list[tuple[str, str]]) -> Quantity | Unread:
    if not origins:
        return Unread(left_out[0][0] if left_out else "no text")
    quantities = [origin.quantity for origin in origins]
    wide = any(quantity.high is not None for quantity in quantities)
    return Quantity(
        value=sum(quantity.value for quantity in quantities),
        high=sum(_high(quantity) for quantity in quantities) if wide else None,
        qualifier="range" if wide else "at least",
        years=tuple(sorted({origin.year for origin in origins if origin.year is not None})),
    )
