"""Verdicts in words, and whose sources they rest on."""

from __future__ import annotations

import re

import pandas as pd

from migbrief.content.paper.brief import Brief
from migbrief.content.shared.paper_wording import INSIDE, OUTSIDE


def verdict_words(brief: Brief) -> pd.Series:
    """fact_id → its verdict, what is supported by other sources told from what only the paper supports."""
    rows = brief.verdicts.set_index("fact_id")
    return (
        rows["basis"]
        .map({"outside": OUTSIDE, "inside": INSIDE})
        .where(rows["verdict"] == "supported", rows["verdict"])
    )


def own_sources(brief: Brief) -> tuple[int, int]:
    """How many of the later sources' entries here are of the paper's own author, and how many there are."""
    rows = brief.view.outcomes
    rows = rows[(rows["verdict"] != "context") & rows["fact_id"].isin(brief.view.facts["fact_id"])]
    named = rows["publisher"].str.contains(rf"\b{re.escape(brief.edition.author)}\b")
    return int(named.sum()), len(rows)
