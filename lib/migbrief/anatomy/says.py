"""Part 1, what the section says: quantities, initiatives, partners and places, each with its locator."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from .. import checks, countries, maps, tables, words
from ..display import Display, note, paragraph, refer, stack
from ..language import mark, t, tn
from ..maps import BY_NAME
from ..network import network
from ..section import Brief
from ..tables import Column, Table
from .wording import label, located, period, stated

STATUSES = (mark("reported"), mark("planned"))
# Headings of the data behind the figures.
HEADINGS = (mark("Role"), mark("For"), mark("Named as"), mark("Partner"), mark("Partner kind"))


def summary(brief: Brief) -> Display:
    """A sentence and tiles: how much the section states, and how much of it holds."""
    facts, initiatives = brief.view.facts, brief.view.initiatives
    named = set(brief.view.participants["organisation"])
    partners = len(named - {brief.edition.author})
    n = brief.verdicts["verdict"].value_counts().reindex(checks.VERDICTS, fill_value=0)
    held = brief.verdicts[brief.verdicts["verdict"] == "supported"]
    outside = int((held["basis"] == "outside").sum())
    inside = len(held) - outside
    quantities = words.count(len(facts), "quantity")
    named_here = words.count(len(initiatives), "initiative")
    if brief.whole:
        states = t(
            "The paper states {quantities}[^facts] and names {initiatives}[^initiatives].",
            quantities=quantities,
            initiatives=named_here,
        )
    else:
        states = t(
            "This section states {quantities}[^facts] and names {initiatives}[^initiatives].",
            quantities=quantities,
            initiatives=named_here,
        )
    holds = t(
        "{outside} and {inside}; {partial}; {differ}; {contradicted}; and {unchecked}.",
        outside=tn(
            "*{n}* is supported by a later source or open data",
            "*{n}* are supported by a later source or open data",
            outside,
        ),
        inside=t("*{n}* only by the paper itself[^checks]", n=inside),
        partial=t("*{n}* in part", n=n["partial"]),
        differ=tn("*{n}* differs by vintage", "*{n}* differ by vintage", int(n["differs by vintage"])),
        contradicted=tn("*{n}* is contradicted", "*{n}* are contradicted", int(n["contradicted"])),
        unchecked=tn(
            "*{n}* cannot be checked with what we have[^unchecked]",
            "*{n}* cannot be checked with what we have[^unchecked]",
            int(n["not checkable"]),
        ),
    )
    text = f"{states} {holds}"
    cards = {
        t("Quantities stated"): words.number(len(facts)) + refer("facts"),
        t("Initiatives named"): words.number(len(initiatives)) + refer("initiatives"),
        t("Partners named"): words.number(partners) + refer("initiatives"),
        t("Countries named"): words.number(brief.view.places["iso3"].replace("", None).nunique())
        + refer("places"),
        t("Supported by other sources"): words.number(outside) + refer("checks"),
        t("Supported by the paper itself"): words.number(inside) + refer("checks"),
        t("Not checkable"): words.number(int(n["not checkable"])) + refer("unchecked"),
    }
    return stack(paragraph(text, "mb-lead"), tables.tiles(cards))


def facts(brief: Brief, kinds: Sequence[str] = (), caption: str = "") -> Table:
    """The quantities stated, each with its place in the paper, hedge, date and verdict."""
    rows = brief.view.facts
    if kinds:
        rows = rows[rows["kind"].isin(list(kinds))]
    verdict = brief.verdicts.set_index("fact_id")["verdict"]
    shown = pd.DataFrame(
        {
            "at": located(rows),
            "says": rows["paraphrase"].to_numpy(),
            "figure": [stated(r) for _, r in rows.iterrows()],
            "as_of": rows["as_of"].to_numpy(),
            "status": rows["status"].to_numpy(),
            "verdict": [verdict.get(k) for k in rows["fact_id"]],
            "fact_id": rows["fact_id"].to_numpy(),
        }
    )
    return tables.table(
        shown,
        caption or t("Quantities the paper states ({where})", where=brief.where),
        columns={
            "at": mark("Where"),
            "says": Column(mark("What is said (our words)"), wide=True),
            "figure": mark("Figure"),
            "as_of": Column(mark("As of"), kind="date", missing=mark("not stated")),
            "status": mark("Status"),
            "verdict": Column(mark("Verdict"), kind="verdict"),
            "fact_id": mark("Row"),
        },
        source=f"{brief.source}; data/editions/{brief.edition.name}/facts.csv",
        shown=12,
        key="facts",
        notes="fact_id",
    )


def initiatives(brief: Brief) -> Table:
    """The programmes, funds, publications and meetings named, with when and with whom."""
    rows = brief.view.initiatives
    partners = brief.view.participants.merge(brief.edition.organisations, on="organisation", how="left")
    with_whom = {
        k: words.listing(f"{label(o)} ({t(str(o['role']))})" for _, o in g.iterrows())
        for k, g in partners.groupby("initiative_id")
    }
    shown = pd.DataFrame(
        {
            "at": located(rows),
            "name": rows["name"].to_numpy(),
            "kind": rows["kind"].to_numpy(),
            "when": [period(r["start"], r["end"]) for _, r in rows.iterrows()],
            "status": rows["status"].to_numpy(),
            "partners": [with_whom.get(k) for k in rows["initiative_id"]],
            "paraphrase": rows["paraphrase"].to_numpy(),
        }
    )
    return tables.table(
        shown,
        t("Initiatives named ({where})", where=brief.where),
        columns={
            "name": mark("Initiative"),
            "at": mark("Where"),
            "kind": mark("Kind"),
            "when": Column(mark("When"), missing=mark("not stated")),
            "status": mark("Status"),
            "partners": Column(mark("Partners and roles"), missing=mark("none named")),
            "paraphrase": Column(mark("What it is (our words)"), wide=True),
        },
        source=t(
            "{source}; {file} and {other}",
            source=brief.source,
            file=f"data/editions/{brief.edition.name}/initiatives.csv",
            other="participants.csv",
        ),
        shown=12,
        key="initiatives",
    )


def places(brief: Brief) -> Display:
    """Where: the countries named, and those of regions named in a pale colour; a table where they are few.

    A region is not spelled out as its countries: the title counts countries and regions apart.
    """
    rows = brief.place_roles()
    if rows.empty:
        return note(t("The paper names no country here ({where}).", where=brief.where))
    own = rows[rows["named as"] == BY_NAME]
    groups = [str(g) for g in dict.fromkeys(brief.view.places["group"]) if not words.is_missing(g)]
    parts = [words.count(own["iso3"].nunique(), "country")]
    parts += [_counted(groups)] if groups else []
    roles = own.groupby("role", sort=False)["iso3"].nunique()
    said = [f"{t(str(role))} ({n})" for role, n in roles.items()]
    if said:
        title = t("{places} named: {roles}", places=words.listing(parts), roles=words.listing(said))
    else:
        title = t("{places} named", places=words.listing(parts))
    title = words.capital(title)
    if rows["iso3"].nunique() < maps.LEAST:
        return _places_table(rows, title, brief)
    about = t("A country named takes the colour of its first role.")
    if groups:
        pale = t(
            "In a pale colour: countries of {groups}. The paper names these as a whole, which does not say "
            "that each of their countries took part.",
            groups=words.listing(t(countries.group_name(g)) for g in groups),
        )
        about = f"{pale} {about}"
    return maps.roles(rows, title=title, source=brief.source, note=about, name="places")


def _counted(groups: Sequence[str]) -> str:
    """``1 region``, ``2 groups``, ``8 regions and groups``."""
    n = len(groups)
    regions = sum(bool(countries.group(g).code) for g in groups)
    if regions == n:
        return tn("{n} region", "{n} regions", n)
    if regions:
        return tn("{n} regions and groups", "{n} regions and groups", n)
    return tn("{n} group", "{n} groups", n)


def _places_table(rows: pd.DataFrame, title: str, brief: Brief) -> Table:
    """Too few for a map: one row a country and thing it is named for."""
    return tables.table(
        rows.assign(country=[countries.name(str(k)) for k in rows["iso3"]]),
        title,
        columns={"country": mark("Country"), "role": mark("Named as"), "for": Column(mark("For"), wide=True)},
        source=f"{brief.source}; data/editions/{brief.edition.name}/places.csv",
        name="places",
    )


def partners(brief: Brief, title: str = "") -> Display:
    """Who works with whom: initiatives and organisations, without the paper's own author."""
    names = brief.edition.initiatives.set_index("initiative_id")["name"].map(t)
    rows = brief.view.participants.merge(brief.edition.organisations, on="organisation", how="left")
    rows = rows.assign(
        initiative=rows["initiative_id"].map(names),
        partner=[label(r) for _, r in rows.iterrows()],
        partner_kind=rows["kind"].map(t, na_action="ignore"),
        role=rows["role"].map(t, na_action="ignore"),
    )
    edges = rows[rows["organisation"] != brief.edition.author]
    if edges.empty:
        return note(t("The paper names no partner here ({where}).", where=brief.where))
    degree = edges.groupby("partner")["initiative"].nunique().sort_values(ascending=False)
    linked = words.count(len(degree), "partner")
    shared = words.count(edges["initiative"].nunique(), "initiative")
    if most := _most_often(degree):
        finding = t(
            "{partners} in {initiatives}; most often {names}",
            partners=linked,
            initiatives=shared,
            names=most,
        )
    else:
        finding = t("{partners} in {initiatives}", partners=linked, initiatives=shared)
    return network(
        edges[["initiative", "partner", "partner_kind", "role"]],
        left="initiative",
        right="partner",
        kinds=dict(zip(edges["partner"], edges["partner_kind"], strict=True)),
        title=title or finding,
        source=brief.source,
        name="partners",
    )


def _most_often(degree: pd.Series, n: int = 3) -> str:
    """The partners with most links, at most ``n`` unless the last are tied with others: then without those.

    Empty where all have as many.
    """
    counts = degree.sort_values(ascending=False, kind="stable")
    kept = counts.head(n)
    if len(counts) > n and counts.iloc[n] == kept.iloc[-1]:
        kept = kept[kept > kept.iloc[-1]]
    return words.top(list(kept.index), list(kept), n=n) if len(kept) and counts.nunique() > 1 else ""
