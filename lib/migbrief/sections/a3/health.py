"""Health: the growth of IOM's programme with what it implies, and what countries spend on health."""

from __future__ import annotations

import pandas as pd
from matplotlib.figure import Figure

from ... import charts, countries, indicators, style, words
from ...display import Display
from ...labels import name_points
from ...language import mark, t
from ...section import Brief
from ..common import FEWEST, NAMED, absent, highest, paired, places, pool, scope, strip, unstated

SPENDING = "health_expenditure"
UNCLASSED = mark("Not classified")
# Of the data behind the figures.
HEADINGS = (mark("Remittances"), mark("Remittances year"), mark("Health"), mark("Health year"))


def implied_base(total: float, growth: float, rounding: float) -> tuple[float, float, float]:
    """What a total after a growth in percent implies for before: the value, and its low and high.

    The bounds are for a total rounded to ``rounding`` and a growth rounded to whole percent.
    """
    value = total / (1 + growth / 100)
    low = (total - rounding / 2) / (1 + (growth + 0.5) / 100)
    high = (total + rounding / 2) / (1 + (growth - 0.5) / 100)
    return value, low, high


def programme(brief: Brief) -> Display:
    """The programme's total as stated, beside the base its stated growth implies."""
    total, growth = brief.fact("a3-health-total"), brief.fact("a3-health-growth")
    if total is None or growth is None:
        return unstated(mark("the size and growth of the health programme"))
    base = brief.value("a3-health-base-year")
    before = f"{base:.0f}" if base else t("the year before")
    size, rate = float(total["value"]), float(growth["value"])
    implied, low, high = implied_base(size, rate, 1e6)
    data = pd.DataFrame(
        {
            "figure": [
                t("{year}, implied (computed)", year=before),
                t("{year}, stated", year=words.date(total["as_of"])),
            ],
            "value": [implied, size],
        }
    )
    given = {
        "size": words.quantity(size, "US$"),
        "share": words.quantity(abs(rate), "%"),
        "year": before,
        "implied": words.quantity(implied, "US$"),
    }
    return charts.bars(
        data,
        label="figure",
        value="value",
        title=t(
            "IOM's health programme: {size}, stated as {share} more than in {year}, which implies {implied} "
            "then",
            **given,
        )
        if rate >= 0
        else t(
            "IOM's health programme: {size}, stated as {share} less than in {year}, which implies {implied} "
            "then",
            **given,
        ),
        source=t("{source}; the earlier figure computed from its total and growth", source=brief.source),
        unit="US$",
        axis=t("US$ a year"),
        note=t(
            "Computed by us; no source that we found states it. If the total is rounded to a million and the "
            "growth to a whole percent, the implied figure lies between {low} and {high}.",
            low=words.quantity(low, "US$"),
            high=words.quantity(high, "US$"),
        ),
        name="health programme",
    )


def spending_by_income(brief: Brief) -> Display:
    """Health spending of countries by income group, with medians."""
    rows = indicators.latest(SPENDING, brief.vintage, pool(brief))
    if rows.empty:
        return absent(brief, SPENDING)
    income = countries.load()["income_group"].reindex(rows.index).fillna(UNCLASSED)
    rows = rows.assign(country=rows["name"], income_group=income)
    groups = rows[rows["income_group"] != UNCLASSED].groupby("income_group")["value"]
    medians = groups.median()[groups.size() >= FEWEST]
    shown = [
        f"{words.quantity(round(medians[g], 1), '%')} ({t(g).lower()})"
        for g in countries.INCOME_GROUPS
        if g in medians
    ]
    finding = t(
        "Median health spending{scope}: {medians} of GDP", scope=scope(brief), medians=words.listing(shown)
    )
    none = t("Health spending{scope}: no income group with enough countries for a median", scope=scope(brief))
    return strip(
        rows[["country", "income_group", "year", "value"]],
        group="income_group",
        value="value",
        title=finding if shown else none,
        source=t("{source}; World Bank income groups of FY2024", source=words.source(rows)),
        axis=t("Current health expenditure, % of GDP"),
        unit="%",
        highlight={k: countries.name(k) for k in brief.highlight},
        order=[*countries.INCOME_GROUPS, UNCLASSED],
        note=t("Countries spend on all residents; how much of it reaches migrants is not in these data."),
        name="health spending by income group",
    )


def against_remittances(brief: Brief) -> Display:
    """Remittances beside health spending, both % of GDP; a diagonal shows which is larger."""
    rows = paired("remittances", SPENDING, brief.vintage, pool(brief))
    if rows.empty:
        return absent(brief, "remittances", SPENDING)
    rows = rows.rename(
        columns={
            "first": "remittances",
            "first_year": "remittances_year",
            "second": "health",
            "second_year": "health_year",
        }
    )
    more = rows[rows["remittances"] > rows["health"]].sort_values("remittances", ascending=False)
    named = list(brief.highlight) or list(more.index[:5])
    apart = int((rows["remittances_year"] != rows["health_year"]).sum())
    latest = indicators.latest("remittances", brief.vintage, list(rows.index))
    older = rows.index[rows["remittances_year"] != latest["year"].reindex(rows.index)]

    def draw(figure: Figure) -> None:
        ax = figure.add_subplot()
        chosen = rows.index.isin(named)
        rest, top = rows[~chosen], rows[chosen]
        ax.scatter(
            rest["health"], rest["remittances"], s=15, color=style.SERIES[0], alpha=style.FAINT, linewidths=0
        )
        ax.scatter(top["health"], top["remittances"], s=34, color=style.SERIES[1], marker="D", zorder=3)
        end = float(rows["health"].max())
        ax.plot([0, end], [0, end], color=style.SOFT, linewidth=1, linestyle=(0, (4, 3)))
        ax.annotate(
            t("equal"),
            (end, end),
            (0, 4),
            textcoords="offset points",
            color=style.SOFT,
            ha="right",
            va="bottom",
        )
        ax.set_xlabel(t("Health expenditure, % of GDP"))
        ax.set_ylabel(t("Remittances received, % of GDP"))
        ax.set_xlim(left=0)
        ax.set_ylim(bottom=0)
        ax.margins(x=0.12)
        ax.grid(axis="both")
        name_points(
            ax, list(top["health"])[:NAMED], list(top["remittances"])[:NAMED], list(top["country"])[:NAMED]
        )

    both = indicators.load(brief.vintage)
    both = both[both["iso3"].isin(rows.index) & both["indicator"].isin(["remittances", SPENDING])]
    years = (
        both["iso3"]
        .map(rows["remittances_year"])
        .where(both["indicator"] == "remittances", both["iso3"].map(rows["health_year"]))
    )
    return charts.chart(
        draw,
        title=t(
            "In {n} of {countries} with both figures{scope}, remittances exceed all that is spent on health",
            n=len(more),
            countries=places(len(rows), rows.index),
            scope=scope(brief),
        ),
        alt=t(
            "Scatter of health expenditure and remittances, both % of GDP. Remittances exceed health "
            "expenditure most in {most}.",
            most=highest(more.assign(value=more["remittances"]), "%", 5),
        ),
        data=rows.rename_axis("iso3").reset_index(),
        source=words.source(both.assign(year=years)),
        note=t(
            "Remittances are private income and health expenditure is spending by all payers: the line "
            "compares sizes and says nothing of cause. Both are of the health figure's "
            "year ({years}), except for {apart}; where later remittances exist ({older}), the figures above "
            "show those.",
            years=words.years(rows["health_year"]),
            apart=places(apart, rows.index),
            older=places(len(older), older),
        ),
        name="remittances and health spending",
        height=3.6,
    )
