"""Impact: working age with and without young adults' migration, remittances, and growth by its parts."""

from __future__ import annotations

from typing import Final

import numpy as np
import pandas as pd
from matplotlib.figure import Figure

from .. import charts, cohorts, context, indicators, population, style, tables, words
from ..display import Display, note, paragraph, refer
from ..profile import Profile, dated, shown, sources
from ..tables import Column
from .common import LATEST, NOW, about, lines, no_population

SINCE: Final = 2000
GROWTH_FROM: Final = 1990
PEERS_SHOWN: Final = 9
NATURAL: Final = (-1.5, 3.8)  # percent a year: births less deaths lie within this everywhere
ROUNDING: Final = 0.05  # percent: half of the last digit that shares of GDP are given to


def working_age(profile: Profile) -> Display:
    """The share of people aged 15 to 64 as it is, and without the cohort estimate since 2000."""
    if not profile.has_population:
        return no_population(profile, "working age over time")
    rows = cohorts.without_migration(profile.iso3, SINCE).loc[:NOW]
    rows = rows[rows["without"] > 0]
    moved = "young adults' net migration"
    data = rows[["actual_share", "without_share"]]
    data.columns = pd.Index(["as it is", "without"])
    now = rows.loc[LATEST]
    same = round(now["actual_share"], 1) == round(now["without_share"], 1)
    compared = "the same to a decimal" if same else f"{words.number(float(now['without_share']), 1)}%"
    return lines(
        {"People aged 15–64, % of all": data},
        title=f"Working age in {LATEST}: {words.number(float(now['actual_share']), 1)}% of people; "
        f"without {moved} since {SINCE}, {compared} (a what-if)",
        note=f"A what-if, not a forecast: the estimated migration at ages 15 to 34 since {SINCE} is "
        "taken out and "
        "followed to age 64 with the assumed survival of the world; children of those who moved stay "
        "where they "
        "are counted. Those who went home after 34 still count as come, so where work is temporary the "
        "gap is too "
        "wide. The axis does not start at zero.",
        unit="%",
        name=f"working age {profile.iso3}",
        zero=False,
    )


def working_sentence(profile: Profile) -> Display:
    """How many people of working age the estimate adds or takes away."""
    if not profile.has_population:
        return note("Without population by age there is no what-if.")
    row = cohorts.without_migration(profile.iso3, SINCE).loc[LATEST]
    gained = float(row["actual"] - row["without"])
    if not row["actual"] or about(gained) == "0":
        return paragraph(
            f"By the estimate, migration since {SINCE} changes the number of working age hardly at all."
        )
    part = words.number(100 * abs(gained) / float(row["actual"]), 1)
    way = "more" if gained > 0 else "fewer"
    return paragraph(
        f"In {LATEST} there were *{about(abs(gained))} {way}* people of working age than there would be "
        "without that "
        f"migration, {part}% of those there (an estimate under the assumed survival of the world)."
    )


def remittance_value(profile: Profile) -> Display:
    """Remittances in US dollars: their share times official GDP, years named."""
    share, gdp = profile.observe("remittances"), profile.observe("gdp_official")
    if share is None:
        return note(
            f"The {profile.vintage} vintage gives no share of remittances for {profile.the}, so no "
            "amount can be computed."
        )
    if gdp is None:
        return note("There is no official GDP in this vintage to turn the share of remittances into dollars.")
    if gdp.unit != "US$":
        return note(f"Official GDP is in {gdp.unit}, not US dollars, so no dollar amount is computed.")
    same = share.year == gdp.year
    caution = "" if same else "; the years differ, so it is rough"
    return paragraph(
        f"Remittances of {shown(share)} ({dated(share)}){refer('remittances')} and an official GDP of "
        f"{shown(gdp)} ({dated(gdp)}){refer('gdp_official')} make "
        f"*{_dollars(share.value, gdp.value)}* a year (computed: share × GDP{caution}). Only recorded "
        "channels count."
    )


def _dollars(share: float, gdp: float) -> str:
    """Dollars of a share given to a tenth of a percent; a small one as the range it was rounded from."""

    def amount(part: float) -> str:
        return words.quantity(float(f"{part / 100 * gdp:.2g}"), "US$")

    if share < ROUNDING:
        return f"less than {amount(ROUNDING)}"
    if share < 1:
        return f"{amount(share - ROUNDING)} to {amount(share + ROUNDING).removeprefix('US$ ')}"
    return f"about {amount(share)}"


def remittance_peers(profile: Profile) -> Display:
    """The share beside that of the peers with the highest."""
    among = indicators.latest("remittances", profile.vintage, profile.peers)
    own = profile.observe("remittances")
    if own is None and among.empty:
        return note(f"The {profile.vintage} vintage has no remittances here, so nothing is compared.")
    first = among.sort_values("value", ascending=False).head(PEERS_SHOWN)
    place = profile.rank("remittances")
    if own is None:
        title = f"Remittances as a share of GDP: no data for {profile.the}"
    elif place:
        title = f"Remittances as a share of GDP: {profile.the} is {place} with data, highest first"
    else:
        title = f"Remittances equal {shown(own)} in {profile.the}"
    extra = (
        f"Drawn: the country and the {len(first)} peers with the highest shares of {len(among)} with data."
    )
    return context.ranking(
        "remittances",
        profile.vintage,
        [profile.iso3, *first.index],
        title=title,
        highlight=[profile.iso3],
        note=extra if len(among) > len(first) else "",
    )


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


def growth(profile: Profile) -> Display:
    """Population change by period, split into young adults' migration and all the rest."""
    if not profile.has_population:
        return no_population(profile, "growth by its parts in persons")
    rows = parts(profile).loc[GROWTH_FROM + 5 : profile.parameters.horizon]
    names = {"rest": "births, deaths, other migration", "migration": "young adults' net migration"}

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
        ax.scatter(at, rows["change"], marker="D", s=18, color=style.INK, zorder=3, label="total change")
        ax.axhline(0, color=style.SOFT, linewidth=0.8)
        ax.axvline(population.LAST_ESTIMATE, color=style.SOFT, linewidth=0.8, linestyle=(0, (1, 2)))
        ax.set_ylabel("Persons over five years")
        ax.set_xlabel("Five-year period; right of the dotted line projected")
        charts.axis_numbers(ax.yaxis)
        ax.grid(axis="y")
        figure.legend(loc="outside upper left", ncols=2, handlelength=1.2, columnspacing=1)

    last = rows.loc[LATEST]
    table = pd.DataFrame(
        {
            "period": [f"{e - population.STEP}–{e}" for e in rows.index],
            "total change (persons)": rows["change"].round(),
            "young adults' net migration (estimate, persons)": rows["migration"].round(),
            "births, deaths, other migration (the rest, persons)": rows["rest"].round(),
            "projected": ["yes" if p else "no" for p in rows["projected"]],
        }
    )
    spoken = [f"{p}: {about(c)}" for p, c in zip(table["period"], rows["change"], strict=True)]
    return charts.chart(
        draw,
        title=f"{LATEST - 5}–{LATEST}: population change of {_signed(last['change'])}, of which young "
        "adults' "
        f"migration {_signed(last['migration'])} and all else {_signed(last['rest'])}",
        alt=f"Stacked bars by five-year period. Total change in persons: {'; '.join(spoken)}.",
        data=table,
        source=f"computed from {population.SOURCE}",
        note="Young adults' migration is the middle of the cohort estimate (ages 15 to 34); the rest is "
        "what the "
        "total change leaves: births, deaths, and the migration of children and older people.",
        name=f"growth parts {profile.iso3}",
        height=3.1,
    )


def growth_rates(profile: Profile) -> Display:
    """Growth a year from World Population Prospects less the Factbook's net migration: the natural rest."""
    if not profile.has_population:
        return no_population(profile, "growth by its parts in rates")
    total = population.total(profile.iso3).astype(float)
    rows, used = [], []
    for vintage in (profile.vintage, *profile.other_vintages):
        rate = profile.observe("net_migration_rate", vintage)
        if rate is None or rate.year is None:
            continue
        used.append(rate)
        end = -(-rate.year // population.STEP) * population.STEP
        if not total[end] or not total[end - population.STEP]:
            continue
        yearly = 100 * float(np.log(total[end] / total[end - population.STEP])) / population.STEP
        rows.append(
            {
                "vintage": f"{vintage} vintage, {dated(rate)}",
                "period": f"{end - population.STEP}–{end}",
                "growth": yearly,
                "migration": rate.value / 10,
                "rest": (rest := yearly - rate.value / 10),
                "possible": "yes" if NATURAL[0] <= rest <= NATURAL[1] else "no: the sources disagree",
            }
        )
    columns: dict[str, Column | str] = {
        "vintage": "Net migration rate of",
        "period": "Period of growth",
        "growth": Column("Growth", unit="% a year", kind="number", decimals=2),
        "migration": Column("Net migration", unit="% a year", kind="number", decimals=2),
        "rest": Column("The rest", unit="% a year", kind="number", decimals=2),
        "possible": "Possible as births less deaths",
    }
    return tables.table(
        pd.DataFrame(rows, columns=list(columns)),
        f"{profile.name}: growth by its parts, all ages",
        columns=columns,
        source=f"{sources(used)}; {population.SOURCE}",
        note="The rest is computed. Two sources in one sum: growth is "
        "World Population Prospects' mean over five years, migration the "
        "Factbook's for one year. Where they disagree on people, the rest carries the difference.",
        empty="The Factbook gives no dated net migration rate to set against growth.",
    )


def _signed(value: float) -> str:
    text = about(float(value))
    return text if text.startswith("−") or text == "0" else f"+{text}"
