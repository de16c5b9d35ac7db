"""Where members and observers are: on the map, by region and by income."""

from __future__ import annotations

from ... import charts, countries, indicators, maps, words
from ...display import Display, note, noted
from ...language import mark, t
from ...section import Brief
from ..common import scope
from .roll import COLOURS, INDICATOR, LISTED, STALE, listed, looked_at

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


def members_map(brief: Brief) -> Display:
    """The listed members and observers on the map, of the group asked for, countries in focus outlined."""
    rows = looked_at(brief)
    rows = rows[rows["status"] != LISTED[2]].rename(columns={"status": "role"})
    n = rows["role"].value_counts()
    if rows.empty:
        return note(t("The Factbook lists no member and no observer{scope}.", scope=scope(brief)))
    title = t(
        "The Factbook's undated list has {members} and {observers}{scope}",
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
        colours=COLOURS,
        rest=t(LISTED[2]) if not brief.parameters.group else t("not listed, or not of the group"),
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
        title = noted(title, "own")  # of several rows alike, not one
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
        colours=COLOURS,
        hatches={"observer": "///", "not listed": "..."},
        note=t(STALE),
        name=f"members by {by}",
    )


def _standing(brief: Brief) -> str:
    """How the countries asked for stand; empty where none is."""
    status = listed(brief)["status"]
    said = [t(STANDING[status.get(k, LISTED[2])], country=countries.name(k)) for k in brief.highlight[:4]]
    return words.listing(said) if said else ""
