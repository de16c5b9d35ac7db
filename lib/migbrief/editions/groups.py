"""Groups of countries that have profiles: the world, M49 regions, income groups, the EU, or any list."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from migbrief.datasets import countries
from migbrief.errors import UserError, unknown
from migbrief.text import words
from migbrief.text.i18n import mark, t
from migbrief.text.markup import slug

NAMED: Final = 4  # countries of a list that its name contains
KINDS: Final = {
    "world": mark("the world"),
    "region": mark("UN M49 region"),
    "sub_region": mark("UN M49 sub-region"),
    "income_group": mark("World Bank income group"),
    "union": mark("members of the European Union in 2011"),
    "un_group": mark("group of the UN's M49 list of 2024"),
    "bloc": mark("group of States with its members of 2025"),
    "union_year": mark("members of the European Union at the end of the year named"),
    "paper": mark("group that a paper speaks of"),
    "list": mark("countries chosen"),
}
# Kind of group → the year of its list, if it changes, and the list's publisher.
LISTS: Final = {
    "union": ("2011", mark("European Union")),
    "union_year": ("", mark("European Union")),
    "income_group": ("", mark("World Bank, income groups")),
    "un_group": ("2024", mark("UN Statistics Division, M49")),
    "bloc": ("2025", mark("CIA World Factbook, 2025 edition, and worldcountrygroups 0.5.0")),
    "paper": ("", mark("the paper")),
}
M49: Final = ("", mark("UN Statistics Division, M49"))


@dataclass(frozen=True)
class Group:
    """``members`` are ISO3, ordered by name."""

    id: str
    name: str
    kind: str
    members: tuple[str, ...]


@lru_cache(maxsize=1)
def available() -> tuple[Group, ...]:
    """Return every group: the world, regions, income groups, EU27, the UN's and regional organisations.

    >>> available()[0].id
    'world'
    """
    rows = [countries.group(name) for name in countries.groups()]
    return tuple(map(_from_countries, rows))


def _from_countries(group: countries.Group) -> Group:
    return Group(slug(group.name), group.name, group.kind, group.members)


def group(text: str) -> Group:
    """Return the group with a name, id or M49 code, ignoring case and accents.

    Raises ``UserError`` for an unknown text.

    >>> group("eastern africa").id
    'eastern-africa'
    """
    wanted = countries.fold(text)
    for g in available():
        if wanted in (countries.fold(g.name), g.id):
            return g
    try:
        return _from_countries(
            countries.group(
                text.replace("-", " ") if countries.EU.fullmatch(wanted.replace("-", " ")) else text
            )
        )
    except UserError:
        hint = t("give an M49 region, an income group or EU27")
        raise unknown(mark("region"), text, [g.name for g in available()], hint) from None


def custom_group(members: Sequence[str]) -> Group:
    """Return a group of any countries (ISO3), each once, sorted by name.

    >>> custom_group(["NPL", "KEN"]).name
    'Kenya and Nepal'
    """
    codes = countries.sort_by_name(dict.fromkeys(members))
    title = words.listing([countries.name(code) for code in codes], NAMED)
    return Group(slug("-".join(codes)), title, "list", tuple(codes))
