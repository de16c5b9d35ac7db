"""The road to the Dialogue: each plan's time, the date later sources give, and what became of it."""

from __future__ import annotations

from typing import Any

import pandas as pd
from matplotlib.dates import AutoDateLocator
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Patch

from migbrief.content.paper import parts
from migbrief.content.paper.brief import Brief
from migbrief.content.paper.calendar import _Dates as LocalDates
from migbrief.display import charts, theme
from migbrief.display.html import Display, note
from migbrief.editions import plans
from migbrief.text import words
from migbrief.text.i18n import mark, t

FATE_COLOURS = dict(zip(plans.FATES, (theme.SERIES[i] for i in (2, 1, 4, 3, 7)), strict=True))
FATE_MARKERS = dict(zip(plans.FATES, "oDs^X", strict=True))
DAY = pd.Timedelta(days=1)
# Headings of the data behind the figure.
HEADINGS = (
    mark("Plan id"),
    mark("Fate"),
    mark("Due from"),
    mark("Due to"),
    mark("Seen from"),
    mark("Seen to"),
)


def span(date: object) -> tuple[pd.Timestamp, pd.Timestamp] | None:
    """The first and the last day a perhaps partial ISO date can mean; None where there is none."""
    first, last = plans.first_day(date), plans.last_day(date)
    return None if first is None or last is None else (first, last)


def target(brief: Brief) -> str | None:
    """The initiative the section prepares: the one that later sources on its year speak of."""
    rows = brief.edition.outcomes
    found = rows[(rows["fact_id"] == "c-hld-year") & (rows["initiative_id"] != "")]["initiative_id"]
    return None if found.empty else str(found.iloc[0])


def steps(brief: Brief) -> pd.DataFrame:
    """The section's plans in order of their time: the same rows as its table of plans.

    Columns ``plan_id, what, planned_for`` (in words), ``fate``, ``due_from, due_to`` (first and
    last day planned), ``seen_from, seen_to`` (first and last day the most precise later source allows); all
    days NaT where nobody gives them.
    """
    rows = []
    for _, plan in brief.plans.iterrows():
        start, end, seen = span(plan["start"]), span(plan["planned_for"]), _sharpest(brief, plan["plan_id"])
        rows.append(
            {
                "plan_id": plan["plan_id"],
                "what": plan["what"],
                "planned_for": parts.period(plan["start"], plan["end"]) or t("no date given"),
                "fate": plan["fate"],
                "due_from": start[0] if start else pd.NaT,
                "due_to": end[1] if end else pd.NaT,
                "seen_from": seen[0] if seen else pd.NaT,
                "seen_to": seen[1] if seen else pd.NaT,
            }
        )
    days = ["due_from", "due_to", "seen_from", "seen_to"]
    out = pd.DataFrame(rows, columns=["plan_id", "what", "planned_for", "fate", *days])
    for column in days:
        out[column] = pd.to_datetime(out[column])
    return out.sort_values(["due_to", "seen_to", "what"], na_position="last", ignore_index=True)


def _sharpest(brief: Brief, plan_id: str) -> tuple[pd.Timestamp, pd.Timestamp] | None:
    rows = brief.edition.outcomes
    rows = rows[(rows["initiative_id"] == plan_id) & (rows["verdict"] != "context")]
    found = [s for s in map(span, rows["date"]) if s is not None]
    return min(found, key=lambda s: (s[1] - s[0], s[0]), default=None)


def road(brief: Brief) -> Display:
    """Plans in order of time: the bar is the time planned, the mark the date of a later source."""
    rows = steps(brief)
    if rows.empty:
        return note(t("The paper plans nothing here ({where}).", where=brief.where))
    dated = rows[["due_from", "due_to", "seen_from", "seen_to"]]
    if dated.isna().all(axis=None):
        return note(t("None of the plans here has a date, in the paper or in a later source."))
    goal = _sharpest(brief, target(brief) or "")
    names = [charts.wrap(t(str(x)), 24) for x in rows["what"]]
    places, tall = charts.stack(names)
    days = [*dated.min(), *dated.max(), *(goal or ())]
    low, high = min(d for d in days if pd.notna(d)), max(d for d in days if pd.notna(d))

    def draw(figure: Figure) -> None:
        ax = figure.add_subplot()
        for at, (_, row) in zip(places, rows.iterrows(), strict=True):
            _step(ax, at, row)
        if goal:
            ax.axvline(goal[0], color=theme.INK, linewidth=0.9, linestyle=(0, (4, 3)), zorder=0)
        ax.set_yticks(places, names)
        ax.set_ylim(tall - 0.4, -0.6)
        ax.set_xlim(low - 20 * DAY, high + 25 * DAY)
        ax.tick_params(axis="y", length=0)
        ax.grid(axis="x")
        ticks = AutoDateLocator(minticks=2, maxticks=6)
        ax.xaxis.set_major_locator(ticks)
        ax.xaxis.set_major_formatter(LocalDates(ticks))
        ax.set_xlabel(t("Date"))
        charts.legend(figure, _keys(rows, goal is not None), handlelength=1.4)

    n = rows["fate"].value_counts()
    said = [t("{n} {fate}", n=n[f], fate=t(f)) for f in plans.FATES if f in n]
    text = words.listing(said)
    alt = t("; ").join(_spoken(r) for _, r in rows.iterrows())
    return charts.chart(
        draw,
        title=t(
            "{plans} on the road to the Dialogue: {list}", plans=words.count(len(rows), "plan"), list=text
        ),
        alt=t("Time line of plans. {list}.", list=alt),
        data=_as_days(rows),
        source=t(
            "{source}; later sources as listed in {file}",
            source=brief.source,
            file=f"data/editions/{brief.edition.name}/outcomes.csv",
        ),
        note=t("The mark stands in the middle of the days a later source allows; the thin line spans them.")
        + " "
        + t("; ").join(
            t("{name}: {meaning}", name=t(k), meaning=t(v)) for k, v in plans.FATE_MEANINGS.items() if k in n
        )
        + ".",
        name="road to the Dialogue",
        height=1.5 + 0.3 * tall,
    )


def _spoken(row: pd.Series) -> str:
    """A plan with its time and fate, for the chart's description."""
    what, fate = t(str(row["what"])), t(str(row["fate"]))
    if pd.isna(row["seen_from"]):
        return t("{plan}: planned for {date}, {fate}", plan=what, date=row["planned_for"], fate=fate)
    return t(
        "{plan}: planned for {date}, {fate}, seen {seen}",
        plan=what,
        date=row["planned_for"],
        fate=fate,
        seen=_days(row),
    )


def _step(ax: Any, at: Any, row: pd.Series) -> None:
    colour = FATE_COLOURS[row["fate"]]
    if pd.notna(row["due_from"]):
        left, right = row["due_from"], row["due_to"] + DAY
        ax.barh(at, right - left, left=left, height=0.5, color=theme.LINE, zorder=1)
    else:
        paper = {"boxstyle": "round,pad=0.15", "facecolor": theme.PAPER, "edgecolor": "none"}
        place = {"xycoords": ("axes fraction", "data"), "va": "center", "color": theme.SOFT, "bbox": paper}
        ax.annotate(t("no date given"), (0.05, at), **place)
    if pd.notna(row["seen_from"]):
        ax.plot([row["seen_from"], row["seen_to"]], [at, at], color=colour, linewidth=1.6, zorder=2)
        ax.scatter(_middle(row), at, marker=FATE_MARKERS[row["fate"]], s=42, color=colour, zorder=3)
    ax.annotate(
        t(row["fate"]).replace(" ", "\n", 1),
        (1.02, at),
        xycoords=("axes fraction", "data"),
        va="center",
        color=colour,
        annotation_clip=False,
    )


def _middle(row: pd.Series) -> Any:
    """The middle of the days a later source allows; without one, the last day planned."""
    if pd.isna(row["seen_from"]):
        return row["due_to"]
    return row["seen_from"] + (row["seen_to"] - row["seen_from"]) / 2


def _keys(rows: pd.DataFrame, goal: bool) -> list[Any]:
    seen = set(rows.loc[rows["seen_from"].notna(), "fate"])  # without a later date there is no mark
    keys: list[Any] = [Patch(facecolor=theme.LINE, label=t("time planned"))]
    keys += [
        Line2D([], [], color=FATE_COLOURS[f], marker=FATE_MARKERS[f], linestyle="", label=t(f))
        for f in plans.FATES
        if f in seen
    ]
    if goal:
        keys.append(
            Line2D([], [], color=theme.INK, linewidth=0.9, linestyle=(0, (4, 3)), label=t("the Dialogue"))
        )
    return keys


def _days(row: pd.Series) -> str:
    first, last = row["seen_from"], row["seen_to"]
    if first == last:
        return words.date(first.date().isoformat())
    whole_year = (first.month, first.day, last.month, last.day) == (1, 1, 12, 31)
    return str(first.year) if whole_year else words.date(first.strftime("%Y-%m"))


def _as_days(rows: pd.DataFrame) -> pd.DataFrame:
    out = rows.copy()
    for column in ("due_from", "due_to", "seen_from", "seen_to"):
        out[column] = out[column].dt.strftime("%Y-%m-%d").fillna("")
    return out
