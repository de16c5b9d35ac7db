"""Data coverage: how many members each indicator has, and who is missing."""

from __future__ import annotations

import pandas as pd

from .. import charts, countries, indicators, tables, words
from ..display import Display
from ..region import Region
from ..tables import Column, Table


def bars(region: Region) -> Display:
    """Members with a figure, by indicator, of all members."""
    seen = _seen(region)
    definitions = indicators.definitions()
    counts = seen.sum().sort_values(ascending=False, kind="stable")
    of = len(region.members)
    data = pd.DataFrame(
        {"indicator": definitions.loc[counts.index, "name"].to_numpy(), "members": counts.to_numpy()}
    )
    full, none = int((counts == of).sum()), int((counts == 0).sum())
    finding = f"{full} of {len(counts)} indicators have a figure for every member"
    if of == 1:
        finding = f"{full} of {len(counts)} indicators have a figure"
    elif none:
        finding += f", {none} for none"
    return charts.bars(
        data,
        label="indicator",
        value="members",
        title=finding,
        source=f"the project's indicator tables, vintage {region.vintage}",
        axis=f"Members with a figure, of {of}",
        name=f"coverage {region.vintage}",
        label_width=44,
    )


def table(region: Region) -> Table:
    """For each indicator that lacks members: who they are, and where to get a live figure."""
    seen = _seen(region)
    definitions = indicators.definitions()
    rows = [
        {
            "indicator": definitions.loc[key, "name"],
            "n": int((~seen[key]).sum()),
            "missing": "all members" if not seen[key].any() else region.label(seen.index[~seen[key]], 15),
            "live": f"{definitions.loc[key, 'live_source']}: {definitions.loc[key, 'live_code']}",
        }
        for key in seen.columns
        if not seen[key].all()
    ]
    return tables.table(
        pd.DataFrame(rows, columns=["indicator", "n", "missing", "live"]).sort_values(
            "n", ascending=False, kind="stable"
        ),
        f"What is missing in the {region.vintage} vintage",
        columns={
            "indicator": "Indicator",
            "n": Column("Members without", kind="number"),
            "missing": Column("Who", wide=True),
            "live": Column("Where to get it live", wide=True),
        },
        source=f"the project's indicator tables, vintage {region.vintage}",
        note="For statuses, missing means not listed.",
        empty="Every indicator has a figure for every member.",
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
            "people": ["yes" if code in region.counted else "no" for code in seen.index],
        }
    )
    return tables.table(
        data,
        "Members with the fewest figures",
        columns={
            "country": "Member",
            "n": Column(f"Indicators, of {of}", kind="number"),
            "share": "Share",
            "people": "In World Population Prospects",
        },
        source=f"the project's indicator tables, vintage {region.vintage}",
    )


def _seen(region: Region) -> pd.DataFrame:
    return indicators.coverage(list(indicators.definitions().index), region.vintage, region.members)
