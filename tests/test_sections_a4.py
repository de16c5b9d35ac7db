"""Section a4: the funds, the scenario and the offices, against values worked out by hand."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pandas as pd
import pytest

from briefs import stripped, with_fact, with_tables
from migbrief import charts, language, scenario, tables
from migbrief.section import Brief, open_brief
from migbrief.sections import a4
from migbrief.sections.a4 import eligible, model, variations

SCENARIO = (a4.key_figures, a4.balance, a4.run_dry, a4.chances, a4.sizes, a4.sensitivity)
OF_FACTS = (a4.development_fund, a4.per_member, a4.emergency_sums, a4.offices, *SCENARIO)
QUICK = {"runs": 60, "years": 3}


def brief(**given: Any) -> Brief:
    return open_brief("a4", **(QUICK | given))


def chart(shown: object) -> charts.Chart:
    assert isinstance(shown, charts.Chart)
    return shown


# The funds


def test_the_change_of_the_development_fund_in_every_direction() -> None:
    assert "US$ 6.4 million, is 3% less than that of 2011" in chart(a4.development_fund(brief())).title
    grown = chart(a4.development_fund(with_fact(brief(), "a4-fund-2012", value=9.9e6)))
    assert "US$ 9.9 million, is 50% more than that of 2011" in grown.title
    same = chart(a4.development_fund(with_fact(brief(), "a4-fund-2012", value=6.6e6)))
    assert "US$ 6.6 million, is as much as that of 2011" in same.title


def test_later_sums_are_no_shares_of_the_size_agreed() -> None:
    shown = chart(a4.emergency_sums(brief()))
    assert list(shown.data["value"]) == [30e6, 2.5e6, 8.5e6]
    assert "US$ 2.5 million and US$ 8.5 million, not as parts of it" in shown.title
    assert "No sum is part of another" in shown.html and "%" not in shown.title


def test_sources_that_disagree_on_the_date_are_both_kept() -> None:
    text = a4.council_date(brief()).text
    assert "disagree" in text and "November 2011" in text and "December 2011" in text
    rows = brief().edition.outcomes
    agreeing = with_tables(brief(), outcomes=rows[rows["outcome_id"] != "emergency-fund-november"])
    assert "agree on when the fund was set up: December 2011" in a4.council_date(agreeing).text


def test_the_fund_per_member_divides_by_those_of_low_and_middle_income() -> None:
    rows = eligible.members(brief())
    able = rows[rows["income_group"].isin(["Low income", "Lower middle income", "Upper middle income"])]
    assert int(rows["eligible"].sum()) == len(able) > 0
    shown = a4.per_member(brief())
    assert isinstance(shown, tables.Table)
    assert shown.data["a4-fund-2011"].iloc[0] == pytest.approx(6.6e6 / len(able))
    assert "stale" in shown.html and "computed" in shown.html
    assert f"about {round(6.6e6 / len(able), -3):,.0f}" in shown.html  # no more exact than the reading is


def test_a_group_does_not_share_the_fund_of_the_world() -> None:
    every, asia = (a4.per_member(brief(group=g)) for g in ("", "Asia"))
    assert asia.data["members"].tolist() == every.data["members"].tolist()
    assert asia.data["a4-fund-2011"].tolist() == every.data["a4-fund-2011"].tolist()
    assert "not only those in Asia" in asia.html


def test_a_group_without_members_that_may_apply_is_a_note_not_a_division_by_zero() -> None:
    few = brief(group="Polynesia")
    assert "No member" in a4.eligible_groups(few).text
    assert "No member" in a4.eligible_map(few).text
    assert a4.per_member(few).data["members"].iloc[0] > 0  # the fund is still that of all members


def test_the_countries_asked_for_are_told_how_they_stand() -> None:
    shown = a4.asked(brief(countries=["KEN", "DEU", "CHN"]))
    assert isinstance(shown, tables.Table)
    readings = shown.data.set_index("country")["reading"]
    assert readings["Kenya"] == "may apply"
    assert readings["Germany"] == "may not apply"
    assert not a4.asked(brief()).html  # nobody asked, and an empty note tells nothing


def test_the_map_says_who_is_grey_and_how_many_of_how_many_may_apply() -> None:
    shown = chart(a4.eligible_map(brief()))
    every = eligible.members(brief())
    assert f"{int(every['eligible'].sum())} of {len(every)} listed members" in shown.title
    assert "not listed, or of high or unknown income" in shown.html
    assert "not of the group" in chart(a4.eligible_map(brief(group="Asia"))).html


# The scenario


def test_the_size_is_the_papers_unless_the_reader_gives_one() -> None:
    stated = model.assumed(brief())
    given = model.assumed(brief(fund_usd=2.5e6))
    assert stated is not None and stated.fund_usd == 30e6
    assert given is not None and given.fund_usd == 2.5e6
    assert model.assumed(stripped(brief())) is None
    assert chart(a4.balance(stripped(brief(fund_usd=1e6)))).data["median"].iloc[0] == 1e6


def test_every_assumption_is_labelled_and_the_readers_own_are_marked() -> None:
    shown = a4.assumptions(brief(crises_per_year=2.0))
    assert isinstance(shown, tables.Table)
    rows = shown.data.set_index("name")
    assert rows.loc["fund_usd", ["value", "basis"]].tolist() == ["30,000,000", "the paper"]
    assert rows.loc["crises_per_year", ["value", "basis", "changed"]].tolist() == [
        "2",
        "assumed",
        "changed by the reader",
    ]
    assert rows.loc["repayment_months", ["unit", "changed"]].tolist() == ["months", "default"]
    assert set(rows.index) >= set(scenario.VARIED) - {scenario.LOST} | {"repayment_rate"}


def test_key_figures_are_those_of_the_simulation() -> None:
    s = model.assumed(brief())
    assert s is not None
    run = scenario.simulate(s)
    text = a4.key_figures(brief()).text
    assert f"meets {round(100 * run.share_met())}% of the money asked" in text
    assert "US$ 30 million" in text and "is assumed" in text


@pytest.mark.parametrize(
    ("share", "said"), [(0, "0%"), (0.001, "under 1%"), (0.5, "50%"), (0.999, "over 99%"), (1, "100%")]
)
def test_a_share_is_never_rounded_to_certainty(share: float, said: str) -> None:
    assert model.percent(share) == said


def test_a_quiet_world_leaves_the_fund_alone() -> None:
    quiet = brief(crises_per_year=0.0)
    assert "nine of ten hold the same" in chart(a4.balance(quiet)).title
    assert chart(a4.run_dry(quiet)).title == "No run runs dry within 3 years"
    assert "hangs on none of the assumptions" in chart(a4.sensitivity(quiet)).title


def test_the_sweep_holds_the_scenario_itself_and_rises() -> None:
    shown = chart(a4.chances(brief(repayment_months=5, crises_per_year=1 / 3)))
    assert "5 months" in shown.data.columns
    assert (shown.data["crises a year"] == 1 / 3).sum() == 1
    assert shown.data.iloc[-1]["24 months"] >= shown.data.iloc[0]["1 month"]


def test_repeated_runs_stay_few_where_crises_are_many() -> None:
    s = model.assumed(brief(crises_per_year=200.0, years=30, runs=10_000))
    assert s is not None
    light = variations.lighter(s)
    assert light.runs == 100
    assert replace(light, runs=s.runs) == s


def test_sizes_and_tornado_agree_with_the_model() -> None:
    s = model.assumed(brief())
    assert s is not None
    data = chart(a4.sizes(brief())).data
    own = data[data["fund"] == "US$ 30 million"].iloc[0]
    assert own["is met, % of money asked"] == pytest.approx(100 * scenario.simulate(s).share_met(), abs=0.05)
    tornado = chart(a4.sensitivity(brief())).data.set_index("assumption")
    half = scenario.simulate(replace(s, fund_usd=15e6)).share_met()
    assert tornado.loc["fund_usd", "met if low, %"] == pytest.approx(100 * half, abs=0.05)


def test_one_scenario_has_one_figure_wherever_it_stands() -> None:
    """5,000 runs are more than the cells of a sweep get; the scenario's own cell still shows theirs."""
    many = brief(runs=5000)
    s = model.assumed(many)
    assert s is not None
    whole = model.run(s)
    cell = chart(a4.chances(many)).data.set_index("crises a year").loc[s.crises_per_year, "9 months"]
    size = chart(a4.sizes(many)).data.set_index("fund").loc["US$ 30 million"]
    assert cell == round(100 * whole.chance_dry(), 1)
    assert size["is met, % of money asked"] == round(100 * whole.share_met(), 1)
    assert f"Money met, {model.percent(whole.share_met())} as" in chart(a4.sensitivity(many)).title


@pytest.mark.parametrize(
    ("shares", "said"),
    [
        ([20.0, 49.6, 55.1], "Half of runs have run dry by year 2; by year 3, 55%"),
        ([20.0, 50.6, 55.1], "More than half of runs have run dry by year 2; by year 3, 55%"),
        ([20.0, 49.4, 55.1], "55% of runs have run dry by year 3; by year 2, fewer than half"),
        ([20.0, 30.0, 40.0], "40% of runs have run dry by year 3"),
    ],
)
def test_half_is_told_from_shares_as_they_are_shown(shares: list[float], said: str) -> None:
    assert model.when_half(pd.Series(shares, index=[1, 2, 3])) == said


@pytest.mark.parametrize("code", ["en", "fr", "es"])
def test_the_name_of_a_parameter_is_what_a_reader_types(code: str) -> None:
    given = brief(language=code)
    with language.speaking(code):
        shown = a4.assumptions(given).html
    for name in ("years", "runs", "seed", "fund_usd"):
        assert f"<code>{name}</code>" in shown


def test_time_is_in_years_wherever_it_is_shown() -> None:
    balance = chart(a4.balance(brief(years=10)))
    assert "in 0, " in balance.alt and "in 10." in balance.alt and "Year since the start" in balance.html


def test_the_year_is_said_once() -> None:
    title = chart(a4.run_dry(brief(years=10, runs=2000))).title
    assert title.count("year 10") <= 1


# The reform


def test_offices_stated_and_later() -> None:
    shown = chart(a4.offices(brief()))
    assert "Stated: 8 regional offices and 2 special liaison offices" in shown.title
    assert "later: 9 regional offices (2014, IOM)" in shown.title
    assert "does not disprove" in shown.html


def test_what_became_counts_only_initiatives_with_a_later_source() -> None:
    shown = a4.became(brief())
    assert isinstance(shown, tables.Table)
    known = (shown.data["later"] != "").sum()
    assert shown.caption == f"Later sources were found for {known} of 5 initiatives"
    board = shown.data.set_index("name").loc["Migration Policy Advisory Board", "later"]
    assert board == "" and "no later source held here" in shown.html


# Any edition, any parameters


@pytest.mark.parametrize("show", OF_FACTS)
def test_an_edition_that_does_not_state_it_gets_a_note(show: Any) -> None:
    assert "This edition does not state" in show(stripped(brief())).text


def test_the_rest_also_serves_an_empty_section() -> None:
    empty = stripped(brief())
    for show in (a4.emergency_evidence, a4.council_date, a4.assumptions, a4.became, a4.eligible_map):
        assert show(empty).html


def test_extreme_assumptions_do_not_break_a_figure() -> None:
    for given in (
        {"years": 1, "runs": 10, "repayment_months": 120, "cost_spread": 0.0, "crises_per_year": 1.0},
        {"repayment_rate": 0.0, "advance_share": 0.01, "crisis_cost_usd": 1e9, "cost_spread": 3.0},
    ):
        for show in SCENARIO:
            assert "nan" not in show(brief(**given)).text.lower()
