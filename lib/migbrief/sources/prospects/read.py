"""Read migration in the UN's World Population Prospects: the CSV of indicators, and two TSV files."""

import re
from typing import Final

import numpy as np
import pandas as pd

from migbrief.datasets.store import definitions, places
from migbrief.datasets.store.schema import MISSING, Release, tidy
from migbrief.errors import UserError

from .. import cells
from ..content import Content
from ..licences import COLUMNS, release
from ..worldbank.read import LAST_ESTIMATE, projected

_CSV: Final = {"LocID", "Time", "NetMigrations", "CNMR"}
# Column → (indicator, factor of its unit).
INDICATORS: Final = {
    "NetMigrations": ("net_migration", 1000),
    "CNMR": ("net_migration_rate", 1),
    "TPopulation1July": ("population", 1000),
}
_NAMES: Final = COLUMNS["wpp"]["workbook"]
_SIGNS: Final = {"": MISSING, "...": MISSING, "..": MISSING}
_REVISION: Final = re.compile(r"(?i)(?:prospects|wpp)[ _-]*(20[12]\d)")


def recognises(content: Content) -> bool:
    """Return whether it is a table of demographic indicators, or has a column for each year from 1950."""
    names = [_NAMES.get(name, name) for name in content.header]
    return set(names) >= _CSV or (names[:2] == ["country_code", "country"] and "1950" in names)


def read(content: Content) -> list[Release]:
    """Return the figures of countries, by location number; the medium projection apart; in persons."""
    rows = content.table().rename(columns=_NAMES)
    if set(rows) >= _CSV:
        long, revision = _indicators(content, rows), _revision(content, rows)
    else:
        long, revision = _wide(content, rows)
    codes, dropped, unmatched = places.coded(long["code"])
    units = {name: d.unit for name, d in definitions.load().items()}
    long = long.assign(iso3=codes, unit=long["indicator"].map(units).astype(object))
    long = long[(long["iso3"] != "") & long["value"].notna()]
    # Later population is in the table of five-year steps that ships with the project.
    people = long["indicator"] == "population"
    long["qualifier"] = np.where(people & (long["year"] >= revision), "projected", "")
    long = long[~people | (long["year"] <= revision)]
    figures = projected(tidy(long.drop(columns="code")), revision - 1)
    return [release("wpp", revision, figures=figures, dropped=dropped, unmatched=unmatched)]


def _revision(content: Content, rows: pd.DataFrame) -> int:
    """Return the year of the revision, from a workbook's titles, the file's name, or notes; else 2024."""
    titles = " ".join(" ".join(row) for row in content.above)
    match = _REVISION.search(titles) or _REVISION.search(content.name.replace("\\", "/").rpartition("/")[2])
    notes = " ".join(set(rows.get("Notes", pd.Series(dtype=str))))
    match = match or re.search(r"\b(20[12]\d)\b", notes)
    return int(content.beside.get("year") or (match[1] if match else 2024))


def _indicators(content: Content, rows: pd.DataFrame) -> pd.DataFrame:
    rows = rows[rows["Time"] != ""]  # of labels between regions
    if "Variant" in rows:
        rows = rows[rows["Variant"].isin(["Medium", "Estimates", ""])]
    tables, year = [], cells.years(content, rows["Time"])
    for column, (indicator, times) in INDICATORS.items():
        if column in rows:
            value = cells.numbers(content, rows[column], _SIGNS)[0] * times
            made = pd.DataFrame({"code": rows["LocID"], "year": year, "value": value})
            tables.append(made.assign(indicator=indicator))
    return pd.concat(tables, ignore_index=True).round({"value": 6})


def _wide(content: Content, rows: pd.DataFrame) -> tuple[pd.DataFrame, int]:
    """Return a table with a column for each year as rows, and the year of its revision: that after the
    last year observed.

    Two tables have these columns. Numbers of persons add up to zero over all countries, since emigrants of
    one are immigrants of another; rates do not, and a rate of a region is between those of its countries.
    Raises ``UserError`` for a part of a table that shows neither.
    """
    years = [column for column in rows if re.fullmatch(r"\d{4}", str(column))]
    values = rows[years].apply(lambda column: cells.numbers(content, column, {"": MISSING})[0])
    of_countries = places.coded(rows["country_code"])[0] != ""
    lands, regions = values[of_countries], values[~of_countries]
    persons = (lands.sum().abs() < 0.001 * lands.abs().sum()).all()
    within = (regions <= lands.max()) & (regions >= lands.min())
    if not persons and (regions.empty or not within.all(axis=None)):
        raise UserError("{file}: persons or rates? countries and regions do not tell", file=content.name)
    indicator, times = INDICATORS["NetMigrations" if persons else "CNMR"]
    long = values.assign(code=rows["country_code"]).melt("code", var_name="year")
    value = (long["value"] * times).round(6)
    observed = rows.get("last.observed", pd.Series(dtype=str)).max()
    last = int(observed) if re.fullmatch(r"\d{4}", str(observed)) else min(int(max(years)), LAST_ESTIMATE)
    return long.assign(year=long["year"].astype(int), value=value, indicator=indicator), last + 1
