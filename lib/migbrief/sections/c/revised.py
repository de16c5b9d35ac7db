"""Figures that later sources give differently for one year: what a vintage is."""

from __future__ import annotations

import re

import pandas as pd

from ... import charts, tables, words
from ...display import Display, note, noted, stack
from ...language import mark, t
from ...section import Brief
from ...tables import Column

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


def called(observed: str, publisher: str, data: pd.DataFrame) -> pd.DataFrame:
    """The rows of :func:`read`, each called by its source and what tells it from the others.

    That is what stands in brackets behind it (``2008 revision``), where every figure has some; else its place
    in the order in which the source gives them, with what stands in brackets. In the language spoken.
    """
    label, *rest = re.split(r"\s?:\s", t(observed), maxsplit=1)
    about = [re.search(r"\(([^()]*)\)", part) for part in "".join(rest).split(";")]
    if len(about) != len(data):
        label, about = str(data["label"].iloc[0]), [None] * len(data)
    known = [found[1] if found else "" for found in about]
    if not all(known):
        numbered = [t("figure {n}", n=n) for n in range(1, len(known) + 1)]
        known = [f"{n} ({more})" if more else n for n, more in zip(numbered, known, strict=True)]
    names = [t("{publisher}, {what}", publisher=t(publisher), what=what) for what in known]
    return data.assign(label=label, figure=names)


def revisions(brief: Brief) -> Display:
    """One chart for each figure that sources give differently; a table of what else they say."""
    rows = brief.edition.outcomes
    rows = rows[(rows["verdict"] == "context") & (rows["fact_id"] == "") & (rows["initiative_id"] == "")]
    shown: list[Display] = []
    others: list[dict[str, str]] = []
    for _, row in rows.iterrows():
        data = read(str(row["observed"]))
        named = ", ".join(t(str(text)) for text in (row["publisher"], row["title"]) if text)
        if data is None:
            own = {"said": str(row["observed"]), "of": row["date"], "source": named}
            others.append(own | {"at": row["where_published"]})
        else:
            shown.append(_chart(row, called(str(row["observed"]), str(row["publisher"]), data), named))
    if others:
        shown.append(
            tables.table(
                pd.DataFrame(others),
                t("Other figures of later sources"),
                columns={
                    "said": Column(mark("What the source says"), wide=True),
                    "of": Column(mark("As of"), kind="date"),
                    "source": mark("Source"),
                    "at": mark("Where"),
                },
                source=f"data/editions/{brief.edition.name}/outcomes.csv",
                name="other figures",
            )
        )
    return stack(*shown) if shown else note(t("This edition lists no figures that sources give differently."))


def _chart(row: pd.Series, data: pd.DataFrame, named: str) -> Display:
    """Bars of one figure as its sources give it; the title says how far apart they are."""
    unit, spoken = data["unit"].iloc[0], words.capital(str(data["label"].iloc[0]))
    apart = words.change(float(data["value"].min()), float(data["value"].max())).removeprefix("+")
    said = t(" or ").join(words.quantity(v, unit if unit == "US$" else "") for v in data["value"])
    if len(data) > 2:
        title = t("{label}: {figures}, up to {change} apart", label=spoken, figures=said, change=apart)
    else:
        title = t("{label}: {figures}, {change} apart", label=spoken, figures=said, change=apart)
    where = t("{source}, for {date}", source=named, date=words.date(row["date"]))
    return charts.bars(
        data[["figure", "value"]].rename(columns={"figure": "source"}),
        label="source",
        value="value",
        title=noted(title, "own"),
        source=f"{where} ({row['where_published']})",
        unit=unit,
        axis=spoken + (f" ({words.measure(unit)})" if unit else ""),
        note=t(str(row["note"])),
        name=f"revisions {str(row['observed']).partition(':')[0]}",
        label_width=34,
    )
