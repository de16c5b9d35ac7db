"""The UN's net migration in whole five-year periods."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

import pandas as pd

from migbrief.display import tables
from migbrief.display.html import Display
from migbrief.display.tables import Column
from migbrief.text.i18n import mark, t
from migbrief.text.value import Value, total

from .sources import PROSPECTS
from .subject import Subject

SPAN: Final = 5
SHOWN: Final = 4  # periods shown before the fold, the latest first
NET: Final = "net_migration"
_ROUGH: Final = mark(
    "Population is counted from 1 July to 1 July five years later, net migration by calendar year, "
    "so the rest of the change (births minus deaths) is approximate."
)
_CANCEL: Final = mark(
    "Moves between members count in one as arrivals and in the other as departures: they cancel out."
)


def whole(net: pd.Series) -> Iterator[tuple[range, Value]]:
    """Yield the years and the sum of each whole five-year period of a yearly series, latest first."""
    years = set(net.index)
    for first in range(max(years, default=0) // SPAN * SPAN, min(years, default=1) - 1, -SPAN):
        if set(period := range(first, first + SPAN)) <= years:
            yield period, total(net[year] for year in period)


def table(subject: Subject, rows: pd.DataFrame) -> Display:
    """Show periods in the order given: ``first, last, net, rate`` and, of a country, ``rest``."""
    rest = Column(mark("Rest of the population change, derived"), unit="persons", kind="number")
    population, note = subject.sources.edition("population"), _CANCEL
    if not subject.summed:
        population, note = PROSPECTS, _ROUGH
    return tables.table(
        pd.DataFrame(
            {
                "period": [f"{row.first}–\u2060{row.last}" for row in rows.itertuples()],
                "net": rows["net"],
                "rate": [None if rate is None else replace(rate, unit="") for rate in rows["rate"]],
                **({"rest": rows["rest"]} if "rest" in rows else {}),
            }
        ),
        t("Net migration {country:of} in five-year periods", country=subject.place),
        columns={
            "period": Column(mark("Period")),
            "net": Column(mark("Net migration"), unit="persons", kind="number"),
            "rate": Column(mark("A year, per 1,000 residents"), kind="number"),
            **({"rest": rest} if "rest" in rows else {}),
        },
        source=subject.sources.line(subject.sources.edition(NET), population),
        note=t(note),
        name=subject.called("net migration periods"),
        shown=SHOWN,
    )
