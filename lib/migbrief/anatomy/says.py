"""Part 1, what the section says: quantities, initiatives, partners and places, each with its locator."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from .. import checks, countries, maps, tables, words
from ..display import Display, note, paragraph, refer, stack
from ..maps import BY_NAME
from ..network import network
from ..section import Brief
from ..tables import Column, Table
from .wording import label, located, period, stated


def summary(brief: Brief) -> Display:
    """A sentence and tiles: how much the section states, and how much of it holds."""
    facts, initiatives = brief.view.facts, brief.view.initiatives
    named = set(brief.view.participants["organisation"])
    partners = len(named - {brief.edition.author})
    n = brief.verdicts["verdict"].value_counts().reindex(checks.VERDICTS, fill_value=0)
    held = brief.verdicts[brief.verdicts["verdict"] == "supported"]
    outside = int((held["basis"] == "outside").sum())
    inside = len(held) - outside
    subject = "The paper" if brief.whole else "This section"
    text = (
        f"{subject} states {words.count(len(facts), 'quantity')}{refer('facts')} "
        f"and names {words.count(len(initiatives), 'initiative')}{refer('initiatives')}. "
        f"*{outside}* {'is' if outside == 1 else 'are'} supported by a later source or open data and "
        f"*{inside}* only by the paper itself{refer('checks')}; *{n['partial']}* in part; "
        f"*{n['differs by vintage']}* {'differs' if n['differs by vintage'] == 1 else 'differ'} by vintage; "
        f"*{n['contradicted']}* {'is' if n['contradicted'] == 1 else 'are'} contradicted; and "
        f"*{n['not checkable']}* cannot be checked with what we have{refer('unchecked')}."
    )
    cards = {
        "Quantities stated": words.number(len(facts)) + refer("facts"),
        "Initiatives named": words.number(len(initiatives)) + refer("initiatives"),
        "Partners named": words.number(partners),
        "Countries named": words.number(brief.view.places["iso3"].replace("", None).nunique()),
        "Supported by other sources": words.number(outside) + refer("checks"),
        "Supported by the paper itself": words.number(inside) + refer("checks"),
        "Not checkable": words.number(int(n["not checkable"])) + refer("unchecked"),
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
        caption or f"Quantities the paper states ({brief.where})",
        columns={
            "at": "Where",
            "says": Column("What is said (our words)", wide=True),
            "figure": "Figure",
            "as_of": Column("As of", kind="date", missing="not stated"),
            "status": "Status",
            "verdict": Column("Verdict", kind="verdict"),
            "fact_id": "Row",
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
        k: words.listing(f"{label(o)} ({o['role']})" for _, o in g.iterrows())
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
        f"Initiatives named ({brief.where})",
        columns={
            "name": "Initiative",
            "at": "Where",
            "kind": "Kind",
            "when": Column("When", missing="not stated"),
            "status": "Status",
            "partners": Column("Partners and roles", missing="none named"),
            "paraphrase": Column("What it is (our words)", wide=True),
        },
        source=f"{brief.source}; data/editions/{brief.edition.name}/initiatives.csv and participants.csv",
        shown=12,
        key="initiatives",
    )


def places(brief: Brief) -> Display:
    """Where: the countries named, and those of regions named in a pale colour; a table where they are few.

    A region is not spelled out as its countries: the title counts countries and regions apart.
    """
    rows = brief.place_roles()
    if rows.empty:
        return note(f"The paper names no country here ({brief.where}).")
    own = rows[rows["named as"] == BY_NAME]
    groups = [str(g) for g in dict.fromkeys(brief.view.places["group"]) if not words.is_missing(g)]
    parts = [words.count(own["iso3"].nunique(), "country")]
    parts += [_counted(groups)] if groups else []
    roles = own.groupby("role", sort=False)["iso3"].nunique()
    said = [f"{role} ({n})" for role, n in roles.items()]
    title = f"{words.listing(parts)} named" + (f": {words.listing(said)}" if said else "")
    title = words.capital(title)
    if rows["iso3"].nunique() < maps.LEAST:
        return _places_table(rows, title, brief)
    about = "A country named takes the colour of its first role."
    if groups:
        about = (
            f"In a pale colour: countries of {words.listing(map(countries.group_name, groups))}. The paper "
            "names these as a whole, which does not say that each of their countries took part. " + about
        )
    return maps.roles(rows, title=title, source=brief.source, note=about, name="places")


def _counted(groups: Sequence[str]) -> str:
    """``1 region``, ``2 groups``, ``8 regions and groups``."""
    kinds = list(dict.fromkeys("region" if countries.group(g).code else "group" for g in groups))
    kinds = sorted(kinds, reverse=True)
    return f"{words.number(len(groups))} " + words.listing(
        words.plural(k) if len(groups) > 1 else k for k in kinds
    )


def _places_table(rows: pd.DataFrame, title: str, brief: Brief) -> Table:
    """Too few for a map: one row a country and thing it is named for."""
    return tables.table(
        rows.assign(country=[countries.name(str(k)) for k in rows["iso3"]]),
        title,
        columns={"country": "Country", "role": "Named as", "for": Column("For", wide=True)},
        source=f"{brief.source}; data/editions/{brief.edition.name}/places.csv",
        name="places",
    )


def partners(brief: Brief, title: str = "") -> Display:
    """Who works with whom: initiatives and organisations, without the paper's own author."""
    names = brief.edition.initiatives.set_index("initiative_id")["name"]
    rows = brief.view.participants.merge(brief.edition.organisations, on="organisation", how="left")
    rows = rows.assign(
        initiative=rows["initiative_id"].map(names),
        partner=[label(r) for _, r in rows.iterrows()],
        partner_kind=rows["kind"],
    )
    edges = rows[rows["organisation"] != brief.edition.author]
    if edges.empty:
        return note(f"The paper names no partner here ({brief.where}).")
    degree = edges.groupby("partner")["initiative"].nunique().sort_values(ascending=False)
    finding = (
        f"{words.count(len(degree), 'partner')} in "
        f"{words.count(edges['initiative'].nunique(), 'initiative')}{_most_often(degree)}"
    )
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
    return (
        f"; most often {words.top(list(kept.index), list(kept), n=n)}"
        if len(kept) and counts.nunique() > 1
        else ""
    )
