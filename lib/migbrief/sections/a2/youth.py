"""Young people in the pilot countries over time, from UN population figures."""

from __future__ import annotations

import pandas as pd

from ... import charts, countries, population, words
from ...articles import with_article
from ...display import Display, note
from ...errors import UserError
from ...language import t
from ...section import Brief
from . import pilots

YOUTH = (15, 24)
MAX_LINES = 7  # with the peers' line, as many as there are colours


def shares(brief: Brief) -> pd.DataFrame:
    """Percent of people aged 15 to 24 by year (index), a column a pilot or country asked for, and the peers.

    Countries the UN has no figures for are left out.
    """
    chosen = [*pilots.stated(brief), *brief.highlight]
    lines = {}
    for iso3 in list(dict.fromkeys(chosen))[:MAX_LINES]:
        try:
            lines[countries.name(iso3)] = population.share(iso3, YOUTH)
        except UserError:
            continue
    if lines:
        group = str(brief.parameters.group) or "World"
        lines[population.label(group)] = population.share(group, YOUTH)
    return pd.DataFrame(lines)


def chart(brief: Brief) -> Display:
    """The share of young people as lines: estimates, then the UN's medium projection."""
    data = shares(brief)
    if data.empty:
        return note(f"{t(pilots.NONE)} {t('There is nothing to draw over time.')}")
    year = max(y for y in data.index if y <= population.LAST_ESTIMATE)
    now = data.loc[year].iloc[:-1].sort_values(ascending=False)
    world = data.columns[-1]
    given = {
        "year": year,
        "most": words.quantity(round(now.iloc[0], 1), "%"),
        "first": with_article(now.index[0]),
        "least": words.quantity(round(now.iloc[-1], 1), "%"),
        "last": with_article(now.index[-1]),
        "median": words.quantity(round(data.loc[year, world], 1), "%"),
        "group": t("the world") if world == population.label("World") else with_article(world),
    }
    if len(now) > 1:
        title = t(
            "In {year} young people were {most} of all in {first} and {least} in {last}; {median} in {group}",
            **given,
        )
    else:
        title = t("In {year} young people were {most} of all in {first}; {median} in {group}", **given)
    lost = [
        countries.name(k) for k in [*pilots.stated(brief), *brief.highlight] if countries.name(k) not in data
    ]
    more = " " + t("Not drawn: {countries}.", countries=words.listing(dict.fromkeys(lost))) if lost else ""
    return charts.lines(
        data.round(2),
        title=title,
        source=t(population.SOURCE),
        axis=t("People aged 15 to 24 (% of all)"),
        unit="%",
        mark=population.LAST_ESTIMATE,
        mark_label=t("projected"),
        note=t(
            "Persons aged 15 to 24 among persons of all ages, every fifth year; after the upright line the "
            "figures are projections."
        )
        + more,
        name="youth share",
    )
