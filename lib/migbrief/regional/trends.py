"""Trends: net migration by rate, by persons and by cohort; displacement, each vintage apart."""

from __future__ import annotations

from typing import Final

import pandas as pd
from matplotlib.figure import Figure
from matplotlib.patches import Patch

from .. import charts, cohorts, indicators, style, words
from ..charts import axis_numbers, chart
from ..context import two_vintages
from ..display import Display, note
from ..region import Region
from . import context, figures

_WORLD: Final = (
    " For the world, people in and out should balance: what is left over is what the sources disagree on."
)


def rates(region: Region) -> Display:
    """The net migration rate in each vintage, for the members that move most."""
    key = "net_migration_rate"
    chosen = _largest(region, key)
    if not chosen:
        return note("No member has a net migration rate in any vintage.")
    ends = [region.latest(key, v)["value"] for v in indicators.vintages()]
    both = pd.concat(ends, axis=1, join="inner")
    turned = both[(both.iloc[:, 0] * both.iloc[:, -1]) < 0]
    finding = (
        f"Net migration rate: the sign differs between vintages in {len(turned) or 'none'} of "
        f"{words.count(len(both), 'member')} with both"
        if len(both)
        else "Net migration rate: no member has a figure in each vintage"
    )
    known = {code for rates in ends for code in rates.index}
    of = f"The {len(chosen)} members that move most." if len(chosen) < len(known) else ""
    return two_vintages(key, chosen, title=finding, note=of)


def persons(region: Region) -> Display:
    """Net migration a year as persons, computed for each member with a rate and a population."""
    rows = figures.product(region, "net_migration_rate", "population", 1000)
    if rows.empty:
        return note("No member has both a net migration rate and a population in this vintage.")
    gain, loss = rows.loc[rows["value"] > 0, "value"].sum(), -rows.loc[rows["value"] < 0, "value"].sum()
    net = figures.rounded(gain - loss)
    parts = [f"{words.quantity(figures.rounded(v))} {way}" for v, way in ((gain, "in"), (loss, "out")) if v]
    finding = f"Net migration a year, computed: {words.listing(parts) if parts else 'zero'}"
    if len(parts) == 2:
        finding += f", {'−' if net < 0 else ''}{words.quantity(abs(net))} in all"
    shown = rows.head(figures.TOP).sort_values("value", ascending=False).reset_index(names="iso3")
    shown["value"] = shown["value"].map(figures.rounded)
    return charts.bars(
        shown[["iso3", "country", "value", "rate", "year", "base"]].rename(
            columns={"value": "persons", "rate": "rate per 1,000", "base": "population"}
        ),
        label="country",
        value="persons",
        title=finding,
        source=words.source(rows),
        axis="Persons a year, in less out",
        note=(
            f"Computed for {figures.of_members(len(rows), len(region.members))} as rate times population "
            "of the same vintage, to two figures. Moves between members count in both."
            + (_WORLD if region.group.kind == "world" else "")
            + (f" The {len(shown)} largest are drawn." if len(shown) < len(rows) else "")
        ),
        name=f"net migration persons {region.vintage}",
    )


def young(region: Region) -> Display:
    """The cohort estimate of net migration at ages 15 to 34, by five-year period, with its range."""
    if region.location is None:
        return note("No estimate: World Population Prospects has no figures for the members.")
    if region.group.kind == "world":
        return note(
            "No estimate for the world: nobody migrates into or out of it. The profiles of regions and "
            "countries have theirs."
        )
    rows = cohorts.net_migration(region.location).loc[: region.horizon]
    past = rows[~rows["projected"]]
    come, go = int((past["low"] > 0).sum()), int((past["high"] < 0).sum())
    far = past.loc[((past["low"] + past["high"]) / 2).abs().idxmax()]
    finding = (
        f"Young adults, estimated: {_ways(come, go, len(past))} five-year periods; "
        f"most in {far['start']:.0f}–{far['end']:.0f} ({span(far['low'], far['high'])})"
    )
    table = rows[["start", "end", "low", "high", "projected"]].reset_index(drop=True)
    table["projected"] = table["projected"].map({True: "yes", False: ""})
    for column in ("start", "end"):
        table[column] = table[column].astype(str)
    for column in ("low", "high"):
        table[column] = table[column].map(lambda x: float(f"{x:.3g}"))
    spoken = "; ".join(f"{r.start}–{r.end} {span(r.low, r.high)}" for r in past.tail(5).itertuples())
    return chart(
        lambda figure: _draw_young(figure, rows),
        title=finding,
        alt=f"Bars with ranges, persons over five years. {spoken}.",
        data=table,
        source=context.source(region),
        note=f"{cohorts.METHOD} {context.completeness(region)}".strip(),
        name="young adults",
        height=2.9,
    )


def displaced(region: Region, indicator: str) -> Display:
    """A stock of displaced or stateless people by member, in each vintage; never joined."""
    name = figures.name(indicator)
    chosen = _largest(region, indicator)
    if not chosen:
        return note(f"{name}: no vintage lists any member, which is not the same as none.")
    rows = region.latest(indicator).sort_values("value", ascending=False)
    if len(rows) > 1:
        lead = words.top(list(rows["name"]), list(rows["value"]), "", 2)
        of = figures.of_members(len(rows), len(region.members))
        total = figures.together(region, indicator, short=True)
        finding = f"{name}: {total} in {of}, most in {lead}"
    elif len(rows):
        finding = f"{name}: {figures.together(region, indicator, short=True)} in {rows['name'].iloc[0]}"
    else:
        finding = f"{name}: listed for no member in the {region.vintage} vintage"
    unlisted = len(region.members) - len(rows)
    lost = (
        f"{words.count(unlisted, 'member').capitalize()} {words.were(unlisted)} not listed in the "
        f"{region.vintage} vintage; that is not zero. "
        if unlisted
        else ""
    )
    counted = "Vintages count differently and are never joined."
    return two_vintages(indicator, chosen, title=finding, note=f"{lost}{counted}")


def span(low: float, high: float) -> str:
    """The two ends of an estimate: ``−1.2 million to −980,000``; one figure where they round alike."""
    a, b = (words.quantity(figures.rounded(x)) for x in (low, high))
    return a if a == b else f"{a} to {b}"


def _ways(come: int, go: int, of: int) -> str:
    """Which way the estimate points in how many periods; a range over zero points neither way."""
    if of in (come, go):
        return f"net {'arrivals' if come else 'departures'} in all {of}"
    parts = [f"net {way} in {n}" for n, way in ((come, "arrivals"), (go, "departures")) if n]
    parts += [f"neither for sure in {of - come - go}"] if come + go < of else []
    return f"{words.listing(parts)} of {of}"


def _largest(region: Region, indicator: str) -> list[str]:
    """The members with the largest figures of any vintage, largest first in the reader's vintage."""
    frames = [region.latest(indicator, v)["value"].abs() for v in indicators.vintages()]
    top = pd.concat(frames, axis=1).max(axis=1).sort_values(ascending=False).head(figures.TOP)
    own = region.latest(indicator)["value"].reindex(top.index)
    return list(own.sort_values(ascending=False, na_position="last", kind="stable").index)


def _draw_young(figure: Figure, rows: pd.DataFrame) -> None:
    ax = figure.add_subplot()
    middle = (rows["low"] + rows["high"]) / 2
    at = (rows["start"] + rows["end"]) / 2
    colours = [style.SERIES[0] if x >= 0 else style.SERIES[1] for x in middle]
    for kept, alpha in ((~rows["projected"], 1.0), (rows["projected"], 0.45)):
        chosen = [c for c, k in zip(colours, kept, strict=True) if k]
        ax.bar(at[kept], middle[kept], width=4.2, color=chosen, alpha=alpha)
    ax.vlines(at, rows["low"], rows["high"], color=style.INK, linewidth=1.1)
    ax.axhline(0, color=style.SOFT, linewidth=0.7)
    ax.set_ylabel("Persons over five years")
    ax.set_xlabel("Five-year period")
    axis_numbers(ax.yaxis)
    ax.grid(axis="y")
    keys = [
        Patch(facecolor=style.SERIES[0], label="net arrivals"),
        Patch(facecolor=style.SERIES[1], label="net departures"),
        Patch(facecolor=style.SERIES[7], alpha=0.45, label="pale: projected"),
    ]
    figure.legend(handles=keys, loc="outside upper left", ncols=3, handlelength=1.2, columnspacing=1.2)
