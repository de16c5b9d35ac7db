"""How one figure is spread over members: quartiles, and who lies far out by one stated rule."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import pandas as pd

from migbrief.display import charts
from migbrief.display.html import Display, note
from migbrief.text import words
from migbrief.text.i18n import mark, t
from migbrief.text.markup import noted

from . import common
from .region import Region

REACH: Final = 1.5  # interquartile ranges beyond the quartiles: past this a member is an outlier (Tukey)
FEWEST: Final = 8  # with fewer figures quartiles are too unsure to call anyone an outlier


@dataclass(frozen=True)
class Spread:
    """Figures of members, lowest first (index iso3; ``name, year, value`` …), and what they spread over.

    ``quartiles`` is empty for no figure; ``fences`` is None for fewer than ``FEWEST``.
    """

    rows: pd.DataFrame
    quartiles: tuple[float, ...]
    fences: tuple[float, float] | None

    @property
    def below(self) -> pd.DataFrame:
        """The outliers at the low end, farthest first."""
        return self.rows[self.rows["value"] < self.fences[0]] if self.fences else self.rows.head(0)

    @property
    def above(self) -> pd.DataFrame:
        """The outliers at the high end, farthest first."""
        return self.rows[self.rows["value"] > self.fences[1]][::-1] if self.fences else self.rows.head(0)


def rule() -> str:
    """Who is an outlier."""
    return t(
        "An outlier lies more than {reach} interquartile ranges outside the middle half, where at least "
        "{fewest} members have a figure.",
        reach=words.number(REACH),
        fewest=FEWEST,
    )


def spread(region: Region, indicator: str) -> Spread:
    """How an indicator's latest figures are spread over the members that have one."""
    rows = common.counted(region, indicator).sort_values("value", kind="stable")
    if rows.empty:
        return Spread(rows, (), None)
    low, middle, high = (float(q) for q in rows["value"].quantile([0.25, 0.5, 0.75]))
    reach = REACH * (high - low)
    fences = (low - reach, high + reach) if len(rows) >= FEWEST else None
    return Spread(rows, (low, middle, high), fences)


def distribution(region: Region, indicator: str) -> Display:
    """How many members have what figure, and their median.

    Fewer than ``FEWEST`` figures are bars, each with its member's name.
    """
    found = spread(region, indicator)
    title = common.name(indicator)
    if found.rows.empty:
        return note(
            t(
                "{indicator}: no member has a figure in the Factbook's {vintage} edition.",
                indicator=title,
                vintage=region.vintage,
            )
        )
    rows = found.rows
    unit = common.unit(indicator)
    without = len(region.members) - len(region.latest(indicator))
    lost = t("Without a figure: {members}.", members=words.count(without, "member")) if without else ""
    lost = f"{noted(lost, 'own')} {common.doubted(region, indicator)}".strip()
    finding = t("{indicator}: {finding}", indicator=title, finding=_finding(found, unit))
    if len(rows) < FEWEST:
        return charts.bars(
            pd.DataFrame(
                {
                    "country": [common.called(r) for _, r in rows.iterrows()],
                    "value": rows["value"],
                    "year": rows["year"],
                }
            )[::-1],
            label="country",
            value="value",
            title=finding,
            source=words.source(rows),
            unit=unit,
            axis=common.axis(indicator),
            note=lost,
            name=f"spread {indicator} {region.vintage}",
        )
    return charts.histogram(
        rows["value"],
        title=finding,
        source=words.source(rows),
        axis=common.axis(indicator),
        unit=unit,
        marks={t("median"): found.quartiles[1]},
        counted=mark("members"),
        note=lost,
        name=f"spread {indicator} {region.vintage}",
    )


def _finding(found: Spread, unit: str) -> str:
    rows = found.rows
    first, last = rows.iloc[0], rows.iloc[-1]
    if len(rows) == 1:
        return t(
            "{figure} in {country}, the one member with a figure",
            figure=words.quantity(first["value"], unit),
            country=common.called(first, inside=True),
        )
    if first["value"] == last["value"]:
        figure = words.quantity(first["value"], unit)
        return t("{figure} in each of {n} members with a figure", figure=figure, n=len(rows))
    if len(rows) < 4:
        return t(
            "from {low} in {lowest} to {high} in {highest}",
            low=words.quantity(first["value"], unit),
            lowest=common.called(first, inside=True),
            high=words.quantity(last["value"], unit),
            highest=common.called(last, inside=True),
        )
    low, middle, high = found.quartiles
    return t(
        "median {median}, the middle half of {n} members from {low} to {high}",
        median=words.quantity(middle, unit),
        n=words.number(len(rows)),
        low=words.number(low),
        high=words.number(high),
    )
