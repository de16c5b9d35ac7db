"""Sums of the figures of a group's members: how many are in each sum, and which are not."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Final

import numpy as np
import pandas as pd

from migbrief.content.shared.sources import FROZEN, PROSPECTS, UNITS, Figure, Sources
from migbrief.datasets import indicators, population
from migbrief.datasets.store import NO_DATA, definitions, places
from migbrief.datasets.store.schema import AT_LEAST, BREAK, NOT_COLLECTED
from migbrief.errors import UserError
from migbrief.text import words
from migbrief.text.articles import Place
from migbrief.text.counts import Count
from migbrief.text.i18n import t, tn
from migbrief.text.value import Cite, Value

# Sources that list a place only if they recorded somebody: one that is not listed adds nothing.
REGISTERS: Final = frozenset({"unhcr", "unrwa", "idmc", "idmc-unhcr", "iom"})
LACKING: Final = 0.2  # of the members without a figure, above which a sum is a lower bound
RECENT: Final = 5  # years, of which the one with most members is shown
COLUMNS: Final = ("code", "place", "people")


@dataclass(frozen=True)
class Sum(Figure):
    """A sum over ``n`` places of a group in a year (for frozen editions, over the years from ``first``)."""

    first: int
    n: int
    missing: tuple[str, ...]


@dataclass(frozen=True, eq=False)
class Sums:
    """Sums over members, each from one source edition; figures are read once and cached."""

    sources: Sources
    members: tuple[str, ...]
    _kept: dict[str, pd.DataFrame] = field(default_factory=dict)
    _hedged: dict[str, frozenset[int]] = field(default_factory=dict)
    _ahead: dict[str, frozenset[int]] = field(default_factory=dict)  # years of projections
    _breaks: dict[str, pd.DataFrame] = field(default_factory=dict)
    _said: dict[str, str] = field(default_factory=dict)

    def places(self, listed: Iterable[str]) -> list[str]:
        """Return the members as an edition counts them: Kosovo in Serbia, Guernsey and Jersey together.

        Places are combined only if the group has all of them.
        """
        known, codes = set(listed), []
        for code in self.members:
            whole = places.INSIDE.get(code)
            if whole and code not in known and self._holds(whole):
                code = whole
            codes.append(code)
        return list(dict.fromkeys(codes))

    def _holds(self, whole: str) -> bool:
        parts = {code for code, of in places.INSIDE.items() if of == whole}
        return whole in self.members or (not places.is_country(whole) and parts <= set(self.members))

    def registered(self, indicator: str) -> bool:
        """Return whether a place that the source does not list counts as zero rather than missing."""
        edition = self.sources.edition(indicator)
        store = self.sources.store
        return edition in store.state and store.ledger(edition)["source"] in REGISTERS

    def table(self, indicator: str) -> pd.DataFrame:
        """Return the members' official figures: a row a year, a column a place; empty without data."""
        if indicator not in self._kept:
            self._kept[indicator] = self._read(indicator)
        return self._kept[indicator]

    def _read(self, indicator: str) -> pd.DataFrame:
        store, edition = self.sources.store, self.sources.edition(indicator)
        if edition not in store.state:
            return pd.DataFrame()
        rows = store.figures(indicator, edition=edition, sex="both")
        wanted = self.places(rows["iso3"].unique())
        rows = rows[rows["iso3"].isin(wanted) & rows["value"].notna()]
        known = rows["qualifier"].unique()
        unsaid = [q for q in known if NO_DATA in q or NOT_COLLECTED in q]
        rows = rows[~rows["qualifier"].isin(unsaid)]
        hedged = rows[rows["qualifier"].isin([q for q in known if AT_LEAST in q])]
        self._hedged[indicator] = frozenset(map(int, hedged["year"]))
        self._ahead[indicator] = frozenset(map(int, rows.loc[rows["qualifier"] == "projected", "year"]))
        self._breaks[indicator] = rows[rows["qualifier"].isin([q for q in known if BREAK in q])]
        rows = rows.pivot(index="year", columns="iso3", values="value").sort_index()
        if not self.registered(indicator) and not indicator.startswith("net_"):
            absent = rows.isna().sum(axis=1) + len(self._lacking(set(wanted) - set(rows), rows))
            self._hedged[indicator] |= set(rows.index[absent > LACKING * len(wanted)])
        return rows

    def latest(self, indicator: str) -> Sum | None:
        """Return the latest sum: of the last five years, the one in which most members have a figure.

        Raises ``UserError`` for what cannot be added up. None if no member has a figure.
        """
        self._refuse(indicator)
        if indicator == "population" and self.sources.edition(indicator) == PROSPECTS:
            return self._prospects()
        if self.sources.edition(indicator) not in self.sources.store.state:
            return self._frozen(indicator)
        rows = self.table(indicator)
        return self._sum(indicator, self._year(indicator), rows) if len(rows) else None

    def _refuse(self, indicator: str) -> None:
        known = definitions.load().get(indicator)
        summable = known.summable if known else indicators.definitions().loc[indicator, "summable"]
        if not summable:
            name = self.sources.name(indicator)
            raise UserError("{indicator} cannot be added up over countries", indicator=name)

    def _year(self, indicator: str) -> int:
        rows = self.table(indicator)
        if self.registered(indicator):
            return int(rows.index[-1])
        there = rows.notna().sum(axis=1)
        recent = there[there.index > rows.index[-1] - RECENT]
        return int(recent[recent == recent.max()].index[-1])

    def _sum(self, indicator: str, year: int, rows: pd.DataFrame) -> Sum:
        figures = rows.loc[year].dropna()
        wanted = self.places(rows.columns)
        missing = tuple(code for code in wanted if code not in figures.index)
        edition = self.sources.edition(indicator)
        value = self.value(indicator, figures.sum(), len(figures), year)
        qualifier = "projected" if year in self._ahead[indicator] else value.qualifier
        return Sum(value, year, qualifier, edition, indicator, year, len(figures), missing)

    def _lacking(self, missing: Iterable[str], rows: pd.DataFrame) -> list[str]:
        """Return missing members without territories of which the edition never has a figure: a source may
        count them with the State that they belong to.
        """
        return [code for code in missing if code in rows or not places.is_territory(code)]

    def value(
        self, indicator: str, size: float, n: int, year: int, edition: str = "", part: str = "all"
    ) -> Value:
        """Return a sum as a value that cites the group's row; ``part`` names a part of the group."""
        known, edition = definitions.load()[indicator], edition or self.sources.edition(indicator)
        hedge = AT_LEAST if year in self._hedged.get(indicator, ()) else ""
        source = self._summed(indicator, edition, n)
        cite = Cite(f"{indicator} {part} {year} {edition}", source, year, edition, elsewhere=True)
        unit = UNITS.get(known.unit, known.unit)
        return Value(float(size), unit, qualifier=hedge, year=year, cites=(cite,), decimals=known.decimals)

    def _summed(self, indicator: str, edition: str, n: int) -> str:
        """Return what a sum adds up, in words."""
        of = tn("sum of {n} country or area", "sum of {n} countries and areas", Count(n))
        return f"{self._called(indicator, edition)}, {of}"

    def _called(self, indicator: str, edition: str) -> str:
        """Return publisher and indicator in words."""
        key = f"{indicator} {edition}"
        if key not in self._said:
            self._said[key] = f"{self.sources.publisher(edition)}, {self.sources.name(indicator)}"
        return self._said[key]

    def _prospects(self) -> Sum | None:
        line = self.people()
        if line.empty:
            return None
        n = len([code for code in self.members if population.has_figures(code)])
        missing = tuple(code for code in self.members if not population.has_figures(code))
        year = int(line.index[-1])
        qualifier = "projected" if year > population.LAST_ESTIMATE else ""
        return Sum(line.iloc[-1], year, qualifier, PROSPECTS, "population", year, n, missing)

    def people(self, until: int = population.NOW) -> pd.Series:
        """Return population by World Population Prospects every fifth year, as values."""
        counted = tuple(code for code in self.members if population.has_figures(code))
        if not counted:
            return pd.Series(dtype=object)
        total = population.total(counted).loc[:until]
        made = [self.value("population", p, len(counted), int(year), PROSPECTS) for year, p in total.items()]
        return pd.Series(made, total.index, dtype=object)

    def _frozen(self, indicator: str) -> Sum | None:
        """Return the sum of the Factbook's latest figures, each of its own year."""
        latest = {code: f for code in self.members if (f := self.sources.latest(indicator, code))}
        key = FROZEN.get(indicator, indicator)
        if key not in indicators.definitions().index or not latest:
            return None
        unit = str(indicators.definitions().loc[key, "unit"])
        latest = {code: f for code, f in latest.items() if f.value.unit == unit}
        years = [f.year for f in latest.values() if f.year]
        edition = self.sources.edition(indicator)
        last = max(years, default=0)
        source = self._summed(indicator, edition, len(latest))
        cite = Cite(f"{indicator} all {last or ''} {edition}", source, last or None, edition, elsewhere=True)
        hedges = {f.value.hedge for f in latest.values()} - {""}
        hedge = hedges.pop() if len(hedges) == 1 else "about" if hedges else ""
        size = sum(f.value.value for f in latest.values())
        value = Value(size, unit, qualifier=hedge, year=last or None, cites=(cite,), decimals=0)
        missing = tuple(code for code in self.members if code not in latest)
        return Sum(
            value, last, value.qualifier, edition, indicator, min(years, default=0), len(latest), missing
        )

    def series(self, indicator: str, since: int = 0, until: int = 9999) -> pd.Series:
        """Return sums by year as values, for years in which no member of the latest year is missing.

        For a source that lists only places with somebody, every year: a place not listed adds nothing.
        """
        rows = self.table(indicator)
        if rows.empty:
            return pd.Series(dtype=object)
        last = self._year(indicator)
        there = rows.columns[rows.loc[last].notna()]
        rows = rows[(rows.index <= min(last, until)) & (rows.index >= since)]
        if not self.registered(indicator):
            rows = rows[rows[there].notna().all(axis=1)][there]
        made = [
            self.value(indicator, np.nansum(row), int(np.isfinite(row).sum()), int(year))
            for year, row in zip(rows.index, rows.to_numpy(), strict=True)
        ]
        return pd.Series(made, rows.index, dtype=object, name=indicator)

    def steady(self, indicator: str, since: int) -> tuple[pd.Series, int]:
        """Return sums over members with a figure in each year from ``since`` on, and how many these are."""
        rows = self.table(indicator)
        if rows.empty or self._year(indicator) < since:
            return pd.Series(dtype=object), 0
        rows = rows.reindex(range(since, self._year(indicator) + 1))
        rows = rows[rows.columns[rows.notna().all()]]
        n, sizes = len(rows.columns), rows.sum(axis=1)
        made = [self.value(indicator, size, n, int(year), part=f"of {n}") for year, size in sizes.items()]
        return pd.Series(made, rows.index, dtype=object), n

    def ranking(self, indicator: str, span: int = 1) -> pd.DataFrame:
        """Rank members by size in the year of the latest sum, largest first: ``code, place, people``.

        With a ``span``, by the sum over that many years, for members that have all of them.
        """
        if self.sources.edition(indicator) not in self.sources.store.state:
            latest = [(code, self.sources.latest(indicator, code)) for code in self.members]
            rows = [(code, places.name(code), f.value) for code, f in latest if f is not None and f.value]
            return pd.DataFrame(sorted(rows, key=lambda r: -r[2].value), columns=list(COLUMNS))
        rows_by_year = self.table(indicator)
        if rows_by_year.empty:
            return pd.DataFrame(columns=list(COLUMNS))
        year = self._year(indicator)
        years = list(range(year - span + 1, year + 1))
        figures = rows_by_year.reindex(years).sum(skipna=False).dropna()
        figures = figures[figures != 0].sort_values(ascending=False, kind="stable")
        made = [self.member(indicator, code, size, years) for code, size in figures.items()]
        named = [places.name(str(code)) for code in figures.index]
        return pd.DataFrame({"code": list(map(str, figures.index)), "place": named, "people": made})

    def member(self, indicator: str, code: str, size: float, years: Sequence[int]) -> Value:
        """Return one member's figure as a value that cites its rows."""
        known, edition = definitions.load()[indicator], self.sources.edition(indicator)
        source = f"{self._called(indicator, edition)}, {places.name(code)}"
        cites = tuple(
            Cite(f"{indicator} {code} {year} {edition}", source, year, edition, elsewhere=True)
            for year in years
        )
        unit = UNITS.get(known.unit, known.unit)
        year = years[-1] if len(years) == 1 else None
        return Value(
            float(size), unit, year=year, cites=cites, decimals=known.decimals, worked_out=len(years) > 1
        )

    def breaks(self, indicator: str, since: int, least: float = 0.05) -> list[tuple[str, int]]:
        """Return members whose series break, and when, if they are at least ``least`` of the sum."""
        rows, breaks = self.table(indicator), []
        for row in self._breaks.get(indicator, pd.DataFrame()).to_dict("records"):
            code, year = str(row["iso3"]), int(row["year"])
            near = rows.loc[year - 1 : year]
            if year > since and near[code].max() >= least * near.sum(axis=1).max():
                breaks.append((code, year))
        return breaks

    def absent(self, figure: Sum | None, limit: int = 5) -> str:
        """Name the members missing from a sum in a sentence; blank if there are none."""
        missing = self._lacking(figure.missing, self.table(figure.indicator)) if figure else []
        if figure is None or not missing:
            return ""
        names = [Place(places.name(code)) for code in missing]
        if self.registered(figure.indicator):
            within = words.listing([f"{name:in}" for name in names], limit)
            return t("The source lists nobody {countries}.", countries=within)
        return t(
            "Not included, as the source has no figure for them: {countries}.",
            countries=words.listing([f"{name}" for name in names], limit),
        )
