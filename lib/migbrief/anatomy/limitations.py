"""Part 5, limits: gaps, definitions and vintages."""

from __future__ import annotations

from collections.abc import Sequence

from .. import context_tables, indicators, tables, words
from ..display import Display, bullets, stack
from ..language import mark, t
from ..section import Brief
from ..tables import Column, Table

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

    ``used`` are the indicators shown; ``extra`` are sentences of the notebook's own.
    """
    about = [
        t("The wording of facts and initiatives is ours; figures and names are the paper's."),
        t(
            "A verdict says what one check found. *Supported* means within the tolerance of the paper's own "
            "hedge, or confirmed by a later source; it does not make a figure exact."
        ),
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
            context_tables.coverage(used, brief.vintage, brief.focus or countries_named(brief)),
        ]
    return stack(*parts)


def countries_named(brief: Brief) -> list[str]:
    """The countries to speak of when neither the reader nor the section names any: all the paper names."""
    return [c for c in dict.fromkeys(brief.edition.places["iso3"]) if c]


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
