"""Refugees by origin as the 2015 vintage lists them: whom a country hosts, and where its own people are."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Final

import pandas as pd

from .. import charts, countries, paths, words
from ..display import Display, note
from ..errors import UserError
from ..profile import Profile, with_article

VINTAGE: Final = "2015"  # the only one that names origins
SHOWN: Final = 10
LIMIT: Final = (
    "Only larger groups are listed, so each total is a lower bound. Later vintages name no origins; for "
    "today's, see the UNHCR Refugee Data Finder."
)


def load() -> pd.DataFrame:
    """Columns ``iso3`` (host), ``origin`` (iso3 or blank), ``origin_name``, ``value`` (persons), ``year``."""
    path = paths.data() / "indicators" / "factbook-refugee-origins.csv"
    if not path.is_file():
        raise UserError(f"{path} is missing; run: make data")
    return _read(path)


def hosted(profile: Profile) -> Display:
    """The origins of the refugees in the country, most first."""
    rows = load()
    rows = rows[rows["iso3"] == profile.iso3]
    if rows.empty:
        return note(f"The {VINTAGE} vintage lists no group of refugees in {profile.the} by origin.")
    names = [countries.name(o) if o else n for o, n in zip(rows["origin"], rows["origin_name"], strict=True)]
    return _bars(rows.assign(country=names), f"Refugees hosted by {profile.the}", "come from", "origin")


def abroad(profile: Profile) -> Display:
    """The countries that host the country's own refugees, most first."""
    rows = load()
    rows = rows[rows["origin"] == profile.iso3]
    if rows.empty:
        return note(
            f"The {VINTAGE} vintage lists no country that hosts a group of refugees from {profile.the}."
        )
    names = [countries.name(i) for i in rows["iso3"]]
    return _bars(rows.assign(country=names), f"Refugees from {profile.the}", "are in", "host country")


def _bars(rows: pd.DataFrame, subject: str, verb: str, counted: str) -> Display:
    rows = rows.sort_values(["value", "country"], ascending=[False, True])
    total, first = float(rows["value"].sum()), rows.iloc[0]
    leading = with_article(str(first["country"]))
    n = len(rows)
    which = f"all {verb} {leading}" if n == 1 else f"most {verb} {leading}"
    if n > 1 and 2 * first["value"] < total:
        which = f"the largest group {'is' if verb == 'are in' else 'comes'} "
        which += f"{'in' if verb == 'are in' else 'from'} {leading}"
    left = n - SHOWN
    rest = f"{words.count(left, f'more {counted}')} with smaller figures not drawn. " if left > 0 else ""
    return charts.bars(
        rows.head(SHOWN)[["country", "value", "year", "qualifier"]],
        label="country",
        value="value",
        title=f"{subject}: {words.compact(total)} listed in the {VINTAGE} vintage, {which}",
        source=f"CIA World Factbook, vintage {VINTAGE}, figures for {words.years(rows['year'])}",
        unit="persons",
        axis=f"Refugees listed, persons, by {counted}",
        note=rest + LIMIT,
        name=f"{subject} {counted}",
    )


@lru_cache(maxsize=2)
def _read(path: Path) -> pd.DataFrame:
    rows = pd.read_csv(path, dtype=str, keep_default_na=False)
    rows["value"] = rows["value"].astype(float)
    return rows
