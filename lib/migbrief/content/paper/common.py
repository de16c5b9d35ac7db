"""What several sections share: who is compared, and honest absence."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from migbrief.datasets import countries, indicators
from migbrief.display.html import Display, note
from migbrief.registry.parameter_models import Ranked
from migbrief.text import words
from migbrief.text.articles import with_article
from migbrief.text.i18n import t, tn

from .brief import Brief

FEWEST = 5  # figures without which a median says nothing of a group


def pool(brief: Brief) -> list[str]:
    """The countries compared: the group asked for, or all there are; always with those asked for."""
    group = brief.group
    codes = countries.members(group) if group else list(countries.load().index)
    return list(dict.fromkeys([*codes, *brief.highlight]))


def scope(brief: Brief) -> str:
    """The pool in words, to go on a sentence with: `` in Eastern Africa``; empty for the whole world."""
    group = brief.group
    if not group:
        return ""
    outside = set(brief.highlight) - set(countries.members(group))
    income = group in countries.INCOME_GROUPS
    name = t(group).lower() if income else t(group)
    if income and outside:
        return " " + t("among {group} countries and the countries asked for", group=name)
    if income:
        return " " + t("among {group} countries", group=name)
    if outside:
        return " " + t("in {group} and the countries asked for", group=name)
    return " " + t("in {group}", group=name)


def places(n: int, codes: Iterable[str]) -> str:
    """``n`` of these, by what they are: ``31 countries``, or ``31 countries and territories``."""
    if set(countries.load()["kind"].reindex(list(codes)).dropna()) <= {"country"}:
        return words.count(n, "country")
    return tn("{n} country or territory", "{n} countries and territories", n, n=words.number(n))


def absent(brief: Brief, *wanted: str, where: str | None = None) -> Display:
    """Says that this vintage lacks some indicators for the countries compared (or those of ``where``)."""
    names = [t(str(indicators.definitions().loc[i, "name"])) for i in wanted]
    spoken = words.listing(n if n[:2].isupper() else n[:1].lower() + n[1:] for n in names)
    return note(
        t(
            "No data: the Factbook's {vintage} edition has no figure here for {indicators}{scope}. Nothing "
            "is filled in from another edition.",
            vintage=brief.vintage,
            indicators=spoken,
            scope=scope(brief) if where is None else where,
        )
    )


def unstated(what: str) -> Display:
    """Says that an edition does not state a figure."""
    return note(t("This edition does not state {what}.", what=t(what)))


def leading(rows: pd.DataFrame, brief: Brief[Ranked]) -> pd.DataFrame:
    """The first ``top`` rows, then those of countries asked for that are not among them.

    ``rows`` is indexed by iso3 and in order; countries without a row come last with missing figures.
    """
    first = list(rows.index[: brief.parameters.top])
    kept = [*first, *[k for k in rows.index if k in brief.highlight and k not in first]]
    kept += [k for k in brief.highlight if k not in kept]
    out = rows.reindex(kept)
    out["country"] = [countries.name(k) for k in kept]
    return out


def highest(rows: pd.DataFrame, unit: str, n: int = 3, value: str = "value") -> str:
    """The first ``n`` of rows in order: ``Tonga (50%), Tajikistan (47.9%) and Lebanon (33.3%)``."""
    known = rows.dropna(subset=[value])
    return words.top([with_article(str(name)) for name in known["country"]], list(known[value]), unit, n)
