"""Trends of young adults: the cohort estimate of net migration, by five-year period."""

from __future__ import annotations

from typing import Final

import pandas as pd
from matplotlib.figure import Figure
from matplotlib.patches import Patch

from .. import cohorts, population, style, words
from ..charts import axis_numbers, chart, legend
from ..display import OWN, Display, note, noted
from ..language import mark, t
from ..region import Region
from . import context, figures

_HEADINGS: Final = (mark("Start"), mark("End"), mark("Low"), mark("High"), mark("Projected"))  # of data


def adults(region: Region) -> Display:
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
    far = clear(past)
    until = t("{ways} to {year}", ways=_ways(come, go, len(past)), year=int(past["end"].max()))
    if far is None and len(past) in (come, go):
        finding = _each(past, come == len(past))
    elif far is None:
        finding = t(
            "Young adults, estimated: {ways}; {range} in a period",
            ways=until,
            range=span(past["low"].min(), past["high"].max()),
        )
        finding = noted(finding, "own")
    else:
        finding = t(
            "Young adults, estimated: {ways}; most in {start}–{end} ({range})",
            ways=until + OWN,
            start=f"{far['start']:.0f}",
            end=f"{far['end']:.0f}",
            range=span(far["low"], far["high"]),
        )
        finding = noted(finding, f"young adults {far['start']:.0f}")
    table = rows[["start", "end", "low", "high", "projected"]].reset_index(drop=True)
    table["projected"] = table["projected"].map({True: t("yes"), False: t("no")})
    for column in ("start", "end"):
        table[column] = table[column].astype(str)
    for column in ("low", "high"):
        table[column] = table[column].map(lambda x: float(f"{x:.3g}"))
    spoken = words.series(f"{r.start}–{r.end} {span(r.low, r.high)}" for r in past.tail(5).itertuples())
    caveat = t(
        "Deaths beyond those assumed count as departures, as in war or where AIDS raised deaths of young "
        "adults. Periods that end after {year} show what the projection assumes.",
        year=population.LAST_ESTIMATE,
    )
    return chart(
        lambda figure: _draw(figure, rows),
        title=finding,
        alt=t("Bars with ranges, persons over five years. {figures}.", figures=spoken),
        data=table,
        source=context.source(region),
        note=f"{t(cohorts.METHOD)} {caveat} {context.completeness(region)}".strip(),
        name="young adults",
        height=2.9,
        rows=True,
    )


def _each(past: pd.DataFrame, came: bool) -> str:
    """That every period has the same way, with the first and the last of them."""
    first, last = past.iloc[0], past.iloc[-1]
    said = {
        "n": len(past),
        "year": int(last["end"]),
        "note": OWN,
        "before": _size(first),
        "early": _years(first),
        "now": _size(last),
        "late": _years(last),
    }
    if came:
        return t(
            "Young adults, estimated: more came than left in all {n} five-year periods to {year}{note}: "
            "{before} in {early}, {now} in {late}",
            **said,
        )
    return t(
        "Young adults, estimated: more left than came in all {n} five-year periods to {year}{note}: {before} "
        "in {early}, {now} in {late}",
        **said,
    )


def _size(period: pd.Series) -> str:
    """An estimate without its sign: ``310,000 to 380,000``."""
    return span(*sorted(abs(float(period[k])) for k in ("low", "high")))


def _years(period: pd.Series) -> str:
    return f"{period['start']:.0f}–{period['end']:.0f}"


def span(low: float, high: float) -> str:
    """The two ends of an estimate: ``−1.2 million to −980,000``; one figure where they round alike."""
    a, b = (words.quantity(figures.rounded(x)) for x in (low, high))
    return a if a == b else t("{low} to {high}", low=a, high=b)


def clear(past: pd.DataFrame) -> pd.Series | None:
    """The period of the largest estimate; None where its range does not lie clear of every other's."""
    ends = past[["low", "high"]].abs()
    least = ends.min(axis=1).where((past["low"] > 0) | (past["high"] < 0), 0.0)
    far = least.idxmax()
    return past.loc[far] if least[far] > ends.max(axis=1).drop(far).max() else None


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


def _draw(figure: Figure, rows: pd.DataFrame) -> None:
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
        Patch(facecolor=style.SERIES[0], label=t("net arrivals")) if (middle >= 0).any() else None,
        Patch(facecolor=style.SERIES[1], label=t("net departures")) if (middle < 0).any() else None,
        Patch(facecolor=style.SERIES[7], alpha=0.45, label=t("projected"))
        if rows["projected"].any()
        else None,
    ]
    legend(figure, [key for key in keys if key], handlelength=1.2, columnspacing=1.2)
