"""Countries and groups of countries: codes, names, M49 regions, income groups.

``load()`` has one row per ISO3 code. A *group* is a set of them: World, an M49 region or sub-region, a
World Bank income group, or EU27 (the 27 members of the European Union in 2011: with the United Kingdom,
without Croatia). Places without a permanent population belong to no group.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final

import pandas as pd
from babel import Locale

from migbrief import paths
from migbrief.errors import UserError, unknown
from migbrief.text import i18n
from migbrief.text.i18n import mark, t

from .csv_errors import explain_read_errors

INCOME_GROUPS: Final = ("Low income", "Lower middle income", "Upper middle income", "High income")
# M49 regions that are unions of the sub-regions in countries.csv.
_UNIONS: Final = {
    "Sub-Saharan Africa": ("202", ("Eastern Africa", "Middle Africa", "Southern Africa", "Western Africa")),
    "Latin America and the Caribbean": ("419", ("Caribbean", "Central America", "South America")),
}
_GROUP_ALIASES: Final = {
    "eu": "EU27",
    "european union": "EU27",
    "eu 27": "EU27",
    "global": "World",
    "all": "World",
    "north america": "Northern America",
    "southeast asia": "South-eastern Asia",
    "north africa": "Northern Africa",
    "west africa": "Western Africa",
    "east africa": "Eastern Africa",
    "latin america": "Latin America and the Caribbean",
    "lac": "Latin America and the Caribbean",
    "low": "Low income",
    "lower middle": "Lower middle income",
    "upper middle": "Upper middle income",
    "high": "High income",
}


@dataclass(frozen=True)
class Group:
    """``code`` is the M49 code, blank for income groups and EU27; ``members`` are ISO3, ordered by name."""

    name: str
    code: str
    kind: str
    members: tuple[str, ...]


def _table(path: Path, **options: Any) -> pd.DataFrame:
    with explain_read_errors(path):
        return pd.read_csv(path, dtype=str, keep_default_na=False, **options)


@lru_cache(maxsize=1)
def load() -> pd.DataFrame:
    """Return every country and area that has an ISO3 code, indexed by it; read-only.

    Columns as in ``reference/countries.csv``: codes and names as text (M49 codes with three digits),
    ``ranked`` and ``eu27_2011`` as booleans, ``latitude`` and ``longitude`` in degrees, blanks as missing.
    Several Factbook entries of one code stand together in ``gec``: ``gz we``. Raises ``UserError`` without
    the file.

    >>> load().loc["KEN", "sub_region"]
    'Eastern Africa'
    """
    path = paths.data() / "reference" / "countries.csv"
    if not path.is_file():
        raise UserError(t("{path} is missing; run: make data", path=path))
    rows = _table(path, na_values=[""])
    rows = rows[rows["iso3"].notna()]
    gecs = rows.dropna(subset=["gec"]).groupby("iso3")["gec"].agg(" ".join)
    rows = rows.drop_duplicates("iso3").set_index("iso3")
    rows["gec"] = gecs.reindex(rows.index)
    for column in ("ranked", "eu27_2011"):
        rows[column] = rows[column] == "true"
    for column in ("latitude", "longitude"):
        rows[column] = rows[column].astype(float)
    return rows.sort_index()


def resolve(text: str) -> str:
    """Return the ISO3 code of a country given by ISO3, ISO2 or name, ignoring case, accents and punctuation.

    Raises ``UserError`` for an unknown or ambiguous text, with the nearest countries.

    >>> resolve("cote d'ivoire")
    'CIV'
    """
    iso3 = _lookup().get(fold(text))
    if iso3 is None:
        raise unknown(
            mark("country"),
            text,
            _options(text),
            t("give an ISO3 code such as KEN, or a country's name"),
        )
    return iso3


def name(iso3: str) -> str:
    """Return a country's name in the current language; in English as in the UN's M49 list, a few shortened.

    A translation in our catalogues comes before CLDR's, which differs from the UN's in places.

    >>> name("CIV")
    "Côte d'Ivoire"
    """
    rows = _names()
    code = iso3 if iso3 in rows else resolve(iso3)
    spoken = i18n.current()
    if spoken == i18n.DEFAULT:
        return rows[code]
    if i18n.known(rows[code]):
        return i18n.t(rows[code])
    iso2 = load().loc[code, "iso2"]
    return str(Locale(spoken).territories.get(str(iso2), rows[code]))


def members(group: str) -> list[str]:
    """Return the ISO3 codes of a group's countries, sorted by name.

    Raises ``UserError`` for an unknown group.

    >>> members("Northern America")
    ['BMU', 'CAN', 'GRL', 'SPM', 'USA']
    """
    return list(_members(group_name(group), i18n.current()))


def sort_by_name(codes: Iterable[str]) -> list[str]:
    """Return countries (ISO3) sorted by their names in the current language.

    >>> sort_by_name(["NPL", "KEN"])
    ['KEN', 'NPL']
    """
    return sorted(codes, key=lambda code: fold(name(code)))


def groups() -> list[str]:
    """Return the names of all groups: World, regions, sub-regions, income groups, EU27.

    >>> groups()[:3]
    ['World', 'Africa', 'Americas']
    """
    return list(_groups())


def group_name(group: str) -> str:
    """Return the name of a group given by name, common alias, or M49 code with or without zeros.

    Raises ``UserError`` for an unknown group.

    >>> group_name("lac"), group_name("14")
    ('Latin America and the Caribbean', 'Eastern Africa')
    """
    text = str(group).strip()
    name = _group_lookup().get(text.zfill(3) if text.isdigit() else fold(text))
    if name is None:
        raise unknown(mark("group"), group, groups())
    return name


def group(name: str) -> Group:
    """Return a group with its M49 code, kind and members. Raises ``UserError`` for an unknown group.

    >>> group("EU27").kind
    'union'
    """
    return _groups()[group_name(name)]


@lru_cache(maxsize=8192)
def fold(text: str) -> str:
    """Return text in the form used to compare names: without case, accents, punctuation and "the".

    "&" becomes "and", "St." becomes "saint".

    >>> fold("Côte d'Ivoire")
    'cote divoire'
    """
    plain = unicodedata.normalize("NFKD", str(text)).casefold().replace("&", " and ").replace("ı", "i")
    kept = "".join(
        c if c.isalnum() else " " for c in plain if not unicodedata.combining(c) and c not in "'’.ʼ"
    )
    words = ["saint" if word == "st" else word for word in kept.split()]
    return " ".join(word for word in words if word != "the") or " ".join(words)


@lru_cache(maxsize=1)
def _names() -> Mapping[str, str]:
    return MappingProxyType(load()["name"].to_dict())


@lru_cache(maxsize=1)
def _aliases() -> Mapping[str, str]:
    rows = _table(paths.data() / "reference" / "aliases.csv")
    return MappingProxyType(dict(zip(rows["alias"], rows["iso3"], strict=True)))


def other_names(iso3: str) -> list[str]:
    """Return what a country is called besides its name.

    >>> other_names("MMR")
    ['Burma']
    """
    return [alias for alias, code in _aliases().items() if code == iso3]


@lru_cache(maxsize=1)
def _lookup() -> Mapping[str, str]:
    """Folded text to ISO3. Later entries win: a code over an alias, a name over both."""
    iso2 = load()["iso2"].dropna()
    codes = {fold(alias): iso3 for alias, iso3 in _aliases().items()}
    codes |= {code.casefold(): iso3 for iso3, code in iso2.items()}
    codes |= {iso3.casefold(): iso3 for iso3 in _names()}
    codes |= {fold(text): iso3 for iso3, text in _names().items()}
    return MappingProxyType(codes)


def _options(text: str) -> list[str]:
    codes = list(_names()) if len(str(text).strip()) <= 3 else []
    return [*_names().values(), *_aliases(), *codes]


@lru_cache(maxsize=1)
def _groups() -> Mapping[str, Group]:
    rows = load()
    rows = rows[rows["ranked"]]
    rows = rows.assign(key=[fold(text) for text in rows["name"]]).sort_values("key")

    def made(name: str, code: str, kind: str, chosen: pd.Series) -> Group:
        return Group(name, code, kind, tuple(rows.index[chosen]))

    groups = [made("World", "001", "world", rows["ranked"])]
    for level in ("region", "sub_region"):
        codes = dict(zip(rows[level], rows[f"{level}_m49"], strict=True))
        groups += [made(n, codes[n], level, rows[level] == n) for n in sorted(codes)]
        if level == "region":
            groups += [made(n, c, "region", rows["sub_region"].isin(of)) for n, (c, of) in _UNIONS.items()]
    groups += [made(n, "", "income_group", rows["income_group"] == n) for n in INCOME_GROUPS]
    groups.append(made("EU27", "", "union", rows["eu27_2011"]))
    return MappingProxyType({g.name: g for g in groups})


@lru_cache(maxsize=256)
def _members(group: str, spoken: str) -> tuple[str, ...]:
    """Kept by language: a report asks for the same few groups again and again."""
    codes = _groups()[group].members
    return codes if spoken == i18n.DEFAULT else tuple(sort_by_name(codes))


@lru_cache(maxsize=1)
def _group_lookup() -> Mapping[str, str]:
    names = dict(_GROUP_ALIASES)
    for g in _groups().values():
        names[fold(g.name)] = g.name
        if g.code:
            names[g.code] = g.name
    return MappingProxyType(names)
