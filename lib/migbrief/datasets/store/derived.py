"""Values computed within one edition from a publisher's parts: sums, quotients, breaks.

Editions are never mixed. Computed values are marked *derived*, and computed again whenever an edition grows.
"""

from typing import Final

import numpy as np
import pandas as pd

from . import definitions, places
from .schema import AT_LEAST, BREAK, DERIVED, FIGURES, MISSING, NOT_COLLECTED, PAIRS, joined, tidy

# Each: the parts added up, all of the same edition, place and year.
SUMS: Final = {"refugees_and_asylum_seekers_hosted": ("refugees_hosted", "asylum_seekers_hosted")}
_DECIDED: Final = ("asylum_decisions_recognised", "asylum_decisions_other", "asylum_decisions_rejected")
# Each: a sum of parts divided by another, in percent.
QUOTIENTS: Final = {
    "refugee_recognition_rate": (_DECIDED[:1], _DECIDED),
    "total_protection_rate": (_DECIDED[:2], _DECIDED),
}
TIMES: Final = 10.0  # times: a stock that changes by more in a year, and
PEOPLE: Final = 50_000  # by this number or more, has a break
_KEY: Final = ["iso3", "indicator", "year", "sex"]


def complete(figures: pd.DataFrame, pairs: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return an edition's published figures and pairs, with all values derived from them."""
    pairs = _both_sexes(pairs, PAIRS)
    figures = _both_sexes(figures, FIGURES)
    known = definitions.load()
    for indicator in [name for name in pairs["indicator"].unique() if name in known]:
        of_one = pairs[pairs["indicator"] == indicator]
        # Publishers count some people from a country in the country itself: they are not abroad.
        abroad = of_one[
            (of_one["iso3"] != of_one["origin"]) | ~of_one["iso3"].map(places.is_country).astype(bool)
        ]
        for by, total, rows in zip(
            ("iso3", "origin"), known[indicator].totals, (of_one, abroad), strict=False
        ):
            figures = _add_missing(figures, _summed(rows, by, total))
    for total, parts in SUMS.items():
        figures = _add_missing(figures, _combined(figures, total, parts, ()))
    for rate, (upper, lower) in QUOTIENTS.items():
        figures = _add_missing(figures, _combined(figures, rate, upper, lower))
    return _mark_breaks(figures), pairs


def published(rows: pd.DataFrame) -> pd.DataFrame:
    """Return rows without computed values and marks of breaks."""
    rows = rows[~rows["qualifier"].str.contains(DERIVED, regex=False)]
    broken = rows["qualifier"].str.contains(BREAK, regex=False)
    kept = [joined(*(p for p in text.split("; ") if p != BREAK)) for text in rows.loc[broken, "qualifier"]]
    rows = rows.assign(qualifier=rows["qualifier"].astype(object))
    rows.loc[broken, "qualifier"] = kept
    return rows


def _both_sexes(rows: pd.DataFrame, columns: tuple[str, ...]) -> pd.DataFrame:
    """Add women and men where the publisher does not; no number where that is impossible.

    For a pair one part is enough if the edition has both sexes in that year: the other is zero.
    """
    parts = rows[rows["sex"] != "both"]
    if parts.empty:
        return rows
    names = definitions.load()
    key = [column for column in columns[: columns.index("sex")] if column in rows]
    grouped = parts.groupby(key, sort=False)
    made = grouped["value"].agg(["sum", "count", "size"]).join(grouped["unit"].first()).reset_index()
    existing = pd.MultiIndex.from_frame(rows.loc[rows["sex"] == "both", key])
    made = made[~pd.MultiIndex.from_frame(made[key]).isin(existing)]
    sexes = made.merge(parts.groupby(["indicator", "year"])["sex"].nunique().reset_index())["sex"].to_numpy()
    whole = sexes == 2 if "origin" in key else made["size"] == 2
    summed = (
        whole & (made["count"] > 0) & ~made["indicator"].isin([n for n in names if not names[n].summable])
    )
    partly = np.where(made["count"] < made["size"], joined(DERIVED, AT_LEAST), DERIVED)
    made["qualifier"] = np.where(summed, partly, joined(DERIVED, MISSING))
    made["value"] = made["sum"].where(summed)
    return pd.concat([rows, tidy(made, "origin" in key)], ignore_index=True)


def _summed(pairs: pd.DataFrame, by: str, total: str) -> pd.DataFrame:
    """Return totals of pairs by destination (``iso3``) or ``origin``, including those of no country."""
    grouped = pairs.groupby([by, "year", "sex"], sort=False)
    made = grouped["value"].agg(["sum", "count", "size"]).join(grouped["unit"].first()).reset_index()
    made = made[made["count"] > 0]
    qualifier = np.where(made["count"] < made["size"], joined(DERIVED, AT_LEAST), DERIVED)
    made = made.rename(columns={by: "iso3", "sum": "value"})
    return tidy(made, indicator=total, qualifier=qualifier)


def _combined(
    figures: pd.DataFrame, name: str, upper: tuple[str, ...], lower: tuple[str, ...]
) -> pd.DataFrame:
    """Return the sum of parts, or with ``lower`` its share of other parts in percent, if all are present."""
    wanted = figures[figures["indicator"].isin([*upper, *lower])]
    if wanted.empty:
        return tidy(pd.DataFrame())
    wide = wanted.pivot_table(index=["iso3", "year", "sex"], columns="indicator", values="value")
    if not {*upper, *lower} <= set(wide):
        return tidy(pd.DataFrame())
    value = wide[list(upper)].sum(axis=1, skipna=False)
    if lower:
        below = wide[list(lower)].sum(axis=1, skipna=False)
        value = 100 * value / below.where(below > 0)
    made = value.dropna().rename("value").reset_index()
    unit = definitions.load()[name].unit
    return tidy(made, indicator=name, unit=unit, qualifier=DERIVED)


def _add_missing(figures: pd.DataFrame, made: pd.DataFrame) -> pd.DataFrame:
    """Add computed figures that the publisher does not give."""
    if made.empty:
        return figures
    keys = pd.MultiIndex.from_frame(made[_KEY])
    existing = pd.MultiIndex.from_frame(figures[_KEY])
    # A page may say "not collected" for a place whose rows are on another page.
    figures = figures[~((figures["qualifier"] == NOT_COLLECTED) & existing.isin(keys))]
    existing = pd.MultiIndex.from_frame(figures[_KEY])
    return pd.concat([figures, made[~keys.isin(existing)]], ignore_index=True)


def _mark_breaks(figures: pd.DataFrame) -> pd.DataFrame:
    """Mark breaks in series of stocks of people."""
    stocks = [d.indicator for d in definitions.load().values() if d.kind == "stock"]
    figures = figures.sort_values(["indicator", "iso3", "sex", "year"], kind="stable", ignore_index=True)
    same = pd.Series(True, figures.index)
    for column in ("indicator", "iso3", "sex"):
        same &= figures[column] == figures[column].shift()
    value, before = figures["value"], figures["value"].shift()
    yearly = same & (figures["year"] - figures["year"].shift() == 1) & figures["indicator"].isin(stocks)
    large = (value > TIMES * before) | (before > TIMES * value)
    broken = yearly & large & ((value - before).abs() >= PEOPLE)
    marked = [joined(text, BREAK) for text in figures.loc[broken, "qualifier"]]
    figures["qualifier"] = figures["qualifier"].astype(object)
    figures.loc[broken, "qualifier"] = marked
    return figures
