"""Refugees by origin as the 2015 vintage lists them: whom a country hosts, and where its own people are."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Final

import pandas as pd

from .. import charts, countries, paths, words
from ..display import Display, note
from ..errors import UserError
from ..language import mark, t, tn
from ..profile import Profile, with_article

VINTAGE: Final = "2015"  # the only one that names origins
SHOWN: Final = 10
LIMIT: Final = mark(
    "Only larger groups are listed, so each total is a lower bound. Later vintages name no origins; for "
    "today's, see the UNHCR Refugee Data Finder."
)


def load() -> pd.DataFrame:
    """Columns ``iso3`` (host), ``origin`` (iso3 or blank), ``origin_name``, ``value`` (persons), ``year``."""
    path = paths.data() / "indicators" / "factbook-refugee-origins.csv"
    if not path.is_file():
        raise UserError(t("{path} is missing; run: make data", path=path))
    return _read(path)


def hosted(profile: Profile) -> Display:
    """The origins of the refugees in the country, most first."""
    rows = load()
    rows = rows[rows["iso3"] == profile.iso3]
    if rows.empty:
        return note(
            t(
                "The {vintage} vintage lists no group of refugees in {country} by origin.",
                vintage=VINTAGE,
                country=profile.the,
            )
        )
    names = [countries.name(o) if o else n for o, n in zip(rows["origin"], rows["origin_name"], strict=True)]
    rows = _ordered(rows, names)
    total, leading, most = _leading(rows)
    said = {"country": profile.the, "total": total, "vintage": VINTAGE, "leading": leading}
    if most == "all":
        title = t(
            "Refugees hosted by {country}: {total} listed in the {vintage} vintage, all come from {leading}",
            **said,
        )
    elif most == "most":
        title = t(
            "Refugees hosted by {country}: {total} listed in the {vintage} vintage, most come from {leading}",
            **said,
        )
    else:
        title = t(
            "Refugees hosted by {country}: {total} listed in the {vintage} vintage, "
            "the largest group comes from {leading}",
            **said,
        )
    left = len(rows) - SHOWN
    return _bars(
        rows,
        title,
        t("Refugees listed, persons, by origin"),
        tn(
            "{n} more origin with smaller figures not drawn.",
            "{n} more origins with smaller figures not drawn.",
            left,
        )
        if left > 0
        else "",
        f"Refugees hosted by {profile.the} origin",
    )


def abroad(profile: Profile) -> Display:
    """The countries that host the country's own refugees, most first."""
    rows = load()
    rows = rows[rows["origin"] == profile.iso3]
    if rows.empty:
        return note(
            t(
                "The {vintage} vintage lists no country that hosts a group of refugees from {country}.",
                vintage=VINTAGE,
                country=profile.the,
            )
        )
    rows = _ordered(rows, [countries.name(i) for i in rows["iso3"]])
    total, leading, most = _leading(rows)
    said = {"country": profile.the, "total": total, "vintage": VINTAGE, "leading": leading}
    if most == "all":
        title = t(
            "Refugees from {country}: {total} listed in the {vintage} vintage, all are in {leading}", **said
        )
    elif most == "most":
        title = t(
            "Refugees from {country}: {total} listed in the {vintage} vintage, most are in {leading}", **said
        )
    else:
        title = t(
            "Refugees from {country}: {total} listed in the {vintage} vintage, "
            "the largest group is in {leading}",
            **said,
        )
    left = len(rows) - SHOWN
    return _bars(
        rows,
        title,
        t("Refugees listed, persons, by host country"),
        tn(
            "{n} more host country with smaller figures not drawn.",
            "{n} more host countries with smaller figures not drawn.",
            left,
        )
        if left > 0
        else "",
        f"Refugees from {profile.the} host country",
    )


def _ordered(rows: pd.DataFrame, names: list[str]) -> pd.DataFrame:
    return rows.assign(country=names).sort_values(["value", "country"], ascending=[False, True])


def _leading(rows: pd.DataFrame) -> tuple[str, str, str]:
    """The total in words, the country of the largest group, and how much that is: all, most or less."""
    total, first = float(rows["value"].sum()), rows.iloc[0]
    most = "all" if len(rows) == 1 else "less" if 2 * first["value"] < total else "most"
    return words.compact(total), with_article(str(first["country"])), most


def _bars(rows: pd.DataFrame, title: str, axis: str, rest: str, name: str) -> Display:
    return charts.bars(
        rows.head(SHOWN)[["country", "value", "year", "qualifier"]],
        label="country",
        value="value",
        title=title,
        source=t(
            "{source}, vintage {vintage}, {figures}",
            source=t("CIA World Factbook"),
            vintage=VINTAGE,
            figures=t("figures for {years}", years=words.years(rows["year"])),
        ),
        unit="persons",
        axis=axis,
        note=f"{rest} {t(LIMIT)}".strip(),
        name=name,
    )


@lru_cache(maxsize=2)
def _read(path: Path) -> pd.DataFrame:
    rows = pd.read_csv(path, dtype=str, keep_default_na=False)
    rows["value"] = rows["value"].astype(float)
    return rows
