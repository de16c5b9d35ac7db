"""Impact and governance of a profile in French and Spanish."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from migbrief.display import Display
from migbrief.profile import Profile, profile_of
from migbrief.profiles import governance, growth, impact


@pytest.mark.parametrize(
    ("code", "part", "expected"),
    [
        (
            "fr",
            impact.working_sentence,
            "sans la migration des jeunes adultes de 2000 à 2020 (écart : de 500\u202f000 à 1,1 million",
        ),
        (
            "es",
            impact.working_sentence,
            "de 2000 a 2020 (diferencia: de 500.000 a 1,1 millones, o de 0,7 % a 1,5 %",
        ),
        ("fr", impact.remittance_value, "de 2 milliards de dollars US à 6 milliards de dollars US par an"),
        ("fr", governance.named_sentence, "Japon : aucune mention dans le document"),
        ("es", governance.named_sentence, "Japón: ninguna mención en el documento"),
    ],
)
def test_impact_and_governance_in_other_languages(
    code: str, part: Callable[[Profile], Display], expected: str
) -> None:
    assert expected in part(profile_of(country="JPN", language=code)).text.replace("\xa0", " ")


def test_files_keep_their_english_names() -> None:
    shown = growth.rates(profile_of(country="DEU", language="fr"))
    assert shown.caption == "Allemagne\xa0: croissance par composantes, tous âges"
    assert 'download="germany-growth-by-its-parts-all-ages.csv"' in shown.html
