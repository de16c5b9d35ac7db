"""Members and observers by region."""

from __future__ import annotations

from migbrief.content.paper.brief import Brief
from migbrief.content.paper.common import scope
from migbrief.datasets import countries, indicators
from migbrief.display import charts
from migbrief.display.html import Display, note
from migbrief.text import words
from migbrief.text.i18n import mark, t
from migbrief.text.markup import noted

from .member_list import COLOURS, INDICATOR, LISTED, STALE, listed, looked_at

STANDING = {
    "member": mark("{country} is a member"),
    "observer": mark("{country} is an observer"),
    "not listed": mark("{country} is not listed"),
}
# Headings of the data behind the figures.
HEADINGS = (mark("Count"), mark("Region"), mark("Member"), mark("Observer"), mark("Not listed"))


def members_by_region(brief: Brief) -> Display:
    """Members, observers and others by region; the title names the largest. Of a group asked for alone."""
    rows = looked_at(brief).dropna(subset=["region"])
    if not (rows["status"] == LISTED[0]).any():
        return note(
            t(
                "The Factbook lists no member{scope}, so there is nothing to divide by {by}.",
                scope=scope(brief),
                by=t("region"),
            )
        )
    grid = rows.groupby(["region", "status"]).size().unstack(fill_value=0)
    grid = grid.reindex(columns=LISTED, fill_value=0).sort_values("member", ascending=False)
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
    status = listed(brief)["status"]
    if brief.highlight:
        statuses = [
            t(STANDING[status.get(k, LISTED[2])], country=countries.name(k)) for k in brief.highlight[:4]
        ]
        title = t("{finding}; {standing}", finding=title, standing=words.listing(statuses))
    return charts.stacked(
        grid,
        title=title,
        source=t(
            "{source}; UN M49",
            source=words.source(indicators.latest(INDICATOR, brief.vintage)),
        ),
        axis=t("Countries"),
        colours=COLOURS,
        hatches={"observer": "///", "not listed": "..."},
        note=t(STALE),
        name="members by region",
    )
