"""Skills programmes: migration of the region where they are said to run."""

from __future__ import annotations

from migbrief.content.paper.brief import Brief
from migbrief.content.paper.common import FEWEST, absent, unstated
from migbrief.datasets import caveats, countries, indicators, migration_rates
from migbrief.display import charts
from migbrief.display.html import Display
from migbrief.text import words
from migbrief.text.i18n import mark, t

PROGRAMMES = ("mida", "trqn")


def covered(brief: Brief) -> tuple[str, list[str]]:
    """The region or countries the edition names for the programmes: words, and iso3 codes."""
    places = brief.edition.places
    rows = places[places["initiative_id"].isin(PROGRAMMES)]
    groups = [str(g) for g in dict.fromkeys(rows["group"]) if g]
    codes = [str(k) for k in dict.fromkeys(rows["iso3"]) if k]
    named = [*map(t, groups), *[countries.name(k) for k in codes]]
    for group in groups:
        codes += [k for k in countries.members(group) if k not in codes]
    return words.listing(named, 4), codes


def _states(codes: list[str]) -> list[str]:
    """Without territories: what is said of countries counts the same ones everywhere."""
    return [k for k in codes if countries.load().loc[k, "kind"] == "country"]


def migration(brief: Brief) -> Display:
    """How net migration rates spread over the region's countries, with the median and those asked for."""
    names, codes = covered(brief)
    codes = _states(codes)
    if not codes:
        return unstated(mark("where the skills programmes run"))
    rows = indicators.latest(migration_rates.RATE, brief.vintage, codes)
    if rows.empty:
        return absent(brief, migration_rates.RATE, where=" " + t("in {group}", group=names))
    doubted = list(migration_rates.inconsistent_rates(rows))
    rows = rows.drop(index=doubted)
    values = rows["value"]
    marks = {t("median"): float(values.median())} if len(values) >= FEWEST else {}
    marks |= {countries.name(k): float(values[k]) for k in brief.highlight[:4] if k in rows.index}
    definition = indicators.definitions().loc[migration_rates.RATE]
    without = len(codes) - len(rows) - len(doubted)
    lost = [t("Without a figure: {countries}.", countries=words.count(without, "country"))] if without else []
    return charts.histogram(
        values,
        title=t(
            "{place}: emigration exceeds immigration in {out} of {countries} with data",
            place=names,
            out=int((values < 0).sum()),
            countries=words.count(len(rows), "country"),
        ),
        source=words.source(rows),
        axis=f"{t(definition['name'])} ({words.measure(definition['unit'])})",
        marks=marks,
        bins=20,
        counted=t("countries"),
        note=caveats.join(
            *lost,
            t("Territories are left out. The programmes need not run in all of the countries."),
            caveats.of_figures([migration_rates.RATE], [brief.vintage], codes),
            migration_rates.excluded_note(doubted),
        ),
        name="net migration where the skills programmes run",
    )
