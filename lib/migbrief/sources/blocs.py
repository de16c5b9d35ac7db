"""``reference/blocs.csv``: regional organisations and other groups of States, with their members of 2025.

From two packages, since each fills the other's gaps: the Factbook of 2025 leaves out suspended members and
the State of Palestine, the other some codes and the latest members. Groups of which both lack a member, such
as MERCOSUR and the OECD, or in which one has a member too many, such as the Commonwealth, are left out.
"""

import csv
import io
import json
import re
from collections import defaultdict
from collections.abc import Mapping
from typing import Final

from migbrief.errors import UserError

from . import fetch
from .factbook.reader import entities, leaves
from .records import TABLES, csv_text

PACKAGE: Final = "worldcountrygroups"
MEMBER: Final = "worldcountrygroups/data/groups/{}.json"
AS_OF: Final = "2025"
COLUMNS: Final = ("group", "iso3", "as_of")
# Listed, but no members: those that left on 29 January 2025, with Burkina Faso, and an associate.
NO_MEMBERS: Final = {"ECOWAS": {"MLI", "NER"}, "Commonwealth of Independent States": {"TKM"}}
_ENTRY: Final = re.compile(r"(?P<name>.+?)(?: \(suspended\b.*)?")


def build(done: Mapping[str, str]) -> dict[str, str]:
    """Return the table. Raise ``UserError`` for another number of members, which means a list of another
    date.
    """
    places = csv.DictReader(io.StringIO(done["reference/countries.csv"]))
    listed = _factbook({row["gec"]: row["iso3"] for row in places if row["gec"] and row["iso3"]})
    files = fetch.files(PACKAGE)
    rows = []
    for group, (here, other_key, size) in TABLES["blocs"].items():
        in_package = {row["iso3"] for row in json.loads(files[MEMBER.format(other_key)])["countries"]}
        members = sorted((listed[here] | in_package) - {""} - NO_MEMBERS.get(group, set()))
        if len(members) != size:
            raise UserError(f"there are {len(members)} members of {group}, not {size}; date the list anew")
        rows += [{"group": group, "iso3": iso3, "as_of": AS_OF} for iso3 in members]
    return {"reference/blocs.csv": csv_text(COLUMNS, rows)}


def _factbook(iso3: Mapping[str, str]) -> dict[str, set[str]]:
    """Return the members of each organisation named in the Factbook's entries."""
    members: dict[str, set[str]] = defaultdict(set)
    for gec, entity in entities("2025").items():
        content = entity.get("Government", {}).get("International organization participation")
        for leaf in leaves(content) if gec in iso3 else ():
            for entry in re.split(r"[,;]\s*", re.sub(r"<[^>]*>", "", leaf.text)):
                if match := _ENTRY.fullmatch(entry.strip()):
                    members[match["name"]].add(iso3[gec])
    return members
