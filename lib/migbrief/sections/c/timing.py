"""How the date of a later source lies to the time planned, in days; and plans by theme."""

from __future__ import annotations

import pandas as pd
from matplotlib.figure import Figure
from matplotlib.ticker import FuncFormatter

from ... import charts, plans, style, words
from ...anatomy.planned import FATE_COLOURS
from ...display import Display, note
from ...language import mark, t, tn
from ...section import Brief
from .course import steps

WITHIN, EARLIER = mark("within the time planned"), mark("before it")
LATER, OPEN = mark("after it"), mark("not told by the dates")
HEADINGS = (mark("Fewest days before"), mark("Most days before"))  # of the data behind the figure


def gaps(brief: Brief) -> pd.DataFrame:
    """The plans with a planned time and a later date: days from the end of the one to the other.

    Columns of ``steps`` and ``low``, ``high`` (days, negative before the end of the time planned; two
    figures as the later date may be a month or a year) and ``came`` (one of four phrases).
    """
    rows = steps(brief).dropna(subset=["due_to", "seen_from"]).reset_index(drop=True)
    rows["low"] = (rows["seen_from"] - rows["due_to"]).dt.days
    rows["high"] = (rows["seen_to"] - rows["due_to"]).dt.days
    early = rows["seen_to"] < rows["due_from"]
    within = (rows["high"] <= 0) & (rows["seen_from"] >= rows["due_from"])
    rows["came"] = OPEN
    rows.loc[within, "came"] = WITHIN
    rows.loc[early, "came"] = EARLIER
    rows.loc[rows["low"] > 0, "came"] = LATER
    return rows


def leads(brief: Brief) -> Display:
    """A bar an event planned: how many days before or after the end of the time planned it came.

    Of someone else's event the date shows that it took place, not the input planned; the title says of
    how many.
    """
    rows = gaps(brief)
    if rows.empty:
        return note(
            t("No plan here has both a planned time and a later date, so no lead time can be computed.")
        )
    n = rows["came"].value_counts()
    parts = [
        tn("{n} came {when}", "{n} came {when}", n[k], when=t(k))
        if k != OPEN
        else t("for {n} it is {when}", n=n[k], when=t(k))
        for k in n.index
    ]
    everything = n.get(WITHIN, 0) == len(rows) > 1
    found = t("all came {when}", when=t(WITHIN)) if everything else words.listing(parts)
    title = t("Of {events} with both dates, {found}", events=words.count(len(rows), "event"), found=found)
    if unseen := int((rows["fate"] == "input not seen").sum()):
        without = tn("the input to {n} of them is not seen", "the input to {n} of them is not seen", unseen)
        title = t("{first}; {second}", first=title, second=without)
    late = bool((rows["high"] > 0).any())

    def draw(figure: Figure) -> None:
        ax = figure.add_subplot()
        for at, row in rows.iterrows():
            colour = style.SERIES[1] if row["low"] > 0 else style.SERIES[0]
            if row["low"] == row["high"]:
                ax.scatter(row["low"], at, s=40, color=colour, zorder=3)
            else:
                ax.barh(at, row["high"] - row["low"], left=row["low"], height=0.42, color=colour, zorder=2)
            after = row["low"] > 0
            ax.annotate(
                _phrase(row),
                (row["high"] if after else row["low"], at),
                (7 if after else -7, 0),
                textcoords="offset points",
                ha="left" if after else "right",
                va="center",
            )
        ax.axvline(0, color=style.INK, linewidth=0.9)
        ax.set_yticks(range(len(rows)), [charts.wrap(t(str(x)), 30) for x in rows["what"]])
        ax.set_ylim(len(rows) - 0.4, -0.6)
        ax.tick_params(axis="y", length=0)
        low, high = min(0.0, float(rows["low"].min())), max(0.0, float(rows["high"].max()))
        room = 1.6 * max(high - low, 60)  # the words beside the longest bar
        ax.set_xlim(low - room, high + (room if high > 0 else 0.05 * room))
        ax.set_xlabel(
            t("Days before (left) and after (right) the end of the time planned")
            if late
            else t("Days before the end of the time planned")
        )
        charts.axis_numbers(ax.xaxis, whole=True)
        ax.xaxis.set_major_formatter(FuncFormatter(lambda x, _: words.number(abs(x))))
        ax.grid(axis="x")

    spoken = t("; ").join(
        t("{plan}: {figure}", plan=t(str(r["what"])), figure=_phrase(r)) for _, r in rows.iterrows()
    )
    shown = rows[["what", "planned_for", "fate", "seen_from", "seen_to", "came"]].copy()
    # From the end of the time planned back: positive before it.
    shown["fewest days before"], shown["most days before"] = 0 - rows["high"], 0 - rows["low"]
    for column in ("seen_from", "seen_to"):
        shown[column] = shown[column].dt.strftime("%Y-%m-%d")
    return charts.chart(
        draw,
        title=title,
        alt=t("Days between the end of the planned time and a later date. {list}.", list=spoken),
        data=shown,
        source=t(
            "computed from {source}, and {file}",
            source=brief.source,
            file=f"data/editions/{brief.edition.name}/outcomes.csv",
        ),
        note=t(
            "A bar spans the days that a later source allows when it gives only a month or a year; a year "
            "planned ends on its last day. The most precise source of each plan is taken."
        ),
        name="lead times",
        height=1.1 + 0.165 * sum(charts.wrap(t(str(x)), 30).count("\n") + 1.6 for x in rows["what"]),
    )


def _phrase(row: pd.Series) -> str:
    """``54 days before``, ``122 to 152 days before``, ``32 to 59 days after``; of a later date that may be
    either, ``5 days before to 10 days after``.
    """
    low, high = int(row["low"]), int(row["high"])
    if low < 0 < high:
        return t("{low} days before to {high} days after", low=words.number(-low), high=words.number(high))
    near, far = sorted((abs(low), abs(high)))
    days = words.number(far)
    if near != far:
        days = t("{low} to {high}", low=words.number(near), high=days)
    if low > 0:
        return tn("{n} day after", "{n} days after", far, n=days)
    return tn("{n} day before", "{n} days before", far, n=days)


def themes(brief: Brief) -> Display:
    """The road's plans by theme and what became of them."""
    rows = steps(brief)
    if rows.empty:
        return note(t("The paper plans nothing here ({where}).", where=brief.where))
    grid = rows.groupby(["theme", "fate"]).size().unstack(fill_value=0)
    grid = grid[[f for f in plans.FATES if f in grid.columns]]
    grid = grid.loc[grid.sum(axis=1).sort_values(ascending=False, kind="stable").index]
    known = grid.reindex(columns=plans.TOLD, fill_value=0).sum(axis=1)
    lost = [t(str(theme)) for theme in grid.index[known == 0]]
    title = t(
        "{plans} by theme, most on {theme} ({n})",
        plans=words.count(len(rows), "plan"),
        theme=t(str(grid.index[0])),
        n=int(grid.iloc[0].sum()),
    )
    if lost:
        unknown = t("no outcome is held here for those on {themes}", themes=words.listing(lost))
        title = t("{first}; {second}", first=title, second=unknown)
    return charts.stacked(
        grid,
        title=title,
        source=t("{source}; outcomes held here", source=brief.source),
        axis=t("Plans"),
        colours=FATE_COLOURS,
        name="plans by theme",
    )
