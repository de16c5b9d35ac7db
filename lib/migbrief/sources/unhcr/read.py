"""Read UNHCR's API answers, the same rows as CSV or workbook, and its downloads; UNRWA's and IDMC's apart."""

from collections.abc import Iterable, Mapping
from typing import Any, Final

import pandas as pd

from migbrief.datasets.store import definitions, places
from migbrief.datasets.store.schema import AT_LEAST, NOT_COLLECTED, SUPPRESSED, Release, tidy
from migbrief.errors import UserError

from .. import cells
from ..content import Content
from ..licences import COLUMNS, release

FEWEST: Final = {"asylum": 100, "origin": 20}  # countries below which a table is partial
KINDS: Final[Mapping[str, Mapping[str, tuple[str, int, str, bool]]]] = COLUMNS["unhcr"]["tables"]
_SIGNS: Final = {"": NOT_COLLECTED, "-": NOT_COLLECTED, "*": SUPPRESSED}
_ENDS: Final = {f"{end}{part}" for end in ("coo", "coa") for part in ("", "_id", "_name", "_iso")}
_UNREAD: Final = set(COLUMNS["unhcr"]["unread"].split())
_OTHER: Final = _UNREAD | {"year", "procedure_type", "app_type", "app_pc", "dec_level", "dec_pc"}
NAMES: Final[Mapping[str, str]] = dict(COLUMNS["unhcr"]["names"])
_KEY: Final = {"year", "coo_iso", "coa_iso"}


def recognises(content: Content) -> bool:
    """Return whether it has UNHCR's columns of origin and asylum, as the API, the Refugee Data Finder or the
    bulk download name them.
    """
    names = _named(content.header)
    if set(names) >= _KEY or {"year", "coo_name", "coa_name"} <= set(names):
        return bool(_shape(names)) or "PT" not in content.header
    parsed = content.json
    return isinstance(parsed, dict) and "items" in parsed and "maxPages" in parsed


def _named(columns: Iterable[str]) -> list[str]:
    """Return the API's names of columns."""
    return [NAMES.get(name.casefold(), name) for name in columns]


def read(content: Content) -> list[Release]:
    """Return the figures and pairs of one file or page; its columns tell which table it is."""
    parsed = content.json
    if isinstance(parsed, dict):
        rows = (
            pd.DataFrame(parsed["items"]).astype(object).map(lambda cell: "" if cell is None else str(cell))
        )
    else:
        rows = content.table()
    rows = rows.set_axis(_named(rows), axis=1)
    if rows.empty:
        raise UserError("{file}: it has no figures for countries", file=content.name)
    if not set(rows) >= _KEY:
        raise UserError(
            "{file}: no columns {names}; ask for ISO codes, of the API with cf_type=ISO", file=content.name,
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
    return next((column for column in (*KINDS, "total") if column in columns), None)


def _release(content: Content, rows: pd.DataFrame, shape: str) -> Release:
    kinds = KINDS[shape]
    if shape == "dec_recognized":
        rows = rows.rename(columns={"app_pc": "dec_pc"})
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
    if len(kept) and not kept.any():
        raise UserError(
            "{file}: only totals; ask for all countries of origin and of asylum", file=content.name
        )
    numbers = {"asylum": ends.loc[kept, "iso3"].nunique(), "origin": ends.loc[kept, "origin"].nunique()}
    if content.json is not None:  # the API is asked for every country of origin
        del numbers["origin"]
    few = [f"countries of {end}: {n}" for end, n in numbers.items() if n < FEWEST[end]]
    return release(
        "unhcr",
        int(year.max()),
        figures=pd.concat(figures, ignore_index=True),
        pairs=pd.concat(pairs, ignore_index=True),
        dropped=dropped,
        unmatched=unmatched | unknown,
        partial="; ".join(few[:1]),
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
    rows = ends.assign(value=value)[counted | (sign == SUPPRESSED)]
    both = tidy(_added(rows, ["iso3", "origin", "year"]), pairs=True, indicator=indicator, unit=unit)
    summed = _added(rows, [by, "year"]).rename(columns={by: "iso3"})
    requested = ends[[by, "year"]].drop_duplicates().set_axis(["iso3", "year"], axis=1)
    merged = requested.merge(summed, how="left", on=["iso3", "year"], indicator=True)
    uncollected = merged.loc[merged["_merge"] == "left_only", ["iso3", "year"]]
    uncollected = tidy(uncollected, indicator=indicator, unit=unit, qualifier=NOT_COLLECTED)
    if paired:
        return uncollected, both
    made = tidy(summed, indicator=indicator, unit=unit)
    return pd.concat([made, uncollected], ignore_index=True), tidy(pd.DataFrame(), pairs=True)


def _added(rows: pd.DataFrame, key: list[str]) -> pd.DataFrame:
    """Return sums of counts, which are lower bounds where some are suppressed, and none where all are."""
    made = rows.groupby(key, sort=False)["value"].agg(["sum", "count", "size"]).reset_index()
    hidden = made["count"] == 0
    partly = (made["count"] < made["size"]).map({True: AT_LEAST, False: ""})
    return made.assign(
        value=made["sum"].where(~hidden), qualifier=partly.where(~hidden, SUPPRESSED).astype(object),
        raw=hidden.map({True: "*", False: ""}).astype(object),
    )  # fmt: skip


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
