"""A scenario model of a revolving emergency fund. Everything but its size is assumed.

Crises arrive at random (Poisson), each with a cost drawn from a lognormal distribution. The fund advances
a share of each month's cost as long as it has money; donors pay part of each advance back after a delay.
The fund runs dry in a month when it cannot advance all that is asked. Randomness is seeded: the same
parameters give the same figures.
"""

from dataclasses import dataclass, replace
from typing import Any, Final

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from migbrief.errors import UserError

MONTHS: Final = 12
BATCH: Final = 2_000_000  # crises drawn at a time, to limit memory
LOST: Final = "share_lost"  # 1 - repayment_rate: it can be halved and raised, unlike a rate near 1
SHARES: Final = ("advance_share", LOST)  # assumptions that cannot exceed 1
VARIED: Final = ("fund_usd", "crises_per_year", "crisis_cost_usd", "cost_spread", *SHARES, "repayment_months")


@dataclass(frozen=True)
class Scenario:
    """The assumptions. US$ of one base year; no interest, no inflation."""

    fund_usd: float
    crises_per_year: float
    crisis_cost_usd: float  # mean cost of one crisis
    cost_spread: float  # standard deviation of the log of the cost; 0 makes all crises alike
    advance_share: float  # share of each cost the fund advances, 0 to 1
    repayment_months: int  # delay from advance to repayment, at least one month
    repayment_rate: float  # share of each advance that is repaid, 0 to 1
    years: int
    runs: int
    seed: int

    def __post_init__(self) -> None:
        """Require that repayment takes a month or more: a month ends before its advances are repaid."""
        if self.repayment_months < 1:
            raise UserError(
                "{name} must be {least} or more; got {value}",
                name="repayment_months",
                least="1",
                value=str(self.repayment_months),
            )


@dataclass(frozen=True)
class Simulation:
    """The result of a scenario. Arrays have shape (runs, months)."""

    scenario: Scenario
    balance: NDArray[np.float64]  # US$ at the end of each month
    asked: NDArray[np.float64]  # US$ asked of the fund in each month
    advanced: NDArray[np.float64]  # US$ advanced in each month

    @property
    def dry(self) -> NDArray[np.bool_]:
        """Months in which the fund could not advance all that was asked."""
        return self.advanced < self.asked - 0.005

    def chance_dry(self) -> float:
        """Share of runs in which the fund runs dry at least once."""
        return float(self.dry.any(axis=1).mean())

    def months_dry(self) -> float:
        """Mean share of months in which it is dry."""
        return float(self.dry.mean())

    def share_met(self) -> float:
        """Share of all US$ asked that were advanced; 1.0 where nothing was asked."""
        asked = float(self.asked.sum())
        return float(self.advanced.sum()) / asked if asked else 1.0


def simulate(scenario: Scenario) -> Simulation:
    """Run a scenario. Pure: the same scenario gives the same result."""
    s = scenario
    shape = (s.runs, s.years * MONTHS)
    asked = _costs(s) * s.advance_share
    balance = np.full(s.runs, float(s.fund_usd))
    balances, advanced = np.empty(shape), np.empty(shape)
    for month in range(shape[1]):
        if month >= s.repayment_months:
            balance = balance + s.repayment_rate * advanced[:, month - s.repayment_months]
        advanced[:, month] = np.minimum(balance, asked[:, month])
        balance = balance - advanced[:, month]
        balances[:, month] = balance
    return Simulation(s, balances, asked, advanced)


def _costs(s: Scenario) -> NDArray[np.float64]:
    """Return the US$ that crises cost in each run and month."""
    random = np.random.default_rng(s.seed)
    months = s.years * MONTHS
    crises = random.poisson(s.crises_per_year / MONTHS, (s.runs, months))
    # A lognormal with the wanted mean: its median is lower by half the variance of the log.
    middle = np.log(s.crisis_cost_usd) - s.cost_spread**2 / 2
    costs = np.empty(crises.shape)
    step = max(1, int(BATCH / max(1.0, s.crises_per_year * s.years)))
    for start in range(0, s.runs, step):
        part = crises[start : start + step]
        drawn = random.lognormal(middle, s.cost_spread, part.sum())
        month_of = np.repeat(np.arange(part.size), part.ravel())
        summed = np.bincount(month_of, weights=drawn, minlength=part.size)
        costs[start : start + step] = summed.reshape(part.shape)
    return costs


def sensitivity(scenario: Scenario, by: float = 0.5) -> pd.DataFrame:
    """Lower and raise one assumption at a time by a share, the rest unchanged.

    One row an assumption: ``assumption``, ``low`` and ``high`` (its values), ``met_low`` and ``met_high``
    (share of the money asked that is met, 0 to 1), ``dry_low`` and ``dry_high`` (chance of running dry). What
    is not repaid is varied as ``share_lost``. Shares stop at 1 and months at 1 or more, so an end can equal
    the assumption itself.
    """
    rows = []
    for name in VARIED:
        row: dict[str, object] = {"assumption": name}
        for end, factor in (("low", 1 - by), ("high", 1 + by)):
            value = _moved(scenario, name, factor)
            changed: dict[str, Any] = {"repayment_rate": 1 - value} if name == LOST else {name: value}
            result = simulate(replace(scenario, **changed))
            row |= {end: value, f"met_{end}": result.share_met(), f"dry_{end}": result.chance_dry()}
        rows.append(row)
    return pd.DataFrame(rows)


def _moved(scenario: Scenario, name: str, factor: float) -> float:
    value = (1 - scenario.repayment_rate if name == LOST else getattr(scenario, name)) * factor
    if name in SHARES:
        return min(1.0, round(float(value), 12))
    return max(1, round(value)) if name == "repayment_months" else float(value)
