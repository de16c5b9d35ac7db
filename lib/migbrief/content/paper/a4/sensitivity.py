"""The scenario varied by one assumption at a time: which of them its answer hangs on."""

from __future__ import annotations

from matplotlib.figure import Figure

from migbrief.content.paper.brief import Brief
from migbrief.display import charts, theme
from migbrief.display.html import Display
from migbrief.registry import parameter_models
from migbrief.text import words
from migbrief.text.i18n import mark, t

from . import scenario
from .emergency_fund import ASSUMED, assumed, missing, percent, run, source
from .what_if import lighter

NAMES = {
    "fund_usd": mark("Size of the fund"),
    "crises_per_year": mark("Crises a year"),
    "crisis_cost_usd": mark("Mean cost of a crisis"),
    "cost_spread": mark("Spread of the costs"),
    "advance_share": mark("Share advanced"),
    scenario.LOST: mark("Share never repaid"),
    "repayment_months": mark("Months to repayment"),
}


def sensitivity(brief: Brief[parameter_models.Scenario]) -> Display:
    """One assumption at a time halved and raised by half: what it does to the money met."""
    s = assumed(brief)
    if s is None:
        return missing()
    base, s = 100 * run(s).share_met(), lighter(s)
    rows = scenario.sensitivity(s)
    middle = scenario.simulate(s).share_met()  # of the same draws as the ends
    rows["span"] = (rows[["met_low", "met_high"]] - middle).abs().max(axis=1)
    rows[["met_low", "met_high"]] += base / 100 - middle
    rows[["met_low", "met_high"]] = rows[["met_low", "met_high"]].clip(0, 1)
    rows = rows.sort_values("span", ascending=False, kind="stable").reset_index(drop=True)
    leaders = [t(NAMES[str(r["assumption"])]).lower() for _, r in rows.head(2).iterrows() if r["span"] > 0]
    ends = (
        ("met_low", theme.SERIES[0], t("halved")),
        ("met_high", theme.SERIES[1], t("half as much again")),
    )

    def draw(figure: Figure) -> None:
        ax = figure.add_subplot()
        for column, colour, label in ends:
            ax.barh(rows.index, 100 * rows[column] - base, left=base, color=colour, height=0.62, label=label)
        ax.axvline(base, color=theme.INK, linewidth=1)
        ends_at = [t("{low} to {high}", low=_end(r["low"]), high=_end(r["high"])) for _, r in rows.iterrows()]
        labels = [f"{t(NAMES[k])}\n({at})" for k, at in zip(rows["assumption"], ends_at, strict=True)]
        ax.set_yticks(rows.index, labels)
        ax.invert_yaxis()
        ax.tick_params(axis="y", length=0)
        ax.set_xlabel(t("Money asked that is met, %"))
        ax.margins(x=0.06)
        ax.grid(axis="x")
        charts.axis_numbers(ax.xaxis)
        charts.legend(figure, most=2, handlelength=1.2)

    spoken = words.series(
        t(
            "{assumption}: {low} halved, {high} raised",
            assumption=t(NAMES[str(r["assumption"])]),
            low=percent(r["met_low"]),
            high=percent(r["met_high"]),
        )
        for _, r in rows.iterrows()
    )
    data = rows.drop(columns="span")
    for column in ("met_low", "met_high", "dry_low", "dry_high"):
        data[column] = (100 * data[column]).round(1)
    return charts.chart(
        draw,
        title=t(
            "Money met, {share} as assumed, hangs most on: {assumptions}",
            share=percent(base / 100),
            assumptions=words.listing(leaders),
        )
        if leaders
        else t(
            "Money met, {share} as assumed, hangs on none of the assumptions at these values",
            share=percent(base / 100),
        ),
        alt=t(
            "Tornado chart of money met, {share} as assumed. {figures}.",
            share=percent(base / 100),
            figures=spoken,
        ),
        data=data.rename(
            columns={
                "met_low": t("met if low, %"),
                "met_high": t("met if high, %"),
                "dry_low": t("dry if low, % of runs"),
                "dry_high": t("dry if high, % of runs"),
            }
        ),
        source=source(s),
        note=t(
            "One assumption at a time is halved or raised by half, as the labels show, and ordered by the "
            "larger move; a share that is 1 cannot rise and has one bar, and months are whole."
        )
        + f" {t(ASSUMED)}",
        name="sensitivity",
        height=0.9 + 0.42 * len(rows),
    )


def _end(value: float) -> str:
    """An end of an assumption; of small ones a third decimal, as half of 5% is 0.025."""
    return words.number(value, 3) if value < 1 else words.compact(value, 3)
