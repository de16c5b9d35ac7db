"""Trends: net migration in both vintages, the cohort estimate, displacement and remittances."""

from __future__ import annotations

import pandas as pd
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Patch

from .. import charts, cohorts, countries, diagrams, indicators, population, style, tables, words
from ..charts import Chart
from ..display import Display, note, paragraph
from ..profile import Profile, dated, shown, sources
from ..tables import Column, Table
from .common import LATEST, about, between, no_population, two_vintages

PEERS_SHOWN = 12
FIRST_PERIOD = 1955  # the first five years of the table end here


def net_migration(profile: Profile) -> Chart:
    """The rate of the country and its largest peers, a mark a vintage; never joined."""
    chosen = [profile.iso3, *profile.largest_peers(PEERS_SHOWN)]
    vintages = [profile.vintage, *profile.other_vintages]
    out = pd.DataFrame({"country": [countries.name(c) for c in chosen]})
    used = []
    for vintage in vintages:
        rows = indicators.latest("net_migration_rate", vintage, chosen).reindex(chosen)
        out[f"{vintage} vintage"] = rows["value"].to_numpy()
        out[f"year in {vintage}"] = rows["year"].to_numpy()
        used.append(rows.dropna(subset=["value"]))
    found = [profile.observe("net_migration_rate", v) for v in vintages]
    said = [f"{words.number(o.value)} in the {o.vintage} vintage" for o in found if o is not None]
    among = f" Beside the {len(chosen) - 1} largest of {profile.peers_label}." if len(chosen) > 1 else ""
    return diagrams.dots(
        out,
        label="country",
        columns=[f"{v} vintage" for v in vintages],
        title=f"Net migration rate of {profile.the}: {words.listing(said)}"
        if said
        else f"Net migration rate: no data for {profile.the}",
        source=words.source(pd.concat(used)),
        axis="Net migration per 1,000 people a year",
        note="Vintages are made by different methods, so their marks are not a trend. "
        "Above zero more people come than leave." + among,
        name=f"net migration rate {profile.iso3}",
        highlight=[profile.name],
    )


def as_persons(profile: Profile) -> Table:
    """The rate of each vintage as persons a year: rate times population, computed."""
    rows, used = [], []
    for vintage in (profile.vintage, *profile.other_vintages):
        rate, people = (profile.observe(k, vintage) for k in ("net_migration_rate", "population"))
        used += [rate, people]
        known = rate is not None and people is not None
        persons = rate.value * people.value / 1000 if rate and people else None
        rows.append(
            {
                "vintage": vintage,
                "rate": f"{words.number(rate.value)} ({dated(rate)})" if rate else None,
                "people": f"{words.compact(people.value)} ({dated(people)})" if people else None,
                "persons": float(f"{persons:.2g}") if known and persons is not None else None,
            }
        )
    return tables.table(
        pd.DataFrame(rows),
        f"{profile.name}: net migration as persons a year",
        columns={
            "vintage": "Vintage",
            "rate": Column("Rate", unit="per 1,000 people"),
            "people": Column("Population"),
            "persons": Column(
                "Net migration",
                unit="persons a year",
                kind="number",
                format=lambda v: words.compact(float(v)),
            ),
        },
        source=sources(used),
        note="Persons are computed, rate × population, and rounded to two figures. A balance hides how many came and how many left.",
    )


def cohort_sentence(estimate: pd.DataFrame, profile: Profile, end: int) -> str:
    """One period of the estimate in words, with its range."""
    row = estimate.loc[end]
    low, high, when = float(row["low"]), float(row["high"]), f"{end - 5}–{end}"
    if about(low) == about(high) == "0":
        return f"{when}: no net migration of young adults, by the estimate"
    if low > 0:
        return f"{when}: an estimated {between(low, high)} more young adults came to {profile.the} than left"
    if high < 0:
        text = between(-high, -low)
        return f"{when}: an estimated {text} more young adults left {profile.the} than came"
    return (
        f"{when}: the estimate for {profile.the} spans zero, from {about(low)} to {about(high)} young adults"
    )


def cohort(profile: Profile) -> Display:
    """Estimated net migration at ages 15 to 34 by five-year period: bars with their range."""
    if not profile.has_population:
        return no_population(profile)
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
        ax.set_ylabel("Persons over five years")
        ax.set_xlabel("Five-year period")
        charts.axis_numbers(ax.yaxis)
        ax.grid(axis="y")
        keys = [
            Patch(facecolor=style.SERIES[0], label="estimate"),
            Patch(facecolor=style.SEQUENTIAL[0], edgecolor=style.SERIES[0], label="projected"),
            Line2D([], [], color=style.SERIES[1], linewidth=2, label="range of assumed survival"),
        ]
        figure.legend(handles=keys, loc="outside upper left", ncols=3, handlelength=1.2, columnspacing=1)

    table = pd.DataFrame(
        {
            "period": [f"{a}–{b}" for a, b in zip(rows["start"], rows["end"], strict=True)],
            "low (persons)": rows["low"].round(),
            "high (persons)": rows["high"].round(),
            "rate (per 1,000 aged 15–34 a year)": rows["rate"].round(2),
            "projected": ["yes" if p else "no" for p in rows["projected"]],
        }
    )
    spoken = [f"{p}: {about(m)}" for p, m in zip(table["period"], middle, strict=True)]
    return charts.chart(
        draw,
        title=cohort_sentence(rows, profile, LATEST),
        alt="Bar chart, net migration at ages 15 to 34 in persons over five years, middle of the range. "
        + "; ".join(spoken)
        + ".",
        data=table,
        source=f"computed from {population.SOURCE}",
        note=f"{cohorts.METHOD} Deaths in war count as departures; periods after "
        f"{population.LAST_ESTIMATE} show what the projection assumes.",
        name=f"cohort estimate {profile.iso3}",
        height=2.9,
    )


def cohort_extremes(profile: Profile) -> Display:
    """The periods of the largest net arrival and departure among those estimated."""
    if not profile.has_population:
        return note("Without population by age, no cohort can be followed.")
    rows = cohorts.net_migration(profile.iso3)
    rows = rows[~rows["projected"]]
    middle = (rows["low"] + rows["high"]) / 2
    parts = []
    for way, end, sign in (("arrival", int(middle.idxmax()), 1), ("departure", int(middle.idxmin()), -1)):
        low, high = sorted((sign * rows.loc[end, "low"], sign * rows.loc[end, "high"]))
        if low > 0:
            rate = words.number(abs(float(rows.loc[end, "rate"])), 1)
            parts.append(
                f"the largest net {way} of young adults was in {end - 5}–{end}: {between(low, high)} persons, "
                f"or {rate} per 1,000 of those ages a year"
            )
    if not parts:
        return paragraph("In no period since 1950 does the estimate stand clear of zero.")
    return paragraph(words.sentence("Since 1950, by the estimate, " + "; ".join(parts)))


def cohort_beside(profile: Profile) -> Display:
    """The estimate beside the Factbook's rate over five years: two ways that ought not to lie far apart."""
    if not profile.has_population:
        return note("Without population by age there is no estimate to set beside the Factbook's rate.")
    estimate = cohorts.net_migration(profile.iso3)
    rows, used = [], []
    for vintage in (profile.vintage, *profile.other_vintages):
        rate, people = (profile.observe(k, vintage) for k in ("net_migration_rate", "population"))
        if rate is None or people is None or rate.year is None:
            continue
        used += [rate, people]
        end = -(-rate.year // population.STEP) * population.STEP
        low, high = (float(estimate.loc[end, k]) for k in ("low", "high"))
        rows.append(
            {
                "factbook": f"{vintage} vintage, {dated(rate)}",
                "five": about(population.STEP * rate.value * people.value / 1000),
                "period": f"{end - population.STEP}–{end}"
                + (" (projected)" if estimate.loc[end, "projected"] else ""),
                "young": about(low) if about(low) == about(high) else f"{about(low)} to {about(high)}",
            }
        )
    columns: dict[str, Column | str] = {
        "factbook": "Net migration rate of",
        "five": Column("At that rate over five years, all ages", unit="persons"),
        "period": "Period of the estimate",
        "young": Column("Cohort estimate, ages 15–34", unit="persons"),
    }
    return tables.table(
        pd.DataFrame(rows, columns=list(columns)),
        f"{profile.name}: the cohort estimate beside the Factbook's rate",
        columns=columns,
        source=f"{sources(used)}; computed from {population.SOURCE}",
        note="Computed: rate × population × five years. Where the two lie far apart, trust neither: the assumed survival "
        "may not fit (as where AIDS or war raised deaths), or the Factbook's single year may not stand for five.",
        empty="The Factbook gives no dated net migration rate to set beside the estimate.",
        name=f"cohort beside factbook {profile.iso3}",
    )


def displacement(profile: Profile) -> Table:
    """Refugees hosted, internally displaced and stateless persons: stocks, in both vintages."""
    return two_vintages(
        profile,
        ("refugees_hosted", "idps", "stateless_persons"),
        f"{profile.name}: displaced and stateless people, stocks at a date{profile.beside}",
        "Not listed is not none. The 2015 vintage lists only larger groups of refugees by origin, so its total "
        "is a lower bound. Some stateless people are refugees too; the rows are never added.",
    )


def remittances(profile: Profile) -> Display:
    """The yearly figures of the vintage that has them."""
    held = [v for v in (profile.vintage, *profile.other_vintages) if len(indicators.latest("remittances", v))]
    rows = indicators.series("remittances", profile.iso3, held[0]) if held else pd.DataFrame()
    if rows.empty:
        return note(f"No vintage gives remittances received for {profile.the}; that is a gap, not zero.")
    first, last = rows.iloc[0], rows.iloc[-1]
    told = f"{words.quantity(last['value'], last['unit'])} in {words.years([last['year']])}"
    earlier = (
        f", {words.quantity(first['value'], '%')} in {words.years([first['year']])}" if len(rows) > 1 else ""
    )
    data = rows.assign(year=[words.years([y]) for y in rows["year"]])[["year", "value", "unit", "qualifier"]]
    return charts.bars(
        data,
        label="year",
        value="value",
        title=f"Remittances received by {profile.the}: {told}{earlier}",
        source=words.source(rows),
        unit="% of GDP",
        axis="Personal remittances received, % of GDP",
        note=""
        if held[0] == profile.vintage
        else f"The {profile.vintage} vintage has no remittances for any country; these are of {held[0]}.",
        name=f"remittances {profile.iso3}",
    )


def displaced_sentence(profile: Profile) -> Display:
    """Refugees hosted against population, computed, where both are there."""
    refugees, people = profile.observe("refugees_hosted"), profile.observe("population")
    if refugees is None or people is None or not people.value:
        return note(
            f"The {profile.vintage} vintage does not list refugees in {profile.the}; the UNHCR Refugee Data "
            "Finder may have some."
        )
    each = words.number(1000 * refugees.value / people.value, 1)
    small = "fewer than 0.1" if each == "0" and refugees.value else each
    return paragraph(
        f"{shown(refugees).replace(' persons', '')} refugees hosted ({dated(refugees)}) are *{small} for every 1,000* "
        f"residents (computed with the population of {dated(people)})."
    )
