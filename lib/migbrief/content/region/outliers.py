"""Outliers: who lies far out by the stated rule."""

from __future__ import annotations

import pandas as pd

from migbrief.datasets import indicators, migration_rates
from migbrief.display import tables
from migbrief.display.tables import Column, Table
from migbrief.text import words
from migbrief.text.i18n import t

from . import common
from .distribution import Spread, rule, spread
from .region import Region


def named(region: Region) -> Table:
    """Rates, shares and indices with the members outside the usual range, farthest first."""
    definitions = indicators.definitions()
    rates = definitions.index[~definitions["summable"] & ~definitions["kind"].isin(["status", "amount"])]
    spreads = {key: found for key in rates if len((found := spread(region, key)).rows)}
    used = [found.rows for found in spreads.values()]
    rows = [
        {
            "indicator": common.axis(key),
            "n": len(found.rows),
            "usual": _range(found, _whole(key)),
            "below": _list(found.below),
            "above": _list(found.above),
        }
        for key, found in spreads.items()
        if len(found.below) or len(found.above)
    ]
    far = {code for found in spreads.values() for code in (*found.below.index, *found.above.index)}
    caption = t(
        "Members outside the usual range: {members} in one figure or more",
        members=words.count(len(far), "member"),
    )
    return tables.table(
        pd.DataFrame(rows, columns=["indicator", "n", "usual", "below", "above"]),
        caption,
        columns={
            "indicator": t("Indicator"),
            "n": Column(t("Figures"), kind="number"),
            "usual": t("Usual range"),
            "below": t("Below it"),
            "above": Column(t("Above it"), wide=True),
        },
        source=words.source(pd.concat(used)) if used else "",
        note=f"{rule()} {t('Far out is not wrong: it is where to look first.')} "
        + common.doubted(region, migration_rates.RATE),
        empty=t("No member lies outside the usual range."),
        shown=8,
    )


def _whole(indicator: str) -> bool:
    """Whether a figure is a share of a whole, which is nowhere above 100 percent; one of GDP may be."""
    return common.unit(indicator) == "%"


def _range(found: Spread, share: bool) -> str | None:
    """The usual range, no wider than figures can be.

    Its low end is left out where it lies below zero and no figure does; a share ends at 100%.
    """
    if found.fences is None:
        return None
    low, high = found.fences
    high = min(high, 100.0) if share else high
    if low < 0 <= float(found.rows["value"].min()):
        return t("up to {figure}", figure=words.number(high))
    return t("{low} to {high}", low=words.number(low), high=words.number(high))


def _list(rows: pd.DataFrame) -> str:
    if rows.empty:
        return t("none")
    return words.listing((common.flagged(r, words.number(r["value"])) for _, r in rows.iterrows()), 4)
