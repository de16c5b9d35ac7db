"""Currencies as papers write them: signs, ISO 4217 codes and names, from CLDR."""

import re
from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from types import MappingProxyType
from typing import Final

from babel import Locale
from babel.numbers import get_currency_name, get_currency_symbol, get_territory_currencies

from .lexicon import LEXICON, by_word
from .token import Token

DOLLARS: Final = "US$"  # the unit of US dollars in facts; other currencies have their code
_SIGNS: Final = by_word(LEXICON["currencies"]["signs"])
# Codes that are also words or names: used only before a large amount.
_WORDS: Final = frozenset(("ALL", "COP", "CUP", "GEL", "MAD", "MOP", "PEN", "SDG", "TOP", "TRY", "LAK"))
_BARE: Final = by_word(LEXICON["currencies"]["names"])
# Names of currencies that mostly have other meanings.
_OTHER: Final = frozenset(("gold", "mark", "marks", "real", "reals", "sol", "soles", "som", "soms", "lev"))
_ENDS: Final = re.compile(r"(?<!\w)([A-Z]{3}|[BS]/\.?|[A-Z]{0,3}[^\w\s]|[A-Za-z.]{1,6}\$?|\$US)\s?$")
_CROWNS: Final = dict.fromkeys(
    ("CZK", "DKK", "ISK", "NOK", "SEK"), "crowns"
)  # in English, kroner and koruny too
_USUAL: Final = {"rupees": "INR"}  # if no country is named before an amount
_SINCE: Final = date(2002, 3, 1)  # papers still name kunas, lats and litas
_FOR_ONE: Final = re.compile(
    r"\s+(?:to|per|for|against)\s+(?:the\s+|one\s+|an?\s+)?(?:US\s+)?([a-z]{3,10})\b"
)
_CLAUSE: Final = 120  # letters before an amount that may name the currency it is of
_AROUND: Final = 400  # letters before an amount that may name its country
_NAME: Final = re.compile(r"\s*-?\s*([A-Z]{0,3}[€£¥$₩₹₺₽]|[^\W\d][\w.]*(?:\s[^\W\d][\w.]*){0,3})")


def _currencies(territory: str) -> list[str]:
    """Return the codes of a country's currencies since ``_SINCE``; none for what is no country."""
    codes = get_territory_currencies(territory, _SINCE, date.today()) if len(territory) == 2 else []
    return [code for code in codes if "(" not in get_currency_name(code, 2, "en")]  # 1980–2008


@lru_cache(maxsize=1)
def _units() -> tuple[Mapping[str, str], Mapping[str, str]]:
    """Return units of money by sign or code, and by lower-case name."""
    english = Locale("en")
    signs: dict[str, str] = {}
    names: dict[str, str] = {}
    for territory, country in english.territories.items():
        for code in _currencies(territory):
            signs |= {get_currency_symbol(code, "en"): code, code: code}
            for count in (1, 2):
                name = get_currency_name(code, count, "en").casefold()
                names |= {name: code}
                names.setdefault(f"{country.casefold()} {name.split()[-1]}", code)
    short: dict[str, set[str]] = {}
    for name, code in names.items():
        short.setdefault(name.split()[-1], set()).add(code)
    alone = {word: min(codes) for word, codes in short.items() if len(codes) == 1 and word not in _OTHER}
    names = {name: code for name, code in names.items() if " " in name} | alone | _BARE
    dollars = {"USD": DOLLARS}
    return (
        MappingProxyType({k: dollars.get(v, v) for k, v in (signs | {"XDR": "XDR"} | _SIGNS).items()}),
        MappingProxyType({k: dollars.get(v, v) for k, v in names.items()}),
    )


def before(text: str, start: int, large: bool) -> tuple[int, str]:
    """Return where the sign or code before an amount begins, and its unit; blank if there is none.

    ``large``: the amount can only be money, even if the code is also a word.

    >>> before("CHF 40", 4, large=False), before("Canadian $18", 10, large=False)
    ((0, 'CHF'), (0, 'CAD'))
    """
    window = text[max(0, start - 8) : start]
    match = _ENDS.search(window)
    signs, names = _units()
    if not match:
        return start, ""
    written = match[1]
    unit = signs.get(written, signs.get(written[-1:] if not written[-1:].isalnum() else "", ""))
    if not unit or (written in _WORDS and not large):
        return start, ""
    at = start - len(window) + match.start(1) + (0 if written in signs else len(written) - 1)
    if written == "$" and (spaced := re.search(r"\bUS\s$", text[max(0, at - 3) : at])):
        return at - len(spaced[0]), unit
    adjective = re.search(r"([A-Z][a-z]+(?:\s[A-Z][a-z]+)?)\s$", text[max(0, at - 24) : at])
    if adjective and written.endswith("$") and (code := names.get(f"{adjective[1].casefold()} dollars")):
        return at - len(adjective[0]), code
    return at, unit


def after(text: str, end: int, large: bool) -> tuple[int, str]:
    """Return where the currency named after an amount ends, and its unit; blank if there is none.

    >>> after("75 million Canadian dollars over", 10, large=True)
    (27, 'CAD')
    """
    match = _NAME.match(text, end, end + 60)
    if not match:
        return end, ""
    signs, names = _units()
    written = match[1]
    words = written.split()
    ends = [word.end() for word in re.finditer(r"\S+", written)]
    for n in range(min(4, len(words)), 0, -1):
        name = written[: ends[n - 1]].rstrip(".")
        unit = names.get(" ".join(name.casefold().split()), "")
        if not unit and n == 1 and (name not in _WORDS or large) and not name[:1].islower():
            unit = signs.get(name, "")
        if not unit and n == 1:
            unit = _of_country(name.casefold(), text, match.start())
        if unit:
            return match.start(1) + len(name), unit
    return end, ""


def named_after(token: Token, text: str, at: int) -> Token:
    """Return a number as money if a currency is named at ``at``, after it; else as it is.

    >>> named_after(Token(0, 2, "75", "number", 75.0), "75 euros", 2).unit
    'EUR'
    """
    end, unit = after(text, at, token.value >= 1000)
    return token.until(end, text, kind="money", unit=unit) if unit else token


def exchanged(text: str, start: int, end: int) -> str:
    """Return the currency of a bare number that another is told by, blank where it is none or not named.

    >>> exchanged("The rupee fell to 53 to the dollar", 18, 20)
    'INR'
    """
    other = _FOR_ONE.match(text, end)
    if not other or not after(f"1 {other[1]}s", 1, large=False)[1]:
        return ""
    names = re.findall(r"[^\W\d_]+", text[max(0, start - _CLAUSE) : start])
    units = (after(f"1 {name.casefold().removesuffix('s')}s", 1, large=False)[1] for name in reversed(names))
    return next((unit for unit in units if unit), "")


def _of_country(name: str, text: str, at: int) -> str:
    """Return the currency for a shared name (pesos): that of the country named before, else the name."""
    places = _shared_names().get(name, {})
    if not places:
        return ""
    before = text[max(0, at - _AROUND) : at]
    positions = {before.rfind(place): code for place, code in places.items() if place in before}
    return positions[max(positions)] if positions else _USUAL.get(name, name)


@lru_cache(maxsize=1)
def _shared_names() -> Mapping[str, Mapping[str, str]]:
    """Return plural names that several currencies share: the code of each by country."""
    english = Locale("en")
    shared: dict[str, dict[str, str]] = {}
    for territory, country in english.territories.items():
        for code in _currencies(territory):
            name = get_currency_name(code, 2, "en").casefold()
            for word in {name.split()[-1], _CROWNS.get(code, "")} - {""}:
                shared.setdefault(word, {})[country] = code
    several = {n: by for n, by in shared.items() if len(set(by.values())) > 1 and n not in _OTHER}
    return MappingProxyType({n: by for n, by in several.items() if n not in _units()[1] and n != "units"})
