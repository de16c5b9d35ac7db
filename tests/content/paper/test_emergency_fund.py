"""The funds and the scenario, findings against numbers worked out another way."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from syrupy.assertion import SnapshotAssertion

from briefs import stripped, with_fact, with_tables
from cells import display
from cited_numbers import check
from migbrief.content.paper import claims
from migbrief.content.paper import emergency_fund as of
from migbrief.content.paper.brief import Brief, open_brief
from migbrief.content.paper.emergency_fund import scenario
from migbrief.content.paper.emergency_fund import scenario_assumptions as assumptions
from migbrief.content.paper.emergency_fund import scenario_results as results
from migbrief.content.paper.emergency_fund import scenario_sensitivity as sensitivity
from migbrief.display import charts, tables
from migbrief.display.html import Display
from migbrief.registry import reports
from migbrief.registry.parameter_models import Scenario
from migbrief.runner import batch
from migbrief.text.i18n import LANGUAGES, speaking
from migbrief.text.markup import unreferred
from migbrief.text.value import Cite, Share

NOTEBOOK = "a4-internal-capacities"
QUICK = {"runs": 60, "years": 3}
QUIET = {"crises_per_year": 0.0}
Asked = Brief[Scenario]


def brief(**given: Any) -> Asked:
    return open_brief(NOTEBOOK, **(QUICK | given))


def chart(shown: Display) -> charts.Chart:
    assert isinstance(shown, charts.Chart)
    return shown


def fund(b: Asked) -> Display:
    return display(NOTEBOOK, "fund_change", brief=b)


def evidence(b: Asked) -> Display:
    return of.evidence_chart(b, of.fund_sums(b))


def result(b: Asked) -> Display:
    return display(NOTEBOOK, "meets {met}", brief=b)


def sizes(b: Asked) -> Display:
    return of.size_table(b, of.fund_sizes(b))


def moves(b: Asked) -> Display:
    return of.tornado(b, of.sensitivity(b))


SCENARIO = (result, sizes, moves)
SHOWN = (fund, evidence, *SCENARIO)


# The funds


@pytest.mark.parametrize(
    ("later", "said"), [(6.4e6, ", 3% less than"), (9.9e6, ", 50% more than"), (6.6e6, ", as much as")]
)
def test_the_change_of_the_development_fund_in_every_direction(later: float, said: str) -> None:
    shown = fund(with_fact(brief(), "a4-fund-2012", value=later))
    assert said in shown.text and "2011" in shown.text


def test_one_year_alone_has_no_change() -> None:
    rows = claims.facts(brief())
    alone = rows[rows["role"] == "development-fund"].iloc[:1]
    assert "does not state the Development Fund in two years" in of.fund_change(brief(), alone).text


def test_the_evidence_is_what_the_tables_say() -> None:
    found = of.fund_sums(brief())
    assert [(v.value, v.unit) for v in found["sum"]] == [(30e6, "US$"), (2.5e6, "US$"), (8.5e6, "US$")]
    assert list(found["what"]) == ["size agreed", "first contribution", "lent out by 2014"]
    assert found["sum"].iloc[2].cites == (
        Cite(
            "emergency-fund-lent",
            "IOM, Migration Emergency Funding Mechanism (MEFM): An Overview 2012-2014, 2014, outcomes.csv",
            elsewhere=True,
        ),
    )


def test_a_later_source_without_a_sum_is_no_sum() -> None:
    outcomes = brief().edition.outcomes.copy()
    outcomes.loc[outcomes["outcome_id"] == "emergency-fund-lent", "value"] = None
    found = of.fund_sums(with_tables(brief(), outcomes=outcomes))
    assert [v.value for v in found["sum"]] == [30e6, 2.5e6]


def test_later_sums_are_no_shares_of_the_size_agreed() -> None:
    shown = chart(evidence(brief()))
    assert list(shown.data["sum"]) == [30e6, 2.5e6, 8.5e6]
    assert "None is part of another" in shown.html and "%" not in shown.title


# The scenario


def test_the_size_is_the_papers_unless_the_reader_gives_one() -> None:
    stated, given = assumptions.assumed(brief()), assumptions.assumed(brief(fund_usd=2.5e6))
    assert stated is not None and stated.fund_usd == 30e6
    assert given is not None and given.fund_usd == 2.5e6
    assert assumptions.assumed(stripped(brief())) is None
    assert "US$ 1 million" in result(stripped(brief(fund_usd=1e6))).text


def test_every_assumption_is_labelled_and_the_readers_own_are_marked() -> None:
    rows = of.assumptions(brief(crises_per_year=2.0)).set_index("name")
    assert str(rows.loc["fund_usd", "value"]) == "US$ 30 million"
    assert rows.loc["fund_usd", "value"].cites[0].row == "a4-emergency-fund"
    assert rows.loc["fund_usd", "basis"] == "the paper"
    assert str(rows.loc["crises_per_year", "value"]) == "2 a year"
    assert rows.loc["crises_per_year", ["basis", "changed"]].tolist() == ["assumed", "changed by the reader"]
    assert str(rows.loc["repayment_months", "value"]) == "9 months"
    assert rows.loc["seed", "value"] == "2012", "a seed counts nothing"
    assert set(rows.index) >= set(scenario.VARIED) - {scenario.LOST} | {"repayment_rate"}


def test_a_result_is_that_of_the_simulation_and_one_wherever_it_stands() -> None:
    """5,000 runs are more than other sizes get; the scenario's own still shows theirs."""
    many = brief(runs=5000)
    s = assumptions.assumed(many)
    assert s is not None
    run, rows = scenario.simulate(s), of.fund_sizes(many)
    found = rows.set_index("times").loc[1]
    assert found["fund"].value == 30e6 and "within 3 years" in result(many).text.replace("\xa0", " ")
    assert found["met"].value == pytest.approx(100 * run.advanced.sum() / run.asked.sum())
    assert found["dry"].value == pytest.approx(100 * (run.advanced < run.asked - 0.005).any(axis=1).mean())
    assert f"money met ({found['met'].words()})" in chart(moves(many)).title


def test_other_sizes_are_the_model_with_another_fund() -> None:
    s = assumptions.assumed(brief())
    assert s is not None
    rows = of.fund_sizes(brief())
    assert [v.value for v in rows["fund"]] == [7.5e6, 15e6, 30e6, 60e6, 120e6, 240e6]
    assert all(isinstance(v, Share) for v in rows["dry"])
    double = scenario.simulate(replace(s, fund_usd=60e6))
    assert rows["dry"].iloc[3].value == pytest.approx(100 * double.chance_dry())
    assert rows["months_dry"].iloc[3].value == pytest.approx(100 * double.months_dry())
    met = [v.value for v in rows["met"]]
    assert met == sorted(met)


def test_the_smallest_size_that_is_large_enough_is_named() -> None:
    rows = of.fund_sizes(brief())
    dry = {"none": [90.0] * 6, "one": [100.0, 60, 10.1, 10, 2, 0], "all": [0.0] * 6}
    said = {k: results.size_title(rows.assign(dry=[Share(x, "%") for x in v])) for k, v in dry.items()}
    assert "even a fund of US$ 240 million" in said["none"] and "in 90% of runs" in said["none"]
    assert "US$ 60 million" in said["one"]
    assert "US$ 7.5 million" in said["all"] and "the smallest size tried, " in said["all"]


def test_the_tornado_agrees_with_the_model() -> None:
    s = assumptions.assumed(brief())
    assert s is not None
    rows = of.sensitivity(brief()).set_index("assumption")
    half = scenario.simulate(replace(s, fund_usd=15e6)).share_met()
    assert rows.loc["Size of the fund", "met if low"].value == pytest.approx(100 * half)
    assert str(rows.loc["Size of the fund", "high"]) == "US$ 45 million"
    assert str(rows.loc["Share never repaid", "low"]) == "0.025"
    whole = scenario.simulate(s).share_met()
    spans = [
        max(abs(v.value - 100 * whole) for v in of) for of in rows[["met if low", "met if high"]].to_numpy()
    ]
    assert spans == sorted(spans, reverse=True)


def test_without_crises_the_fund_meets_everything() -> None:
    found = of.fund_sizes(brief(**QUIET)).set_index("times").loc[1]
    assert (found["met"].value, found["dry"].value) == (100, 0)
    assert sensitivity.leaders(of.sensitivity(brief(**QUIET)), found["met"]) == []


def test_repeated_runs_stay_few_where_crises_are_many() -> None:
    s = assumptions.assumed(brief(crises_per_year=200.0, years=30, runs=10_000))
    assert s is not None
    light = results.lighter(s)
    assert light.runs == 100
    assert replace(light, runs=s.runs) == s


@pytest.mark.parametrize("code", LANGUAGES)
def test_the_name_of_a_parameter_is_what_a_reader_types(code: str) -> None:
    given = brief(language=code)
    shown = of.assumption_table(given, of.assumptions(given))
    assert isinstance(shown, tables.Table)
    for name in ("years", "runs", "seed", "fund_usd"):
        assert f"<code>{name}</code>" in shown.html


# Any edition, any parameters


@pytest.mark.parametrize("show", [show for show in SHOWN if show is not result])
def test_an_edition_that_does_not_state_it_gets_a_note(show: Callable[[Asked], Display]) -> None:
    assert "This edition does not state" in show(stripped(brief())).text


def test_extreme_assumptions_do_not_break_a_figure() -> None:
    for given in (
        {"years": 1, "runs": 10, "repayment_months": 120, "cost_spread": 0.0, "crises_per_year": 1.0},
        {"repayment_rate": 0.0, "advance_share": 0.01, "crisis_cost_usd": 1e9, "cost_spread": 3.0},
    ):
        for show in SCENARIO:
            assert "nan" not in show(brief(**given)).text.lower()


# Wording


def titled(shown: Display) -> str:
    if isinstance(shown, charts.Chart):
        return shown.title
    return shown.caption if isinstance(shown, tables.Table) else shown.text


@pytest.mark.parametrize("code", LANGUAGES)
def test_wording(code: str, snapshot: SnapshotAssertion) -> None:
    plain, quiet = open_brief("a4-internal-capacities", language=code), brief(**QUIET, language=code)
    more = with_fact(plain, "a4-fund-2012", value=9.9e6)
    same = with_fact(plain, "a4-fund-2012", value=6.6e6)
    alone = with_tables(plain, outcomes=plain.edition.outcomes.iloc[:0])
    said = [titled(show(plain)) for show in SHOWN]
    said += [titled(fund(more)), titled(fund(same)), titled(evidence(alone)), titled(result(alone))]
    said += [titled(show(quiet)) for show in (sizes, moves)]
    busy = brief(language=code, crises_per_year=100.0)
    said += [titled(sizes(busy)), titled(fund(stripped(plain))), titled(result(stripped(plain)))]
    assert "\n".join(map(unreferred, said)) == snapshot


# The page


@pytest.mark.batch
def test_each_number_of_a_page_leads_to_what_holds_it_whatever_is_assumed(
    tmp_path: Path,
) -> None:
    (report,) = reports.find(["a4"])
    given: dict[str, Any] = {"fund_usd": 1e7, "crises_per_year": 10.0, "runs": 300}
    made = {code: reports.with_parameters(report, given | {"language": code}) for code in LANGUAGES}
    done = batch.render_all(list(made.values()), tmp_path, 2)
    assert [one.error for one in done if one.status == "failed"] == []
    for code, one in made.items():
        with speaking(code):
            seen = check((tmp_path / one.output).read_text("utf-8"))
        assert seen.wrong == [] and seen.compared >= 15
