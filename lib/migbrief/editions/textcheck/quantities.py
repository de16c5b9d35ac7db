"""Reading the quantities in a text: numbers, people, money, rates, ordinals, dates, frequencies.

More certain readings come first and occupy their place in the text: what is no quantity (codes), dates, fixed
words (``phrases``), then numbers in digits or words (``plain_numbers``), and what their ``neighbours`` tell.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Final

from . import dates, neighbours, phrases, plain_numbers
from .lexicon import LEXICON, alternatives, patterns
from .token import Token

_PARTS: Final = {
    **LEXICON["codes"]["parts"],
    "numbered": alternatives(" ".join(LEXICON["codes"]["parts"]["numbered"].split()).split(", ")),
}
_CODES: Final = patterns(LEXICON["codes"]["patterns"], _PARTS)
_KINDS: Final = {"superscript": "marker", "symbol": "symbol"}
_CERTAIN: Final = ("part", "year", "decade", "numeric", "iso")  # dates that look like codes
_MARKERS: Final = re.compile(
    r"(?m:^)\s*\(?(?P<first>\d{1,2}(?:\.\d{1,2})*[.)]|\d{1,2}(?:\.(?:\d{1,2}|[a-z]))+(?=\s+[A-Z])"
    r"|\d{1,2}(?=\s+(?:See|Ibid|http)))(?=\s)"
    r"|(?P<within>(?<![\w.,/-])\(\d{1,2}\)(?=\s|$|[,.;]))|\(|(?P<item>(?<![\w.,/-])\d{1,2})?\)"
)


def read(text: str) -> list[Token]:
    """Return the quantities of a text in order. Overlaps go to the more specific reading.

    >>> [(token.kind, token.value) for token in read("some US$ 2.5 million for twenty-five people")]
    [('money', 2500000.0), ('number', 25.0)]
    """
    taken = bytearray(len(text))
    tokens: list[Token] = []

    def claim(found: Iterable[Token]) -> None:
        for token in found:
            if 1 not in taken[token.start : token.end]:
                taken[token.start : token.end] = b"\1" * (token.end - token.start)
                tokens.append(token)

    claim(_markers(text))
    claim(_dates(text, _CERTAIN))
    claim(Token(*m.span(), m.group(), _KINDS.get(k, "")) for k, code in _CODES for m in code.finditer(text))
    claim(_dates(text))
    claim(phrases.read(text))
    numbers = (m for m in plain_numbers.NUMBERS.finditer(text) if m.group())
    claim(plain_numbers.read(m, text) for m in numbers if 1 not in taken[m.start() : m.end()])
    settled = neighbours.settle((token for token in tokens if token.kind), text)
    return [_in_points(token) for token in settled]


def _in_points(token: Token) -> Token:
    """Return basis points as hundredths of percentage points."""
    if token.unit != plain_numbers.HUNDREDTHS:
        return token
    high = None if token.high is None else token.high / 100
    return replace(token, value=token.value / 100, high=high, unit="percentage points")


def _markers(text: str) -> Iterator[Token]:
    """Yield numbers of list items: ``1.`` at the start of a line, ``(1)`` or ``2)`` within."""
    opened = 0
    for match in _MARKERS.finditer(text):
        name = "first" if match["first"] else "within"
        if match[name]:
            yield Token(*match.span(name), match[name], "marker")
        elif match.group() == "(":
            opened += 1
        elif opened:
            opened -= 1
        elif match["item"]:
            yield Token(*match.span(), match.group(), "marker")


def _dates(text: str, only: tuple[str, ...] = ()) -> Iterator[Token]:
    for name, pattern in dates.PATTERNS:
        for match in pattern.finditer(text) if not only or name in only else ():
            parts = {k: v for k, v in match.groupdict().items() if v}
            ends, high, away = dates.read(name, parts)
            start = match.start("m1") if name == "bare" and "m1" in parts else match.start()
            if all(map(dates.possible, ends)):
                written = text[start : match.end()]
                yield Token(start, match.end(), written, "date", float(ends[0][0]), high, "year", ends, away)
