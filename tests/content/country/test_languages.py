"""Parts of a profile in French and Spanish: what a translation must not lose or leave behind."""

from __future__ import annotations

import re

import pytest

from migbrief.content.country import gaps, glance, peers, people, refugee_origins, trends
from migbrief.content.country.profile import open_profile
from migbrief.text import i18n

ENGLISH = re.compile(r"\b(the|of|and|people|vintage|year|estimated|persons|with|for|projection of)\b", re.I)
NAMES = re.compile(r"World Factbook|World Population Prospects|Refugee Data Finder")
PARTS = (
    people.total,
    people.pyramid,
    trends.displaced_sentence,
    trends.displacement,
    trends.remittances,
    trends.remittance_value,
)


@pytest.mark.parametrize(
    ("code", "people", "peers_words"),
    [
        (
            "fr",
            "Kenya – population selon le Factbook : 55,8 millions de personnes",
            "médiane (autres pays : Afrique orientale)",
        ),
        (
            "es",
            "Kenya – población según el Factbook: 55,8 millones de personas",
            "mediana (otros países: África oriental)",
        ),
    ],
)
def test_sentences_and_titles(code: str, people: str, peers_words: str) -> None:
    profile = open_profile(country="KEN", language=code)
    assert glance.sentences(profile).text.replace("\u00a0", " ").startswith(people)
    assert peers_words in peers.strips(profile).title.replace("\u00a0", " ")


def test_items_are_not_kept_in_the_language_first_spoken() -> None:
    in_french = gaps.items(open_profile(country="KEN", language="fr"))
    in_english = gaps.items(open_profile(country="KEN"))
    assert in_french["name"].iloc[1] != in_english["name"].iloc[1]
    assert "the Factbook gives no figure" in set(in_english["reason"])
    assert "le Factbook ne donne aucun chiffre" in set(in_french["reason"])
    assert (in_french["state"] == in_english["state"]).all()


def test_refugees_by_origin() -> None:
    shown = refugee_origins.abroad(open_profile(country="SYR", language="fr"))
    assert "Türkiye" in shown.text and "2 autres pays d’accueil" in shown.html
    assert "Refugees" not in shown.text


@pytest.mark.parametrize("code", ["fr", "es"])
@pytest.mark.parametrize("iso3", ["KEN", "LTU", "VAT", "SJM"])
def test_no_english_is_left(code: str, iso3: str) -> None:
    profile = open_profile(country=iso3, language=code)
    for part in PARTS:
        told = NAMES.sub("", re.sub(r"<[^>]*>", " ", part(profile).html))
        assert not (left := ENGLISH.search(told)), (part.__name__, left, told)


def test_sentences_are_whole() -> None:
    said = open_profile(country="KEN", language="fr")
    assert trends.displaced_sentence(said).text.startswith(
        "Réfugiés et demandeurs d’asile accueillis\xa0: 823\u202f904"
    )
    said = open_profile(country="KEN", language="es")
    assert people.total(said).title.startswith("Kenya: población de 57,5\xa0millones en 2025")


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("fr", "de 2 milliards de dollars US à 6 milliards de dollars US par an"),
        ("es", "de 2.000 millones de dólares US a 6.000 millones de dólares US al año"),
    ],
)
def test_amounts_of_money(code: str, expected: str) -> None:
    said = trends.remittance_value(open_profile(country="JPN", language=code)).text
    assert expected in said.replace("\xa0", " ")


@pytest.mark.parametrize("part", [glance.table, trends.displacement, gaps.missing])
def test_files_are_named_alike_in_every_language(part) -> None:  # type: ignore[no-untyped-def]
    names = set()
    for code in i18n.LANGUAGES:
        html = part(open_profile(country="DEU", language=code)).html
        names.add(re.search(r'download="([^"]*)"', html)[1])  # type: ignore[index]
    assert len(names) == 1
