"""What a profile notebook asks for: one country and its peers under one set of parameters.

A notebook opens a :class:`Profile` and hands it to the functions of ``profiles``.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import pandas as pd

from . import countries, indicators, parameters, population, words
from . import edition as editions
from .errors import UserError
from .indicators import Observation


@dataclass(frozen=True)
class Profile:
    """One country of one data vintage, seen beside its peers."""

    iso3: str
    edition: editions.Edition
    parameters: Any

    @cached_property
    def name(self) -> str:
        return countries.name(self.iso3)

    @cached_property
    def about(self) -> pd.Series:
        """The country's row of ``countries.load()``: region, sub-region, income group, kind, note."""
        return countries.load().loc[self.iso3]

    @property
    def vintage(self) -> str:
        return str(self.parameters.vintage)

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
        """What the peers are, for a sentence: ``Eastern Africa``, ``High income``, ``countries chosen``."""
        return self._peer_group[1]

    @cached_property
    def _peer_group(self) -> tuple[list[str], str]:
        wanted = self.parameters.peers
        field = {"sub-region": "sub_region", "region": "region", "income group": "income_group"}.get(wanted)
        if field is None:
            return wanted.split(","), "the countries chosen"
        group = "" if words.is_missing(self.about[field]) else str(self.about[field])
        if not group:
            return [], f"no {wanted} is assigned"
        ranked = countries.load()
        members = [c for c in countries.members(group) if bool(ranked.loc[c, "ranked"])]
        return members, group

    @cached_property
    def has_population(self) -> bool:
        """Whether World Population Prospects has the country; it leaves out a few small territories."""
        try:
            population.figures(self.iso3)
        except UserError:
            return False
        return True

    def observe(self, indicator: str, vintage: str = "") -> Observation | None:
        """The latest figure of an indicator, or None."""
        return indicators.value(indicator, self.iso3, vintage or self.vintage)

    def rank(self, indicator: str) -> str:
        """``3rd of 18``, highest first, or an empty text where it cannot be ranked."""
        place = indicators.rank(indicator, self.iso3, self.vintage, self.peers) if self.peers else None
        if place is None or place[1] < 2:
            return ""
        return f"{words.ordinal(place[0])} of {place[1]}"


def shown(found: Observation | None, decimals: int | None = None) -> str:
    """An observation with its unit and hedge; ``no data`` for none."""
    if found is None:
        return words.MISSING
    qualifier = "" if found.qualifier == "estimated" else found.qualifier
    return words.quantity(
        found.value, found.unit, high=found.value_high, qualifier=qualifier, decimals=decimals
    )


def dated(found: Observation | None) -> str:
    """The year of an observation, marked where it is an estimate: ``2025 est.``"""
    if found is None:
        return ""
    return words.years([found.year]) + (" est." if found.qualifier == "estimated" else "")


def sources(found: Sequence[Observation | None]) -> str:
    """Where some observations come from, with vintage and years."""
    rows = [{"source": o.source, "vintage": o.vintage, "year": o.year} for o in found if o is not None]
    return words.source(pd.DataFrame(rows, columns=["source", "vintage", "year"]))


def open_profile(**given: Any) -> Profile:
    """Open the profile of a country with the notebook's parameters, all checked.

    Raises :class:`~migbrief.errors.UserError` for an unknown country, peer, vintage or edition, or a
    horizon that is not a year of the projections.
    """
    checked = parameters.parse("country-profile", given)
    return Profile(checked.country, editions.load(checked.edition), checked)
