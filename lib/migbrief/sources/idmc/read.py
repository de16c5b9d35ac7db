"""Read IDMC's Global Internal Displacement Database: answers of its API, the same as CSV, its export."""

import re
from collections.abc import Mapping
from typing import Final

import pandas as pd

from migbrief.datasets.store import definitions, places
from migbrief.datasets.store.schema import MISSING, Release, tidy
from migbrief.errors import UserError
from migbrief.text.counts import Count

from .. import cells
from ..content import Content
from ..licences import release

_FLOWS: Final = {"geo", "t", "cause", "n"}
_STOCKS: Final = {*_FLOWS, "sex", "age"}
_SIGNS: Final = {"": MISSING, "null": MISSING}
_COLUMNS: Final = {"new_displacement": "new_displacements", "total_displacement": "idps"}
# Columns of the database's export; those marked raw are the exact values.
_EXPORT: Final = re.compile(
    r"(conflict|disaster) (stock displacement|total number of idps|(?:internal|new) displacements)"
    r"( \(?raw\)?)?"
)


def recognises(content: Content) -> bool:
    """Return whether it is a page of conflicts or disasters, or a table with IDMC's columns."""
    names = {name.casefold() for name in content.header}
    if {"iso3", "year"} <= names and ("new_displacement" in names or any(map(_EXPORT.fullmatch, names))):
        return True
    if names in (_FLOWS, _STOCKS):
        return True
    parsed = content.json
    return (
        isinstance(parsed, dict)
        and isinstance(parsed.get("results"), list)
        and all(isinstance(row, dict) and "new_displacement" in row for row in parsed["results"][:3])
    )


def read(content: Content) -> list[Release]:
    """Return the figures. Exact values are used, not rounded ones; null is *none recorded or not covered*.

    ``next`` of a page repeats the client's id: it is neither read nor kept.
    """
    if isinstance(content.json, dict):
        return [_page(content)]
    rows = content.table()
    if "n" in rows:
        rows = rows.rename(columns={"geo": "iso3", "t": "year"})
        rows["value"], _ = cells.numbers(content, rows["n"], _SIGNS, whole=True)
        rows["year"], rows["cause"] = cells.years(content, rows["year"]), rows["cause"].str.casefold()
        return [_release(_stocks(content, rows) if "sex" in rows else _flows(rows))]
    rows = rows.rename(columns=str.casefold)
    events = bool({"event name", "event_name", "hazard type"} & set(rows))
    columns = {}
    for name in sorted(rows):  # exact values last
        if match := _EXPORT.fullmatch(name):
            what = "new_displacements" if match[2].endswith("displacements") else "idps"
            columns[f"{what}_{match[1]}"] = name
    if not columns:
        rows = rows.drop(columns=[n for n in rows if n == "country_name" or n.endswith("_rounded")])
        if not events and (odd := set(rows) - {"iso3", "year", *_COLUMNS}):
            raise UserError("{file}: a column that is not known: {name}", file=content.name, name=min(odd))
        columns = _of_cause("conflict" if "total_displacement" in rows and not events else "disaster")
    figures = _yearly(content, rows, columns)
    return [_release(_of_events(figures) if events else figures)]


def _of_events(figures: pd.DataFrame) -> pd.DataFrame:
    """Return movements added up over the events of a year; the stock at its end is no sum of theirs."""
    return _mark_missing(_added(figures[figures["indicator"] != "idps_disaster"]))


def _of_cause(cause: str) -> dict[str, str]:
    return {f"{indicator}_{cause}": column for column, indicator in _COLUMNS.items()}


def _page(content: Content) -> Release:
    rows = content.json["results"]
    if not rows:
        raise UserError("{file}: it has no figures for countries", file=content.name)
    cause = "disaster" if {"event_name", "hazard_type"} & set(rows[0]) else "conflict"
    try:
        table = pd.DataFrame(rows)[["iso3", "year", *_COLUMNS]]
        dated, count = str(content.json["last_updated"])[:4], int(content.json["count"])
    except KeyError as error:
        raise UserError("{file}: a column is missing: {name}", file=content.name, name=error) from None
    if len(rows) > count:
        raise UserError("{have} rows of {of}", have=Count(len(rows)), of=Count(count))
    figures = _yearly(content, table, _of_cause(cause))
    if cause == "disaster":
        figures = _of_events(figures)
    made = _release(figures, dated)
    made.pages = (f"rows of gidd {cause}s", count)
    made.n_rows, made.events = len(rows), cause == "disaster"
    return made


def _yearly(content: Content, rows: pd.DataFrame, columns: Mapping[str, str]) -> pd.DataFrame:
    tables = []
    for indicator, column in columns.items():
        if column in rows:
            raw = rows[column].astype(object).where(rows[column].notna(), "")
            value, _ = cells.numbers(content, raw, _SIGNS, whole=True)
            made = pd.DataFrame({"iso3": rows["iso3"], "year": cells.years(content, rows["year"])})
            tables.append(tidy(made.assign(value=value), indicator=indicator))
    return _mark_missing(pd.concat(tables, ignore_index=True))


def _mark_missing(figures: pd.DataFrame) -> pd.DataFrame:
    return figures.assign(qualifier=figures["value"].isna().map({True: MISSING, False: ""}).astype(object))


def _flows(rows: pd.DataFrame) -> pd.DataFrame:
    """Return new displacements by hazard, added up to disasters."""
    cause = rows["cause"].where(rows["cause"] == "conflict", "disaster")
    return _added(rows.assign(indicator="new_displacements_" + cause))


def _stocks(content: Content, rows: pd.DataFrame) -> pd.DataFrame:
    """Return people displaced by sex and age, added up over ages; those of unknown sex count in both."""
    rows = rows.assign(indicator="idps_" + rows["cause"], sex=rows["sex"].str.casefold())
    if odd := set(rows["sex"]) - {"female", "male", "unknown"}:
        raise UserError(
            "{file}: {value} is not a sex; expected both, female or male", file=content.name, value=min(odd)
        )
    parts = rows[rows["sex"].isin(["female", "male"])]
    return pd.concat([_added(rows), *(_added(of, sex=str(sex)) for sex, of in parts.groupby("sex"))])


def _added(rows: pd.DataFrame, sex: str = "both") -> pd.DataFrame:
    grouped = rows.groupby(["iso3", "year", "indicator"])["value"]
    return tidy(grouped.sum(min_count=1).reset_index(), sex=sex)


def _release(figures: pd.DataFrame, dated: str = "") -> Release:
    units = {name: d.unit for name, d in definitions.load().items()}
    figures = figures.reset_index(drop=True)
    iso3, dropped, unmatched = places.coded(figures["iso3"])
    figures = figures.assign(iso3=iso3, unit=figures["indicator"].map(units).astype(object))
    # The database of a year is published in the next.
    edition = dated or int(figures["year"].max()) + 1
    return release("idmc", edition, figures=figures, dropped=dropped, unmatched=unmatched)
