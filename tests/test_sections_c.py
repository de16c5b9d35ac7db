"""Section c: figures of the report against values worked out by hand from ``data/``."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest

from briefs import stripped, with_tables
from migbrief import indicators, population, words
from migbrief.section import Brief, open_brief
from migbrief.sections import c
from migbrief.sections.c import ahead, change, course, revised, timing


def brief(**given: Any) -> Brief:
    return open_brief("c", **given)


def with_outcomes(*rows: dict[str, object]) -> Brief:
    """The edition with other outcomes."""
    columns = brief().edition.outcomes.columns
    blank: dict[str, object] = dict.fromkeys(columns, "") | {"observed_value": None}
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
    assert course.span(date) == (pd.Timestamp(first), pd.Timestamp(last))


def test_no_date_has_no_span() -> None:
    assert course.span("") is None and course.span(None) is None


def test_steps_hold_the_plans_and_the_dialogue_in_order() -> None:
    rows = course.steps(brief()).set_index("plan_id")
    assert course.target(brief()) == "hld-2013" and "hld-2013" not in rows.index  # the goal, not a step
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
    row = course.steps(b).set_index("plan_id").loc["wmr-2013"]
    assert (row["seen_from"], row["seen_to"]) == (pd.Timestamp("2013-09-01"), pd.Timestamp("2013-09-30"))


# Days between plan and outcome.


def test_lead_times_are_counted_in_days() -> None:
    """From 7 May to 30 June 2012: 54 days; from 25 July to 31 December 2013: 159."""
    rows = timing.gaps(brief()).set_index("plan_id")
    assert tuple(rows.loc["development-planning-conference", ["low", "high"]]) == (-54, -54)
    assert tuple(rows.loc["sg-report-2013", ["low", "high"]]) == (-159, -159)
    assert tuple(rows.loc["wmr-2013", ["low", "high"]]) == (-364, 0)
    assert "cop18" not in rows.index  # no time planned
    shown = c.leads(brief())
    assert shown.text.startswith(
        "[Figure] Of 5 events with both dates, all came within the time planned; "
        "the input to 2 of them is not seen"
    )
    assert "54 days before" in shown.text and "122 to 152 days before" in shown.text
    assert shown.data["most days before"].max() == 364  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("date", "came", "low", "high"),
    [
        ("2014-01-10", timing.LATER, 10, 10),
        ("2012-12-31", timing.EARLIER, -365, -365),
        ("2013-12-31", timing.WITHIN, 0, 0),
        ("2014-02", timing.LATER, 32, 59),
    ],
)
def test_early_late_and_in_time(date: str, came: str, low: int, high: int) -> None:
    b = with_outcomes({"initiative_id": "wmr-2013", "verdict": "supported", "date": date})
    row = timing.gaps(b).iloc[0]
    assert (row["came"], row["low"], row["high"]) == (came, low, high)
    assert c.leads(b).text.startswith(f"[Figure] Of 1 event with both dates, 1 came {came}")


def test_themes_add_up_to_the_road() -> None:
    grid = c.themes(brief()).data.set_index("theme")  # type: ignore[attr-defined]
    assert int(grid.to_numpy().sum()) == len(course.steps(brief()))
    assert grid.loc["population", "unknown"] == 2 and grid.loc["population"].sum() == 2
    assert c.themes(brief()).text.startswith(
        "[Figure] 12 plans by theme, most on development (8); no outcome is held here for those on population"
    )


# Sources.


def test_each_plan_stands_beside_each_source() -> None:
    rows = c.pairs(brief()).data  # type: ignore[attr-defined]
    conference = rows[rows["what"] == "Mainstreaming Migration into Development Planning"]["said"]
    assert len(conference) == 4
    assert any(s.startswith("About fifty attended (Center for Migration Studies).") for s in conference)
    silent = rows[rows["said"].isna()]["what"]
    assert "Consultations with the UN Regional Commissions" in set(silent)
    assert f"no later source is held here for {len(silent)} of them" in c.pairs(brief()).text


def test_sources_that_disagree_stand_side_by_side() -> None:
    row = c.disagreements(brief()).data.iloc[0]  # type: ignore[attr-defined]
    assert row["source 1"].startswith("about fifty attended (Center for Migration Studies,")
    assert row["source 2"].startswith("roughly 100 attended (Center for Migration Studies and IOM,")


def test_lists_name_what_is_on_them() -> None:
    rows = c.lists(brief()).data.set_index("what")  # type: ignore[attr-defined]
    assert rows.loc["Groups in the partnership approach", "names"] == (
        "governments, civil society and international organizations"
    )
    assert pd.isna(rows.loc["Activities planned for the Dialogue", "names"])  # six counted, none named


def test_processes_find_the_plans_of_their_name() -> None:
    rows = c.processes(brief()).data.set_index("process")  # type: ignore[attr-defined]
    assert rows["fate"].to_dict() == {
        "Rio+20": "input not seen",
        "International Conference on Population and Development": "unknown",
        "Commission on Population and Development": "unknown",
        "COP18": "unknown",
    }
    assert rows.loc["Rio+20", "at"] == "a3 ¶3"
    assert "later sources speak of 2" in c.processes(brief()).text


# What moved.


def test_rates_are_counted_by_vintage_from_the_states_own_figures() -> None:
    table = change.medians().set_index(["region", "vintage"])
    for vintage in indicators.vintages():
        rows = change.by_region(vintage)
        world = table.loc[("World", vintage)]
        assert (world["n"], world["lose"]) == (len(rows), (rows["value"] < 0).sum())
    assert table.loc[("Europe", "2015"), "lose"] == 10 and table.loc[("Europe", "2015"), "n"] == 40
    title = c.rates(brief()).text.splitlines()[0]
    said = words.listing(
        f"{(rows['value'] < 0).sum()} of {len(rows)} in the {vintage} vintage"
        for vintage in indicators.vintages()
        for rows in [change.by_region(vintage)]
    )
    assert title.endswith(said)


def test_a_rate_that_does_not_fit_is_not_counted() -> None:
    assert "UKR" in indicators.latest("net_migration_rate", "2025").index
    assert "UKR" not in change.by_region("2025").index and "UKR" in change.by_region("2015").index
    for shown in (c.rates(brief()), c.rates_table(brief())):
        assert "Ukraine (35.6, 2020–2025)" in shown.html and "They are not counted here." in shown.html


def test_countries_asked_for_are_named_in_the_panels() -> None:
    assert ">Nepal</text>" in c.rates(brief(countries=["Nepal"])).html
    assert ">Nepal</text>" not in c.rates(brief()).html


def test_population_counts_from_the_estimates() -> None:
    africa = population.total("Africa")
    title = c.population(brief()).text.splitlines()[0]
    assert f"Africa is projected to grow {africa[2050] / africa[1950]:.1f}-fold" in title
    assert "Asia to add the most people (3.9 billion)" in title


def test_population_table_takes_the_step_before_the_paper() -> None:
    rows = c.population_table(brief(countries=["KEN"])).data.set_index("place")  # type: ignore[attr-defined]
    assert list(rows.columns) == ["1950", "2010", "2020", "2050", "change"]
    assert rows.loc["Kenya", "2010"] == population.total("KEN")[2010]
    assert rows.loc["World", "change"] == 37.6  # 7.02 to 9.66 billion
    own = c.population_table(brief()).html
    assert "Change 2010–2050" in own and "+38%" in own
    assert "those that the section names: United States of America (venue)." in own


def test_a_place_without_population_figures_is_named() -> None:
    assert "No figures for Antarctica." in c.population_table(brief(countries=["ATA"])).html


def test_a_group_is_added_once() -> None:
    assert ahead.places(brief(group="Caribbean"))[-1] == "Caribbean"
    assert ahead.places(brief(group="Africa")).count("Africa") == 1


# Figures given differently.


def test_figures_in_a_sentence_are_read_with_their_scale() -> None:
    rows = revised.read(
        "world migrant stock 2010: 214 million (2008 revision); 220.8 million (2019 revision)"
    )
    assert rows is not None
    assert list(rows["value"]) == [214e6, 220.8e6] and set(rows["unit"]) == {"persons"}
    money = revised.read(
        "remittances 2011: US$ 351 billion; 372 billion (501 billion worldwide); 391 billion"
    )
    assert money is not None
    assert list(money["value"]) == [351e9, 372e9, 391e9] and set(money["unit"]) == {"US$"}


@pytest.mark.parametrize("text", ["16 regional processes", "one: 5", "two: 5 million; many", ""])
def test_other_sentences_are_left_as_they_are(text: str) -> None:
    assert revised.read(text) is None


def test_revisions_say_how_far_apart() -> None:
    text = c.revisions(brief()).text
    assert "214 million or 221 million, 3% apart" in text  # one rounding
    assert "UN DESA, 2008 revision: 214 million" in text  # a bar is called by its source
    assert "up to 11% apart" in text  # 391 against 351
    assert "16 regional consultative processes" in text.split("Other figures of later sources")[1]


@pytest.mark.parametrize(
    ("part", "said"),
    [
        ("road", "plans nothing here"),
        ("leads", "no lead time can be computed"),
        ("themes", "plans nothing here"),
        ("pairs", "plans nothing here"),
        ("disagreements", "No later sources"),
        ("lists", "counts no list"),
        ("processes", "does not state"),
        ("revisions", "lists no figures"),
    ],
)
def test_an_edition_without_the_section(part: str, said: str) -> None:
    assert said in getattr(c, part)(stripped(brief())).text
