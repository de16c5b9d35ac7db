"""Section a1: figures of the report against values worked out by hand from ``data/``."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest

from briefs import stripped
from migbrief.content.paper import a1
from migbrief.content.paper.brief import Brief, open_brief
from migbrief.datasets import indicators


def brief(**given: Any) -> Brief:
    return open_brief("a1", **given)


def test_named_countries_with_their_role() -> None:
    rows = a1.displacement.named(brief()).set_index("iso3")["role"]
    assert len(rows) == 11
    assert rows["KEN"] == "emergency response" and rows["MNG"] == "preparedness"
    assert "GTM" not in rows.index  # a region where a manual was used is no emergency


def test_ranking_is_limited_and_keeps_those_asked_for() -> None:
    chart = a1.displacement.ranking(brief(top=3, countries=["NPL", "VAT"]), "idps")
    data = chart.data
    assert list(data["iso3"]) == ["SDN", "SYR", "COL", "NPL", "VAT"]
    assert list(data["country"][:3]) == ["1. Sudan", "2. Syrian Arab Republic", "3. Colombia"]
    assert data["country"].iloc[3] == "59. Nepal" and pd.isna(data["value"].iloc[4])
    assert "of the first 3 countries in the world, none is in focus" in chart.title


def test_ranking_within_a_group() -> None:
    chart = a1.displacement.ranking(
        brief(group="Eastern Africa", top=5), "refugees_and_asylum_seekers_hosted"
    )
    data = chart.data
    assert data["iso3"].iloc[0] == "UGA" and len(data) == 5
    assert "in Eastern Africa, Kenya is named" in chart.title


def test_share_of_the_world_adds_only_what_is_recorded() -> None:
    rows = a1.displacement_share.share(brief())
    row = rows[(rows["indicator"] == "idps") & (rows["vintage"] == "2015")].iloc[0]
    # By hand: Pakistan, Colombia, Philippines, Nepal, Kenya, Thailand and Papua New Guinea.
    assert row["held"] == 1_800_000 + 6_044_200 + 454_000 + 58_689 + 309_200 + 35_000 + 22_500
    assert (row["with_data"], row["countries"]) == (7, 11)
    world = indicators.latest("idps", "2015")["value"].sum()
    assert row["percent"] == pytest.approx(100 * row["held"] / world)


def test_share_of_those_in_focus_stands_apart() -> None:
    rows = a1.displacement_share.share(brief(countries=["VAT"]))
    focus = rows[rows["who"] == "in focus"]
    assert focus["percent"].isna().all() and (focus["with_data"] == 0).all()
    assert set(rows["who"]) == {"named for emergency work", "in focus"}
    assert "no data" in a1.displacement_share.share_chart(brief(countries=["VAT"])).html


def test_standing_gives_year_and_place_and_says_what_is_missing() -> None:
    data = a1.standing(brief()).data.set_index("country")
    assert data.loc["Colombia", "idps 2025"] == "7,264,767 (2024, 3rd of 118)"
    assert data.loc["Pakistan", "idps 2015"] == "more than 1,800,000 (2015, 8th of 53)"
    assert pd.isna(data.loc["Mongolia", "idps 2015"])


def test_an_edition_without_these_facts_says_so() -> None:
    bare = stripped(brief())
    assert a1.share_chart(bare).html.startswith('<p class="mb-note">')
    assert a1.standing(bare).data.empty
    assert a1.displacement.ranking(bare, "idps").title.endswith("(7.41 million)")
