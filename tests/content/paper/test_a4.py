"""Section a4: the funds, and the scenario, against values worked out by hand."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from briefs import stripped, with_fact
from migbrief.content.paper import a4
from migbrief.content.paper.a4 import emergency_fund, scenario, what_if
from migbrief.content.paper.brief import Brief, open_brief
from migbrief.display import charts, tables
from migbrief.text import i18n

SCENARIO = (a4.result, a4.sizes, a4.sensitivity)
OF_FACTS = (a4.development_fund, a4.emergency_sums, *SCENARIO)
QUICK = {"runs": 60, "years": 3}


def brief(**given: Any) -> Brief:
    return open_brief("a4", **(QUICK | given))


def chart(shown: object) -> charts.Chart:
    assert isinstance(shown, charts.Chart)
    return shown


# The funds


def test_the_change_of_the_development_fund_in_every_direction() -> None:
    assert "US$ 6.4 million, is 3% less than that of 2011" in a4.development_fund(brief()).text
    grown = a4.development_fund(with_fact(brief(), "a4-fund-2012", value=9.9e6))
    assert "US$ 9.9 million, is 50% more than that of 2011" in grown.text
    same = a4.development_fund(with_fact(brief(), "a4-fund-2012", value=6.6e6))
    assert "US$ 6.6 million, is as much as that of 2011" in same.text


def test_later_sums_are_no_shares_of_the_size_agreed() -> None:
    shown = chart(a4.emergency_sums(brief()))
    assert list(shown.data["value"]) == [30e6, 2.5e6, 8.5e6]
    assert "US$ 2.5 million and US$ 8.5 million, not as parts of it" in shown.title
    assert "No sum is part of another" in shown.html and "%" not in shown.title


# The scenario


def test_the_size_is_the_papers_unless_the_reader_gives_one() -> None:
    stated = emergency_fund.assumed(brief())
    given = emergency_fund.assumed(brief(fund_usd=2.5e6))
    assert stated is not None and stated.fund_usd == 30e6
    assert given is not None and given.fund_usd == 2.5e6
    assert emergency_fund.assumed(stripped(brief())) is None
    assert "US$ 1 million" in a4.result(stripped(brief(fund_usd=1e6))).text


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
    s = emergency_fund.assumed(brief())
    assert s is not None
    run = scenario.simulate(s)
    text = a4.result(brief()).text
    assert f"meets {round(100 * run.share_met())}% of the money asked" in text
    assert "US$ 30 million" in text and "is assumed" in text


@pytest.mark.parametrize(
    ("share", "said"), [(0, "0%"), (0.001, "under 1%"), (0.5, "50%"), (0.999, "over 99%"), (1, "100%")]
)
def test_a_share_is_never_rounded_to_certainty(share: float, said: str) -> None:
    assert emergency_fund.percent(share) == said


def test_a_quiet_world_leaves_the_fund_alone() -> None:
    quiet = brief(crises_per_year=0.0)
    assert "in *0%* of runs".replace("*", "") in a4.result(quiet).text
    assert "hangs on none of the assumptions" in chart(a4.sensitivity(quiet)).title


def test_repeated_runs_stay_few_where_crises_are_many() -> None:
    s = emergency_fund.assumed(brief(crises_per_year=200.0, years=30, runs=10_000))
    assert s is not None
    light = what_if.lighter(s)
    assert light.runs == 100
    assert replace(light, runs=s.runs) == s


def test_sizes_and_tornado_agree_with_the_model() -> None:
    s = emergency_fund.assumed(brief())
    assert s is not None
    data = chart(a4.sizes(brief())).data
    own = data[data["fund"] == "US$ 30 million"].iloc[0]
    assert own["is met, % of money asked"] == pytest.approx(100 * scenario.simulate(s).share_met(), abs=0.05)
    tornado = chart(a4.sensitivity(brief())).data.set_index("assumption")
    half = scenario.simulate(replace(s, fund_usd=15e6)).share_met()
    assert tornado.loc["fund_usd", "met if low, %"] == pytest.approx(100 * half, abs=0.05)


def test_one_scenario_has_one_figure_wherever_it_stands() -> None:
    """5,000 runs are more than other sizes get; the scenario's own still shows theirs."""
    many = brief(runs=5000)
    s = emergency_fund.assumed(many)
    assert s is not None
    whole = emergency_fund.run(s)
    size = chart(a4.sizes(many)).data.set_index("fund").loc["US$ 30 million"]
    assert size["has run dry at least once, % of runs"] == round(100 * whole.chance_dry(), 1)
    assert size["is met, % of money asked"] == round(100 * whole.share_met(), 1)
    assert f"Money met, {emergency_fund.percent(whole.share_met())} as" in chart(a4.sensitivity(many)).title


@pytest.mark.parametrize("code", ["en", "fr", "es"])
def test_the_name_of_a_parameter_is_what_a_reader_types(code: str) -> None:
    given = brief(language=code)
    with i18n.speaking(code):
        shown = a4.assumptions(given).html
    for name in ("years", "runs", "seed", "fund_usd"):
        assert f"<code>{name}</code>" in shown


# Any edition, any parameters


@pytest.mark.parametrize("show", OF_FACTS)
def test_an_edition_that_does_not_state_it_gets_a_note(show: Any) -> None:
    assert "This edition does not state" in show(stripped(brief())).text


def test_extreme_assumptions_do_not_break_a_figure() -> None:
    for given in (
        {"years": 1, "runs": 10, "repayment_months": 120, "cost_spread": 0.0, "crises_per_year": 1.0},
        {"repayment_rate": 0.0, "advance_share": 0.01, "crisis_cost_usd": 1e9, "cost_spread": 3.0},
    ):
        for show in SCENARIO:
            assert "nan" not in show(brief(**given)).text.lower()
