"""The introduction: how many members, where they are, and what their income says about the majority."""

from __future__ import annotations

import pandas as pd

from .. import anatomy, charts, context_tables, countries, indicators, maps, style, tables, words
from ..display import Display, note, paragraph
from ..language import mark, noun, t
from ..section import Brief
from ..tables import Column
from .common import pool, scope

INDICATOR = "iom_membership"
STALE = mark("The Factbook's list is the same in both vintages: stale, and no proof of the number stated.")
LISTED = ("member", "observer", mark("not listed"))  # the first two are translated as nouns that are counted
STANDING = {
    "member": mark("{country} is a member"),
    "observer": mark("{country} is an observer"),
    "not listed": mark("{country} is not listed"),
}
UNCLASSIFIED = mark("not classified")
BY = (mark("region"), mark("income_group"))
# Headings of the data behind the figures.
HEADINGS = (
    mark("Count"),
    mark("Role"),
    mark("Region"),
    mark("Income group"),
    mark("Member"),
    mark("Observer"),
    mark("Not listed"),
)


def listed(brief: Brief) -> pd.DataFrame:
    """Every country with its status on the Factbook's list.

    Indexed by iso3; columns ``country``, ``region``, ``income_group``, ``income_vintage`` and ``status``
    (one of ``LISTED``).
    Territories that are not listed are left out: only states can join.
    """
    known = indicators.latest(INDICATOR, brief.vintage)["qualifier"]
    rows = countries.load()
    status = known.reindex(rows.index).fillna(LISTED[2])
    rows = rows.assign(country=rows["name"], status=status)
    return rows[(rows["kind"] == "country") | (rows["status"] != LISTED[2])][
        ["country", "region", "income_group", "income_vintage", "status"]
    ]


def looked_at(brief: Brief) -> pd.DataFrame:
    """Of :func:`listed`, the group asked for and the countries asked for by name; all without a group."""
    rows = listed(brief)
    return rows[rows.index.isin(pool(brief))] if brief.parameters.group else rows


def _standing(brief: Brief) -> str:
    """How the countries asked for stand; empty where none is."""
    status = listed(brief)["status"]
    said = [t(STANDING[status.get(k, LISTED[2])], country=countries.name(k)) for k in brief.highlight[:4]]
    return words.listing(said) if said else ""


def membership(brief: Brief) -> Display:
    """Members and observers: as the paper, a later source and the Factbook's list of each vintage say."""
    rows = []
    lists = [indicators.latest(INDICATOR, v) for v in indicators.vintages()]
    for fact_id, status in (("intro-members", "member"), ("intro-observers", "observer")):
        fact, many = brief.fact(fact_id), t("members") if status == "member" else t("observers")
        if fact is not None:
            said = t("{members}, the paper ({date})", members=many, date=words.date(fact["as_of"]))
            rows.append((said, fact["value"]))
        for _, o in _outcomes(brief, fact_id).dropna(subset=["observed_value"]).iterrows():
            said = f"{many}, {t(str(o['publisher']))} ({words.date(o['date'])})"
            rows.append((said, o["observed_value"]))
        for vintage, found in zip(indicators.vintages(), lists, strict=True):
            n = int((found["qualifier"] == status).sum())
            rows.append((t("{members}, Factbook list ({vintage})", members=many, vintage=vintage), n))
    data = pd.DataFrame(rows, columns=["count", "value"])
    data["count"] = [words.capital(x) for x in data["count"]]
    stated = brief.value("intro-members")
    now = int((indicators.latest(INDICATOR, brief.vintage)["qualifier"] == "member").sum())
    on_list = words.count(now, "member")
    title = t("The Factbook's stale list names {members}", members=on_list)
    if stated is not None:
        seen = _outcomes(brief, "intro-members").dropna(subset=["observed_value"])
        too = [f"{t(str(o['publisher']))} {words.number(o['observed_value'])}" for _, o in seen.iterrows()]
        title = t(
            "The paper states {stated}{others}; the Factbook's stale list names {members}",
            stated=words.count(int(stated), "member"),
            others=f", {words.listing(too)}" if too else "",
            members=on_list,
        )
    return charts.bars(
        data,
        label="count",
        value="value",
        title=title,
        source=f"{brief.source}; data/editions/{brief.edition.name}/outcomes.csv; "
        f"{words.source(pd.concat(lists))}",
        unit=noun("state and organisations", "states and organisations", 2),
        axis=t("Number listed"),
        note=t("The paper counts organisations among its observers; the Factbook lists countries only.")
        + f" {t(STALE)}",
        name="membership",
        label_width=34,
    )


def _outcomes(brief: Brief, fact_id: str) -> pd.DataFrame:
    rows = brief.edition.outcomes
    return rows[rows["fact_id"] == fact_id]


def growth(brief: Brief) -> Display:
    """What the paper and later sources say of the number of members: each in its own words, side by side.

    How many joined is only in the words of a source, so no earlier number is computed from it.
    """
    fact, found = brief.fact("intro-members"), _outcomes(brief, "intro-members")
    if found.empty or fact is None:
        return note(t("This edition states no number of members, or no later source bears on it."))
    own = {
        "who": mark("the paper"),
        "date": fact["as_of"],
        "says": anatomy.stated(fact),
        "number": fact["value"],
        "verdict": None,
        "note": "",
    }
    seen = [
        {
            "who": o["publisher"],
            "date": o["date"],
            "says": o["observed"],
            "number": o["observed_value"],
            "verdict": o["verdict"],
            "note": o["note"],
        }
        for _, o in found.iterrows()
    ]
    return tables.table(
        pd.DataFrame([own, *seen]),
        t("The number of members, and its growth, by source"),
        columns={
            "who": mark("Source"),
            "date": Column(mark("Date"), kind="date"),
            "says": Column(mark("What the source says"), wide=True),
            "number": Column(mark("Members"), kind="number", missing=mark("not counted")),
            "verdict": Column(mark("Verdict on the paper"), kind="verdict", missing="–"),
            "note": Column(mark("Note"), missing=mark("none")),
        },
        source=f"{brief.source}; data/editions/{brief.edition.name}/outcomes.csv",
        note=t(
            "How many joined stands in the words of the source alone. The number before is therefore not "
            "computed here."
        ),
        name="growth of the membership",
    )


def members_map(brief: Brief) -> Display:
    """The listed members and observers on the map, of the group asked for, countries in focus outlined."""
    rows = looked_at(brief)
    rows = rows[rows["status"] != LISTED[2]].rename(columns={"status": "role"})
    n = rows["role"].value_counts()
    if rows.empty:
        return note(t("The Factbook lists no member and no observer{scope}.", scope=scope(brief)))
    title = t(
        "The Factbook lists {members} and {observers}{scope}",
        members=words.count(n.get("member", 0), "member"),
        observers=words.count(n.get("observer", 0), "observer"),
        scope=scope(brief) or " " + t("among countries"),
    )
    if standing := _standing(brief):
        title = t("{finding}; {standing}", finding=title, standing=standing)
    return maps.roles(
        rows.reset_index(names="iso3")[["iso3", "role", "region"]].sort_values("role"),
        title=title,
        source=words.source(indicators.latest(INDICATOR, brief.vintage)),
        note=t(STALE),
        highlight=brief.highlight,
        name="members map",
    )


def members_by(brief: Brief, by: str) -> Display:
    """Members, observers and others by ``region`` or ``income_group``; the title names the largest group.

    With a group asked for only its countries are counted.
    """
    rows = looked_at(brief)
    if rows.empty or not (rows["status"] == LISTED[0]).any():
        return note(
            t(
                "The Factbook lists no member{scope}, so there is nothing to divide by {by}.",
                scope=scope(brief),
                by=t(by),
            )
        )
    rows = rows.assign(**{by: rows[by].replace("", UNCLASSIFIED).fillna(UNCLASSIFIED)})
    grid = rows.groupby([by, "status"]).size().unstack(fill_value=0).reindex(columns=LISTED, fill_value=0)
    order = countries.INCOME_GROUPS if by == "income_group" else None
    if order:
        grid = grid.reindex(
            [*[g for g in order if g in grid.index], *[g for g in grid.index if g not in order]]
        )
    else:
        grid = grid.sort_values("member", ascending=False)
    most = int(grid["member"].max())
    largest = [str(g) for g in grid.index[grid["member"] == most]]
    members = words.count(most, "listed member")
    if len(largest) == 1:
        title = t(
            "{group}: {members}, the most of any group, and {share} of its countries",
            group=t(largest[0]),
            members=members,
            share=words.share(most, grid.loc[largest[0]].sum()),
        )
    else:
        title = t(
            "{groups}: {members} each, the most of any group",
            groups=words.listing(map(t, largest)),
            members=members,
        )
    if where := scope(brief).strip():
        where = where[1:-1] if where.startswith("(") else where  # in French and Spanish it is in brackets
        title = t("{where}: {finding}", where=words.capital(where), finding=title)
    return charts.stacked(
        grid,
        title=title,
        source=t(
            "{source}; UN M49 and World Bank groups",
            source=words.source(indicators.latest(INDICATOR, brief.vintage)),
        ),
        axis=t("Countries"),
        colours=dict(zip(LISTED, (style.SERIES[0], style.SERIES[4], style.SERIES[7]), strict=True)),
        hatches={"observer": "///", "not listed": "..."},
        note=t(STALE),
        name=f"members by {by}",
    )


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
    said = [t("The paper says: {claim}.", claim=anatomy.stated(fact))] if fact is not None else []
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
    return paragraph(" ".join([*said, finding, limit]))


def compared(brief: Brief, n: int = 12) -> Display:
    """Population and migration of the countries in focus, or of the largest listed members."""
    asked = brief.parameters.countries or brief.parameters.group
    wanted = ["iom_membership", "population", "net_migration_rate", "remittances", "refugees_hosted"]
    chosen = focus(brief, n)
    n = len(chosen)
    caption = t("Countries in focus") if asked else t("The {n} listed members with most people", n=n)
    return context_tables.comparison(wanted, brief.vintage, chosen, caption)


def focus(brief: Brief, n: int = 12) -> list[str]:
    """The countries to compare: those in focus, else the largest listed members by population."""
    asked = [c for c in brief.focus if c in countries.load().index]
    if brief.parameters.countries or brief.parameters.group:
        return asked[:40]
    people = indicators.latest("population", brief.vintage)["value"]
    members = listed(brief)
    members = members[members["status"] == "member"]
    return list(people.reindex(members.index).dropna().sort_values(ascending=False).head(n).index)
