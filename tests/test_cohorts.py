"""The cohort estimate against countries whose history is known, and against arithmetic done by hand."""

from __future__ import annotations

import pytest

from migbrief import cohorts, population


@pytest.mark.parametrize("iso3", ["QAT", "ARE", "KWT", "BHR"])
def test_the_gulf_states_drew_young_adults_in_the_2000s(iso3: str) -> None:
    estimate = cohorts.net_migration(iso3).loc[[2005, 2010]]
    assert (estimate["low"] > 0).all()
    assert estimate.loc[2010, "rate"] > 25


def test_qatar_grew_fastest_before_2010() -> None:
    estimate = cohorts.net_migration("QAT")
    assert estimate.loc[2010, "low"] > 4 * estimate.loc[2005, "high"]


def test_lithuania_lost_young_adults_after_joining_the_union_in_2004() -> None:
    estimate = cohorts.net_migration("LTU").loc[[2005, 2010, 2015]]
    assert (estimate["high"] < 0).all()
    assert estimate.loc[2010, "high"] < -60_000


def test_syria_received_iraqis_before_2010_and_lost_millions_after_2011() -> None:
    estimate = cohorts.net_migration("SYR")
    assert estimate.loc[2010, "low"] > 300_000
    assert estimate.loc[2015, "high"] < -2_000_000


def test_the_world_has_no_migration() -> None:
    estimate = cohorts.net_migration("World")
    assert estimate[["low", "high"]].abs().max().max() < 1e-3


def test_one_period_by_hand() -> None:
    """Qatar 2005 to 2010 under the world's survival, added up from the pyramids alone."""
    before, after = population.pyramid("QAT", 2005), population.pyramid("QAT", 2010)
    w_before, w_after = population.pyramid("World", 2005), population.pyramid("World", 2010)
    total = 0.0
    for sex in ("male", "female"):
        for group in (2, 3, 4, 5):  # ages 10, 15, 20, 25
            kept = w_after[sex][group + 1] / w_before[sex][group]
            total += after[sex][group + 1] - before[sex][group] * kept
    assert cohorts.net_migration("QAT").loc[2010, "world"] == pytest.approx(total)


def test_ranges_are_in_order_and_projections_are_marked() -> None:
    for place in ("JPN", "NGA", "TUV", "Africa"):
        estimate = cohorts.net_migration(place)
        assert (estimate["low"] <= estimate["high"]).all()
        assert estimate["projected"].tolist() == [end > 2023 for end in estimate["end"]]


def test_low_mortality_does_not_pass_for_immigration() -> None:
    """Japan's low mortality looks like migration under the world's survival; scaling takes most of it out."""
    estimate = cohorts.net_migration("JPN").loc[2000]
    assert estimate["scaled"] < estimate["world"] / 2


def test_without_migration_starts_equal_and_follows_the_sign() -> None:
    gulf = cohorts.without_migration("QAT", 2000)
    assert gulf.loc[2000, "actual"] == gulf.loc[2000, "low"] == gulf.loc[2000, "high"]
    assert gulf.loc[2010, "world"] == pytest.approx(808_482, rel=0.001)
    baltic = cohorts.without_migration("LTU", 2000)
    assert baltic.loc[2015, "low"] > baltic.loc[2015, "actual"]
    assert baltic.loc[2015, "low_share"] > baltic.loc[2015, "actual_share"]


def test_without_migration_has_the_range_of_assumed_survival() -> None:
    """Japan's low mortality adds to its working ages under the world's survival, hardly under its own."""
    rows = cohorts.without_migration("JPN", 2000).loc[2020]
    assert rows["low"] == rows["world"] < rows["scaled"] == rows["high"]
    assert rows["actual"] - rows["high"] < (rows["actual"] - rows["low"]) / 2
    assert rows["low_share"] < rows["high_share"] and 50 < rows["low_share"] < 70
    # Up to the first period, what is left out is what the estimate itself says came.
    first = cohorts.without_migration("JPN", 2015).loc[2020]
    estimate = cohorts.net_migration("JPN").loc[2020]
    assert first["actual"] - first["scaled"] == pytest.approx(estimate["scaled"])


def test_people_who_moved_leave_working_age_in_time() -> None:
    """Nobody moves in 2000–2005 only and is still counted as of working age at 90."""
    whole = cohorts.without_migration("LTU", 1950)
    assert (whole["low"] > 0).all()
