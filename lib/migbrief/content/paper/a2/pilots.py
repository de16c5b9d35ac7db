"""The pilot countries: who is on which list, and where they are."""

from __future__ import annotations

import pandas as pd

from migbrief.content.paper.brief import Brief
from migbrief.datasets import countries
from migbrief.display import tables
from migbrief.display.html import Display, note
from migbrief.text import words
from migbrief.text.i18n import mark, t, tn

ROLE, LATER = "pilot", "pilot (later list)"
LIMIT = mark(
    "Figures of the pilot countries show where they stand, not what the pilots changed. Nothing here is "
    "evidence of an effect of cooperation or dialogue."
)
NONE = mark("The paper names no pilot country here.")
PAPER = mark("The paper")


def stated(brief: Brief) -> list[str]:
    """The pilot countries as the paper names them (iso3, in its order)."""
    return brief.placed(ROLE)


def lists(brief: Brief) -> dict[str, list[str]]:
    """The pilot countries by source: the paper's own list, then each later source that lists some.

    Keys are the source with its date, values iso3 codes in the source's order.
    """
    by_source = {PAPER: stated(brief)}
    places = brief.view.later_places[brief.view.later_places["role"] == LATER]
    for _, row in brief.view.outcomes.iterrows():
        of = places[places["outcome_id"] == row["outcome_id"]]
        pairs = zip(of["iso3"], of["group"], strict=True)
        codes = [k for iso3, group in pairs for k in (countries.members(group) if group else [iso3])]
        if codes:
            by_source[f"{t(row['publisher'])} ({words.date(row['date'])})"] = list(dict.fromkeys(codes))
    return by_source


def listed(brief: Brief) -> Display:
    """The lists side by side: one row a country, a mark for each source that lists it."""
    by_source = lists(brief)
    if not by_source[PAPER]:
        return note(t(NONE))
    every = list(dict.fromkeys(k for codes in by_source.values() for k in codes))
    rows = pd.DataFrame({"country": [countries.name(k) for k in every]})
    columns: dict[str, tables.Column | str] = {"country": mark("Country")}
    for source, codes in by_source.items():
        rows[source] = [mark("listed") if k in codes else None for k in every]
        columns[source] = tables.Column(
            t("{name}: {figure}", name=t(source), figure=words.number(len(codes))), missing="–"
        )
    return tables.table(
        rows,
        _compared(by_source),
        columns=columns,
        source=words.series((brief.source, f"data/editions/{brief.edition.name}/outcomes.csv")),
        note=t("A dash means that the source does not list the country, not that nothing was done there."),
        name="pilot lists",
    )


def _compared(by_source: dict[str, list[str]]) -> str:
    first, *later = by_source.values()
    if not later:
        return t("The pilots of the paper: {countries}", countries=words.listing(map(countries.name, first)))
    kept = [k for k in first if all(k in codes for codes in later)]
    gone = [countries.name(k) for k in first if not any(k in codes for codes in later)]
    new = [countries.name(k) for k in later[0] if k not in first]
    text = t(
        "{n} of the paper's {pilots} are on every later list",
        n=len(kept),
        pilots=words.count(len(first), "pilot"),
    )
    if gone:
        text += tn(
            "; {countries} is on none", "; {countries} are on none", len(gone), countries=words.listing(gone)
        )
    return text + (t("; the first later list adds {countries}", countries=words.listing(new)) if new else "")
