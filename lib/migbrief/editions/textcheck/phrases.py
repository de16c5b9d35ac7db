"""Quantities in fixed phrases: frequencies, multiples, shares, fractions, ordinals, lengths of time."""

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Final

from . import currencies, units
from .lexicon import LEXICON, alternatives, by_word, expanded, patterns
from .number_words import FRACTIONS, HEDGE, ONES, ORDINALS, PER_YEAR, PLURALS, SMALL, TENS, WORDS, number
from .token import Token

_FREQUENCIES: Final = {word: float(n) for word, n in by_word(LEXICON["frequencies"]).items()}
_TIMES: Final = {"once": 1, "twice": 2, "thrice": 3, "three times": 3, "four times": 4, "five times": 5}
_MULTIPLES: Final = {word: float(n) for word, n in by_word(LEXICON["multiples"]).items()}
# Lengths of time that may come by half: how many of what they are.
_LENGTHS: Final = {
    **{word: (1, word) for word in ("year", "month", "week", "day", "hour", "minute")},
    **{"decade": (10, "years"), "century": (100, "years"), "dozen": (12, "")},
}
_PARTS: Final = {
    **LEXICON["phrases"]["parts"],
    **{"small": SMALL, "tens": TENS, "ones": ONES, "hedge": HEDGE, "ordinals": alternatives(ORDINALS)},
    **{"times": alternatives(_TIMES), "per_year": alternatives(PER_YEAR), "plurals": alternatives(PLURALS)},
    **{"frequencies": alternatives(_FREQUENCIES), "multiples": alternatives(_MULTIPLES)},
    **{"lengths": alternatives(_LENGTHS), "verbs": alternatives(LEXICON["verbs"]["part"].split())},
    "fraction": alternatives(FRACTIONS.keys() - {"half", "halves"}),
}
_CLAUSE: Final = 60  # letters before a share that may have another
_SHARED: Final = re.compile(r"\b(?:than|by|least|about|nearly|almost|over|to)\s+$")
_SHARES: Final = re.compile(
    expanded(r"\s+(?:less|more|lower|higher|larger|smaller|fewer)\b|[,;.)]|{does}", _PARTS)
)
_SHARED_OUT: Final = re.compile(r"\b(?:half|third|quarter|fifth|tenth)s?\b|per\s?cent\b|%", re.IGNORECASE)
_OF: Final = re.compile(r"\s+of\b")
_OF_TIME: Final = re.compile(r"\s+(?:of\s+)?(?:the\s+|an?\s+)?(?:year|month|decade|century|day|hour)\b")
_NAMED: Final = re.compile(r"\b(?!The|At|In|Its|Our|To|For)[A-Z][\w.’'-]*[ ]+$")


def read(text: str) -> Iterator[Token]:
    """Yield the quantities that fixed words and phrases state, the most certain first.

    >>> [(token.kind, token.value) for token in read("one in five, twice a month")]
    [('frequency', 24.0), ('percent', 20.0), ('number', 2)]
    """
    for name, pattern in _PHRASES:
        for match in pattern.finditer(text):
            if token := _READERS[name](match, text):
                yield token


def _token(match: re.Match[str], kind: str, value: float, unit: str = "", noun: str = "") -> Token:
    return Token(*match.span(), match.group(), kind, value, unit=unit, noun=noun)


def _parts(match: re.Match[str]) -> dict[str, str]:
    return {name: " ".join(part.lower().split()) for name, part in match.groupdict().items() if part}


def _frequency(match: re.Match[str], text: str) -> Token:
    part = _parts(match)
    per = PER_YEAR[part["span"]] if "span" in part else _FREQUENCIES[part["often"]]
    gap = part.get("gap", "one")
    apart = 2 if gap == "other" else ORDINALS.get(gap) or number(gap) or 1
    return _token(match, "frequency", _TIMES.get(part.get("times", ""), 1) * per / apart)


def _multiple(match: re.Match[str], text: str) -> Token:
    part = _parts(match)
    word = part.get("multiple", "")
    value = _MULTIPLES.get(word) or _MULTIPLES.get(f"{word}d") or number(part["ratio"])
    return _token(match, "rate", value, "times")


def _factor(match: re.Match[str], text: str) -> Token:
    return Token(*match.span("ratio"), match["ratio"], "rate", number(match["ratio"]), unit="times")


def _points(match: re.Match[str], text: str) -> Token:
    part = _parts(match)
    few = 1.0 if part.get("part", "a") == "a" else number(part["part"])
    kind, unit = ("rate", "percentage points") if part["points"].endswith("point") else ("percent", "%")
    return _token(match, kind, few / FRACTIONS[part["of"]], unit)


def _share(match: re.Match[str], text: str) -> Token | None:
    part = _parts(match)
    if "nth" in part:
        return _token(match, "percent", round(100 / (FRACTIONS | ORDINALS)[part["nth"]], 1), "%")
    few, whole = number(part["part"]), number(part.get("many") or part["whole"])
    # Fourteen out of seventeen are two numbers: a share is stated in small or round ones.
    if few >= whole or not (few == 1 or whole <= 10 or whole % 10 == 0):
        return None
    noun, people = units.counted(text, match.end())
    share = round(100 * few / whole, 1)
    return Token(*match.span(), match.group(), "percent", share, unit="%", noun=noun, people=people)


def _fraction(match: re.Match[str], text: str) -> Token | None:
    part = _parts(match)
    few = 1.0 if part["part"] == "a" else number(part["part"])
    whole = float(part["of"]) if part["of"].isdigit() else float(FRACTIONS[part["of"]])
    several = match.group().lower().endswith("s") or few > 1 or part["part"] in ("one", "1")
    start, end = match.span()
    compared = _SHARED.search(text, max(0, start - 12), start) or _SHARES.match(text, end)
    # A share may be followed by others: a quarter worked on farms, a fifth in shops.
    clause = re.search(r"([^.;]*)[,;]\s+(?:and\s+)?$", text[max(0, start - _CLAUSE) : start])
    compared = compared or (clause and _SHARED_OUT.search(clause[1]))
    if few >= whole or not (several or compared or part["of"].isdigit() or _OF.match(text, end)):
        return None
    return _token(match, "percent", round(100 * few / whole, 1), "%")


def _half(match: re.Match[str], text: str) -> Token | None:
    """Return a half, None where it is of a time: the second half of the year."""
    return None if _OF_TIME.match(text, match.end()) else _token(match, "percent", 50, "%")


def _plural(match: re.Match[str], text: str) -> Token | None:
    """Return the least that a plural means, None where a number stands before: 320 millions."""
    start, end = match.span()
    if re.search(rf"(?:\d|\b(?:{SMALL}|{TENS}|hundred))[\s-]$", text[max(0, start - 12) : start]):
        return None
    least = 1.0
    for word in re.findall(r"[a-z]+", match.group().lower()):
        least *= PLURALS.get(word, PLURALS.get(word + "s", 10.0 if word == "tens" else 1.0))
    of = _OF.match(text, end)
    noun, people = units.counted(text, of.end() if of else end)
    token = Token(start, end, match.group(), "number", least, noun=noun, people=people)
    return currencies.named_after(token, text, of.end() if of else end)


def _roman(match: re.Match[str], text: str) -> Token | None:
    """Return the ordinal of a meeting in Roman numerals, None where a name stands before: John Paul II."""
    digits = [{"I": 1, "V": 5, "X": 10}[sign] for sign in match["roman"]]
    value = sum(-n if n < after else n for n, after in zip(digits, [*digits[1:], 0], strict=True))
    named = _NAMED.search(text[max(0, match.start() - 40) : match.start()])
    if value < 2 or (named and match.group() == match["roman"]):
        return None
    return _token(match, "ordinal", float(value))


def _ordinal(match: re.Match[str], text: str) -> Token:
    part = _parts(match)
    words = WORDS.get(part.get("tens", ""), 0) + ORDINALS.get(part.get("word", ""), 0)
    return _token(match, "ordinal", float(words or number(part["ordinal"])))


def _length(match: re.Match[str], text: str) -> Token:
    """Return a length of time: a decade, a year and a half, half a year."""
    part = _parts(match)
    many, noun = _LENGTHS[part["time"]]
    whole = 1.0 if part.get("many", "a") in ("a", "an") else number(part["many"])
    count = 0.5 if "only" in part else whole + (0.5 if "half" in part else 0)
    return _token(match, "number", count * many, noun=noun)


def _two(match: re.Match[str], text: str) -> Token:
    """Return both, which without what it counts is weak, or twice."""
    noun = _parts(match).get("noun", "")
    weak = not noun and match.group().lower() == "both"
    return Token(*match.span(), match.group(), "number", 2, noun=noun, weak=weak)


_READERS: Final[Mapping[str, Callable[[re.Match[str], str], Token | None]]] = {
    **{"frequency": _frequency, "multiple": _multiple, "factor": _factor, "points": _points},
    **{"share": _share, "fraction": _fraction, "half": _half, "plural": _plural, "roman": _roman},
    **{"ordinal": _ordinal, "length": _length, "two": _two},
}
_PHRASES: Final = patterns(LEXICON["phrases"]["patterns"], _PARTS)
