"""How one figure is spread over members: quartiles, and who lies far out by one stated rule."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import pandas as pd

from .. import charts, remarks, words
from ..charts import chart
from ..display import Display, note, noted
from ..language import mark, t
from ..region import Region
from . import dots, figures

REACH: Final = 1.5  # interquartile ranges beyond the quartiles: past this a member is an outlier (Tukey)
FEWEST: Final = 8  # with fewer figures quartiles are too unsure to call anyone an outlier
_HEADINGS: Final = (mark("Outlier"),)  # of the data behind a chart
_SPOKEN: Final = 3  # outliers named on each side where a figure is described


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
    rows = region.latest(indicator).sort_values("value", kind="stable")
    if rows.empty:
        return Spread(rows, (), None)
    low, middle, high = (float(q) for q in rows["value"].quantile([0.25, 0.5, 0.75]))
    reach = REACH * (high - low)
    fences = (low - reach, high + reach) if len(rows) >= FEWEST else None
    return Spread(rows, (low, middle, high), fences)


def distribution(region: Region, indicator: str) -> Display:
    """A dot a member along the figure's axis, with the middle half and the outliers by name.

    Fewer than ``FEWEST`` figures are bars, each with its member's name.
    """
    found = spread(region, indicator)
    title = figures.name(indicator)
    if found.rows.empty:
        return note(
            t(
                "{indicator}: no member has a figure in the {vintage} vintage.",
                indicator=title,
                vintage=region.vintage,
            )
        )
    sides = [[figures.called(r) for _, r in side.iterrows()] for side in (found.above, found.below)]
    rows = found.rows
    outside = {*found.below.index, *found.above.index}
    data = pd.DataFrame(
        {
            "country": rows["name"],
            "value": rows["value"],
            "year": rows["year"],
            "outlier": [t("yes") if code in outside else t("no") for code in rows.index],
        }
    )
    unit = figures.unit(indicator)
    without = len(region.members) - len(rows)
    lost = t("Without a figure: {members}.", members=words.count(without, "member")) if without else ""
    lost = noted(lost, "own")
    finding = t("{indicator}: {finding}", indicator=title, finding=_finding(found, unit))
    if len(rows) < FEWEST:
        return charts.bars(
            data.drop(columns="outlier").assign(country=[figures.called(r) for _, r in rows.iterrows()])[
                ::-1
            ],
            label="country",
            value="value",
            title=finding,
            source=words.source(rows),
            unit=unit,
            axis=figures.axis(indicator),
            note=lost,
            name=f"spread {indicator} {region.vintage}",
        )
    ends = [(figures.called(r), r["value"]) for _, r in rows.iloc[[0, -1]].iterrows()]
    alt = t(
        "Distribution over {members}, {axis}. Lowest and highest: {figures} Outliers: {outliers}.",
        members=words.count(len(rows), "member"),
        axis=figures.axis(indicator),
        figures=charts.describe([e[0] for e in ends], [e[1] for e in ends], unit),
        outliers=words.series(words.listing(side, _SPOKEN) for side in sides if side) or t("none"),
    )
    _, crowded = dots.names(found)
    unnamed = t("Not named for want of room: {countries}.", countries=words.listing(crowded, 2 * _SPOKEN))
    doubted = remarks.of_figures([indicator], [region.vintage], region.members)
    return chart(
        lambda figure: dots.draw(figure, found, figures.axis(indicator)),
        title=finding,
        alt=alt,
        data=data.reset_index(drop=True),
        source=words.source(rows),
        note=" ".join(
            text for text in (rule(), unnamed if crowded else "", lost, figures.aged(rows), doubted) if text
        ),
        name=f"spread {indicator} {region.vintage}",
        height=dots.HEIGHT,
    )


def _finding(found: Spread, unit: str) -> str:
    rows = found.rows
    first, last = rows.iloc[0], rows.iloc[-1]
    if len(rows) == 1:
        return t(
            "{figure} in {country}, the one member with a figure",
            figure=words.quantity(first["value"], unit),
            country=figures.called(first, inside=True),
        )
    if first["value"] == last["value"]:
        figure = words.quantity(first["value"], unit)
        return t("{figure} in each of {n} members with a figure", figure=figure, n=len(rows))
    if len(rows) < 4:
        return t(
            "from {low} in {lowest} to {high} in {highest}",
            low=words.quantity(first["value"], unit),
            lowest=figures.called(first, inside=True),
            high=words.quantity(last["value"], unit),
            highest=figures.called(last, inside=True),
        )
    low, middle, high = found.quartiles
    return t(
        "median {median}, the middle half of {n} members from {low} to {high}",
        median=words.quantity(middle, unit),
        n=words.number(len(rows)),
        low=words.number(low),
        high=words.number(high),
    )
