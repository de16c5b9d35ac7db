"""Nouns that go with numbers: singular, plural, units."""

from migbrief.text import i18n
from migbrief.text.i18n import current, t

from .numbers import number

_IRREGULAR = {"people": "person", "children": "child"}


def singular(unit: str) -> str:
    """The unit of one: ``kinds of support`` → ``kind of support``, ``working groups`` → ``working group``.

    Its first word is the plural, or the second of two.
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
    """The plural of a noun phrase; its last word is inflected."""
    if noun.endswith("s"):
        return noun
    if noun.endswith("y") and noun[-2:-1] not in "aeiou":
        return noun[:-1] + "ies"
    return noun + "s"


def count(n: int, noun: str) -> str:
    """``count(1, "fact")`` → ``1 fact``; ``count(0, "fact")`` → ``no facts``."""
    n = int(n)
    shown = "no" if n == 0 and current() == "en" else number(n)
    return f"{shown} {i18n.noun(noun, plural(noun), n)}"


def measure(unit: str, value: float = 2) -> str:
    """A unit of the data in the language spoken, as it goes with ``value``; the plural by default."""
    if unit.startswith("%"):
        return t(unit)
    one = singular(unit)
    form = i18n.noun(one, unit, value)
    # A unit that is only said above a column, such as "children per woman", has no plural in the catalogues.
    return t(form) if form in (one, unit) else form
