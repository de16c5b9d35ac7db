"""The Global Forum by number and year, and the support to it over time."""

from __future__ import annotations

import pandas as pd
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from ... import charts, countries, style, tables, words
from ...display import Display
from ...section import Brief
from ...tables import Column
from ..calendar import calendar
from ..common import unstated

BASES = ("stated", "planned", "computed")  # how the number and year of a Forum are known
YEARLY = "One Forum a year since its start is our assumption; the paper numbers only the Forums it names."


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
                "later": "; ".join(f"{o['observed']} ({o['publisher']})" for _, o in seen.iterrows()),
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
        return unstated("when the Forum began")
    numbered = brief.fact("b-forum-number")
    first = int(rows["year"].iloc[0])
    if numbered is None or words.is_missing(numbered["as_of"]):
        n, last = words.count(len(rows), "Forum"), rows["year"].iloc[-1]
        title = f"Counting one Forum a year from {first}: {n} by {last}"
    else:
        year, said = int(str(numbered["as_of"])[:4]), int(numbered["value"])
        found = year - first + 1
        agrees = "as the paper says" if found == said else f"where the paper says the {words.ordinal(said)}"
        title = (
            f"Counting one Forum a year from {first}, that of {year} is the {words.ordinal(found)}, {agrees}"
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
                label = charts.wrap(f"Chair: {row['chair']}", 16)
                ax.annotate(label, (row["year"], 0), (0, 14), textcoords="offset points", ha="center")
        ax.set_ylim(-0.5, 1)
        ax.set_yticks([])
        ax.spines["left"].set_visible(False)
        ax.set_xticks(rows["year"])
        ax.set_xlim(rows["year"].min() - 0.6, rows["year"].max() + 0.8)
        ax.set_xlabel("Year")
        keys = [
            Line2D([], [], color=colours[b], marker=marks[b][0], linestyle="", label=_BASIS_LABELS[b])
            for b in BASES
            if b in set(rows["basis"])
        ]
        for key in keys:
            if key.get_label() == _BASIS_LABELS["computed"]:
                key.set_markerfacecolor(style.PAPER)
        figure.legend(handles=keys, loc="outside upper left", ncols=3, handletextpad=0.2)

    said_rows = "; ".join(
        f"{r['year']}: {words.ordinal(r['number'])}, {r['basis']}" for _, r in rows.iterrows()
    )
    return charts.chart(
        draw,
        title=title,
        alt=f"Time line of the Forum. {said_rows}.",
        data=rows,
        source=f"computed from {brief.source}",
        note=YEARLY,
        name="forum numbers",
        height=1.75,
    )


_BASIS_LABELS = {
    "stated": "year stated as held",
    "planned": "year planned",
    "computed": "computed, not in the paper",
}


def forums_table(brief: Brief) -> Display:
    """The Forum by year: number, how it is known, chair, and what later sources say."""
    rows = meetings(brief)
    if rows.empty:
        return unstated("when the Forum began")
    n = int((rows["basis"] == "computed").sum())
    return tables.table(
        rows.assign(number=[words.ordinal(k) for k in rows["number"]]),
        f"The Forum by year: {words.count(len(rows), 'meeting')}, {words.number(n)} of them computed",
        columns={
            "year": "Year",
            "number": "Number",
            "basis": "How it is known",
            "chair": Column("Chair", missing="not named in the paper"),
            "later": Column("What later sources say", missing="no later source found", wide=True),
        },
        source=f"computed from {brief.source}; data/editions/{brief.edition.name}/outcomes.csv",
        note=YEARLY,
    )


def support(brief: Brief) -> Display:
    """Everything the section dates, on a calendar, with the dates later sources give."""
    kinds = list(dict.fromkeys(brief.view.initiatives["kind"]))
    return calendar(brief, kinds, "initiative", "support calendar")
