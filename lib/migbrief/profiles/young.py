"""Trends of young adults: the cohort estimate, its extremes, and the Factbook's rate beside it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

import pandas as pd
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Patch

from .. import charts, cohorts, fit, population, remarks, style, tables, words
from ..display import Display, note, noted, paragraph
from ..indicators import Observation
from ..language import mark, t
from ..profile import Profile, dated, sources
from ..tables import Column
from .common import LATEST, about, between, no_cohorts, not_computed, rounded

FAR: Final = 3.0  # times the Factbook's persons a year: past this the page's lead says so
ENOUGH: Final = 1000  # persons in five years: below this, what is far apart is little
FIRST_PERIOD: Final = 1955  # the first five years of the table end here


def sentence(estimate: pd.DataFrame, profile: Profile, end: int) -> str:
    """One period of the estimate in words, with its range."""
    row = estimate.loc[end]
    low, high, when = rounded(float(row["low"])), rounded(float(row["high"])), _period(estimate, end)
    if low == high == 0:
        return t("{period}: no net migration of young adults, by the estimate", period=when)
    if low > 0:
        return t(
            "{period}: an estimated {range} more young adults came to {place} than left",
            period=when,
            range=between(low, high),
            place=profile.the,
        )
    if high < 0:
        return t(
            "{period}: an estimated {range} more young adults left {place} than came",
            period=when,
            range=between(-high, -low),
            place=profile.the,
        )
    return t(
        "{period}: whether more young adults came to {place} or left cannot be told; the estimate is {range}",
        period=when,
        range=between(low, high),
        place=profile.the,
    )


def _row(profile: Profile, end: int) -> str:
    """The key of a period's row in the data behind the chart."""
    return f"cohort estimate {profile.iso3} {end - population.STEP}–{end}"


def chart(profile: Profile) -> Display:
    """Estimated net migration at ages 15 to 34 by five-year period: bars with their range."""
    if lacking := no_cohorts(profile, mark("estimate by cohort")):
        return lacking
    until = profile.parameters.horizon
    rows = cohorts.net_migration(profile.iso3).loc[FIRST_PERIOD:until]
    middle = (rows["low"] + rows["high"]) / 2

    def draw(figure: Figure) -> None:
        ax = figure.add_subplot()
        at = rows["end"] - 2.5
        for ahead, face, edge in (
            (False, style.SERIES[0], style.SERIES[0]),
            (True, style.SEQUENTIAL[0], style.SERIES[0]),
        ):
            kept = rows["projected"] == ahead
            ax.bar(at[kept], middle[kept], width=4.2, color=face, edgecolor=edge, linewidth=0.8)
        ax.vlines(at, rows["low"], rows["high"], color=style.SERIES[1], linewidth=2)
        ax.axhline(0, color=style.SOFT, linewidth=0.8)
        ax.set_ylabel(t("Persons over five years"))
        ax.set_xlabel(t("Five-year period"))
        charts.axis_numbers(ax.yaxis)
        ax.grid(axis="y")
        keys = [
            Patch(facecolor=style.SERIES[0], label=t("estimate")),
            Patch(facecolor=style.SEQUENTIAL[0], edgecolor=style.SERIES[0], label=t("projected")),
            Line2D([], [], color=style.SERIES[1], linewidth=2, label=t("range of assumed survival")),
        ]
        charts.legend(figure, keys, handlelength=1.2, columnspacing=1)

    table = pd.DataFrame(
        {
            t("period"): [f"{a}–{b}" for a, b in zip(rows["start"], rows["end"], strict=True)],
            t("low (persons)"): rows["low"].round(),
            t("high (persons)"): rows["high"].round(),
            t("rate (per 1,000 aged 15–34 a year)"): rows["rate"].round(2),
            t("projected"): [t("yes") if p else t("no") for p in rows["projected"]],
        }
    )
    spoken = [
        t("{period}: {figure}", period=p, figure=about(m))
        for p, m in zip(table.iloc[:, 0], middle, strict=True)
    ]
    return charts.chart(
        draw,
        title=noted(sentence(rows, profile, LATEST), _row(profile, LATEST)),
        alt=t(
            "Bar chart, net migration at ages 15 to 34 in persons over five years, middle of the range. "
            "{figures}.",
            figures=words.series(spoken),
        ),
        data=table,
        source=t("computed from {source}", source=t(population.SOURCE)),
        note=t(cohorts.METHOD)
        + " "
        + t(
            "Deaths in war count as departures; periods after {year} show what the projection assumes.",
            year=population.LAST_ESTIMATE,
        ),
        name=f"cohort estimate {profile.iso3}",
        height=2.9,
        rows=True,
    )


def extremes(profile: Profile) -> Display:
    """The periods of the largest net arrival and departure among those estimated."""
    if not profile.has_population:
        return note(t("Without population by age, no cohort can be followed."))
    if profile.too_few:
        return note(t("There are too few people to follow a cohort of them."))
    rows = cohorts.net_migration(profile.iso3)
    rows = rows[~rows["projected"]]
    span = {"first": int(rows["start"].iloc[0]), "last": int(rows["end"].iloc[-1])}
    middle = (rows["low"] + rows["high"]) / 2
    parts = []
    for end, sign in ((int(middle.idxmax()), 1), (int(middle.idxmin()), -1)):
        low, high = sorted(rounded(sign * float(rows.loc[end, k])) for k in ("low", "high"))
        if low > 0:
            rate = words.number(abs(float(rows.loc[end, "rate"])), 1)
            said = {"period": f"{end - 5}–{end}", "range": between(low, high), "rate": rate}
            part = (
                t(
                    "the largest net arrival of young adults was in {period}: {range} persons, or {rate} "
                    "per 1,000 of those ages a year",
                    **said,
                )
                if sign > 0
                else t(
                    "the largest net departure of young adults was in {period}: {range} persons, or "
                    "{rate} per 1,000 of those ages a year",
                    **said,
                )
            )
            parts.append(noted(part, _row(profile, end)))
    if not parts:
        return paragraph(
            t("In no period from {first} to {last} does the estimate stand clear of zero.", **span)
        )
    return paragraph(
        words.sentence(
            t(
                "From {first} to {last}, by the estimate, {periods}",
                periods=words.series(parts),
                **span,
            )
        )
    )


def beside(profile: Profile) -> Display:
    """The estimate beside the Factbook's rate, both a year: two ways that ought not to lie far apart."""
    if not profile.has_population:
        return note(t("Without population by age there is no estimate to set beside the Factbook's rate."))
    if profile.too_few:
        return note(t("There are too few people for an estimate to set beside the Factbook's rate."))
    estimate = cohorts.net_migration(profile.iso3)
    rows, used = [], []
    for vintage in (profile.vintage, *profile.other_vintages):
        rate, people = (profile.observe(k, vintage) for k in ("net_migration_rate", "population"))
        if rate is None or people is None or rate.year is None:
            continue
        used += [rate, people]
        persons = fit.persons(rate, people)
        end = population.period_end(rate.year)
        low, high = (float(estimate.loc[end, k]) / population.STEP for k in ("low", "high"))
        rows.append(
            {
                "factbook": t("{vintage} vintage, {year}", vintage=vintage, year=dated(rate)),
                "yearly": None if persons is None else about(persons),
                "period": _period(estimate, end),
                "young": between(low, high),
            }
        )
    columns: dict[str, Column | str] = {
        "factbook": mark("Net migration rate of"),
        "yearly": Column(
            mark("Net migration at that rate, all ages"),
            unit="persons a year",
            missing=not_computed(profile.iso3),
        ),
        "period": mark("Period of the estimate"),
        "young": Column(mark("Cohort estimate, ages 15–34, mean of the period"), unit="persons a year"),
    }
    return tables.table(
        pd.DataFrame(rows, columns=list(columns)),
        t("{name}: the cohort estimate beside the Factbook's rate", name=profile.subject),
        columns=columns,
        source=words.series((sources(used), t("computed from {source}", source=t(population.SOURCE)))),
        note=t(
            "Computed: rate × population, and a fifth of the five-year estimate. Where the two lie far "
            "apart, trust neither: the assumed survival may not fit (as where AIDS or war raised deaths), or "
            "the Factbook's single year may not be like the years of the period."
        )
        + f" {remarks.of_countries([profile.iso3])}",
        empty=mark("The Factbook gives no dated net migration rate to set beside the estimate."),
        name=f"cohort beside factbook {profile.iso3}",
    )


def contrary(profile: Profile, rate: Observation) -> str:
    """Where the estimate points the other way than the Factbook's rate, or finds far more; else nothing.

    It is asked for the last period that is an estimate, and for that of the rate's own year.
    """
    if not profile.has_population or profile.too_few:
        return ""
    estimate = cohorts.net_migration(profile.iso3)
    ends = {LATEST} if rate.year is None else {LATEST, population.period_end(rate.year)}
    people = fit.persons(rate, profile.observe("population", rate.vintage))

    def told(periods: Iterable[int]) -> str:
        return words.series(noted(_inside(estimate, profile, when), _row(profile, when)) for when in periods)

    ways = {when: _way(estimate.loc[when]) for when in sorted(ends)}
    if not rate.value and any(ways.values()):
        found = told(when for when, way in ways.items() if way)
        return t("The cohort estimate on this page does not find that: {found}.", found=found)
    if against := [when for when, way in ways.items() if way * rate.value < 0]:
        return t("The cohort estimate on this page points the other way: {found}.", found=told(against))
    if people and (more := [when for when in ways if _far_more(estimate.loc[when], people)]):
        return t("The cohort estimate on this page finds far more: {found}.", found=told(more))
    return ""


def _inside(estimate: pd.DataFrame, profile: Profile, end: int) -> str:
    """A period whose range is clear of zero, as part of a sentence."""
    row, said = estimate.loc[end], {"period": _period(estimate, end), "place": profile.the}
    if row["low"] > 0:
        return t(
            "in {period} an estimated {range} more young adults came to {place} than left",
            range=between(float(row["low"]), float(row["high"])),
            **said,
        )
    return t(
        "in {period} an estimated {range} more young adults left {place} than came",
        range=between(-float(row["high"]), -float(row["low"])),
        **said,
    )


def _far_more(period: pd.Series, persons: float) -> bool:
    """Whether the young adults alone are some times as many a year as the Factbook has of all ages."""
    least = min(abs(float(period["low"])), abs(float(period["high"]))) / population.STEP
    return bool(_way(period)) and least > FAR * abs(persons) and least * population.STEP >= ENOUGH


def _way(period: pd.Series) -> int:
    """1 where the estimate has more come, −1 where more leave, 0 where its range spans zero."""
    return 1 if rounded(period["low"]) > 0 else -1 if rounded(period["high"]) < 0 else 0


def _period(estimate: pd.DataFrame, end: int) -> str:
    span = f"{end - population.STEP}–{end}"
    return t("{period} (projected)", period=span) if estimate.loc[end, "projected"] else span
