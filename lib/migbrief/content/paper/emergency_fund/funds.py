"""The two funds: what the paper states of them, and what later sources report of the emergency fund."""

from typing import Final

import pandas as pd

from migbrief.content.paper.brief import Brief
from migbrief.content.shared.paper_wording import figure
from migbrief.display import charts
from migbrief.display.html import Display, note, paragraph
from migbrief.text import words
from migbrief.text.i18n import mark, t
from migbrief.text.value import Cite, Value, share

EMERGENCY: Final = "emergency-fund"  # roles of facts


def unstated(what: str) -> Display:
    """Say that an edition does not state a figure."""
    return note(t("This edition does not state {what}.", what=t(what)))


def stated(brief: Brief) -> Value | None:
    """Return the agreed size of the emergency fund; None if the edition does not state it."""
    for fact in brief.edition.facts_in_role(EMERGENCY):
        amount = figure(fact, brief.cite(fact))
        if isinstance(amount, Value):
            return amount
    return None


def fund_change(brief: Brief, fund: pd.DataFrame) -> Display:
    """Say how a fund changed from the first of some quantities stated to the last."""
    if len(fund) < 2:
        return unstated(mark("the Development Fund in two years"))
    earlier, later = fund["figure"].iloc[0], fund["figure"].iloc[-1]
    given = {"earlier": earlier, "later": later, "change": share(abs(later - earlier), earlier)}
    years = {"first": words.date(fund["as_of"].iloc[0]), "last": words.date(fund["as_of"].iloc[-1])}
    if later.value < earlier.value:
        sentence = t(
            "{later} is budgeted for the Development Fund for {last}, {change} less than the {earlier} "
            "allocated to projects in {first}.",
            **given,
            **years,
        )
    elif later.value > earlier.value:
        sentence = t(
            "{later} is budgeted for the Development Fund for {last}, {change} more than the {earlier} "
            "allocated to projects in {first}.",
            **given,
            **years,
        )
    else:
        sentence = t(
            "{later} is budgeted for the Development Fund for {last}, as much as was allocated to projects "
            "in {first}.",
            later=later,
            **years,
        )
    return paragraph(f"{sentence} {t('This compares a plan with a result, so it is only indicative.')}")


def fund_sums(brief: Brief) -> pd.DataFrame:
    """Return the agreed size of the emergency fund, then each sum that a later source reports, by date.

    Columns ``what`` (in words), ``publisher``, ``date`` (ISO, blank if unknown), ``sum`` (a value).
    """
    columns = ["what", "publisher", "date", "sum"]
    agreed = stated(brief)
    if agreed is None:
        return pd.DataFrame(columns=columns)
    fact = brief.edition.facts_in_role(EMERGENCY)[0]
    sums = [(t("size agreed"), t("the paper"), fact.as_of, agreed)]
    for one in sorted(brief.edition.outcomes_of(fact.fact_id), key=lambda one: one.date):
        if one.value is None:
            continue
        reference = [t(one.publisher), one.title, one.date and words.date(one.date), "outcomes.csv"]
        cite = Cite(one.outcome_id, ", ".join(part for part in reference if part), elsewhere=True)
        figure = Value(one.value, one.unit, cites=(cite,))
        sums.append((t(one.label or one.observed), t(one.publisher), one.date, figure))
    return pd.DataFrame(sums, columns=columns)


def reported(brief: Brief, sums: pd.DataFrame) -> str | None:
    """Word the sums after the first: ``US$ 2.5 million (first contribution) and …``; None
    if there are none.
    """
    later = [
        t("{figure} ({what})", figure=figure, what=what)
        for figure, what in zip(sums["sum"][1:], sums["what"][1:], strict=True)
    ]
    return words.listing(later) if later else None


def evidence_chart(brief: Brief, sums: pd.DataFrame) -> Display:
    """Draw the agreed size beside the sums reported later; they measure different things
    and are not added.
    """
    if sums.empty:
        return unstated(mark("the size of an emergency fund"))
    agreed = sums["sum"].iloc[0]
    title = t("{figure} was agreed for the emergency fund; no later amount is known", figure=agreed)
    if later := reported(brief, sums):
        title = t(
            "{figure} was agreed for the emergency fund; later sources report {sums}",
            figure=agreed,
            sums=later,
        )
    dated = sums.assign(date=sums["date"].map(words.date))
    names = [f"{what} ({publisher})" for what, publisher in zip(sums["what"], sums["publisher"], strict=True)]
    return charts.bars(
        sums.assign(what=names),
        label="what",
        value="sum",
        title=title,
        source=words.series((brief.source, f"{brief.tables}/outcomes.csv")),
        unit="US$",
        axis=t("US$"),
        note=t(
            "The size agreed is a ceiling, to be raised from donors; a contribution is money paid in; money "
            "lent counts each time it goes out. None is part of another."
        ),
        name="emergency fund sums",
        label_width=34,
        behind=dated,
    )
