"""Read IDMC's Global Internal Displacement Database: answers of its API, and the same as CSV."""

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


def recognises(content: Content) -> bool:
    """Return whether it is a page of conflicts or disasters, or a table with IDMC's columns."""
    names = set(content.header)
    if {"iso3", "year", "new_displacement"} <= names or names in (_FLOWS, _STOCKS):
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
    rows = rows.drop(columns=[name for name in rows if name == "country_name" or name.endswith("_rounded")])
    cause = "conflict" if "total_displacement" in rows else "disaster"
    if odd := set(rows) - {"iso3", "year", *_COLUMNS}:
        raise UserError("{file}: a column that is not known: {name}", file=content.name, name=min(odd))
    return [_release(_yearly(content, rows, cause))]


def _page(content: Content) -> Release:
    rows = content.json["results"]
    cause = "disaster" if rows and {"event_name", "hazard_type"} & set(rows[0]) else "conflict"
    try:
        table = pd.DataFrame(rows)[["iso3", "year", *_COLUMNS]]
        dated, count = str(content.json["last_updated"])[:4], int(content.json["count"])
    except KeyError as error:
        raise UserError("{file}: a column is missing: {name}", file=content.name, name=error) from None
    if len(rows) > count:
        raise UserError("{have} rows of {of}", have=Count(len(rows)), of=Count(count))
    figures = _yearly(content, table, cause)
    if cause == "disaster":  # events: a country has many in a year
        figures = figures[figures["indicator"] != "idps_disaster"]
        figures = _mark_missing(_summed(figures))
    made = _release(figures, dated)
    made.pages = (f"rows of gidd {cause}s", count)
    made.n_rows, made.events = len(rows), cause == "disaster"
    return made


def _yearly(content: Content, rows: pd.DataFrame, cause: str) -> pd.DataFrame:
    tables = []
    for column, name in _COLUMNS.items():
        if column in rows:
            raw = rows[column].astype(object).where(rows[column].notna(), "")
            value, _ = cells.numbers(content, raw, _SIGNS, whole=True)
            made = pd.DataFrame({"iso3": rows["iso3"], "year": cells.years(content, rows["year"])})
            tables.append(tidy(made.assign(value=value), indicator=f"{name}_{cause}"))
    return _mark_missing(pd.concat(tables, ignore_index=True))


def _mark_missing(figures: pd.DataFrame) -> pd.DataFrame:
    return figures.assign(qualifier=figures["value"].isna().map({True: MISSING, False: ""}).astype(object))


def _flows(rows: pd.DataFrame) -> pd.DataFrame:
    """Return new displacements by hazard, added up to disasters."""
    cause = rows["cause"].where(rows["cause"] == "conflict", "disaster")
    return _summed(rows.assign(indicator="new_displacements_" + cause))


def _stocks(content: Content, rows: pd.DataFrame) -> pd.DataFrame:
    """Return people displaced by sex and age, added up over ages; those of unknown sex count in both."""
    rows = rows.assign(indicator="idps_" + rows["cause"], sex=rows["sex"].str.casefold())
    if odd := set(rows["sex"]) - {"female", "male", "unknown"}:
        raise UserError(
            "{file}: {value} is no sex; expected both, female or male", file=content.name, value=min(odd)
        )
    parts = rows[rows["sex"].isin(["female", "male"])]
    return pd.concat([_summed(rows), *(_summed(of, sex=str(sex)) for sex, of in parts.groupby("sex"))])


def _summed(rows: pd.DataFrame, sex: str = "both") -> pd.DataFrame:
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
