"""Section c: figures of the report against values worked out by hand from ``data/``."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest

from briefs import stripped, with_tables
from migbrief.content.paper import c
from migbrief.content.paper.brief import Brief, open_brief
from migbrief.content.paper.c import plan_timeline, rates_by_region
from migbrief.datasets import indicators
from migbrief.text import words


def brief(**given: Any) -> Brief:
    return open_brief("c", **given)


def with_outcomes(*rows: dict[str, object]) -> Brief:
    """The edition with other outcomes."""
    columns = brief().edition.outcomes.columns
    blank: dict[str, object] = dict.fromkeys(columns, "") | {"value": None}
    return with_tables(brief(), outcomes=pd.DataFrame([blank | row for row in rows], columns=columns))


# The road.


@pytest.mark.parametrize(
    ("date", "first", "last"),
    [
        ("2012", "2012-01-01", "2012-12-31"),
        ("2012-05", "2012-05-01", "2012-05-31"),
        ("2013-07-25", "2013-07-25", "2013-07-25"),
    ],
)
def test_a_date_spans_all_it_can_mean(date: str, first: str, last: str) -> None:
    assert plan_timeline.span(date) == (pd.Timestamp(first), pd.Timestamp(last))


def test_no_date_has_no_span() -> None:
    assert plan_timeline.span("") is None and plan_timeline.span(None) is None


def test_steps_hold_the_plans_and_the_dialogue_in_order() -> None:
    rows = plan_timeline.steps(brief()).set_index("plan_id")
    assert (
        plan_timeline.target(brief()) == "hld-2013" and "hld-2013" not in rows.index
    )  # the goal, not a step
    assert set(rows.index) == set(brief().plans["plan_id"])
    assert rows.index[0] == "development-planning-conference"
    assert rows["due_to"].dropna().is_monotonic_increasing
    assert rows["due_to"].isna().to_list() == sorted(rows["due_to"].isna())  # undated ones last
    series = rows.loc["seminar-series-2013"]
    assert series["planned_for"] == "2012 to 2013"
    assert (series["due_from"], series["due_to"]) == (pd.Timestamp("2012-01-01"), pd.Timestamp("2013-12-31"))
    assert "c-conference-days" not in rows.index  # a quantity of a plan, not a plan on the road
    assert "thematic-debate" not in rows.index  # reported, not planned


def test_the_road_counts_fates() -> None:
    shown = c.road(brief())
    assert shown.text.startswith(
        "[Figure] 12 plans on the road to the Dialogue: 3 kept, 2 input not seen and 7"
    )
    assert "Help for RCPs to consider their inputs: planned for no date given, unknown" in shown.text
    assert (
        "Mainstreaming Migration into Development Planning: planned for March 2012 to June 2012, kept"
        in shown.text
    )


def test_the_sharpest_source_dates_a_plan() -> None:
    b = with_outcomes(
        {"initiative_id": "wmr-2013", "verdict": "supported", "date": "2013"},
        {"initiative_id": "wmr-2013", "verdict": "supported", "date": "2013-09"},
        {"initiative_id": "wmr-2013", "verdict": "context", "date": "2013-01-01"},
    )
    row = plan_timeline.steps(b).set_index("plan_id").loc["wmr-2013"]
    assert (row["seen_from"], row["seen_to"]) == (pd.Timestamp("2013-09-01"), pd.Timestamp("2013-09-30"))


# Sources.


def test_sources_that_disagree_stand_side_by_side() -> None:
    row = c.disagreements(brief()).data.iloc[0]  # type: ignore[attr-defined]
    assert row["source 1"].startswith("about fifty attended (Center for Migration Studies,")
    assert row["source 2"].startswith("roughly 100 attended (Center for Migration Studies and IOM,")


# What moved.


def test_rates_are_counted_by_vintage_from_the_states_own_figures() -> None:
    table = rates_by_region.medians().set_index(["region", "vintage"])
    for vintage in indicators.vintages():
        rows = rates_by_region.by_region(vintage)
        world = table.loc[("World", vintage)]
        assert (world["n"], world["lose"]) == (len(rows), (rows["value"] < 0).sum())
    assert table.loc[("Europe", "2015"), "lose"] == 10 and table.loc[("Europe", "2015"), "n"] == 40
    title = c.rates(brief()).text.splitlines()[0]
    said = words.listing(
        f"{(rows['value'] < 0).sum()} of {len(rows)} in the Factbook's {vintage} edition"
        for vintage in indicators.vintages()
        for rows in [rates_by_region.by_region(vintage)]
    )
    assert title.endswith(said)


def test_a_rate_that_does_not_fit_is_not_counted() -> None:
    assert "UKR" in indicators.latest("net_migration_rate", "2025").index
    assert (
        "UKR" not in rates_by_region.by_region("2025").index
        and "UKR" in rates_by_region.by_region("2015").index
    )
    for shown in (c.rates(brief()),):
        assert "Ukraine (35.6, 2020–2025)" in shown.html and "They are not counted here." in shown.html


def test_countries_asked_for_are_named_in_the_panels() -> None:
    assert ">Nepal</text>" in c.rates(brief(countries=["Nepal"])).html
    assert ">Nepal</text>" not in c.rates(brief()).html


@pytest.mark.parametrize(
    ("part", "said"),
    [
        ("road", "plans nothing here"),
        ("disagreements", "No later sources"),
    ],
)
def test_an_edition_without_the_section(part: str, said: str) -> None:
    assert said in getattr(c, part)(stripped(brief())).text
