"""Reach and intensity as ratios of the stated figures; publications."""

from __future__ import annotations

import math
from collections.abc import Sequence

import pandas as pd
from matplotlib.figure import Figure
from matplotlib.ticker import FuncFormatter, NullFormatter

from ... import charts, style, tables, words
from ...anatomy import stated
from ...display import Display, note, noted, refer, stack
from ...language import mark, t
from ...section import Brief
from ...tables import Column
from .. import calendar, hedges

# What, the fact divided, the fact divided by, the unit of the ratio, and what it leaves open.
RATIOS = (
    (mark("Budget per staff member"), "a1-budget", "a1-staff", "US$"),
    (mark("Budget per location"), "a1-budget", "a1-locations", "US$"),
    (mark("Budget per country"), "a1-budget", "a1-countries", "US$"),
    (mark("Staff per location"), "a1-staff", "a1-locations", "people"),
    (mark("Staff per country"), "a1-staff", "a1-countries", "people"),
    (mark("People reached per staff member"), "a1-beneficiaries", "a1-staff", "people"),
    (mark("People reached per location"), "a1-beneficiaries", "a1-locations", "people"),
    (mark("Law trainees per country of origin"), "a1-iml-trained", "a1-iml-countries", "people"),
    (mark("Locations per country"), "a1-locations", "a1-countries", "locations"),
)
CAUTION = mark(
    "Ratios are computed from the paper's figures, not stated by it. They average over all work of the "
    "organisation and do not say what one kind of it costs or takes."
)
# Headings of the data behind the figures, and what they are in.
HEADINGS = (
    mark("Ratio"),
    mark("Value"),
    mark("Low"),
    mark("High"),
    mark("Unit"),
    mark("From"),
)


def ratios(brief: Brief) -> pd.DataFrame:
    """The ratios this edition's figures allow, each with the range that its hedges leave.

    Columns ``ratio, value, low, high, unit, from``; ``high`` is infinite where nothing bounds it.
    """
    rows = []
    for name, over, under, unit in RATIOS:
        top, bottom = brief.fact(over), brief.fact(under)
        if top is None or bottom is None:
            continue
        a, b = hedges.of(top), hedges.of(bottom)
        found = hedges.ratio(a, b) if a and b else None
        if found:
            rows.append(
                {
                    "ratio": t(name),
                    "value": found.value,
                    "low": found.low,
                    "high": found.high,
                    "unit": unit,
                    "from": t("{over} divided by {under}", over=stated(top), under=stated(bottom)),
                }
            )
    return pd.DataFrame(rows, columns=["ratio", "value", "low", "high", "unit", "from"])


def reach(brief: Brief) -> Display:
    """Tiles of the stated size of the organisation, and a table of what follows for a unit of it."""
    stated_facts = {
        mark("Budget"): "a1-budget",
        mark("Staff"): "a1-staff",
        mark("Locations"): "a1-locations",
        mark("Countries"): "a1-countries",
        mark("Reached by capacity development"): "a1-beneficiaries",
    }
    cards = {t(k): _bare(f) + refer(i) for k, i in stated_facts.items() if (f := brief.fact(i)) is not None}
    rows = ratios(brief)
    if rows.empty:
        return note(t("This edition does not state the staff, locations and budget that ratios are made of."))
    shown = rows.assign(
        computed=[words.quantity(hedges.significant(v), u) for v, u in _pairs(rows, "value")],
        range=[
            hedges.phrase(hedges.Range(r["value"], r["low"], r["high"]), r["unit"])
            for _, r in rows.iterrows()
        ],
    )
    table = tables.table(
        shown,
        t("What the stated figures come to for each unit"),
        columns={
            "ratio": mark("Ratio"),
            "computed": mark("Computed"),
            "range": mark("Range that the hedges leave"),
            "from": Column(mark("Computed from"), wide=True),
        },
        source=t("computed from {source}", source=brief.source),
        note=f"{t(CAUTION)} {t(hedges.HOW)}",
    )
    return stack(tables.tiles(cards, mark("Size as stated")), table)


def intensity(brief: Brief, unit: str) -> Display:
    """The ratios in one unit (``US$`` or ``people``) as points with their ranges, on a log scale."""
    rows = ratios(brief)
    rows = rows[rows["unit"] == unit].sort_values("value", ascending=False, ignore_index=True)
    if rows.empty:
        return note(
            t(
                "This edition states nothing from which ratios in {unit} could be computed.",
                unit=words.measure(unit),
            )
        )
    least, most = rows.iloc[-1], rows.iloc[0]
    unbounded = not (rows["low"].gt(0) & rows["high"].lt(math.inf)).all()
    caution = t(CAUTION)
    if unbounded:
        caution += " " + t("A range without a bound on one side is drawn to half or twice the value.")
    name = f"intensity in {unit}"
    title = noted(_told(most["ratio"], most, unit), f"{name} {most['ratio']}")
    if len(rows) > 1:
        least_said = noted(_told(_lower(least["ratio"]), least, unit), f"{name} {least['ratio']}")
        title = t("{first}; {second}", first=title, second=least_said)

    left, right = rows["value"].min() / 4, rows["value"].max() * 4

    def draw(figure: Figure) -> None:
        ax = figure.add_subplot()
        for at, row in rows.iterrows():
            low = row["low"] if row["low"] > 0 else row["value"] / 2
            high = row["high"] if math.isfinite(row["high"]) else row["value"] * 2
            ax.plot([low, high], [at, at], color=style.SERIES[0], linewidth=5, alpha=0.35)
            ax.scatter(row["value"], at, color=style.SERIES[0], s=34, zorder=3)
            span = hedges.phrase(hedges.Range(row["value"], row["low"], row["high"]), unit)
            place = math.log(row["value"] / left) / math.log(right / left)
            side = "left" if place < 0.35 else "right" if place > 0.65 else "center"
            ax.annotate(span, (row["value"], at), (0, 9), textcoords="offset points", ha=side, va="bottom")
        ax.set_xscale("log")
        ax.set_xlim(left, right)
        ax.set_ylim(len(rows) - 0.5, -0.8)
        ax.set_yticks(range(len(rows)), [charts.wrap(r, 22) for r in rows["ratio"]])
        ax.tick_params(axis="y", length=0)
        what = words.capital(words.measure(unit))
        ax.set_xlabel(t("{unit} for each unit (logarithmic scale)", unit=what))
        ax.xaxis.set_major_formatter(FuncFormatter(lambda x, _: words.compact(x)))
        ax.xaxis.set_minor_formatter(NullFormatter())
        ax.grid(axis="x")

    spoken = [
        t(
            "{ratio}: {figure}, {range} by the hedges",
            ratio=r["ratio"],
            figure=words.quantity(hedges.significant(r["value"]), unit),
            range=hedges.phrase(hedges.Range(r["value"], r["low"], r["high"]), unit),
        )
        for _, r in rows.iterrows()
    ]
    return charts.chart(
        draw,
        title=title,
        alt=t("Points with ranges, {unit}. {list}.", unit=words.measure(unit), list=t("; ").join(spoken)),
        data=rows.replace({"high": {math.inf: math.nan}, "low": {0.0: math.nan}}),
        source=t("computed from {source}", source=brief.source),
        note=caution,
        name=name,
        height=1.0 + 0.42 * len(rows),
        rows=True,
    )


def _told(ratio: str, row: pd.Series, unit: str) -> str:
    """A ratio and its figure; of one that the hedges bound on one side only, that bound."""
    if row["low"] > 0 and math.isfinite(row["high"]):
        figure = words.quantity(hedges.significant(row["value"], 2), unit)
        return t("{ratio}: about {figure}", ratio=ratio, figure=figure)
    span = hedges.phrase(hedges.Range(row["value"], row["low"], row["high"]), unit)
    return t("{name}: {figure}", name=ratio, figure=span)


def _bare(fact: pd.Series) -> str:
    """A figure with its hedge; its unit only where it is money, as the tile names what is counted."""
    unit = "US$" if fact["unit"] == "US$" else ""
    return words.quantity(fact["value"], unit, high=fact["value_high"], qualifier=str(fact["qualifier"]))


def _pairs(rows: pd.DataFrame, column: str) -> list[tuple[float, str]]:
    return list(zip(rows[column], rows["unit"], strict=True))


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:]


def publications(brief: Brief, kinds: Sequence[str] = ("publication",)) -> Display:
    """When the publications named came out, or were to."""
    return calendar.calendar(brief, kinds, "publication", "publications")
