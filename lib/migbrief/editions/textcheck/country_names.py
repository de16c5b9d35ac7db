"""Countries that a paragraph names beside those in its lists of countries."""

import re
from functools import lru_cache
from typing import Final

import pandas as pd

from migbrief.datasets import countries
from migbrief.editions.edition import Edition

from .layout import plain

_SHORTEST: Final = 4  # shorter names are acronyms, which have other meanings too
_SHORT: Final = ("US", "USA", "UK", "UAE", "DRC")
_OTHER: Final = ("Hong", "Total", "World")


def listed(edition: Edition) -> dict[tuple[str, int], set[str]]:
    """Return the paragraphs with a list of countries, each with all countries the edition has there.

    >>> from migbrief.editions import edition
    >>> any("KEN" in codes for codes in listed(edition.load("2012-tenth")).values())
    True
    """
    lists = edition.facts[edition.facts["kind"] == "list"]
    in_lists = edition.places[
        (edition.places["iso3"] != "") & edition.places["fact_id"].isin(lists["fact_id"])
    ]
    lists = lists[lists["fact_id"].isin(in_lists["fact_id"])]
    where = set(zip(lists["section"], lists["paragraph"], strict=True))
    return {(str(section), int(n)): _countries_at(edition, section, n) for section, n in where}


def _countries_at(edition: Edition, section: str, paragraph: int) -> set[str]:
    places, codes = edition.places, set()
    for key, table in (("fact_id", edition.facts), ("initiative_id", edition.initiatives)):
        here = table[(table["section"] == section) & (table["paragraph"] == paragraph)]
        rows: pd.DataFrame = places[places[key].isin(here[key])]
        codes |= set(rows["iso3"]) - {""}
    return codes


def named(text: str) -> list[tuple[str, str]]:
    """Return the countries named in a text, in order: the name as written, and its ISO3 code.

    >>> named("From Nepal to Kenya")
    [('Nepal', 'NPL'), ('Kenya', 'KEN')]
    """
    pattern, codes = _names()
    return [(m.group(), codes[m.group()]) for m in pattern.finditer(text)]


@lru_cache(maxsize=1)
def _names() -> tuple[re.Pattern[str], dict[str, str]]:
    codes = {plain(name): code for name, code in countries.spellings().items()}
    codes = {name: code for name, code in codes.items() if len(name) >= _SHORTEST or name in _SHORT}
    codes = {name: code for name, code in codes.items() if name not in _OTHER}
    longest_first = "|".join(re.escape(name) for name in sorted(codes, key=len, reverse=True))
    return re.compile(rf"(?<![\w.])(?=[^\Wa-z])(?:{longest_first})(?![\w$])"), codes
