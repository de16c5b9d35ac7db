"""Training as the paper counts it, and what its counts can be set against."""

from __future__ import annotations

import pandas as pd

from ... import tables, words
from ...anatomy import cited, located, stated
from ...display import Display, note, paragraph, stack
from ...language import mark, t
from ...section import Brief
from ...tables import Column
from .. import hedges

TRAINING = ("a1-beneficiaries", "a1-iml-trained", "a1-iml-countries", "a1-iml-frameworks")
SESSIONS = ("a1-iml-trainings-2012", "a1-cccm-sessions")


def training(brief: Brief) -> Display:
    """What is stated of training and advice, in people, countries and frameworks."""
    facts = [f for i in (*TRAINING, *SESSIONS) if (f := brief.fact(i)) is not None]
    if not facts:
        return note(t("This edition states no figures of training."))
    rows = pd.DataFrame(facts)
    table = tables.table(
        rows.assign(figure=[stated(f) for f in facts], at=located(rows)),
        t("Training and advice as stated"),
        columns={
            "subject": mark("What"),
            "figure": mark("Figure"),
            "as_of": Column(mark("Year"), kind="date"),
            "status": mark("Status"),
            "at": mark("Where"),
        },
        source=brief.source,
    )
    return stack(table, *_law_share(brief))


def _law_share(brief: Brief) -> list[Display]:
    trained, reached = brief.fact("a1-iml-trained"), brief.fact("a1-beneficiaries")
    if trained is None or reached is None:
        return []
    a, b = hedges.of(trained), hedges.of(reached)
    found = hedges.ratio(a, b) if a and b else None
    if found is None:
        return []
    percent = hedges.Range(*(100 * x for x in (found.value, found.low, found.high)))
    return [
        paragraph(
            t(
                "If the law trainees are among the people reached, they are *{share}* of them ({trained} "
                "divided by {reached}). The paper does not say if they are.",
                share=hedges.phrase(percent, "%"),
                trained=cited(trained),
                reached=cited(reached),
            )
        )
    ]


def sessions(brief: Brief) -> Display:
    """Whether the law trainings planned can be set against those held: only if both are counted alike."""
    plan, people = brief.fact("a1-iml-trainings-2012"), brief.fact("a1-iml-trained")
    if plan is None:
        return note(t("This edition counts no training sessions ahead."))
    planned, when = cited(plan), words.date(plan["as_of"])
    if people is None:
        return paragraph(
            t(
                "Planned for {date}: *{planned}* in migration law. The paper does not count those "
                "held before.",
                date=when,
                planned=planned,
            )
        )
    return paragraph(
        t(
            "Planned for {date}: *{planned}* in migration law. For {before} the paper counts people trained "
            "(*{trained}*) and not the sessions, so whether the plan is more or less than was done cannot be "
            "told.",
            date=when,
            planned=planned,
            before=words.date(people["as_of"]),
            trained=cited(people),
        )
    )
