"""Governance and cooperation: what the paper does in the country, and how the Factbook lists it."""

from __future__ import annotations

from typing import Final

import pandas as pd

from .. import anatomy, countries, indicators, plans, tables, words
from ..display import Display, note, noted, paragraph
from ..language import mark, t
from ..profile import Profile, dated, shown
from ..tables import Column, Table

EVENTS: Final = ("venue", "host", "chair")  # roles of one place, not of a group of countries
BY_NAME: Final = mark("by name")
STATUSES: Final = (mark("reported"), mark("planned"))


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
                "how": t("as part of {group}", group=t(group)) if group else BY_NAME,
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
        return note(t("So there is no initiative to list here."))
    at = [words.locator(s, p) for s, p in zip(rows["section"], rows["paragraph"], strict=True)]
    later = [
        plans.observed(profile.edition, key, initiative=bool(initiative))
        for key, initiative in zip(rows["id"], rows["initiative_id"], strict=True)
    ]
    fates = plans.fates(profile.edition)
    status = [plans.status(*row, fates) for row in zip(rows["id"], rows["status"], strict=True)]
    groups = t("Groups of the paper are read as the nearest regions of the UN's M49 list.")
    return tables.table(
        rows.assign(at=at, later=later, status=status)[["what", "role", "how", "at", "status", "later"]],
        t("What the paper does in {country}", country=profile.the),
        columns={
            "what": Column(mark("Initiative"), wide=True),
            "role": mark("Role here"),
            "how": mark("How the paper means it"),
            "at": mark("Where in the paper"),
            "status": mark("Status"),
            "later": Column(mark("What later sources say"), missing=anatomy.NOT_HELD, wide=True),
        },
        source=t(
            "{source}; {other}",
            source=t(profile.edition.title),
            other=f"data/editions/{profile.edition.name}",
        ),
        note=f"{groups} {plans.meanings(rows['id'], fates)}".strip(),
        name=f"initiatives {profile.iso3}",
        shown=12,
    )


def named_sentence(profile: Profile) -> Display:
    """Whether the paper names the country, how often, and as what."""
    rows = places(profile)
    by_name = rows[rows["how"] == BY_NAME]
    n, whole = by_name["id"].nunique(), rows["id"].nunique()
    if not whole:
        return paragraph(
            t("The paper *does not name* {country}, alone or within a group.", country=profile.the)
        )
    grouped = whole - n
    said = {
        "country": profile.the,
        "initiatives": words.count(n, "initiative"),
        "roles": words.listing(t(r) for r in dict.fromkeys(by_name["role"])),
    }
    if not n:
        told = t(
            "The paper covers {country} through a group in {initiatives}.",
            country=profile.the,
            initiatives=words.count(grouped, "initiative"),
        )
    elif not grouped:
        told = t("The paper names {country} in connection with *{initiatives}* (role: {roles}).", **said)
    else:
        told = t(
            "The paper names {country} in connection with *{initiatives}* (role: {roles}) and covers it "
            "through a group in {more}.",
            more=words.count(grouped, "more initiative"),
            **said,
        )
    return paragraph(noted(told, f"initiatives {profile.iso3}"))


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
                "here": t("yes") if profile.iso3 in codes else t("no"),
                "countries": len(codes),
                "at": words.locator(names.loc[key, "section"], names.loc[key, "paragraph"]),
            }
        )
    columns: dict[str, Column | str] = {
        "what": mark("Initiative"),
        "role": mark("Role of its countries"),
        "here": Column(profile.name),
        "countries": Column(mark("Countries and areas in it"), kind="number"),
        "at": mark("Where in the paper"),
    }
    return tables.table(
        pd.DataFrame(rows, columns=list(columns)),
        t("{country} in the groups of countries the paper works with", country=profile.subject),
        columns=columns,
        source=t(
            "{source}; {other}", source=t(edition.title), other=f"data/editions/{edition.name}/places.csv"
        ),
        name=f"membership {profile.iso3}",
        empty=mark("The paper works with no group of countries."),
    )


def standing(profile: Profile) -> Table:
    """IOM membership and trafficking tier in both vintages."""
    vintages = [profile.vintage, *profile.other_vintages]
    definitions = indicators.definitions()
    absent = {"iom_membership": t("not on the list"), "trafficking_tier": t("no entry")}
    rows = []
    for key, text in absent.items():
        row: dict[str, object] = {"indicator": t(str(definitions.loc[key, "name"]))}
        for vintage in vintages:
            found = profile.observe(key, vintage)
            when = f" ({dated(found)})" if found is not None and found.year else ""
            row[vintage] = f"{shown(found)}{when}" if found else text
        row["caution"] = t(_CAUTION[key])
        rows.append(row)
    columns: dict[str, Column | str] = {"indicator": mark("Listing")}
    columns |= {v: words.capital(t("{vintage} vintage", vintage=v)) for v in vintages}
    columns["caution"] = Column(mark("Read with care"), wide=True)
    return tables.table(
        pd.DataFrame(rows),
        t("{country} in the Factbook's lists", country=profile.subject),
        columns=columns,
        source=t("CIA World Factbook, vintages {vintages}", vintages=words.listing(vintages)),
        name=f"standing {profile.iso3}",
    )


_CAUTION: Final = {
    "iom_membership": mark(
        "The list is undated and the same in both vintages, so it is stale: it proves neither "
        "membership today nor its absence."
    ),
    "trafficking_tier": mark(
        "A rating by one government. The Factbook lists only the Watch List and Tier 3, so no entry "
        "means another tier, a special case or no rating."
    ),
}
