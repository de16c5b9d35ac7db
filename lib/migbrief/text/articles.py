"""The article that a name of a country or region takes inside an English sentence."""

from __future__ import annotations

import re
from typing import Final

from . import i18n

# Names that no rule tells, as the United Nations writes them.
_WITH: Final = frozenset(
    (
        "Americas",
        "Bahamas",
        "British Indian Ocean Territory",
        "Caribbean",
        "Comoros",
        "Congo",
        "Gambia",
        "Maldives",
        "Netherlands",
        "Niger",
        "Philippines",
        "Sudan",
        "World",
    )
)
# Islands that two names share: the article would stand before the first alone.
_SHARED: Final = re.compile(r"^(Heard Island|South Georgia) and ")
_FIRST: Final = frozenset(("Democratic", "Holy", "Isle", "Republic", "State", "United"))
_LAST: Final = frozenset(
    ("Emirates", "Federation", "Islands", "Kingdom", "Republic", "States", "Territories", "Union")
)
_BRACKETS: Final = re.compile(r" \([^)]*\)")


def with_article(name: str) -> str:
    """A name inside a sentence, with its article where English wants one: ``the Republic of Moldova``.

    A name that says its kind takes one: a republic, a kingdom, a federation, islands. What stands in brackets
    does not count: ``Iran (Islamic Republic of)`` has none. French and Spanish bend the article with the
    preposition before it: there the name stands alone.
    """
    if i18n.current() != i18n.DEFAULT or _SHARED.match(name):
        return name
    parts = _BRACKETS.sub("", name).split()
    takes = name in _WITH or (parts and (parts[0] in _FIRST or parts[-1] in _LAST))
    if not takes or parts[0] == "The":
        return name
    return f"the {'world' if name == 'World' else name}"


def at_start(name: str) -> str:
    """A name at the start of a sentence, with its article: ``The Republic of Moldova``."""
    said = with_article(name)
    return said[:1].upper() + said[1:]
