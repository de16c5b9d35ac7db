"""Numbers as papers write them, in digits and in words: patterns and values."""

import re
import unicodedata
from typing import Final

from .lexicon import LEXICON, alternatives, by_word

_ONES: Final = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine"]
_TEENS: Final = (
    *("ten", "eleven", "twelve", "thirteen", "fourteen"),
    *("fifteen", "sixteen", "seventeen", "eighteen", "nineteen"),
)
_TENS: Final = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
WORDS: Final = {
    "zero": 0,
    **{w: i for i, w in enumerate(_ONES, 1)},
    **{w: i for i, w in enumerate(_TEENS, 10)},
    **{w: i * 10 for i, w in enumerate(_TENS, 2)},
    "dozen": 12,
}
SCALES: Final = {"thousand": 1e3, "lakh": 1e5, "million": 1e6, "crore": 1e7, "billion": 1e9, "trillion": 1e12}
SHORT_SCALES: Final = {
    **{"k": 1e3, "m": 1e6, "mn": 1e6, "mln": 1e6, "mio": 1e6},
    **{"mrd": 1e9, "bn": 1e9, "tn": 1e12},
}
_IRREGULAR: Final = {
    **{"first": 1, "second": 2, "third": 3, "fifth": 5},
    **{"eighth": 8, "ninth": 9, "twelfth": 12, "hundredth": 100},
}
ORDINALS: Final = {
    **{w + "th": n for w, n in WORDS.items() if n > 3 and n not in (5, 8, 9, 12) and not w.endswith("y")},
    **{w[:-1] + "ieth": n for w, n in WORDS.items() if w.endswith("y")},
    **_IRREGULAR,
}
FRACTIONS: Final = {
    **{"half": 2, "halves": 2, "quarter": 4},
    **{word: n for word, n in ORDINALS.items() if 3 <= n <= 10},
}
# Plurals that only indicate a size: the least that they can mean.
PLURALS: Final = {
    **{"dozens": 12, "scores": 20, "hundreds": 100},
    **{"thousands": 1e3, "millions": 1e6, "billions": 1e9},
}


TENS: Final = alternatives(_TENS)
ONES: Final = alternatives(_ONES)
SMALL: Final = rf"{alternatives(w for w, n in WORDS.items() if 1 <= n <= 20)}|\d{{1,2}}"
HEDGE: Final = alternatives(by_word(LEXICON["hedges"])).replace(r"\ ", r"\s+")
PER_YEAR: Final = {word: int(n) for n, words in LEXICON["per_year"].items() for word in words}
_PART: Final = "½⅓⅔¼¾⅕⅖⅗⅘⅙⅛⅜⅝⅞"
_BLANK: Final = "\u00a0\u202f\u2007\u2009 "
_SMALL: Final = rf"(?:(?:{TENS})(?:[\s-](?:{ONES}))?|{alternatives([*_TEENS, *_ONES, 'zero'])})"
_GROUP: Final = rf"(?:(?:{_SMALL}[\s-]+)?(?:hundred|dozen)(?:\s+(?:and\s+)?{_SMALL})?|{_SMALL})"
_BIG: Final = alternatives(SCALES)
_HALF: Final = r"(?:\s+and\s+a\s+half)?"
IN_WORDS: Final = (
    rf"(?:(?:half|(?:(?:a|one|three)\s+)quarters?\s+of)\s+an?\s+(?:{_BIG}|hundred|dozen)|(?:{_GROUP}\s+(?:{_BIG})\s+(?:and\s+)?){{0,4}}{_GROUP}{_HALF}"
    rf"(?:[\s-]+(?:{_BIG})s?)?|(?:{_BIG}))"
)
# Possessive, and never from the middle of a number, so that long runs of digits take linear time.
DIGITS: Final = (
    r"(?<![\d.,])(?:"
    r"\d{1,3}(?:,\d{3})++(?!\d)(?:\.\d++)?|\d{1,2}(?:,\d{2})++,\d{3}(?!\d)"
    rf"|\d{{1,3}}(?:[{_BLANK}'’]\d{{3}})++(?!\d)(?:[.,]\d++)?|\d{{1,3}}(?:\.\d{{3}})++(?![\d.])(?:,\d++)?"
    rf"|\d++(?:,\d{{1,2}}(?![\d,])|\.\d++|\s?[{_PART}])?|[{_PART}])|(?<![\d.])\d++(?:\.\d++)?"
)
_SIZED: Final = (
    rf"(?:[\s-]*(?:{_BIG})s?\b|\s?(?:(?:bn|mn|mln)\b|(?:mio|mrd)\b\.?)|(?:{alternatives(SHORT_SCALES)})\b)?"
)
NUMBER: Final = rf"(?:{DIGITS}){_SIZED}|\b(?=[a-z]){IN_WORDS}\b"
_DIGIT: Final = re.compile(rf"[\d{_PART}]")
_SCALED: Final = re.compile(
    rf"(.*?)[\s-]*(?:({alternatives(SCALES)})s?|({alternatives(SHORT_SCALES)})\.?)", re.IGNORECASE | re.DOTALL
)


def scale(text: str) -> float:
    """Return the factor that a number's last word stands for, 1 without one.

    >>> scale("2.5 million"), scale("25")
    (1000000.0, 1.0)
    """
    match = _SCALED.fullmatch(text)
    word = (match[2] or match[3]).lower() if match else ""
    return SCALES.get(word) or SHORT_SCALES.get(word, 1.0)


def number(text: str) -> float:
    """Return the value of digits (``1,234.5``, ``12 500``, ``48.512``) or words, with their scale.

    A point before three digits separates thousands, unless a word such as million follows.

    >>> number("1,234.5"), number("48.512"), number("1.250 million"), number("two hundred and ten")
    (1234.5, 48512.0, 1250000.0, 210.0)
    """
    match = _SCALED.fullmatch(text)
    digits = match[1] if match and _DIGIT.match(match[1]) else text
    if _DIGIT.match(digits):
        return _digits(digits, scaled=digits != text) * (scale(text) if digits != text else 1.0)
    return _in_words(text)


def _digits(text: str, scaled: bool = False) -> float:
    plain = re.sub(rf"[{_BLANK}'’]", "", text)
    if re.fullmatch(r"\d{1,3}(\.\d{3}){2,}(,\d+)?|[1-9]\d{0,2}\.\d{3}(,\d+)?", plain) and not (
        scaled and plain.count(".") == 1
    ):
        plain = plain.replace(".", "").replace(",", ".")
    elif re.fullmatch(r"\d+,\d{1,2}", plain):
        plain = plain.replace(",", ".")
    if plain[-1] in _PART:
        return float(plain[:-1] or 0) + unicodedata.numeric(plain[-1])
    return float(plain.replace(",", ""))


def _in_words(text: str) -> float:
    total = current = 0.0
    words = re.findall(r"[a-z]+", text.lower())
    for word in (w[:-1] if w[:-1] in SCALES else w for w in words):
        if word == "hundred":
            current = max(current, 1) * 100
        elif word == "dozen":
            current = max(current, 1) * 12
        elif word in SCALES:
            total += (current or 1) * SCALES[word]
            current = 0.0
        elif word == "half":
            current += 0.5
        elif word in ("quarter", "quarters"):
            current = max(current, 1) / 4
        else:
            current += WORDS.get(word, 0)
    return total + current
