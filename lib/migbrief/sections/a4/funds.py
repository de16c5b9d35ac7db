"""The two funds: what is stated, and what later sources report of the emergency fund."""

from __future__ import annotations

import re

import pandas as pd

from ... import charts, tables, words
from ...display import Display, note, paragraph
from ...language import mark, t
from ...section import Brief
from ...tables import Column
from ..common import unstated

EMERGENCY, EMERGENCY_FACT = "emergency-fund", "a4-emergency-fund"


def development_fund(brief: Brief) -> Display:
    """The Development Fund in the two years stated, with the change computed."""
    first, second = brief.fact("a4-fund-2011"), brief.fact("a4-fund-2012")
    if first is None or second is None:
        return unstated(mark("the Development Fund in two years"))
    before, after = float(first["value"]), float(second["value"])
    given = {
        "later": words.date(second["as_of"]),
        "earlier": words.date(first["as_of"]),
        "figure": words.quantity(after, "US$"),
        "change": words.change(before, after).removeprefix("+").removeprefix("−"),
    }
    if after < before:
        title = t(
            "The Development Fund's {later} figure, {figure}, is {change} less than that of {earlier}",
            **given,
        )
    elif after > before:
        title = t(
            "The Development Fund's {later} figure, {figure}, is {change} more than that of {earlier}",
            **given,
        )
    else:
        title = t("The Development Fund's {later} figure, {figure}, is as much as that of {earlier}", **given)
    data = pd.DataFrame(
        {
            "figure": [
                f"{words.date(f['as_of'])}, {t(str(f['subject'])).split(', ')[-1]}" for f in (first, second)
            ],
            "value": [before, after],
            "status": [first["status"], second["status"]],
        }
    )
    return charts.bars(
        data,
        label="figure",
        value="value",
        title=title,
        source=t("{source}; change computed", source=brief.source),
        unit="US$",
        axis=t("US$"),
        note=t(
            "The earlier figure is what was allocated to projects and the later what was budgeted: a plan "
            "beside a result, so the change is a guide only."
        ),
        name="development fund",
    )


def _reports(brief: Brief) -> pd.DataFrame:
    rows = brief.edition.outcomes
    mine = (rows["initiative_id"] == EMERGENCY) | (rows["fact_id"] == EMERGENCY_FACT)
    return rows[mine].sort_values("date", kind="stable")


def emergency_evidence(brief: Brief) -> Display:
    """What later sources say of the emergency fund, side by side."""
    rows = _reports(brief)
    bears = rows["fact_id"].isin(brief.view.facts["fact_id"])  # else no figure of the paper is judged
    return tables.table(
        rows.assign(verdict=rows["verdict"].where(bears, None)),
        t("The emergency fund in later sources"),
        columns={
            "observed": mark("What the source says"),
            "date": Column(mark("Date"), kind="date"),
            "publisher": mark("Publisher"),
            "verdict": Column(mark("Verdict"), kind="verdict", missing="–"),
            "note": Column(mark("Note"), missing=mark("none")),
            "where_published": Column(mark("Where"), missing=mark("not stated")),
        },
        source=f"data/editions/{brief.edition.name}/outcomes.csv",
        empty=mark("No later source on the emergency fund is held here."),
    )


def emergency_sums(brief: Brief) -> Display:
    """The size agreed beside the sums later sources report; each is another thing, so none adds up."""
    fact = brief.fact(EMERGENCY_FACT)
    if fact is None:
        return unstated(mark("the size of an emergency fund"))
    rows = _reports(brief)
    rows = rows[(rows["fact_id"] == EMERGENCY_FACT) & rows["observed_value"].notna()]
    size = float(fact["value"])
    data = pd.DataFrame(
        {
            "figure": [t("agreed size, as the paper states it")]
            + [f"{_short(t(r['observed']))} ({t(r['publisher'])})" for _, r in rows.iterrows()],
            "value": [size, *rows["observed_value"].astype(float)],
        }
    )
    agreed, later = words.quantity(size, "US$"), [words.quantity(v, "US$") for v in data["value"].iloc[1:]]
    title = t("The emergency fund: {figure} agreed, no later sum held here", figure=agreed)
    if later:
        title = t(
            "The emergency fund: {figure} agreed; later sources report {sums}, not as parts of it",
            figure=agreed,
            sums=words.listing(later),
        )
    return charts.bars(
        data,
        label="figure",
        value="value",
        title=title,
        source=words.series((brief.source, f"data/editions/{brief.edition.name}/outcomes.csv")),
        unit="US$",
        axis=t("US$"),
        note=t(
            "The size agreed is a ceiling to be raised, a contribution is money paid in, and money lent is "
            "counted each time it goes out, so the same dollar can count twice. No sum is part of another, "
            "so no share is computed."
        ),
        name="emergency fund sums",
        label_width=34,
    )


def _short(text: str) -> str:
    """The clause of an observation that holds its sum: the last one with dollars."""
    clauses = [c.strip() for c in str(text).split(";") if re.search(r"US\$|dollars|dólares", c)]
    return clauses[-1] if clauses else str(text)


def council_date(brief: Brief) -> Display:
    """Whether later sources agree on when the fund was set up."""
    rows = _reports(brief)
    rows = rows[(rows["verdict"] == "supported") & (rows["fact_id"] == "")]
    said = [f"{words.date(r['date'])} ({r['title'] or t(r['publisher'])})" for _, r in rows.iterrows()]
    if not said:
        return note(t("No later source held here says when the fund was set up."))
    if rows["date"].nunique() == 1:
        return paragraph(
            t(
                "Later sources agree on when the fund was set up: *{when}*.",
                when=words.date(rows["date"].iloc[0]),
            )
        )
    return paragraph(
        t(
            "Sources *disagree* on when the fund was set up: {dates}. Both are kept.",
            dates=words.listing(said),
        )
    )
