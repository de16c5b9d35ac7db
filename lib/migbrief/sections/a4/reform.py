"""The structural reform and the board: offices, and what became of each."""

from __future__ import annotations

import pandas as pd

from ... import anatomy, charts, tables, words
from ...display import Display
from ...language import mark, t
from ...section import Brief
from ...tables import Column
from ..common import unstated

OFFICES = ("a4-regional-offices", "a4-liaison-offices")


def offices(brief: Brief) -> Display:
    """Regional and liaison offices as stated, beside what later sources count."""
    rows: list[tuple[str, float]] = []
    stated: list[str] = []
    later: list[str] = []
    for fact_id in OFFICES:
        fact = brief.fact(fact_id)
        if fact is None:
            continue
        subject, value = t(str(fact["subject"])), float(fact["value"])
        rows.append((f"{subject}, {words.date(fact['as_of'])}, {t('stated')}", value))
        stated.append(f"{words.number(value)} {subject}")
        found = brief.edition.outcomes
        found = found[(found["fact_id"] == fact_id) & found["observed_value"].notna()]
        for _, o in found.iterrows():
            where, seen = f"{words.date(o['date'])}, {t(o['publisher'])}", float(o["observed_value"])
            rows.append((f"{subject}, {where}", seen))
            later.append(f"{words.number(seen)} {subject} ({where})")
    if not rows:
        return unstated(mark("how many offices the reform creates"))
    data = pd.DataFrame(rows, columns=["offices", "value"])
    return charts.bars(
        data,
        label="offices",
        value="value",
        title=t("Stated: {stated}; later: {later}", stated=words.listing(stated), later=words.listing(later))
        if later
        else t("Stated: {stated}; no later count held here", stated=words.listing(stated)),
        source=words.series((brief.source, f"data/editions/{brief.edition.name}/outcomes.csv")),
        unit="offices",
        axis=t("Offices"),
        note=t("A later number shows a later state and does not disprove an earlier one.") if later else "",
        name="offices",
        label_width=34,
    )


def became(brief: Brief) -> Display:
    """Every initiative of the section, planned or reported, with what later sources say of it."""
    rows = brief.view.initiatives
    found = brief.edition.outcomes
    said = [
        words.series(
            f"{t(o['observed'])} ({t(o['publisher'])}, {words.date(o['date'])})"
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
        t(
            "Later sources were found for {n} of {initiatives}",
            n=known,
            initiatives=words.count(len(rows), "initiative"),
        )
        if len(rows)
        else t("Initiatives and what became of them"),
        columns={
            "name": mark("Initiative"),
            "status": mark("Status in the paper"),
            "when": Column(mark("When"), missing=mark("not stated")),
            "later": Column(mark("What later sources say"), missing=anatomy.NOT_HELD),
        },
        source=words.series((brief.source, f"data/editions/{brief.edition.name}/outcomes.csv")),
        name="what became of the initiatives",
        empty=mark("The paper names no initiative here."),
    )
