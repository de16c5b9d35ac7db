"""What a profile notebook asks for: one country and its peers under one set of parameters.

A notebook opens a :class:`Profile` and hands it to the functions of ``profiles``.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

import pandas as pd

from migbrief.datasets import countries, indicators, migration_rates
from migbrief.datasets.indicators import Observation
from migbrief.display import lab
from migbrief.editions import edition as editions
from migbrief.registry import parameters, records
from migbrief.registry.parameter_models import CountryProfile
from migbrief.text import i18n, words
from migbrief.text.articles import at_start, with_article
from migbrief.text.i18n import mark, t

INCOME_PEERS: Final = {
    "Low income": mark("low-income countries"),
    "Lower middle income": mark("lower-middle-income countries"),
    "Upper middle income": mark("upper-middle-income countries"),
    "High income": mark("high-income countries"),
}
MIN_RANKED: Final = 3  # a place among two says nothing
MIN_MEDIAN: Final = 5  # of fewer figures the median is one country's, or the mean of two


@dataclass(frozen=True)
class Profile:
    """One country of one data vintage, seen beside its peers."""

    iso3: str
    edition: editions.Edition
    parameters: CountryProfile

    @cached_property
    def name(self) -> str:
        return countries.name(self.iso3)

    @cached_property
    def the(self) -> str:
        """The name inside a sentence, with its article: ``the Philippines``, ``Kenya``."""
        return with_article(self.name)

    @cached_property
    def subject(self) -> str:
        """The name at the start of a sentence: ``The Philippines``, ``Kenya``."""
        return at_start(self.name)

    @cached_property
    def about(self) -> pd.Series:
        """The country's row of ``countries.load()``: region, sub-region, income group, kind, note."""
        return countries.load().loc[self.iso3]

    @property
    def vintage(self) -> str:
        return self.parameters.vintage

    @property
    def other_vintages(self) -> list[str]:
        return [v for v in indicators.vintages() if v != self.vintage]

    @cached_property
    def peers(self) -> list[str]:
        """The other countries to compare with, as iso3; empty where the country has none of the kind."""
        codes, _ = self._peer_group
        return [c for c in codes if c != self.iso3]

    @cached_property
    def peers_label(self) -> str:
        """What the peers are, as words: ``the Caribbean``, ``high-income countries``; blank for none."""
        return self._peer_group[1]

    @cached_property
    def others_label(self) -> str:
        """The peers as what they are, the group without the country: ``the others in Eastern Africa``."""
        if self.parameters.peers == "income group":
            return t("the other {countries}", countries=self.peers_label)
        if self.parameters.peers in ("sub-region", "region"):
            return t("the others in {group}", group=self.peers_label)
        return self.peers_label

    @property
    def beside(self) -> str:
        """``, beside Eastern Africa`` for the end of a caption, or blank where there are no peers."""
        return t(", beside {peers}", peers=self.peers_label) if self.peers else ""

    @cached_property
    def _peer_group(self) -> tuple[list[str], str]:
        wanted = self.parameters.peers
        field = {"sub-region": "sub_region", "region": "region", "income group": "income_group"}.get(wanted)
        if field is None and countries.is_group(wanted):
            return countries.members(wanted), with_article(t(wanted))
        if field is None:
            return wanted.split(","), t("the countries chosen")
        group = "" if words.is_missing(self.about[field]) else str(self.about[field])
        if not group:
            return [], ""
        label = t(INCOME_PEERS[group]) if field == "income_group" else with_article(t(group))
        return countries.members(group), label

    def observe(self, indicator: str, vintage: str = "") -> Observation | None:
        """The latest figure of an indicator, or None."""
        return indicators.value(indicator, self.iso3, vintage or self.vintage)

    def rank(self, indicator: str) -> str:
        """``3rd of 18``, highest first, or an empty text where it cannot be ranked."""
        among = migration_rates.comparable_figures(indicator, self.vintage, [self.iso3, *self.peers])["value"]
        if not self.peers or self.iso3 not in among.index or len(among) < MIN_RANKED:
            return ""
        place = int((among > among[self.iso3]).sum()) + 1
        return t("{place} of {n}", place=words.ordinal(place), n=len(among))

    def ranked_within(self) -> str:
        """Whom ranks count, and how; empty where there is nobody to be ranked with."""
        if not self.peers:
            return ""
        return t(
            "Ranks are within {peers}, {country} included: those with a figure, highest first.",
            peers=self.peers_label,
            country=self.the,
        )


def shown(found: Observation | None, decimals: int | None = None) -> str:
    """An observation with its unit and hedge; ``no data`` for none."""
    if found is None:
        return words.missing()
    qualifier = "" if found.qualifier == "estimated" else found.qualifier
    return words.quantity(
        found.value, found.unit, high=found.value_high, qualifier=qualifier, decimals=decimals
    )


def dated(found: Observation | None) -> str:
    """The year of an observation, marked where it is an estimate: ``2025 est.``"""
    if found is None:
        return ""
    year = words.years([found.year])
    return t("{year} est.", year=year) if found.qualifier == "estimated" else year


def middle(among: pd.DataFrame, unit: str) -> str | None:
    """The median of peers' figures with how many there are; of a few, that it is left out; None of none."""
    n = words.number(len(among))
    if among.empty:
        return None
    if len(among) < MIN_MEDIAN:
        return t("left out ({n} with data)", n=n)
    return t("{figure} ({n} with data)", figure=words.quantity(among["value"].median(), unit), n=n)


def few_for_median(peers: Sequence[pd.DataFrame]) -> str:
    """Why medians are left out of a table; empty where none is."""
    if not any(0 < len(among) < MIN_MEDIAN for among in peers):
        return ""
    return t(
        "A median of fewer than {n} figures is left out: it would say little more than one country.",
        n=words.number(MIN_MEDIAN),
    )


def sources(found: Sequence[Observation | None], beside: Sequence[pd.DataFrame] = ()) -> str:
    """Where some observations come from, with vintage and years.

    ``beside``: the figures that peers' medians are of, as ``indicators.latest`` gives them.
    """
    rows = [{"source": o.source, "vintage": o.vintage, "year": o.year} for o in found if o is not None]
    fields = ["source", "vintage", "year"]
    parts = [pd.DataFrame(rows, columns=fields), *(peers[fields] for peers in beside)]
    return words.source(pd.concat([part for part in parts if len(part)] or parts[:1]))


def open_profile(**given: object) -> Profile:
    """Open the profile of a country with the notebook's parameters, all checked.

    Raises :class:`~migbrief.errors.UserError` for an unknown country, peer, vintage or edition, or a
    horizon that is not a year of the projections.
    """
    lab.style_displays()
    return profile_of(**given)


def profile_of(**given: object) -> Profile:
    """The same for a caller that shows the profile in a style of its own."""
    checked = parameters.check(CountryProfile, "country-profile", given)
    i18n.use(checked.language)
    i18n.refuse_bare_numbers(records.strict("country-profile"))
    return Profile(checked.country, editions.load(checked.edition), checked)
