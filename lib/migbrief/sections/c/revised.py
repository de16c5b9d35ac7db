"""Figures that later sources give differently for one year: what a vintage is."""

from __future__ import annotations

import re

import pandas as pd

from ... import charts, words
from ...display import Display, bullets, note, paragraph, stack
from ...language import t
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


def said(observed: str, data: pd.DataFrame) -> pd.DataFrame:
    """The rows of :func:`read` with label and figures in the language spoken, where its text has as many."""
    label, *rest = re.split(r"\s?:\s", t(observed), maxsplit=1)
    figures = [part.strip() for part in "".join(rest).split(";")]
    return data.assign(label=label, figure=figures) if len(figures) == len(data) else data


def revisions(brief: Brief) -> Display:
    """One chart for each figure that sources give differently; a sentence for what else they say."""
    rows = brief.edition.outcomes
    rows = rows[(rows["verdict"] == "context") & (rows["fact_id"] == "") & (rows["initiative_id"] == "")]
    shown: list[Display] = []
    others: list[str] = []
    for _, row in rows.iterrows():
        data = read(str(row["observed"]))
        named = ", ".join(t(str(text)) for text in (row["publisher"], row["title"]) if text)
        where = t("{source}, for {date}", source=named, date=words.date(row["date"]))
        if data is None:
            others.append(words.sentence(f"{t(str(row['observed']))} ({where})"))
            continue
        name, unit = data["label"].iloc[0], data["unit"].iloc[0]
        data = said(str(row["observed"]), data)
        low, high = float(data["value"].min()), float(data["value"].max())
        figures = t(" or ").join(data["figure"])
        apart = words.change(low, high).removeprefix("+")
        spoken = words.capital(str(data["label"].iloc[0]))
        if len(data) > 2:
            title = t("{label}: {figures}, up to {change} apart", label=spoken, figures=figures, change=apart)
        else:
            title = t("{label}: {figures}, {change} apart", label=spoken, figures=figures, change=apart)
        shown.append(
            charts.bars(
                data[["figure", "value"]],
                label="figure",
                value="value",
                title=title,
                source=f"{where} ({row['where_published']})",
                unit=unit,
                axis=spoken + (f" ({words.measure(unit)})" if unit else ""),
                note=t(str(row["note"])),
                name=f"revisions {name}",
                label_width=34,
            )
        )
    if others:
        shown += [paragraph(t("Other figures of later sources:")), bullets(others)]
    return stack(*shown) if shown else note(t("This edition lists no figures that sources give differently."))
