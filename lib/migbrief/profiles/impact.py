"""Impact: working age with and without young adults' migration, remittances, and growth by its parts."""

from __future__ import annotations

from typing import Final

import numpy as np
import pandas as pd
from matplotlib.figure import Figure

from .. import charts, cohorts, context, indicators, population, style, tables, words
from ..display import Display, note, paragraph, refer
from ..language import mark, t
from ..profile import Profile, dated, shown, sources
from ..tables import Column
from .common import LATEST, NOW, about, english, lines, no_population

SINCE: Final = 2000
GROWTH_FROM: Final = 1990
PEERS_SHOWN: Final = 9
NATURAL: Final = (-1.5, 3.8)  # percent a year: births less deaths lie within this everywhere
ROUNDING: Final = 0.05  # percent: half of the last digit that shares of GDP are given to


def working_age(profile: Profile) -> Display:
    """The share of people aged 15 to 64 as it is, and without the cohort estimate since 2000."""
    if not profile.has_population:
        return no_population(profile, t("working age over time"))
    rows = cohorts.without_migration(profile.iso3, SINCE).loc[:NOW]
    rows = rows[rows["without"] > 0]
    data = rows[["actual_share", "without_share"]]
    data.columns = pd.Index([t("as it is"), t("without")])
    now = rows.loc[LATEST]
    actual, without = (
        words.percentage(words.number(float(now[k]), 1)) for k in ("actual_share", "without_share")
    )
    if round(now["actual_share"], 1) == round(now["without_share"], 1):
        title = t(
            "Working age in {year}: {share} of people; without young adults' net migration since {since}, "
            "the same to a decimal (a what-if)",
            year=LATEST,
            share=actual,
            since=SINCE,
        )
    else:
        title = t(
            "Working age in {year}: {share} of people; without young adults' net migration since {since}, "
            "{without} (a what-if)",
            year=LATEST,
            share=actual,
            since=SINCE,
            without=without,
        )
    return lines(
        {t("People aged 15–64, % of all"): data},
        title=title,
        note=t(
            "A what-if, not a forecast: the estimated migration at ages 15 to 34 since {since} is taken out "
            "and followed to age 64 with the assumed survival of the world; children of those who moved "
            "stay where they are counted. Those who went home after 34 still count as come, so where work "
            "is temporary the gap is too wide. The axis does not start at zero.",
            since=SINCE,
        ),
        unit="%",
        name=f"working age {profile.iso3}",
        zero=False,
    )


def working_sentence(profile: Profile) -> Display:
    """How many people of working age the estimate adds or takes away."""
    if not profile.has_population:
        return note(t("Without population by age there is no what-if."))
    row = cohorts.without_migration(profile.iso3, SINCE).loc[LATEST]
    gained = float(row["actual"] - row["without"])
    if not row["actual"] or about(gained) == "0":
        return paragraph(
            t(
                "By the estimate, migration since {since} changes the number of working age hardly at all.",
                since=SINCE,
            )
        )
    said = {
        "year": LATEST,
        "people": about(abs(gained)),
        "share": words.percentage(words.number(100 * abs(gained) / float(row["actual"]), 1)),
    }
    if gained > 0:
        return paragraph(
            t(
                "In {year} there were *{people} more* people of working age than there would be without that "
                "migration, {share} of those there (an estimate under the assumed survival of the world).",
                **said,
            )
        )
    return paragraph(
        t(
            "In {year} there were *{people} fewer* people of working age than there would be without that "
            "migration, {share} of those there (an estimate under the assumed survival of the world).",
            **said,
        )
    )


def remittance_value(profile: Profile) -> Display:
    """Remittances in US dollars: their share times official GDP, years named."""
    share, gdp = profile.observe("remittances"), profile.observe("gdp_official")
    if share is None:
        return note(
            t(
                "The {vintage} vintage gives no share of remittances for {country}, so no amount can be "
                "computed.",
                vintage=profile.vintage,
                country=profile.the,
            )
        )
    if gdp is None:
        return note(
            t("There is no official GDP in this vintage to turn the share of remittances into dollars.")
        )
    if gdp.unit != "US$":
        return note(
            t(
                "Official GDP is in {unit}, not US dollars, so no dollar amount is computed.",
                unit=words.measure(gdp.unit),
            )
        )
    said = {
        "remittances": f"{shown(share)} ({dated(share)}){refer('remittances')}",
        "gdp": f"{shown(gdp)} ({dated(gdp)}){refer('gdp_official')}",
        "amount": _dollars(share.value, gdp.value),
    }
    if share.year == gdp.year:
        return paragraph(
            t(
                "Remittances of {remittances} and an official GDP of {gdp} make *{amount}* a year (computed: "
                "share × GDP). Only recorded channels count.",
                **said,
            )
        )
    return paragraph(
        t(
            "Remittances of {remittances} and an official GDP of {gdp} make *{amount}* a year (computed: "
            "share × GDP; the years differ, so it is rough). Only recorded channels count.",
            **said,
        )
    )


def _dollars(share: float, gdp: float) -> str:
    """Dollars of a share given to a tenth of a percent; a small one as the range it was rounded from."""

    def amount(part: float) -> str:
        return words.quantity(float(f"{part / 100 * gdp:.2g}"), "US$")

    if share < ROUNDING:
        return t("less than {figure}", figure=amount(ROUNDING))
    if share < 1:
        low, high = amount(share - ROUNDING), amount(share + ROUNDING).removeprefix("US$ ")
        return t("{low} to {high}", low=low, high=high)
    return t("about {figure}", figure=amount(share))


def remittance_peers(profile: Profile) -> Display:
    """The share beside that of the peers with the highest."""
    among = indicators.latest("remittances", profile.vintage, profile.peers)
    own = profile.observe("remittances")
    if own is None and among.empty:
        return note(
            t(
                "The {vintage} vintage has no remittances here, so nothing is compared.",
                vintage=profile.vintage,
            )
        )
    first = among.sort_values("value", ascending=False).head(PEERS_SHOWN)
    place = profile.rank("remittances")
    if own is None:
        title = t("Remittances as a share of GDP: no data for {country}", country=profile.the)
    elif place:
        title = t(
            "Remittances as a share of GDP: {country} is {place} with data, highest first",
            country=profile.the,
            place=place,
        )
    else:
        title = t("Remittances equal {share} in {country}", share=shown(own), country=profile.the)
    extra = t(
        "Drawn: the country and the {n} peers with the highest shares of {total} with data.",
        n=len(first),
        total=len(among),
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
        return no_population(profile, t("growth by its parts in persons"))
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
        ax.scatter(at, rows["change"], marker="D", s=18, color=style.INK, zorder=3, label=t("total change"))
        ax.axhline(0, color=style.SOFT, linewidth=0.8)
        ax.axvline(population.LAST_ESTIMATE, color=style.SOFT, linewidth=0.8, linestyle=(0, (1, 2)))
        ax.set_ylabel(t("Persons over five years"))
        ax.set_xlabel(t("Five-year period; right of the dotted line projected"))
        charts.axis_numbers(ax.yaxis)
        ax.grid(axis="y")
        charts.legend(figure, most=2, handlelength=1.2, columnspacing=1)

    last = rows.loc[LATEST]
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
        title=t(
            "{period}: population change of {total}, of which young adults' migration {migration} and all "
            "else {rest}",
            period=f"{LATEST - 5}–{LATEST}",
            total=_signed(last["change"]),
            migration=_signed(last["migration"]),
            rest=_signed(last["rest"]),
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
        ),
        name=f"growth parts {profile.iso3}",
        height=3.1,
    )


def growth_rates(profile: Profile) -> Display:
    """Growth a year from World Population Prospects less the Factbook's net migration: the natural rest."""
    if not profile.has_population:
        return no_population(profile, t("growth by its parts in rates"))
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
                "vintage": words.capital(t("{vintage} vintage, {year}", vintage=vintage, year=dated(rate))),
                "period": f"{end - population.STEP}–{end}",
                "growth": yearly,
                "migration": rate.value / 10,
                "rest": (rest := yearly - rate.value / 10),
                "possible": t("yes") if NATURAL[0] <= rest <= NATURAL[1] else t("no: the sources disagree"),
            }
        )
    columns: dict[str, Column | str] = {
        "vintage": mark("Net migration rate of"),
        "period": mark("Period of growth"),
        "growth": Column(mark("Growth"), unit="% a year", kind="number", decimals=2),
        "migration": Column(mark("Net migration"), unit="% a year", kind="number", decimals=2),
        "rest": Column(mark("The rest"), unit="% a year", kind="number", decimals=2),
        "possible": mark("Possible as births less deaths"),
    }
    return tables.table(
        pd.DataFrame(rows, columns=list(columns)),
        t("{country}: growth by its parts, all ages", country=profile.name),
        columns=columns,
        source=t("{source}; {other}", source=sources(used), other=t(population.SOURCE)),
        note=t(
            "The rest is computed. Two sources in one sum: growth is World Population Prospects' mean over "
            "five years, migration the Factbook's for one year. Where they disagree on people, the rest "
            "carries the difference."
        ),
        name=english(profile, "growth by its parts, all ages", peers=False),
        empty=mark("The Factbook gives no dated net migration rate to set against growth."),
    )


def _signed(value: float) -> str:
    text = about(float(value))
    return text if text.startswith("−") or text == "0" else f"+{text}"
