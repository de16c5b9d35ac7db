"""Numbers in digits or words: what is beside them makes them money, a rate, a year or a count."""

import re
from dataclasses import replace
from typing import Final

from . import currencies, dates, units
from .number_words import HEDGE, NUMBER, PER_YEAR, number, scale
from .token import Token

HUNDREDTHS: Final = "basis points"
NUMBERS: Final = re.compile(NUMBER, re.IGNORECASE)
_OLDEST: Final = 100  # years of age
_OFTEN: Final = 12  # times a year, up to which a number of things a year is a frequency
_SENTENCE: Final = 300  # letters around points that may say of what they are
_MANY: Final = 1e5  # from here a number without a noun is of people, in papers on migration
_SPANS: Final = ("days", "hours", "months", "weeks")
PERCENT: Final = re.compile(r"\s?(?:-?(?:%|per\s?cent(?:age)?\b)|p\.p\.)", re.IGNORECASE)
_POINTS: Final = re.compile(r"\s*-?(?:(?:per\s?cent(?:age)?|%)[\s-]points?\b|p\.p\.)", re.IGNORECASE)
_BASIS_POINTS: Final = re.compile(r"[\s-]*(?:basis[\s-]points?|bps?)\b", re.IGNORECASE)
_BARE_POINTS: Final = re.compile(
    r"\s+points?\b(?P<than>\s+(?:lower|higher|above|below|more|less|fewer|up|down|better|worse)\b)?"
)
_BY: Final = re.compile(rf"\bby\s+(?:(?:{HEDGE})\s+)?$")
_BELOW: Final = re.compile(r"(?:^|(?<=[\s(]))(?:−\s?|-|minus\s)$", re.IGNORECASE)
_BELOW_ZERO: Final = re.compile(r"\s?(?:°|degrees?\b)(?:\s?[A-Z][a-z]*)?\s+below\s+(?:zero|freezing)\b")
_AGE: Final = re.compile(
    r"\b(?:aged?|ages?\s+of|ages|under|over|above|below|(?:younger|older)\s+than"
    r"|(?:boys|girls|children|women|men|those)\s+between)\s+(?:between\s+)?$",
    re.IGNORECASE,
)
_HEDGED: Final = re.compile(rf"\b(?:{HEDGE})\s+$", re.IGNORECASE)
_FOLD: Final = re.compile(
    r"[\s-]fold\b|\s+times"
    r"(?=\s+(?:as|more|higher|larger|greater|lower|less|the|its|their|his|her|our|that|what)\b)",
    re.IGNORECASE,
)
_AS_MANY: Final = re.compile(
    r"\s+times(?=\s+(?!(?:an?|per|each|every|in|since|during|last|this|over|by|and|or|between|from|on|at|until|before"
    r"|after|daily|weekly|monthly|yearly|already|now|with|for|to)\b)[a-z])"
)
_IS_TIMES: Final = re.compile(rf"\b(?:{HEDGE}|is|are|was|were|equals?)\s+$", re.IGNORECASE)
# Denominators: 8 per thousand, 12 in every 10,000, 85 men for every hundred women.
_PER: Final = re.compile(
    r"(?P<noun>(?:\s+[a-z-]+){0,3}?)\s+(?:per|(?:for|to|in)\s+every)\s+"
    r"(?P<base>1(?:00?)?[,.\u00a0 ]?0{3}|100|(?:an?\s+|one\s+)?(?:hundred|thousand|million)|mille)\b"
    r"(?![,.]?\d)",
    re.IGNORECASE,
)
_A_YEAR: Final = re.compile(
    r"(?:\s+[\w-]{1,30}){1,3}?\s+(?:(?:an?|per|each|every)\s+(?P<span>year|month|week)\b|annually\b|yearly\b)",
    re.IGNORECASE,
)
_LARGE: Final = re.compile(r"(?:thousand|million|billion|trillion)s$", re.IGNORECASE)
_OF: Final = re.compile(r"\s+of\b")
_BARE_YEAR: Final = re.compile(dates.YEAR)


def read(match: re.Match[str], text: str) -> Token:
    """Return the quantity that a number found by ``NUMBERS`` states.

    >>> text = "2.5 per cent"
    >>> read(NUMBERS.match(text), text).kind
    'percent'
    """
    token = _signed(match, text)
    return _rate(token, text) or _money(token, text) or _counted(token, text)


def _signed(match: re.Match[str], text: str) -> Token:
    """Return a number with its sign; a point before per cent is never one of thousands: 1.234%."""
    (start, end), written = match.span(), match.group()
    percent = PERCENT.match(text, end)
    decimal = percent and re.fullmatch(r"[1-9]\d{0,2}\.\d{3}", written)
    value = float(written) if decimal else number(written)
    if _BELOW_ZERO.match(text, end):
        return Token(start, end, written, "number", -value)
    if below := _BELOW.search(text, max(0, start - 8), start):
        start, value = below.start(), -value
    return Token(start, end, text[start:end], "number", value)


def _rate(token: Token, text: str) -> Token | None:
    """Return a number as a share, points, a multiple or a rate per so many; None if it is none of these."""
    start, end = token.start, token.end
    if points := _POINTS.match(text, end):
        return token.until(points.end(), text, kind="rate", unit="percentage points")
    if percent := PERCENT.match(text, end):
        return token.until(percent.end(), text, kind="percent", unit="%")
    if basis := _BASIS_POINTS.match(text, end):
        return token.until(basis.end(), text, kind="rate", unit=HUNDREDTHS)
    points = _BARE_POINTS.match(text, end)
    if points and (points["than"] or token.value % 1 or _BY.search(text, max(0, start - 16), start)):
        percent = re.search(r"per\s?cent|%", text[max(0, start - _SENTENCE) : end + _SENTENCE])
        stop = points.start("than") if points["than"] else points.end()
        return token.until(stop, text, kind="rate", unit="percentage points" if percent else "points")
    fold = _FOLD.match(text, end)
    if not fold and _IS_TIMES.search(text, max(0, start - 20), start):
        fold = _AS_MANY.match(text, end)
    if fold:
        return token.until(fold.end(), text, kind="rate", unit="times")
    per = _PER.match(text, end)
    # Two doctors for every 10,000 people are two numbers; of a hundred, or in parts, it is a rate.
    if not per or (per["noun"] and not token.value % 1 and not re.search(r"\b(?:100|hundred)$", per["base"])):
        return None
    if _sign_before(token, text)[1]:
        return None
    return token.until(per.end(), text, kind="rate", unit=f"per {' '.join(per['base'].split())}")


def _sign_before(token: Token, text: str) -> tuple[int, str]:
    return currencies.before(text, token.start, token.value >= 1000 or scale(token.text) > 1)


def _money(token: Token, text: str) -> Token | None:
    """Return a number as money, None where no currency is named: the peso fell to 13.9 to the dollar."""
    begin, unit = _sign_before(token, text)
    if unit:
        token = replace(token, start=begin, text=text[begin : token.end], kind="money", unit=unit)
    if unit in ("", currencies.DOLLARS):
        token = currencies.named_after(token, text, token.end)
    if token.kind == "money":
        return token
    rate = currencies.exchanged(text, token.start, token.end)
    return replace(token, kind="money", unit=rate) if rate else None


def _counted(token: Token, text: str) -> Token:
    """Return a number as a year, an age, a frequency or a number of what it counts."""
    start, value = token.start, token.value
    many = _OF.match(text, token.end) if _LARGE.search(token.text) else None
    noun, people = units.counted(text, many.end() if many else token.end, single=value == 1)
    if noun.endswith("members") and units.of_states(text, start):
        people = False
    if _BARE_YEAR.fullmatch(token.text):
        hedged = noun and _HEDGED.search(text, max(0, start - 16), start)
        if not hedged and not (people and noun.islower() and " " not in noun):
            return replace(token, kind="date", unit="year", dates=((int(value), 0, 0),))
    if not noun and (staff := units.announced(text, start, value)):
        noun, people = staff, True
    people = (people or (not noun and value >= _MANY)) and value % 1 == 0  # 1.9 children each
    if not noun and 1 < value < _OLDEST and _AGE.search(text, max(0, start - 16), start):
        noun, people = "years", False
    counted = noun and not people and value <= _OFTEN and noun not in _SPANS and value % 1 == 0
    if counted and (often := _A_YEAR.match(text, token.end)):
        per = PER_YEAR[(often["span"] or "year").lower()]
        return replace(token, kind="frequency", value=value * per, noun=f"{noun} a year")
    return replace(token, noun=noun, people=people)
