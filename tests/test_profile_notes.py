"""Footnotes of what a profile computes: each leads to its own figure, whatever else has the number."""

from __future__ import annotations

import re

import pytest

from migbrief import tracing
from migbrief.display import slug
from migbrief.footnotes import number
from migbrief.profile import open_profile
from migbrief.profiles import glance, governance, growth, impact, peers, people, trends, young

PARTS = [
    glance.block,
    glance.table,
    peers.locator,
    people.growth_sentence,
    people.total,
    people.pyramid,
    people.ageing,
    trends.net_migration,
    trends.as_persons,
    young.extremes,
    young.chart,
    impact.working_sentence,
    impact.working_age,
    growth.by_period,
    governance.named_sentence,
    governance.initiatives,
]
# Countries whose short figures stand in other rows too: shares of growth, periods, ranks, ages.
ALIKE = ("BEL", "BIH", "ESH", "XKX", "SYR", "IRN", "GIN", "SYC", "TUR", "MRT", "MNP", "COD")


@pytest.mark.parametrize("iso3", ALIKE)
def test_computed_figures_lead_to_what_they_were_computed_from(iso3: str) -> None:
    profile = open_profile(country=iso3)
    pieces = [part(profile).html for part in PARTS]
    page = "".join(number(tracing.trace(pieces, [1] * len(pieces))))
    marked = re.sub(r'<sup[^>]*><a[^>]* href="#note-([\w-]+)"[^>]*>[^<]*</a></sup>', r"⟦\1⟧", page)
    text = re.sub(r"<[^>]*>|\u2060", "", marked)

    def leads(words: str) -> set[str]:
        """The first key after each place where the words stand."""
        return set(re.findall(rf"{words}[^⟦]*⟦([\w-]+)⟧", text))

    drawn, initiatives = slug(f"population {iso3}"), slug(f"initiatives {iso3}")
    assert leads("(?:in the medium projection|the population (?:grew by|shrank by|became) )") <= {drawn}
    assert leads("the population (?:grew by|shrank by|became) ") or iso3 == "MNP"
    assert leads("Working age in 2020: ") == {slug(f"working age {iso3} 2020")}
    assert leads("In 2020 there were ") <= {slug(f"working age {iso3} 2020")}
    assert leads("2015–2020: population change ") == {slug(f"growth parts {iso3} 2015–2020")}
    assert leads("The paper (?:covers|names) ") <= {initiatives}
    told = re.findall(
        r"(\d{4}–\d{4})(?: \(projected\))?: (?!population)[^⟦–]*(?:young adults|persons)[^⟦]*⟦([\w-]+)⟧", text
    )
    assert told and {key for _, key in told} == {
        slug(f"cohort estimate {iso3} {period}") for period, _ in told
    }
    prose = "".join(re.findall(r'<p class="mb-(?:prose|lead)">.*?</p>', marked, re.DOTALL))
    assert "⟦" in prose and f"⟦{slug(f'locator {iso3}')}⟧" not in prose
