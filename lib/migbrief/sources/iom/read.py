"""Read IOM's Missing Migrants: incidents, added up by country and year."""

import html
from typing import Final

import numpy as np
import pandas as pd

from migbrief.datasets.store import places
from migbrief.datasets.store.schema import AT_LEAST, MISSING, TO_DATE, Release, joined, tidy

from .. import cells
from ..content import Content
from ..licences import release

_FIELDS: Final = {"web_id", "reported_date", "total_dead_and_missing", "country_of_incident"}


def recognises(content: Content) -> bool:
    """Return whether it is a list of incidents with IOM's fields."""
    parsed = content.json
    return (
        isinstance(parsed, list)
        and bool(parsed)
        and isinstance(parsed[0], dict)
        and set(parsed[0]) >= _FIELDS
    )


def read(content: Content) -> list[Release]:
    """Return dead and missing by country of the incident, counting every row: ``web_id`` is not unique.

    Numbers are text; "" is unknown, which makes a sum a lower bound.
    """
    rows = pd.DataFrame(content.json).astype(str)
    names = rows["country_of_incident"].map(html.unescape)
    iso3, _, unmatched = places.named(names)
    value, _ = cells.numbers(
        content, rows["total_dead_and_missing"], {"": MISSING, "none": MISSING}, whole=True
    )
    year = cells.years(content, rows["reported_date"].str.replace(r"-\d\d-\d\d$", "", regex=True))
    made = pd.DataFrame({"iso3": iso3, "year": year, "value": value})
    yearly = made.groupby(["iso3", "year"])["value"].agg(["sum", "count", "size"]).reset_index()
    last = rows["reported_date"].max()
    newest, whole = int(last[:4]), last[5:] >= "12-25"
    short = np.where(yearly["count"] < yearly["size"], AT_LEAST, "")
    running = (yearly["year"] == newest) & (not whole)
    qualifiers = [joined(text, TO_DATE if now else "") for text, now in zip(short, running, strict=True)]
    yearly["qualifier"] = np.where(yearly["count"] > 0, qualifiers, MISSING)
    yearly["value"] = yearly["sum"].where(yearly["count"] > 0)
    figures = tidy(yearly, indicator="missing_migrants", unit="persons")
    return [release("iom", newest, {"last": last}, figures=figures, unmatched=unmatched)]
