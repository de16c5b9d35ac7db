"""Dialogues, partnerships and agreements: when, of what kind, with whom, in which role, and where."""

from __future__ import annotations

import pandas as pd

from ... import charts, style, tables, words
from ...anatomy import NOT_HELD, label, located, period
from ...display import Display, note
from ...language import mark, t
from ...section import Brief
from ...tables import Column
from .. import calendar

MEETINGS = ("dialogue", "workshop", "meeting", "conference", "consultation", "event")
STATUS_COLOURS = {"reported": style.SERIES[0], "planned": style.SERIES[1]}
HEADINGS = (mark("Reported"), mark("Planned"))  # of the data behind the figures


def meetings(brief: Brief) -> Display:
    """The dialogues, workshops and meetings on a calendar, reported and planned."""
    return calendar.calendar(brief, MEETINGS, "meeting", "meetings")


def counted(brief: Brief, by: str) -> pd.DataFrame:
    """Initiatives by ``kind`` or ``theme`` (rows, most first) and status (columns reported, planned)."""
    rows = brief.view.initiatives
    grid = rows.groupby([by, "status"]).size().unstack(fill_value=0)
    grid = grid.reindex(columns=[s for s in STATUS_COLOURS if s in grid.columns])
    order = grid.sum(axis=1).sort_values(ascending=False, kind="stable").index
    return grid.loc[order]


def by(brief: Brief, column: str) -> Display:
    """How many initiatives of each ``kind`` or ``theme`` are reported and planned."""
    grid = counted(brief, column)
    if grid.empty:
        return note(t("The paper names no initiative here ({where}).", where=brief.where))
    totals = grid.sum(axis=1)
    most = [str(k) for k in totals.index[totals == totals.max()]]
    often = words.number(totals.max())
    title = t(
        "{initiatives} of {kinds}; the most frequent: {most} ({often})",
        initiatives=words.count(int(totals.sum()), "initiative"),
        kinds=words.count(len(grid), "theme" if column == "theme" else "kind"),
        most=words.listing([t(k) for k in most], 3),
        often=t("{n} each", n=often) if len(most) > 1 else often,
    )
    return charts.stacked(
        grid,
        title=title,
        source=brief.source,
        axis=t("Initiatives named"),
        colours=STATUS_COLOURS,
        hatches={"planned": "///"},
        name=f"initiatives by {column}",
    )


def roles(brief: Brief) -> pd.DataFrame:
    """Who does what with the paper's author: one row a partner and initiative.

    Columns ``partner, partner_kind, role, initiative, own_role, status, at``; ``own_role`` is the author's
    own, missing where the paper gives it none.
    """
    people = brief.partners
    own = people[people["organisation"] == brief.edition.author].set_index("initiative_id")["role"]
    own = own.groupby(level=0).agg(lambda r: words.listing(t(k) for k in dict.fromkeys(r)))
    about = brief.view.initiatives.set_index("initiative_id")
    rows = people[people["organisation"] != brief.edition.author]
    of = about.loc[rows["initiative_id"]]
    table = pd.DataFrame(
        {
            "partner": [label(r) for _, r in rows.iterrows()],
            "partner_kind": rows["kind"].to_numpy(),
            "role": rows["role"].to_numpy(),
            "initiative": of["name"].to_numpy(),
            "own_role": [own.get(k) for k in rows["initiative_id"]],
            "status": of["status"].to_numpy(),
            "at": located(of),
        }
    )
    return table.sort_values(["partner", "role"], kind="stable", ignore_index=True)


def role_table(brief: Brief) -> Display:
    """Partners with their role and the author's own, initiative by initiative."""
    rows = roles(brief)
    author = brief.edition.author
    chairs = rows[(rows["role"] == "co-chair") & (rows["own_role"] == t("co-chair"))]
    caption = t("Who does what with {author}", author=t(author))
    if len(chairs):
        caption = t(
            "Who does what with {author}: {chairs}, with {partners}",
            author=t(author),
            chairs=words.count(len(chairs), "shared chair"),
            partners=words.listing(t(p) for p in dict.fromkeys(chairs["partner"])),
        )
    return tables.table(
        rows,
        caption,
        columns={
            "partner": mark("Partner"),
            "partner_kind": mark("Kind of partner"),
            "role": mark("Its role"),
            "own_role": Column(t("Role of {author}", author=t(author)), missing=mark("none stated")),
            "initiative": Column(mark("In"), wide=True),
            "status": mark("Status"),
            "at": mark("Where"),
        },
        source=words.series((brief.source, f"data/editions/{brief.edition.name}/participants.csv")),
        empty=mark("The paper names no partner here."),
        name="roles",
    )


def agreements(brief: Brief) -> Display:
    """The agreements named, with whom, and when a later source says they were signed."""
    rows = brief.view.initiatives[brief.view.initiatives["kind"] == "agreement"]
    people = (
        roles(brief)
        .groupby("initiative")["partner"]
        .agg(lambda p: words.listing(t(k) for k in dict.fromkeys(p)))
    )
    seen = brief.view.outcomes
    later = [
        words.series(
            f"{t(o['observed'])} ({t(o['publisher'])})"
            for _, o in seen[seen["initiative_id"] == key].iterrows()
            if o["verdict"] != "context"
        )
        for key in rows["initiative_id"]
    ]
    known = sum(1 for text in later if text)
    shown = rows.assign(
        partner=[people.get(n) for n in rows["name"]],
        when=[period(a, b) for a, b in zip(rows["start"], rows["end"], strict=True)],
        later=later,
        at=located(rows),
    )
    caption = t(
        "{agreements}; later sources bear on {n}",
        agreements=words.count(len(rows), "agreement"),
        n=words.number(known) if known else t("none"),
    )
    return tables.table(
        shown,
        caption,
        columns={
            "name": Column(mark("Agreement"), wide=True),
            "partner": Column(mark("With"), missing=mark("not named")),
            "when": Column(mark("Date in the paper"), missing=mark("not stated")),
            "later": Column(mark("What a later source says"), missing=NOT_HELD, wide=True),
            "at": mark("Where"),
        },
        source=words.series((brief.source, f"data/editions/{brief.edition.name}/outcomes.csv")),
        empty=mark("The paper names no agreement here."),
        name="agreements",
    )
