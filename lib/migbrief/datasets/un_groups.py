"""Groups of the UN's M49 list: least developed, landlocked developing, small island developing countries."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Final

from migbrief import paths
from migbrief.errors import UserError
from migbrief.text.i18n import mark, t

NAMES: Final = MappingProxyType(
    {
        "LDC": mark("Least developed countries"),
        "LLDC": mark("Landlocked developing countries"),
        "SIDS": mark("Small island developing States"),
    }
)


@dataclass(frozen=True)
class UnGroup:
    """``members`` are ISO3 codes; ``as_of`` is the year of the list, since countries leave and join."""

    code: str
    name: str
    as_of: str
    members: tuple[str, ...]


def groups() -> Mapping[str, UnGroup]:
    """The groups by their code: LDC, LLDC, SIDS.

    >>> "NPL" in groups()["LDC"].members
    True
    """
    return _groups(paths.data() / "reference" / "un_groups.csv")


@lru_cache(maxsize=2)
def _groups(path: Path) -> Mapping[str, UnGroup]:
    try:
        with path.open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
        return MappingProxyType(
            {
                code: UnGroup(
                    code,
                    NAMES[code],
                    next(row["as_of"] for row in rows if row["group"] == code),
                    tuple(row["iso3"] for row in rows if row["group"] == code),
                )
                for code in NAMES
            }
        )
    except (OSError, KeyError, StopIteration):
        raise UserError(t("{path} is missing; run: make data", path=path)) from None
