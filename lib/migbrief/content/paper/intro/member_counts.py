"""How many members and observers, as each source says."""

from __future__ import annotations

import pandas as pd

from migbrief.content.paper.brief import Brief
from migbrief.datasets import indicators
from migbrief.display import charts
from migbrief.display.html import Display
from migbrief.text import words
from migbrief.text.i18n import noun, t

from .member_list import INDICATOR, STALE


def membership(brief: Brief) -> Display:
    """Members and observers: as the paper, a later source and the Factbook's list of each vintage say."""
    rows = []
    lists = [indicators.latest(INDICATOR, v) for v in indicators.vintages()]
    for fact_id, status in (("intro-members", "member"), ("intro-observers", "observer")):
        fact, many = brief.fact(fact_id), t("members") if status == "member" else t("observers")
        if fact is not None:
            label = t("{members}, the paper ({date})", members=many, date=words.date(fact.as_of))
            rows.append((label, fact.value))
        for _, o in _outcomes(brief, fact_id).dropna(subset=["value"]).iterrows():
            label = f"{many}, {t(str(o['publisher']))} ({words.date(o['date'])})"
            rows.append((label, o["value"]))
        for vintage, figures in zip(indicators.vintages(), lists, strict=True):
            n = int((figures["qualifier"] == status).sum())
            rows.append((t("{members}, Factbook list ({vintage})", members=many, vintage=vintage), n))
    data = pd.DataFrame(rows, columns=["count", "value"])
    data["count"] = [words.capital(x) for x in data["count"]]
    stated = brief.value("intro-members")
    now = int((indicators.latest(INDICATOR, brief.vintage)["qualifier"] == "member").sum())
    on_list = words.count(now, "member")
    title = t("The Factbook's stale list names {members}", members=on_list)
    if stated is not None:
        seen = _outcomes(brief, "intro-members").dropna(subset=["value"])
        too = [f"{t(str(o['publisher']))} {words.number(o['value'])}" for _, o in seen.iterrows()]
        title = t(
            "The paper states {stated}{others}; the Factbook's stale list names {members}",
            stated=words.count(int(stated), "member"),
            others=f", {words.listing(too)}" if too else "",
            members=on_list,
        )
    return charts.bars(
        data,
        label="count",
        value="value",
        title=title,
        source=f"{brief.source}; data/editions/{brief.edition.name}/outcomes.csv; "
        f"{words.source(pd.concat(lists))}",
        unit=noun("state and organisations", "states and organisations", 2),
        axis=t("Number listed"),
        note=t("The paper counts organisations among its observers; the Factbook lists countries only.")
        + f" {t(STALE)}",
        name="membership",
        label_width=34,
    )


def _outcomes(brief: Brief, fact_id: str) -> pd.DataFrame:
    rows = brief.edition.outcomes
    return rows[rows["fact_id"] == fact_id]
