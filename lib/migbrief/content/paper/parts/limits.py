"""Limits: what this report cannot tell, and the indicators it used."""

from __future__ import annotations

from collections.abc import Sequence

from migbrief.content.paper.brief import Brief
from migbrief.datasets import countries, indicators
from migbrief.display import tables
from migbrief.display.html import Display, bullets, stack
from migbrief.display.tables import Column, Table
from migbrief.text import words
from migbrief.text.i18n import mark, t, tn
from migbrief.text.value import Count

from .verdicts import own_sources


def limits(brief: Brief, used: Sequence[str] = (), extra: Sequence[str] = ()) -> Display:
    """What this report cannot tell; ``used`` are the indicators shown, ``extra`` the notebook's own words."""
    about = [
        t("The wording of facts and initiatives is ours; figures and names are the paper's."),
        t(
            "A verdict says what one check found. *Supported by other sources* means that a later source or "
            "open data gives the figure, within the tolerance of the paper's own hedge; *supported by the "
            "paper itself*, only that its figures agree with each other or with a rule of counting. Neither "
            "makes a figure exact."
        ),
        *_own_sources(brief),
    ]
    if used:
        about.append(
            t(
                "Country figures are those of the Factbook's {vintage} edition, in which each figure has "
                "its own year. Editions differ in method and are never joined to a series.",
                vintage=brief.vintage,
            )
        )
    points = bullets([*about, *map(t, extra)])
    return stack(points, _indicators(brief, used)) if used else points


def _own_sources(brief: Brief) -> list[str]:
    """Say how many of the later sources are of the paper's own author: no outside witnesses."""
    own, entries = own_sources(brief)
    if not own:
        return []
    return [
        tn(
            "Later sources include {author}'s own: {n} of {entries} here is of a publisher of that name.",
            "Later sources include {author}'s own: {n} of {entries} here are of publishers of that name.",
            own,
            author=t(brief.edition.author),
            entries=entries,
        )
    ]


def _indicators(brief: Brief, used: Sequence[str]) -> Table:
    """What the indicators are, and how many have a figure: of the countries asked for, else of all states."""
    rows = countries.load()
    codes = (
        list(brief.focus) if brief.asked else list(rows.index[rows["ranked"] & (rows["kind"] == "country")])
    )
    seen = indicators.coverage(list(used), brief.vintage, codes)[list(used)].sum()
    return tables.table(
        indicators.definitions().loc[list(used)].assign(present=seen).reset_index(),
        t("Definitions of the indicators used"),
        columns={
            "name": mark("Indicator"),
            "unit": Column(mark("Unit"), format=words.measure),
            "definition": Column(mark("Definition"), wide=True),
            "present": Column(
                mark("Countries with a figure"), unit=t("of {n}", n=Count(len(codes))), kind="number"
            ),
        },
        source=words.series(("data/reference/factbook_indicators.csv", f"Factbook, {brief.vintage}")),
        name="definitions",
    )
