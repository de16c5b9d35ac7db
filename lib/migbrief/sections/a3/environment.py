"""Environment and displacement: where recorded displacement is, and where carbon dioxide is emitted.

A contrast of places, with no claim that one causes the other: most recorded displacement here is by conflict.
"""

from __future__ import annotations

import pandas as pd
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from ... import charts, countries, indicators, style, tables, words
from ...display import Display, note
from ...section import Brief
from ...tables import Column
from ..common import NAMED, absent, pool, scope

CAUTION = (
    "A contrast of places, not of cause and effect: recorded displacement is by conflict more than by "
    "disaster, many countries record none, and emissions of one year are not those that warmed the climate."
)
UNCLASSED = "Not classified"
PARTS = ("population", "idps", "co2_total")


def figures(brief: Brief) -> pd.DataFrame:
    """Per country (iso3): ``country``, ``income_group``, and of each of :data:`PARTS` value and year.

    Also ``co2_per_person`` (tonnes a year) and ``idps_per_1000`` (per 1,000 residents), both computed.
    """
    codes = pool(brief)
    places = countries.load()
    out = pd.DataFrame({"country": [countries.name(k) for k in codes]}, index=pd.Index(codes, name="iso3"))
    out["income_group"] = places["income_group"].reindex(codes).fillna(UNCLASSED)
    for part in PARTS:
        rows = indicators.latest(part, brief.vintage, codes)
        out[part] = rows["value"].reindex(codes)
        out[f"{part}_year"] = rows["year"].reindex(codes)
    out["co2_per_person"] = out["co2_total"] / out["population"]
    out["idps_per_1000"] = 1000 * out["idps"] / out["population"]
    return out


def _source(brief: Brief, codes: pd.Index) -> str:
    used = [indicators.latest(part, brief.vintage, list(codes)) for part in PARTS]
    return words.source(pd.concat(used))


def _whole(percent: float) -> str:
    return words.percent(float(percent))


def by_income(brief: Brief) -> Display:
    """How recorded displaced persons, emissions and people divide over income groups, an axis each."""
    rows = figures(brief)
    if rows["idps"].notna().sum() == 0 or rows["co2_total"].notna().sum() == 0:
        return absent(brief, "idps", "co2_total")
    sums = rows.groupby("income_group")[list(PARTS)].sum()
    sums = sums.reindex([g for g in (*countries.INCOME_GROUPS, UNCLASSED) if g in sums.index])
    if len(sums) < 2:
        return note(f"All countries compared{scope(brief)} are of one income group: nothing to divide.")
    shares = 100 * sums / sums.sum()
    heads = {
        "population": "residents",
        "idps": "recorded displaced\npersons",
        "co2_total": "recorded CO2\nemissions",
    }
    colours = dict(zip(PARTS, (style.SERIES[7], style.SERIES[1], style.SERIES[0]), strict=True))

    def draw(figure: Figure) -> None:
        axes = figure.subplots(1, 3, sharey=True)
        for ax, part in zip(axes, PARTS, strict=True):
            ax.barh(range(len(shares)), shares[part], color=colours[part], height=0.7)
            for i, v in enumerate(shares[part]):
                text = _whole(v)
                ax.annotate(text, (float(v), i), (3, 0), textcoords="offset points", va="center")
            ax.set_xlim(0, float(shares[part].max()) * 1.4)
            ax.set_xlabel(f"% of {heads[part]}")
            charts.axis_numbers(ax.xaxis)
            ax.tick_params(axis="y", length=0)
            ax.xaxis.set_major_locator(MaxNLocator(nbins=3))
        axes[0].set_yticks(range(len(shares)), [charts.wrap(g, 14) for g in shares.index])
        axes[0].invert_yaxis()

    first = str(shares["idps"].idxmax())
    who = "countries not classified" if first == UNCLASSED else f"{first.lower()} countries"
    shown = {part: _whole(shares.loc[first, part]) for part in PARTS}
    n = {part: int(rows[part].notna().sum()) for part in PARTS}
    spoken = "; ".join(
        f"{g}: " + ", ".join(f"{_whole(shares.loc[g, p])} of {heads[p]}" for p in PARTS) for g in shares.index
    ).replace("\n", " ")
    table = shares.round(2).rename(columns={p: f"% of {heads[p]}".replace("\n", " ") for p in PARTS})
    return charts.chart(
        draw,
        title=f"What is recorded{scope(brief)}: {who} hold {shown['idps']} of displaced persons and emit "
        f"{shown['co2_total']} of CO2, with {shown['population']} of the people",
        alt=f"Three bar charts by income group, an axis each. {spoken}.",
        data=table.rename_axis("income group").reset_index(),
        source=_source(brief, rows.index) + "; World Bank income groups of FY2024; shares computed",
        note=f"Shares of what is recorded: displaced persons for {words.count(n['idps'], 'country')} "
        f"(a stock), emissions for {n['co2_total']} (a yearly flow), residents for {n['population']}. "
        f"Lower ends of ranges. {CAUTION}",
        name="displacement and emissions by income group",
        height=0.9 + 0.42 * len(shares),
    )


def per_person(brief: Brief) -> Display:
    """Emissions per person against displaced persons per 1,000 residents, countries with both."""
    rows = figures(brief).dropna(subset=["co2_per_person", "idps_per_1000"])
    rows = rows[(rows["co2_per_person"] > 0) & (rows["idps_per_1000"] > 0)]
    if rows.empty:
        return absent(brief, "idps", "co2_total")
    named = list(brief.highlight) or list(rows.sort_values("idps_per_1000", ascending=False).index[:5])
    heavy = rows.sort_values("idps_per_1000", ascending=False).head(max(1, round(len(rows) / 10)))
    world = indicators.total("co2_total", brief.vintage, rows_with_population(brief)).value or 0.0
    people = indicators.total("population", brief.vintage, rows_with_population(brief)).value or 1.0
    mean = world / people
    below = int((heavy["co2_per_person"] < mean).sum())
    keep = ["country", "co2_per_person", "co2_total_year", "idps_per_1000", "idps_year", "population_year"]
    return charts.scatter(
        rows[keep].reset_index(),
        x="co2_per_person",
        y="idps_per_1000",
        label="country",
        title=f"Of the {words.count(len(heavy), 'country')} with most recorded displaced persons per "
        f"resident{scope(brief)}, {below} emitted less CO2 per person than the world's mean of "
        f"{words.number(mean, 1)} tonnes",
        source=_source(brief, rows.index) + "; both ratios computed",
        x_axis="CO2, tonnes a person and year, computed (log scale)",
        y_axis="Displaced persons per 1,000\nresidents, computed (log scale)",
        highlight=[countries.name(k) for k in named[:NAMED]],
        log_x=True,
        log_y=True,
        note=f"Countries with both figures and neither of them zero: {len(rows)}. "
        "Years of numerator and denominator differ where the data table says so. " + CAUTION,
        name="displacement and emissions per person",
    )


def rows_with_population(brief: Brief) -> list[str]:
    """The countries with both emissions and population, for the world's mean per person."""
    emitting = indicators.latest("co2_total", brief.vintage).index
    return [k for k in emitting if k in indicators.latest("population", brief.vintage).index]


def displaced_table(brief: Brief) -> Display:
    """The countries with most recorded displaced persons, and those asked for, with emissions beside."""
    rows = figures(brief)
    if rows["idps"].notna().sum() == 0:
        return absent(brief, "idps")
    ranked = rows.dropna(subset=["idps"]).sort_values("idps", ascending=False)
    first = list(ranked.index[: brief.parameters.top])
    shown = rows.loc[[*first, *[k for k in brief.highlight if k not in first]]]
    total = words.share(float(ranked["idps"].head(len(first)).sum()), float(ranked["idps"].sum()))
    return tables.table(
        shown,
        f"The {words.count(len(first), 'country')} with most recorded internally displaced persons"
        f"{scope(brief)}: {total} of those recorded",
        columns={
            "country": "Country",
            "idps": Column("Displaced", unit="persons", kind="number"),
            "idps_year": Column("Year", kind="year"),
            "idps_per_1000": Column("Per 1,000 people", kind="number"),
            "co2_total": Column("CO2", unit="tonnes a year", kind="number"),
            "co2_total_year": Column("Year", kind="year"),
            "co2_per_person": Column("CO2 a person", unit="tonnes", kind="number"),
        },
        source=_source(brief, shown.index),
        note="Both ratios are computed. Lower ends of ranges. " + CAUTION,
        name="displaced persons and emissions",
    )
