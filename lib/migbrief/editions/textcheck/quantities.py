"""Reads the quantities in a text: digits and words, money, percentages, ordinals, dates, frequencies."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_MONTH_NAMES = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)
MONTHS = {name: i for i, name in enumerate(_MONTH_NAMES, 1)}
_ONES = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
_TEENS = (
    *("ten", "eleven", "twelve", "thirteen", "fourteen"),
    *("fifteen", "sixteen", "seventeen", "eighteen", "nineteen"),
)
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_WORDS = {"zero": 0, **{w: i for i, w in enumerate(_ONES, 1)}, **{w: i for i, w in enumerate(_TEENS, 10)}}
_WORDS |= {w: i * 10 for i, w in enumerate(_TENS, 2)}
_SCALES = {"hundred": 1e2, "thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12}
_SHORT_SCALES = {"k": 1e3, "m": 1e6, "mn": 1e6, "bn": 1e9, "tn": 1e12}
_IRREGULAR = {"first": 1, "second": 2, "third": 3, "fifth": 5, "eighth": 8, "ninth": 9, "twelfth": 12}
_ORDINALS = {
    **{
        w + "th": n
        for w, n in _WORDS.items()
        if n and n not in (1, 2, 3, 5, 8, 9, 12) and not w.endswith("y")
    },
    **{w[:-1] + "ieth": n for w, n in _WORDS.items() if w.endswith("y")},
    "hundredth": 100,
    "thousandth": 1000,
    **_IRREGULAR,
}
_QUANTITY_WORDS = {"both": 2, "dozen": 12, "decade": 10, "century": 100, "twice": 2}
_SHARE_WORDS = {"half": 50, "majority": 50}
_FREQUENCIES = {
    "daily": 365,
    "weekly": 52,
    "monthly": 12,
    "bi-monthly": 6,
    "bimonthly": 6,
    "quarterly": 4,
    "biannual": 2,
    "bi-annual": 2,
    "annual": 1,
    "annually": 1,
    "yearly": 1,
    "every year": 1,
    "each year": 1,
    "biennial": 0.5,
}
_CURRENCIES = {"us$": "US$", "usd": "US$", "$": "US$", "us dollars": "US$", "dollars": "US$"}
_CURRENCIES |= {"€": "EUR", "eur": "EUR", "euros": "EUR", "euro": "EUR", "chf": "CHF", "swiss francs": "CHF"}
_CURRENCIES |= {"£": "GBP", "gbp": "GBP"}


@dataclass(frozen=True)
class Token:
    """A quantity in a text: ``start`` and ``end`` are its place, ``text`` how it is written.

    ``kind``: number, money, percent, ordinal, date, frequency, marker (a list number or footnote mark) or
    symbol (a document symbol). ``value`` and ``high`` are numbers in whole units, of a date ``dates`` has
    its ends as (year, month, day), 0 where not given.
    """

    start: int
    end: int
    text: str
    kind: str
    value: float = 0.0
    high: float | None = None
    unit: str = ""
    dates: tuple[tuple[int, int, int], ...] = ()


def _alternatives(words: object) -> str:
    return "|".join(re.escape(w) for w in sorted(words, key=len, reverse=True))  # type: ignore[call-overload]


_MONTH = r"(?P<{}>" + _alternatives(MONTHS) + r")"
_BIG = _alternatives([w for w in _SCALES if w != "hundred"])
_UNITS = _alternatives([*_TEENS, *_ONES, "zero"])
_SMALL = rf"(?:(?:{_alternatives(_TENS)})(?:[\s-](?:{_alternatives(_ONES)}))?|{_UNITS})"
_GROUP = rf"(?:(?:{_SMALL}\s+)?hundred(?:\s+(?:and\s+)?{_SMALL})?|{_SMALL})"
_WORD_NUMBER = rf"(?:(?:{_GROUP}\s+(?:{_BIG})\s+(?:and\s+)?){{0,4}}{_GROUP}(?:\s+(?:{_BIG}))?|(?:{_BIG}))"
# Possessive, and never from the middle of a number, so that long runs of digits are read in linear time.
_DIGITS = (
    r"(?<![\d.,])\d{1,3}(?:[,\u00a0\u202f\u2007\u2009 ]\d{3})++(?!\d)(?:\.\d++)?|(?<![\d.])\d++(?:\.\d++)?"
)
_SCALE = rf"(?:\s*(?P<scale>{_alternatives([*_SCALES, *_SHORT_SCALES])})\b)?"
_CURRENCY = _alternatives(_CURRENCIES)
_DASH = r"\s?[-–—]\s?"
_YEAR = r"(?:1[5-9]|20)\d{2}"

_PATTERNS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (name, re.compile(pattern, re.IGNORECASE))
    for name, pattern in (
        ("skip", r"(?:https?://|www\.)\S+|(?<!\S)[^\s@]++@[^\s@]+"),
        ("symbol", r"(?<![\w/])(?=[\w./-]{1,80}\d)[A-Z]{1,6}(?:/[A-Z0-9](?:[\w.-]*\w)?)+"),
        ("symbol", r"(?<![\w.])\d+(?:\.\d+){2,}(?![\w])"),
        ("superscript", r"[¹²³⁰⁴-⁹]+"),
        (
            "day",
            rf"\b(?P<d1>\d{{1,2}})(?:st|nd|rd|th)?(?:(?:{_DASH}|\s+(?:and|to)\s+)(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?)?"
            rf"\s+{_MONTH.format('m1')}(?:,?\s+(?P<y1>{_YEAR}))?\b",
        ),
        (
            "month-day",
            rf"\b{_MONTH.format('m2')}\s+(?P<d3>\d{{1,2}})(?:st|nd|rd|th)?(?:{_DASH}(?P<d4>\d{{1,2}}))?"
            rf"(?:,?\s+(?P<y2>{_YEAR}))?\b(?![,.]?\d)",
        ),
        ("iso", rf"\b(?P<y7>{_YEAR})-(?P<m7>0[1-9]|1[0-2])-(?P<d7>[0-3]\d)\b"),
        ("month-year", rf"\b{_MONTH.format('m3')},?\s+(?P<y3>{_YEAR})\b"),
        ("year-month", rf"\b(?P<y4>{_YEAR})\s+{_MONTH.format('m4')}\b"),
        (
            "money",
            rf"(?<![A-Za-z])(?:{_CURRENCY})\s?(?P<n1>{_DIGITS})(?:{_DASH}(?P<n2>{_DIGITS}))?{_SCALE}"
            rf"|(?P<n3>{_DIGITS}){_SCALE.replace('scale', 'scale2')}\s+(?P<currency>{_CURRENCY})\b",
        ),
        (
            "percent",
            rf"(?P<p1>{_DIGITS}|{_WORD_NUMBER})(?:{_DASH}(?P<p2>{_DIGITS}))?\s?(?:%|per\s?cent\b|percent\b)",
        ),
        ("years", rf"\b(?P<y5>{_YEAR})(?:{_DASH}|/)(?P<y6>{_YEAR}|\d{{1,2}})\b(?![,.]\d)"),
        ("ordinal", r"\b(?P<o1>\d+)(?:st|nd|rd|th)\b"),
        (
            "ordinal-word",
            rf"\b(?:(?P<tens>{_alternatives(_TENS)})[\s-])?(?P<o2>{_alternatives(_ORDINALS)})\b",
        ),
        ("frequency", rf"\b(?:{_alternatives(_FREQUENCIES)})\b"),
        ("share-word", rf"\b(?:{_alternatives(_SHARE_WORDS)})\b"),
        ("quantity-word", rf"\b(?:{_alternatives(_QUANTITY_WORDS)})\b"),
        (
            "number",
            rf"(?<![\d.,])(?P<n5>{_DIGITS})(?:{_DASH}(?P<n6>{_DIGITS})(?!\w))?"
            + _SCALE.replace("scale", "scale3"),
        ),
        ("number-word", rf"\b(?P<w1>{_WORD_NUMBER})\b"),
    )
)


def read(text: str) -> list[Token]:
    """The quantities of a text in the order they stand. Overlaps go to the more specific reading.

    >>> [(token.kind, token.value) for token in read("some US$ 2.5 million for twenty-five people")]
    [('money', 2500000.0), ('number', 25.0)]
    """
    markers = list(_markers(text))
    taken = bytearray(len(text))
    for token in markers:
        taken[token.start : token.end] = b"\1" * (token.end - token.start)
    for name, pattern in _PATTERNS:
        for match in pattern.finditer(text):
            start, end = match.span()
            if 1 in taken[start:end]:
                continue
            taken[start:end] = b"\1" * (end - start)
            if name != "skip":
                markers.append(_token(name, match))
    return sorted(markers, key=lambda t: t.start)


def _markers(text: str) -> Iterator[Token]:
    """Numbers of list items: ``1.`` at the start of a line, ``2)`` within unless it closes a parenthesis."""
    opened = 0
    for match in re.finditer(
        r"(?m:^)\s*\(?(?P<first>\d{1,2}[.)])(?=\s)|\(|(?P<item>(?<![\w.,/-])\d{1,2})?\)", text
    ):
        if match["first"]:
            yield Token(*match.span("first"), match["first"], "marker")
        elif match.group() == "(":
            opened += 1
        elif opened:
            opened -= 1
        elif match["item"]:
            yield Token(*match.span(), match.group(), "marker")


def _token(name: str, match: re.Match[str]) -> Token:
    part = {k: v for k, v in match.groupdict().items() if v}
    at = (match.start(), match.end(), match.group())
    if name == "superscript":
        return Token(*at, "marker")
    if name == "symbol":
        return Token(*at, "symbol")
    if name in ("day", "month-day", "iso", "month-year", "year-month", "years"):
        return _date(name, at, part)
    if name == "frequency":
        return Token(*at, "frequency", _FREQUENCIES[" ".join(at[2].lower().split())])
    if name == "share-word":
        return Token(*at, "percent", _SHARE_WORDS[at[2].lower()], unit="%")
    if name == "quantity-word":
        return Token(*at, "number", _QUANTITY_WORDS[at[2].lower()])
    if name == "ordinal":
        return Token(*at, "ordinal", float(part["o1"]))
    if name == "ordinal-word":
        return Token(
            *at, "ordinal", _WORDS.get(part.get("tens", "").lower(), 0) + _ORDINALS[part["o2"].lower()]
        )
    scale = next((part[k] for k in ("scale", "scale2", "scale3") if k in part), "").lower()
    size = _SCALES.get(scale, _SHORT_SCALES.get(scale, 1.0))
    first = next(part[k] for k in ("n1", "n3", "n5", "p1", "w1") if k in part)
    value = number(first) * size
    second = next((part[k] for k in ("n2", "p2", "n6") if k in part), "")
    high = number(second) * size if second else None
    if name == "money":
        written = part.get("currency", re.split(r"[\d]", at[2])[0]).strip().lower()
        return Token(*at, "money", value, high, _CURRENCIES[written])
    if name == "percent":
        return Token(*at, "percent", value, high, "%")
    if name == "number" and high is None and not scale and re.fullmatch(_YEAR, at[2]):
        return Token(*at, "date", value, dates=((int(value), 0, 0),))
    return Token(*at, "number", value, high)


def _date(name: str, at: tuple[int, int, str], part: dict[str, str]) -> Token:
    def get(letter: str) -> list[str]:
        return [part[k] for k in sorted(part) if k[0] == letter]

    if name == "years":
        first, second = part["y5"], part["y6"]
        last = int(first[: 4 - len(second)] + second)
        dates: tuple[tuple[int, int, int], ...] = ((int(first), 0, 0), (last, 0, 0))
    else:
        year = int(get("y")[0]) if get("y") else 0
        written = get("m")[0].lower()
        month = MONTHS[written] if written in MONTHS else int(written)
        dates = tuple((year, month, int(d)) for d in get("d")) or ((year, month, 0),)
    high = float(dates[-1][0]) if name == "years" else None
    return Token(*at, "date", float(dates[0][0]), high, dates=dates)


def number(text: str) -> float:
    """The value of digits (``1,234.5``) or of words (``twenty-five``, ``two hundred and ten``).

    >>> number("1,234.5"), number("two hundred and ten")
    (1234.5, 210.0)
    """
    plain = re.sub(r"[,\u00a0\u202f\u2007\u2009 ]", "", text)
    if re.fullmatch(r"\d+(\.\d+)?", plain):
        return float(plain)
    total = current = 0.0
    for word in re.findall(r"[a-z]+", text.lower()):
        if word == "hundred":
            current = max(current, 1) * 100
        elif word in _SCALES:
            total += max(current, 1) * _SCALES[word]
            current = 0.0
        elif word != "and":
            current += _WORDS[word]
    return total + current
