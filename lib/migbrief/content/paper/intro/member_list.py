"""Who is on the Factbook's list of members and observers."""

from __future__ import annotations

import pandas as pd

from migbrief.content.paper.brief import Brief
from migbrief.content.paper.common import pool
from migbrief.datasets import countries, indicators
from migbrief.display import theme
from migbrief.text.i18n import mark

INDICATOR = "iom_membership"
STALE = mark(
    "The Factbook's list bears no date and is the same in both editions, so it is stale and does not prove "
    "the number stated. States that have joined since may still stand as observers, or not at all."
)
LISTED = ("member", "observer", mark("not listed"))  # the first two are translated as nouns that are counted
COLOURS = dict(zip(LISTED, (theme.SERIES[0], theme.SERIES[1], theme.SERIES[7]), strict=True))


def listed(brief: Brief) -> pd.DataFrame:
    """Every country with its status on the Factbook's list.

    Indexed by iso3; columns ``country``, ``region``, ``income_group``, ``income_vintage`` and ``status``
    (one of ``LISTED``).
    Territories that are not listed are left out: only states can join.
    """
    known = indicators.latest(INDICATOR, brief.vintage)["qualifier"]
    rows = countries.load()
    status = known.reindex(rows.index).fillna(LISTED[2])
    rows = rows.assign(country=rows["name"], status=status)
    return rows[(rows["kind"] == "country") | (rows["status"] != LISTED[2])][
        ["country", "region", "income_group", "income_vintage", "status"]
    ]


def looked_at(brief: Brief) -> pd.DataFrame:
    """Of :func:`listed`, the group asked for and the countries asked for by name; all without a group."""
    rows = listed(brief)
    return rows[rows.index.isin(pool(brief))] if brief.group else rows
