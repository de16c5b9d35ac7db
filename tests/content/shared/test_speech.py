"""Profiles of several languages stand side by side in one kernel."""

from __future__ import annotations

import pandas as pd
import pytest

from migbrief.content.country import people
from migbrief.content.country.profile import Profile, open_profile
from migbrief.content.paper import claims
from migbrief.content.paper.brief import open_brief
from migbrief.content.region import people as of_region
from migbrief.content.region.region import open_region
from migbrief.errors import UserError
from migbrief.text import i18n
from migbrief.text.markup import plain
from migbrief.text.value import Year


def shown(profile: Profile) -> str:
    return people.show(profile, people.population(profile)).text


def test_each_keeps_its_language() -> None:
    with i18n.speaking("en"):  # what opening sets is put back
        english, french = open_profile(country="DEU"), open_profile(country="DEU", language="fr")
        spanish = open_region(region="Eastern Africa", language="es")
        brief = open_brief("section", section="a1")
        open_profile(country="KEN", language="fr")
        assert (english.name, french.name) == ("Germany", "Allemagne")
        assert "the people in Germany" in shown(english) and "l’Allemagne" in shown(french)
        assert "África oriental" in of_region.show(spanish, of_region.shares(spanish)).text
        assert "Source: IOM input" in claims.fact_table(brief, claims.facts(brief)).html


def test_what_is_opened_is_described_in_a_line() -> None:
    for opened in (
        open_profile(country="DEU"),
        open_region(region="Eastern Africa"),
        open_brief("section", section="a1"),
    ):
        assert len(repr(opened)) < 90 and "\n" not in repr(opened)
        assert len(repr(opened.edition)) < 90


def test_a_sentence_of_ones_own_is_in_the_language_of_the_report() -> None:
    """Of a message it knows the translation; what is not known is left out, and a mistake is reported."""
    english, french = open_profile(country="KEN"), open_profile(country="KEN", language="fr")
    size = english.sources.latest("population", "KEN")
    assert size is not None
    given = {"people": size.value.told("people"), "year": Year(size.year)}
    sentence = "{people} live {country:in} ({year})."
    with i18n.speaking("en"):
        said = english.say(sentence, "{n} left.", n=None, **given)
        assert plain(said.text).replace("\xa0", " ") == "About 57.5 million people live in Kenya (2025)."
        told = french.say(sentence, **given)
        assert "vivent au Kenya" in told.text.replace("\xa0", " ")
        assert english.say("{n} left.", n=None).html == ""
        rows = pd.DataFrame({"n": [size.value]})
        assert english.say("{n} here.", rows=rows).text == "57,532,491 persons here."
        assert english.say("{n} here.", rows=rows[:0]).text == ""
        with pytest.raises(UserError, match="unknown value in a sentence 'peple'; did you mean people"):
            english.say("{peple} live here.", **given)
