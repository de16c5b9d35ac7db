"""Countries, groups of countries and organisations named in a text."""

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Final

from migbrief import paths
from migbrief.datasets import countries
from migbrief.editions.textcheck import country_names

_INTRODUCED: Final = re.compile(
    r"((?:[A-Z][\w’'-]+|UN)(?:\s+(?:of|for|and|the|on|to|in|de|del|para)\s+(?:the\s+)?|\s+|-)(?:[A-Z][\w’'-]+"
    r"(?:\s+(?:of|for|and|the|on|to|in|de|del|para)\s+(?:the\s+)?|\s+|-)?){1,9})\(([A-Z][A-Za-z-]{1,9})\)"
)
_SPELLINGS: Final = (
    ("Labor", "Labour"),
    ("Organi[sz]ation", "Organization"),
    ("Program", "Programme"),
    ("Center", "Centre"),
    ("Defense", "Defence"),
)
_ACRONYM: Final = 2  # capitals that an acronym needs


@dataclass(frozen=True)
class Organisation:
    """An organisation: its key, acronym, full name and kind, blank where unknown."""

    key: str
    acronym: str
    name: str
    kind: str


def known() -> tuple[Organisation, ...]:
    """Return the organisations in the reference data and all editions, each once.

    >>> "UNHCR" in [one.key for one in known()]
    True
    """
    tables = [
        *sorted(paths.editions().glob("*/organisations.csv")),
        paths.data() / "reference" / "organisations.csv",
    ]
    by_key: dict[str, Organisation] = {}
    for path in tables:
        for one in _read_organisations(path, path.stat().st_mtime_ns):
            if not {one.key, one.acronym, one.name} & {*by_key, *(f.name for f in by_key.values())}:
                by_key[one.key] = one
    return tuple(by_key.values())


@lru_cache(maxsize=64)
def _read_organisations(path: Path, stamp: int) -> tuple[Organisation, ...]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = csv.DictReader(file)
        columns = ("organisation", "acronym", "name", "kind")
        return tuple(Organisation(*(row.get(column) or "" for column in columns)) for row in rows)


def introduced(text: str) -> list[Organisation]:
    """Return the organisations a text introduces with their acronym.

    >>> introduced("the International Labour Organization (ILO) said")[0].name
    'International Labour Organization'
    """
    by_acronym: dict[str, Organisation] = {}
    for match in _INTRODUCED.finditer(text):
        name, acronym = " ".join(match[1].split()), match[2]
        capitals = re.sub(r"[^A-Z]", "", acronym)
        initials = re.sub(r"[^A-Z]", "", name)
        if len(capitals) >= _ACRONYM and capitals[0] == name[0] and set(capitals) <= set(initials):
            by_acronym.setdefault(acronym, Organisation(acronym, acronym, name, ""))
    return list(by_acronym.values())


def organisations(text: str, among: tuple[Organisation, ...]) -> list[Organisation]:
    """Return those of ``among`` that a text names, by name, acronym or key.

    >>> organisations("with the World Bank", (Organisation("World Bank", "", "World Bank", ""),))[0].key
    'World Bank'
    """
    text = _british(text)
    return [one for one in among if any(_names(one, text))]


def _names(one: Organisation, text: str) -> Iterator[bool]:
    for written in {one.key, one.acronym, one.name} - {""}:
        yield re.search(rf"(?<![\w-]){re.escape(_british(written))}(?![\w-])", text) is not None


@lru_cache(maxsize=1024)
def _british(text: str) -> str:
    """Return a text with words of names in British spelling.

    >>> _british("the International Labor Organisation")
    'the International Labour Organization'
    """
    for word, other in _SPELLINGS:
        text = re.sub(rf"\b{word}\b", other, text)
    return text


def places(text: str) -> tuple[list[str], list[str]]:
    """Return the countries (ISO3) and groups named in a text, each once, in order.

    >>> places("Kenya and Nepal in Eastern Africa")
    (['KEN', 'NPL'], ['Eastern Africa'])
    """
    pattern, names = _group_names()
    group_names = [names[match.group()] for match in pattern.finditer(text)]
    rest = pattern.sub(" ", text)
    codes = dict.fromkeys(code for _, code in country_names.named(rest))
    return list(codes), list(dict.fromkeys(group_names))


@lru_cache(maxsize=1)
def _group_names() -> tuple[re.Pattern[str], dict[str, str]]:
    names = {g: g for g in countries.groups() if " " in g and "income" not in g}
    for text in ("Western Hemisphere", "European Union", "Latin America", "West Africa", "East Africa"):
        names[text] = countries.group_name(text)
    for text in ("North Africa", "Southeast Asia", "North America"):
        names[text] = countries.group_name(text)
    longest = "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))
    return re.compile(rf"(?<!\w)(?:{longest})(?!\w)"), names
