"""Governance and cooperation: what the paper does in these countries, and two statuses of theirs."""

from __future__ import annotations

import pandas as pd

from .. import countries, indicators, tables, words
from ..anatomy.wording import period
from ..display import Display, note
from ..language import mark, noun, t, tn
from ..region import Region
from ..tables import Column, Table
from . import figures

_STATUSES = (mark("reported"), mark("planned"))  # of what the paper says


def initiatives(region: Region) -> Display:
    """The paper's initiatives that name members, by role; and the members that none names."""
    rows = _named(region)
    if rows.empty:
        return note(t("The paper names none of these countries in any initiative."))
    reached = {code for codes in rows["codes"] for code in codes}
    missing = [code for code in region.members if code not in reached]
    rows["members"] = [_which(region, codes) for codes in rows["codes"]]
    return tables.table(
        rows,
        tn(
            "What the paper does here: {n} initiative that names {members}",
            "What the paper does here: {n} initiatives that name {members}",
            len(rows),
            members=figures.of_members(len(reached), len(region.members)),
        ),
        columns={
            "name": t("Initiative"),
            "where": t("Where"),
            "role": t("Role"),
            "members": Column(t("Members"), wide=True),
            "when": Column(t("When"), missing=t("not stated")),
            "status": t("Status"),
            "says": Column(t("What it is (our words)"), wide=True),
        },
        source=words.series((t(region.edition.title), f"data/editions/{region.edition.name}/places.csv")),
        note=t("Named by none: {countries}.", countries=region.label(missing, 12)) if missing else "",
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
            rows.append(_row(key, text, region, list(group.index), of))
        rest = [code for code in region.members if code not in found.index]
        if rest:
            rows.append(_row(key, t("not listed"), region, rest, of))
    definitions = indicators.definitions()["definition"]
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
        note=f"{t(definitions['iom_membership'])} {t(definitions['trafficking_tier'])}",
        name="Listed statuses of members",
    )


def _row(key: str, listed: str, region: Region, codes: list[str], of: int) -> dict[str, object]:
    who = t("all members") if len(codes) == of > 1 else region.label(codes, 20)
    return {"indicator": figures.name(key), "listed": listed, "n": len(codes), "who": who}


def _which(region: Region, codes: list[str]) -> str:
    if len(codes) == len(region.members) > 1:
        return t("all {n}", n=len(codes))
    names = region.label(codes, 12)
    return t("{n}: {countries}", n=len(codes), countries=names) if len(codes) > 1 else names


def _named(region: Region) -> pd.DataFrame:
    """A row an initiative and role, with the members it names; facts only where they add a place."""
    edition = region.edition
    about = {i["initiative_id"]: i for i in edition.initiatives.to_dict("records")}
    about |= {f["fact_id"]: f for f in edition.facts.to_dict("records")}
    places = edition.places
    places = places.assign(of=places["initiative_id"] + places["fact_id"], fact=places["fact_id"] != "")
    rows: list[dict[str, object]] = []
    covered: dict[tuple[str, str], set[str]] = {}
    for (_, of, role), group in places.groupby(["fact", "of", "role"], sort=False):
        named = {c for p in group.itertuples() for c in (countries.members(p.group) if p.group else [p.iso3])}
        codes = [code for code in region.members if code in named]
        this = about[of]
        seen = covered.setdefault((this["section"], role), set())
        if not codes or (group["fact"].any() and set(codes) <= seen):
            continue
        seen |= set(codes)
        rows.append(
            {
                "name": t(str(this.get("name") or this["subject"])),
                "where": words.locator(this["section"], this["paragraph"]),
                "role": t(str(role)),
                "codes": codes,
                "when": period(this.get("start"), this.get("end")),
                "status": t(str(this["status"])),
                "says": t(str(this["paraphrase"])),
            }
        )
    return pd.DataFrame(rows)
