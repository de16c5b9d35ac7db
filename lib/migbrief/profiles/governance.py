"""Governance and cooperation: what the paper does in the country, and how the Factbook lists it."""

from __future__ import annotations

from typing import Final

import pandas as pd

from .. import countries, indicators, plans, tables, words
from ..display import Display, note, paragraph
from ..profile import Profile, dated, shown
from ..tables import Column, Table

EVENTS: Final = ("venue", "host", "chair")  # roles of one place, not of a group of countries


def places(profile: Profile) -> pd.DataFrame:
    """The paper's initiatives and facts that hold this country, one row each and role.

    Columns ``id, initiative_id, fact_id, what, kind, role, how, section, paragraph, status``; ``how`` is ``by
    name`` or the group meant. A fact that only counts the countries of an initiative listed is left out.
    """
    edition = profile.edition
    initiatives = edition.initiatives.set_index("initiative_id")
    facts = edition.facts.set_index("fact_id")
    rows = []
    for place in edition.places.to_dict("records"):
        group = place["group"]
        if place["iso3"] != profile.iso3 and not (group and profile.iso3 in countries.members(group)):
            continue
        key = place["initiative_id"] or place["fact_id"]
        of = initiatives.loc[key] if place["initiative_id"] else facts.loc[key]
        rows.append(
            {
                "id": key,
                "initiative_id": place["initiative_id"],
                "fact_id": place["fact_id"],
                "what": of["name"] if place["initiative_id"] else of["subject"],
                "kind": of["kind"],
                "role": place["role"],
                "how": f"as part of {group}" if group else "by name",
                "section": of["section"],
                "paragraph": of["paragraph"],
                "status": of["status"],
            }
        )
    columns = [
        "id",
        "initiative_id",
        "fact_id",
        "what",
        "kind",
        "role",
        "how",
        "section",
        "paragraph",
        "status",
    ]
    found = pd.DataFrame(rows, columns=columns)
    where = ["section", "paragraph", "role"]
    named = set(found.loc[found["initiative_id"] != "", where].itertuples(index=False, name=None))
    repeats = [
        not i and at in named
        for i, at in zip(found["initiative_id"], found[where].itertuples(index=False, name=None), strict=True)
    ]
    kept = found[[not r for r in repeats]] if repeats else found
    kept = kept.drop_duplicates(["id", "role"])
    order = profile.edition.sections.set_index("section")["order"]
    return kept.sort_values(
        ["section", "paragraph"], key=lambda c: c.map(order) if c.name == "section" else c, kind="stable"
    ).reset_index(drop=True)


def initiatives(profile: Profile) -> Display:
    """What the paper does here, with its role, its place in the paper, and what became of it."""
    rows = places(profile)
    if rows.empty:
        return note("So there is no initiative to list here.")
    at = [words.locator(s, p) for s, p in zip(rows["section"], rows["paragraph"], strict=True)]
    later = [_later(profile, i, f) for i, f in zip(rows["initiative_id"], rows["fact_id"], strict=True)]
    fates = plans.plans(profile.edition).set_index("plan_id")["fate"]
    status = [
        f"planned; {fates[i]}" if i in fates.index else s
        for i, s in zip(rows["id"], rows["status"], strict=True)
    ]
    told = {fates[i] for i in rows["id"] if i in fates.index}
    return tables.table(
        rows.assign(at=at, later=later, status=status)[["what", "role", "how", "at", "status", "later"]],
        f"What the paper does in {profile.the}",
        columns={
            "what": Column("Initiative", wide=True),
            "role": "Role here",
            "how": "How the paper means it",
            "at": "Where in the paper",
            "status": "Status",
            "later": Column("What later sources say", missing="no later source found", wide=True),
        },
        source=f"{profile.edition.title}; data/editions/{profile.edition.name}",
        note="Groups of the paper are read as the nearest regions of the UN's M49 list. "
        + ". ".join(
            f"*{fate.capitalize()}*: {plans.FATE_MEANINGS[fate]}" for fate in plans.FATES if fate in told
        )
        + ("." if told else ""),
        name=f"initiatives {profile.iso3}",
        shown=12,
    )


def named_sentence(profile: Profile) -> Display:
    """Whether the paper names the country, how often, and as what."""
    rows = places(profile)
    by_name = rows[rows["how"] == "by name"]
    n, whole = by_name["id"].nunique(), rows["id"].nunique()
    if not whole:
        return paragraph(f"The paper *does not name* {profile.the}, alone or within a group.")
    roles = words.listing(dict.fromkeys(by_name["role"]))
    grouped = whole - n
    parts = []
    if n:
        parts.append(
            f"names {profile.the} in connection with *{words.count(n, 'initiative')}* (role: {roles})"
        )
    if grouped:
        parts.append(
            f"{'covers it' if n else f'covers {profile.the}'} through a group in "
            f"{words.count(grouped, 'more initiative' if n else 'initiative')}"
        )
    return paragraph(f"The paper {words.listing(parts)}.")


def membership(profile: Profile) -> Table:
    """Whether the country is in each set of countries the paper's initiatives cover."""
    edition = profile.edition
    names = edition.initiatives.set_index("initiative_id")
    rows = []
    kept = edition.places[(edition.places["initiative_id"] != "") & ~edition.places["role"].isin(EVENTS)]
    for (key, role), group in kept.groupby(["initiative_id", "role"], sort=False):
        codes: list[str] = []
        for place in group.to_dict("records"):
            codes += countries.members(place["group"]) if place["group"] else [place["iso3"]]
        codes = list(dict.fromkeys(codes))
        rows.append(
            {
                "what": names.loc[key, "name"],
                "role": role,
                "here": "yes" if profile.iso3 in codes else "no",
                "countries": len(codes),
                "at": words.locator(names.loc[key, "section"], names.loc[key, "paragraph"]),
            }
        )
    columns: dict[str, Column | str] = {
        "what": "Initiative",
        "role": "Role of its countries",
        "here": Column(profile.name),
        "countries": Column("Countries and areas in it", kind="number"),
        "at": "Where in the paper",
    }
    return tables.table(
        pd.DataFrame(rows, columns=list(columns)),
        f"{profile.name} in the groups of countries the paper works with",
        columns=columns,
        source=f"{edition.title}; data/editions/{edition.name}/places.csv",
        name=f"membership {profile.iso3}",
        empty="The paper works with no group of countries.",
    )


def standing(profile: Profile) -> Table:
    """IOM membership and trafficking tier in both vintages."""
    vintages = [profile.vintage, *profile.other_vintages]
    definitions = indicators.definitions()
    absent = {"iom_membership": "not on the list", "trafficking_tier": "no entry"}
    rows = []
    for key, text in absent.items():
        row: dict[str, object] = {"indicator": definitions.loc[key, "name"]}
        for vintage in vintages:
            found = profile.observe(key, vintage)
            when = f" ({dated(found)})" if found is not None and found.year else ""
            row[vintage] = f"{shown(found)}{when}" if found else text
        row["caution"] = _CAUTION[key]
        rows.append(row)
    columns: dict[str, Column | str] = {"indicator": "Listing"}
    columns |= {v: f"{v} vintage" for v in vintages}
    columns["caution"] = Column("Read with care", wide=True)
    return tables.table(
        pd.DataFrame(rows),
        f"{profile.name} in the Factbook's lists",
        columns=columns,
        source=f"CIA World Factbook, vintages {words.listing(vintages)}",
        name=f"standing {profile.iso3}",
    )


_CAUTION: Final = {
    "iom_membership": "The list is undated and the same in both vintages, so it is stale: it proves neither "
    "membership today nor its absence.",
    "trafficking_tier": "A rating by one government. The Factbook lists only the Watch List and Tier 3, "
    "so no entry "
    "means another tier, a special case or no rating.",
}


def _later(profile: Profile, initiative: str, fact: str) -> str | None:
    outcomes = profile.edition.outcomes
    key, column = (initiative, "initiative_id") if initiative else (fact, "fact_id")
    found = outcomes[(outcomes[column] == key) & (outcomes["verdict"] != "context")]
    said = [f"{o['observed']} ({o['publisher']}, {words.date(o['date'])})" for o in found.to_dict("records")]
    return "; ".join(dict.fromkeys(said)) or None
