"""Measures that compare countries: figures relative to population, as values."""

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from types import MappingProxyType
from typing import Final

import pandas as pd

from migbrief.datasets import countries
from migbrief.text.i18n import mark, t
from migbrief.text.value import Cite, Value, cites_of, mean

from .sources import Sources

SPAN: Final = 5  # years: of the mean of net migration, and the most between figures compared


@dataclass(frozen=True)
class Measure:
    """A measure relative to population. ``each``: per so many residents, 0 if the figure stands as it is."""

    name: str
    short: str
    indicator: str
    unit: str
    each: int = 0
    decimals: int = 1

    def value(self, size: float, year: int, cites: tuple[Cite, ...]) -> Value:
        """Return a computed figure, with enough decimals that a small one is not rounded to zero."""
        decimals = self.decimals
        if 0 < abs(size) < 0.5 * 10**-decimals:
            decimals = math.ceil(-math.log10(abs(size)))
        return Value(size, self.unit, year=year, cites=cites, decimals=decimals, worked_out=True)


SHARE, PER_1000 = "%", "per 1,000 population"
OFFICIAL: Final[Mapping[str, Measure]] = MappingProxyType(
    {
        "migrant_share": Measure(
            mark("International migrants, share of the population"), mark("migrants"),
            "migrant_stock", SHARE, 100,
        ),
        "emigrant_share": Measure(
            mark("Emigrants, as a share of the population at home"), mark("emigrants"),
            "emigrant_stock", SHARE, 100,
        ),
        "refugees_per_1000": Measure(
            mark("Refugees and asylum-seekers hosted"), mark("refugees and asylum-seekers hosted"),
            "refugees_and_asylum_seekers_hosted", PER_1000, 1000,
        ),
        "net_rate": Measure(
            mark("Net migration, mean of five years"), mark("net migration"),
            "net_migration_rate", PER_1000, decimals=2,
        ),
        "remittances_per_person": Measure(
            mark("Remittances received per resident"), mark("remittances received per resident"),
            "remittances_received_usd", "US$", 1, 0,
        ),
    }
)  # fmt: skip
FROZEN: Final[Mapping[str, Measure]] = MappingProxyType(
    {
        key: Measure(name, short, key, unit)
        for key, name, short, unit in (
            ("remittances", mark("Personal remittances received"), mark("remittances received"), "% of GDP"),
            ("gdp_per_capita", mark("GDP per person at purchasing power parity"), mark("GDP per person"),
             "US$ PPP"),
            ("youth_unemployment", mark("Youth unemployment rate"), mark("youth unemployment"), SHARE),
            ("median_age", mark("Median age"), mark("median age"), "years"),
            ("urban_population", mark("Urban population"), mark("urban population"), SHARE),
        )
    }
)  # fmt: skip


def available(sources: Sources) -> Mapping[str, Measure]:
    """Return the measures available: of official data, else those in the Factbook."""
    known = {key: m for key, m in OFFICIAL.items() if sources.store.preferred(m.indicator)}
    return known or FROZEN


@lru_cache(maxsize=4096)
def value(sources: Sources, key: str, iso3: str) -> Value | None:
    """Return a measure of one country with its year; None if a part of it is missing."""
    measure = OFFICIAL.get(key) or FROZEN[key]
    if key == "net_rate":
        return _mean(sources, iso3)
    latest = sources.latest(measure.indicator, iso3)
    if latest is None or not measure.each:
        return latest.value if latest else None
    people = sources.at("population", iso3, latest.year) or sources.latest("population", iso3)
    if people is None or not people.value.value:
        return None
    size = measure.each * latest.value.value / people.value.value
    return measure.value(size, latest.year, cites_of((latest.value, people.value)))


def _mean(sources: Sources, iso3: str) -> Value | None:
    rates = sources.series("net_migration_rate", iso3)[-SPAN:]
    if len(rates) < SPAN or rates[0].edition.startswith("factbook"):
        return None
    return replace(mean(f.value for f in rates), year=rates[-1].year)


def table(sources: Sources, key: str, codes: Iterable[str]) -> pd.DataFrame:
    """Return a measure of several countries, indexed by iso3: ``name, value, year``.

    Leaves out countries without a figure, or with one more than five years older than the newest.
    """
    values = {code: v for code in codes if (v := value(sources, key, code)) is not None}
    newest = max((v.year or 0 for v in values.values()), default=0)
    rows = {code: v for code, v in values.items() if not v.year or newest - v.year <= SPAN}
    return pd.DataFrame(
        {
            "name": [countries.name(code) for code in rows],
            "value": list(rows.values()),
            "year": [v.year for v in rows.values()],
        },
        index=pd.Index(list(rows), name="iso3"),
    )


def name(key: str) -> str:
    """Return the name of a measure."""
    return t((OFFICIAL.get(key) or FROZEN[key]).name)
