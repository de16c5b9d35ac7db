"""What the parts share: sums that say how complete they are, figures with years, and products of figures."""

from __future__ import annotations

from typing import Final

import pandas as pd

from .. import indicators, words
from ..language import t, tn
from ..region import Region

TOP: Final = 12  # members a ranking shows; the data behind has them all
_AT_LEAST: Final = {"at least", "more than"}
_AT_MOST: Final = {"at most", "less than"}


def name(indicator: str) -> str:
    return t(str(indicators.definitions().loc[indicator, "name"]))


def unit(indicator: str) -> str:
    """As the data have it, for ``words.quantity``; :func:`measure` is what a reader sees."""
    return str(indicators.definitions().loc[indicator, "unit"])


def measure(indicator: str) -> str:
    of = unit(indicator)
    return t(of) if of.startswith("%") else words.measure(of)


def axis(indicator: str) -> str:
    return f"{name(indicator)} ({measure(indicator)})"


def together(region: Region, indicator: str, *, short: bool = False) -> str:
    """The sum over members with how many it holds: ``US$ 4.2 billion (18 of 20 members, 2023–2024)``.

    Sums of lower bounds are lower bounds; of bounds both ways, about. Not for rates: a ``UserError``.
    """
    found = indicators.total(indicator, region.vintage, region.members)
    if found.value is None:
        return words.missing()
    hedges = set(region.latest(indicator)["qualifier"])
    lower, upper = bool(hedges & _AT_LEAST), bool(hedges & _AT_MOST)
    qualifier = "about" if lower and upper else "at least" if lower else "at most" if upper else ""
    kind = "" if short and unit(indicator) == "persons" and found.value != 1 else unit(indicator)
    text = words.quantity(found.value, kind, high=found.value_high, qualifier=qualifier)
    if short:
        return text
    return f"{text} ({of_members(found.n_with_data, found.n_countries)}, {words.years(found.years)})"


def of_members(n: int, of: int) -> str:
    """``18 of 20 members``, ``all 20 members``, ``its one member``."""
    if n == of:
        return t("its one member") if of == 1 else t("all {n} members", n=words.number(of))
    return tn("{n} of {of} member", "{n} of {of} members", of, n=words.number(n), of=words.number(of))


def drawn(n: int, of: int) -> str:
    """That a chart has only the largest; empty where it has all."""
    return t("The {n} largest are drawn.", n=n) if n < of else ""


def shown(row: pd.Series) -> str:
    """One figure with its year, its unit left to the heading: ``1.4 million (2025)``.

    A bound keeps its hedge; an estimate does not say so, since nearly every figure is one.
    """
    kind = str(row["unit"])
    plain = "%" if kind.startswith("%") else kind if kind in ("status", "tier") else ""
    hedge = "" if row["qualifier"] == "estimated" else str(row["qualifier"])
    text = words.quantity(row["value"], plain, high=row["value_high"], qualifier=hedge)
    return f"{text} ({words.years([row['year']])})"


def product(region: Region, rate: str, base: str, per: float) -> pd.DataFrame:
    """Members' rate times base, divided by ``per``, where both are known; by size, largest first.

    Indexed by iso3; columns ``country, value, rate, year, base, base_year, source, vintage``.
    """
    rates, bases = region.latest(rate), region.latest(base)
    both = rates.join(bases[["value", "year"]].rename(columns={"value": "base", "year": "base_year"}))
    both = both[both["base"].notna()]
    out = pd.DataFrame(
        {
            "country": both["name"],
            "value": both["value"] * both["base"] / per,
            "rate": both["value"],
            "year": both["year"],
            "base": both["base"],
            "base_year": both["base_year"],
            "source": both["source"],
            "vintage": both["vintage"],
        }
    )
    return out.sort_values("value", ascending=False, key=abs, kind="stable")


def rounded(value: float) -> float:
    """Two figures: as much as a product of two rounded estimates can carry."""
    return float(f"{value:.2g}")
