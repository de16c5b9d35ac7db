"""Read UNHCR's API answers, the same rows as CSV, and its bulk download; UNRWA's and IDMC's series apart."""

from collections.abc import Mapping
from typing import Any, Final

import pandas as pd

from migbrief.datasets.store import definitions, places
from migbrief.datasets.store.schema import NOT_COLLECTED, SUPPRESSED, Release, tidy
from migbrief.errors import UserError

from .. import cells
from ..content import Content
from ..licences import COLUMNS, release

FEWEST: Final = 100  # countries of asylum below which a table is partial
KINDS: Final[Mapping[str, Mapping[str, tuple[str, int, str, bool]]]] = COLUMNS["unhcr"]["tables"]
_SIGNS: Final = {"": NOT_COLLECTED, "-": NOT_COLLECTED, "*": SUPPRESSED}
_ENDS: Final = {f"{end}{part}" for end in ("coo", "coa") for part in ("", "_id", "_name", "_iso")}
_UNREAD: Final = set(COLUMNS["unhcr"]["unread"].split())
_OTHER: Final = _UNREAD | {"year", "procedure_type", "app_type", "app_pc", "dec_level", "dec_pc"}
BULK: Final[Mapping[str, str]] = COLUMNS["unhcr"]["bulk"]


def recognises(content: Content) -> bool:
    """Return whether it has UNHCR's columns of origin and asylum, as named by the API or bulk download."""
    if {"year", "coo_iso", "coa_iso"} <= set(content.header) or {"Year", "ISO3CoO", "ISO3CoA"} <= set(
        content.header
    ):
        return bool(_shape(content.header)) or "PT" not in content.header
    parsed = content.json
    return isinstance(parsed, dict) and "items" in parsed and "maxPages" in parsed


def read(content: Content) -> list[Release]:
    """Return the figures and pairs of one file or page; its columns tell which table it is."""
    parsed = content.json
    if isinstance(parsed, dict):
        rows = (
            pd.DataFrame(parsed["items"]).astype(object).map(lambda cell: "" if cell is None else str(cell))
        )
    else:
        rows = content.table()
    rows = rows.rename(columns=BULK)
    if not {"year", "coo_iso", "coa_iso"} <= set(rows):
        raise UserError(
            "{file}: no columns {names}; ask the API with cf_type=ISO", file=content.name,
              names="year, coo_iso, coa_iso")  # fmt: skip
    shape = _shape(list(rows))
    if shape is None:
        raise UserError("{file}: a table of UNHCR whose columns are not known", file=content.name)
    if shape == "total":
        return [_republished(content, rows)]
    made = _release(content, rows, shape)
    if isinstance(parsed, dict) and int(parsed["maxPages"]) > 1:
        made.pages, made.n_rows, made.events = (f"pages of {shape}", int(parsed["maxPages"])), 1, True
        made.partial = ""
    return [made]


def _shape(columns: list[str]) -> str | None:
    names = {BULK.get(column, column) for column in columns}
    return next((column for column in (*KINDS, "total") if column in names), None)


def _release(content: Content, rows: pd.DataFrame, shape: str) -> Release:
    kinds = KINDS[shape]
    _columns(content, rows, kinds)
    year = cells.years(content, rows["year"])
    if shape == "applied":  # new applications of persons: no repeated ones, appeals, or counts of cases
        rows = rows[(rows["app_type"] == "N") & (rows["app_pc"] == "P")]
    elif shape == "dec_recognized":
        rows = rows[rows["dec_pc"] == "P"]
    iso3, dropped, unmatched = places.coded(rows["coa_iso"])
    origin, _, unknown = places.coded(rows["coo_iso"])
    ends = pd.DataFrame({"iso3": iso3, "origin": origin, "year": year.loc[rows.index]})
    kept = (ends["iso3"] != "") & (ends["origin"] != "")
    figures, pairs = [], []
    for column, (indicator, since, by, paired) in kinds.items():
        if column in rows:
            count = cells.numbers(content, rows.loc[kept, column], _SIGNS, whole=True)
            made = _column(ends[kept], count, indicator, since, by, paired)
            figures.append(made[0])
            pairs.append(made[1])
    few = ends.loc[kept, "iso3"].nunique()
    return release(
        "unhcr",
        int(year.max()),
        figures=pd.concat(figures, ignore_index=True),
        pairs=pd.concat(pairs, ignore_index=True),
        dropped=dropped,
        unmatched=unmatched | unknown,
        partial="" if few >= FEWEST else f"countries of asylum: {few}",
    )


def _columns(content: Content, rows: pd.DataFrame, kinds: Mapping[str, Any]) -> None:
    """Raise ``UserError`` for a table that may have renamed columns or repeated rows."""
    odd, missing = set(rows) - _ENDS - _OTHER - set(kinds), [column for column in kinds if column not in rows]
    if odd and missing:
        raise UserError(
            "{file}: a column is missing: {name}", file=content.name, name=f"{missing[0]} ({min(odd)}?)"
        )
    key = rows.drop(columns=[*kinds, *_UNREAD], errors="ignore")
    if (twice := key.duplicated()).any():
        shown = " ".join(key.loc[twice, ["coo_iso", "coa_iso", "year"]].iloc[0])
        raise UserError("{file}: there are two values for {key}", file=content.name, key=shown)


def _column(
    ends: pd.DataFrame, count: tuple[pd.Series, pd.Series], indicator: str, since: int, by: str, paired: bool
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return figures and pairs of one column.

    "-" and blanks are not applicable or not collected, "*" is suppressed, and a zero before the first year
    collected is no count either.
    """
    unit = definitions.load()[indicator].unit
    value, sign = count
    early = ends["year"] < since
    counted = ~early & value.notna()
    rows = ends[counted].assign(value=value[counted])
    hidden = ends[sign == SUPPRESSED].assign(value=float("nan"), qualifier=SUPPRESSED, raw="*")
    key = ["iso3", "origin", "year"]
    rows = rows.groupby(key, sort=False)["value"].sum().reset_index()
    both = tidy(pd.concat([rows.assign(qualifier="", raw=""), hidden.drop_duplicates(key)]), pairs=True)
    both = both.drop_duplicates(key).assign(indicator=indicator, unit=unit)
    summed = both.groupby([by, "year"], sort=False)["value"].sum(min_count=1).reset_index()
    summed.columns = pd.Index(["iso3", "year", "value"])
    requested = ends[[by, "year"]].drop_duplicates().set_axis(["iso3", "year"], axis=1)
    uncollected = requested.merge(summed, how="left", indicator=True).query("_merge == 'left_only'")
    uncollected = tidy(uncollected[["iso3", "year"]], indicator=indicator, unit=unit, qualifier=NOT_COLLECTED)
    if paired:
        return uncollected, both
    made = tidy(summed, indicator=indicator, unit=unit)
    return pd.concat([made, uncollected], ignore_index=True), tidy(pd.DataFrame(), pairs=True)


def _republished(content: Content, rows: pd.DataFrame) -> Release:
    """Return UNRWA's registered refugees, or IDMC's internally displaced, distinguished by origin."""
    year = cells.years(content, rows["year"])
    unrwa = bool((rows["coo_iso"] == "PSE").all())
    indicator = "palestine_refugees" if unrwa else "idps_conflict"
    iso3, dropped, unmatched = places.coded(rows["coa_iso"])
    value, _ = cells.numbers(content, rows["total"], _SIGNS, whole=True)
    kept = (iso3 != "") & value.notna()
    figures = pd.DataFrame({"iso3": iso3, "year": year, "value": value})[kept]
    return release(
        "unrwa" if unrwa else "idmc-unhcr",
        int(year.max()),
        figures=tidy(figures, indicator=indicator, unit="persons"),
        dropped=dropped,
        unmatched=unmatched,
    )
