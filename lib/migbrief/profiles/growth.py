"""Growth by its parts: in persons by five-year period, and as rates a year."""

from __future__ import annotations

import math
from typing import Final

import numpy as np
import pandas as pd
from matplotlib.figure import Figure

from .. import charts, cohorts, fit, population, remarks, style, tables, words
from ..display import Display, noted
from ..language import mark, t
from ..profile import Profile, dated, sources
from ..tables import Column
from .common import LATEST, about, english, no_cohorts, not_computed, rounded

GROWTH_FROM: Final = 1990


def parts(profile: Profile) -> pd.DataFrame:
    """Population change by five-year period, indexed by its end: persons.

    Columns ``change``, ``migration`` (young adults, middle of the estimate), ``rest`` (births, deaths and all
    other migration: the difference) and ``projected``.
    """
    total = population.total(profile.iso3).astype(float)
    estimate = cohorts.net_migration(profile.iso3)
    change = total.diff().loc[estimate.index]
    middle = (estimate["low"] + estimate["high"]) / 2
    return pd.DataFrame(
        {
            "change": change,
            "migration": middle,
            "rest": change - middle,
            "projected": estimate["projected"],
        }
    )


def by_period(profile: Profile) -> Display:
    """Population change by period, split into young adults' migration and all the rest."""
    if lacking := no_cohorts(profile, mark("growth by its parts in persons")):
        return lacking
    rows = parts(profile).loc[GROWTH_FROM + 5 : profile.parameters.horizon]
    names = {"rest": t("births, deaths, other migration"), "migration": t("young adults' net migration")}

    def draw(figure: Figure) -> None:
        ax = figure.add_subplot()
        at = rows.index - population.STEP / 2
        up, down = np.zeros(len(rows)), np.zeros(len(rows))
        for i, (column, label) in enumerate(names.items()):
            size = rows[column].to_numpy()
            start = np.where(size >= 0, up, down)
            colour = style.SERIES[2 * (1 - i) if i else 7]
            ax.bar(at, size, bottom=start, width=3.8, color=colour, label=label)
            up, down = up + np.maximum(size, 0), down + np.minimum(size, 0)
        ax.scatter(
            at,
            rows["change"],
            marker="D",
            s=30,
            color=style.INK,
            edgecolors=style.PAPER,
            lw=0.8,
            zorder=3,
            label=t("total change"),
        )
        ax.axhline(0, color=style.SOFT, linewidth=0.8)
        ax.axvline(population.LAST_ESTIMATE, color=style.SOFT, linewidth=0.8, linestyle=(0, (1, 2)))
        ax.set_ylabel(t("Persons over five years"))
        ax.set_xlabel(t("Five-year period; right of the dotted line projected"))
        charts.axis_numbers(ax.yaxis)
        ax.grid(axis="y")
        charts.legend(figure, most=2, handlelength=1.2, columnspacing=1)

    told, apart = _told(rows.loc[LATEST])
    periods = [f"{e - population.STEP}–{e}" for e in rows.index]
    table = pd.DataFrame(
        {
            t("period"): periods,
            t("total change (persons)"): rows["change"].round(),
            t("young adults' net migration (estimate, persons)"): rows["migration"].round(),
            t("births, deaths, other migration (the rest, persons)"): rows["rest"].round(),
            t("projected"): [t("yes") if p else t("no") for p in rows["projected"]],
        }
    )
    spoken = [
        t("{name}: {figure}", name=p, figure=about(c)) for p, c in zip(periods, rows["change"], strict=True)
    ]
    return charts.chart(
        draw,
        title=noted(
            t(
                "{period}: population change of {total}, of which young adults' migration about {migration} "
                "and all else about {rest}",
                period=(latest := f"{LATEST - 5}–{LATEST}"),
                **told,
            ),
            f"growth parts {profile.iso3} {latest}",
        ),
        alt=t(
            "Stacked bars by five-year period. Total change in persons: {figures}.",
            figures=words.series(spoken),
        ),
        data=table,
        source=t("computed from {source}", source=t(population.SOURCE)),
        note=t(
            "Young adults' migration is the middle of the cohort estimate (ages 15 to 34); the rest is what "
            "the total change leaves: births, deaths, and the migration of children and older people."
        )
        + f" {apart}".rstrip(),
        name=f"growth parts {profile.iso3}",
        height=3.1,
        rows=True,
    )


def rates(profile: Profile) -> Display:
    """Growth a year from World Population Prospects less the Factbook's net migration: the natural rest."""
    if lacking := no_cohorts(profile, mark("growth by its parts in rates")):
        return lacking
    rows, used = [], []
    for vintage in (profile.vintage, *profile.other_vintages):
        rate = profile.observe("net_migration_rate", vintage)
        if rate is None or rate.year is None:
            continue
        used.append(rate)
        if (found := fit.growth(profile.iso3, rate.year)) is None:
            continue
        period, yearly = found
        rest = yearly - rate.value / 10 if fit.of_all(profile.iso3) else None
        rows.append(
            {
                "vintage": words.capital(t("{vintage} vintage, {year}", vintage=vintage, year=dated(rate))),
                "period": period,
                "growth": yearly,
                "migration": rate.value / 10,
                "rest": rest,
                "possible": None if rest is None else _possible(rest),
            }
        )
    columns: dict[str, Column | str] = {
        "vintage": mark("Net migration rate of"),
        "period": mark("Period of growth"),
        "growth": Column(mark("Growth"), unit="% a year", kind="number", decimals=2),
        "migration": Column(mark("Net migration"), unit="% a year", kind="number", decimals=2),
        "rest": Column(
            mark("The rest"),
            unit="% a year",
            kind="number",
            decimals=2,
            missing=not_computed(profile.iso3),
        ),
        "possible": Column(mark("Possible as births less deaths"), missing=not_computed(profile.iso3)),
    }
    return tables.table(
        pd.DataFrame(rows, columns=list(columns)),
        t("{country}: growth by its parts, all ages", country=profile.subject),
        columns=columns,
        source=t("{source}; {other}", source=sources(used), other=t(population.SOURCE)),
        note=t(
            "The rest is computed. Two sources in one sum: growth is World Population Prospects' mean over "
            "five years, migration the Factbook's for one year. Where they disagree on people, the rest "
            "carries the difference."
        )
        + f" {remarks.of_countries([profile.iso3])}",
        name=english(profile, "growth by its parts, all ages", peers=False),
        empty=mark("The Factbook gives no dated net migration rate to set against growth."),
    )


def _possible(rest: float) -> str:
    return t("yes") if fit.possible(rest) else t("no: the sources disagree")


def _told(last: pd.Series) -> tuple[dict[str, str], str]:
    """The change and its parts in words, all to the same place, and a note where they do not add up.

    Migration has two figures, as the middle of an estimate can carry, and nothing more than three.
    """
    largest = max(abs(float(last[k])) for k in ("change", "migration", "rest"))
    places = 2 - math.floor(math.log10(largest)) if largest >= 1 else 0
    if abs(float(last["migration"])) >= 1:
        places = min(places, 1 - math.floor(math.log10(abs(float(last["migration"])))))
    change, migration, rest = (
        round(float(last[k]), min(places, 0)) + 0.0 for k in ("change", "migration", "rest")
    )
    if not migration:  # little beside the whole change, and not nothing
        migration = rounded(float(last["migration"]))
    said = {"total": _signed(change), "migration": _signed(migration), "rest": _signed(rest)}
    apart = change != migration + rest
    return said, t("Each figure is rounded, so the parts may not add up to the total.") if apart else ""


def _signed(value: float) -> str:
    text = words.compact(value)
    return f"+{text}" if value > 0 else text
