"""Parts of a profile in French and Spanish: what a translation must not lose or leave behind."""

from __future__ import annotations

import pytest

from migbrief.profile import open_profile
from migbrief.profiles import gaps, glance, origins, peers


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
    assert peers_words in peers.strips(profile).title
    assert "Kenya is one of" not in peers.locator(profile).html


def test_one_and_many_gaps() -> None:
    one = gaps.chart(open_profile(country="KEN", vintage="2015", language="es")).title
    many = gaps.chart(open_profile(country="SEN", language="es")).title
    assert "; falta 1 que otros países tienen; 30 no están en ninguna" in one
    assert "; faltan 2 que otros países tienen; " in many


def test_items_are_not_kept_in_the_language_first_spoken() -> None:
    in_french = gaps.items(open_profile(country="KEN", language="fr"))
    in_english = gaps.items(open_profile(country="KEN"))
    assert in_french["name"].iloc[1] != in_english["name"].iloc[1]
    assert "the Factbook gives no figure" in set(in_english["reason"])
    assert "le Factbook ne donne aucun chiffre" in set(in_french["reason"])
    assert (in_french["state"] == in_english["state"]).all()


def test_refugees_by_origin() -> None:
    shown = origins.abroad(open_profile(country="SYR", language="fr"))
    assert "Türkiye" in shown.text and "2 autres pays d’accueil" in shown.html
    assert "Refugees" not in shown.text
