"""Profiles in French and Spanish: complete, correct sentences with the numbers of the English ones."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pytest

from cells import displays
from grammar import ENGLISH, NAMES, check_sentences, numbers
from migbrief.content.country import coverage, displacement, peers, summary
from migbrief.content.country.profile import Profile, open_profile
from migbrief.datasets import countries
from migbrief.text import i18n
from migbrief.text.markup import plain


@pytest.fixture(autouse=True)
def _held(with_official: Path) -> None:
    """All of these tests read the real files."""


@cache
def lead(iso3: str, code: str) -> str:
    profile = open_profile(country=iso3, language=code)
    return plain(summary.lead(profile, summary.find(profile))).replace("\u2060", "")


@pytest.mark.slow
@pytest.mark.parametrize("code", ["fr", "es"])
def test_every_lead_is_good_grammar(code: str) -> None:
    for iso3 in countries.load().index:
        check_sentences(lead(str(iso3), code), code)


@pytest.mark.parametrize("code", ["fr", "es"])
def test_leads_have_the_numbers_of_the_english_ones(code: str) -> None:
    for iso3 in countries.load().index[::8]:
        assert numbers(lead(str(iso3), code), code) == numbers(lead(str(iso3), "en"), "en"), iso3


@pytest.mark.parametrize(
    ("iso3", "code", "expected"),
    [
        ("KEN", "fr", "Environ 993\u202f000 migrants internationaux vivent au Kenya (2024), la plupart "
                      "venant de Somalie (40 %) et d’Ouganda (28 %)"),
        ("KEN", "es", "Cerca de 993.000 migrantes internacionales viven en Kenya (2024), en su "
                      "mayoría procedentes de Somalia (40 %) y de Uganda (28 %)"),
        ("COL", "fr", "et environ 2,81 millions d’autres personnes ayant besoin d’une protection"),
        ("MEX", "fr", "11,6 millions de personnes originaires du Mexique vivent à l’étranger"),
        ("IND", "fr", "120 milliards USD d’envois de fonds"),
        ("IND", "es", "USD 120.000 millones en remesas"),
        ("JOR", "es", "refugiados de Palestina están registrados ante el UNRWA en Jordania"),
    ],
)  # fmt: skip
def test_leads(iso3: str, code: str, expected: str) -> None:
    assert expected in lead(iso3, code).replace("\u00a0", " ")


@pytest.mark.parametrize("code", ["fr", "es"])
@pytest.mark.parametrize("iso3", ["SYR", "VAT"])
def test_no_english_is_left_in_a_profile(code: str, iso3: str) -> None:
    profile = open_profile(country=iso3, language=code)
    for name, shown in displays("country-profile", profile=profile):
        html = re.sub(r"<(script|style)\b.*?</\1>", "", shown.html, flags=re.S)
        told = NAMES.sub("", re.sub(r"<[^>]*>", " ", html))
        assert not (left := ENGLISH.search(told)), (
            name,
            left,
            told[max(0, left.start() - 80) : left.end() + 80],
        )


def test_nothing_is_kept_in_the_language_first_spoken() -> None:
    missing, cites = {}, {}
    for code in i18n.LANGUAGES:
        profile = open_profile(country="KEN", language=code)
        items = coverage.items(profile)
        missing[code] = coverage.missing(profile, items[~items["filled"]], items).text
        latest = profile.sources.latest("migrant_stock", "KEN")
        assert latest is not None
        cites[code] = latest.value.cites[0].source
    assert len({missing[code] for code in missing}) == len(i18n.LANGUAGES)
    assert cites["fr"] == "DAES de l’ONU, Migrants internationaux vivant dans le pays, Kenya"
    assert len(set(cites.values())) == len(i18n.LANGUAGES)


def figures(profile: Profile) -> object:
    return coverage.table(profile, coverage.figures(profile))


def test_peers_are_named_in_the_title() -> None:
    profile = open_profile(country="KEN", language="fr")
    told = peers.show(profile, peers.figures(profile)).text.replace("\u00a0", " ")
    assert "Les valeurs du Kenya dépassent la médiane des autres pays d’Afrique orientale (" in told


@pytest.mark.parametrize("part", [displacement.table, figures])
def test_files_are_named_alike_in_every_language(part) -> None:  # type: ignore[no-untyped-def]
    names = set()
    for code in i18n.LANGUAGES:
        html = part(open_profile(country="DEU", language=code)).html
        names.add(re.search(r'download="([^"]*)"', html)[1])  # type: ignore[index]
    assert len(names) == 1
