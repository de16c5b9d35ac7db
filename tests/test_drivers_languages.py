"""Drivers and trends of a country in French and Spanish: words, headings, numbers; names of files stay."""

from __future__ import annotations

import re

import pytest

from migbrief import language
from migbrief.profile import open_profile
from migbrief.profiles import economy, people, trends, young
from profile_parts import DRIVERS_AND_TRENDS

ENGLISH = re.compile(r"\b(the|of|and|people|vintage|year|estimated|persons|with|for|projection of)\b", re.I)
NAMES = re.compile(r"World Factbook|World Population Prospects|Refugee Data Finder")


@pytest.mark.parametrize("code", ["fr", "es"])
@pytest.mark.parametrize("iso3", ["KEN", "LTU", "VAT", "SJM"])
def test_no_english_is_left(code: str, iso3: str) -> None:
    profile = open_profile(country=iso3, language=code)
    for part in DRIVERS_AND_TRENDS:
        told = NAMES.sub("", re.sub(r"<[^>]*>", " ", part(profile).html))
        assert not (left := ENGLISH.search(told)), (part.__name__, left, told)


def test_sentences_are_whole() -> None:
    said = open_profile(country="KEN", language="fr")
    assert "a été multipliée par 10" in people.growth_sentence(said).text
    assert trends.displaced_sentence(said).text.startswith("Réfugiés accueillis\xa0: 823\u202f904")
    said = open_profile(country="KEN", language="es")
    assert people.total(said).title.startswith("Kenya: población de 57,5\xa0millones en 2025")  # type: ignore[attr-defined]


@pytest.mark.parametrize("part", [economy.table, trends.as_persons, trends.displacement, young.beside])
def test_files_are_named_alike_in_every_language(part) -> None:  # type: ignore[no-untyped-def]
    names = set()
    for code in language.LANGUAGES:
        html = part(open_profile(country="DEU", language=code)).html
        names.add((re.search(r'id="(table-[^"]*)"', html)[1], re.search(r'download="([^"]*)"', html)[1]))  # type: ignore[index]
    assert len(names) == 1
