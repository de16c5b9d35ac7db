"""Counts of displaced people: sums of two causes, and refugees listed by country of origin."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from itertools import takewhile

from . import dates
from .numbers import Quantity, Unread, parse
from .text import clean, groups, split

_AND = re.compile(r"(?P<first>[a-z ]*)\band\b (?P<second>.+)", re.IGNORECASE | re.DOTALL)
# Groups parted by commas: "70,000 (Syria), 5,000 (Iraq)". A comma inside a number has no bracket before it.
_NEXT_GROUP = re.compile(r"(?<=\)),\s*(?=\d)")
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
    """A number of people. Counts side by side are summed, whether joined by "and" (by conflict and by
    disaster) or listed with semicolons; a figure with words after it ("500 of them") is a comment.
    """
    first, *others = _before_notes(split(clean(text), ";")) or [""]
    total = _sum_of_two(first)
    for part in others:
        more = _sum_of_two(part)
        if isinstance(total, Quantity) and isinstance(more, Quantity) and not more.unit:
            total = _add(total, more)
    if isinstance(total, Quantity) and not total.years:
        whole = parse(text)
        return replace(total, years=whole.years) if isinstance(whole, Quantity) else total
    return total


def _before_notes(parts: list[str]) -> list[str]:
    return list(takewhile(lambda part: not _NOTE.match(part), parts))


def _sum_of_two(text: str) -> Quantity | Unread:
    first = parse(text)
    joined = _AND.fullmatch(first.unit) if isinstance(first, Quantity) else None
    second = parse(joined["second"]) if joined else None
    if isinstance(first, Quantity) and joined and isinstance(second, Quantity):
        return _add(replace(first, unit=joined["first"].strip()), second)
    return first


def _add(first: Quantity, second: Quantity) -> Quantity:
    wide = first.high is not None or second.high is not None
    return Quantity(
        value=first.value + second.value,
        high=_high(first) + _high(second) if wide else None,
        unit=first.unit,
        qualifier="range" if wide else _sum_qualifier([first.qualifier, second.qualifier]),
        years=tuple(dict.fromkeys([*first.years, *second.years])),
        remarks=(*first.remarks, *second.remarks),
    )


def _high(quantity: Quantity) -> float:
    return quantity.value if quantity.high is None else quantity.high


def _sum_qualifier(qualifiers: list[str]) -> str:
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
    parts = _before_notes([p for part in split(plain, ";") for p in _NEXT_GROUP.split(part)])
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
    total = _sum(origins, left_out)
    if stated and not stated.years and isinstance(total, Quantity):
        stated = replace(stated, years=total.years)
    return Refugees(stated or total, origins, left_out)


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
    # A remark may follow the name: "(Burma) (refugees and asylum seekers)". Names are capitalised.
    names = [name for name in names if name[:1].isupper()] or names
    return re.split(r" - |;|, (?=[a-z\d])", names[-1])[0].strip()


def _backfill(origins: list[Origin], parts: list[str]) -> list[Origin]:
    """Give each group without a year that of the next part of the list that has one."""
    years: dict[str, int | None] = {}
    year: int | None = None
    for part in reversed(parts):
        quantity = parse(part)
        own = quantity.year if isinstance(quantity, Quantity) and quantity.years else _date_of(part)
        year = own if own is not None else year
        years[part] = year
    return [replace(origin, year=years[origin.raw]) for origin in origins]


def _date_of(part: str) -> int | None:
    """The year of a date parenthesis, or of the date that ends one, as in ``(Syria, 2014)``."""
    endings = [re.split(r"[,;]", remark)[-1] for remark in groups(part)[1]]
    dates_found = [dates.parse(ending) for ending in endings]
    return next((date.year for date in dates_found if date is not None), None)


def _sum(origins: list[Origin], left_out: list[tuple[str, str]]) -> Quantity | Unread:
    if not origins:
        return Unread(left_out[0][0] if left_out else "no text")
    quantities = [origin.quantity for origin in origins]
    capped = any(quantity.qualifier in {"at most", "less than"} for quantity in quantities)
    wide = any(quantity.high is not None for quantity in quantities)
    return Quantity(
        value=sum(quantity.value for quantity in quantities),
        high=sum(_high(quantity) for quantity in quantities) if wide else None,
        qualifier="range" if wide else "about" if capped else "at least",
        years=tuple(sorted({origin.year for origin in origins if origin.year is not None})),
    )
