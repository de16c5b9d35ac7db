"""Reads IOM's Missing Migrants: incidents, added up by country and year."""

from __future__ import annotations

import html
from typing import Final

import pandas as pd

from migbrief.datasets.store import places
from migbrief.datasets.store.schema import AT_LEAST, MISSING, TO_DATE, Release, joined, tidy

from ..content import Content
from ..licences import about

_FIELDS: Final = {"web_id", "reported_date", "total_dead_and_missing", "country_of_incident"}
_NAMES: Final = {"": "UNK", "Unknown": "UNK", "Uncategorized": "UNK"}


def sees(content: Content) -> bool:
    """Whether it is a list of incidents with IOM's fields."""
    found = content.json
    return isinstance(found, list) and bool(found) and isinstance(found[0], dict) and set(found[0]) >= _FIELDS


def read(content: Content) -> list[Release]:
    """Dead and missing by country of the incident, every row as it stands: ``web_id`` is no key.

    Numbers are text; "" is unknown, which makes a sum a lower bound.
    """
    rows = pd.DataFrame(content.json).astype(str)
    names = rows["country_of_incident"].map(html.unescape)
    iso3, _, unmatched = places.named(names, _NAMES)
    value = pd.to_numeric(rows["total_dead_and_missing"], errors="coerce")
    made = pd.DataFrame({"iso3": iso3, "year": rows["reported_date"].str[:4].astype(int), "value": value})
    found = made.groupby(["iso3", "year"])["value"].agg(["sum", "count", "size"]).reset_index()
    last = rows["reported_date"].max()
    newest, whole = int(last[:4]), last[5:] >= "12-25"
    qualifier = [
        MISSING
        if not row["count"]
        else joined(
            AT_LEAST if row["count"] < row["size"] else "",
            "" if whole or row["year"] < newest else TO_DATE,
        )
        for row in found.to_dict("records")
    ]
    found["value"] = found["sum"].where(found["count"] > 0)
    return [
        Release(
            edition=f"missing-migrants-{newest}",
            source="iom",
            about=about(
                "IOM", "Missing Migrants Project", "https://missingmigrants.iom.int/", "CC BY IGO",
                f"International Organization for Migration, Missing Migrants Project, to {last}.", "counted",
                f"Incidents reported to {last}.",
            ),
            figures=tidy(found, indicator="missing_migrants", unit="persons", qualifier=qualifier),
            unmatched=unmatched,
        )
    ]  # fmt: skip
