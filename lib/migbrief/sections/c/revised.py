"""Figures that later sources give differently for one year: what a vintage is."""

from __future__ import annotations

import re

import pandas as pd

from ... import charts, words
from ...display import Display, bullets, note, paragraph, stack
from ...section import Brief

_FIGURE = re.compile(
    r"^(?P<sign>US\$ )?(?P<number>\d[\d,]*(?:\.\d+)?)"
    r"(?: (?P<scale>million|billion|trillion))?(?: \((?P<what>.+)\))?$"
)
_SIZES = {"": 1.0, "million": 1e6, "billion": 1e9, "trillion": 1e12}


def read(observed: str) -> pd.DataFrame | None:
    """``label: 214 million (2008 revision); 220.8 million (2019 revision)`` as rows ``figure, value, unit``.

    ``figure`` is the text of each; ``unit`` is US$ where the first figure has that sign, else persons where
    the label speaks of a stock of migrants, else blank. None where the text is not a label and two or more
    figures.
    """
    label, colon, rest = observed.partition(": ")
    found = [_FIGURE.match(part.strip()) for part in rest.split(";")]
    if not colon or len(found) < 2 or not all(found):
        return None
    kept = [m for m in found if m]
    unit = "US$" if kept[0]["sign"] else "persons" if "migrant stock" in label else ""
    rows = [(m[0], float(m["number"].replace(",", "")) * _SIZES[m["scale"] or ""]) for m in kept]
    return pd.DataFrame(rows, columns=["figure", "value"]).assign(label=label, unit=unit)


def revisions(brief: Brief) -> Display:
    """One chart for each figure that sources give differently; a sentence for what else they say."""
    rows = brief.edition.outcomes
    rows = rows[(rows["verdict"] == "context") & (rows["fact_id"] == "") & (rows["initiative_id"] == "")]
    shown: list[Display] = []
    said: list[str] = []
    for _, row in rows.iterrows():
        data = read(str(row["observed"]))
        where = (
            f"{', '.join(t for t in (row['publisher'], row['title']) if t)}, for {words.date(row['date'])}"
        )
        if data is None:
            said.append(words.sentence(f"{row['observed']} ({where})"))
            continue
        label, unit = data["label"].iloc[0], data["unit"].iloc[0]
        low, high = float(data["value"].min()), float(data["value"].max())
        shown.append(
            charts.bars(
                data[["figure", "value"]],
                label="figure",
                value="value",
                title=f"{label[:1].upper()}{label[1:]}: {' or '.join(data['figure'])}, "
                f"{'up to ' if len(data) > 2 else ''}{words.change(low, high).removeprefix('+')} apart",
                source=f"{where} ({row['where_published']})",
                unit=unit,
                axis=f"{label[:1].upper()}{label[1:]}" + (f" ({unit})" if unit else ""),
                note=str(row["note"]),
                name=f"revisions {label}",
                label_width=34,
            )
        )
    if said:
        shown += [paragraph("Other figures of later sources:"), bullets(said)]
    return stack(*shown) if shown else note("This edition lists no figures that sources give differently.")
