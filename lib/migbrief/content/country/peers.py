"""Strips of several indicators: a country among its peers."""

from __future__ import annotations

from typing import Final

import numpy as np
import pandas as pd

from migbrief.datasets import caveats, countries, indicators, migration_rates
from migbrief.display import charts
from migbrief.display.html import Display, note
from migbrief.text import words
from migbrief.text.i18n import mark, t

from .profile import MIN_MEDIAN, Profile, dated, few_for_median, middle, shown

STRIPS: Final = (
    "net_migration_rate",
    "remittances",
    "gdp_per_capita",
    "unemployment",
    "median_age",
    "urban_population",
)
_LOG: Final = ("gdp_per_capita",)
QUALIFIERS: Final = (  # cells of the data behind the strips
    mark("reported"),
    mark("estimated"),
    mark("at least"),
    mark("at most"),
    mark("more than"),
    mark("range"),
)


def strips(profile: Profile) -> Display:
    """A strip an indicator: every peer a dot, their median a bar, the country a diamond with its figure."""
    definitions = indicators.definitions()
    found = {
        key: migration_rates.comparable_figures(key, profile.vintage, [profile.iso3, *profile.peers])
        for key in STRIPS
    }
    if profile.observe(migration_rates.RATE) and profile.iso3 not in found[migration_rates.RATE].index:
        del found[migration_rates.RATE]  # its own rate does not fit the change of population
    found = {key: rows for key, rows in found.items() if len(rows)}
    if not profile.peers:
        return note(t("There are no peers of this kind to set beside {country}.", country=profile.the))
    if not found:
        return note(t("There are no figures to set beside {country}.", country=profile.the))
    sides = {key: _side(rows, profile.iso3) for key, rows in found.items()}
    names = {key: t(str(definitions.loc[key, "name"])) for key in STRIPS}
    rows_out = pd.concat(
        rows.assign(
            indicator=names[key],
            name=[countries.name(str(code)) for code in rows.index],
            unit=[words.measure(str(unit)) for unit in rows["unit"]],
        ).reset_index()
        for key, rows in found.items()
    )
    others = {key: rows[rows.index != profile.iso3] for key, rows in found.items()}
    medians = [
        t(
            "{indicator}: {figure}, median of peers {median}",
            indicator=names[key],
            figure=_plain(profile, key),
            median=middle(others[key], str(definitions.loc[key, "unit"])) or words.missing(),
        )
        for key in found
    ]
    about = few_for_median(list(others.values()))
    known = set(sides.values()) - {"no data"}
    if known == {"few"}:
        title = t(
            "No median beside {country}: too few of {peers} have figures",
            country=profile.the,
            peers=profile.peers_label,
        )
    elif known:
        title = t(
            "Of {indicators}, {country} is {places}",
            indicators=words.count(len(found), "indicator"),
            country=profile.the,
            places=words.listing(_places(list(sides.values()), profile.others_label)),
        )
    else:
        title = t("{country} has none of the figures its peers have", country=profile.subject)
    return charts.strips(
        rows_out[["indicator", "iso3", "name", "value", "unit", "year", "qualifier"]],
        labels={names[key]: _label(key, rows, profile) for key, rows in found.items()},
        own=profile.iso3,
        log=[names[key] for key in _LOG],
        least=MIN_MEDIAN,
        title=title,
        alt=t(
            "Strips of dots, one a country of {peers}. {figures}.",
            peers=profile.peers_label,
            figures=t("; ").join(medians),
        ),
        source=words.source(rows_out),
        note=caveats.join(
            _key_to_it(profile, "gdp_per_capita" in found), about, caveats.of_countries([profile.iso3])
        ),
        name=f"peers {profile.iso3}",
    )


def _key_to_it(profile: Profile, log: bool) -> str:
    said = {"country": profile.name, "peers": profile.peers_label}
    if log:
        return t(
            "Diamond: {country}. Dots: its peers ({peers}); upright bar: their median; ends: lowest and "
            "highest. Each strip has its own scale; GDP per person is on a log scale.",
            **said,
        )
    return t(
        "Diamond: {country}. Dots: its peers ({peers}); upright bar: their median; ends: lowest and "
        "highest. Each strip has its own scale.",
        **said,
    )


def _places(sides: list[str], peers: str) -> list[str]:
    """How often a country is above, below and level with the median of its peers, or has no figure."""
    said: list[str] = []
    above, below = sides.count("above"), sides.count("below")
    level, lacking, few = (sides.count(side) for side in ("level", "no data", "few"))
    if above:
        said.append(t("above the median of {peers} for {n}", peers=peers, n=above))
    if below and said:
        said.append(t("below for {n}", n=below))
    elif below:
        said.append(t("below the median of {peers} for {n}", peers=peers, n=below))
    if level and said:
        said.append(t("level with for {n}", n=level))
    elif level:
        said.append(t("level with the median of {peers} for {n}", peers=peers, n=level))
    if few:
        said.append(t("beside too few figures for a median for {n}", n=few))
    if lacking:
        said.append(t("without data for {n}", n=lacking))
    return said


def _label(key: str, rows: pd.DataFrame, profile: Profile) -> str:
    """What a strip shows and the country's own figure."""
    about = indicators.definitions().loc[key]
    return t(
        "{indicator}, {unit}: {figure}",
        indicator=t(str(about["name"])),
        unit=words.measure(str(about["unit"])),
        figure=_plain(profile, key) if profile.iso3 in rows.index else words.missing(),
    )


def _side(rows: pd.DataFrame, iso3: str) -> str:
    others = rows[rows.index != iso3]["value"].astype(float)
    if iso3 not in rows.index or others.empty:
        return "no data"
    if len(others) < MIN_MEDIAN:
        return "few"
    own, median = float(rows.loc[iso3, "value"]), float(others.median())
    return "level" if np.isclose(own, median) else "above" if own > median else "below"


def _plain(profile: Profile, key: str) -> str:
    found = profile.observe(key)
    return f"{words.number(found.value)} ({dated(found)})" if found else shown(None)
