"""A calendar of initiatives: when the paper puts them, and when a later source saw them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd
from babel.dates import get_month_names
from matplotlib.dates import AutoDateLocator, ConciseDateFormatter
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Patch

from migbrief.display import charts, theme
from migbrief.display.html import Display, note
from migbrief.editions import plans
from migbrief.text import words
from migbrief.text.i18n import current, mark, t, tn

from .brief import Brief
from .parts import period

COLOURS = {"reported": theme.SERIES[0], "planned": theme.SERIES[1]}
LATER = theme.SERIES[2]
MEETINGS = ("dialogue", "workshop", "meeting", "conference", "consultation", "event")
LABEL = 30  # characters of a line of a name
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


class _Dates(ConciseDateFormatter):
    """Dates on an axis, their months in the language spoken."""

    def format_ticks(self, values: Any) -> list[str]:
        return [_months(text) for text in super().format_ticks(values)]

    def get_offset(self) -> str:
        return _months(super().get_offset())


def _months(text: str) -> str:
    if current() == "en":
        return text
    names = get_month_names("abbreviated", locale=current())
    for number, english in get_month_names("abbreviated", locale="en").items():
        text = text.replace(english, names[number])
    return text


def rows(brief: Brief, kinds: Sequence[str]) -> pd.DataFrame:
    """The section's initiatives, of some kinds or all, oldest first; those without a date come last.

    Columns ``name, kind, status, when`` (in words), ``start, end`` (first and last day the stated dates
    can mean, or NaT), ``open`` (goes on without a stated end), ``later`` (the ISO dates,
    perhaps partial, that later sources give) and ``later_says``.
    """
    found = brief.view.initiatives
    if kinds:
        found = found[found["kind"].isin(list(kinds))]
    out = []
    for _, row in found.iterrows():
        last = row["start"] if words.is_missing(row["end"]) else row["end"]
        seen = brief.view.outcomes
        seen = seen[(seen["initiative_id"] == row["initiative_id"]) & (seen["verdict"] != "context")]
        dates = {str(d) for d in seen["date"] if _first_day(d) is not None}
        out.append(
            {
                "name": t(str(row["name"])),
                "kind": row["kind"],
                "status": row["status"],
                "when": period(row["start"], row["end"]),
                "start": _first_day(row["start"]),
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
    edge = max([*dated["end"], *(_middle(d) for dates in dated["later"] for d in dates)]) + pd.Timedelta(
        days=60
    )
    labels = [charts.wrap(n if len(n) <= LONGEST else f"{n[: LONGEST - 1]}…", LABEL) for n in dated["name"]]

    places, tall = charts.stack(labels)

    def draw(figure: Figure) -> None:
        ax = figure.add_subplot()
        for at, (_, row) in zip(places, dated.iterrows(), strict=True):
            _bar(ax, at, row, edge)
        ax.set_yticks(places, labels)
        ax.set_ylim(tall - 0.4, -0.6)
        ax.tick_params(axis="y", length=0)
        ax.grid(axis="x")
        ticks = AutoDateLocator(minticks=2, maxticks=6)  # with 3, some spans have no fit
        ax.xaxis.set_major_locator(ticks)
        ax.xaxis.set_major_formatter(_Dates(ticks))
        ax.set_xlabel(t("Date"))
        charts.legend(figure, _keys(dated), most=2, handlelength=1.4)

    said = [
        t("{name}: {when}, {status}", name=r["name"], when=r["when"], status=t(str(r["status"])))
        for _, r in dated.head(12).iterrows()
    ]
    lost = len(table) - len(dated)
    undated = ""
    if lost:
        counted = words.capital(_counted(lost, noun))
        undated = " " + t("{initiatives} without a date: in the table only.", initiatives=counted)
    shown = table.assign(
        later=[words.listing(map(words.date, dates)) if dates else None for dates in table["later"]],
        start=table["start"].map(_day),
        end=table["end"].map(_day),
        open=table["open"].map({True: t("yes"), False: t("no")}),
    )
    return charts.chart(
        draw,
        title=_finding(dated, noun),
        alt=t("Calendar. {list}.", list=words.series(said)) + undated,
        data=shown,
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
        height=1.35 + 0.26 * tall,
    )


def _finding(dated: pd.DataFrame, noun: str) -> str:
    n = dated["status"].value_counts()
    parts = []
    if "reported" in n:
        parts.append(tn("{n} reported", "{n} reported", int(n["reported"])))
    if "planned" in n:
        parts.append(tn("{n} planned", "{n} planned", int(n["planned"])))
    dates, said = _counted(len(dated), noun), words.listing(parts)
    planned = dated[dated["status"] == "planned"]
    seen = sum(any(r["start"] <= _middle(d) <= r["end"] for d in r["later"]) for _, r in planned.iterrows())
    if not len(planned):
        return t("{initiatives} with a date: {parts}", initiatives=dates, parts=said)
    if not seen:
        return t(
            "{initiatives} with a date: {parts}; a later source puts none of those planned in the time "
            "planned",
            initiatives=dates,
            parts=said,
        )
    return tn(
        "{initiatives} with a date: {parts}; a later source puts {n} of those planned in the time planned",
        "{initiatives} with a date: {parts}; a later source puts {n} of those planned in the time planned",
        seen,
        initiatives=dates,
        parts=said,
    )


def _counted(n: int, noun: str) -> str:
    return words.count(n, "meeting") if noun == "meeting" else words.count(n, "initiative")


def _bar(ax: Any, at: object, row: pd.Series, edge: pd.Timestamp) -> None:
    colour = COLOURS.get(str(row["status"]), theme.SOFT)
    hatch = "///" if row["status"] == "planned" else ""
    left, right = row["start"], row["end"] + pd.Timedelta(days=1)
    ax.barh(at, right - left, left=left, height=0.5, color=colour, hatch=hatch, edgecolor=theme.PAPER, lw=0.5)
    if row["open"]:
        ax.plot([right, edge], [at, at], color=colour, linewidth=1.2, linestyle=(0, (1, 2)))
    if row["later"]:
        ax.scatter(
            [_middle(date) for date in row["later"]],
            [at] * len(row["later"]),
            marker="D",
            s=30,
            color=LATER,
            edgecolors=theme.PAPER,
            linewidths=0.7,
            zorder=3,
        )


def _keys(dated: pd.DataFrame) -> list[Any]:
    keys: list[Any] = [
        Patch(facecolor=c, label=t(s), hatch="///" if s == "planned" else "", edgecolor=theme.PAPER)
        for s, c in COLOURS.items()
        if (dated["status"] == s).any()
    ]
    if dated["open"].any():
        keys.append(Line2D([], [], color=theme.SOFT, linestyle=(0, (1, 2)), label=t("no end stated")))
    if dated["later"].map(bool).any():
        keys.append(
            Line2D(
                [], [], color=LATER, marker="D", linestyle="", markersize=5, label=t("date in a later source")
            )
        )
    return keys


def _day(date: Any) -> str | None:
    return None if pd.isna(date) else words.date(date.date().isoformat())


def _first_day(date: object) -> pd.Timestamp | None:
    """The first day a perhaps partial ISO date can mean; None where there is none."""
    if words.is_missing(date):
        return None
    try:
        return pd.Timestamp(str(date) if len(str(date)) > 4 else f"{date}-01-01")
    except ValueError:
        return None


def _middle(date: str) -> pd.Timestamp:
    """The middle of the days a perhaps partial ISO date can mean."""
    first, last = pd.Timestamp(_first_day(date)), pd.Timestamp(plans.last_day(date))
    return first + (last - first) / 2
