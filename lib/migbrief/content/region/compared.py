"""Members compared: the middle and ends of each measure, outliers by one rule, and all figures."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import pandas as pd

from migbrief.content.shared import measures
from migbrief.content.shared.measures import Measure
from migbrief.datasets import caveats
from migbrief.datasets.store import places
from migbrief.display import tables
from migbrief.display.html import Display, note, stack
from migbrief.display.tables import Column
from migbrief.text import words
from migbrief.text.i18n import mark, t
from migbrief.text.value import Value, cites_of

from .region import Region

REACH: Final = 1.5  # interquartile ranges beyond the quartiles: past this a member is an outlier (Tukey)
FEWEST: Final = 8  # with fewer figures, quartiles are too uncertain to identify outliers
NAMED: Final = 3
SHOWN: Final = 4
SPAN: Final = 5
STOCKS: Final = {"migrant_stock": mark("Migrants"), "emigrant_stock": mark("Emigrants")}


@dataclass(frozen=True, eq=False)
class Compared:
    """One measure over the members: values by code, the highest first, and their year."""

    key: str
    measure: Measure
    year: int
    values: pd.Series
    edition: str

    @property
    def fences(self) -> tuple[float, float] | None:
        """The limits beyond which a member is an outlier; None with too few members."""
        if len(self.values) < FEWEST:
            return None
        size = self.values.map(float).astype(float)
        low, high = (float(q) for q in size.quantile([0.25, 0.75]))
        return low - REACH * (high - low), high + REACH * (high - low)

    def beyond(self, side: int) -> pd.Series:
        """Return the members above the usual range (1) or below it (-1), the farthest first."""
        if self.fences is None:
            return self.values.iloc[:0]
        size = self.values.map(float).astype(float)
        return self.values[size > self.fences[1]] if side > 0 else self.values[size < self.fences[0]][::-1]


def find(region: Region) -> list[Compared]:
    """Return each measure that a source has, over the members."""
    measured = []
    for key, measure in measures.available(region.sources).items():
        made = _frozen(region, key, measure) if not region.sources.live else _official(region, key, measure)
        if made is not None and len(made.values):
            measured.append(made)
    return measured


def _frozen(region: Region, key: str, measure: Measure) -> Compared:
    rows = measures.table(region.sources, key, region.members)
    values = rows["value"].sort_values(ascending=False, key=lambda c: c.map(float), kind="stable")
    return Compared(key, measure, 0, values, region.sources.edition(measure.indicator))


def _official(region: Region, key: str, measure: Measure) -> Compared | None:
    """Return figures of one year for all, relative to the population of the same year."""
    sums = region.sums
    rows, edition = sums.table(measure.indicator), region.sources.edition(measure.indicator)
    if rows.empty:
        return None
    if key == "net_rate":
        years = list(range(int(rows.index[-1]) - SPAN + 1, int(rows.index[-1]) + 1))
        sizes = rows.reindex(years).mean(skipna=False).dropna()
    else:
        latest = sums.latest(measure.indicator)
        years = [latest.year] if latest else []
        figures = rows.loc[years[0]].dropna()
        if sums.registered(measure.indicator):  # a zero is rounded, or nobody was recorded
            figures = figures[figures > 0]
        sizes = figures
        if measure.each:
            people = sums.table("population")
            if people.empty:
                return None
            people = people.loc[years[0] if years[0] in people.index else people.index[-1]].dropna()
            sizes = (measure.each * figures / people[people > 0]).dropna()
    sizes = sizes.sort_values(ascending=False, kind="stable")
    made = [_value(region, measure, str(code), float(size), years) for code, size in sizes.items()]
    values = pd.Series(made, list(map(str, sizes.index)), dtype=object)
    return Compared(key, measure, years[-1], values, edition)


def _value(region: Region, measure: Measure, code: str, size: float, years: list[int]) -> Value:
    cites = region.sums.member(measure.indicator, code, size, years).cites
    if measure.each:
        cites += region.sums.member("population", code, size, years).cites
    return measure.value(size, years[-1], cites)


def table(region: Region, measured: list[Compared]) -> Display:
    """Show each measure: the middle, the ends by name, and outliers."""
    rows = []
    for one in measured:
        size = one.values.map(float).astype(float)
        middle = Value(
            float(size.median()), one.measure.unit, cites=cites_of(one.values), decimals=one.measure.decimals,
            worked_out=True,
        )  # fmt: skip
        far = pd.concat([one.beyond(1), one.beyond(-1)])
        rows.append(
            {
                "measure": t(
                    "{measure}, {unit}",
                    measure=_dated(t(one.measure.name), one.year),
                    unit=words.measure(one.measure.unit),
                ),
                "median": middle,
                "highest": _named(one.values.iloc[:1]),
                "lowest": _named(one.values.iloc[-1:]),
                "far": _named(far) or t("none"),
            }
        )
    return tables.table(
        pd.DataFrame(rows),
        t("Members compared: median, extremes and outliers"),
        columns={
            "measure": Column(mark("Measure"), wide=True),
            "median": Column(mark("Median"), kind="figure", format=words.number),
            "highest": mark("Highest"),
            "lowest": mark("Lowest"),
            "far": Column(mark("Outliers"), wide=True),
        },
        note=t(
            "Outliers lie more than {reach} times the interquartile range beyond a quartile, where at least "
            "{fewest} members have a figure. Medians count members, not people.",
            reach=words.number(REACH), fewest=words.number(FEWEST),
        ),
        name="members far out",
    )  # fmt: skip


def _dated(name: str, year: int) -> str:
    return t("{measure} ({year})", measure=name, year=str(year)) if year else name


def _named(values: pd.Series) -> str:
    said = [
        t("{country} ({figure})", country=places.name(str(code)), figure=value.words(bare=True))
        for code, value in values.items()
    ]
    return words.listing(said, NAMED) if said else ""


def members(region: Region, measured: list[Compared]) -> Display:
    """Show every member with its rank by the first measure and all figures."""
    columns: dict[str, Column | str] = {"member": mark("Member")}
    codes = list(dict.fromkeys(code for one in measured for code in one.values.index))
    data: dict[str, list[object]] = {"member": [places.name(code) for code in codes]}
    first = measured[0]
    ranks: Mapping[str, int] = {
        code: int(r) for code, r in first.values.map(float).rank(ascending=False, method="min").items()
    }
    data["rank"] = [ranks.get(code) for code in codes]
    columns["rank"] = Column(mark("Rank"), kind="number")
    if region.sources.live:
        for key, heading in STOCKS.items():
            stock = region.sums.ranking(key).set_index("code")["people"]
            data[key] = [stock.get(code) for code in codes]
            columns[key] = Column(heading, unit="persons")
    for one in measured:
        data[one.key] = [one.values.get(code) for code in codes]
        columns[one.key] = Column(
            _dated(words.capital(t(one.measure.short)), one.year), unit=one.measure.unit
        )
    return tables.table(
        pd.DataFrame(data),
        t("Members, ranked by one measure: {measure}", measure=t(first.measure.name)),
        columns=columns,
        source=region.sources.line(*(one.edition for one in measured), region.sources.edition("population")),
        note=caveats.join(
            t("Ranks are by the first of the measures; in a column all figures are of one year."),
            region.sources.kosovo([one.edition for one in measured], codes),
        )
        if region.sources.live
        else t("Ranks are by the first of the measures."),
        name="members compared",
        shown=SHOWN,
    )


def show(region: Region, measured: list[Compared]) -> Display:
    """Show the measures, then the members."""
    if not measured:
        return note(t("The sources used here have no figures to compare members by."))
    return stack(table(region, measured), members(region, measured))
