"""Section a2: figures of the report against values worked out by hand from ``data/``."""

from __future__ import annotations

from typing import Any

import pandas as pd

from briefs import stripped, with_tables
from migbrief.content.paper import a2, calendar
from migbrief.content.paper.brief import Brief, open_brief

PAPER = ["JAM", "MDA", "MLI", "BGD"]
SECOND = ["BGD", "ECU", "JAM", "KGZ", "MDA", "MAR", "SRB", "TUN"]


def brief(**given: Any) -> Brief:
    return open_brief("a2", **given)


def test_the_calendar_spans_what_a_date_can_mean() -> None:
    rows = calendar.rows(brief(), calendar.MEETINGS).set_index("name")
    youth = rows.loc["Migration and Youth: Harnessing Opportunities for Development"]
    assert (youth["start"], youth["end"]) == (pd.Timestamp("2011-05-01"), pd.Timestamp("2011-05-31"))
    crises = rows.loc["Protecting migrants during times of crisis"]
    assert (crises["start"], crises["end"]) == (pd.Timestamp("2012-01-01"), pd.Timestamp("2012-12-31"))
    assert crises["later"] == ["2012-09-13"]
    assert rows.loc["Annual and regional civil society consultations", "open"]
    assert pd.isna(rows.loc["International Dialogue on Migration", "start"])


def test_a_calendar_counts_the_undated_and_the_unseen() -> None:
    chart = calendar.calendar(brief(), calendar.MEETINGS, "meeting")
    assert chart.title.startswith(
        "12 meetings with a date: 7 reported and 5 planned; a later source puts 3 of those"
    )
    assert "1 meeting without a date" in chart.alt
    assert len(chart.data) == 13


# Pilots.


def test_lists_of_pilots_by_source() -> None:
    found = a2.pilots.lists(brief())
    assert found["The paper"] == PAPER
    assert found["IOM-UNDP Joint Global Programme (2014)"] == ["BGD", "JAM", "MDA", "TUN"]
    assert found["IOM (2018)"] == SECOND


def test_the_lists_side_by_side_name_the_change() -> None:
    table = a2.pilots.listed(brief())
    assert table.caption == (
        "3 of the paper's 4 pilots are on every later list; Mali is on none; "
        "the first later list adds Tunisia"
    )
    data = table.data.set_index("country")
    assert data.loc["Mali"].notna().sum() == 1 and data.loc["Jamaica"].notna().sum() == 3


def test_figures_keep_vintage_and_year_and_leave_gaps() -> None:
    rows = a2.pilot_comparison.figures(brief()).set_index(["iso3", "indicator", "vintage"])
    assert rows.loc[("JAM", "remittances", "2025"), "value"] == 17.9
    assert rows.loc[("JAM", "remittances", "2025"), "year"] == 2024
    assert pd.isna(rows.loc[("JAM", "remittances", "2015"), "value"])
    assert pd.isna(rows.loc[("MLI", "youth_unemployment", "2015"), "value"])
    assert rows.loc[("BGD", "net_migration_rate", "2015"), "value"] == 0.46


def test_panels_count_negative_migration() -> None:
    # 2025: negative in Jamaica, Mali, Bangladesh, Tunisia, Ecuador, Kyrgyzstan, Morocco; zero in two.
    title = a2.pilot_comparison.panels(brief()).title
    assert title.startswith("Emigration exceeds immigration in 7 of 9 countries compared;")


def test_countries_asked_for_join_and_the_group_gives_the_median() -> None:
    asked = brief(countries=["KEN"], group="Western Africa")
    assert a2.pilot_comparison.countries_compared(asked)[:5] == [*PAPER, "KEN"]
    assert a2.pilot_comparison.panels(asked).title.endswith("the median of Western Africa")


# What is absent is said.


def test_an_edition_without_dialogues_or_pilots_says_so() -> None:
    bare = stripped(brief())
    for shown in (
        calendar.calendar(bare, calendar.MEETINGS, "meeting"),
        a2.pilots.listed(bare),
        a2.pilot_comparison.panels(bare),
    ):
        assert shown.html.startswith('<p class="mb-note">')


def test_pilots_without_a_later_source_are_a_list_of_one() -> None:
    full = brief()
    alone = with_tables(full, outcomes=full.edition.outcomes.iloc[:0])
    assert list(a2.pilots.lists(alone)) == ["The paper"]
    assert a2.pilots.listed(alone).caption.startswith("The pilots of the paper")
