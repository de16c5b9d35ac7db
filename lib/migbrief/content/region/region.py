"""What a region notebook asks for: one group of countries under one set of parameters.

A notebook opens a :class:`Region` and hands it to the functions of ``regional``.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import pandas as pd

from migbrief.datasets import countries, indicators, population
from migbrief.display import lab
from migbrief.editions import edition as editions
from migbrief.editions import groups
from migbrief.editions.edition import Edition
from migbrief.editions.groups import Group
from migbrief.registry import parameters, records
from migbrief.registry.parameter_models import RegionProfile
from migbrief.text import i18n, words
from migbrief.text.articles import with_article
from migbrief.text.i18n import t


@dataclass(frozen=True)
class Region:
    """A group under a reader's parameters: what a region profile shows."""

    group: Group
    edition: Edition
    parameters: RegionProfile

    @property
    def name(self) -> str:
        return self.group.name if self.group.kind == "list" else t(self.group.name)

    @cached_property
    def members(self) -> list[str]:
        """ISO3, ordered by name in the language spoken."""
        return sorted(self.group.members, key=lambda code: countries.fold(countries.name(code)))

    @property
    def vintage(self) -> str:
        return self.parameters.vintage

    @property
    def horizon(self) -> int:
        return self.parameters.horizon

    @cached_property
    def counted(self) -> list[str]:
        """The members that World Population Prospects has figures for."""
        codes = countries.load()["m49"]
        known = set(population.load()["location_m49"])
        return [code for code in self.members if codes[code] in known]

    @cached_property
    def location(self) -> population.Location | None:
        """What to ask ``population`` for; None where no member has figures."""
        if not self.counted:
            return None
        return tuple(self.counted) if self.group.kind == "list" else self.group.name

    def latest(self, indicator: str, vintage: str = "") -> pd.DataFrame:
        """The members' latest figures in the indicator's own unit, as ``indicators.latest`` has them."""
        rows = indicators.latest(indicator, vintage or self.vintage, self.members)
        rows["name"] = [countries.name(code) for code in rows.index]
        return rows[rows["unit"] == indicators.definitions().loc[indicator, "unit"]]

    def label(self, codes: Sequence[str], limit: int = 0) -> str:
        """Countries by name, as in a sentence: ``Kenya, the Comoros and 3 more``."""
        return words.listing([with_article(countries.name(code)) for code in codes], limit)


def open_region(**given: object) -> Region:
    """Open the profile of a group with the notebook's parameters, all checked; ``members`` win.

    Raises :class:`~migbrief.errors.UserError` for an unknown group, country, vintage or edition.
    """
    lab.style_displays()
    checked = parameters.check(RegionProfile, "region-profile", given)
    i18n.use(checked.language)
    i18n.refuse_bare_numbers(records.strict("region-profile"))
    edition = editions.load(checked.edition)
    asked = groups.custom_group(checked.members) if checked.members else groups.group(checked.region)
    return Region(asked, edition, checked)
