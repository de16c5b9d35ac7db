"""Data coverage: how many members each indicator has, and who is missing."""

from __future__ import annotations

import pandas as pd

from migbrief.datasets import indicators, missing_data
from migbrief.display import tables
from migbrief.display.tables import Column, Table
from migbrief.text import words
from migbrief.text.i18n import t

from . import common
from .region import Region


def table(region: Region) -> Table:
    """The indicators that lack members: who they are, and where to get a live figure.

    Indicators that lack the same members share a row.
    """
    about = indicators.definitions()
    figures_only = [str(key) for key in about.index[about["kind"] != "status"]]
    seen = indicators.coverage(figures_only, region.vintage, region.members)
    alike: dict[tuple[str, ...], list[str]] = {}  # who is missing → of which indicators
    for key in seen.columns:
        if not seen[key].all():
            alike.setdefault(tuple(seen.index[~seen[key]]), []).append(str(key))
    rows = [
        {
            "indicator": words.series(map(common.name, keys)),
            "n": len(codes),
            "missing": t("all members") if len(codes) == len(seen) else region.label(codes, 5),
            "live": _live(keys),
        }
        for codes, keys in alike.items()
    ]
    return tables.table(
        pd.DataFrame(rows, columns=["indicator", "n", "missing", "live"]).sort_values(
            "n", ascending=False, kind="stable"
        ),
        t("What is missing in the Factbook's {vintage} edition", vintage=region.vintage),
        name=f"What is missing in the {region.vintage} vintage",
        columns={
            "indicator": Column(t("Indicator"), wide=True),
            "n": Column(t("Members without"), kind="number"),
            "missing": Column(t("Who"), wide=True),
            "live": Column(t("Where to get it live"), wide=True),
        },
        source=t("the project's indicator tables, Factbook {vintage}", vintage=region.vintage),
        shown=8,
        empty=t("Every indicator has a figure for every member."),
    )


def _live(keys: list[str]) -> str:
    """Where newer figures of some indicators are, a source once with its codes."""
    about = indicators.definitions().loc[keys]
    return words.series(
        missing_data.source_of(str(rows.index[0]))
        if len(rows) == 1
        else t(
            "{source}: {code}",
            source=missing_data.translate_parts(str(source)),
            code=words.listing(missing_data.translate_parts(str(code)) for code in rows["live_code"]),
        )
        for source, rows in about.groupby("live_source", sort=False)
    )
