"""The introduction: how many members, where they are, and what their income says about the majority."""

from __future__ import annotations

import pandas as pd

from .. import anatomy, charts, countries, indicators, maps, style, tables, words
from ..charts import Chart
from ..display import Display, note, paragraph
from ..section import Brief
from ..tables import Column

INDICATOR = "iom_membership"
STALE = "The Factbook's list is the same in both vintages: stale, and no proof of the number stated."
LISTED = ("member", "observer", "not listed")


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


def membership(brief: Brief) -> Display:
    """The stated numbers of members and observers beside the Factbook's list in each vintage."""
    rows = []
    for fact_id, status in (("intro-members", "member"), ("intro-observers", "observer")):
        fact = brief.fact(fact_id)
        if fact is not None:
            rows.append((f"{words.plural(status)}, the paper ({words.date(fact['as_of'])})", fact["value"]))
        for vintage in indicators.vintages():
            found = indicators.latest(INDICATOR, vintage)
            rows.append(
                (
                    f"{words.plural(status)}, Factbook list ({vintage})",
                    int((found["qualifier"] == status).sum()),
                )
            )
    data = pd.DataFrame(rows, columns=["count", "value"])
    data["count"] = data["count"].str.capitalize()
    stated = brief.value("intro-members")
    now = int((indicators.latest(INDICATOR, brief.vintage)["qualifier"] == "member").sum())
    title = f"The Factbook's stale list names {words.count(now, 'member')}"
    if stated is not None:
        title = f"The paper states {words.count(int(stated), 'member')}; " + title[:1].lower() + title[1:]
    return charts.bars(
        data,
        label="count",
        value="value",
        title=title,
        source=f"{brief.source}; {words.source(indicators.latest(INDICATOR, brief.vintage))}",
        unit="states and organisations",
        axis="Number listed",
        note="The paper counts organisations among its observers; the Factbook lists countries only. "
        + STALE,
        name="membership",
        label_width=34,
    )


def growth(brief: Brief) -> Display:
    """What later sources say of the number of members, and what that implies for the year before."""
    found = brief.edition.outcomes[brief.edition.outcomes["fact_id"] == "intro-members"]
    if found.empty or brief.fact("intro-members") is None:
        return note("This edition states no number of members, or no later source bears on it.")
    return tables.table(
        found,
        "What other sources say of the number of members",
        columns={
            "observed": "What the source says",
            "date": Column("Date", kind="date"),
            "publisher": "Publisher",
            "title": "Title",
            "verdict": Column("Verdict", kind="verdict"),
            "note": Column("Note", missing="none"),
        },
        source=f"data/editions/{brief.edition.name}/outcomes.csv",
    )


def members_map(brief: Brief) -> Chart:
    """The listed members and observers on the map."""
    rows = listed(brief)
    rows = rows[rows["status"] != LISTED[2]].rename(columns={"status": "role"})
    n = rows["role"].value_counts()
    return maps.roles(
        rows.reset_index(names="iso3")[["iso3", "role", "region"]].sort_values("role"),
        title=f"The Factbook lists {words.count(n.get('member', 0), 'member')} "
        f"and {words.count(n.get('observer', 0), 'observer')} among countries",
        source=words.source(indicators.latest(INDICATOR, brief.vintage)),
        note=STALE,
        name="members map",
    )


def members_by(brief: Brief, by: str) -> Chart:
    """Members, observers and others by ``region`` or ``income_group``; the title names the largest group."""
    rows = listed(brief)
    rows = rows.assign(**{by: rows[by].replace("", "not classified").fillna("not classified")})
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
    title = f"{words.listing(largest)}: {members}{' each' if len(largest) > 1 else ''}, the most of any group"
    if len(largest) == 1:
        title += f", and {words.share(most, grid.loc[largest[0]].sum())} of its countries"
    return charts.stacked(
        grid,
        title=title,
        source=words.source(indicators.latest(INDICATOR, brief.vintage)) + "; UN M49 and World Bank groups",
        axis="Countries",
        colours=dict(zip(LISTED, (style.SERIES[0], style.SERIES[4], style.SERIES[7]), strict=True)),
        hatches={"observer": "///", "not listed": "..."},
        note=STALE,
        name=f"members by {by}",
    )


def developing_majority(brief: Brief) -> Display:
    """Whether low- and middle-income countries are most of the listed members, in one sentence."""
    fact = brief.fact("intro-developing-majority")
    members = listed(brief)
    members = members[members["status"] == "member"]
    classified = members[members["income_group"].fillna("") != ""]
    if classified.empty:
        return note("No listed member has an income group, so the claim of a majority cannot be looked at.")
    high = int((classified["income_group"] == "High income").sum())
    rest = len(classified) - high
    claim = f"The paper says: {anatomy.stated(fact)}. " if fact is not None else ""
    vintage = words.listing(sorted(set(classified["income_vintage"])))
    more = "a majority" if rest > high else "not a majority"
    return paragraph(
        f"{claim}Of {words.count(len(classified), 'listed member')} with an income group, *{rest}* "
        f"({words.share(rest, len(classified))}) are low- or middle-income: {more}. "
        f"Income groups are those of {vintage}, not of the paper's year, and members are "
        "counted, not representatives."
    )


def focus(brief: Brief, n: int = 12) -> list[str]:
    """The countries to compare: those in focus, else the largest listed members by population."""
    asked = [c for c in brief.focus if c in countries.load().index]
    if brief.parameters.countries or brief.parameters.group:
        return asked[:40]
    people = indicators.latest("population", brief.vintage)["value"]
    members = listed(brief)
    members = members[members["status"] == "member"]
    return list(people.reindex(members.index).dropna().sort_values(ascending=False).head(n).index)
