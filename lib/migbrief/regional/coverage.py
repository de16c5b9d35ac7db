"""Data coverage: how many members each indicator has, and who is missing."""

from __future__ import annotations

import pandas as pd

from .. import charts, countries, indicators, newer, tables, words
from ..display import Display, noted
from ..language import mark, t, tn
from ..region import Region
from ..tables import Column, Table
from . import figures

_HEADINGS = (mark("Members"),)  # of the data behind the bars


def bars(region: Region) -> Display:
    """Members with a figure, by indicator, of all members; statuses, which are listed or not, left out."""
    seen = _seen(region)[_counted()]
    counts = seen.sum().sort_values(ascending=False, kind="stable")
    of = len(region.members)
    data = pd.DataFrame(
        {"indicator": [figures.name(str(key)) for key in counts.index], "members": counts.to_numpy()}
    )
    full, none = int((counts == of).sum()), int((counts == 0).sum())
    n = len(counts)
    bare = list(seen.index[~seen.any(axis=1)])
    if 0 < len(bare) < of:
        finding = tn(
            "All members but {countries}, which has none, have a figure for {full} of {n} indicators",
            "All members but {countries}, which have none, have a figure for {full} of {n} indicators",
            len(bare),
            countries=region.label(bare, 3),
            full=int((counts == of - len(bare)).sum()),
            n=n,
        )
    elif of == 1:
        finding = t("A figure is there for {full} of {n} indicators", full=full, n=n)
    elif none:
        finding = t(
            "All members have a figure for {full} of {n} indicators, and none has one for {none}",
            full=full,
            n=n,
            none=none,
        )
    else:
        finding = t("All members have a figure for {full} of {n} indicators", full=full, n=n)
    name = f"coverage {region.vintage}"
    return charts.bars(
        data,
        label="indicator",
        value="members",
        title=noted(finding, name),
        source=_source(region),
        axis=t("Members with a figure, of {n}", n=of),
        name=name,
        label_width=44,
    )


def table(region: Region) -> Table:
    """The indicators that lack members: who they are, and where to get a live figure.

    Indicators that lack the same members share a row.
    """
    seen = _seen(region)
    alike: dict[tuple[str, ...], list[str]] = {}  # who is missing → of which indicators
    for key in seen.columns:
        if not seen[key].all():
            alike.setdefault(tuple(seen.index[~seen[key]]), []).append(str(key))
    rows = [
        {
            "indicator": words.series(map(figures.name, keys)),
            "n": len(codes),
            "missing": t("all members") if len(codes) == len(seen) else region.label(codes, 15),
            "live": _live(keys),
        }
        for codes, keys in alike.items()
    ]
    return tables.table(
        pd.DataFrame(rows, columns=["indicator", "n", "missing", "live"]).sort_values(
            "n", ascending=False, kind="stable"
        ),
        t("What is missing in the {vintage} vintage", vintage=region.vintage),
        name=f"What is missing in the {region.vintage} vintage",
        columns={
            "indicator": Column(t("Indicator"), wide=True),
            "n": Column(t("Members without"), kind="number"),
            "missing": Column(t("Who"), wide=True),
            "live": Column(t("Where to get it live"), wide=True),
        },
        source=_source(region),
        note=t("For statuses, missing means not listed."),
        empty=t("Every indicator has a figure for every member."),
    )


def thinnest(region: Region) -> Table:
    """The members with the fewest figures; to be listed with a status is none."""
    keys = _counted()
    seen = _seen(region)[keys].sum(axis=1).sort_values(kind="stable")
    fewer = seen[seen < seen.median()]
    seen = (seen if fewer.empty else fewer).head(10)
    of, lists = len(keys), len(indicators.definitions()) - len(keys)
    data = pd.DataFrame(
        {
            "country": [countries.name(code) for code in seen.index],
            "n": seen.to_numpy(),
            "share": [words.share(n, of) for n in seen],
            "people": [t("yes") if code in region.counted else t("no") for code in seen.index],
        }
    )
    columns: dict[str, Column | str] = {
        "country": t("Member"),
        "n": Column(t("Indicators, of {n}", n=of), kind="number"),
        "share": mark("Share"),
    }
    if any(code not in region.counted for code in seen.index):
        columns["people"] = t("In World Population Prospects")
    return tables.table(
        data,
        t("Members with the fewest figures"),
        name="Members with the fewest figures",
        columns=columns,
        source=_source(region),
        note=noted(
            t(
                "Of the {all} indicators that are followed, {n} are figures and {lists} are lists, which are "
                "not counted here.",
                all=of + lists,
                n=of,
                lists=lists,
            ),
            "own",
        ),
    )


def _source(region: Region) -> str:
    return t("the project's indicator tables, vintage {vintage}", vintage=region.vintage)


def _counted() -> list[str]:
    """The indicators that are figures, not statuses."""
    about = indicators.definitions()
    return [str(key) for key in about.index[about["kind"] != "status"]]


def _live(keys: list[str]) -> str:
    """Where newer figures of some indicators are, a source once with its codes."""
    about = indicators.definitions().loc[keys]
    return words.series(
        newer.place(str(rows.index[0]))
        if len(rows) == 1
        else t(
            "{source}: {code}",
            source=newer.parts(str(source)),
            code=words.listing(newer.parts(str(code)) for code in rows["live_code"]),
        )
        for source, rows in about.groupby("live_source", sort=False)
    )


def _seen(region: Region) -> pd.DataFrame:
    return indicators.coverage(list(indicators.definitions().index), region.vintage, region.members)
