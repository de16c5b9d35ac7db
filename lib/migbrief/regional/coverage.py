"""Data coverage: how many members each indicator has, and who is missing."""

from __future__ import annotations

import pandas as pd

from .. import charts, countries, indicators, newer, tables, words
from ..display import Display
from ..language import mark, t
from ..region import Region
from ..tables import Column, Table
from . import figures

_HEADINGS = (mark("Members"),)  # of the data behind the bars


def bars(region: Region) -> Display:
    """Members with a figure, by indicator, of all members."""
    seen = _seen(region)
    counts = seen.sum().sort_values(ascending=False, kind="stable")
    of = len(region.members)
    data = pd.DataFrame(
        {"indicator": [figures.name(str(key)) for key in counts.index], "members": counts.to_numpy()}
    )
    full, none = int((counts == of).sum()), int((counts == 0).sum())
    n = len(counts)
    if of == 1:
        finding = t("{full} of {n} indicators have a figure", full=full, n=n)
    elif none:
        finding = t(
            "{full} of {n} indicators have a figure for every member, {none} for none",
            full=full,
            n=n,
            none=none,
        )
    else:
        finding = t("{full} of {n} indicators have a figure for every member", full=full, n=n)
    return charts.bars(
        data,
        label="indicator",
        value="members",
        title=finding,
        source=_source(region),
        axis=t("Members with a figure, of {n}", n=of),
        name=f"coverage {region.vintage}",
        label_width=44,
    )


def table(region: Region) -> Table:
    """For each indicator that lacks members: who they are, and where to get a live figure."""
    seen = _seen(region)
    rows = [
        {
            "indicator": figures.name(key),
            "n": int((~seen[key]).sum()),
            "missing": t("all members") if not seen[key].any() else region.label(seen.index[~seen[key]], 15),
            "live": newer.place(str(key)),
        }
        for key in seen.columns
        if not seen[key].all()
    ]
    return tables.table(
        pd.DataFrame(rows, columns=["indicator", "n", "missing", "live"]).sort_values(
            "n", ascending=False, kind="stable"
        ),
        t("What is missing in the {vintage} vintage", vintage=region.vintage),
        name=f"What is missing in the {region.vintage} vintage",
        columns={
            "indicator": t("Indicator"),
            "n": Column(t("Members without"), kind="number"),
            "missing": Column(t("Who"), wide=True),
            "live": Column(t("Where to get it live"), wide=True),
        },
        source=_source(region),
        note=t("For statuses, missing means not listed."),
        empty=t("Every indicator has a figure for every member."),
    )


def thinnest(region: Region) -> Table:
    """The members with the fewest indicators."""
    seen = _seen(region).sum(axis=1).sort_values(kind="stable").head(10)
    of = len(indicators.definitions())
    data = pd.DataFrame(
        {
            "country": [countries.name(code) for code in seen.index],
            "n": seen.to_numpy(),
            "share": [words.share(n, of) for n in seen],
            "people": [t("yes") if code in region.counted else t("no") for code in seen.index],
        }
    )
    return tables.table(
        data,
        t("Members with the fewest figures"),
        name="Members with the fewest figures",
        columns={
            "country": t("Member"),
            "n": Column(t("Indicators, of {n}", n=of), kind="number"),
            "share": t("Share"),
            "people": t("In World Population Prospects"),
        },
        source=_source(region),
    )


def _source(region: Region) -> str:
    return t("the project's indicator tables, vintage {vintage}", vintage=region.vintage)


def _seen(region: Region) -> pd.DataFrame:
    return indicators.coverage(list(indicators.definitions().index), region.vintage, region.members)
