"""The subject of a profile notebook: one country and its peers under one set of parameters.

A notebook opens a :class:`Profile` and passes it to the functions of ``content.country``.
"""

from dataclasses import dataclass
from typing import Final

import pandas as pd

from migbrief.content.shared.sources import Figure
from migbrief.content.shared.speech import spoken_property
from migbrief.content.shared.subject import Subject
from migbrief.datasets import countries
from migbrief.datasets.store.schema import BREAK
from migbrief.editions import edition as editions
from migbrief.editions.groups import KINDS, LISTS
from migbrief.registry import parameters
from migbrief.registry.parameter_models import CountryProfile
from migbrief.text import i18n, words
from migbrief.text.articles import Place, with_article
from migbrief.text.i18n import mark, t

INCOME_PEERS: Final = {
    "Low income": mark("low-income countries"),
    "Lower middle income": mark("lower-middle-income countries"),
    "Upper middle income": mark("upper-middle-income countries"),
    "High income": mark("high-income countries"),
}
_ISLANDS: Final = ("Melanesia", "Micronesia", "Polynesia")
MIN_MEDIAN: Final = 5  # fewer figures make a median of one country's, or the mean of two


@dataclass(frozen=True)
class Profile(Subject):
    """One country in one edition of the Factbook, compared with its peers."""

    iso3: str
    edition: editions.Edition
    parameters: CountryProfile

    SMALL = 100

    def __repr__(self) -> str:
        asked = self.parameters
        return f"Profile of {self.iso3} beside {asked.peers}, in {i18n.LANGUAGES[asked.language]}"

    @spoken_property
    def name(self) -> str:
        return countries.name(self.iso3)

    @spoken_property
    def place(self) -> Place:
        """The name for sentences: ``{country:in}`` is "in Kenya", ``{country:start}`` begins one."""
        return Place(self.name)

    @property
    def members(self) -> list[str]:
        return [self.iso3]

    def values(self, indicator: str, since: int = 0) -> pd.Series:
        return self.sources.values(indicator, self.iso3, since)

    def latest(self, indicator: str) -> Figure | None:
        return self.sources.latest(indicator, self.iso3)

    def breaks(self, indicator: str, since: int) -> list[tuple[str, int]]:
        figures = self.sources.series(indicator, self.iso3)
        return [(self.iso3, f.year) for f in figures if BREAK in f.qualifier and f.year >= since]

    def called(self, figure: str) -> str:
        return f"{figure} {self.iso3}"

    @spoken_property
    def about(self) -> pd.Series:
        """The country's row of ``countries.load()``: region, sub-region, income group, kind, note."""
        return countries.load().loc[self.iso3]

    @property
    def neighbours(self) -> list[str]:
        """The countries of its sub-region, as iso3; for distant islands, those of the whole region."""
        far = words.is_missing(self.about["sub_region"]) or self.about["sub_region"] in _ISLANDS
        group = self.about["region" if far else "sub_region"]
        return [] if words.is_missing(group) else countries.members(str(group))

    @spoken_property
    def peers(self) -> list[str]:
        """The countries to compare with, as iso3; empty if there are none of the chosen kind."""
        codes, _ = self._peer_group
        return [c for c in codes if c != self.iso3]

    @spoken_property
    def peers_label(self) -> str:
        """The peers in words: ``the Caribbean``, ``high-income countries``; blank if none."""
        return self._peer_group[1]

    @property
    def peers_kind(self) -> str:
        """The kind of group the peers are, with its publisher and date, in words."""
        wanted = self.parameters.peers
        known = {"sub-region": "sub_region", "region": "region", "income group": "income_group"}
        kind = known.get(wanted) or (countries.group(wanted).kind if countries.is_group(wanted) else "list")
        kinds = [t(KINDS[kind]), *([t(LISTS[kind][1])] if kind == "bloc" else [])]
        return t("; ").join(kinds)

    @spoken_property
    def others_label(self) -> str:
        """The group without the country, in words: ``the others in Eastern Africa``.

        In French and Spanish a plural without article, which titles put their own before.
        """
        wanted = self.parameters.peers
        if wanted == "income group":
            return t("the other {countries}", countries=self.peers_label)
        if wanted in ("sub-region", "region"):
            group = t(str(self.about[wanted.replace("-", "_")]))
            return t("the others in {group}", group=Place(group))
        if countries.is_group(wanted):
            return t("the countries in {group}", group=Place(t(wanted)))
        title = wanted.rpartition(": ")[0]
        if title:
            return t("the countries in the list “{title}”", title=title)
        return t("the others chosen")

    @spoken_property
    def _peer_group(self) -> tuple[list[str], str]:
        wanted = self.parameters.peers
        field = {"sub-region": "sub_region", "region": "region", "income group": "income_group"}.get(wanted)
        if field is None and countries.is_group(wanted):
            return countries.members(wanted), with_article(t(wanted))
        if field is None:
            title, _, codes = wanted.rpartition(": ")
            return codes.split(","), t("the list “{title}”", title=title) if title else t(
                "the countries chosen"
            )
        group = "" if words.is_missing(self.about[field]) else str(self.about[field])
        if not group:
            return [], ""
        label = t(INCOME_PEERS[group]) if field == "income_group" else with_article(t(group))
        return countries.members(group), label


def open_profile(**given: object) -> Profile:
    """Open the profile of a country with the notebook's parameters, all checked.

    Raises :class:`~migbrief.errors.UserError` for an unknown country, peer, vintage or edition, or a horizon
    that is not a year of the projections.
    """
    checked = parameters.check(CountryProfile, "country-profile", given)
    i18n.use(checked.language)
    return Profile(checked.country, editions.load(checked.edition), checked)
