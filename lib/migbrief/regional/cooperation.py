"""Governance and cooperation: what the paper does in these countries, and two statuses of theirs."""

from __future__ import annotations

from typing import Final

import pandas as pd

from .. import anatomy, countries, plans, tables, words
from ..anatomy.wording import period
from ..display import Display, note, noted
from ..language import mark, noun, t, tn
from ..region import Region
from ..tables import Column, Table
from . import figures

_TIERS: Final = mark(
    "Trafficking in persons is the United States' rating of a government's effort. On the Tier 2 Watch List "
    "are governments that do not fully meet its minimum standards but are making significant efforts to do "
    "so, and are watched; on Tier 3 those that do not fully meet them and are not making significant "
    "efforts to do so. The Factbook lists only these two: a member that is not listed is on no known tier."
)
_MEMBERSHIP: Final = mark(
    "The Factbook's list of IOM is without a date and the same in both vintages, so it proves no number of "
    "members at any time."
)
_STATUSES = (mark("reported"), mark("planned"))  # of what the paper says


def initiatives(region: Region) -> Display:
    """The paper's initiatives that name members, alone or in a wider group, by role; and who is in none."""
    rows = _named(region)
    if rows.empty:
        return note(t("The paper names none of these countries in any initiative."))
    named = {code for codes in rows["named"] for code in codes}
    covered = {code for codes in rows["covered"] for code in codes}
    missing = [code for code in region.members if code not in named | covered]
    rows["members"] = [
        _members(region, *row) for row in zip(rows["named"], rows["covered"], rows["groups"], strict=True)
    ]
    lost = (
        t("Neither named nor in a group named: {countries}.", countries=region.label(missing, 12))
        if missing
        else ""
    )
    return tables.table(
        rows,
        noted(
            tn(
                "What the paper names here: {n} initiative; {members}",
                "What the paper names here: {n} initiatives; {members}",
                len(rows),
                members=_reach(region, named, covered, rows["groups"]),
            ),
            "own",
        ),
        name="What the paper names here",
        columns={
            "name": t("Initiative"),
            "where": t("Where"),
            "role": t("Role"),
            "members": Column(t("Members"), wide=True),
            "when": Column(t("When"), missing=t("not stated")),
            "status": t("Status"),
            "later": Column(mark("What later sources say"), missing=anatomy.NOT_HELD, wide=True),
            "says": Column(t("What it is (our words)"), wide=True),
        },
        source=words.series((t(region.edition.title), f"data/editions/{region.edition.name}/places.csv")),
        note=f"{lost} {plans.meanings(rows['of'], plans.fates(region.edition))}".strip(),
        shown=12,
    )


def statuses(region: Region) -> Table:
    """Membership of IOM and tiers of the trafficking report, as the Factbook lists them."""
    of, rows = len(region.members), []
    membership, tiers = region.latest("iom_membership"), region.latest("trafficking_tier")
    for key, found in (("iom_membership", membership), ("trafficking_tier", tiers)):
        values = found.sort_values("value", ascending=key != "iom_membership")
        for value, group in values.groupby("value", sort=False):
            if key != "iom_membership":
                text = words.quantity(float(str(value)), "tier")
            elif value == 0.5:
                text = noun("observer", "observers", 1)
            else:
                text = noun("member", "members", 1)
            listed = [code for code in region.members if code in group.index]
            rows.append(_row(key, text, region, listed, of))
        rest = [code for code in region.members if code not in found.index]
        if rest:
            rows.append(_row(key, t("not listed"), region, rest, of))
    return tables.table(
        pd.DataFrame(rows),
        t("Listed statuses of members"),
        columns={
            "indicator": t("Status"),
            "listed": t("Listed as"),
            "n": Column(t("Members"), kind="number"),
            "who": Column(t("Who"), wide=True),
        },
        source=words.source(pd.concat([membership, tiers])),
        note=f"{t(_MEMBERSHIP)} {t(_TIERS)}",
        name="Listed statuses of members",
    )


def _row(key: str, listed: str, region: Region, codes: list[str], of: int) -> dict[str, object]:
    who = t("all members") if len(codes) == of > 1 else region.label(codes, 20)
    return {"indicator": figures.name(key), "listed": listed, "n": len(codes), "who": who}


def _reach(region: Region, named: set[str], covered: set[str], groups: pd.Series) -> str:
    """How many members are named by name, and how many only belong to a group that is named."""
    of, parts = len(region.members), []
    if named:
        parts.append(t("{members} by name", members=figures.of_members(len(named), of)))
    if covered:
        within = list(dict.fromkeys(name for names in groups for name in names))
        full = [name for name in within if set(region.members) <= set(countries.members(name))]
        some = bool(named) and (bool(full) or len(covered) < of)  # of how many has been said
        if full:
            count = t("all {n}", n=words.number(of)) if some and of > 1 else figures.of_members(of, of)
            parts.append(_within(count, full))
        else:
            count = words.number(len(covered)) if some else figures.of_members(len(covered), of)
            parts.append(t("{members} as part of {groups}", members=count, groups=_any(within)))
        if full and (rest := [name for name in within if name not in full]):
            return t(
                "{ways}, some also as part of {groups}",
                ways=words.listing(parts),
                groups=_any(rest),
            )
    return words.listing(parts)


def _members(region: Region, named: list[str], covered: list[str], groups: list[str]) -> str:
    parts = [_which(region, named)] if named else []
    if covered:
        parts.append(_within(_which(region, covered), groups))
    return words.series(parts)


def _within(members: str, groups: list[str]) -> str:
    return t("{members} as part of {groups}", members=members, groups=words.listing(map(t, groups), 3))


def _any(groups: list[str]) -> str:
    """Groups of which each holds some: joined by *or*, the rest of many counted."""
    names = [t(name) for name in groups]
    return words.either(names) if len(names) <= 4 else words.listing(names, 3)


def _which(region: Region, codes: list[str]) -> str:
    if len(codes) == len(region.members) > 1:
        return t("all {n}", n=len(codes))
    names = region.label(codes, 12)
    return t("{n}: {countries}", n=len(codes), countries=names) if len(codes) > 1 else names


def _named(region: Region) -> pd.DataFrame:
    """A row an initiative and role, with the members it names by name and those in a group it names.

    Facts only where they add a place.
    """
    edition = region.edition
    about = {i["initiative_id"]: i for i in edition.initiatives.to_dict("records")}
    about |= {f["fact_id"]: f for f in edition.facts.to_dict("records")}
    fates = plans.fates(edition)
    places = edition.places
    places = places.assign(of=places["initiative_id"] + places["fact_id"], fact=places["fact_id"] != "")
    rows: list[dict[str, object]] = []
    covered: dict[tuple[str, str], set[str]] = {}
    for (_, of, role), group in places.groupby(["fact", "of", "role"], sort=False):
        alone = set(group.loc[group["group"] == "", "iso3"])
        within = {name: set(countries.members(name)) for name in group["group"] if name}
        wider = set().union(*within.values()) - alone
        named = [code for code in region.members if code in alone]
        within_group = [code for code in region.members if code in wider]
        codes = [*named, *within_group]
        this = about[of]
        seen = covered.setdefault((this["section"], role), set())
        if not codes or (group["fact"].any() and set(codes) <= seen):
            continue
        seen |= set(codes)
        rows.append(
            {
                "of": of,
                "name": t(str(this.get("name") or this["subject"])),
                "where": words.locator(this["section"], this["paragraph"]),
                "role": t(str(role)),
                "named": named,
                "covered": within_group,
                "groups": [name for name, held in within.items() if held & set(within_group)],
                "when": period(this.get("start"), this.get("end")),
                "status": plans.status(of, str(this["status"]), fates),
                "later": plans.observed(edition, of, initiative=not group["fact"].any()),
                "says": t(str(this["paraphrase"])),
            }
        )
    return pd.DataFrame(rows)
