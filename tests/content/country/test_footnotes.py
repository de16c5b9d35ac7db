"""Footnotes of what a profile computes: each leads to its own figure, whatever else has the number."""

from __future__ import annotations

import re

import pytest

from migbrief.content.country import glance, governance, people, trends
from migbrief.content.country.profile import open_profile
from migbrief.display import footnote_finder
from migbrief.display.footnotes import number
from migbrief.text.markup import slug

PARTS = [
    glance.block,
    glance.table,
    people.total,
    people.pyramid,
    trends.displaced_sentence,
    trends.displacement,
    trends.remittances,
    trends.remittance_value,
    governance.initiatives,
]
# Countries whose short figures stand in other rows too: shares of growth, periods, ranks, ages.
ALIKE = ("BEL", "BIH", "ESH", "XKX", "SYR", "IRN", "GIN", "SYC", "TUR", "MRT", "MNP", "COD")


@pytest.mark.parametrize("iso3", ALIKE)
def test_computed_figures_lead_to_what_they_were_computed_from(iso3: str) -> None:
    profile = open_profile(country=iso3)
    pieces = [part(profile).html for part in PARTS]
    page = "".join(number(footnote_finder.trace(pieces, [1] * len(pieces)))[0])
    marked = re.sub(r'<sup[^>]*><a[^>]* href="#note-([\w-]+)"[^>]*>[^<]*</a></sup>', r"⟦\1⟧", page)
    text = re.sub(r"<[^>]*>|\u2060", "", marked)

    def leads(words: str) -> set[str]:
        """The first key after each place where the words stand, whichever of its rows is meant."""
        return {re.sub(r"--\d$", "", key) for key in re.findall(rf"{words}[^⟦]*⟦([\w-]+)⟧", text)}

    drawn = slug(f"population {iso3}")
    assert leads("people in 2025") <= {f"{drawn}-2025"} and leads(" in 2050 by World") <= {f"{drawn}-2050"}
    assert leads(r"[\d,]+ refugees and asylum-seekers hosted [(]") <= {"refugees-hosted"}
    assert leads("Remittances of ") <= {"remittances"} and leads("official GDP of ") <= {"gdp-official"}
    prose = "".join(re.findall(r'<p class="mb-(?:prose|lead)">.*?</p>', marked, re.DOTALL))
    assert "⟦" in prose
