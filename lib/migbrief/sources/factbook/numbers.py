"""Quantities out of the Factbook's texts.

A small grammar, applied to one value (several are joined with ``++``, see ``text.items``)::

    value     = [label ":"] {date} [qualifier] amount [range amount] [or more] [unit] {remark | date}
    amount    = [sign] [currency] number ["%"] [thousand … trillion]
    date      = "(" what dates.parse understands ")"; every other parenthesis is a remark

What does not fit is returned as ``Unread`` with the reason; nothing here raises.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from . import dates
from .text import clean, groups, split

_SCALES = {
    "hundred": 2, "thousand": 3, "million": 6, "mn": 6, "billion": 9, "bn": 9, "trillion": 12, "tn": 12,
}  # fmt: skip
_CURRENCIES = {
    "US$": "US$", "$": "US$", "NZ$": "NZ$",
}  # fmt: skip
_QUALIFIERS = {
    "at most": r"up to|at most|≤",
    "at least": r"at least|≥",
    "more than": r"more than|over|>",
    "less than": r"less than|<",
    "about": r"about|approximately|approx\.?|around|nearly|almost|roughly",
    "estimated": r"an estimated|estimated(?: at)?|est\.",
}

_CURRENCY = "|".join(re.escape(name) for name in sorted(_CURRENCIES, key=len, reverse=True))
_SCALE = "|".join(_SCALES)
_SIGN = r"[-−–]\s?|\+\s?"
_AMOUNT = re.compile(
    rf"(?P<sign>{_SIGN})?(?P<currency>(?:{_CURRENCY})\s?)?(?P<inner>{_SIGN})?"
    r"(?P<number>(?:\d{1,3}(?:,\d{3})+|\d{1,3}(?: \d{3})+|\d+)(?:\.\d+)?|\.\d+)(?!\d|[.,]\d)"
    rf"(?P<percent>\s?(?:%|percent\b|per cent\b))?(?:\s?(?P<scale>{_SCALE})s?\b)?(?![A-Za-z])",
    re.IGNORECASE,
)
_BEFORE = [
    (name, re.compile(rf"(?:{words})(?![a-z])\s*", re.IGNORECASE)) for name, words in _QUALIFIERS.items()
]
_TO = re.compile(r"\s?(?:[-–—]|\bto\b)\s?", re.IGNORECASE)
_LABEL = re.compile(r"(?![^:]*\bnote\b)[A-Za-z][A-Za-z /()'&-]{0,40}:\s*", re.IGNORECASE)
_NOTE = re.compile(r"[;,.]?\s*\bnotes?\s*[-:]", re.IGNORECASE)
_NO_FIGURE = {
    "not available (NA)": re.compile(r"[$%]?\s?(?:n\.?/?a\.?(?![a-z])|no data)", re.IGNORECASE),
    "undetermined": re.compile(r"(?:undetermined|unknown|unspecified)\b", re.IGNORECASE),
    "refers to another entry": re.compile(r"(?:note\s*[-:]\s*)?see\b", re.IGNORECASE),
}


@dataclass(frozen=True)
class Quantity:
    """A parsed value in units, scale applied: percent as 3.5, dollars and persons one by one.

    ``high`` is the upper end of a range, ``unit`` the words after the number, ``years`` every year that
    stands as a date with the value (``year`` is the latest), ``remarks`` the other parentheses.
    """

    value: float
    high: float | None = None
    unit: str = ""
    percent: bool = False
    currency: str = ""
    qualifier: str = "reported"
    years: tuple[int, ...] = ()
    remarks: tuple[str, ...] = ()

    @property
    def year(self) -> int | None:
        return max(self.years, default=None)


@dataclass(frozen=True)
class Unread:
    """Why a text gives no quantity."""

    reason: str


def parse(text: str) -> Quantity | Unread:
    """The quantity that ``text`` states, or the reason why there is none to read."""
    plain = clean(text)
    rest = _LABEL.sub("", plain, count=1) if _LABEL.match(plain) else plain
    rest, years, estimated = _leading_dates(rest)
    rest, qualifier = _leading_qualifier(rest)
    if not rest:
        return Unread("no text")
    body = _amounts(rest)
    if isinstance(body, Unread):
        return body
    low, high, rest = body
    stated = _NOTE.split(rest, maxsplit=1)[0]
    first, *_ = split(stated, ";") or [""]
    unit, remarks = groups("" if stated.lstrip().startswith(";") else first)
    remark_dates = [dates.parse(remark) for remark in remarks]
    tail = dates.parse(unit)
    if tail is not None:
        unit = ""
    elif not any(remark_dates):
        tail = final_date(plain)
    said = [date for date in (*remark_dates, tail) if date is not None]
    years += [date.year for date in said if date.year is not None]
    estimated = estimated or any(date.estimated for date in said)
    return Quantity(
        value=low.number,
        high=high.number if high else None,
        unit=unit.strip(" ,"),
        percent=low.percent,
        currency=low.currency,
        qualifier="range" if high else qualifier or ("estimated" if estimated else "reported"),
        years=tuple(dict.fromkeys(years)),
        remarks=tuple(remark for remark, date in zip(remarks, remark_dates, strict=True) if date is None),
    )


class _Amount(NamedTuple):
    number: float
    percent: bool
    currency: str


def _amount(text: str) -> tuple[_Amount, str] | None:
    match = _AMOUNT.match(text)
    if match is None:
        return None
    digits = Decimal(match["number"].replace(",", "").replace(" ", ""))
    if any((match[part] or "").strip() in {"-", "−", "–"} for part in ("sign", "inner")):
        digits = -digits
    number = float(digits.scaleb(_SCALES[match["scale"].lower()] if match["scale"] else 0)) or 0.0
    currency = _CURRENCIES.get((match["currency"] or "").strip().upper(), "")
    return _Amount(number, match["percent"] is not None, currency), text[match.end() :]


def _amounts(text: str) -> tuple[_Amount, _Amount | None, str] | Unread:
    """Low, high, and what is left of ``text``."""
    start = _amount(text)
    if start is None:
        return _no_amount(text)
    low, rest = start
    link = _TO.match(rest)
    other = _amount(rest[link.end() :]) if link else None
    if other is None:
        return low, None, rest
    high, rest = other
    return low, high, rest


def _no_amount(text: str) -> Unread:
    for reason, words in _NO_FIGURE.items():
        if words.match(text):
            return Unread(reason)
    return Unread("a figure inside prose" if re.search(r"\d", text) else "words, no figure")


def _leading_dates(text: str) -> tuple[str, list[int], bool]:
    years: list[int] = []
    estimated = False
    while text.startswith("("):
        inside, bracket, rest = text[1:].partition(")")
        date = dates.parse(inside) if bracket else None
        if date is None:
            break
        years += [date.year] if date.year is not None else []
        estimated = estimated or date.estimated
        text = rest.lstrip()
    return text, years, estimated


def _leading_qualifier(text: str) -> tuple[str, str]:
    for name, words in _BEFORE:
        if match := words.match(text):
            return text[match.end() :], name
    return text, ""


def final_date(text: str) -> dates.Date | None:
    """The date in a parenthesis that ends ``text``, even if an earlier one was left open."""
    match = re.search(r"\(([^()]*)\)$", text)
    return dates.parse(match[1]) if match else None
