"""Outliers: who lies far out by the stated rule, and how much of a sum a few members hold."""

from __future__ import annotations

from typing import Final

import pandas as pd

from .. import indicators, tables, words
from ..display import Display, note
from ..region import Region
from ..tables import Column, Table
from . import figures
from .spread import FEWEST, RULE, Spread, spread

LARGEST: Final = 3  # members whose share of a sum is named


def named(region: Region) -> Table:
    """Rates, shares and indices with the members outside the usual range, farthest first."""
    definitions = indicators.definitions()
    rates = definitions.index[~definitions["summable"] & ~definitions["kind"].isin(["status", "amount"])]
    spreads = {key: found for key in rates if len((found := spread(region, key)).rows)}
    used = [found.rows for found in spreads.values()]
    rows = [
        {
            "indicator": figures.axis(key),
            "n": len(found.rows),
            "usual": _range(found),
            "below": _list(found.below) if found.fences else None,
            "above": _list(found.above) if found.fences else None,
        }
        for key, found in spreads.items()
    ]
    far = {code for found in spreads.values() for code in (*found.below.index, *found.above.index)}
    caption = f"Members outside the usual range: {words.count(len(far), 'member')} in one figure or more"
    return tables.table(
        pd.DataFrame(rows, columns=["indicator", "n", "usual", "below", "above"]),
        caption,
        columns={
            "indicator": "Indicator",
            "n": Column("Figures", kind="number"),
            "usual": Column("Usual range", missing=f"fewer than {FEWEST} figures"),
            "below": Column("Below it", missing="—"),
            "above": Column("Above it", missing="—", wide=True),
        },
        source=words.source(pd.concat(used)) if used else "",
        note=f"{RULE} Far out is not wrong: it is where to look first.",
        empty="No member has a rate, share or index in this vintage.",
    )


def concentration(region: Region) -> Display:
    """How much of each sum the largest members hold."""
    rows, used = [], []
    definitions = indicators.definitions()
    for key in definitions.index[definitions["summable"]]:
        found = region.latest(key).sort_values("value", ascending=False)
        whole = float(found["value"].sum())
        if len(found) <= LARGEST or not whole:
            continue
        used.append(found)
        first = found.head(LARGEST)
        rows.append(
            {
                "indicator": figures.name(key),
                "sum": figures.together(region, key),
                "share": 100 * float(first["value"].sum()) / whole,
                "who": words.listing(
                    f"{r['name']} ({words.share(r['value'], whole)})" for _, r in first.iterrows()
                ),
            }
        )
    if not rows:
        return note(f"No sum is spread over more than {LARGEST} members.")
    return tables.table(
        pd.DataFrame(rows).sort_values("share", ascending=False),
        f"What the {LARGEST} largest members hold of each sum",
        columns={
            "indicator": "Indicator",
            "sum": "Together",
            "share": Column("Held by them", unit="%", kind="number", decimals=0),
            "who": Column("Who", wide=True),
        },
        source=words.source(pd.concat(used)),
        note="Shares are of the members with a figure, computed from figures that may be of different years.",
    )


def _range(found: Spread) -> str | None:
    """The usual range; its low end is left out where it lies below zero and no figure does."""
    if found.fences is None:
        return None
    low, high = found.fences
    if low < 0 <= float(found.rows["value"].min()):
        return f"up to {words.number(high)}"
    return f"{words.number(low)} to {words.number(high)}"


def _list(rows: pd.DataFrame) -> str:
    if rows.empty:
        return "none"
    return words.listing((f"{r['name']} ({words.number(r['value'])})" for _, r in rows.iterrows()), 8)
