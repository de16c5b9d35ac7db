"""Nouns that go with numbers: singular, plural, units."""

from migbrief.text import i18n
from migbrief.text.i18n import current, t

from .numbers import number

_IRREGULAR = {"people": "person", "children": "child"}


def singular(unit: str) -> str:
    """Return the singular of a unit: ``kinds of support`` → ``kind of support``.

    The first or second of its words is the plural: ``working groups`` → ``working group``.
    """
    noun, space, rest = unit.partition(" ")
    if rest.endswith("s") and " " not in rest and not noun.endswith("s") and noun.isalpha():
        return f"{noun} {singular(rest)}"
    if noun in _IRREGULAR:
        noun = _IRREGULAR[noun]
    elif noun.endswith("ies"):
        noun = noun[:-3] + "y"
    elif noun.endswith("s") and not noun.endswith("ss"):
        noun = noun[:-1]
    return f"{noun}{space}{rest}"


def plural(noun: str) -> str:
    """Return the plural of a noun phrase; its last word is inflected."""
    if noun.endswith("s"):
        return noun
    if noun.endswith("y") and noun[-2:-1] not in "aeiou":
        return noun[:-1] + "ies"
    return noun + "s"


def count(n: int, noun: str) -> str:
    """Return a count with its noun: ``count(1, "fact")`` → ``1 fact``; ``count(0, "fact")``
    → ``no facts``.
    """
    n = int(n)
    shown = "no" if n == 0 and current() == "en" else number(n)
    return f"{shown} {i18n.noun(noun, plural(noun), n)}"


def measure(unit: str, value: float = 2) -> str:
    """Return a unit of the data in the current language, in the form for ``value``; plural by default."""
    if unit.startswith("%"):
        return t(unit)
    one = singular(unit)
    form = i18n.noun(one, unit, value)
    # Units that only head a column, such as "children per woman", have no plural in the catalogues.
    return t(form) if form in (one, unit) else form
