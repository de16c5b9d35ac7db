"""Data gaps: what the template asks for and is not here, why, and where to get it live."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Final

import pandas as pd

from migbrief import paths
from migbrief.datasets import indicators, missing_data, store
from migbrief.datasets.csv_errors import explain_read_errors
from migbrief.display import tables
from migbrief.display.tables import Column, Table
from migbrief.errors import UserError
from migbrief.text import words
from migbrief.text.i18n import mark, t, tn

from .profile import Profile, dated

PARTS: Final = ("context", "trends", "impact", "governance")
HERE, LACKING, NOWHERE = STATES = ("here", "missing for this country", "not in our sources")
SOURCE: Final = mark("the project's indicator tables and data/reference/template.csv")
FOR_NONE: Final = mark("the Factbook's {vintage} edition has it for no country")


def template() -> pd.DataFrame:
    """What the template asks for and no table in git holds: the columns of ``reference/template.csv``."""
    path = paths.data() / "reference" / "template.csv"
    if not path.is_file():
        raise UserError(t("{path} is missing; restore it from the repository", path=path))
    return _read(path)


def items(profile: Profile) -> pd.DataFrame:
    """Every figure that the template asks for, one row: ``part, name, state, other, reason, live``.

    ``other`` is the year of the figure in another vintage, None without one. To be on a list is no figure.
    """
    rows = _items(profile.iso3, profile.vintage)
    rows = rows[~rows["item"].isin(held_elsewhere(profile))].copy()
    rows["name"] = [t(str(name)) for name in rows["name"]]
    rows["other"] = [dated(found) or None for found in rows["other"]]
    rows["reason"] = [
        t(FOR_NONE, vintage=profile.vintage) if r == FOR_NONE else missing_data.translate_parts(str(r))
        for r in rows["reason"]
    ]
    rows["live"] = [missing_data.source_label(source, code) for source, code in rows["live"]]
    return rows


def held_elsewhere(profile: Profile) -> set[str]:
    """The items of the template that the source editions held have of the country."""
    opened = store.to_show()
    rows = template()
    return {
        item
        for item, indicator in zip(rows["item"], rows["indicator"], strict=True)
        if indicator and opened.has(indicator, profile.iso3)
    }


@lru_cache(maxsize=4)
def _items(iso3: str, vintage: str) -> pd.DataFrame:
    """The items in the words of the tables, with observations for years and pairs for places."""
    definitions = indicators.definitions()
    others = [v for v in indicators.vintages() if v != vintage]
    held = indicators.gaps(iso3, vintage).set_index("indicator")
    rows = []
    for key, about in definitions[definitions["kind"] != "status"].iterrows():
        found = indicators.value(str(key), iso3, vintage)
        elsewhere = [o for v in others if (o := indicators.value(str(key), iso3, v)) is not None]
        everywhere = indicators.has_any(str(key), vintage)
        rows.append(
            {
                "item": "",
                "part": about["template_part"],
                "name": about["name"],
                "state": HERE if found else LACKING if everywhere else NOWHERE,
                "other": elsewhere[0] if elsewhere else None,
                "reason": "" if found else str(held.loc[key, "reason"]) if everywhere else FOR_NONE,
                "live": (str(about["live_source"]), str(about["live_code"])),
            }
        )
    for row in template().to_dict("records"):
        rows.append(
            {
                "item": row["item"],
                "part": row["part"],
                "name": row["name"],
                "state": NOWHERE,
                "other": None,
                "reason": row["reason"],
                "live": (row["dataset"], "" if row["code"] == "none" else row["code"]),
            }
        )
    order = {part: i for i, part in enumerate(PARTS)}
    return pd.DataFrame(rows).sort_values(
        "part", key=lambda c: c.map(order), kind="stable", ignore_index=True
    )


def missing(profile: Profile) -> Table:
    """The gaps, each with its reason and where a figure is published."""
    rows = items(profile)
    other = profile.other_vintages[0] if profile.other_vintages else ""
    columns: dict[str, Column | str] = {
        "name": Column(mark("Missing")),
        "reason": Column(mark("Why"), wide=True, format=lambda why: words.capital(t(str(why)))),
        "live": Column(mark("Where to get it"), wide=True),
    }
    if other:
        columns["other"] = Column(t("In the Factbook's {vintage} edition", vintage=other), missing=mark("no"))
    gaps = rows[rows["state"] != HERE]
    return tables.table(
        gaps.sort_values("state", key=lambda c: c.map(STATES.index), kind="stable"),
        tn(
            "{country}: {n} gap and where to fill it",
            "{country}: {n} gaps and where to fill them",
            len(gaps),
            country=profile.subject,
        ),
        columns=columns,
        source=t("{source}, Factbook {vintage}", source=t(SOURCE), vintage=profile.vintage),
        note=t("Gaps of this country come first, then what our sources have for no country."),
        name=f"missing {profile.iso3}",
        shown=6,
    )


@lru_cache(maxsize=2)
def _read(path: Path) -> pd.DataFrame:
    with explain_read_errors(path, built=False):
        return pd.read_csv(path, dtype=str, keep_default_na=False)
