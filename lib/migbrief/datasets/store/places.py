"""Codes of places in official data: countries, and what is none but counts in totals."""

from collections import Counter
from collections.abc import Collection, Mapping
from functools import lru_cache
from types import MappingProxyType
from typing import Any, Final

import pandas as pd

from migbrief.datasets import countries
from migbrief.errors import UserError
from migbrief.text.i18n import mark, t

# What stands in the data beside countries: kept in totals, shown as what it is, never ranked.
OTHERS: Final = MappingProxyType(
    {
        "OOO": mark("Others and unknown"),
        "UNK": mark("Unknown"),
        "XXA": mark("Stateless people"),
        "XCX": mark("Channel Islands"),
        "TIB": mark("Tibetans"),
        "AB9": mark("Abyei Area"),
        "SRK": mark("Serbia and Kosovo"),
    }
)
# Publishers' codes of the same: UNHCR's, the World Bank's, UN location numbers.
SAME: Final = MappingProxyType(
    {"UKN": "UNK", "STA": "XXA", "CHI": "XCX", "830": "XCX", "2003": "OOO", "XKO": "XKX", "KOS": "XKX"}
)
# Names that sources give to what is no country, beside those above; World and totals are none at all.
NAMED: Final = MappingProxyType(
    {"other": "OOO", "others": "OOO", "unknown": "UNK", "uncategorized": "UNK", "": "UNK", "stateless": "XXA"}
    | {name.casefold(): code for code, name in OTHERS.items()}
)
TOTALS: Final = ("world", "total", "all", "all countries", "all origins", "all destinations")
# Places counted inside another where a publisher has no row of their own.
INSIDE: Final = MappingProxyType({"XKX": "SRB", "GGY": "XCX", "JEY": "XCX"})


def is_country(code: str) -> bool:
    """Whether a code is a country or area with an ISO code."""
    return code in _country_codes()


def is_territory(code: str) -> bool:
    """Whether a code is a territory, which a source may count with the State that it belongs to."""
    return is_country(code) and countries.rows()[code]["kind"] == "territory"


def name(code: str) -> str:
    """What a place is called in the language spoken; a code that nobody knows stays as it is."""
    if code in OTHERS:
        return t(OTHERS[code])
    return countries.name(code) if is_country(code) else code


def coded(
    codes: pd.Series, aggregates: Collection[str] = ()
) -> tuple[pd.Series, dict[str, int], dict[str, int]]:
    """Codes as the store has them, blank for aggregates; how many of those, and of codes nobody knows.

    ``codes`` are ISO3, or UN location numbers as whole numbers or text. A number that is no country is an
    aggregate; letters that nobody knows stay as they are and are listed.
    """
    table: dict[Any, str] = {}
    dropped, unmatched = Counter[str](), Counter[str]()
    for given, count in codes.value_counts().items():
        code = str(given).strip().upper()
        iso3 = SAME.get(code) or (_m49().get(code.zfill(3), "") if code.isdigit() else code)
        if iso3 in aggregates or not iso3 or iso3 == "-":
            dropped[code] += count
            iso3 = ""
        elif not is_country(iso3) and iso3 not in OTHERS:
            unmatched[code] += count
        table[given] = iso3
    return codes.map(table).astype(object), dict(dropped), dict(unmatched)


@lru_cache(maxsize=1)
def _country_codes() -> frozenset[str]:
    return frozenset(map(str, countries.load().index))


@lru_cache(maxsize=1)
def _m49() -> Mapping[str, str]:
    numbers = countries.load()["m49"].dropna()
    return {str(number): str(iso3) for iso3, number in numbers.items()}


def named(
    names: pd.Series, also: Mapping[str, str] = MappingProxyType({})
) -> tuple[pd.Series, dict[str, int], dict[str, int]]:
    """Codes of places that a source only names, as :func:`coded`; ``also`` has spellings of its own."""
    text = names.astype(str).str.strip()
    table, dropped, unmatched = {}, {}, {}
    for name, count in text.value_counts().items():
        if name.casefold() in TOTALS:
            dropped[name], table[name] = int(count), ""
            continue
        try:
            known = also.get(name) or NAMED.get(name.casefold())
            table[name] = known or countries.resolve(name)
        except UserError:
            table[name], unmatched[name] = name, int(count)
    return text.map(table).astype(object), dropped, unmatched
