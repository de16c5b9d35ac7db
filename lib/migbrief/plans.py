"""What the paper planned, and what became of it."""

from __future__ import annotations

import pandas as pd

from . import words
from .edition import Edition

FATES = ("kept", "slipped", "changed", "unknown")
AMOUNTS = ("money", "people", "count", "rate", "frequency")
FATE_MEANINGS = {
    "kept": "a later source shows it done as planned",
    "slipped": "done, but later than planned",
    "changed": "done in part or otherwise than planned, or sources disagree",
    "unknown": "no later source found so far",
}


def last_day(date: object) -> pd.Timestamp | None:
    """The last day a perhaps partial ISO date can mean: ``2012`` → 31 December 2012."""
    if words.is_missing(date):
        return None
    text = str(date)
    try:
        stamp = pd.Timestamp(text if len(text) > 4 else f"{text}-01-01")
    except ValueError:
        return None
    if len(text) == 4:
        return stamp + pd.offsets.YearEnd(0)
    return stamp + pd.offsets.MonthEnd(0) if len(text) == 7 else stamp


def fate(planned_for: object, outcomes: pd.DataFrame) -> str:
    """One of :data:`FATES` for a plan.

    ``outcomes`` has columns ``verdict`` and ``date``. A later source that contradicts the date, and lies
    after it, means the plan slipped; one that supports it, kept; anything mixed, changed.
    """
    verdicts = set(outcomes["verdict"]) - {"context"}
    if not verdicts:
        return "unknown"
    if verdicts == {"supported"}:
        return "kept"
    due = last_day(planned_for)
    against = outcomes[outcomes["verdict"] == "contradicted"]
    seen = [d for d in map(last_day, against["date"]) if d is not None]
    if due is not None and seen and verdicts == {"contradicted"} and min(seen) > due:
        return "slipped"
    return "changed"


def plans(edition: Edition) -> pd.DataFrame:
    """Every plan of an edition, one row each: planned initiatives, and planned amounts, counts and rhythms.

    Planned dates, ordinals and lists are not plans of their own: they describe an initiative.

    Columns: ``plan_id``, ``section``, ``paragraph``, ``what``, ``planned_for`` (ISO, perhaps partial),
    ``fate`` and ``later`` (what later sources say, each with its publisher and date; empty where
    none was found).
    """
    rows = []
    facts = edition.facts[(edition.facts["status"] == "planned") & edition.facts["kind"].isin(AMOUNTS)]
    initiatives = edition.initiatives[edition.initiatives["status"] == "planned"]
    for table, key, what, due in (
        (initiatives, "initiative_id", "name", "start"),
        (facts, "fact_id", "paraphrase", "as_of"),
    ):
        for _, row in table.iterrows():
            found = edition.outcomes[edition.outcomes[key] == row[key]]
            when = row[due]
            if key == "initiative_id" and not words.is_missing(row["end"]):
                when = row["end"]
            rows.append(
                {
                    "plan_id": row[key],
                    "section": row["section"],
                    "paragraph": row["paragraph"],
                    "what": row[what],
                    "planned_for": when,
                    "fate": fate(when, found),
                    "later": "; ".join(
                        f"{o['observed']} ({o['publisher']}, {words.date(o['date'])})"
                        for _, o in found.iterrows()
                    ),
                }
            )
    columns = ["plan_id", "section", "paragraph", "what", "planned_for", "fate", "later"]
    return pd.DataFrame(rows, columns=columns)
