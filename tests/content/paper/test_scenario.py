"""The fund model against cases whose answer is known without it."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest

from migbrief.content.paper.emergency_fund import scenario
from migbrief.content.paper.emergency_fund.scenario import Scenario, sensitivity, simulate
from migbrief.errors import UserError

BASE = Scenario(
    fund_usd=30e6,
    crises_per_year=6,
    crisis_cost_usd=5e6,
    cost_spread=1.0,
    advance_share=1.0,
    repayment_months=9,
    repayment_rate=0.95,
    years=10,
    runs=2000,
    seed=2012,
)


def test_the_same_seed_gives_the_same_figures_and_another_seed_does_not() -> None:
    assert np.array_equal(simulate(BASE).balance, simulate(BASE).balance)
    assert not np.array_equal(simulate(BASE).balance, simulate(replace(BASE, seed=1)).balance)


def test_without_crises_the_fund_is_never_touched() -> None:
    quiet = simulate(replace(BASE, crises_per_year=0))
    assert quiet.chance_dry() == 0
    assert quiet.share_met() == 1
    assert (quiet.balance == BASE.fund_usd).all()


def test_a_crisis_larger_than_the_fund_empties_it_as_often_as_one_happens() -> None:
    """With every crisis too large, dry at least once = at least one crisis: 1 − exp(−rate × years)."""
    huge = replace(BASE, crisis_cost_usd=31e6, cost_spread=0, crises_per_year=0.2, years=5, runs=20_000)
    assert simulate(huge).chance_dry() == pytest.approx(1 - math.exp(-1), abs=0.012)


def test_money_is_conserved_month_by_month() -> None:
    s = replace(BASE, repayment_months=3, repayment_rate=0.5, runs=50, years=2)
    run = simulate(s)
    out = run.advanced.cumsum(axis=1)
    back = np.zeros_like(out)
    back[:, 3:] = 0.5 * out[:, :-3]
    assert np.allclose(run.balance, s.fund_usd - out + back, atol=0.01)  # cents
    assert (run.balance >= -1e-6).all()


def test_mean_cost_is_the_parameter_whatever_the_spread() -> None:
    for spread in (0.0, 0.5, 1.0):
        run = simulate(replace(BASE, cost_spread=spread, crises_per_year=12, runs=4000))
        assert run.asked.sum() / (4000 * 10 * 12) == pytest.approx(5e6, rel=0.03)


def test_slower_repayment_and_more_crises_make_it_dry_more_often() -> None:
    few, slow, many = (
        simulate(replace(BASE, runs=500, crises_per_year=n, repayment_months=m)).chance_dry()
        for n, m in ((2, 3), (2, 18), (12, 18))
    )
    assert 0 < few < slow < many <= 1


def test_repayment_within_the_month_is_refused() -> None:
    with pytest.raises(UserError, match="repayment_months must be 1 or more; got 0"):
        replace(BASE, repayment_months=0)


def test_drawing_crises_in_batches_keeps_the_mean_and_the_shape(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scenario, "BATCH", 700)  # eleven runs at a time: the last batch is smaller
    run = simulate(replace(BASE, runs=1000))
    assert run.asked.shape == (1000, 120)
    assert run.asked.sum() / (1000 * 10) == pytest.approx(6 * 5e6, rel=0.03)
    assert np.array_equal(run.asked, simulate(replace(BASE, runs=1000)).asked)


def test_a_larger_fund_is_dry_less_often_and_meets_more() -> None:
    runs = [simulate(replace(BASE, runs=300, fund_usd=fund)) for fund in (5e6, 30e6, 120e6, 1e10)]
    dry, met = [run.chance_dry() for run in runs], [run.share_met() for run in runs]
    assert dry == sorted(dry, reverse=True) and met == sorted(met)
    assert dry[-1] == 0 and met[-1] == 1


def test_sensitivity_moves_one_assumption_and_keeps_it_possible() -> None:
    rows = sensitivity(replace(BASE, runs=300)).set_index("assumption")
    assert rows.loc["crises_per_year", ["low", "high"]].tolist() == [3, 9]
    assert rows.loc["repayment_months", ["low", "high"]].tolist() == [4, 14]
    assert rows.loc["share_lost", ["low", "high"]].tolist() == [0.025, 0.075]  # of the 5% not repaid
    assert rows.loc["share_lost", "met_low"] > rows.loc["share_lost", "met_high"]
    base = simulate(replace(BASE, runs=300)).share_met()
    assert rows.loc["advance_share", "met_high"] == base  # it is 1 already and cannot rise
    assert rows.loc["crises_per_year", "met_low"] > base > rows.loc["crises_per_year", "met_high"]
    assert rows.loc["fund_usd", "met_low"] < base < rows.loc["fund_usd", "met_high"]
