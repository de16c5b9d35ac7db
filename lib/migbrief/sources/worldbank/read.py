"""Read the World Bank's CSV downloads and API answers, of any indicator."""

import re
from collections.abc import Iterable, Mapping
from typing import Any, Final

import pandas as pd

from migbrief.datasets.store import places
from migbrief.datasets.store.schema import MISSING, NO_DATA, Release, tidy
from migbrief.errors import UserError

from .. import cells
from ..content import Content
from ..licences import COLUMNS, release

LAST_ESTIMATE: Final = 2023  # last year before the projections of World Population Prospects 2024, and
EARLIER: Final = 2021  # before those of 2022, which the Bank had until the new came out
AGGREGATES: Final = frozenset(COLUMNS["worldbank"]["aggregates"].split())
INDICATORS: Final[Mapping[str, str]] = COLUMNS["worldbank"]["indicators"]
ZERO_IS_NONE: Final = ("remittances_received_usd", "remittances_paid_usd", "remittances_received_gdp")


_HEADER: Final = {"Country Name", "Country Code"}
_YEAR: Final = re.compile(r"(\d{4})( \[YR\d{4}\])?")
_SIGNS: Final = {"": MISSING, "..": MISSING}


def recognises(content: Content) -> bool:
    """Return whether it is a CSV download with lines before the header, or an answer of the API."""
    if content.lines:
        return set(content.header) >= _HEADER and bool(_series(content.header))
    parsed = content.json
    if not isinstance(parsed, list) or not parsed or not isinstance(parsed[0], dict):
        return False
    return "message" in parsed[0] or ("per_page" in parsed[0] and len(parsed) == 2)


def _series(columns: Iterable[str]) -> str:
    """Return the name of the column of series: ``Indicator``, or ``Series`` in DataBank."""
    return next((name for name in ("Indicator", "Series") if f"{name} Code" in columns), "")


def read(content: Content) -> list[Release]:
    """Return the figures. Error messages and incomplete pages are distinguished from answers."""
    return [_csv(content) if content.lines else _api(content)]


def _csv(content: Content) -> Release:
    wide = content.table()
    day = re.search(
        r'Last Updated(?: Date)?"?[:,;\t] ?"?([^",;\t\r\n]+)', content.text[:2000] + content.text[-2000:]
    )
    kind = _series(wide)
    years = {column: match[1] for column in wide if (match := _YEAR.fullmatch(str(column)))}
    if not years:
        raise UserError("{file}: no columns of years; expected 1960, 1961 …", file=content.name)
    wide = wide[wide[f"{kind} Code"] != ""].rename(columns=years)
    names = ["Country Code", f"{kind} Code", f"{kind} Name"]
    rows = wide.melt(names, list(years.values()), var_name="year", value_name="raw")
    rows.columns = pd.Index(["code", "series", "title", "year", "raw"])
    return _release(content, rows, day[1] if day else "")


def _api(content: Content) -> Release:
    head, rows = content.json[0], (content.json[1:] or [None])[0]
    if "message" in head:
        errors = "; ".join(str(m.get("value", m)) for m in head["message"] if isinstance(m, dict))
        raise UserError(
            "{file}: the World Bank answers with an error: {said}", file=content.name, said=errors
        )
    if not rows:
        raise UserError("{file}: the World Bank's answer has no data", file=content.name)
    try:
        table = pd.DataFrame(
            [
                (row["countryiso3code"], row["indicator"]["id"],  # blank of some aggregates
                 row["indicator"]["value"], row["date"], "" if row["value"] is None else str(row["value"]))
                for row in rows
            ],
            columns=["code", "series", "title", "year", "raw"],
        )  # fmt: skip
    except (KeyError, TypeError) as error:
        raise UserError("{file}: a column is missing: {name}", file=content.name, name=error) from None
    made = _release(content, table, str(head.get("lastupdated", "")))
    made.pages = (f"rows of {', '.join(sorted(set(table['series'])))}", int(head.get("total", len(rows))))
    made.n_rows = len(rows)
    return made


def _release(content: Content, rows: pd.DataFrame, dated: str) -> Release:
    codes, dropped, unmatched = places.coded(rows["code"], AGGREGATES)
    value, sign = cells.numbers(content, rows["raw"], _SIGNS)
    names = {code: INDICATORS.get(code, code.lower().replace(".", "_")) for code in rows["series"].unique()}
    known = rows.drop_duplicates("series").set_index("series")["title"]
    figures = tidy(
        pd.DataFrame({
            "iso3": codes, "indicator": rows["series"].map(names).astype(object),
            "year": cells.years(content, rows["year"]), "value": value, "qualifier": sign,
            "raw": rows["raw"].where(value.isna(), "").astype(object),
        })
    )  # fmt: skip
    day = re.match(r"20\d\d-[01]\d|.*\b(20\d\d)$", dated)  # a day in another format gives the year only
    until = EARLIER if day and (day[1] or day[0]) < "2024-07" else LAST_ESTIMATE
    figures = marked(figures[figures["iso3"] != ""], until)
    names_of = {
        name: _split_title(str(known[code])) for code, name in names.items() if code not in INDICATORS
    }
    return release(
        "worldbank",
        (day[1] or day[0]) if day else int(figures.loc[figures["value"].notna(), "year"].max()),
        {"series": ", ".join(map(str, names))},
        figures=figures,
        names=names_of,
        dropped=dropped,
        unmatched=unmatched,
    )


def _split_title(title: str) -> tuple[str, str]:
    """Return name and unit of an indicator, from a title such as ``Net migration (persons)``."""
    match = re.fullmatch(r"(.*?)\s*\(([^()]*)\)", title)
    return (match[1], match[2]) if match else (title, "")


def marked(figures: pd.DataFrame, until: int = LAST_ESTIMATE) -> pd.DataFrame:
    """Return figures with their units, marking zeros that mean no report and separating projections."""
    from migbrief.datasets.store import definitions

    figures = figures.copy()
    known: dict[str, Any] = {name: d.unit for name, d in definitions.load().items()}
    figures["unit"] = figures["indicator"].map(known).fillna("").astype(object)
    zero = figures["indicator"].isin(ZERO_IS_NONE) & (figures["value"] == 0)
    figures["qualifier"] = figures["qualifier"].astype(object).where(~zero, NO_DATA)
    return projected(figures, until)


def projected(figures: pd.DataFrame, until: int) -> pd.DataFrame:
    """Return figures with the UN's projections of net migration, after ``until``, as separate indicators."""
    of_migration = figures["indicator"].isin(["net_migration", "net_migration_rate"])
    later = of_migration & (figures["year"] > until)
    names = figures["indicator"].astype(object)
    return figures.assign(indicator=names.where(~later, names + "_projected"))
