"""Read KNOMAD's bilateral remittance matrix: senders in rows, receivers in columns, US$ million."""

import re
from typing import Final

import pandas as pd

from migbrief.datasets.store import places
from migbrief.datasets.store.schema import MISSING, Release, tidy

from .. import cells
from ..content import Content
from ..licences import release

_NAMES: Final = {"Korea, Dem. Rep.": "PRK"}
_MARGINS: Final = re.compile(r"(?i)^(world|total|.*notes?:?|source.*)$")


def recognises(content: Content) -> bool:
    """Return whether rows and columns are headed by names of countries, with only numbers between."""
    header, rows = content.header, content.lines[1:]
    if len(header) < 50 or not {"Afghanistan", "Albania", "Algeria"} <= set(header) or not rows:
        return False
    return all(" ".join(row[0].split()) in header for row in rows[:3])


def read(content: Content) -> list[Release]:
    """Return pairs: ``iso3`` is where the senders live, ``origin`` where they are from and the money goes."""
    table = content.table().set_axis(["sender", *content.header[1:]], axis=1)
    rows = table.melt("sender", var_name="receiver", value_name="raw")
    margin = rows["sender"].str.fullmatch(_MARGINS) | rows["receiver"].str.fullmatch(_MARGINS)
    rows = rows[~margin & (rows["sender"] != "") & (rows["receiver"] != "")]
    value, _ = cells.numbers(content, rows["raw"], {"": MISSING, "..": MISSING, "n/a": MISSING})
    rows = rows[value.notna()].assign(value=value * 1_000_000)
    iso3, _, unmatched = places.named(rows["sender"], _NAMES)
    origin, _, also = places.named(rows["receiver"], _NAMES)
    pairs = pd.DataFrame({"iso3": iso3, "origin": origin, "value": rows["value"]})
    title = " ".join(" ".join(row) for row in content.above)
    name = content.name.replace("\\", "/").rpartition("/")[2]
    # A matrix is published after the year it is of.
    stated = re.findall(r"(?i)\bfor (20[12]\d)\b", title) or sorted(re.findall(r"20[12]\d", name))
    year = int(content.beside.get("year") or next(iter(stated), 2018))
    same = {"indicator": "remittances_by_sender", "year": year, "unit": "current US$"}
    return [release("knomad", year, pairs=tidy(pairs, pairs=True, **same), unmatched=unmatched | also)]
