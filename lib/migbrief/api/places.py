"""Groups of countries and their members."""

from typing import Final

from migbrief.datasets import countries
from migbrief.editions.groups import KINDS, LISTS, M49
from migbrief.text.i18n import mark, t

from .frame import Frame, frame

GROUPS: Final = (
    dict.fromkeys(("group", "kind", "code"), "str")
    | {"members": "Int64"}
    | dict.fromkeys(("as_of", "source"), "str")
)
MEMBERS: Final = dict.fromkeys(("iso3", "country", "group", "as_of", "source"), "str")
OWN: Final = mark("your own list")


def groups() -> Frame:
    """List the groups of countries: the world, regions, sub-regions, income groups, the EU, LDC, ECOWAS …

    Columns ``group`` (its name), ``kind``, ``code`` (M49), ``members`` (how many), ``as_of`` (the year of the
    list, where it changes) and ``source``.

    >>> import migbrief as mb
    >>> rows = mb.groups().set_index("group")
    >>> int(rows.loc["EU27", "members"]), rows.loc["Least developed countries", "as_of"]
    (27, '2024')
    """
    rows = []
    for name in countries.groups():
        group = countries.group(name)
        as_of, source = LISTS.get(group.kind, M49)
        rows.append((t(name), t(KINDS[group.kind]), group.code, len(group.members), as_of, t(source)))
    return frame(rows, GROUPS)


def members(group: str) -> Frame:
    """List the members of a group, by name.

    ``group`` is a name, an alias such as ``LDC`` or an M49 code, or your own list: the path of a CSV file
    with a column ``iso3`` or ``country``, which every function also takes as places. Columns ``iso3, country,
    group, as_of, source``. Raises ``UserError`` for an unknown group, with the nearest names.

    >>> import migbrief as mb
    >>> len(mb.members("LDC")), mb.members("Northern Africa")["iso3"].iloc[0]
    (45, 'DZA')
    """
    if group.strip().casefold().endswith(".csv"):
        rows = [(code, countries.name(code), group, "", t(OWN)) for code in countries.codes(group)]
        return frame(rows, MEMBERS)
    known = countries.group(group)
    as_of, source = LISTS.get(known.kind, M49)
    codes = countries.members(known.name)
    return frame([(c, countries.name(c), t(known.name), as_of, t(source)) for c in codes], MEMBERS)
