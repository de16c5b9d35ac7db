"""The countries a section names, in open data on the themes that it names them for."""

from functools import lru_cache
from typing import Final

import pandas as pd

from migbrief.datasets import caveats, countries
from migbrief.datasets.csv_errors import reference
from migbrief.display import charts
from migbrief.display.html import Display, note, stack
from migbrief.registry.parameter_models import Focused
from migbrief.text import words
from migbrief.text.articles import with_article
from migbrief.text.i18n import t, tn
from migbrief.text.value import Count, Value

from .brief import Brief

ASIDE: Final = ("venue", "host")  # roles of countries that only hosted a meeting
MOST: Final = 60  # countries named for one thing, of which something can still be said
FEWEST: Final = 3  # countries to compare; if fewer, those of their sub-regions are added
COUNTED: Final = ("persons", "movements")  # units that an indicator's name already states
ANY: Final = "any"  # the row of themes.csv for themes without their own
COLUMNS: Final = ["theme", "indicator", "named", "compared"]


@lru_cache(maxsize=1)
def indicators_of_themes() -> dict[str, list[str]]:
    """Return the indicators for each theme, the best first, from ``data/reference/themes.csv``."""
    rows = reference("themes.csv")
    return {str(theme): list(of) for theme, of in rows.groupby("theme", sort=False)["indicator"]}


def themes(brief: Brief[Focused]) -> pd.DataFrame:
    """Find indicators of open data for the section's themes: a row each, most countries named first.

    Columns ``theme``, ``indicator``, ``named`` (countries named for it, iso3), ``compared`` (those and the
    countries to compare them with). If no theme has an indicator, all countries named are shown with
    migrants.
    """
    rows = brief.view.places[~brief.view.places["role"].isin(ASIDE)]
    subject = dict(
        zip(brief.edition.initiatives["initiative_id"], brief.edition.initiatives["theme"], strict=True)
    )
    rows = rows.assign(theme=rows["initiative_id"].map(subject).fillna(""))
    known = indicators_of_themes()
    by_theme: dict[str, tuple[str, list[str]]] = {}
    for theme, of in rows[rows["theme"].isin(set(known))].groupby("theme", sort=False):
        _add(brief, by_theme, str(theme), of)
    if not by_theme:
        _add(brief, by_theme, ANY, rows)
    if not by_theme and (brief.focus or brief.group):  # of which the section says nothing
        by_theme = {indicator: (ANY, []) for indicator in [_indicator_of(brief, ANY)] if indicator}
    out = []
    by_name = set(rows["iso3"])
    for indicator, (theme, named) in by_theme.items():
        out.append((theme, indicator, named, _compared(brief, named)))
    # Countries named individually tell more than those of a region.
    out.sort(key=lambda row: -len(by_name & set(row[2])))
    return pd.DataFrame(out, columns=COLUMNS)


def _add(brief: Brief, by_theme: dict[str, tuple[str, list[str]]], theme: str, rows: pd.DataFrame) -> None:
    """Add the first indicator of a theme that has data, with the countries that some rows name, if any."""
    codes = [*rows["iso3"], *(k for g in rows["group"] if g for k in countries.members(str(g)))]
    named = [k for k in dict.fromkeys(codes) if k]
    indicator = _indicator_of(brief, theme)
    if named and indicator and len(named) <= MOST:
        before = by_theme.get(indicator, (theme, []))
        by_theme[indicator] = (before[0], list(dict.fromkeys([*before[1], *named])))


def _indicator_of(brief: Brief, theme: str) -> str:
    """Return the first indicator of a theme that a source has; blank if none."""
    return next((i for i in indicators_of_themes()[theme] if brief.sources.edition(i)), "")


def _compared(brief: Brief[Focused], named: list[str]) -> list[str]:
    """Return the countries named, chosen and of the chosen group; if few, with their sub-regions."""
    codes = [*named, *brief.focus]
    if brief.group:
        codes += countries.members(brief.group)
    elif len(named) < FEWEST:
        about = countries.load().reindex(named)["sub_region"].dropna()
        codes += [k for region in dict.fromkeys(about) for k in countries.members(str(region))]
    return list(dict.fromkeys(codes))


def figures(brief: Brief[Focused], indicator: str, compared: list[str]) -> pd.DataFrame:
    """Return the latest figure of an indicator in some countries, highest first.

    Columns ``iso3, country, value`` (a value), ``year``; countries without one are left out.
    """
    latest = [(k, brief.sources.latest(indicator, k)) for k in compared]
    rows = [(k, countries.name(k), f.value, f.year or None) for k, f in latest if f is not None]
    table = pd.DataFrame(rows, columns=["iso3", "country", "value", "year"])
    order = table["value"].map(float).sort_values(ascending=False, kind="stable").index
    return table.loc[order].reset_index(drop=True)


def shown(brief: Brief[Focused], themed: pd.DataFrame) -> Display:
    """Draw each indicator for the countries named, or say that open data add nothing."""
    drawn = [
        chart(brief, row.indicator, rows, row.named, len(row.compared) - len(rows))
        for row in themed.itertuples()
        if len(rows := figures(brief, row.indicator, row.compared))
    ]
    if not drawn:
        return note(t("The paper names no country here that open data could be set beside."))
    return stack(*drawn)


def chart(
    brief: Brief[Focused], indicator: str, rows: pd.DataFrame, named: list[str], without: int = 0
) -> Display:
    """Draw the highest of some figures and all countries chosen; ``named`` are highlighted.

    ``rows`` are from :func:`figures`; ``without`` is the number of countries without a figure.
    """
    if rows.empty:
        return note(t("Open data have no figure of this for any of the countries."))
    by_name = [k for k in named if k in brief.named]
    named = by_name or named  # with a region, the highest country says little of the paper
    marked = set(brief.focus) or (set(named) if set(named) != set(rows["iso3"]) else set())
    place = rows.index < brief.parameters.top
    drawn = rows[place | rows["iso3"].isin(brief.focus) | (rows["iso3"].isin(named) & (len(named) < FEWEST))]
    edition = brief.sources.edition(indicator)
    lacking = ""
    if without:
        lacking = tn("{n} country has no figure.", "{n} countries have no figure.", Count(without))
    unit = rows["value"].iloc[0].unit
    plain = unit.startswith("%") or unit in COUNTED
    name = brief.sources.name(indicator)
    named_here = {t("Named in the paper"): [t("yes") if k in by_name else t("no") for k in rows["iso3"]]}
    return charts.bars(
        drawn,
        behind=rows.assign(**named_here),
        label="country",
        value="value",
        title=_title(name, rows, named, by_region=not {*by_name, *brief.focus}),
        source=brief.sources.line(edition),
        unit=unit,
        axis=name if plain else f"{name} ({words.measure(unit)})",
        highlight=list(drawn.loc[drawn["iso3"].isin(marked), "country"]),
        note=caveats.join(
            _drawn_part(len(drawn), len(rows)),
            lacking,
            t("Figures for {years}.", years=words.years(rows["year"])),
            caveats.of_countries(list(drawn["iso3"])),
        ),
        name=f"context {indicator}",
    )


def _drawn_part(drawn: int, known: int) -> str:
    """Say how many of the countries with a figure are drawn, if not all."""
    if drawn == known:
        return ""
    return t(
        "The chart shows {n} of {all} countries; the data table has them all.",
        n=Count(drawn),
        all=Count(known),
    )


def _title(name: str, rows: pd.DataFrame, named: list[str], *, by_region: bool) -> str:
    """Name the highest of the countries named; for a single one, compare it with the highest."""
    own = rows[rows["iso3"].isin(named)]
    first, most = (own if len(own) else rows).iloc[0], rows.iloc[0]
    given = {"indicator": name, "country": with_article(first["country"]), "value": _rounded(first["value"])}
    if own.empty:
        return t("{indicator}: highest in {country}, {value}", **given)
    if by_region:
        return t("{indicator}: in the regions named, highest in {country} ({value})", **given)
    if len(own) > 1 or len(rows) == 1:
        return t("{indicator}: of the countries named, highest in {country} ({value})", **given)
    if most["iso3"] == first["iso3"]:
        return t("{indicator}: {value} in {country}, the highest of those compared", **given)
    other = {"other": with_article(most["country"]), "highest": _rounded(most["value"])}
    return t("{indicator}: {value} in {country}; highest in {other}, {highest}", **given, **other)


def _rounded(value: Value) -> Value:
    """Return a value for a title: people and movements with few digits."""
    return value.told("" if value.unit == "persons" else None) if value.unit in COUNTED else value
