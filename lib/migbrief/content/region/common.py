"""What the parts share: sums that say how complete they are, figures with years, and products of figures."""

from __future__ import annotations

from typing import Any, Final

import pandas as pd

from migbrief.datasets import indicators, migration_rates
from migbrief.text import words
from migbrief.text.articles import with_article
from migbrief.text.i18n import t, tn

from .region import Region

TOP: Final = 10  # members a ranking shows
BEHIND: Final = 100  # rows of data behind a figure that may be wide: the world's would weigh too much
OLD: Final = 5  # years: a figure older than its vintage by more says its year beside newer ones
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
    called, of = name(indicator), measure(indicator)
    return called if of.lower() in called.lower().split() else f"{called} ({of})"


def counted(region: Region, indicator: str) -> pd.DataFrame:
    """The members' latest figures without net migration rates that do not fit the change of population."""
    rows = region.latest(indicator)
    return migration_rates.consistent_rates(rows) if indicator == migration_rates.RATE else rows


def doubted(region: Region, indicator: str) -> str:
    """Whose figures ``counted`` leaves out; empty for none."""
    return (
        migration_rates.excluded_note(migration_rates.inconsistent_rates(region.latest(indicator)))
        if indicator == migration_rates.RATE
        else ""
    )


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
    if n >= of:
        return ""
    return t("The {n} largest are drawn; the data behind the figure have all {all}.", n=n, all=of)


def behind(rows: pd.DataFrame) -> pd.DataFrame:
    """All rows that a sum is of, for the data behind its figure; of very many only who and how much."""
    return rows if len(rows) <= BEHIND else rows.iloc[:, :3]


def is_old(year: Any, vintage: str) -> bool:
    """Whether a figure is so much older than its vintage that a reader must know it."""
    return not pd.isna(year) and int(year) < int(vintage) - OLD


def called(row: pd.Series, *, inside: bool = False) -> str:
    """A member's name beside newer figures, with the year of one that is old: ``South Sudan, 2015``.

    ``inside`` a sentence it has its article.
    """
    name, year = str(row["name"]), row["year"]
    name = with_article(name) if inside else name
    return f"{name}, {int(year)}" if is_old(year, row["vintage"]) else name


def flagged(row: pd.Series, figure: str) -> str:
    """A member with its figure in brackets, and with the year of one that is old."""
    year = f", {int(row['year'])}" if is_old(row["year"], row["vintage"]) else ""
    return f"{row['name']} ({figure}{year})"


def shown(row: pd.Series, decimals: int | None = None) -> str:
    """One figure with its year, its unit left to the heading: ``1.4 million (2025)``.

    A bound keeps its hedge; an estimate does not say so, since nearly every figure is one.
    """
    kind = str(row["unit"])
    plain = "%" if kind.startswith("%") else kind if kind in ("status", "tier") else ""
    hedge = "" if row["qualifier"] == "estimated" else str(row["qualifier"])
    text = words.quantity(
        row["value"], plain, high=row["value_high"], qualifier=hedge, decimals=decimals, fixed=True
    )
    return f"{text} ({words.years([row['year']])})"


def product(region: Region, rate: str, base: str, per: float) -> pd.DataFrame:
    """Members' rate times base, divided by ``per``, where both are known; by size, largest first.

    Indexed by iso3; columns ``country, value, rate, year, base, base_year, source, vintage``. The
    name of a country has the year where either figure is old.
    """
    rates, bases = region.latest(rate), region.latest(base)
    both = rates.join(bases[["value", "year"]].rename(columns={"value": "base", "year": "base_year"}))
    both = both[both["base"].notna()]
    older = both.assign(year=both[["year", "base_year"]].min(axis=1))
    out = pd.DataFrame(
        {
            "country": [called(row) for _, row in older.iterrows()],
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
