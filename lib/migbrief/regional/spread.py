"""How one figure is spread over members: quartiles, and who lies far out by one stated rule."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
import pandas as pd
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from .. import charts, style, words
from ..charts import axis_numbers, chart
from ..display import Display, note
from ..language import mark, t
from ..region import Region
from . import figures

REACH: Final = 1.5  # interquartile ranges beyond the quartiles: past this a member is an outlier (Tukey)
FEWEST: Final = 8  # with fewer figures quartiles are too unsure to call anyone an outlier
_HEADINGS: Final = (mark("Outlier"),)  # of the data behind a chart
_DOTS: Final = 80  # with more members, columns instead of a dot each
_NAMED: Final = 3  # outliers named on each side of a figure


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
    far = [figures.called(r) for side in (found.above, found.below) for _, r in side[:_NAMED].iterrows()]
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
        outliers=words.listing(far),
    )
    return chart(
        lambda figure: _draw(figure, found, figures.axis(indicator)),
        title=finding,
        alt=alt,
        data=data.reset_index(drop=True),
        source=words.source(rows),
        note=" ".join(text for text in (rule(), lost, figures.aged(rows)) if text),
        name=f"spread {indicator} {region.vintage}",
        height=2.5,
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


def _draw(figure: Figure, found: Spread, axis: str) -> None:
    ax = figure.add_subplot()
    values = found.rows["value"].to_numpy(dtype=float)
    width = float(np.ptp(values)) or abs(float(values[0])) or 1.0
    bins = 36
    edges = np.linspace(values.min() - 1e-9 * width, values.min() + width, bins + 1)
    placed = np.clip(np.digitize(values, edges) - 1, 0, bins - 1)
    middles = (edges[:-1] + edges[1:]) / 2
    outside = np.zeros(len(values), dtype=bool)
    if found.fences:
        outside = (values < found.fences[0]) | (values > found.fences[1])
    tall = int(np.bincount(placed).max())
    if len(values) > _DOTS:
        for chosen, colour in ((~outside, style.SERIES[0]), (outside, style.SERIES[1])):
            counts = np.bincount(placed[chosen], minlength=bins)
            kept = counts > 0
            ax.bar(middles[kept], counts[kept], width=width / bins * 0.9, color=colour)
    else:
        height = np.zeros(bins)
        ys = []
        for b in placed:
            height[b] += 1
            ys.append(height[b] - 0.5)
        size = min(9.0, 110 / (tall + 2)) ** 2
        for chosen, colour, marker in ((~outside, style.SERIES[0], "o"), (outside, style.SERIES[1], "D")):
            ax.scatter(
                middles[placed[chosen]],
                np.array(ys)[chosen],
                s=size,
                color=colour,
                marker=marker,
                linewidths=0,
            )
    top = max(tall, 4)
    low, middle, high = found.quartiles
    band = 0.09 * top
    ax.add_patch(Rectangle((low, -1.6 * band), high - low, band, color=style.SERIES[2], linewidth=0))
    ax.plot([middle, middle], [-1.9 * band, -0.4 * band], color=style.INK, linewidth=1.6)
    # Columns rise where names would stand, so there is room for fewer.
    count = _NAMED if len(values) <= _DOTS else _NAMED - 1
    for side, sign in ((found.below, 1), (found.above, -1)):
        for i, (_, row) in enumerate(side.head(count).iterrows()):
            # The farthest stands highest, its line upright and names on the inner side: none crosses another.
            at = 1 + top * (0.18 + 0.15 * (min(len(side), count) - 1 - i))
            ax.plot([row["value"]] * 2, [1, at], color=style.SOFT, linewidth=0.6)
            ax.annotate(
                figures.called(row),
                (row["value"], at),
                (3 * sign, 0),
                textcoords="offset points",
                ha="left" if sign > 0 else "right",
                va="center",
                color=style.INK,
            )
    ax.set_ylim(-0.22 * top, top * 1.12 + 0.6)
    ax.margins(x=0.04)
    ax.set_xlabel(axis)
    ax.spines["left"].set_visible(False)
    if len(values) > _DOTS:
        ax.set_ylabel(t("Members"))
        axis_numbers(ax.yaxis, whole=True)
        ax.set_yticks([tick for tick in ax.get_yticks() if 0 <= tick <= top])
    else:
        ax.set_yticks([])
    axis_numbers(ax.xaxis)
    ax.grid(axis="x")
