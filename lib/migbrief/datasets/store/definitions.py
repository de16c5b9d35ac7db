"""Definitions of the indicators of official data, from ``data/reference/indicators.csv``."""

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType

from migbrief import paths
from migbrief.datasets.csv_errors import explain_read_errors


@dataclass(frozen=True)
class Definition:
    """An indicator. ``sources`` are the preferred ones, the best first; ``kind`` is stock, flow, movement,
    rate, share or amount. ``totals`` are the sums of its pairs, by destination and by origin; ``pairs_of`` is
    the indicator whose pairs it shows by origin.
    """

    indicator: str
    name: str
    unit: str
    kind: str
    pairs: bool
    summable: bool
    decimals: int | None
    sources: tuple[str, ...]
    totals: tuple[str, ...]
    pairs_of: str
    definition: str


def own(indicator: str, name: str, unit: str, source: str, *, pairs: bool) -> Definition:
    """Return the definition of a user's own indicator, which may be added up only if it counts persons."""
    return Definition(indicator, name, unit, "", pairs, unit == "persons", None, (source,), (), "", "")


def load() -> Mapping[str, Definition]:
    """Return all definitions by key, in the order of the table. Raise ``UserError`` if it cannot be read."""
    return _load(paths.data("reference", "indicators.csv"))


def holding_pairs(indicator: str) -> str:
    """Return the indicator whose pairs an indicator shows: itself, or the one it shows by origin."""
    known = load().get(indicator)
    return known.pairs_of if known and known.pairs_of else indicator


@lru_cache(maxsize=2)
def _load(path: Path) -> Mapping[str, Definition]:
    with explain_read_errors(path, built=False), path.open(encoding="utf-8", newline="") as file:
        return MappingProxyType({row["indicator"]: _definition(row) for row in csv.DictReader(file)})


def _definition(row: Mapping[str, str]) -> Definition:
    return Definition(
        **{key: row[key] for key in ("indicator", "name", "unit", "kind", "pairs_of", "definition")},
        pairs=row["pairs"] == "true",
        summable=row["summable"] == "true",
        decimals=int(row["decimals"]),
        sources=tuple(row["sources"].split()),
        totals=tuple(row["totals"].split()),
    )
