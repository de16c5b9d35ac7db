"""Codes of places in official data: countries, and other codes that count in totals."""

from collections import Counter
from collections.abc import Collection, Mapping
from functools import lru_cache
from types import MappingProxyType
from typing import Any, Final

import pandas as pd

from migbrief.datasets import countries
from migbrief.errors import UserError
from migbrief.text.i18n import mark, t

# Codes in the data that are no countries: kept in totals, shown under their names, never ranked.
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
# Further names in sources that are no countries; World and totals are left out entirely.
NAMED: Final = MappingProxyType(
    {"other": "OOO", "others": "OOO", "unknown": "UNK", "uncategorized": "UNK", "": "UNK", "stateless": "XXA"}
    | {name.casefold(): code for code, name in OTHERS.items()}
)
TOTALS: Final = ("world", "total", "all", "all countries", "all origins", "all destinations")
# Places counted with another if a publisher has no row for them.
INSIDE: Final = MappingProxyType({"XKX": "SRB", "GGY": "XCX", "JEY": "XCX"})


def is_country(code: str) -> bool:
    """Return whether a code is a country or area with an ISO code."""
    return code in countries.rows()


def is_territory(code: str) -> bool:
    """Return whether a code is a territory, which a source may count with its State."""
    return is_country(code) and countries.rows()[code]["kind"] == "territory"


def name(code: str) -> str:
    """Return the name of a place in the current language; unknown codes stay unchanged."""
    if code in OTHERS:
        return t(OTHERS[code])
    return countries.name(code) if is_country(code) else code


def coded(
    codes: pd.Series, aggregates: Collection[str] = ()
) -> tuple[pd.Series, dict[str, int], dict[str, int]]:
    """Return codes as in the store, blank for aggregates, and the numbers of aggregates and unknown codes.

    ``codes`` are ISO3, or UN location numbers as whole numbers or text. A number that is no country is an
    aggregate; unknown letters stay unchanged and are listed.
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
def _m49() -> Mapping[str, str]:
    numbers = countries.load()["m49"].dropna()
    return {str(number): str(iso3) for iso3, number in numbers.items()}


def named(
    names: pd.Series, also: Mapping[str, str] = MappingProxyType({})
) -> tuple[pd.Series, dict[str, int], dict[str, int]]:
    """Return codes of places given by name, like :func:`coded`; ``also`` has a source's own spellings."""
    text = names.astype(str).str.strip()
    table: dict[str, str] = {}
    dropped, unmatched = dict[str, int](), dict[str, int]()
    for name, count in text.value_counts().items():
        if name.casefold() in TOTALS:
            dropped[name], table[name] = int(count), ""
            continue
        try:
            known = also.get(name) or NAMED.get(name.casefold())
            table[name] = known or countries.resolve(name)
        except UserError:
            counts = dropped if (aggregate := countries.is_group(name)) else unmatched
            table[name], counts[name] = "" if aggregate else name, int(count)
    return text.map(table).astype(object), dropped, unmatched
