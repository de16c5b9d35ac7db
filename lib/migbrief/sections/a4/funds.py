"""The two funds: what is stated, and what later sources report of the emergency fund."""

from __future__ import annotations

import pandas as pd

from ... import charts, tables, words
from ...display import Display, note, paragraph
from ...section import Brief
from ...tables import Column
from ..common import unstated

EMERGENCY, EMERGENCY_FACT = "emergency-fund", "a4-emergency-fund"


def development_fund(brief: Brief) -> Display:
    """The Development Fund in the two years stated, with the change computed."""
    first, second = brief.fact("a4-fund-2011"), brief.fact("a4-fund-2012")
    if first is None or second is None:
        return unstated("the Development Fund in two years")
    before, after = float(first["value"]), float(second["value"])
    verb = "less" if after < before else "more" if after > before else "as much"
    moved = words.change(before, after).removeprefix("+").removeprefix("−")
    amount = f"{moved} {verb} than" if after != before else verb + " as"
    data = pd.DataFrame(
        {
            "figure": [
                f"{words.date(f['as_of'])}, {str(f['subject']).split(', ')[-1]}" for f in (first, second)
            ],
            "value": [before, after],
            "status": [first["status"], second["status"]],
        }
    )
    return charts.bars(
        data,
        label="figure",
        value="value",
        title=f"The Development Fund's {words.date(second['as_of'])} figure, "
        f"{words.quantity(after, 'US$')}, is {amount} that of {words.date(first['as_of'])}",
        source=f"{brief.source}; change computed",
        unit="US$",
        axis="US$",
        note="The earlier figure is what was allocated to projects and the later what was budgeted: a plan "
        "beside a result, so the change is a guide only.",
        name="development fund",
    )


def _reports(brief: Brief) -> pd.DataFrame:
    rows = brief.edition.outcomes
    mine = (rows["initiative_id"] == EMERGENCY) | (rows["fact_id"] == EMERGENCY_FACT)
    return rows[mine].sort_values("date", kind="stable")


def emergency_evidence(brief: Brief) -> Display:
    """What later sources say of the emergency fund, side by side."""
    return tables.table(
        _reports(brief),
        "The emergency fund in later sources",
        columns={
            "observed": "What the source says",
            "date": Column("Date", kind="date"),
            "publisher": "Publisher",
            "verdict": Column("Verdict", kind="verdict"),
            "note": Column("Note", missing="none"),
            "where_published": Column("Where", missing="not stated"),
        },
        source=f"data/editions/{brief.edition.name}/outcomes.csv",
        empty="No later source on the emergency fund has been found.",
    )


def emergency_sums(brief: Brief) -> Display:
    """The size agreed beside the sums later sources report; each is another thing, so none adds up."""
    fact = brief.fact(EMERGENCY_FACT)
    if fact is None:
        return unstated("the size of an emergency fund")
    rows = _reports(brief)
    rows = rows[(rows["fact_id"] == EMERGENCY_FACT) & rows["observed_value"].notna()]
    size = float(fact["value"])
    data = pd.DataFrame(
        {
            "figure": ["agreed size, as the paper states it"]
            + [f"{_short(r['observed'])} ({r['publisher']})" for _, r in rows.iterrows()],
            "value": [size, *rows["observed_value"].astype(float)],
        }
    )
    parts = [f"{words.share(v, size)}" for v in data["value"].iloc[1:]]
    title = f"The emergency fund: {words.quantity(size, 'US$')} agreed, no later sum found"
    if parts:
        title = (
            f"Of the {words.quantity(size, 'US$')} agreed, the sums later reported come to "
            f"{words.listing(parts)}, each on its own"
        )
    return charts.bars(
        data,
        label="figure",
        value="value",
        title=title,
        source=f"{brief.source}; data/editions/{brief.edition.name}/outcomes.csv; shares computed",
        unit="US$",
        axis="US$",
        note="The size agreed is a ceiling to be raised, a contribution is money paid in, and money lent is "
        "counted each time it goes out, so the same dollar can count twice. No sum is part of another.",
        name="emergency fund sums",
        label_width=34,
    )


def _short(text: str) -> str:
    """The clause of an observation that holds its sum: the last one with ``US$``."""
    clauses = [c.strip() for c in str(text).split(";") if "US$" in c]
    return clauses[-1] if clauses else str(text)


def council_date(brief: Brief) -> Display:
    """Whether later sources agree on when the fund was set up."""
    rows = _reports(brief)
    rows = rows[(rows["verdict"] == "supported") & (rows["fact_id"] == "")]
    said = [f"{words.date(r['date'])} ({r['title'] or r['publisher']})" for _, r in rows.iterrows()]
    if not said:
        return note("No later source was found on when the fund was set up.")
    if rows["date"].nunique() == 1:
        return paragraph(
            f"Later sources agree on when the fund was set up: *{words.date(rows['date'].iloc[0])}*."
        )
    return paragraph(f"Sources *disagree* on when the fund was set up: {words.listing(said)}. Both are kept.")
