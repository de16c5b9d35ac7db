"""Part 1, who and where: the partners and places that the section names."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from .. import countries, maps, style, tables, words
from ..display import Display, absence, note
from ..language import mark, t, tn
from ..maps import BY_NAME
from ..network import networks
from ..section import Brief
from ..tables import Column, Table
from .wording import label, spelt_out

LEAD = 2  # links by which one partner leads clearly
# Headings of the data behind the figures.
HEADINGS = (mark("Role"), mark("For"), mark("Named as"), mark("Partner"), mark("Partner kind"))


def places(brief: Brief) -> Display:
    """Where: the countries named, and those of regions named in a colour apart; a table where they are few.

    A region is not spelled out as its countries: the title counts countries and regions apart.
    """
    rows = brief.place_roles()
    if rows.empty:
        nowhere = t("The paper names no country here ({where}).", where=brief.where)
        return absence(nowhere, _source(brief), "places")
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
        wholes = t(
            "{groups} are named as a whole: that does not say that each of their countries took part.",
            groups=words.listing(t(countries.group_name(g)) for g in groups),
        )
        about = f"{wholes} {about}"
    # Of all roles in which the edition names countries, so that a role keeps its colour from section to
    # section, and none that only regions have takes a colour.
    by_name = brief.edition.places[~brief.edition.places["iso3"].map(words.is_missing)]
    every = by_name["role"].replace("", None).value_counts().index
    colours = {role: style.SERIES[i % len(style.SERIES)] for i, role in enumerate(every)}
    return maps.roles(
        rows,
        title=title,
        source=brief.source,
        note=about,
        name="places",
        colours=colours,
        rest=t("not named"),
    )


def _counted(groups: Sequence[str]) -> str:
    """``1 region``, ``2 groups``, ``8 regions and groups``."""
    n = len(groups)
    regions = sum(bool(countries.group(g).code) for g in groups)
    if regions == n:
        return tn("{n} region", "{n} regions", n)
    if regions:
        return tn("{n} regions and groups", "{n} regions and groups", n)
    return tn("{n} group", "{n} groups", n)


def _source(brief: Brief) -> str:
    return words.series((brief.source, f"data/editions/{brief.edition.name}/places.csv"))


def _places_table(rows: pd.DataFrame, title: str, brief: Brief) -> Table:
    """Too few for a map: one row a country and thing it is named for."""
    return tables.table(
        rows.assign(country=[countries.name(str(k)) for k in rows["iso3"]]),
        title,
        columns={"country": mark("Country"), "role": mark("Named as"), "for": Column(mark("For"), wide=True)},
        source=_source(brief),
        note=t("A country with several roles is counted once in each.")
        if (rows.groupby("iso3")["role"].nunique() > 1).any()
        else "",
        name="places",
    )


def partners(brief: Brief) -> Display:
    """Who works with whom: initiatives and organisations, without the paper's own author."""
    names = brief.edition.initiatives.set_index("initiative_id")["name"]
    rows = brief.partners[brief.partners["organisation"] != brief.edition.author]
    if rows.empty:
        return note(t("The paper names no partner here ({where}).", where=brief.where))
    edges = rows.assign(
        initiative=rows["initiative_id"].map(names).map(t),
        partner=[label(r) for _, r in rows.iterrows()],
        partner_kind=rows["kind"].map(t, na_action="ignore"),
        role=rows["role"].map(t, na_action="ignore"),
    )
    helped = set(edges.loc[edges["organisation"].isin(_beneficiaries(brief)), "partner"])
    return networks(
        edges[["initiative", "partner", "partner_kind", "role"]],
        left="initiative",
        right="partner",
        kinds={label(r): t(str(r["kind"])) for _, r in brief.edition.organisations.iterrows()},
        title=_finding(edges, helped),
        noted=lambda links: spelt_out(rows[edges["partner"].isin(links["partner"])]),
        source=brief.source,
        name="partners",
        whole="initiatives",
    )


def _finding(links: pd.DataFrame, helped: set[str]) -> str:
    """How many partners in how many initiatives, and who leads beside those that are ``helped``."""
    degree = links.groupby("partner")["initiative"].nunique().sort_values(ascending=False)
    linked = words.count(len(degree), "partner")
    shared = words.count(links["initiative"].nunique(), "initiative")
    given = helped & set(degree.index)
    most = _most_often(degree.drop(list(given)))
    if not most:
        return t("{partners} in {initiatives}", partners=linked, initiatives=shared)
    if given:
        return t(
            "{partners} in {initiatives}; most often, apart from bodies that are helped, {names}",
            partners=linked,
            initiatives=shared,
            names=most,
        )
    return t(
        "{partners} in {initiatives}; most often {names}", partners=linked, initiatives=shared, names=most
    )


def _beneficiaries(brief: Brief) -> set[str]:
    """The organisations that the edition names as those a thing is done for: what is given to them."""
    rows = brief.view.participants
    return set(rows.loc[rows["role"] == "beneficiary", "organisation"])


def _most_often(degree: pd.Series, n: int = 3) -> str:
    """The partners with most links, at most ``n`` unless the last are tied with others: then without those.

    Empty where none leads by ``LEAD``: who has one link more than all others is no finding.
    """
    counts = degree.sort_values(ascending=False, kind="stable")
    if len(counts) > 1 and counts.iloc[0] - counts.iloc[1] < LEAD:
        return ""
    kept = counts.head(n)
    if len(counts) > n and counts.iloc[n] == kept.iloc[-1]:
        kept = kept[kept > kept.iloc[-1]]
    return words.top(list(kept.index), list(kept), n=n) if len(counts) > 1 else ""
