"""What the income of the members says about the majority."""

from __future__ import annotations

from migbrief.content.paper import parts
from migbrief.content.paper.brief import Brief
from migbrief.datasets import indicators
from migbrief.display.html import Display, note, paragraph, sourced
from migbrief.text import words
from migbrief.text.i18n import t
from migbrief.text.markup import noted

from .member_list import INDICATOR, listed


def developing_majority(brief: Brief) -> Display:
    """Whether low- and middle-income countries are most of the listed members, in one sentence."""
    fact = brief.fact("intro-developing-majority")
    members = listed(brief)
    members = members[members["status"] == "member"]
    classified = members[members["income_group"].fillna("") != ""]
    if classified.empty:
        return note(
            t("No listed member has an income group, so the claim of a majority cannot be looked at.")
        )
    high = int((classified["income_group"] == "High income").sum())
    rest = len(classified) - high
    claims = [t("The paper says: {claim}.", claim=parts.cited(fact))] if fact is not None else []
    counted, part = words.count(len(classified), "listed member"), words.share(rest, len(classified))
    if rest > high:
        finding = t(
            "Of {members} with an income group, *{n}* ({share}) are low- or middle-income: a majority.",
            members=counted,
            n=rest,
            share=part,
        )
    else:
        finding = t(
            "Of {members} with an income group, *{n}* ({share}) are low- or middle-income: not a majority.",
            members=counted,
            n=rest,
            share=part,
        )
    limit = t(
        "Income groups are those of {vintage}, not of the paper's year, and members are counted, not "
        "representatives.",
        vintage=words.listing(t(str(v)) for v in sorted(set(classified["income_vintage"]))),
    )
    text = " ".join([*claims, noted(finding, "majority"), limit])
    return sourced(paragraph(text), words.source(indicators.latest(INDICATOR, brief.vintage)), "majority")
