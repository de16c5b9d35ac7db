"""Part 5, limits: gaps, definitions and vintages."""

from __future__ import annotations

from collections.abc import Sequence

from .. import context_tables, countries, indicators, tables, words
from ..display import Display, bullets, noted, stack
from ..language import mark, t, tn
from ..section import Brief
from ..tables import Column, Table
from .wording import own_sources

# What kinds of indicators there are.
KINDS = (
    mark("stock"),
    mark("flow"),
    mark("rate"),
    mark("share"),
    mark("amount"),
    mark("index"),
    mark("status"),
)


def limits(brief: Brief, used: Sequence[str] = (), extra: Sequence[str] = ()) -> Display:
    """What this report cannot tell: gaps, definitions and vintages of the indicators it used.

    ``used`` are the indicators shown; ``extra`` are sentences of the notebook's own. What open data covers
    is counted over the countries asked for, else over all states: those the figures of a section are of.
    """
    about = [
        t("The wording of facts and initiatives is ours; figures and names are the paper's."),
        t(
            "A verdict says what one check found. *Supported by other sources* means that a later source or "
            "open data gives the figure, within the tolerance of the paper's own hedge; *supported by the "
            "paper itself*, only that its figures agree with each other or with a rule of counting. Neither "
            "makes a figure exact."
        ),
        *_own_sources(brief),
        t(
            "*{n}* of {quantities} here have nothing to be checked against[^unchecked].",
            n=int((brief.verdicts["verdict"] == "not checkable").sum()),
            quantities=words.count(len(brief.verdicts), "quantity"),
        ),
    ]
    if used:
        about.append(
            t(
                "Country figures are the Factbook's, vintage {vintage}: a frozen edition in which each "
                "figure keeps its own year. Vintages differ in method and are never joined to a series.",
                vintage=brief.vintage,
            )
        )
    if "iom_membership" in used:
        about.append(
            t(
                "The Factbook's list of IOM members is the same in both vintages. It is stale and proves "
                "nothing about the number the paper states."
            )
        )
    parts = [bullets([*about, *map(t, extra)])]
    if used:
        parts += [
            _definitions(used),
            *_coverage(brief, [i for i in used if indicators.definitions().loc[i, "unit"] != "status"]),
        ]
    return stack(*parts)


def _own_sources(brief: Brief) -> list[str]:
    """Says how many of the later sources are of the paper's own author: no outside witnesses."""
    own, every = own_sources(brief)
    if not own:
        return []
    said = tn(
        "Later sources include {author}'s own: {n} of {entries} here is of a publisher of that name.",
        "Later sources include {author}'s own: {n} of {entries} here are of publishers of that name.",
        own,
        author=t(brief.edition.author),
        entries=words.count(every, "entry"),
    )
    return [noted(said, "checks")]


def _coverage(brief: Brief, used: Sequence[str]) -> list[Display]:
    """Which figures the countries asked for have, else all states; of a list of members there are no gaps."""
    asked = brief.parameters.countries or brief.parameters.group
    rows = countries.load()
    states = rows.index[rows["ranked"] & (rows["kind"] == "country")]
    codes, called = (brief.focus, brief.called) if asked else (list(states), t("all states"))
    return [context_tables.coverage(used, brief.vintage, codes, called)] if used else []


def _definitions(used: Sequence[str]) -> Table:
    rows = indicators.definitions().loc[list(used)].reset_index()
    return tables.table(
        rows,
        t("Definitions of the indicators used"),
        columns={
            "name": mark("Indicator"),
            "unit": Column(mark("Unit"), format=words.measure),
            "kind": mark("Kind"),
            "definition": mark("Definition"),
        },
        source="data/reference/indicators.csv",
    )
