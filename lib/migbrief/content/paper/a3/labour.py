"""The labour markets of the expert network: unemployment in two vintages, and people of working age."""

from __future__ import annotations

import pandas as pd

from migbrief.content.paper.brief import Brief
from migbrief.content.paper.common import unstated
from migbrief.content.shared import indicator_charts
from migbrief.datasets import countries, indicators, population
from migbrief.display import charts
from migbrief.display.html import Display
from migbrief.errors import UserError
from migbrief.text import words
from migbrief.text.i18n import mark, t

NETWORK = ("linet", "a3-linet-countries")  # the initiative, and the fact that counts its countries
WORKING = (15, 64)
START, NOW, END = 2010, population.LATEST, 2050
FIRST_PROJECTION = NOW + population.STEP


def _source() -> str:
    return t(
        "{source}, {licence}; computed from five-year age groups",
        source=t(population.SOURCE),
        licence=population.LICENCE,
    )


def _projected() -> str:
    return t(
        "Figures for {year} and later are projections of the medium variant, not forecasts of ours.",
        year=FIRST_PROJECTION,
    )


def markets(brief: Brief) -> list[str]:
    """The network's countries as iso3, ordered by name; empty where the edition names none."""
    places = brief.edition.places
    rows = places[places["initiative_id"].isin(NETWORK) | places["fact_id"].isin(NETWORK)]
    codes: set[str] = set(rows["iso3"]) - {""}
    for group in set(rows["group"]) - {""}:
        codes |= set(countries.members(str(group)))
    return countries.sort_by_name(codes)


def unemployment(brief: Brief, indicator: str = "unemployment") -> Display:
    """Unemployment (or ``youth_unemployment``) of the network's countries, each vintage by its own mark."""
    codes = markets(brief)
    if not codes:
        return unstated(mark("which labour markets the network covers"))
    by_vintage = {v: indicators.latest(indicator, v, codes) for v in indicators.vintages()}
    own = by_vintage[brief.vintage]["value"].reindex(codes)
    order = list(own.sort_values(ascending=False, na_position="last", kind="stable").index)
    name = t(str(indicators.definitions().loc[indicator, "name"]))
    middle = {v: round(float(rows["value"].median()), 1) for v, rows in by_vintage.items() if len(rows)}
    medians = [
        t(
            "{figure} in the Factbook's {vintage} edition ({years})",
            figure=words.quantity(m, "%"),
            vintage=v,
            years=words.years(by_vintage[v]["year"]),
        )
        for v, m in middle.items()
    ]
    title = t(
        "{indicator}, median of {markets}: {medians}",
        indicator=name,
        markets=words.count(len(codes), "labour market"),
        medians=words.listing(medians),
    )
    return indicator_charts.two_vintages(
        indicator,
        order,
        title=title
        if medians
        else t("{indicator}: no data for any labour market of the network", indicator=name),
        highlight=brief.highlight,
        note=t(
            "Ordered by the edition read here. The editions differ in method (national definitions in the "
            "older, estimates modelled to one definition in the newer), so a difference is not all change."
        ),
    )


def working_age(brief: Brief) -> pd.DataFrame:
    """People aged 15 to 64 of the network's countries (iso3): persons and share of all, by year.

    Columns ``country``, ``people_<year>``, ``share_<year>`` (%) for the three years, ``estimated`` (change in
    % from the first to the last estimate) and ``projected`` (change in % over the whole span).
    """
    rows = []
    for k in markets(brief):
        try:
            people, share = population.total(k), population.share(k, WORKING)
        except UserError:
            continue  # the UN has no figures: counted as missing by whoever shows the rows
        row: dict[str, object] = {"iso3": k, "country": countries.name(k)}
        for year in (START, NOW, END):
            row[f"share_{year}"] = float(share[year])
            row[f"people_{year}"] = float(people[year] * share[year] / 100)
        rows.append(row)
    columns = ["iso3", "country", *[f"{c}_{y}" for y in (START, NOW, END) for c in ("people", "share")]]
    out = pd.DataFrame(rows, columns=columns).set_index("iso3")
    out["estimated"] = 100 * (out[f"people_{NOW}"] / out[f"people_{START}"] - 1)
    out["projected"] = 100 * (out[f"people_{END}"] / out[f"people_{START}"] - 1)
    return out


def working_age_change(brief: Brief) -> Display:
    """Change in people of working age: estimated so far, and projected over the whole span."""
    rows = working_age(brief).sort_values("projected")
    if rows.empty:
        return unstated(mark("which labour markets the network covers"))
    so_far = t("{first} to {last}, estimated", first=START, last=NOW)
    later = t("{first} to {last}, projected", first=START, last=END)
    data = rows.rename(columns={"estimated": so_far, "projected": later})[["country", so_far, later]]
    lost, fewer = int((rows["estimated"] < 0).sum()), int((rows["projected"] < 0).sum())
    return charts.dots(
        data.round(2).reset_index(),
        label="country",
        columns=[so_far, later],
        title=t(
            "{lost} of {markets} lost people of working age from {first} to {now}; by {last}, {fewer} are "
            "projected to have fewer than in {first}",
            lost=lost,
            markets=words.count(len(rows), "labour market"),
            first=START,
            now=NOW,
            last=END,
            fewer=fewer,
        ),
        source=_source(),
        axis=t("Change in people aged 15 to 64, %"),
        unit="%",
        note=f"{_projected()} {t('Migration is part of both.')}",
        name="change in people of working age",
        highlight=[countries.name(k) for k in brief.highlight],
    )
