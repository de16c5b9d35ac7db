"""Migrants in the country and emigrants: stocks at the UN's dates, by sex, age, origin and destination."""

from typing import Final

import pandas as pd

from migbrief.content.shared.first_screen import stocks_chart
from migbrief.content.shared.sources import Pairs, apart
from migbrief.datasets import caveats
from migbrief.display import charts, maps
from migbrief.display.html import NOTHING, Display, beside, note, stack
from migbrief.text import words
from migbrief.text.i18n import mark, t
from migbrief.text.value import Count, Value, Year, share

from .profile import Profile

AGES: Final = {
    "migrant_stock_0_19": mark("aged 0 to 19"),
    "migrant_stock_20_64": mark("aged 20 to 64"),
    "migrant_stock_65_over": mark("aged 65 and over"),
}
# What the qualifiers of the UN's stocks mean.
COUNTED: Final = {
    "born abroad": mark("people born abroad are counted"),
    "foreign citizens": mark("foreign citizens are counted, not people born abroad"),
    "refugees added": mark("refugees were added to the count"),
    "imputed": mark("the number is imputed from other countries, since no count was found"),
    "estimated": mark("the number is an estimate"),
}
_STOCKS: Final = {"migrant_stock": mark("Migrants"), "emigrant_stock": mark("Emigrants")}
_TITLES: Final = {
    "migrant_stock": mark("International migrants {country:in}: {last} in {year}, {first} in {start}"),
    "emigrant_stock": mark("People {country:from} abroad: {last} in {year}, {first} in {start}"),
}
_PLACES: Final = {
    "migrants_by_origin": mark("Largest origins of migrants {country:in}, {year}"),
    "emigrants_by_destination": mark("Largest destinations of people {country:from}, {year}"),
}


def stocks(profile: Profile) -> pd.DataFrame:
    """Return migrants in the country and emigrants at the UN's dates, as values by year, of one edition."""
    sources, iso3 = profile.sources, profile.iso3
    same = sources.edition("migrant_stock")
    stock = {
        key: values
        for key in _STOCKS
        if sources.edition(key) == same and len(values := sources.values(key, iso3))
    }
    return pd.DataFrame(stock).sort_index()


def stock_chart(profile: Profile, rows: pd.DataFrame) -> Display | None:
    """Draw both stocks as points at the UN's dates: a line would suggest data for the years between."""
    if rows.empty:
        return None
    key = rows.columns[0]
    frame = rows.rename(columns={key: t(_STOCKS[key]) for key in rows})
    return stocks_chart(profile, frame, key, rows[key].dropna(), _TITLES[key], "", 2.9)


def ranking(profile: Profile, indicator: str = "migrants_by_origin") -> pd.DataFrame:
    """Return the places at the other end, largest first: ``code, place, people``; no rows without data."""
    pairs = profile.sources.pairs(indicator, profile.iso3)
    return pd.DataFrame(columns=["code", "place", "people"]) if pairs is None else pairs.ranked


def places(profile: Profile, rows: pd.DataFrame, indicator: str = "migrants_by_origin") -> Display | None:
    """Draw rows of :func:`ranking` as bars; people of no known country are noted, never ranked."""
    pairs = profile.sources.pairs(indicator, profile.iso3)
    if pairs is None or rows.empty:
        return None
    return charts.bars(
        rows[["place", "people"]],
        label="place",
        value="people",
        title=t(_PLACES[indicator], country=profile.place, year=Year(pairs.year)),
        source=profile.sources.line(pairs.edition),
        unit="persons",
        axis=t("Persons"),
        note=caveats.join(
            apart(pairs),
            _others(pairs, pairs.ranked[~pairs.ranked["code"].isin(rows["code"])]),
            profile.sources.kosovo([pairs.edition], [profile.iso3, *rows["code"]]),
        ),
        name=f"{indicator} {profile.iso3}",
        behind=_shares(pairs),
        label_width=22,
    )


def _shares(pairs: Pairs) -> pd.DataFrame:
    """Return all places with their share of the total: the data behind the bars."""
    every = pd.concat([pairs.ranked, pairs.apart])[["place", "people"]]
    return every.assign(share=[share(people, pairs.total) for people in every["people"]])


def _others(pairs: Pairs, rest: pd.DataFrame) -> str:
    if len(rest) < 2:
        return ""
    people = sum(v.value for v in rest["people"])
    whole = Value(people, "persons", year=pairs.year, cites=(pairs.rest,), decimals=0)
    return t("All {n} others together: {people}.", n=Count(len(rest)), people=whole)


def who(profile: Profile) -> dict[str, object]:
    """Find the ``share`` of women, of how many ``people`` and which ``year``, and ``ages`` in words with
    their year ``at``; None for what no source has.
    """
    sources, iso3 = profile.sources, profile.iso3
    latest = sources.latest("migrant_stock", iso3)
    line = sources.series("migrant_stock", iso3, "female")
    women = next((f.value for f in line if latest and latest.value.value and f.year == latest.year), None)
    by_age = {t(ages): f for key, ages in AGES.items() if (f := sources.latest(key, iso3))}
    by_age_words = [t("{people} {ages}", people=f.value.told(""), ages=ages) for ages, f in by_age.items()]
    return {
        "share": None if women is None or latest is None else share(women, latest.value),
        "people": None if women is None else women.told(""),
        "year": latest and Year(latest.year),
        "ages": words.listing(by_age_words) or None,
        "at": next((Year(f.year) for f in by_age.values()), None),
    }


def _counted(profile: Profile) -> list[str]:
    """Say how the latest stock was counted, as far as the edition says."""
    sentences = [t("Refugees are among the international migrants: the two are never added.")]
    for edition in profile.sources.store.holding("migrant_stock"):
        for figure in reversed(profile.sources.store.points("migrant_stock", profile.iso3, edition)):
            parts = [t(how) for key, how in COUNTED.items() if key in figure.qualifier]
            if parts:
                line = t(
                    "How they were counted, according to {edition}: {parts}.",
                    edition=t("the UN's edition of {year}", year=edition.rpartition("-")[2]),
                    parts=words.series(parts),
                )
                return [*sentences, line]
    return sentences


def destinations_map(profile: Profile) -> Display | None:
    """Draw a map of where people from the country live."""
    pairs = profile.sources.pairs("emigrants_by_destination", profile.iso3)
    if pairs is None or len(pairs.ranked) < 2:
        return None
    rows = pairs.ranked
    data = pd.DataFrame({"value": list(rows["people"])}, index=list(rows["code"]))
    return maps.choropleth(
        data,
        value="value",
        title=t("Where people {country:from} live ({year})", country=profile.place, year=Year(pairs.year)),
        source=profile.sources.line(pairs.edition),
        unit="persons",
        axis=t("People {country:from}", country=profile.place),
        highlight=[profile.iso3],
        name=f"map of destinations {profile.iso3}",
        listed_in=(f"emigrants_by_destination {profile.iso3}", 1),
    )


def here(profile: Profile, origins: pd.DataFrame, about: Display = NOTHING) -> Display:
    """Show migrants in the country: stocks and ``origins`` side by side, the paragraph ``about`` them, and
    how they were counted.
    """
    figures = beside(stock_chart(profile, stocks(profile)), places(profile, origins))
    if profile.latest("migrant_stock") is None:
        none = mark("The sources used here do not say how many migrants live {country:in}.")
        return figures or profile.lacking(none)
    return stack(*([figures] if figures else []), about, note(" ".join(_counted(profile))))


def away(profile: Profile, destinations: pd.DataFrame) -> Display:
    """Show emigrants: the map of all destinations beside the bars of ``destinations``."""
    bars = places(profile, destinations, "emigrants_by_destination")
    none = mark("The sources used here do not say how many people {country:from} live abroad.")
    return beside(bars, destinations_map(profile)) or profile.lacking(none, "emigrant_stock")
