"""The units of numbers in tables, named in a caption or the head of a column."""

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache
from typing import Final

from . import quantities
from .number_words import SCALES, SHORT_SCALES
from .token import Token
from .units import is_people

_RULE: Final = re.compile(r"\|(?:\s*:?-+:?\s*\|)+")
_UNIT: Final = re.compile(r"(?:\(|,\s+|\bin\s+)(?:in\s+)?((?:(?!\bin\b)[^(),|]){1,40}?)\)?\s*$")
_OTHER: Final = re.compile(
    r"%|\b(?:share|change|growth|rate|number|ratio|rank|year|per\s?cent)\b", re.IGNORECASE
)


def read(text: str, caption: str = "") -> list[Token]:
    """Return the quantities of a text, those of a table in the unit of their column's head or of its caption.

    >>> table = "| | 2010 | Share | |---|---|---| | Tonga | 12 | 3.5% |"
    >>> [(token.kind, token.value) for token in read(table, "Receipts (US$ million)")][-2:]
    [('money', 12000000.0), ('percent', 3.5)]
    """
    tokens = quantities.read(text)
    if not text.startswith("|"):
        return tokens
    heads = dict(_cells(text))
    settled = []
    for token in tokens:
        head = heads.get((token.start, token.end))
        if head is not None and token.kind == "number" and not token.unit:
            if unit := _unit(head) or (None if _OTHER.search(head) else _unit(caption)):
                value = token.value * unit.value
                token = replace(token, kind=unit.kind, unit=unit.unit, value=value, people=False)
            elif is_people(head.rpartition(" ")[2]):
                token = replace(token, noun=head.lower(), people=True)
        settled.append(token)
    return settled


def _cells(text: str) -> Iterator[tuple[tuple[int, int], str]]:
    """Yield the position of each cell's content, and the head of its column."""
    rule = _RULE.search(text)
    if not rule:
        return
    heads = [head.strip() for head in text[: rule.start()].split("|")[1:]]
    width, at = rule.group().count("|") - 1, rule.end()
    for n, cell in enumerate(text[at:].split("|")):
        column = n % (width + 1) - 1  # between two rows there is an empty cell
        start = at + len(cell) - len(cell.lstrip())
        if 0 <= column < len(heads):
            yield (start, start + len(cell.strip())), heads[column]
        at += len(cell) + 1


@lru_cache(maxsize=256)
def _unit(said: str) -> Token | None:
    """Return a token of one of the unit that ends a text: one billion dollars for Receipts (US$ billion)."""
    match = _UNIT.search(said.rstrip(".: "))
    words = [word for word in match[1].split() if word != "of"] if match else []
    scales = {w for w in words if w.lower().rstrip("s") in SCALES or w.lower() in SHORT_SCALES}
    size = " ".join(["1", *(word.rstrip("s") for word in scales)])
    rest = " ".join(word for word in words if word not in scales)
    for sample in (f"{rest} {size}", f"{size} {rest}", f"{size}{rest}"):
        if rest and (found := [t for t in quantities.read(sample) if t.kind in ("money", "percent")]):
            return found[0]
    return next(iter(quantities.read(size)), None) if scales and not rest else None
