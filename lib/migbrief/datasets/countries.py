"""Countries and groups of countries: codes, names, M49 regions, income groups.

``load()`` has one row per ISO3 code. A *group* is a set of them: World, an M49 region or sub-region, a
World Bank income group, EU27 (the 27 members of the European Union in 2011: with the United Kingdom,
without Croatia) or ``EU 2024`` (its members at the end of any year), one of the UN's groups of developing
countries as of 2024, a regional organisation or the like as of 2025, or one that a paper speaks of. Places
without a permanent population belong to no group.
"""

import csv
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final

import pandas as pd
from babel import Locale

from migbrief import paths
from migbrief.errors import UserError, nearest, reason, unknown
from migbrief.text import i18n
from migbrief.text.i18n import mark, t

from .csv_errors import explain_read_errors
from .name_forms import KINDS, PLAIN, TABLES, word_set
from .name_forms import fold as fold

INCOME_GROUPS: Final = ("Low income", "Lower middle income", "Upper middle income", "High income")
LISTED: Final = ("list", "source", "date")  # columns that describe a user's own file of countries
# M49 regions that are unions of the sub-regions in countries.csv.
_UNIONS: Final = {
    "Sub-Saharan Africa": ("202", ("Eastern Africa", "Middle Africa", "Southern Africa", "Western Africa")),
    "Latin America and the Caribbean": ("419", ("Caribbean", "Central America", "South America")),
}
# Groups of the UN's M49 list as of 2024, with their names and M49 codes; members change.
UN_GROUPS: Final = {
    "LDC": (mark("Least developed countries"), "199"),
    "LLDC": (mark("Landlocked developing countries"), "432"),
    "SIDS": (mark("Small island developing States"), "722"),
}
# Regional organisations and other groups of States, with aliases.
BLOCS: Final[dict[str, list[str]]] = TABLES["blocs"]
EU: Final = re.compile(r"(?:eu|european union|union europeenne|union europea|ue) \(?((?:19|20)\d\d)\)?")
LONGEST: Final = 200  # letters of a name to look up
LONGEST_NAME: Final = 4  # parts between commas that a name may have
_GROUP_ALIASES: Final = {
    **{code.casefold(): name for code, (name, _) in UN_GROUPS.items()},
    **{alias: name for name, aliases in (BLOCS | TABLES["groups"]).items() for alias in aliases},
}
_CALLED: Final = {fold(name): iso3 for iso3, names in TABLES["called"].items() for name in names}
_INSTEAD: Final = {fold(name): codes.split() for codes, names in TABLES["instead"].items() for name in names}


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


def load() -> pd.DataFrame:
    """Return every country and area with an ISO3 code, indexed by it.

    Columns as in ``reference/countries.csv``: codes and names as text (M49 codes with three digits),
    ``ranked`` and ``eu27_2011`` as booleans, ``latitude`` and ``longitude`` in degrees, blanks as missing.
    Several Factbook entries of one code are joined in ``gec``: ``gz we``. Raises ``UserError`` without the
    file.

    >>> load().loc["KEN", "sub_region"]
    'Eastern Africa'
    """
    return _places().copy(deep=False)


@lru_cache(maxsize=1)
def _places() -> pd.DataFrame:
    path = paths.data() / "reference" / "countries.csv"
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
    """Return the ISO3 code of a country given by ISO3, ISO2, ISO or M49 number, or name.

    A name may be the UN's, the World Bank's, UNHCR's or Natural Earth's, short or formal, in any language of
    the reports, or a common short or former one; case, accents, punctuation and word order are ignored.
    Raises ``UserError`` for an unknown or ambiguous text, with the nearest countries; for a State that no
    longer exists, with those in its place.

    >>> resolve("cote d'ivoire"), resolve("Korea, Dem. People's Rep."), resolve("404")
    ('CIV', 'PRK', 'KEN')
    """
    text = str(text).strip()
    iso3 = _exact(text) or _by_words().get(word_set(text)) or _formal(text)
    if iso3 is None:
        hint = t("give an ISO3 code such as KEN, or a country's name")
        raise unknown(mark("country"), text, _names(), hint, _meant(text))
    return iso3


def codes(places: str | Iterable[str]) -> list[str]:
    """Return the ISO3 codes of countries and groups, each once.

    ``places`` are a text as in :func:`resolve_list`, or several, each a code, a name, a group, or the path of
    a CSV file with a column ``iso3`` or ``country``. A name of both a country and a group, such as
    Micronesia, is the country; use the group's M49 code. Raises ``UserError`` for what is neither.

    >>> codes(["Kenya", "UGA"]), codes("EU27")[:3], codes(["Congo, Dem. Rep."])
    (['KEN', 'UGA'], ['AUT', 'BEL', 'BGR'], ['COD'])
    """
    known = _names()
    parts = [places] if isinstance(places, str) else places
    iso3s = [code for part in parts for code in ([part] if part in known else resolve_list(str(part)))]
    return list(dict.fromkeys(iso3s))


def resolve_list(text: str) -> list[str]:
    """Return the ISO3 codes of a list of countries and groups, each once.

    Items are separated by semicolons if there are any, else by commas. A name with a comma may be in double
    quotes, and is recognised without them if its parts are not countries.

    >>> resolve_list("KEN, China, Hong Kong SAR, Congo, Dem. Rep.")
    ['KEN', 'HKG', 'COD']
    """
    if text.strip().casefold().endswith(".csv"):
        return _read_codes(Path(text.strip()).expanduser())
    if '"' in text or ";" in text:
        delimiter = ";" if ";" in text else ","
        try:
            parts = next(csv.reader([text], delimiter=delimiter, skipinitialspace=True))
        except csv.Error:  # a line break, or more than any list has
            parts = [text]
        return list(dict.fromkeys(code for part in parts if part.strip() for code in _either(part)))
    parts = text.split(",")
    iso3s = []
    while parts:
        count, of_first = _first_name(parts)
        del parts[:count]
        iso3s += of_first
    return list(dict.fromkeys(iso3s))


def _either(text: str) -> list[str]:
    """Return the country of a text, or the members of the group it names."""
    if (iso3 := _exact(text.strip())) is not None:
        return [iso3]
    if is_group(text):
        return members(text)
    try:
        return [resolve(text)]
    except UserError:
        options = [*_names().values(), *_aliases(), *groups()]
        if not successors(text) and set(nearest(text, options, 1)) & set(groups()):
            raise unknown(mark("country or group"), text.strip(), options) from None
        raise


def list_title(path: Path) -> str:
    """Return the title of a user's own file of countries, from its columns ``list``, ``source`` and ``date``.

    Without them it is the file name.

    >>> list_title(Path("gone.csv"))
    Traceback (most recent call last):
    migbrief.errors.UserError: gone.csv cannot be read: No such file or directory
    """
    rows = _own_file(path).rename(columns=lambda name: name.strip().casefold())
    heading = {key: next((x.strip() for x in rows.get(key, ()) if x.strip()), "") for key in LISTED}
    about = ", ".join(heading[key] for key in LISTED[1:] if heading[key])
    return (heading["list"] or path.stem).replace(": ", " ") + (f" ({about})" if about else "")


def _own_file(path: Path) -> pd.DataFrame:
    try:
        return pd.read_csv(path, dtype=str, keep_default_na=False)
    except (OSError, ValueError) as error:  # includes UnicodeError and pandas' own errors
        why = reason(error) if isinstance(error, OSError) else error
        raise UserError("{path} cannot be read: {why}", path=path, why=why) from None


def _read_codes(path: Path) -> list[str]:
    """Return the countries of a user's own file."""
    rows = _own_file(path)
    column = next((c for c in rows.columns if c.strip().casefold() in ("iso3", "country")), None)
    if column is None:
        raise UserError("{path} has no column iso3 or country", path=path)
    return list(dict.fromkeys(resolve(text) for text in rows[column] if text.strip()))


def _first_name(parts: list[str]) -> tuple[int, list[str]]:
    """Return how many parts of a list make its first name, and its countries; none if it is blank."""
    if not parts[0].strip():
        return 1, []
    for count in range(min(len(parts), LONGEST_NAME), 1, -1):
        joined = ",".join(parts[:count])
        # "China,Kenya" without a space is a list; in a name a space follows the comma.
        if all(part.startswith(" ") for part in parts[1:count]) and (iso3 := _exact(joined)):
            return count, [iso3]
    try:
        return 1, _either(parts[0])
    except UserError:
        for count in range(2, min(len(parts), LONGEST_NAME) + 1):
            if iso3 := _by_words().get(word_set(",".join(parts[:count]))):
                return count, [iso3]
        raise


def name(iso3: str) -> str:
    """Return a country's name in the current language; in English as in the UN's M49 list, a few shortened.

    A translation in our catalogues takes precedence over CLDR's, which differs from the UN's in places.

    >>> name("CIV")
    "Côte d'Ivoire"
    """
    rows = _names()
    code = iso3 if iso3 in rows else resolve(iso3)
    language = i18n.current()
    if language == i18n.DEFAULT:
        return rows[code]
    if i18n.known(rows[code]):
        return i18n.t(rows[code])
    return str(Locale(language).territories.get(_iso2().get(code, ""), rows[code]))


def called(text: str) -> str:
    """Return the ISO3 code of a country by its name in the current language; blank for any other text.

    >>> called("Kenya"), called("kenya")
    ('KEN', '')
    """
    return _codes_by_name(i18n.current()).get(text, "")


@lru_cache(maxsize=8)
def _codes_by_name(_: str) -> Mapping[str, str]:
    return {name(code): code for code in _names()}


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
    """Return the names of all groups: World, regions, sub-regions, income groups, EU27, and others.

    >>> groups()[:3]
    ['World', 'Africa', 'Americas']
    """
    return list(_groups())


def group_name(group: str) -> str:
    """Return the canonical name of a group given by name, alias, or M49 code with or without zeros.

    Raises ``UserError`` for an unknown group.

    >>> group_name("lac"), group_name("14")
    ('Latin America and the Caribbean', 'Eastern Africa')
    """
    text = str(group).strip()
    if text in _groups():
        return text
    name = _group_lookup().get(text.zfill(3) if text.isdigit() else fold(text)) or _union_name(text)
    if not name:
        raise unknown(mark("group"), group, groups())
    return name


def is_group(text: str) -> bool:
    """Return whether a text is a group's name, alias or M49 code.

    >>> is_group("LDC"), is_group("KEN,NPL")
    (True, False)
    """
    known = (text.strip().zfill(3) if text.strip().isdigit() else fold(text)) in _group_lookup()
    return known or bool(_union_name(text))


def group(name: str) -> Group:
    """Return a group with its M49 code, kind and members. Raises ``UserError`` for an unknown group.

    >>> group("EU27").kind, len(group("EU 2024").members)
    ('union', 27)
    """
    return _group(group_name(name))


@lru_cache(maxsize=1)
def _names() -> Mapping[str, str]:
    return MappingProxyType(load()["name"].to_dict())


@lru_cache(maxsize=1)
def rows() -> Mapping[str, Mapping[str, Any]]:
    """Return the rows of :func:`load` by ISO3, for fast access to single rows.

    >>> rows()["KEN"]["iso2"]
    'KE'
    """
    return MappingProxyType(load().to_dict("index"))


@lru_cache(maxsize=1)
def _iso2() -> Mapping[str, str]:
    return MappingProxyType(load()["iso2"].dropna().to_dict())


@lru_cache(maxsize=1)
def _aliases() -> Mapping[str, str]:
    rows = _table(paths.data() / "reference" / "aliases.csv")
    return MappingProxyType(dict(zip(rows["alias"], rows["iso3"], strict=True)))


def other_names(iso3: str) -> list[str]:
    """Return the other names of a country.

    >>> other_names("MMR")
    ['Burma']
    """
    return [alias for alias, code in _aliases().items() if code == iso3]


def successors(text: str) -> list[str]:
    """Return the names of the countries in place of a State that no longer exists; none for another text.

    >>> successors("Czechoslovakia")
    ['Czechia', 'Slovakia']
    """
    return sorted(_names()[iso3] for iso3 in _INSTEAD.get(fold(text), ()))


@lru_cache(maxsize=1)
def _published() -> tuple[tuple[str, str], ...]:
    """Return every publisher's name for a country, with its ISO3."""
    rows = _table(paths.data() / "reference" / "names.csv")
    return tuple(zip(rows["name"], rows["iso3"], strict=True))


@lru_cache(maxsize=1)
def spellings() -> Mapping[str, str]:
    """Return every spelling of country names that a text may contain, with the ISO3 code.

    >>> spellings()["Vietnam"], spellings()["Republic of Moldova"]
    ('VNM', 'MDA')
    """
    own = {text: iso3 for iso3, text in _names().items()}
    short = {re.sub(r"\s*\(.*\)$", "", text): iso3 for text, iso3 in own.items()}
    return MappingProxyType({**dict(_published()), **short, **_aliases(), **own})


@lru_cache(maxsize=1)
def _lookup() -> Mapping[str, str]:
    """Return ISO3 by folded text. Later entries win: aliases over publishers' names, our names over all."""
    table = load()
    codes = {fold(text): iso3 for text, iso3 in (*_published(), *_aliases().items())}
    codes |= {str(code).casefold(): str(iso3) for iso3, code in table["iso2"].dropna().items()}
    codes |= {str(code): str(iso3) for iso3, code in table["m49"].dropna().items()}
    codes |= {iso3.casefold(): iso3 for iso3 in _names()}
    codes |= {fold(text): iso3 for iso3, text in _names().items()}
    return MappingProxyType(codes)


def _exact(text: str) -> str | None:
    key = fold(text)
    known = _lookup().get(key.zfill(3) if key.isdigit() else key) or _names_by_language().get(key)
    return known or _CALLED.get(key)


@lru_cache(maxsize=1)
def _by_words() -> Mapping[frozenset[str], str]:
    """Return ISO3 by the set of words in a name, if those are of one country only."""
    bags = _bags(_written())
    return MappingProxyType(
        {words: min(codes) for words, codes in bags.items() if len(codes) == 1 and len(words) > 1}
    )


@lru_cache(maxsize=2)
def _cores(without: frozenset[str] = frozenset()) -> Mapping[frozenset[str], set[str]]:
    """Return ISO3 codes by the words of every name in all languages, without words for a kind of state."""
    return MappingProxyType(_bags((*_written(), *_in_languages()), without))


def _written() -> Iterator[tuple[str, str]]:
    """Yield every publisher's name, alias and name of ours, with its ISO3."""
    yield from (*_published(), *_aliases().items(), *((text, iso3) for iso3, text in _names().items()))


def _bags(
    names: Iterable[tuple[str, str]], without: frozenset[str] = frozenset()
) -> dict[frozenset[str], set[str]]:
    bags: dict[frozenset[str], set[str]] = {}
    for text, iso3 in names:
        if words := word_set(text) - without:
            bags.setdefault(words, set()).add(iso3)
    return bags


def _formal(text: str) -> str | None:
    """Return the country of a name with "Republic" or "Kingdom" added to a country's name.

    The Republics of China and of Viet Nam are or were others than those that the name alone means.
    """
    words = word_set(text)
    codes = _cores().get(words - PLAIN, set()) if words & PLAIN else set()
    return min(codes) if len(codes) == 1 and not codes & {"CHN", "VNM"} else None


@lru_cache(maxsize=1)
def _names_by_language() -> Mapping[str, str]:
    """Return our and CLDR's country names in each language, folded, if they mean one country."""
    by_name: dict[str, set[str]] = {}
    for text, iso3 in _in_languages():
        by_name.setdefault(fold(text), set()).add(iso3)
    return MappingProxyType({key: min(codes) for key, codes in by_name.items() if len(codes) == 1})


def _in_languages() -> Iterator[tuple[str, str]]:
    iso2 = _iso2()
    for language in i18n.LANGUAGES:
        territories = Locale(language).territories
        with i18n.speaking(language):
            for iso3 in _names():
                spoken = {name(iso3), str(territories.get(iso2.get(iso3, ""), ""))} - {""}
                yield from ((text, iso3) for text in spoken)


def _meant(text: str) -> list[str]:
    """Return the few countries that a text may mean.

    They are those in place of a former State, those with its words in a name, or similar ones. Words for a
    kind of state are ignored, or any republic would be near.
    """
    if instead := successors(text):
        return instead
    words, cores = word_set(text) - KINDS, _cores(KINDS)
    if not words or len(text) > LONGEST:
        return []
    near = [words] if words in cores else [names for names in cores if words <= names]
    if not near and len(text) > 3:  # otherwise it is a code
        letters = {" ".join(sorted(names)): names for names in cores}
        near = [letters[hit] for hit in get_close_matches(" ".join(sorted(words)), letters, 3, 0.8)]
    codes = {iso3 for names in near for iso3 in cores[names]}
    return sorted(_names()[iso3] for iso3 in codes) if len(codes) <= 3 else []


@lru_cache(maxsize=1)
def _groups() -> Mapping[str, Group]:
    rows = load()
    rows = rows[rows["ranked"]]
    rows = rows.assign(key=[fold(text) for text in rows["name"]]).sort_values("key")

    def made(name: str, code: str, kind: str, chosen: Any) -> Group:
        return Group(name, code, kind, tuple(rows.index[chosen]))

    groups = [made(mark("World"), "001", "world", rows["ranked"])]
    for level in ("region", "sub_region"):
        codes = dict(zip(rows[level], rows[f"{level}_m49"], strict=True))
        groups += [made(n, codes[n], level, rows[level] == n) for n in sorted(codes)]
        if level == "region":
            groups += [made(n, c, "region", rows["sub_region"].isin(of)) for n, (c, of) in _UNIONS.items()]
    groups += [made(n, "", "income_group", rows["income_group"] == n) for n in INCOME_GROUPS]
    groups.append(made("EU27", "", "union", rows["eu27_2011"]))
    listed = _table(paths.data() / "reference" / "un_groups.csv").groupby("group")["iso3"].agg(set)
    groups += [made(n, c, "un_group", rows.index.isin(listed[key])) for key, (n, c) in UN_GROUPS.items()]
    blocs = _table(paths.data() / "reference" / "blocs.csv").groupby("group")["iso3"].agg(set)
    groups += [made(name, "", "bloc", rows.index.isin(blocs[name])) for name in BLOCS]
    known = {g.name: g for g in groups}
    for name, those in _of_papers():
        if name and name not in known and (ranked_members := rows.index.isin(those)).any():
            known[name] = made(name, "", "paper", ranked_members)
    return MappingProxyType(known)


def _group(name: str) -> Group:
    return _groups()[name] if name in _groups() else _union(name)


def _union_name(text: str) -> str:
    """Return ``EU 2024`` for the European Union in a year in which it had members; else blank."""
    match = EU.fullmatch(fold(text))
    return f"EU {match[1]}" if match and _union(f"EU {match[1]}").members else ""


@lru_cache(maxsize=128)
def _union(name: str) -> Group:
    """Return the members of the European Union at the end of the year in a name."""
    day = f"{name[-4:]}-12-31"
    rows = _table(paths.data() / "reference" / "eu_members.csv")
    now = rows[(rows["joined"] <= day) & ((rows["left"] == "") | (rows["left"] > day))]
    codes = sorted(now["iso3"], key=lambda code: fold(_names()[code]))
    return Group(name, "", "union_year", tuple(codes))


def _of_papers() -> Iterator[tuple[str, set[str]]]:
    """Yield the groups in tables of editions; ``migbrief check`` reports errors in these."""
    for path in sorted(paths.editions().glob("*/groups.csv")):
        try:
            yield from _table(path).groupby("group")["iso3"].agg(set).items()
        except (UserError, KeyError):
            continue


@lru_cache(maxsize=256)
def _members(group: str, language: str) -> tuple[str, ...]:
    """Return members in order. Cached by language, as reports need the same few groups repeatedly."""
    codes = _group(group).members
    return codes if language == i18n.DEFAULT else tuple(sort_by_name(codes))


@lru_cache(maxsize=1)
def _group_lookup() -> Mapping[str, str]:
    names = dict(_GROUP_ALIASES)
    for language in reversed(i18n.LANGUAGES):  # English last, to take precedence
        with i18n.speaking(language):
            names |= {fold(t(g.name)): g.name for g in _groups().values()}
    names |= {g.code: g.name for g in _groups().values() if g.code}
    return MappingProxyType(names)
