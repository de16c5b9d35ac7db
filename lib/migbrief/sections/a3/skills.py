"""Skills programmes: where they are said to run, and migration and remittances of that region."""

from __future__ import annotations

from ... import anatomy, countries, diagrams, fit, indicators, remarks, words
from ...display import Display, noted, paragraph
from ...language import mark, t
from ...section import Brief
from ..common import FEWEST, absent, unstated

PROGRAMMES = ("mida", "trqn")
TWENTIETH = 5  # % of GDP: the title counts countries from here on


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


def coverage(brief: Brief) -> Display:
    """What the stated number of countries can and cannot be set against, in a few sentences."""
    fact, programmes = brief.fact("a3-skills-countries"), brief.fact("a3-skills-programmes")
    if fact is None:
        return unstated(mark("in how many countries the skills programmes run"))
    names, codes = covered(brief)
    if programmes is None:
        text = t("The programmes are stated to run in *{number}*.", number=anatomy.cited(fact))
    else:
        text = t(
            "The programmes are stated to run in *{number}*, {programmes} together.",
            number=anatomy.cited(fact),
            programmes=words.count(int(programmes["value"]), "programme"),
        )
        text = noted(text, str(programmes["fact_id"]))
    text += " " + t("They are not named one by one, so the number cannot be counted again from the paper.")
    if codes:
        text += " " + t(
            "The place named is {place}, which has {countries}; the programmes need not all be there.",
            place=names,
            countries=words.count(len(_states(codes)), "country"),
        )
    return paragraph(text)


def _states(codes: list[str]) -> list[str]:
    """Without territories: what is said of countries counts the same ones everywhere."""
    return [k for k in codes if countries.load().loc[k, "kind"] == "country"]


def remittances(brief: Brief) -> Display:
    """How remittances spread over the region's countries, with the median and the countries asked for."""
    return _spread(brief, "remittances", "%")


def migration(brief: Brief) -> Display:
    """How net migration rates spread over the region's countries."""
    return _spread(brief, "net_migration_rate", "")


def _spread(brief: Brief, indicator: str, unit: str) -> Display:
    names, codes = covered(brief)
    codes = _states(codes)
    if not codes:
        return unstated(mark("where the skills programmes run"))
    rows = indicators.latest(indicator, brief.vintage, codes)
    if rows.empty:
        return absent(brief, indicator, where=" " + t("in {group}", group=names))
    doubted = list(fit.unfit(rows)) if indicator == fit.RATE else []
    rows = rows.drop(index=doubted)
    values = rows["value"]
    middle = {t("median"): float(values.median())} if len(values) >= FEWEST else {}
    marks = dict(middle)
    marks |= {countries.name(k): float(values[k]) for k in brief.highlight[:4] if k in rows.index}
    n = words.count(len(rows), "country")
    if indicator == "remittances" and not middle:
        title = t(
            "{place}: {many} of {countries} with data receive remittances of a twentieth of GDP or more",
            place=names,
            many=int((values >= TWENTIETH).sum()),
            countries=n,
        )
    elif indicator == "remittances":
        title = t(
            "{place}: median remittances are {median} of GDP; {many} of {countries} with data receive a "
            "twentieth of GDP or more",
            place=names,
            median=words.quantity(float(values.median()), "%"),
            many=int((values >= TWENTIETH).sum()),
            countries=n,
        )
    else:
        title = t(
            "{place}: more people leave than arrive in {out} of {countries} with data",
            place=names,
            out=int((values < 0).sum()),
            countries=n,
        )
    definition = indicators.definitions().loc[indicator]
    bounds = t("Territories are left out. The programmes need not run in all of the countries.")
    without = len(codes) - len(rows) - len(doubted)
    lost = [t("Without a figure: {countries}.", countries=words.count(without, "country"))] if without else []
    return diagrams.distribution(
        values,
        title=title,
        source=words.source(rows),
        axis=f"{t(definition['name'])} ({words.measure(definition['unit'])})",
        unit=unit,
        marks=marks,
        bins=20,
        edge=TWENTIETH if indicator == "remittances" else 0,
        counted=t("countries"),
        note=remarks.together(
            *lost, bounds, remarks.of_figures([indicator], [brief.vintage], codes), fit.left_out(doubted)
        ),
        name=f"{indicator} where the skills programmes run",
    )
