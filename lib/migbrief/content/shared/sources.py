"""Figures of official data as values that cite their rows, from one source edition for each indicator.

The store of source editions comes first. If it has nothing on an indicator, the frozen editions shipped with
the project (the Factbook, World Population Prospects) stand in under their own names.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from types import MappingProxyType
from typing import Any, Final

import pandas as pd

from migbrief.datasets import indicators, population, store
from migbrief.datasets.store import Point, Store, places
from migbrief.datasets.store.definitions import Definition
from migbrief.datasets.store.schema import AT_LEAST
from migbrief.text import words
from migbrief.text.i18n import current, mark, t
from migbrief.text.value import Cite, Value

PROSPECTS: Final = "wpp-2024"
# Indicators of official data that have another name in the Factbook.
FROZEN: Final[Mapping[str, str]] = MappingProxyType({"remittances_received_gdp": "remittances"})
# Units of values: persons of each year add up to persons.
UNITS: Final = {"current US$": "US$", "persons a year": "persons"}
COLUMNS: Final = ("code", "place", "people")
_HEADINGS: Final = (mark("Place"), mark("Amount"))  # built from names of columns


@dataclass(frozen=True)
class Figure:
    """A figure of one place and year: its value, and the publisher's qualifiers."""

    value: Value
    year: int
    qualifier: str
    edition: str
    indicator: str


@dataclass(frozen=True, eq=False)
class Sources:
    """The source editions in the store, with the frozen ones behind them. ``vintage`` is the Factbook's."""

    store: Store
    vintage: str
    _kept: dict[tuple[object, ...], Any] = field(default_factory=dict)  # cached results

    def __repr__(self) -> str:
        return f"Sources: {len(self.store.state)} source editions held, Factbook {self.vintage} behind them"

    @property
    def live(self) -> bool:
        """Whether the store has any official data."""
        return not self.store.empty

    def edition(self, indicator: str) -> str:
        """Return the source edition from which an indicator is read; blank if no source has it."""
        if (key := (indicator,)) not in self._kept:
            preferred = self.store.preferred(indicator)
            shipped = PROSPECTS if indicator == "population" and not preferred else ""
            self._kept[key] = preferred or shipped or self._frozen(indicator)
        return str(self._kept[key])

    def _definition(self, indicator: str) -> Definition:
        """Return the definition of an indicator that a stored edition has."""
        if (key := ("defined", indicator)) not in self._kept:
            self._kept[key] = self.store.definition(indicator)
        known: Definition | None = self._kept[key]
        assert known, "an edition that holds an indicator says what it is"
        return known

    def _frozen(self, indicator: str) -> str:
        """Return the Factbook's edition that has an indicator: the chosen one, else a later one."""
        known = FROZEN.get(indicator, indicator)
        if known not in indicators.definitions().index:
            return ""
        asked = [v for v in indicators.vintages() if v >= self.vintage]
        return next((f"factbook-{v}" for v in asked if indicators.has_any(known, v)), "")

    def name(self, indicator: str) -> str:
        """Return the name of an indicator."""
        if (key := ("name", indicator)) not in self._kept:
            official = self.store.definition(indicator)
            name = official.name if official else str(indicators.definitions().loc[indicator, "name"])
            self._kept[key] = t(name)
        return str(self._kept[key])

    def publisher(self, edition: str) -> str:
        """Return the publisher of a source edition."""
        if edition in self.store.state:
            return t(str(self.store.ledger(edition)["publisher"]))
        return t("UN DESA") if edition == PROSPECTS else t("CIA World Factbook")

    def modelled(self, edition: str) -> bool:
        """Return whether an edition's figures are modelled."""
        return edition in self.store.state and self.store.ledger(edition)["kind"] == "modelled"

    def line(self, *editions: str) -> str:
        """Return the source line of some editions: each publisher with title and release."""
        by: dict[str, list[str]] = {}
        for edition in dict.fromkeys(filter(None, editions)):
            by.setdefault(self.publisher(edition), []).append(self.title(edition))
        return words.series(", ".join((publisher, *titles)) for publisher, titles in by.items())

    def title(self, edition: str) -> str:
        """Return the title of a source edition, with the year or month of its release."""
        if edition in self.store.state:
            return self.store.title(edition)
        if edition == PROSPECTS:
            return "World Population Prospects 2024"
        return t("{vintage} edition", vintage=edition.removeprefix("factbook-"))

    def series(self, indicator: str, place: str, sex: str = "both") -> list[Figure]:
        """Return a place's figures, oldest first, without zeros that mean no report."""
        key = ("series", indicator, place, sex)
        if key not in self._kept:
            points = self._told(indicator, place, sex)
            made = map(self._maker(indicator, place, sex), points) if points is not None else None
            self._kept[key] = list(made) if made is not None else self._shipped(indicator, place, sex)
        return list(self._kept[key])

    def values(self, indicator: str, place: str, since: int = 0) -> pd.Series:
        """Return the same as values by year, from a year on."""
        figures = [f for f in self.series(indicator, place) if f.year >= since]
        years = pd.Index([f.year for f in figures], dtype=int, name="year")
        return pd.Series([f.value for f in figures], years, dtype=object, name=indicator)

    def latest(self, indicator: str, place: str) -> Figure | None:
        """Return a place's latest figure; None if there is none."""
        return self._one(indicator, place, None)

    def at(self, indicator: str, place: str, year: int) -> Figure | None:
        """Return a place's figure of a year; None if there is none."""
        return self._one(indicator, place, year)

    def _one(self, indicator: str, place: str, year: int | None) -> Figure | None:
        """Return one figure without building the whole series, since there are many peers."""
        key = ("one", indicator, place, year)
        if key not in self._kept:
            points = self._told(indicator, place)
            candidates: Any = self.series(indicator, place) if points is None else points
            row = next((r for r in reversed(candidates) if year in (None, r.year)), None)
            self._kept[key] = row if points is None or row is None else self._maker(indicator, place)(row)
        figure: Figure | None = self._kept[key]
        return figure

    def _told(self, indicator: str, place: str, sex: str = "both") -> list[Point] | None:
        """Return the points that the stored edition has of a place; None if a frozen edition stands in."""
        key = ("told", indicator, place, sex)
        if key not in self._kept:
            edition = self.edition(indicator)
            is_held = edition in self.store.state
            held = self.store.points(indicator, place, edition, sex) if is_held else None
            # The World Bank has no population of some places, such as Taiwan; the UN has.
            self._kept[key] = None if indicator == "population" and not held else held
        points: list[Point] | None = self._kept[key]
        return points

    def _maker(self, indicator: str, place: str, sex: str = "both") -> Callable[[Point], Figure]:
        """Return a function that turns points of an edition into figures."""
        edition, known = self.edition(indicator), self._definition(indicator)
        unit, decimals = UNITS.get(known.unit, known.unit), known.decimals
        cite = self._cites(indicator, place, edition, sex)

        def make(of: Point) -> Figure:
            hedge = AT_LEAST if AT_LEAST in of.qualifier else ""
            value = Value(of.value, unit, of.high, hedge, of.year, (cite(of.year),), decimals)
            return Figure(value, of.year, of.qualifier, edition, indicator)

        return make

    def cite(self, indicator: str, place: str, year: int | None, edition: str, sex: str = "both") -> Cite:
        """Return a cite of a figure's row, with its source in words."""
        return self._cites(indicator, place, edition, sex)(year)

    def _cites(self, indicator: str, place: str, edition: str, sex: str = "both") -> Callable[..., Cite]:
        """Return a function from year to cite for a series, so that only the year is worded each time."""
        source = f"{self.publisher(edition)}, {self.name(indicator)}, {places.name(place)}"
        end = edition if sex == "both" else f"{edition} {sex}"
        return lambda year: Cite(
            f"{indicator} {place} {year or ''} {end}", source, year, edition, elsewhere=True
        )

    def _shipped(self, indicator: str, place: str, sex: str) -> list[Figure]:
        """Return the figures of the frozen edition that stands in."""
        edition = self.edition(indicator)
        if sex != "both" or not edition:
            return []
        if indicator == "population":
            return self.population(place)
        return self._factbook(indicator, place, edition)

    def population(self, place: str, until: int = population.NOW) -> list[Figure]:
        """Return population every fifth year by World Population Prospects, up to now or later."""
        if not population.has_figures(place):
            return []
        people = population.total(place).loc[:until]
        cite = self._cites("population", place, PROSPECTS)
        return [
            Figure(
                Value(
                    float(n),
                    "persons",
                    year=int(year),
                    cites=(cite(int(year)),),
                    decimals=0,
                ),
                int(year),
                "projected" if year > population.LAST_ESTIMATE else "",
                PROSPECTS,
                "population",
            )
            for year, n in people.items()
        ]

    def _factbook(self, indicator: str, place: str, edition: str) -> list[Figure]:
        key, vintage = FROZEN.get(indicator, indicator), edition.removeprefix("factbook-")
        decimals = int(indicators.definitions().loc[key, "decimals"])
        figures = []
        for of in indicators.observations(key, place, vintage):
            value = Value(
                of.value,
                of.unit,
                high=of.value_high,
                qualifier="" if of.qualifier == "estimated" else of.qualifier,
                year=of.year,
                cites=(self.cite(indicator, place, of.year, edition),),
                decimals=decimals,
            )
            figures.append(Figure(value, of.year or 0, of.qualifier, edition, indicator))
        return figures

    def pairs(self, indicator: str, place: str, year: int | None = None) -> Pairs | None:
        """Return a place's pairs of the latest or given year: people there by origin, or from there by
        country.

        None if no edition may be shown or all pairs are zero.
        """
        key = ("pairs", indicator, place, year)
        if key not in self._kept:
            self._kept[key] = self._pairs(indicator, place, year)
        pairs: Pairs | None = self._kept[key]
        return pairs

    def _pairs(self, indicator: str, place: str, year: int | None) -> Pairs | None:
        edition = self.store.preferred(indicator)
        if edition is None:
            return None
        known = self._definition(indicator)
        by_origin = not known.pairs_of and not indicator.endswith(("_abroad", "_by_sender"))
        counterparts = self.store.counterparts(
            known.pairs_of or indicator, place, edition, by_origin=by_origin
        )
        if year is None:
            year = max((of for _, of, _ in counterparts), default=None)
        ends = sorted(((code, n) for code, of, n in counterparts if of == year), key=lambda end: -end[1])
        if not ends or year is None:
            return None
        unit = UNITS.get(known.unit, known.unit)
        source = f"{self.publisher(edition)}, {t(known.name)}, {places.name(place)}"
        rows: tuple[list[tuple[object, ...]], list[tuple[object, ...]]] = [], []
        for code, n in ends:
            name, pair = places.name(code), f"{place} {code}" if by_origin else f"{code} {place}"
            row = f"{known.pairs_of or indicator} {pair} {year} {edition}"
            cite = Cite(row, f"{source}, {name}", year, edition, elsewhere=True)
            people = Value(n, unit, year=year, cites=(cite,), decimals=0)
            rows[not places.is_country(code)].append((code, name, people))
        whole = self.cite(indicator, place, year, edition)
        total = Value(sum(n for _, n in ends), unit, year=year, cites=(whole,), decimals=0)
        ranked, apart = (pd.DataFrame(part, columns=list(COLUMNS), dtype=object) for part in rows)
        return Pairs(indicator, edition, year, total, ranked, apart)

    def kosovo(self, editions: Iterable[str], codes: Iterable[str]) -> str:
        """Say that Serbia's figures include Kosovo's, if Serbia is shown and an edition
        does not list Kosovo.
        """
        if "SRB" not in set(codes):
            return ""
        listed = self.store.state.keys() & set(
            editions
        )  # others are not opened: the page would depend on them
        within = sorted(edition for edition in listed if "XKX" not in self.store.places(edition))
        if not within:
            return ""
        return t("Serbia includes Kosovo in {editions}.", editions=words.listing(map(self.title, within)))


def yearly(rows: pd.DataFrame) -> pd.DataFrame:
    """Return rows for every year from the first to the last, so that a line breaks where one is missing."""
    if rows.empty:
        return rows
    return rows.reindex(pd.RangeIndex(int(rows.index.min()), int(rows.index.max()) + 1, name="year"))


@dataclass(frozen=True)
class Pairs:
    """The places at the other end, largest first, and separately people of no known country.

    ``total`` is the sum of both. Columns of both frames: ``code, place, people`` (values).
    """

    indicator: str
    edition: str
    year: int
    total: Value
    ranked: pd.DataFrame
    apart: pd.DataFrame

    @property
    def rest(self) -> Cite:
        """A cite of the rows that make up a sum."""
        whole = self.total.cites[0]
        return Cite(f"{whole.row} others", whole.source, whole.year, whole.edition, elsewhere=True)

    @property
    def leads(self) -> bool:
        """Whether the first place is the largest group, larger than the people of no known country."""
        unknown = max((v.value for v in self.apart["people"]), default=0)
        return len(self.ranked) > 0 and self.ranked["people"].iloc[0].value >= unknown


def apart(pairs: Pairs | None) -> str:
    """Describe the people of no known country in a sentence; blank if there are none."""
    if pairs is None or pairs.apart.empty:
        return ""
    places_apart = zip(pairs.apart["place"], pairs.apart["people"], strict=True)
    groups = [t("{place}: {people}", place=place, people=people) for place, people in places_apart]
    return t("Not ranked: {groups}.", groups=words.listing(groups))


def opened(vintage: str) -> Sources:
    """Return the current sources, with a Factbook vintage behind them."""
    return _opened(store.to_show(), vintage, current())


@lru_cache(maxsize=4)
def _opened(is_held: Store, vintage: str, language: str) -> Sources:
    return Sources(is_held, vintage)  # its cites are worded in the current language
