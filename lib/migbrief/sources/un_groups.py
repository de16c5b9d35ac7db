"""``reference/un_groups.csv``: least developed, landlocked developing and small island developing countries.

From the UN's M49 list, in a package under the MIT licence and in OCHA's taxonomy. The package does not date
the list; the 45 least developed countries without Bhutan, which left on 13 December 2023, and with São Tomé
and Príncipe, which left on 13 December 2024, do.
"""

import csv
import io
from collections.abc import Mapping
from typing import Final

from migbrief.errors import UserError

from . import fetch
from .records import csv_text

PACKAGE: Final = "django-countries-hdx"
MEMBER: Final = "django_countries_hdx/hdx_plus_m49.csv"
AS_OF: Final = "2024"
COLUMNS: Final = ("group", "iso3", "as_of")
SIZES: Final = {"LDC": 45, "LLDC": 32, "SIDS": 53}


def build(_: Mapping[str, str]) -> dict[str, str]:
    """Return the table. Raise ``UserError`` for another number of members, which means a list of another
    date.
    """
    rows = list(csv.DictReader(io.StringIO(fetch.read(PACKAGE, MEMBER).decode("utf-8"))))
    members_of_groups = []
    for group, size in SIZES.items():
        members = sorted(row["ISO 3166-1 Alpha 3-Codes"] for row in rows if row[group] == "True")
        if len(members) != size:
            raise UserError(
                f"{PACKAGE} has {len(members)} members of {group}, not {size}; date the list anew"
            )
        members_of_groups += [{"group": group, "iso3": iso3, "as_of": AS_OF} for iso3 in members]
    return {"reference/un_groups.csv": csv_text(COLUMNS, members_of_groups)}
