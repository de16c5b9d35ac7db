"""Quantities out of the Factbook's texts.

A small grammar, applied to one value (several are joined with ``++``, see ``text.items``)::

    value     = [label ":"] {date} [qualifier] amount [range amount] [or more] [unit] {remark | date}
    amount    = [sign] [currency] number ["%"] [thousand … trillion]
    date      = "(" what dates.parse understands ")"; every other parenthesis is a remark

What does not fit is returned as ``Unread`` with the reason; nothing here raises.
"""

import re
from dataclasses import dataclass
from decimal import Decimal

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
    """A parsed value in units, scale applied: percent as 3.5, dollars and persons as single units.

    ``high`` is the upper end of a range, ``unit`` the words after the number, ``years`` all years of dates
    with the value (``year`` is the latest).
    """

    value: float
    high: float | None = None
    unit: str = ""
    percent: bool = False
    currency: str = ""
    qualifier: str = "reported"
    years: tuple[int, ...] = ()

    @property
    def year(self) -> int | None:
        return max(self.years, default=None)


@dataclass(frozen=True)
class Unread:
    """The reason why a text gives no quantity."""

    reason: str


def parse(text: str) -> Quantity | Unread:
    """Return the quantity that ``text`` states, or the reason why there is none."""
    plain = clean(text)
    rest = plain[label.end() :] if (label := _LABEL.match(plain)) else plain
    lead = re.match(r"\(([^()]*)\)\s*", rest)
    dated = [dates.parse(lead[1])] if lead else []
    if lead and dated[0]:
        rest = rest[lead.end() :]
    before = next(((name, match) for name, words in _BEFORE if (match := words.match(rest))), None)
    if before:
        rest = rest[before[1].end() :]
    low = _AMOUNT.match(rest)
    if low is None:
        return _no_amount(rest)
    rest = rest[low.end() :]
    link = _TO.match(rest)
    high = _AMOUNT.match(rest[link.end() :]) if link else None
    if link and high:
        rest = rest[link.end() + high.end() :]
    stated = _NOTE.split(rest, maxsplit=1)[0]
    first, *_ = split(stated, ";") or [""]
    unit, remarks = groups("" if stated.lstrip().startswith(";") else first)
    dated += [dates.parse(remark) for remark in remarks]
    if tail := dates.parse(unit):
        unit = ""
    elif not any(dated[len(dated) - len(remarks) :]):
        tail = final_date(plain)
    known = [date for date in (*dated, tail) if date is not None]
    estimated = "estimated" if any(date.estimated for date in known) else "reported"
    return Quantity(
        value=_number(low),
        high=_number(high) if high else None,
        unit=unit.strip(" ,"),
        percent=low["percent"] is not None,
        currency=_CURRENCIES.get((low["currency"] or "").strip().upper(), ""),
        qualifier="range" if high else before[0] if before else estimated,
        years=tuple(dict.fromkeys(date.year for date in known if date.year is not None)),
    )


def _number(match: re.Match[str]) -> float:
    digits = Decimal(match["number"].replace(",", "").replace(" ", ""))
    if any((match[part] or "").strip() in {"-", "−", "–"} for part in ("sign", "inner")):
        digits = -digits
    return float(digits.scaleb(_SCALES[match["scale"].lower()] if match["scale"] else 0)) or 0.0


def _no_amount(text: str) -> Unread:
    if not text:
        return Unread("no text")
    reasons = (reason for reason, words in _NO_FIGURE.items() if words.match(text))
    return Unread(next(reasons, "a figure inside prose" if re.search(r"\d", text) else "words, no figure"))


def final_date(text: str) -> dates.Date | None:
    """Return the date in a parenthesis that ends ``text``, even if an earlier one was left open."""
    match = re.search(r"\(([^()]*)\)$", text)
    return dates.parse(match[1]) if match else None
