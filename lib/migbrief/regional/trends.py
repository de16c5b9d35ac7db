"""Trends: net migration by rate, by persons and by cohort; displacement, each vintage apart."""

from __future__ import annotations

from typing import Final

import pandas as pd
from matplotlib.figure import Figure
from matplotlib.patches import Patch

from .. import charts, cohorts, indicators, style, words
from ..charts import axis_numbers, chart, legend
from ..context import two_vintages
from ..display import Display, note
from ..language import mark, t, tn
from ..region import Region
from . import context, figures

_WORLD: Final = mark(
    "For the world, people in and out should balance: what is left over is what the sources disagree on."
)
_HEADINGS: Final = (  # of the data behind the charts
    mark("Persons"),
    mark("Rate per 1,000"),
    mark("Population"),
    mark("Start"),
    mark("End"),
    mark("Low"),
    mark("High"),
    mark("Projected"),
)


def rates(region: Region) -> Display:
    """The net migration rate in each vintage, for the members that move most."""
    key = "net_migration_rate"
    chosen = _largest(region, key)
    if not chosen:
        return note(t("No member has a net migration rate in any vintage."))
    ends = [region.latest(key, v)["value"] for v in indicators.vintages()]
    both = pd.concat(ends, axis=1, join="inner")
    turned = both[(both.iloc[:, 0] * both.iloc[:, -1]) < 0]
    if both.empty:
        finding = t("Net migration rate: no member has a figure in each vintage")
    elif turned.empty:
        finding = tn(
            "Net migration rate: the sign differs between vintages in none of {n} member with both",
            "Net migration rate: the sign differs between vintages in none of {n} members with both",
            len(both),
        )
    else:
        finding = tn(
            "Net migration rate: the sign differs between vintages in {turned} of {n} member with both",
            "Net migration rate: the sign differs between vintages in {turned} of {n} members with both",
            len(both),
            turned=len(turned),
        )
    known = {code for rates in ends for code in rates.index}
    of = t("The {n} members that move most.", n=len(chosen)) if len(chosen) < len(known) else ""
    return two_vintages(key, chosen, title=finding, note=of)


def persons(region: Region) -> Display:
    """Net migration a year as persons, computed for each member with a rate and a population."""
    rows = figures.product(region, "net_migration_rate", "population", 1000)
    if rows.empty:
        return note(t("No member has both a net migration rate and a population in this vintage."))
    gain, loss = rows.loc[rows["value"] > 0, "value"].sum(), -rows.loc[rows["value"] < 0, "value"].sum()
    net = figures.rounded(gain - loss)
    come, go = (words.quantity(figures.rounded(v)) for v in (gain, loss))
    if gain and loss:
        finding = t(
            "Net migration a year, computed: {gain} in and {loss} out, {net} in all",
            gain=come,
            loss=go,
            net=f"{'−' if net < 0 else ''}{words.quantity(abs(net))}",
        )
    elif gain:
        finding = t("Net migration a year, computed: {gain} in", gain=come)
    elif loss:
        finding = t("Net migration a year, computed: {loss} out", loss=go)
    else:
        finding = t("Net migration a year, computed: zero")
    shown = rows.head(figures.TOP).sort_values("value", ascending=False).reset_index(names="iso3")
    shown["value"] = shown["value"].map(figures.rounded)
    notes = [
        t(
            "Computed for {members} as rate times population of the same vintage, to two figures. Moves "
            "between members count in both.",
            members=figures.of_members(len(rows), len(region.members)),
        ),
        t(_WORLD) if region.group.kind == "world" else "",
        figures.drawn(len(shown), len(rows)),
    ]
    return charts.bars(
        shown[["iso3", "country", "value", "rate", "year", "base"]].rename(
            columns={"value": "persons", "rate": "rate per 1,000", "base": "population"}
        ),
        label="country",
        value="persons",
        title=finding,
        source=words.source(rows),
        axis=t("Persons a year, in less out"),
        note=" ".join(text for text in notes if text),
        name=f"net migration persons {region.vintage}",
    )


def young(region: Region) -> Display:
    """The cohort estimate of net migration at ages 15 to 34, by five-year period, with its range."""
    if region.location is None:
        return note(t("No estimate: World Population Prospects has no figures for the members."))
    if region.group.kind == "world":
        return note(
            t(
                "No estimate for the world: nobody migrates into or out of it. The profiles of regions and "
                "countries have theirs."
            )
        )
    rows = cohorts.net_migration(region.location).loc[: region.horizon]
    past = rows[~rows["projected"]]
    come, go = int((past["low"] > 0).sum()), int((past["high"] < 0).sum())
    far = past.loc[((past["low"] + past["high"]) / 2).abs().idxmax()]
    finding = t(
        "Young adults, estimated: {ways}; most in {start}–{end} ({range})",
        ways=_ways(come, go, len(past)),
        start=f"{far['start']:.0f}",
        end=f"{far['end']:.0f}",
        range=span(far["low"], far["high"]),
    )
    table = rows[["start", "end", "low", "high", "projected"]].reset_index(drop=True)
    table["projected"] = table["projected"].map({True: t("yes"), False: ""})
    for column in ("start", "end"):
        table[column] = table[column].astype(str)
    for column in ("low", "high"):
        table[column] = table[column].map(lambda x: float(f"{x:.3g}"))
    spoken = words.series(f"{r.start}–{r.end} {span(r.low, r.high)}" for r in past.tail(5).itertuples())
    return chart(
        lambda figure: _draw_young(figure, rows),
        title=finding,
        alt=t("Bars with ranges, persons over five years. {figures}.", figures=spoken),
        data=table,
        source=context.source(region),
        note=f"{t(cohorts.METHOD)} {context.completeness(region)}".strip(),
        name="young adults",
        height=2.9,
    )


def displaced(region: Region, indicator: str) -> Display:
    """A stock of displaced or stateless people by member, in each vintage; never joined."""
    name = figures.name(indicator)
    chosen = _largest(region, indicator)
    if not chosen:
        return note(
            t("{indicator}: no vintage lists any member, which is not the same as none.", indicator=name)
        )
    rows = region.latest(indicator).sort_values("value", ascending=False)
    if len(rows) > 1:
        finding = t(
            "{indicator}: {total} in {members}, most in {countries}",
            indicator=name,
            total=figures.together(region, indicator, short=True),
            members=figures.of_members(len(rows), len(region.members)),
            countries=words.top(list(rows["name"]), list(rows["value"]), "", 2),
        )
    elif len(rows):
        finding = t(
            "{indicator}: {total} in {country}",
            indicator=name,
            total=figures.together(region, indicator, short=True),
            country=rows["name"].iloc[0],
        )
    else:
        finding = t(
            "{indicator}: listed for no member in the {vintage} vintage",
            indicator=name,
            vintage=region.vintage,
        )
    unlisted = len(region.members) - len(rows)
    counted = t("Vintages count differently and are never joined.")
    if unlisted:
        lost = tn(
            "{n} member was not listed in the {vintage} vintage; that is not zero.",
            "{n} members were not listed in the {vintage} vintage; that is not zero.",
            unlisted,
            vintage=region.vintage,
        )
        counted = f"{lost} {counted}"
    return two_vintages(indicator, chosen, title=finding, note=counted)


def span(low: float, high: float) -> str:
    """The two ends of an estimate: ``−1.2 million to −980,000``; one figure where they round alike."""
    a, b = (words.quantity(figures.rounded(x)) for x in (low, high))
    return a if a == b else t("{low} to {high}", low=a, high=b)


def _ways(come: int, go: int, of: int) -> str:
    """Which way the estimate points in how many periods; a range over zero points neither way."""
    if of == come:
        return t("net arrivals in all {n} five-year periods", n=of)
    if of == go:
        return t("net departures in all {n} five-year periods", n=of)
    parts = []
    if come:
        parts.append(t("net arrivals in {n}", n=come))
    if go:
        parts.append(t("net departures in {n}", n=go))
    if come + go < of:
        parts.append(t("neither for sure in {n}", n=of - come - go))
    return t("{ways} of {n} five-year periods", ways=words.listing(parts), n=of)


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
    ax.set_ylabel(t("Persons over five years"))
    ax.set_xlabel(t("Five-year period"))
    axis_numbers(ax.yaxis)
    ax.grid(axis="y")
    keys = [
        Patch(facecolor=style.SERIES[0], label=t("net arrivals")),
        Patch(facecolor=style.SERIES[1], label=t("net departures")),
        Patch(facecolor=style.SERIES[7], alpha=0.45, label=t("pale: projected")),
    ]
    legend(figure, keys, handlelength=1.2, columnspacing=1.2)
