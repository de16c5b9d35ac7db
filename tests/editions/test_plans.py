"""Plans and their fates: what the report says became of each."""

from __future__ import annotations

import pandas as pd
import pytest

from migbrief.editions import edition, plans


@pytest.mark.parametrize(
    ("date", "last"),
    [
        ("2012", "2012-12-31"),
        ("2012-02", "2012-02-29"),  # a leap year
        ("2013-04", "2013-04-30"),
        ("2012-02-09", "2012-02-09"),
        ("", None),
        (None, None),
        ("2012-13", None),
        ("spring", None),
    ],
)
def test_last_day(date: str | None, last: str | None) -> None:
    found = plans.last_day(date)
    assert (None if found is None else found.date().isoformat()) == last


@pytest.mark.parametrize(
    ("planned_for", "outcomes", "fate"),
    [
        ("2012", [], "unknown"),
        ("2012", [("context", "2013")], "unknown"),
        ("2012", [("supported", "2012-05")], "kept"),
        ("", [("supported", "")], "kept"),
        ("2012", [("slipped", "2013-06")], "slipped"),
        ("2012", [("slipped", "2013"), ("context", "2014")], "slipped"),
        ("2012", [("contradicted", "2013-06")], "changed"),
        ("2012", [("contradicted", "2012-06")], "changed"),  # otherwise than planned, not later
        ("2012", [("contradicted", "")], "changed"),
        ("", [("contradicted", "2013")], "changed"),
        ("2012", [("partial", "2012-04")], "changed"),
        ("2012", [("supported", "2012-05"), ("slipped", "2013")], "changed"),
        ("2012", [("supported", "2012-05"), ("context", "2014")], "kept"),
        ("2012", [("supported", "2011-12")], "unknown"),  # an announcement
        ("2012", [("supported", "2015")], "unknown"),  # a later year says nothing of the one planned
        ("2012", [("supported", "")], "unknown"),
        ("2012", [("partial", "2015-09-18")], "unknown"),
        ("2012", [("supported", "2012-05"), ("partial", "2015")], "kept"),
    ],
)
def test_fate(planned_for: str, outcomes: list[tuple[str, str]], fate: str) -> None:
    assert plans.fate(planned_for, "", pd.DataFrame(outcomes, columns=["verdict", "date"])) == fate


def test_the_time_planned_runs_from_start_to_end() -> None:
    seen = pd.DataFrame([("supported", "2012-05-07")], columns=["verdict", "date"])
    assert plans.fate("2012-03", "2012-06", seen) == "kept"
    assert plans.fate("2012-03", "2012-04", seen) == "unknown"
    assert plans.fate("2012", "2013", seen) == "kept"


@pytest.mark.parametrize(("verdict", "fate"), [("supported", "input not seen"), ("context", "unknown")])
def test_that_an_event_of_others_took_place_keeps_no_plan(verdict: str, fate: str) -> None:
    seen = pd.DataFrame([(verdict, "2012-06")], columns=["verdict", "date"])
    assert plans.fate("2012", "", seen, "other") == fate


def test_every_fate_has_a_meaning() -> None:
    assert set(plans.FATE_MEANINGS) == set(plans.FATES)


@pytest.fixture(scope="module")
def paper() -> pd.DataFrame:
    return plans.plans(edition.load("2012-tenth")).set_index("plan_id")


@pytest.mark.parametrize(
    ("plan", "planned_for", "fate"),
    [
        ("diaspora-conference", "2012", "slipped"),  # held in June 2013
        ("linet-recognition", "2012", "slipped"),  # listed as 2013
        ("development-planning-conference", "2012-06", "kept"),  # spring; 7 and 8 May 2012
        ("idm-2012", "2012", "changed"),  # two events seen of three
        ("seminar-series-2013", "2013", "unknown"),  # perhaps another series
        ("civil-society-annual", "2012", "unknown"),  # seen in 2015 only
        ("emergency-fund", "", "changed"),
        ("rio20", "", "input not seen"),
        ("hld-2013", "2013", "input not seen"),
        ("cop18", "", "unknown"),  # announced, not seen
        ("rcp-inputs", "", "unknown"),
        ("a4-fund-2012", "2012", "unknown"),  # the fund itself is not planned, its budget is
    ],
)
def test_plans_of_the_paper(paper: pd.DataFrame, plan: str, planned_for: str, fate: str) -> None:
    assert (paper.loc[plan, "planned_for"], paper.loc[plan, "fate"]) == (planned_for, fate)


def test_later_sources_stand_with_publisher_and_date(paper: pd.DataFrame) -> None:
    later = paper.loc["diaspora-conference", "later"]
    assert later == "held 18 and 19 June 2013 (IOM, 18 June 2013)"
    both = paper.loc["development-planning-conference", "later"]
    assert "about fifty attended" in both and "roughly 100 attended" in both
    assert paper.loc["rcp-inputs", "later"] == ""


def test_planned_dates_and_lists_are_no_plans_of_their_own(paper: pd.DataFrame) -> None:
    assert "c-report-year" not in paper.index and "c-linked-fields" not in paper.index
    assert "coordination-meeting" not in paper.index  # reported, not planned
    assert paper.index.is_unique


def test_a_planned_amount_and_its_initiative_are_one_plan(paper: pd.DataFrame) -> None:
    assert paper.loc["emergency-fund", "amount"] == "US$ 30 million"
    assert paper.loc["iml-training-2012", "amount"] == "at least 10 trainings"
    assert paper.loc["development-planning-conference", "amount"] == "2 days"
    assert paper.loc["rcp-inputs", "amount"] == ""
    doubles = {"a4-emergency-fund", "a1-iml-trainings-2012", "c-conference-days", "b-seminars-2012"}
    assert not doubles & set(paper.index)
    assert len(paper) == 31
