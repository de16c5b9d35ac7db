"""Profiles of several languages stand side by side in one kernel."""

from __future__ import annotations

from migbrief.content.country import people
from migbrief.content.country.profile import open_profile
from migbrief.content.paper import claims
from migbrief.content.paper.brief import open_brief
from migbrief.content.region import people as of_region
from migbrief.content.region.region import open_region
from migbrief.text import i18n


def test_each_keeps_its_language() -> None:
    with i18n.speaking("en"):  # what opening sets is put back
        english, french = open_profile(country="DEU"), open_profile(country="DEU", language="fr")
        spanish = open_region(region="Eastern Africa", language="es")
        brief = open_brief("section", section="a1")
        open_profile(country="KEN", language="fr")
        assert (english.name, french.name) == ("Germany", "Allemagne")
        assert "people in 2025" in people.show(english).text and "Population de" in people.show(french).text
        assert "África oriental" in of_region.show(spanish, of_region.shares(spanish)).text
        assert "Source: IOM input" in claims.fact_table(brief, claims.facts(brief)).html


def test_what_is_opened_is_told_in_a_line() -> None:
    for opened in (
        open_profile(country="DEU"),
        open_region(region="Eastern Africa"),
        open_brief("section", section="a1"),
    ):
        assert len(repr(opened)) < 90 and "\n" not in repr(opened)
        assert len(repr(opened.edition)) < 90
