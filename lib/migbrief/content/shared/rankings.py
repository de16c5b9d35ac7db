"""Rankings of places, two side by side."""

from collections.abc import Iterable, Mapping

import pandas as pd

from migbrief.datasets import caveats
from migbrief.display import charts
from migbrief.display.html import Display

from .subject import Subject


def paired(
    subject: Subject,
    rankings: Mapping[str, pd.DataFrame],
    *,
    title: str,
    editions: Iterable[str],
    name: str,
    unit: str = "persons",
    note: str = "",
    also: Iterable[str] = (),
) -> Display:
    """Draw rankings as bars, each with ``code, place, people`` under its heading; empty ones are left out.

    ``also`` are codes of other places that the figure mentions.
    """
    shown = {head: rows for head, rows in rankings.items() if len(rows)}
    codes = [*also, *(code for rows in shown.values() for code in rows["code"])]
    return charts.paired_bars(
        {head: rows[["place", "people"]] for head, rows in shown.items()},
        unit=unit,
        title=title,
        source=subject.sources.line(*editions),
        note=caveats.join(note, subject.sources.kosovo(editions, codes)),
        name=subject.called(name),
    )
