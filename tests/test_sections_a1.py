"""Section a1: figures of the report against values worked out by hand from ``data/``."""

from __future__ import annotations

import math
from typing import Any

import pandas as pd
import pytest

from briefs import stripped, with_tables
from migbrief import countries, indicators, words
from migbrief.section import Brief, open_brief
from migbrief.sections import a1, hedges

WITHOUT = ["a1-budget", "a1-staff", "a1-locations", "a1-beneficiaries", "a1-iml-trained"]


def brief(**given: Any) -> Brief:
    return open_brief("a1", **given)


# Hedges: the bounds by hand from the tolerance of each word.


def fact(value: float, qualifier: str, high: float = math.nan) -> pd.Series:
    return pd.Series({"value": value, "value_high": high, "qualifier": qualifier})


def test_a_hedge_gives_the_least_and_the_most_a_figure_may_be() -> None:
    for stated, low, high in (
        (fact(440, "some"), 418, 462),
        (fact(150, "nearly"), 135, 150),
        (fact(60, "over"), 60, math.inf),
        (fact(7300, "exact"), 7300, 7300),
        (fact(1.3e9, "estimated"), 1.17e9, 1.43e9),
        (fact(2, "exact", 4), 2, 4),
    ):
        found = hedges.of(stated)
        assert found is not None
        assert (found.low, found.high) == pytest.approx((low, high))


def test_a_fact_without_a_number_has_no_range() -> None:
    assert hedges.of(fact(math.nan, "exact")) is None


def test_dividing_by_an_open_figure_leaves_only_an_upper_bound() -> None:
    found = hedges.ratio(hedges.Range(780, 741, 819), hedges.Range(60, 60, math.inf))
    assert found == hedges.Range(13, 0, 13.65)
    assert hedges.phrase(found, "people") == "up to 13.7 people"


def test_nothing_is_divided_by_what_may_be_zero() -> None:
    assert hedges.ratio(hedges.Range(5, 5, 5), hedges.Range(0, 0, 0)) is None


def test_phrases_carry_three_digits() -> None:
    assert hedges.phrase(hedges.Range(16.59, 15.801, 17.464), "people") == "15.8–17.5 people"
    assert hedges.phrase(hedges.Range(5, 5, math.inf), "people") == "5 people or more"
    assert hedges.phrase(hedges.Range(3, 3, 3), "people") == "3 people"


# Reach and intensity.


def test_ratios_carry_the_hedges_of_both_figures() -> None:
    rows = a1.ratios(brief()).set_index("ratio")
    staff = rows.loc["Staff per location"]  # 7300 by some 440
    assert staff["value"] == pytest.approx(16.5909, abs=1e-4)
    assert (staff["low"], staff["high"]) == pytest.approx((7300 / 462, 7300 / 418))
    budget = rows.loc["Budget per staff member"]  # 1.17 to 1.43 billion by 7300
    assert (budget["low"], budget["high"]) == pytest.approx((160_274, 195_890), abs=1)
    country = rows.loc["Budget per country"]  # nearly 150 is 135 to 150
    assert (country["low"], country["high"]) == pytest.approx((1.17e9 / 150, 1.43e9 / 135))
    assert rows.loc["Staff per location", "from"] == "7,300 staff divided by some 440 locations"


def test_the_whole_budget_is_not_divided_by_people_trained() -> None:
    assert not a1.ratios(brief())["ratio"].str.contains("Budget per person").any()


def test_reach_shows_the_hedges() -> None:
    shown = a1.reach(brief()).text
    for said in ("some 440", "nearly 150", "up to 13.7 people", "15.8–17.5 people", "computed"):
        assert said in shown or said.capitalize() in shown


def test_intensity_names_the_largest_and_smallest() -> None:
    assert a1.intensity(brief(), "US$").title == (
        "Budget per country: about US$ 8.7 million; budget per staff member: about US$ 180,000"
    )


def test_the_share_of_law_trainees_is_a_range_and_an_if() -> None:
    shown = a1.training(brief()).text
    # 741 by 105,000 and 819 by 95,000
    assert "0.71–0.86%" in shown and "does not say if" in shown


def test_the_plan_of_trainings_is_set_beside_nothing_of_another_unit() -> None:
    text = a1.sessions(brief()).text
    assert "Planned for 2012: at least 10 trainings" in text
    assert "some 780 participants" in text and "camp" not in text


def test_publications_show_plans_and_later_dates() -> None:
    chart = a1.publications(brief())
    assert chart.title == (
        "5 publications with a date: 4 reported and 1 planned; a later source puts 1 of those planned in the "
        "time planned"
    )


# Displacement.


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
    chart = a1.displacement.ranking(brief(group="Eastern Africa", top=5), "refugees_hosted")
    data = chart.data
    assert data["iso3"].iloc[0] == "UGA" and len(data) == 5
    assert "in Eastern Africa, Kenya is named" in chart.title


def test_share_of_the_world_adds_only_what_is_recorded() -> None:
    rows = a1.burden.share(brief())
    row = rows[(rows["indicator"] == "idps") & (rows["vintage"] == "2015")].iloc[0]
    # By hand: Pakistan, Colombia, Philippines, Nepal, Kenya, Thailand and Papua New Guinea.
    assert row["held"] == 1_800_000 + 6_044_200 + 454_000 + 58_689 + 309_200 + 35_000 + 22_500
    assert (row["with_data"], row["countries"]) == (7, 11)
    world = indicators.latest("idps", "2015")["value"].sum()
    assert row["percent"] == pytest.approx(100 * row["held"] / world)


def test_share_of_those_in_focus_stands_apart() -> None:
    rows = a1.burden.share(brief(countries=["VAT"]))
    focus = rows[rows["who"] == "in focus"]
    assert focus["percent"].isna().all() and (focus["with_data"] == 0).all()
    assert set(rows["who"]) == {"named for emergency work", "in focus"}
    assert "no data" in a1.burden.share_chart(brief(countries=["VAT"])).html


def test_standing_gives_year_and_place_and_says_what_is_missing() -> None:
    data = a1.standing(brief()).data.set_index("country")
    assert data.loc["Colombia", "idps 2025"] == "7,264,767 (2024, 3rd of 118)"
    assert data.loc["Pakistan", "idps 2015"] == "more than 1,800,000 (2015, 8th of 53)"
    assert pd.isna(data.loc["Mongolia", "idps 2015"])


@pytest.mark.parametrize("vintage", ["2015", "2025"])
@pytest.mark.parametrize("indicator", a1.displacement.STOCKS)
def test_income_counts_the_poorer_half_by_median_income_of_states(indicator: str, vintage: str) -> None:
    chart = a1.burden.income(brief(vintage=vintage), indicator)
    kind = countries.load()["kind"]
    wealth = indicators.latest("gdp_per_capita", vintage)["value"]
    middle = wealth[kind.reindex(wealth.index) == "country"].median()
    data = chart.data[chart.data["iso3"].map(kind) == "country"]
    poorer = data.loc[data["gdp"] <= middle, "value"].sum() / data["value"].sum()
    assert f"{words.percent(100 * poorer)} of those recorded in states" in chart.title


def test_a_country_at_the_median_is_of_the_poorer_half() -> None:
    data = pd.DataFrame({"value": [60, 30, 10], "gdp": [1, 2, 3]})
    assert a1.burden.poorer_half(data, data["gdp"]) == (2.0, "90%")


def test_stocks_are_set_against_residents() -> None:
    data = a1.burden.income(brief(), "idps").data
    kenya = data.set_index("iso3").loc["KEN"]
    assert kenya["per_1000"] == pytest.approx(1000 * 284_886 / 55_751_717)


# Migration Profiles.


def test_coverage_counts_figures_and_leaves_lists_out() -> None:
    seen = a1.profiles.coverage(brief())
    assert list(seen.columns) == list(a1.displacement.named(brief())["iso3"])
    assert not {"trafficking_tier", "iom_membership"} & set(seen.index)
    assert not seen.loc["literacy", "KEN"] and seen.loc["population"].all()


def test_the_older_vintage_has_no_remittances() -> None:
    assert not a1.profiles.coverage(brief(vintage="2015")).loc["remittances"].any()


def test_matrix_of_one_country_and_of_many() -> None:
    one = a1.profiles.matrix(brief(countries=["KEN"]))
    assert "for 1 country;" in one.title
    many = a1.profiles.matrix(brief(group="Africa"))
    assert "in the data table only" in many.html


# What is absent is said.


def test_an_edition_without_these_facts_says_so() -> None:
    bare = stripped(brief())
    for shown in (
        a1.reach(bare),
        a1.intensity(bare, "US$"),
        a1.training(bare),
        a1.sessions(bare),
        a1.publications(bare),
        a1.burden.share_chart(bare),
        a1.profiles.matrix(bare),
        a1.profiles.gaps(bare),
    ):
        assert shown.html.startswith('<p class="mb-note">')
    assert a1.standing(bare).data.empty
    assert a1.displacement.ranking(bare, "idps").title.endswith("(7.41 million)")
    assert "largest share of residents in" in a1.displacement.world_map(bare, "idps").title


@pytest.mark.parametrize("missing", WITHOUT)
def test_each_missing_fact_leaves_the_other_ratios(missing: str) -> None:
    full = brief()
    facts = full.edition.facts
    rows = a1.ratios(with_tables(full, facts=facts[facts["fact_id"] != missing]))
    assert 0 < len(rows) < len(a1.ratios(full))
