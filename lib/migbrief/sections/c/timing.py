"""How the date of a later source lies to the time planned, in days; and plans by theme."""

from __future__ import annotations

import pandas as pd
from matplotlib.figure import Figure

from ... import charts, plans, style, words
from ...anatomy.planned import FATE_COLOURS
from ...display import Display, note
from ...language import mark, t, tn
from ...section import Brief
from .course import steps

WITHIN, EARLIER = mark("within the time planned"), mark("before it")
LATER, OPEN = mark("after it"), mark("not told by the dates")


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
    """A bar a plan: between how many and how many days before or after the end of the time planned."""
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
        room = 0.5 * max(high - low, 60)
        ax.set_xlim(low - room, high + (room if high > 0 else 0.05 * room))
        ax.set_xlabel(t("Days from the end of the time planned (negative: before)"))
        charts.axis_numbers(ax.xaxis, whole=True)
        ax.grid(axis="x")

    spoken = t("; ").join(
        t("{plan}: {figure} days", plan=t(str(r["what"])), figure=_phrase(r)) for _, r in rows.iterrows()
    )
    shown = rows[["what", "planned_for", "fate", "seen_from", "seen_to", "low", "high", "came"]].copy()
    for column in ("seen_from", "seen_to"):
        shown[column] = shown[column].dt.strftime("%Y-%m-%d")
    return charts.chart(
        draw,
        title=t("Of {plans} with both dates, {found}", plans=words.count(len(rows), "plan"), found=found),
        alt=t("Days between the end of the planned time and a later date. {list}.", list=spoken),
        data=shown,
        source=t(
            "computed from {source}, and {file}",
            source=brief.source,
            file=f"data/editions/{brief.edition.name}/outcomes.csv",
        ),
        note=t(
            "A bar spans the days that a later source allows when it gives only a month or a year; a year "
            "planned ends on its last day. The sharpest source of each plan is taken."
        ),
        name="lead times",
        height=1.1 + 0.165 * sum(charts.wrap(t(str(x)), 30).count("\n") + 1.6 for x in rows["what"]),
    )


def _phrase(row: pd.Series) -> str:
    low, high = words.number(row["low"]), words.number(row["high"])
    return low if low == high else t("{low} to {high}", low=low, high=high)


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
        unknown = t("nothing is known of those on {themes}", themes=words.listing(lost))
        title = t("{first}; {second}", first=title, second=unknown)
    return charts.stacked(
        grid,
        title=title,
        source=t("{source}; outcomes found so far", source=brief.source),
        axis=t("Plans"),
        colours=FATE_COLOURS,
        name="plans by theme",
    )
