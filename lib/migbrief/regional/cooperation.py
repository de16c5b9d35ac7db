"""Governance and cooperation: what the paper does in these countries, and two statuses of theirs."""

from __future__ import annotations

import pandas as pd

from .. import countries, indicators, tables, words
from ..anatomy.wording import period
from ..display import Display, note
from ..region import Region
from ..tables import Column, Table
from . import figures


def initiatives(region: Region) -> Display:
    """The paper's initiatives that name members, by role; and the members that none names."""
    rows = _named(region)
    if rows.empty:
        return note("The paper names none of these countries in any initiative.")
    reached = {code for codes in rows["codes"] for code in codes}
    missing = [code for code in region.members if code not in reached]
    rows["members"] = [_which(region, codes) for codes in rows["codes"]]
    return tables.table(
        rows,
        f"What the paper does here: {words.count(len(rows), 'initiative')} that "
        f"{'names' if len(rows) == 1 else 'name'} {figures.of_members(len(reached), len(region.members))}",
        columns={
            "name": "Initiative",
            "where": "Where",
            "role": "Role",
            "members": Column("Members", wide=True),
            "when": Column("When", missing="not stated"),
            "status": "Status",
            "says": Column("What it is (our words)", wide=True),
        },
        source=f"{region.edition.title}; data/editions/{region.edition.name}/places.csv",
        note=f"Named by none: {region.label(missing, 12)}." if missing else "",
        shown=12,
    )


def statuses(region: Region) -> Table:
    """Membership of IOM and tiers of the trafficking report, as the Factbook lists them."""
    of, rows = len(region.members), []
    membership, tiers = region.latest("iom_membership"), region.latest("trafficking_tier")
    for key, found in (("iom_membership", membership), ("trafficking_tier", tiers)):
        values = found.sort_values("value", ascending=key != "iom_membership")
        for value, group in values.groupby("value", sort=False):
            said = "observer" if value == 0.5 else "member" if key == "iom_membership" else ""
            text = said or words.quantity(float(str(value)), "tier")
            rows.append(_row(key, text, region, list(group.index), of))
        rest = [code for code in region.members if code not in found.index]
        if rest:
            rows.append(_row(key, "not listed", region, rest, of))
    definitions = indicators.definitions()["definition"]
    return tables.table(
        pd.DataFrame(rows),
        "Listed statuses of members",
        columns={
            "indicator": "Status",
            "listed": "Listed as",
            "n": Column("Members", kind="number"),
            "who": Column("Who", wide=True),
        },
        source=words.source(pd.concat([membership, tiers])),
        note=f"{definitions['iom_membership']} {definitions['trafficking_tier']}",
    )


def _row(key: str, listed: str, region: Region, codes: list[str], of: int) -> dict[str, object]:
    who = "all members" if len(codes) == of > 1 else region.label(codes, 20)
    return {"indicator": figures.name(key), "listed": listed, "n": len(codes), "who": who}


def _which(region: Region, codes: list[str]) -> str:
    if len(codes) == len(region.members) > 1:
        return f"all {len(codes)}"
    return f"{len(codes)}: {region.label(codes, 12)}" if len(codes) > 1 else region.label(codes)


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
                "name": this.get("name") or this["subject"],
                "where": words.locator(this["section"], this["paragraph"]),
                "role": role,
                "codes": codes,
                "when": period(this.get("start"), this.get("end")),
                "status": this["status"],
                "says": this["paraphrase"],
            }
        )
    return pd.DataFrame(rows)
