"""Parts of a profile in French and Spanish: what a translation must not lose or leave behind."""

from __future__ import annotations

import re
from pathlib import Path

import pandas as pd
import pytest

from migbrief.content.country import coverage
from migbrief.content.country.picker import PARTS
from migbrief.content.country.profile import open_profile

ENGLISH = re.compile(r"\b(the|of|and|people|vintage|year|estimated|persons|with|for|according)\b", re.I)
# Titles of publications stay as their publishers write them.
SOURCES = re.compile(
    r'<p class="mb-source">.*?</p>|<svg\b.*?</svg>|<details class="mb-data">.*?</details>', re.S
)
NAMES = re.compile(r"World Factbook|World Population Prospects|Refugee Data Finder|ICPMS|Statistics on[^<;]*")


@pytest.mark.parametrize("code", ["fr", "es"])
@pytest.mark.parametrize("iso3", ["KEN", "LTU", "VAT", "SJM"])
def test_no_english_is_left(with_official: Path, code: str, iso3: str) -> None:
    profile = open_profile(country=iso3, language=code)
    for name, part in PARTS.items():
        if name == "All figures":
            continue  # a table of the publishers' own words
        told = NAMES.sub("", re.sub(r"<[^>]*>", " ", SOURCES.sub("", part(profile).html)))
        assert not (left := ENGLISH.search(told)), (name, left, told)


def test_items_are_not_kept_in_the_language_first_spoken() -> None:
    in_french = coverage.missing(open_profile(country="KEN", language="fr"), _items("fr"))
    in_english = coverage.missing(open_profile(country="KEN"), _items("en"))
    assert "Adult literacy" in in_english.text and "Adult literacy" not in in_french.text


def _items(language: str) -> pd.DataFrame:
    return coverage.items(open_profile(country="KEN", language=language))
