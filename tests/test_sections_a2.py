"""Section a2: figures of the report against values worked out by hand from ``data/``."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest

from briefs import stripped, with_tables
from migbrief import population, tables
from migbrief.section import Brief, open_brief
from migbrief.sections import a2, calendar

PAPER = ["JAM", "MDA", "MLI", "BGD"]
SECOND = ["BGD", "ECU", "JAM", "KGZ", "MDA", "MAR", "SRB", "TUN"]


def brief(**given: Any) -> Brief:
    return open_brief("a2", **given)


# Dialogues and partners.


def test_initiatives_are_counted_by_kind_and_status() -> None:
    grid = a2.dialogue.counted(brief(), "kind")
    assert list(grid.loc["workshop"]) == [2, 2] and list(grid.loc["agreement"]) == [3, 0]
    assert int(grid.to_numpy().sum()) == len(brief().view.initiatives)
    assert a2.dialogue.by(brief(), "theme").title == (
        "23 initiatives of 10 themes; the most frequent: governance (5)"
    )


def test_roles_set_the_partner_beside_the_author() -> None:
    rows = a2.dialogue.roles(brief())
    assert "IOM" not in set(rows["partner"])
    undp = rows[rows["partner"] == "UNDP"].set_index("role")
    assert undp.loc["co-chair", "own_role"] == "co-chair"
    assert undp.loc["signatory", "initiative"] == "Memorandum of understanding with UNDP"
    assert rows.loc[rows["partner"] == "UNGA", "own_role"].isna().all()


def test_role_table_counts_the_shared_chairs() -> None:
    caption = a2.dialogue.role_table(brief()).caption
    assert caption == (
        "Who does what with IOM: 3 shared chairs, with UN-DESA, UNDP and United Nations Regional Commissions"
    )


def test_agreements_show_what_later_sources_add() -> None:
    table = a2.dialogue.agreements(brief())
    data = table.data.set_index("partner")
    assert data.loc["EU", "later"] == "signed on 8 November 2011 (European External Action Service)"
    assert data.loc["UNDP", "later"] == ""
    assert "no later source held here" in table.html


def test_hosts_are_counted_by_country() -> None:
    """Three countries are a table: a map of so few carries nothing."""
    shown = a2.where.hosts(brief())
    assert isinstance(shown, tables.Table)
    assert shown.caption == (
        "6 meetings in 3 countries: Switzerland (3), United States of America (2) and Botswana (1)"
    )
    assert "Jamaica" not in set(shown.data["country"]) and len(shown.data) == 6


def test_the_global_meeting_of_regional_processes() -> None:
    text = a2.where.regional_processes(brief()).text
    assert "3rd global meeting" in text and "Botswana" in text and "Gaborone" in text
    assert "16 regional consultative processes" in text


def test_the_calendar_spans_what_a_date_can_mean() -> None:
    rows = calendar.rows(brief(), a2.dialogue.MEETINGS).set_index("name")
    youth = rows.loc["Migration and Youth: Harnessing Opportunities for Development"]
    assert (youth["start"], youth["end"]) == (pd.Timestamp("2011-05-01"), pd.Timestamp("2011-05-31"))
    crises = rows.loc["Protecting migrants during times of crisis"]
    assert (crises["start"], crises["end"]) == (pd.Timestamp("2012-01-01"), pd.Timestamp("2012-12-31"))
    assert crises["later"] == ["2012-09-13"]
    assert rows.loc["Annual and regional civil society consultations", "open"]
    assert pd.isna(rows.loc["International Dialogue on Migration", "start"])


def test_a_calendar_counts_the_undated_and_the_unseen() -> None:
    chart = a2.dialogue.meetings(brief())
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


def test_the_map_of_pilots_counts_each_country_once() -> None:
    chart = a2.pilots.pilot_map(brief())
    assert chart.title == ("Pilot countries: 3 in the paper and later, 1 in the paper only and 5 later only")
    assert chart.data["iso3"].is_unique


def test_figures_keep_vintage_and_year_and_leave_gaps() -> None:
    rows = a2.compared.figures(brief()).set_index(["iso3", "indicator", "vintage"])
    assert rows.loc[("JAM", "remittances", "2025"), "value"] == 17.9
    assert rows.loc[("JAM", "remittances", "2025"), "year"] == 2024
    assert pd.isna(rows.loc[("JAM", "remittances", "2015"), "value"])
    assert pd.isna(rows.loc[("MLI", "youth_unemployment", "2015"), "value"])
    assert rows.loc[("BGD", "net_migration_rate", "2015"), "value"] == 0.46


def test_panels_count_negative_migration() -> None:
    # 2025: negative in Jamaica, Mali, Bangladesh, Tunisia, Ecuador, Kyrgyzstan, Morocco; zero in two.
    title = a2.compared.panels(brief()).title
    assert title.startswith("More people leave than arrive in 7 of 9 countries compared;")


def test_countries_asked_for_join_and_the_group_gives_the_median() -> None:
    asked = brief(countries=["KEN"], group="Western Africa")
    assert a2.compared.countries_compared(asked)[:5] == [*PAPER, "KEN"]
    assert a2.compared.panels(asked).title.endswith("the median of Western Africa")


# Young people.


def test_youth_share_is_the_uns_with_the_world_last() -> None:
    data = a2.youth.shares(brief())
    assert list(data.columns) == ["Jamaica", "Republic of Moldova", "Mali", "Bangladesh", "World"]
    pyramid = population.pyramid("MLI", 2020).set_index("age_start")[["male", "female"]].sum(axis=1)
    assert data.loc[2020, "Mali"] == pytest.approx(100 * (pyramid[15] + pyramid[20]) / pyramid.sum())


def test_youth_title_takes_the_last_estimate() -> None:
    assert a2.youth.chart(brief()).title == (
        "In 2020 young people were 19.7% of all in Bangladesh and 10.5% in the Republic of Moldova; "
        "15.6% in the world"
    )


def test_a_country_the_un_lacks_is_named() -> None:
    chart = a2.youth.chart(brief(countries=["ATA"]))
    assert "Not drawn: Antarctica." in chart.html


# What is absent is said.


def test_an_edition_without_dialogues_or_pilots_says_so() -> None:
    bare = stripped(brief())
    for shown in (
        a2.dialogue.meetings(bare),
        a2.dialogue.by(bare, "kind"),
        a2.where.hosts(bare),
        a2.where.regional_processes(bare),
        a2.pilots.listed(bare),
        a2.pilots.pilot_map(bare),
        a2.compared.panels(bare),
        a2.compared.table(bare),
        a2.youth.chart(bare),
    ):
        assert shown.html.startswith('<p class="mb-note">')
    assert a2.dialogue.role_table(bare).data.empty
    assert a2.dialogue.agreements(bare).data.empty


def test_pilots_without_a_later_source_are_a_list_of_one() -> None:
    full = brief()
    alone = with_tables(full, outcomes=full.edition.outcomes.iloc[:0])
    assert list(a2.pilots.lists(alone)) == ["The paper"]
    assert a2.pilots.listed(alone).caption.startswith("The pilots of the paper")
    assert a2.pilots.pilot_map(alone).title == "Pilot countries: 4 in the paper only"
