"""The Global Forum by number and year, and the support to it over time."""

from __future__ import annotations

import pandas as pd
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from ... import anatomy, charts, countries, style, tables, words
from ...display import Display, noted
from ...language import mark, t, tn
from ...section import Brief
from ...tables import Column
from ..calendar import calendar
from ..common import unstated

BASES = (mark("stated"), mark("planned"), mark("computed"))  # how the number and year of a Forum are known
YEARLY = mark(
    "One Forum a year since its start is our assumption; the paper numbers only the Forums it names."
)
# Headings of the data behind the figure.
HEADINGS = (mark("Year"), mark("Place in the series"), mark("Basis"), mark("Chair"), mark("Later"))


def meetings(brief: Brief) -> pd.DataFrame:
    """The Forum by number and year, from its start to the last year the paper speaks of.

    Columns ``year``, ``number``, ``basis`` (one of ``BASES``), ``chair`` (named in the paper, else
    blank) and ``later`` (what later sources say of it). ``number`` counts one a year; ``basis`` is
    *stated* where the paper gives number and year, *planned* where it names the year ahead. Empty where
    the edition does not state the start.
    """
    columns = ["year", "number", "basis", "chair", "later"]
    start, numbered = brief.value("b-forum-start"), brief.fact("b-forum-number")
    if start is None:
        return pd.DataFrame(columns=columns)
    stated = None if numbered is None else _year(numbered["as_of"])
    ahead = brief.value("b-chair-year")
    last = max(int(y) for y in (start, stated, ahead) if y is not None)
    named = _named(brief)
    rows = []
    for year in range(int(start), last + 1):
        basis = "stated" if year in (stated, int(start)) else "planned" if year == ahead else "computed"
        ids = named.get(year, [])
        chair = brief.view.places
        chair = chair[chair["initiative_id"].isin(ids) & (chair["role"] == "chair") & (chair["iso3"] != "")]
        seen = brief.edition.outcomes
        seen = seen[seen["initiative_id"].isin(ids) & (seen["verdict"] != "context")]
        rows.append(
            {
                "year": year,
                "number": year - int(start) + 1,
                "basis": basis,
                "chair": words.listing(countries.name(k) for k in chair["iso3"]) if len(chair) else "",
                "later": t("; ").join(
                    f"{t(str(o['observed']))} ({t(str(o['publisher']))})" for _, o in seen.iterrows()
                ),
            }
        )
    return pd.DataFrame(rows, columns=columns)


def _named(brief: Brief) -> dict[int, list[str]]:
    """Year → the Forums of the section that are of that year alone, or that began in it."""
    out: dict[int, list[str]] = {}
    rows = brief.view.initiatives
    for _, row in rows[rows["kind"] == "dialogue"].iterrows():
        year = _year(row["start"])
        if year is not None:
            out.setdefault(year, []).append(str(row["initiative_id"]))
    return out


def _year(date: object) -> int | None:
    return None if words.is_missing(date) else int(str(date)[:4])


def forums(brief: Brief) -> Display:
    """A time line of the Forum: numbers stated, planned and computed, each with its own mark."""
    rows = meetings(brief)
    if rows.empty:
        return unstated(mark("when the Forum began"))
    numbered = brief.fact("b-forum-number")
    first = int(rows["year"].iloc[0])
    if numbered is None or words.is_missing(numbered["as_of"]):
        title = tn(
            "Counting one Forum a year from {first}: {n} Forum by {last}",
            "Counting one Forum a year from {first}: {n} Forums by {last}",
            len(rows),
            first=first,
            last=rows["year"].iloc[-1],
        )
    else:
        year, said = int(str(numbered["as_of"])[:4]), int(numbered["value"])
        found = year - first + 1
        number = words.ordinal(found)
        if found == said:
            title = t(
                "Counting one Forum a year from {first}, that of {year} is the {number}, as the paper says",
                first=first,
                year=year,
                number=number,
            )
        else:
            title = t(
                "Counting one Forum a year from {first}, that of {year} is the {number}, where the paper "
                "says the {said}",
                first=first,
                year=year,
                number=number,
                said=words.ordinal(said),
            )
    marks = {"stated": ("o", True), "planned": ("D", True), "computed": ("o", False)}
    colours = dict(zip(BASES, (style.SERIES[0], style.SERIES[1], style.SOFT), strict=True))

    def draw(figure: Figure) -> None:
        ax = figure.add_subplot()
        ax.plot([rows["year"].min(), rows["year"].max()], [0, 0], color=style.LINE, linewidth=1.4, zorder=1)
        for _, row in rows.iterrows():
            marker, full = marks[row["basis"]]
            colour = colours[row["basis"]]
            ax.scatter(
                row["year"],
                0,
                s=330,
                marker=marker,
                facecolors=colour if full else style.PAPER,
                edgecolors=colour,
                linewidths=1.4,
                zorder=2,
            )
            ink = style.PAPER if full else style.INK
            ax.text(row["year"], 0, str(row["number"]), color=ink, ha="center", va="center", zorder=3)
            if row["chair"]:
                label = charts.wrap(t("Chair: {country}", country=row["chair"]), 16)
                ax.annotate(label, (row["year"], 0), (0, 19), textcoords="offset points", ha="center")
        ax.set_ylim(-0.5, 1)
        ax.set_yticks([])
        ax.spines["left"].set_visible(False)
        ax.set_xticks(rows["year"])
        ax.set_xlim(rows["year"].min() - 0.6, rows["year"].max() + 0.8)
        ax.set_xlabel(t("Year"))
        keys = [
            Line2D([], [], color=colours[b], marker=marks[b][0], linestyle="", label=t(_BASIS_LABELS[b]))
            for b in BASES
            if b in set(rows["basis"])
        ]
        for key in keys:
            if key.get_label() == t(_BASIS_LABELS["computed"]):
                key.set_markerfacecolor(style.PAPER)
        charts.legend(figure, keys, handletextpad=0.2)

    said_rows = t("; ").join(
        t(
            "{year}: {number}, {basis}",
            year=r["year"],
            number=words.ordinal(r["number"]),
            basis=t(r["basis"]),
        )
        for _, r in rows.iterrows()
    )
    return charts.chart(
        draw,
        title=noted(title, "own"),
        alt=t("Time line of the Forum. {list}.", list=said_rows),
        data=rows.rename(columns={"number": "place in the series"}),
        source=t("computed from {source}", source=brief.source),
        note=t(YEARLY),
        name="forum numbers",
        height=1.75,
    )


_BASIS_LABELS = {
    "stated": mark("year stated as held"),
    "planned": mark("year planned"),
    "computed": mark("computed, not in the paper"),
}


def forums_table(brief: Brief) -> Display:
    """The Forum by year: number, how it is known, chair, and what later sources say."""
    rows = meetings(brief)
    if rows.empty:
        return unstated(mark("when the Forum began"))
    n = int((rows["basis"] == "computed").sum())
    return tables.table(
        rows.assign(number=[words.ordinal(k) for k in rows["number"]]),
        tn(
            "The Forum by year: {n} meeting, {computed} of them computed",
            "The Forum by year: {n} meetings, {computed} of them computed",
            len(rows),
            computed=words.number(n),
        ),
        columns={
            "year": mark("Year"),
            "number": mark("Place in the series"),
            "basis": mark("How it is known"),
            "chair": Column(mark("Chair"), missing=mark("not named in the paper")),
            "later": Column(mark("What later sources say"), missing=anatomy.NOT_HELD, wide=True),
        },
        source=t(
            "computed from {source}",
            source=t(
                "{first}; {second}",
                first=brief.source,
                second=f"data/editions/{brief.edition.name}/outcomes.csv",
            ),
        ),
        note=t(YEARLY),
    )


def support(brief: Brief) -> Display:
    """Everything the section dates, on a calendar, with the dates later sources give."""
    kinds = list(dict.fromkeys(brief.view.initiatives["kind"]))
    return calendar(brief, kinds, "initiative", "support calendar")
