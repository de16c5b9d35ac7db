"""Skills programmes: where they are said to run, and migration and remittances of that region."""

from __future__ import annotations

from ... import anatomy, countries, diagrams, indicators, words
from ...display import Display, paragraph
from ...section import Brief
from ..common import absent, unstated

PROGRAMMES = ("mida", "trqn")


def covered(brief: Brief) -> tuple[str, list[str]]:
    """The region or countries the edition names for the programmes: words, and iso3 codes."""
    places = brief.edition.places
    rows = places[places["initiative_id"].isin(PROGRAMMES)]
    groups = [str(g) for g in dict.fromkeys(rows["group"]) if g]
    codes = [str(k) for k in dict.fromkeys(rows["iso3"]) if k]
    named = [*groups, *[countries.name(k) for k in codes]]
    for group in groups:
        codes += [k for k in countries.members(group) if k not in codes]
    return words.listing(named, 4), codes


def coverage(brief: Brief) -> Display:
    """What the stated number of countries can and cannot be set against, in a few sentences."""
    fact, programmes = brief.fact("a3-skills-countries"), brief.fact("a3-skills-programmes")
    if fact is None:
        return unstated("in how many countries the skills programmes run")
    names, codes = covered(brief)
    text = f"The programmes are stated to run in *{anatomy.stated(fact)}*"
    if programmes is not None:
        text += f", {words.count(int(programmes['value']), 'programme')} together"
    text += ". They are not named one by one, so the number cannot be counted again from the paper."
    if codes:
        states = _states(codes)
        hedge = words.QUALIFIERS.get(str(fact["qualifier"]), "")
        part = words.share(float(fact["value"]), len(states))
        text += (
            f" The place named is {names}, which has {words.count(len(states), 'country')}; if all were "
            f"there, they would be {hedge}{part} of them (computed). Not all need be there, so the true "
            "share is not known."
        )
    return paragraph(text)


def _states(codes: list[str]) -> list[str]:
    """Without territories: what is said of countries counts the same ones everywhere."""
    return [k for k in codes if countries.load().loc[k, "kind"] == "country"]


def remittances(brief: Brief) -> Display:
    """How remittances spread over the region's countries, with the median and the countries asked for."""
    return _spread(brief, "remittances", "Remittances received", "%")


def migration(brief: Brief) -> Display:
    """How net migration rates spread over the region's countries."""
    return _spread(brief, "net_migration_rate", "Net migration rate", "")


def _spread(brief: Brief, indicator: str, what: str, unit: str) -> Display:
    names, codes = covered(brief)
    codes = _states(codes)
    if not codes:
        return unstated("where the skills programmes run")
    rows = indicators.latest(indicator, brief.vintage, codes)
    if rows.empty:
        return absent(brief, indicator, where=f" in {names}")
    values = rows["value"]
    marks = {"median": float(values.median())}
    marks |= {countries.name(k): float(values[k]) for k in brief.highlight[:4] if k in rows.index}
    n = words.count(len(rows), "country")
    lost = f"{len(codes) - len(rows)} of {words.count(len(codes), 'country')} of {names}"
    if indicator == "remittances":
        heavy, mid = int((values >= 5).sum()), words.quantity(marks["median"], "%")
        title = (
            f"{names}: median remittances are {mid} of GDP; {heavy} of {n} with data receive a twentieth of "
            "GDP or more"
        )
    else:
        out = int((values < 0).sum())
        title = f"{names}: more people leave than arrive in {out} of {n} with data"
    definition = indicators.definitions().loc[indicator]
    return diagrams.distribution(
        values,
        title=title,
        source=words.source(rows),
        axis=f"{what} ({definition['unit']})",
        unit=unit,
        marks=marks,
        bins=20,
        counted="countries",
        note=f"Without a figure: {lost}. Territories are left out. The programmes need not run in all of "
        "the countries.",
        name=f"{indicator} where the skills programmes run",
    )
