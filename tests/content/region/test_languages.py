"""Groups in French and Spanish: complete, correct sentences with the numbers of the English ones."""

from __future__ import annotations

from pathlib import Path

import pytest

from grammar import check_sentences, numbers
from migbrief.content.region import summary
from migbrief.content.region.region import Region, open_region
from migbrief.editions import groups
from migbrief.text.markup import plain


def lead(region: Region) -> str:
    return plain(summary.lead(region, summary.find(region))).replace("\u2060", "")


@pytest.mark.parametrize("code", ["fr", "es"])
def test_leads_are_good_grammar_with_the_same_numbers(with_official: Path, code: str) -> None:
    for name in (group.name for group in groups.available()[::4]):  # some of each kind
        said = lead(open_region(region=name, language=code))
        check_sentences(said, code)
        assert numbers(said, code) == numbers(lead(open_region(region=name)), "en"), said
