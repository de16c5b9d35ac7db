"""The subject of a region notebook: one group of countries under one set of parameters.

A notebook opens a :class:`Region` and passes it to the functions of ``content.region``.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

import pandas as pd

from migbrief.content.shared.speech import spoken_property
from migbrief.content.shared.subject import Subject
from migbrief.datasets import countries, population
from migbrief.editions import edition as editions
from migbrief.editions import groups
from migbrief.editions.edition import Edition
from migbrief.editions.groups import Group
from migbrief.registry import parameters
from migbrief.registry.parameter_models import RegionProfile
from migbrief.text import i18n, words
from migbrief.text.articles import Place
from migbrief.text.i18n import mark, t

from .sums import Sum, Sums


class These(Place):
    """Chosen countries without a title, as sentences name them: the page's title lists them."""

    __slots__ = ()

    FORMS: Mapping[str, str] = MappingProxyType(
        {
            "": mark("these countries"),
            "start": mark("these countries"),
            "name": mark("these countries"),
            "in": mark("in these countries"),
            "of": mark("of these countries"),
            "from": mark("from these countries"),
            "to": mark("to these countries"),
        }
    )

    def __format__(self, spec: str) -> str:
        name = t(self.FORMS[spec], title=str(self))
        return words.capital(name) if spec == "start" else name


class Titled(These):
    """Chosen countries under the reader's own title, which sentences quote."""

    __slots__ = ()
    FORMS: Mapping[str, str] = MappingProxyType(
        {
            "": mark("the group “{title}”"),
            "in": mark("in the group “{title}”"),
            "of": mark("of the group “{title}”"),
            "from": mark("from the group “{title}”"),
            "to": mark("to the group “{title}”"),
        }
    )

    def __format__(self, spec: str) -> str:
        return str(self) if spec in ("start", "name") else super().__format__(spec)


@dataclass(frozen=True)
class Region(Subject):
    """A group of countries under the reader's parameters."""

    group: Group
    edition: Edition
    parameters: RegionProfile

    SMALL, summed = 1_000, True

    def __repr__(self) -> str:
        asked = self.parameters
        return (
            f"Profile of {self.group.name}, {len(self.members)} members, in {i18n.LANGUAGES[asked.language]}"
        )

    @spoken_property
    def name(self) -> str:
        """The title of the page: the reader's own, the group's name or those of its members."""
        return self.parameters.title or (self.group.name if self.listed else t(self.group.name))

    @spoken_property
    def place(self) -> Place:
        """The name for sentences: ``{place:in}`` is "in Eastern Africa"."""
        several = self.listed and len(self.members) > 1
        kind = Titled if self.parameters.title else These if several else Place
        return kind(self.name)

    @property
    def listed(self) -> bool:
        """Whether a reader chose the members."""
        return self.group.kind == "list"

    @property
    def whole(self) -> bool:
        """Whether the group is the world, with nothing outside it."""
        return self.group.kind == "world"

    @spoken_property
    def members(self) -> list[str]:
        """The members as ISO3, ordered by name in the current language."""
        return sorted(self.group.members, key=lambda code: countries.fold(countries.name(code)))

    @spoken_property
    def sums(self) -> Sums:
        """The sums of the members' figures."""
        return Sums(self.sources, tuple(self.members))

    def values(self, indicator: str, since: int = 0) -> pd.Series:
        return self.sums.series(indicator, since)

    def latest(self, indicator: str) -> Sum | None:
        return self.sums.latest(indicator)

    def breaks(self, indicator: str, since: int) -> list[tuple[str, int]]:
        return self.sums.breaks(indicator, since)

    def called(self, figure: str) -> str:
        return figure

    @spoken_property
    def location(self) -> population.Location | None:
        """The location for ``population``; None if no member has figures."""
        counted = tuple(code for code in self.members if population.has_figures(code))
        if not counted:
            return None
        return counted if self.listed else self.group.name


def open_region(**given: object) -> Region:
    """Open the profile of a group with the notebook's parameters, all checked; ``countries`` take precedence.

    Raises :class:`~migbrief.errors.UserError` for an unknown group, country, vintage or edition.
    """
    checked = parameters.check(RegionProfile, "region-profile", given)
    i18n.use(checked.language)
    asked = groups.custom_group(checked.countries) if checked.countries else groups.group(checked.region)
    return Region(asked, editions.load(checked.edition), checked)
