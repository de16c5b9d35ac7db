"""The two funds: what is stated, and what later sources report of the emergency fund."""

from __future__ import annotations

import re

import pandas as pd

from migbrief.content.paper.brief import Brief
from migbrief.content.paper.common import unstated
from migbrief.display import charts
from migbrief.display.html import Display, paragraph
from migbrief.text import words
from migbrief.text.i18n import mark, t
from migbrief.text.markup import noted

EMERGENCY_FACT = "a4-emergency-fund"


def development_fund(brief: Brief) -> Display:
    """The Development Fund in the two years stated, with the change computed."""
    first, second = brief.fact("a4-fund-2011"), brief.fact("a4-fund-2012")
    if first is None or second is None:
        return unstated(mark("the Development Fund in two years"))
    before, after = first.value, second.value
    given = {
        "later": words.date(second.as_of),
        "earlier": words.date(first.as_of),
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
    caveat = t(
        "The earlier figure is what was allocated to projects and the later what was budgeted: a plan "
        "beside a result, so the change is a guide only."
    )
    return paragraph(f"{words.sentence(noted(title, 'facts'))} {caveat}")


def emergency_sums(brief: Brief) -> Display:
    """The size agreed beside the sums later sources report; each is another thing, so none adds up."""
    fact = brief.fact(EMERGENCY_FACT)
    if fact is None:
        return unstated(mark("the size of an emergency fund"))
    rows = brief.edition.outcomes
    rows = rows[(rows["fact_id"] == EMERGENCY_FACT) & rows["observed_value"].notna()]
    rows = rows.sort_values("date", kind="stable")
    size = fact.value
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
