"""Who and where: the partners and places named."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from migbrief.content.paper.brief import Brief
from migbrief.datasets import countries
from migbrief.display import tables
from migbrief.display.html import Display, note
from migbrief.display.tables import Column
from migbrief.text import words
from migbrief.text.i18n import mark, t, tn

from .verdicts import tally


def places(brief: Brief) -> Display:
    """Where: the countries and regions named, a row a role and thing; a region is not spelled out."""
    rows = brief.view.places
    if rows.empty:
        return note(t("The paper names no country here ({where}).", where=brief.where))
    about = {
        **brief.edition.facts.set_index("fact_id")["subject"],
        **brief.edition.initiatives.set_index("initiative_id")["name"],
    }
    groups = [g for g in dict.fromkeys(rows["group"]) if g]
    places_named = rows.assign(
        about=[about[i or f] for i, f in zip(rows["initiative_id"], rows["fact_id"], strict=True)],
        name=[countries.name(k) if k else t(g) for k, g in zip(rows["iso3"], rows["group"], strict=True)],
    )
    by_role = places_named.groupby(["role", "about"], sort=False)["name"].agg(words.listing).reset_index()
    by_role = by_role.drop_duplicates(["role", "name"])  # a fact that counts the places of an initiative
    named = [f"{tally(brief, 'countries named', len(brief.named), 'country')}"] if brief.named else []
    named += [_counted(brief, groups)] if groups else []
    return tables.table(
        by_role.sort_values("role", kind="stable"),
        words.capital(t("{places} named", places=words.listing(named))),
        columns={
            "role": mark("Named as"),
            "about": Column(mark("For"), wide=True),
            "name": Column(mark("Countries and regions"), format=str, wide=True),
        },
        source=words.series((brief.source, f"{brief.tables}/places.csv")),
        shown=8,
        name="places",
    )


def _counted(brief: Brief, groups: Sequence[str]) -> str:
    """``1 region``, ``2 groups``, ``8 regions and groups``."""
    n = tally(brief, "regions and groups named", len(groups))
    regions = sum(bool(countries.group(g).code) for g in groups)
    if regions == len(groups):
        return tn("{n} region", "{n} regions", n)
    if regions:
        return tn("{n} regions and groups", "{n} regions and groups", n)
    return tn("{n} group", "{n} groups", n)


def partners(brief: Brief) -> Display:
    """Who works with whom: a row a partner, the most frequent first, without the paper's own author."""
    names = brief.edition.initiatives.set_index("initiative_id")["name"]
    rows = brief.partners[brief.partners["organisation"] != brief.edition.author]
    if rows.empty:
        return note(t("The paper names no partner here ({where}).", where=brief.where))
    entries = []
    for _, of in rows.groupby("organisation", sort=False):
        roles = [
            f"{t(names[k])} ({t(role)})" for k, role in zip(of["initiative_id"], of["role"], strict=True)
        ]
        n = of["initiative_id"].nunique()
        entries.append((t(of["name"].iloc[0]), of["kind"].iloc[0], n, words.series(roles)))
    by_partner = pd.DataFrame(entries, columns=["partner", "kind", "n", "what"])
    return tables.table(
        by_partner.sort_values("n", ascending=False, kind="stable"),
        words.capital(
            t(
                "{partners} in {initiatives}",
                partners=tally(brief, "partners", len(by_partner), "partner"),
                initiatives=tally(
                    brief, "initiatives with partners", rows["initiative_id"].nunique(), "initiative"
                ),
            )
        ),
        columns={
            "partner": Column(mark("Partner"), format=str),
            "kind": mark("Kind"),
            "n": Column(mark("Times"), kind="number"),
            "what": Column(mark("In what"), format=str, wide=True),
        },
        source=words.series((brief.source, f"{brief.tables}/participants.csv")),
        shown=6,
        key="partners",
    )
