"""Diaspora: who receives remittances, as a share of GDP."""

from __future__ import annotations

import pandas as pd

from migbrief.content.paper.brief import Brief
from migbrief.content.paper.common import FEWEST, absent, highest, leading, places, pool, scope
from migbrief.content.shared import indicator_charts
from migbrief.datasets import indicators
from migbrief.display.html import Display
from migbrief.registry.parameter_models import Ranked
from migbrief.text import words
from migbrief.text.i18n import t

SHARE = "remittances"


def _shares(brief: Brief) -> pd.DataFrame:
    rows = indicators.latest(SHARE, brief.vintage, pool(brief))
    return rows.assign(country=rows["name"]).sort_values("value", ascending=False, kind="stable")


def remittance_ranking(brief: Brief[Ranked]) -> Display:
    """The highest receivers by share of GDP, and the countries asked for."""
    rows = _shares(brief)
    if rows.empty:
        return absent(brief, SHARE)
    ranked = leading(rows, brief)
    given = {
        "scope": scope(brief),
        "most": highest(rows, "% of GDP"),
        "countries": places(len(rows), rows.index),
    }
    if len(rows) < FEWEST:
        title = t("Remittances{scope}: highest in {most}, of {countries} with data", **given)
    else:
        title = t(
            "Remittances{scope}: highest in {most}; the median of {countries} with data is {median}",
            median=words.quantity(rows["value"].median(), "%"),
            **given,
        )
    return indicator_charts.ranking(
        SHARE, brief.vintage, list(ranked.index), title=title, highlight=brief.highlight
    )
