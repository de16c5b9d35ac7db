"""The tidy format that readers of sources return, and the meaning of its words."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

import pandas as pd

from migbrief.text.i18n import mark

FIGURES: Final = ("iso3", "indicator", "year", "sex", "value", "value_high", "unit", "qualifier", "raw")
PAIRS: Final = ("iso3", "origin", *FIGURES[1:])
EXPORT: Final = (
    *("iso3", "origin", "indicator", "year", "sex", "value", "value_high", "unit", "qualifier"),
    *("source", "edition"),
)
SEXES: Final = ("both", "female", "male")

# Why a number is missing, or a remark on it. Several are joined by "; ".
MISSING: Final = mark("missing")  # the publisher says that it has none
SUPPRESSED: Final = mark("suppressed")  # known to the publisher, withheld because it concerns few people
ROUNDED: Final = mark("rounds to zero")  # the value is 0, but not exactly
NOT_COLLECTED: Final = mark("not collected")  # not asked in that year or place, or not applicable
NO_DATA: Final = mark("no data (0 in the source)")  # a zero that means "not reported"
DERIVED: Final = mark("derived")  # computed by us from the publisher's parts
AT_LEAST: Final = mark("at least")  # a part of the sum is missing or suppressed
BREAK: Final = mark("break")  # more than tenfold, and by 50,000 or more, from one year to the next
TO_DATE: Final = mark("year to date")


@dataclass
class Release:
    """Rows of one source edition, as read from one file.

    ``figures`` and ``pairs`` have the columns :data:`FIGURES` and :data:`PAIRS` (those left out are blank).
    ``about`` has ``publisher, title, address, licence, licence_address, citation, kind`` (counted, estimated
    or modelled), ``redistributable`` and optionally ``note``. ``names`` gives name and unit of indicators
    without a definition. ``dropped`` counts rows of the publisher's aggregates by code, ``unmatched`` those
    of unknown codes. ``pages`` is what the pages contain (such as ``rows of conflicts``) and how many the
    publisher announces, ``n_rows`` how many were read; ``events``: several pages may add up to one figure.
    """

    edition: str
    source: str
    about: Mapping[str, Any]
    figures: pd.DataFrame = field(default_factory=lambda: tidy(pd.DataFrame()))
    pairs: pd.DataFrame = field(default_factory=lambda: tidy(pd.DataFrame(), pairs=True))
    names: dict[str, tuple[str, str]] = field(default_factory=dict)
    dropped: dict[str, int] = field(default_factory=dict)
    unmatched: dict[str, int] = field(default_factory=dict)
    pages: tuple[str, int] | None = None
    events: bool = False
    n_rows: int = 0
    partial: str = ""
    files: tuple[Mapping[str, Any], ...] = ()  # of each: name, bytes, sha256


def tidy(rows: pd.DataFrame, pairs: bool = False, **same: Any) -> pd.DataFrame:
    """Return ``rows`` as figures or pairs: missing columns are blank, ``same`` sets whole columns.

    >>> tidy(pd.DataFrame({"iso3": ["KEN"], "value": [5.0]}), indicator="migrant_stock", year=2020).shape
    (1, 9)
    """
    rows = rows.assign(**same)
    columns = {}
    for column in PAIRS if pairs else FIGURES:
        if column in ("value", "value_high"):
            given = rows[column] if column in rows else pd.Series(float("nan"), rows.index)
            columns[column] = given.astype("float64")
        elif column == "year":
            columns[column] = rows[column].astype("int64") if column in rows else pd.Series(0, rows.index)
        else:
            blank = SEXES[0] if column == "sex" else ""
            columns[column] = rows[column] if column in rows else pd.Series(blank, rows.index, dtype=object)
    return pd.DataFrame(columns).reset_index(drop=True)


def joined(*qualifiers: str) -> str:
    """Join qualifiers, each once.

    >>> joined("derived", "", "at least", "derived")
    'derived; at least'
    """
    parts = [part for text in qualifiers for part in text.split("; ") if part]
    return "; ".join(dict.fromkeys(parts))
