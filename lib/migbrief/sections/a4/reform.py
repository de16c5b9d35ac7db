"""The structural reform and the board: offices, and what became of each."""

from __future__ import annotations

import pandas as pd

from ... import anatomy, charts, tables, words
from ...display import Display
from ...section import Brief
from ...tables import Column
from ..common import unstated

OFFICES = ("a4-regional-offices", "a4-liaison-offices")


def offices(brief: Brief) -> Display:
    """Regional and liaison offices as stated, beside what later sources count."""
    rows = []
    for fact_id in OFFICES:
        fact = brief.fact(fact_id)
        if fact is None:
            continue
        rows.append((f"{fact['subject']}, {words.date(fact['as_of'])}, stated", float(fact["value"])))
        found = brief.edition.outcomes
        found = found[(found["fact_id"] == fact_id) & found["observed_value"].notna()]
        rows += [
            (f"{fact['subject']}, {words.date(o['date'])}, {o['publisher']}", float(o["observed_value"]))
            for _, o in found.iterrows()
        ]
    if not rows:
        return unstated("how many offices the reform creates")
    data = pd.DataFrame(rows, columns=["offices", "value"])
    shown = [f"{words.number(v)} {name.split(',')[0]}" for name, v in rows if name.endswith("stated")]
    later = [
        f"{words.number(v)} {n.split(', ')[0]} ({n.split(', ', 1)[1]})"
        for n, v in rows
        if not n.endswith("stated")
    ]
    return charts.bars(
        data,
        label="offices",
        value="value",
        title=f"Stated: {words.listing(shown)}"
        + (f"; later: {words.listing(later)}" if later else "; no later count found"),
        source=f"{brief.source}; data/editions/{brief.edition.name}/outcomes.csv",
        unit="offices",
        axis="Offices",
        note="A later number shows a later state and does not disprove an earlier one." if later else "",
        name="offices",
        label_width=34,
    )


def became(brief: Brief) -> Display:
    """Every initiative of the section, planned or reported, with what later sources say of it."""
    rows = brief.view.initiatives
    found = brief.edition.outcomes
    said = [
        "; ".join(
            f"{o['observed']} ({o['publisher']}, {words.date(o['date'])})"
            for _, o in found[found["initiative_id"] == key].iterrows()
        )
        for key in rows["initiative_id"]
    ]
    shown = pd.DataFrame(
        {
            "name": rows["name"].to_numpy(),
            "status": rows["status"].to_numpy(),
            "when": [anatomy.period(r["start"], r["end"]) for _, r in rows.iterrows()],
            "later": said,
        }
    )
    known = sum(bool(s) for s in said)
    return tables.table(
        shown,
        f"Later sources were found for {known} of {words.count(len(rows), 'initiative')}"
        if len(rows)
        else "Initiatives and what became of them",
        columns={
            "name": "Initiative",
            "status": "Status in the paper",
            "when": Column("When", missing="not stated"),
            "later": Column("What later sources say", missing="no later source found"),
        },
        source=f"{brief.source}; data/editions/{brief.edition.name}/outcomes.csv",
        name="what became of the initiatives",
        empty="The paper names no initiative here.",
    )
