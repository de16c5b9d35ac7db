"""The numbers of the index: a figure of every country, each measure from one source edition.

Official data come first. If the store has nothing on a measure, one of the frozen editions stands in, under
its own name.
"""

import itertools
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

import pandas as pd

from migbrief.datasets import countries, indicators, migration_rates, population, store
from migbrief.datasets.csv_errors import reference
from migbrief.datasets.store import Store
from migbrief.datasets.store.schema import AT_LEAST
from migbrief.registry.profile_reports import VINTAGE
from migbrief.text import words
from migbrief.text.counts import Count
from migbrief.text.i18n import DEFAULT, speaking, t
from migbrief.text.value import Cite, Value, cites_of

FACTBOOK: Final = f"factbook-{VINTAGE}"
PROSPECTS: Final = "wpp-2024"
STOCK, ABROAD, MONEY = "migrant_stock", "emigrant_stock", "remittances_received_usd"
HOSTED: Final = "refugees_and_asylum_seekers_hosted"
REMITTANCES: Final = "remittances"  # of the Factbook, as a share of GDP
NEAR: Final = 1  # years between people and the population that they are compared with, at most
Values = Mapping[str, Value]


@dataclass(frozen=True)
class Measure:
    """Figures of countries, by ISO3; ``name`` and ``unit`` are in the current language.

    ``editions`` are the sources of the figures; ``label`` is a shorter name, for a column. Cells show them
    divided by ``scale``.
    """

    name: str
    values: Values
    editions: tuple[str, ...]
    unit: str = ""
    scale: float = 1.0
    decimals: int = 0
    label: str = ""

    @property
    def short(self) -> str:
        """The heading of a column."""
        return self.label or self.name

    @property
    def year(self) -> int | None:
        """The year of most figures."""
        years = [value.year for value in self.values.values() if value.year]
        return max(sorted(set(years), reverse=True), key=years.count) if years else None

    @property
    def head(self) -> str:
        """The name with unit and year."""
        return ", ".join(filter(None, (self.name, self.unit, str(self.year or ""))))

    def text(self, code: str) -> str:
        """Return a figure without its unit, or the text for no data."""
        value = self.values.get(code)
        if value is None:
            return words.missing()
        number, least = value.value / self.scale, 10.0**-self.decimals
        if number and abs(number) < least / 2:  # a small figure is not zero
            return t("under {figure}", figure=words.number(least if number > 0 else 0))
        return words.number(number, self.decimals, fixed=True)


def read() -> None:
    """Read the data behind the numbers in advance.

    >>> read()
    """
    official = store.to_show()
    for indicator in (STOCK, ABROAD, HOSTED, MONEY):
        _official(official, indicator)
    _people()


def columns() -> list[Measure]:
    """Return the columns of the table of countries, in the current language."""
    official = store.to_show()
    received, hosted = t("Remittances received"), t("Refugees and asylum-seekers")
    if official.preferred(STOCK):
        people = [
            Measure(t("International migrants"), *_held(official, STOCK), label=t("Migrants")),
            migrant_share(official),
            Measure(
                t("People from the country abroad"),
                *_held(official, ABROAD),
                label=t("People from there abroad"),
            ),
        ]
    else:
        people = [Measure(t("Population"), *_people()), net_migration(official)]
    money = remittances(official)
    if official.preferred(MONEY):
        money = Measure(money.name, *_held(official, MONEY), t("US$ million"), 1e6, 1, received)
    refuge = Measure(t("Refugees and asylum-seekers hosted"), *_held(official, HOSTED, HOSTED), label=hosted)
    return [*people, refuge, money, filled(official)]


def shades() -> list[Measure]:
    """Return the measures that can colour the map, in the current language; the default comes first."""
    official = store.to_show()
    hosted, editions = _held(official, HOSTED, HOSTED)
    people, of_people = _people()
    per_thousand = {
        code: _ratio(value, people[code], 1000)
        for code, value in hosted.items()
        if code in people and abs((value.year or 0) - (people[code].year or 0)) <= NEAR
    }
    name, unit = t("Refugees and asylum-seekers hosted"), words.measure("per 1,000 population")
    measures = [
        migrant_share(official),
        net_migration(official),
        Measure(name, per_thousand, (*editions, *of_people), unit, decimals=1),
        remittances(official),
        filled(official),
    ]
    return [measure for measure in measures if measure.values]


def migrant_share(official: Store) -> Measure:
    """Return migrants as a share of the population of the same year, or of the next where only the UN's
    population of every fifth year is known.
    """
    (stock, editions), people = _held(official, STOCK), _years(official, "population")
    prospects, of_people = _people()
    whole = {code: people.get((code, value.year)) or prospects.get(code) for code, value in stock.items()}
    values = {
        code: _ratio(stock[code], of, 100)
        for code, of in whole.items()
        if of and of.value and abs((stock[code].year or 0) - (of.year or 0)) <= NEAR
    }
    name, label = t("International migrants as a share of the population"), t("Share of population")
    cited = (*editions, *_editions_of(official, "population"), *of_people)
    return Measure(name, values, cited, "%", 1.0, 1, label)


def net_migration(official: Store) -> Measure:
    """Return the UN's net migration rate, else the Factbook's where it is consistent with population."""
    rates = _held(official, migration_rates.RATE, migration_rates.RATE)
    unit = words.measure("per 1,000 population")
    return Measure(t("Net migration rate"), *rates, unit, decimals=1)


def remittances(official: Store) -> Measure:
    """Return remittances as a share of GDP, which is comparable between countries."""
    held, unit = _held(official, "remittances_received_gdp", REMITTANCES), words.measure("% of GDP")
    label = t("Remittances received")
    return Measure(t("Personal remittances received"), *held, unit, decimals=1, label=label)


def filled(official: Store) -> Measure:
    """Return how many items of the profile's template have figures."""
    values, of = _filled(official)
    name = t("Items of the profile filled, of {n}", n=Count(of))
    return Measure(name, values, (), label=t("Items filled, of {n}", n=Count(of)))


@lru_cache(maxsize=2)
@speaking(DEFAULT)  # names are not needed, and cost more in another language
def _filled(official: Store) -> tuple[Values, int]:
    known = indicators.definitions()
    names = list(known.index[(known["kind"] != "status") & (known["template_part"] != "")])
    template = list(reference("template.csv")["indicator"])  # blank for what nobody publishes
    with_figure = [_places(official, name) for name in names] + [
        official.listed(name) for name in template if name
    ]
    count = Counter(itertools.chain.from_iterable(with_figure))
    values = {code: Value(float(count[code]), decimals=0) for code in map(str, countries.load().index)}
    return values, len(names) + len(template)


def _places(official: Store, indicator: str) -> set[str]:
    """Return the places with a figure of an indicator that the Factbook has too."""
    found = set(official.latest(indicator).index) if official.preferred(indicator) else set()
    if indicator == "population":
        return found | set(_people()[0])
    if found:
        return found
    vintages = (VINTAGE, *reversed(indicators.vintages()))
    vintage = next((v for v in vintages if indicators.has_any(indicator, v)), VINTAGE)
    return set(indicators.latest(indicator, vintage).index)


def source(edition: str) -> str:
    """Return the citation of a source edition, with its licence."""
    official = store.to_show()
    if edition in official.state:
        about = official.ledger(edition)
        return f"{about['citation'].rstrip('.')} ({about['licence']})"
    if edition == PROSPECTS:
        return f"{t(population.SOURCE)} ({population.LICENCE})"
    return t("CIA World Factbook, {vintage} edition", vintage=edition.removeprefix("factbook-"))


def notes(measures: Sequence[Measure]) -> list[str]:
    """Return remarks on the columns: the sources of the figures, and what they leave out."""
    official = store.to_show()
    names: dict[tuple[str, ...], list[str]] = {}
    for measure in measures:
        if measure.editions:
            names.setdefault(measure.editions, []).append(measure.name)
    notes_of_columns = [
        f"{words.listing(of)}{t(': ')}{words.series(map(source, e))}." for e, of in names.items()
    ]
    notes_of_columns.append(t("A year beside a number is its own, where it is not that of its column."))
    within = sorted(
        e for e in {e for of in names for e in of} & set(official.state) if "XKX" not in official.places(e)
    )
    if within:
        notes_of_columns[-1] += " " + t(
            "Serbia includes Kosovo in {editions}.",
            editions=words.listing(official.ledger(e)["title"] for e in within),
        )
    if not official.preferred(STOCK):
        notes_of_columns.append(
            t("Migrants, emigrants and remittances in US$ come with the official data: migbrief data update")
        )
    return notes_of_columns


def _editions_of(official: Store, indicator: str) -> tuple[str, ...]:
    edition = official.preferred(indicator)
    return (edition,) if edition else ()


@lru_cache(maxsize=16)
def _official(opened: Store, indicator: str) -> Values:
    """Return the latest figure of each country in the edition to show; none without official data."""
    edition = opened.preferred(indicator)
    if edition is None:
        return {}
    rows = opened.latest(indicator)
    return {
        code: Value(
            float(value),
            unit,
            qualifier=AT_LEAST if AT_LEAST in qualifier else "",
            year=int(year),
            cites=(Cite(f"{indicator} {code} {year} {edition}"),),
            decimals=store.definitions.load()[indicator].decimals,
        )
        for code, value, unit, qualifier, year in zip(
            rows.index, rows["value"], rows["unit"], rows["qualifier"], rows["year"], strict=True
        )
    }


@lru_cache(maxsize=4)
def _years(official: Store, indicator: str) -> Mapping[tuple[str, int | None], Value]:
    """Return every figure by country and year."""
    edition = official.preferred(indicator)
    if edition is None:
        return {}
    rows = official.figures(indicator, sex="both").dropna(subset="value")
    return {
        (code, year): Value(
            float(value), "persons", year=year, cites=(Cite(f"{indicator} {code} {year} {edition}"),)
        )
        for code, year, value in zip(rows["iso3"], rows["year"].tolist(), rows["value"], strict=True)
    }


def _held(official: Store, indicator: str, frozen: str = "") -> tuple[Values, tuple[str, ...]]:
    """Return figures and their edition: without official data the Factbook's of ``frozen``, if any."""
    values = _official(official, indicator)
    if values or not frozen:
        return values, _editions_of(official, indicator)
    return _factbook(frozen), (FACTBOOK,)


@lru_cache(maxsize=8)
@speaking(DEFAULT)
def _factbook(indicator: str) -> Values:
    rows = indicators.latest(indicator, VINTAGE)
    if indicator == migration_rates.RATE:
        rows = migration_rates.consistent_rates(rows)
    about = indicators.definitions().loc[indicator]
    rows = rows[rows["unit"] == about["unit"]]
    if indicator == REMITTANCES:  # zeros are rounded, or mean no report
        rows = rows[rows["value"] != 0]
    return {
        str(code): Value(
            float(row.value),
            str(row.unit),
            year=None if pd.isna(row.year) else int(row.year),
            cites=(Cite(f"{indicator} {code} {row.year} {FACTBOOK}"),),
            decimals=int(about["decimals"]),
        )
        for code, row in zip(rows.index, rows.itertuples(), strict=True)
    }


@lru_cache(maxsize=1)
def _people() -> tuple[Values, tuple[str, ...]]:
    """Return the population in the middle of this year, as projected by World Population Prospects."""
    year = population.NOW
    values = {
        code: Value(
            float(population.total(code)[year]),
            "persons",
            year=year,
            cites=(Cite(f"population {code} {year} {PROSPECTS}"),),
            decimals=0,
        )
        for code in map(str, countries.load().index)
        if population.has_figures(code)
    }
    return values, (PROSPECTS,)


def _ratio(part: Value, whole: Value, times: int) -> Value:
    of = times * part.value / whole.value
    return Value(of, year=part.year, cites=cites_of((part, whole)), decimals=1, worked_out=True)
