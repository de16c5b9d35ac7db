"""Environment and displacement: where recorded displacement is, and where carbon dioxide is emitted.

A contrast of places, with no claim that one causes the other: most recorded displacement here is by conflict.
"""

from __future__ import annotations

import pandas as pd
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from ... import charts, countries, indicators, style, tables, words
from ...display import Display, note
from ...language import mark, t
from ...profile import INCOME_PEERS
from ...section import Brief
from ...tables import Column
from ..common import FEWEST, NAMED, absent, places, pool, scope

CAUTION = mark(
    "A contrast of places, not of cause and effect: recorded displacement is by conflict more than by "
    "disaster, many countries record none, and emissions of one year are not those that warmed the climate."
)
UNCLASSED = mark("Not classified")
PARTS = ("population", "idps", "co2_total")
# Of the data behind the figures.
HEADINGS = (mark("CO₂ per person"), mark("CO₂ total year"), mark("IDPs per 1000"), mark("IDPs year"))


def figures(brief: Brief) -> pd.DataFrame:
    """Per country (iso3): ``country``, ``income_group``, and of each of :data:`PARTS` value and year.

    Also ``co2_per_person`` (tonnes a year) and ``idps_per_1000`` (per 1,000 residents), both computed.
    """
    codes = pool(brief)
    known = countries.load()
    out = pd.DataFrame({"country": [countries.name(k) for k in codes]}, index=pd.Index(codes, name="iso3"))
    out["income_group"] = known["income_group"].reindex(codes).fillna(UNCLASSED)
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
    """How recorded displaced persons, emissions and people divide over income groups, on one scale."""
    rows = figures(brief)
    if rows["idps"].notna().sum() == 0 or rows["co2_total"].notna().sum() == 0:
        return absent(brief, "idps", "co2_total")
    sums = rows.groupby("income_group")[list(PARTS)].sum()
    sums = sums.reindex([g for g in (*countries.INCOME_GROUPS, UNCLASSED) if g in sums.index])
    if len(sums) < 2:
        return note(
            t(
                "All countries compared{scope} are of one income group: nothing to divide.",
                scope=scope(brief),
            )
        )
    shares = 100 * sums / sums.sum()
    heads = {
        "population": t("% of residents"),
        "idps": t("% of recorded displaced persons"),
        "co2_total": t("% of recorded CO₂ emissions"),
    }
    names = [charts.wrap(t(g), 14) for g in shares.index]
    row = max(0.42, *(0.16 * (name.count("\n") + 1.4) for name in names))
    colours = dict(zip(PARTS, (style.SERIES[7], style.SERIES[1], style.SERIES[0]), strict=True))

    def draw(figure: Figure) -> None:
        axes = figure.subplots(1, 3, sharex=True, sharey=True)
        for ax, part in zip(axes, PARTS, strict=True):
            ax.barh(range(len(shares)), shares[part], color=colours[part], height=0.7)
            for i, v in enumerate(shares[part]):
                text = _whole(v)
                ax.annotate(text, (float(v), i), (3, 0), textcoords="offset points", va="center")
            ax.set_xlim(0, float(shares.to_numpy().max()) * 1.4)
            ax.set_xlabel(charts.wrap(heads[part], 16))
            charts.axis_numbers(ax.xaxis)
            ax.tick_params(axis="y", length=0)
            ax.xaxis.set_major_locator(MaxNLocator(nbins=3))
        axes[0].set_yticks(range(len(shares)), names)
        axes[0].invert_yaxis()

    first = str(shares["idps"].idxmax())
    who = t("countries not classified") if first == UNCLASSED else t(INCOME_PEERS[first])
    shown = {part: _whole(shares.loc[first, part]) for part in PARTS}
    n = {part: int(rows[part].notna().sum()) for part in PARTS}
    spoken = words.series(
        f"{t(g)}: " + ", ".join(f"{heads[p]} {_whole(shares.loc[g, p])}" for p in PARTS) for g in shares.index
    )
    table = shares.round(2).rename(columns=heads)
    return charts.chart(
        draw,
        title=t(
            "What is recorded{scope}: {group} hold {displaced} of displaced persons and emit {emitted} of "
            "CO₂, with {people} of the people",
            scope=scope(brief),
            group=who,
            displaced=shown["idps"],
            emitted=shown["co2_total"],
            people=shown["population"],
        ),
        alt=t("Three bar charts by income group, on one scale. {figures}.", figures=spoken),
        data=table.rename_axis("income group").reset_index(),
        source=t(
            "{source}; World Bank income groups of FY2024; shares computed", source=_source(brief, rows.index)
        ),
        note=t(
            "Shares of what is recorded: displaced persons for {countries} (a stock), emissions for "
            "{emitting} (a yearly flow), residents for {counted}. Lower ends of ranges.",
            countries=places(n["idps"], rows.index[rows["idps"].notna()]),
            emitting=n["co2_total"],
            counted=n["population"],
        )
        + f" {t(CAUTION)}",
        name="displacement and emissions by income group",
        height=0.9 + row * len(shares),
    )


def per_person(brief: Brief) -> Display:
    """Emissions per person against displaced persons per 1,000 residents, countries with both."""
    rows = figures(brief).dropna(subset=["co2_per_person", "idps_per_1000"])
    rows = rows[(rows["co2_per_person"] > 0) & (rows["idps_per_1000"] > 0)]
    if rows.empty:
        return absent(brief, "idps", "co2_total")
    heavy = rows.sort_values("idps_per_1000", ascending=False).head(max(FEWEST, round(len(rows) / 10)))
    world = indicators.total("co2_total", brief.vintage, rows_with_population(brief)).value or 0.0
    people = indicators.total("population", brief.vintage, rows_with_population(brief)).value or 1.0
    mean = world / people
    below = int((heavy["co2_per_person"] < mean).sum())
    apart = heavy.index[heavy["co2_per_person"] >= mean]  # who is unlike the rest is named too
    named = list(brief.highlight) or list(dict.fromkeys([*heavy.index[:5], *apart]))
    diamonds = t("Diamonds: those with most displaced persons per resident, and those asked for.")
    title = t(
        "Of the {countries} with most recorded displaced persons per resident{scope}, {n} emitted less CO₂ "
        "per person than the world's mean of {mean} tonnes",
        countries=places(len(heavy), heavy.index),
        scope=scope(brief),
        n=below,
        mean=words.number(mean, 1),
    )
    if len(heavy) == 1:
        title = t(
            "{country}, the only one with both figures{scope}, emitted {own} tonnes of CO₂ per person; the "
            "world's mean is {mean}",
            country=heavy["country"].iloc[0],
            scope=scope(brief),
            own=words.number(float(heavy["co2_per_person"].iloc[0]), 1),
            mean=words.number(mean, 1),
        )
    keep = ["country", "co2_per_person", "co2_total_year", "idps_per_1000", "idps_year", "population_year"]
    return charts.scatter(
        rows[keep].reset_index(),
        x="co2_per_person",
        y="idps_per_1000",
        label="country",
        title=title,
        source=t("{source}; both ratios computed", source=_source(brief, rows.index)),
        x_axis=t("CO₂, tonnes a person and year, computed (log scale)"),
        y_axis=charts.wrap(t("Displaced persons per 1,000 residents, computed (log scale)"), 34),
        highlight=[countries.name(k) for k in named[:NAMED]],
        marked=list(heavy["country"]),
        rule=(mean, t("the world's mean")),
        log_x=True,
        log_y=True,
        note=t(
            "{countries} with both figures and neither of them zero. Years of numerator and denominator "
            "differ where the data table says so.",
            countries=places(len(rows), rows.index).capitalize(),
        )
        + f" {diamonds} {t(CAUTION)}",
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
        t(
            "The {countries} with most recorded internally displaced persons{scope}: {share} of "
            "those recorded",
            countries=places(len(first), first),
            scope=scope(brief),
            share=total,
        ),
        columns={
            "country": mark("Country"),
            "idps": Column(mark("Displaced"), unit="persons", kind="number"),
            "idps_year": Column(mark("Year"), kind="year"),
            "idps_per_1000": Column(mark("Per 1,000 people"), kind="number"),
            "co2_total": Column("CO₂", unit=mark("tonnes a year"), kind="number"),
            "co2_total_year": Column(mark("Year"), kind="year"),
            "co2_per_person": Column(mark("CO₂ a person"), unit=mark("tonnes"), kind="number"),
        },
        source=_source(brief, shown.index),
        note=f"{t('Both ratios are computed. Lower ends of ranges.')} {t(CAUTION)}",
        name="displaced persons and emissions",
    )
