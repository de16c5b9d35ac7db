"""Groups of countries as profiles know them: M49 regions, income groups, EU27, and those a paper names.

A paper's groups come from its ``places.csv``: the countries that one initiative (or fact) names in one
role, such as the pilots of a programme, where there are at least two.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final

import pandas as pd

from . import countries, words
from . import edition as editions
from .display import slug
from .edition import Edition
from .errors import UserError, unknown
from .language import mark, t, tn

KINDS: Final = {
    "world": mark("the world"),
    "region": mark("UN M49 region"),
    "sub_region": mark("UN M49 sub-region"),
    "income_group": mark("World Bank income group"),
    "union": mark("members of the European Union in 2011"),
    "paper": mark("group named by the paper"),
    "list": mark("countries chosen"),
}
# How a group is called by its role; any other role follows the initiative's name.
_CALLED: Final = {
    "coverage": "{} countries",
    "pilot": "Pilot countries: {}",
    "used in": "Countries of use: {}",
}


@dataclass(frozen=True)
class Group:
    """``members`` are ISO3, ordered by name. ``aliases`` are other texts that mean the group.

    ``about`` says of a paper's group, in our words, what its initiative or fact is; else it is blank.
    """

    id: str
    name: str
    kind: str
    members: tuple[str, ...]
    aliases: tuple[str, ...] = ()
    about: str = ""


def available(edition: str = "") -> list[Group]:
    """Every group: the world, regions, sub-regions, income groups, EU27, then those of the edition.

    A blank ``edition`` takes the groups of all editions; an id used before stays with the first.
    """
    if edition:
        return list(_groups((edition,)).values())
    return list(_groups(tuple(editions.available())).values())


def group(text: str, edition: str = "") -> Group:
    """The group of a name, id, M49 code or alias, ignoring case and accents.

    Unknown text is a ``UserError`` with the nearest.
    """
    found = available(edition)
    named = {key: g for g in reversed(found) for key in _keys(g)}
    wanted = countries.fold(text)
    if wanted in named:
        return named[wanted]
    try:
        return {g.name: g for g in found}[countries.group_name(text)]
    except UserError:
        options = [o for g in found for o in (g.name, *g.aliases)]
        hint = t("give an M49 region, an income group, EU27, or a group of the paper such as linet")
        raise unknown(mark("region"), text, options, hint) from None


def resolve(text: str, edition: str = "") -> str:
    """The canonical name of a group, as :func:`group` finds it."""
    return group(text, edition).name


def chosen(members: Sequence[str]) -> Group:
    """The group of any countries (ISO3), each once, ordered by name."""
    codes = _ordered(members)
    names = [countries.name(code) for code in codes]
    called = (
        words.listing(names)
        if len(names) <= 2
        else tn("{n} country chosen", "{n} countries chosen", len(names))
    )
    return Group(slug("-".join(codes)), called, "list", tuple(codes))


@lru_cache(maxsize=8)
def named(edition: Edition) -> tuple[Group, ...]:
    """The groups an edition names, those of its initiatives first.

    A fact whose countries are those of another group is no group of its own, only another name.
    """
    found: list[Group] = []
    roles: list[str] = []
    subjects = [("initiative_id", edition.initiatives, "name"), ("fact_id", edition.facts, "subject")]
    for key, table, title in subjects:
        about = table.set_index(key)
        rows = edition.places[edition.places[key] != ""]
        several = rows.groupby(key)["role"].nunique() > 1
        for (of, role), places in rows.groupby([key, "role"], sort=False):
            codes = _members(places)
            same = [g for g in (*found, *_standing().values()) if set(g.members) == set(codes)]
            if key == "fact_id" and same:
                if same[0] in found:
                    found[found.index(same[0])] = replace(same[0], aliases=(*same[0].aliases, of))
            elif len(codes) > 1:
                full, says = str(about.loc[of, title]), str(about.loc[of, "paraphrase"])
                called = _called(full, role) if key == "initiative_id" else words.sentence(full).rstrip(".")
                aliases = (of, f"{of}:{role}", full, _short(full))
                id = slug(f"{of}-{role}" if several[of] else of)
                found.append(Group(id, called, "paper", tuple(codes), aliases, f"{full}: {says}"))
                roles.append(role)
    # A role that only one group has is name enough for it: "pilot", "preparedness countries".
    return tuple(
        replace(g, aliases=(*g.aliases, role, f"{role} countries")) if roles.count(role) == 1 else g
        for g, role in zip(found, roles, strict=True)
    )


def _members(rows: pd.DataFrame) -> list[str]:
    codes: list[str] = []
    for row in rows.itertuples():
        codes += countries.members(row.group) if row.group else [row.iso3]
    return _ordered(codes)


def _ordered(codes: Sequence[str]) -> list[str]:
    return countries.by_name(dict.fromkeys(codes))


def _short(name: str) -> str:
    """The acronym a name ends with, or the name: ``… Experts (LINET)`` is LINET."""
    return name.rpartition("(")[2].rstrip(")") if name.endswith(")") else name


def _called(name: str, role: str) -> str:
    """A group after its role and its initiative, unless the role says it all."""
    if set(countries.fold(role).split()) <= set(countries.fold(name).split()):
        return f"{words.sentence(role).rstrip('.')} countries"
    return _CALLED.get(role, f"{{}}, {role}").format(_short(name))


def _keys(g: Group) -> list[str]:
    return [countries.fold(text) for text in (g.name, g.id, *g.aliases)]


@lru_cache(maxsize=1)
def _standing() -> dict[str, Group]:
    """The groups that belong to no paper, by id."""
    rows = [countries.group(name) for name in countries.groups()]
    return {slug(g.name): Group(slug(g.name), g.name, g.kind, g.members) for g in rows}


def _groups(names: tuple[str, ...]) -> dict[str, Group]:
    found = dict(_standing())
    for name in names:
        for g in named(editions.load(name)):
            found.setdefault(g.id, g)
    return found
