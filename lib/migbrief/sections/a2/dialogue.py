"""Dialogues, partnerships and agreements: when, of what kind, with whom, in which role, and where."""

from __future__ import annotations

import pandas as pd

from ... import charts, countries, maps, style, tables, words
from ...anatomy import label, located, period
from ...display import Display, note, paragraph
from ...section import Brief
from ...tables import Column
from .. import calendar

MEETINGS = ("dialogue", "workshop", "meeting", "conference", "consultation", "event")
STATUS_COLOURS = {"reported": style.SERIES[0], "planned": style.SERIES[1]}


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
        return note(f"The paper names no initiative here ({brief.where}).")
    totals = grid.sum(axis=1)
    most = [str(k) for k in totals.index[totals == totals.max()]]
    often = f"{words.number(totals.max())}{' each' if len(most) > 1 else ''}"
    title = (
        f"{words.count(int(totals.sum()), 'initiative')} of {words.count(len(grid), column)}; "
        f"the most frequent: {words.listing(most, 3)} ({often})"
    )
    return charts.stacked(
        grid,
        title=title,
        source=brief.source,
        axis="Initiatives named",
        colours=STATUS_COLOURS,
        hatches={"planned": "///"},
        name=f"initiatives by {column}",
    )


def roles(brief: Brief) -> pd.DataFrame:
    """Who does what with the paper's author: one row a partner and initiative.

    Columns ``partner, partner_kind, role, initiative, own_role, status, at``; ``own_role`` is the author's
    own, missing where the paper gives it none.
    """
    people = brief.view.participants.merge(brief.edition.organisations, on="organisation", how="left")
    own = people[people["organisation"] == brief.edition.author].set_index("initiative_id")["role"]
    own = own.groupby(level=0).agg(lambda r: words.listing(dict.fromkeys(r)))
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
    chairs = rows[(rows["role"] == "co-chair") & (rows["own_role"] == "co-chair")]
    caption = f"Who does what with {author}"
    if len(chairs):
        with_whom = words.listing(dict.fromkeys(chairs["partner"]))
        caption += f": {words.count(len(chairs), 'shared chair')}, with {with_whom}"
    return tables.table(
        rows,
        caption,
        columns={
            "partner": "Partner",
            "partner_kind": "Kind of partner",
            "role": "Its role",
            "own_role": Column(f"Role of {author}", missing="none stated"),
            "initiative": Column("In", wide=True),
            "status": "Status",
            "at": "Where",
        },
        source=f"{brief.source}; data/editions/{brief.edition.name}/participants.csv",
        empty="The paper names no partner here.",
        name="roles",
    )


def agreements(brief: Brief) -> Display:
    """The agreements named, with whom, and when a later source says they were signed."""
    rows = brief.view.initiatives[brief.view.initiatives["kind"] == "agreement"]
    people = roles(brief).groupby("initiative")["partner"].agg(lambda p: words.listing(dict.fromkeys(p)))
    seen = brief.view.outcomes
    later = [
        "; ".join(
            f"{o['observed']} ({o['publisher']})"
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
    dated = words.number(known) if known else "none"
    caption = f"{words.count(len(rows), 'agreement')}; later sources bear on {dated}"
    return tables.table(
        shown,
        caption,
        columns={
            "name": Column("Agreement", wide=True),
            "partner": Column("With", missing="not named"),
            "when": Column("Date in the paper", missing="not stated"),
            "later": Column("What a later source says", missing="no later source found", wide=True),
            "at": "Where",
        },
        source=f"{brief.source}; data/editions/{brief.edition.name}/outcomes.csv",
        empty="The paper names no agreement here.",
        name="agreements",
    )


def hosts(brief: Brief) -> Display:
    """Where the meetings were held or are to be, by kind: a map, or a table where the countries are few."""
    places = brief.view.places
    places = places[places["role"].isin(["host", "venue"]) & (places["iso3"] != "")]
    about = brief.view.initiatives.set_index("initiative_id")
    places = places[places["initiative_id"].isin(about.index)]
    if places.empty:
        return note(f"The paper names no host or venue here ({brief.where}).")
    of = about.loc[places["initiative_id"]]
    rows = pd.DataFrame(
        {
            "iso3": places["iso3"].to_numpy(),
            "role": [f"{kind} {k}" for k, kind in zip(places["role"], of["kind"], strict=True)],
            "initiative": of["name"].to_numpy(),
            "when": [period(a, b) for a, b in zip(of["start"], of["end"], strict=True)],
            "status": of["status"].to_numpy(),
        }
    )
    n = rows["iso3"].value_counts()
    title = (
        f"{words.count(len(rows), 'meeting')} in {words.count(len(n), 'country')}: "
        f"{words.top([countries.name(k) for k in n.index], list(n), n=5)}"
    )
    if len(n) < maps.LEAST:
        return tables.table(
            rows.assign(country=[countries.name(k) for k in rows["iso3"]]),
            title,
            columns={
                "country": "Country",
                "role": "Place of",
                "initiative": Column("Meeting", wide=True),
                "when": Column("When", missing="not stated"),
                "status": "Status",
            },
            source=brief.source,
            name="hosts of meetings",
        )
    return maps.roles(rows, title=title, source=brief.source, name="hosts of meetings")


def regional_processes(brief: Brief) -> Display:
    """What the paper and later sources say of the global meeting of regional processes."""
    parts = []
    year, number = brief.fact("a2-rcp-meeting-year"), brief.value("a2-rcp-meeting-number")
    rows = brief.view.places
    host = [countries.name(k) for k in rows.loc[rows["role"] == "host", "iso3"] if k]
    if year is not None:
        which = f"the *{words.ordinal(int(number))}* global meeting" if number else "a global meeting"
        where = f" in *{words.listing(host)}*" if host else ""
        parts.append(f"The paper puts {which} of regional processes in *{words.date(year['as_of'])}*{where}.")
    seen = brief.edition.outcomes
    met = seen[seen["initiative_id"] == "rcp-global-meeting"]
    if len(met):
        said = dict.fromkeys(f"{o['observed']} ({o['publisher']})" for _, o in met.iterrows())
        parts.append(f"Later sources: {'; '.join(said)}.")
    many = seen[(seen["verdict"] == "context") & seen["observed"].str.contains("regional consultative")]
    for _, o in many.iterrows():
        parts.append(f"How many there are the paper does not say; {o['publisher']} counted {o['observed']} "
                     f"in {words.date(o['date'])}.")  # fmt: skip
    if not parts:
        return note("This edition says nothing of a global meeting of regional processes.")
    return paragraph(" ".join(parts))
