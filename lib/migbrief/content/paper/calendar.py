"""A calendar of initiatives: when the paper puts them, and when a later source saw them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd

from migbrief.display import charts, theme
from migbrief.display.charts import Look
from migbrief.display.html import Display, note
from migbrief.editions import plans
from migbrief.text import words
from migbrief.text.i18n import mark, t, tn

from .brief import Brief
from .parts import period

LOOKS = {"reported": Look(theme.SERIES[0]), "planned": Look(theme.SERIES[1], hatch="///")}
OTHER = Look(theme.SOFT)  # of any other status
LATER = Look(theme.SERIES[2], label=mark("date in a later source"))
MEETINGS = ("dialogue", "workshop", "meeting", "conference", "consultation", "event")
LONGEST = 102  # characters of a name
# Headings of the data behind the figure.
HEADINGS = (
    mark("Name"),
    mark("Kind"),
    mark("Status"),
    mark("When"),
    mark("Start"),
    mark("End"),
    mark("Open"),
    mark("Later"),
    mark("Later says"),
)


def rows(brief: Brief, kinds: Sequence[str]) -> pd.DataFrame:
    """The section's initiatives, of some kinds or all, oldest first; those without a date come last.

    Columns ``name, kind, status, when`` (in words), ``start, end`` (first and last day the stated dates
    can mean, or NaT), ``open`` (goes on without a stated end), ``later`` (the ISO dates,
    perhaps partial, that later sources give) and ``later_says``.
    """
    initiatives = brief.view.initiatives
    if kinds:
        initiatives = initiatives[initiatives["kind"].isin(list(kinds))]
    out = []
    for _, row in initiatives.iterrows():
        last = row["start"] if words.is_missing(row["end"]) else row["end"]
        seen = brief.view.outcomes
        seen = seen[(seen["initiative_id"] == row["initiative_id"]) & (seen["verdict"] != "context")]
        dates = {str(d) for d in seen["date"] if plans.first_day(d) is not None}
        out.append(
            {
                "name": t(str(row["name"])),
                "kind": row["kind"],
                "status": row["status"],
                "when": period(row["start"], row["end"]),
                "start": plans.first_day(row["start"]),
                "end": plans.last_day(last),
                "open": words.is_missing(row["end"]) and not words.is_missing(row["start"]),
                "later": sorted(dates),
                "later_says": words.series(
                    f"{t(str(o['observed']))} ({t(str(o['publisher']))})" for _, o in seen.iterrows()
                ),
            }
        )
    columns = ["name", "kind", "status", "when", "start", "end", "open", "later", "later_says"]
    table = pd.DataFrame(out, columns=columns)
    for column in ("start", "end"):
        table[column] = pd.to_datetime(table[column])
    return table.sort_values(["start", "end", "name"], na_position="last", ignore_index=True)


def calendar(brief: Brief, kinds: Sequence[str] = (), noun: str = "initiative") -> Display:
    """One row an initiative: a bar for the time the paper gives, a diamond for each later source."""
    table = rows(brief, kinds)
    dated = table[table["start"].notna()].reset_index(drop=True)
    if dated.empty:
        return note(t("The paper dates no {noun} here ({where}).", noun=t(noun), where=brief.where))
    items = dated.assign(
        label=[name if len(name) <= LONGEST else f"{name[: LONGEST - 1]}…" for name in dated["name"]],
        kind=dated["status"],
    )
    middles = [(i, _middle(date)) for i, dates in dated["later"].items() for date in dates]
    seen = pd.DataFrame(
        {
            "item": [i for i, _ in middles],
            "first": pd.to_datetime([day for _, day in middles]),
            "last": pd.to_datetime([day for _, day in middles]),
            "kind": "later",
        }
    )
    entries = [
        t("{name}: {when}, {status}", name=r["name"], when=r["when"], status=t(str(r["status"])))
        for _, r in dated.head(12).iterrows()
    ]
    lost = len(table) - len(dated)
    undated = ""
    if lost:
        counted = words.capital(_counted(lost, noun))
        undated = " " + t("{initiatives} without a date: in the table only.", initiatives=counted)
    behind = table.assign(
        later=[words.listing(map(words.date, dates)) if dates else None for dates in table["later"]],
        start=table["start"].map(_day),
        end=table["end"].map(_day),
        open=table["open"].map({True: t("yes"), False: t("no")}),
    )
    return charts.timeline(
        items,
        bars=LOOKS | {str(s): OTHER for s in dated["status"] if s not in LOOKS},
        marks={"later": LATER},
        seen=seen,
        title=_finding(dated, noun),
        alt=t("Calendar. {list}.", list=words.series(entries)) + undated,
        data=behind,
        source=t(
            "{source}; later sources as listed in {file}",
            source=brief.source,
            file=f"data/editions/{brief.edition.name}/outcomes.csv",
        ),
        note=t(
            "A bar covers all days the stated date allows: a bare year is the whole year. A later source "
            "that gives only a month or a year stands in the middle of it."
        )
        + undated,
        name=f"{noun} calendar",
    )


def _finding(dated: pd.DataFrame, noun: str) -> str:
    n = dated["status"].value_counts()
    parts = []
    if "reported" in n:
        parts.append(tn("{n} reported", "{n} reported", int(n["reported"])))
    if "planned" in n:
        parts.append(tn("{n} planned", "{n} planned", int(n["planned"])))
    dates, statuses = _counted(len(dated), noun), words.listing(parts)
    planned = dated[dated["status"] == "planned"]
    seen = sum(any(r["start"] <= _middle(d) <= r["end"] for d in r["later"]) for _, r in planned.iterrows())
    if not len(planned):
        return t("{initiatives} with a date: {parts}", initiatives=dates, parts=statuses)
    if not seen:
        return t(
            "{initiatives} with a date: {parts}; a later source puts none of those planned in the time "
            "planned",
            initiatives=dates,
            parts=statuses,
        )
    return tn(
        "{initiatives} with a date: {parts}; a later source puts {n} of those planned in the time planned",
        "{initiatives} with a date: {parts}; a later source puts {n} of those planned in the time planned",
        seen,
        initiatives=dates,
        parts=statuses,
    )


def _counted(n: int, noun: str) -> str:
    return words.count(n, "meeting") if noun == "meeting" else words.count(n, "initiative")


def _day(date: Any) -> str | None:
    return None if pd.isna(date) else words.date(date.date().isoformat())


def _middle(date: str) -> pd.Timestamp:
    """The middle of the days a perhaps partial ISO date can mean."""
    first, last = pd.Timestamp(plans.first_day(date)), pd.Timestamp(plans.last_day(date))
    return first + (last - first) / 2
