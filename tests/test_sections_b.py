"""Section b: figures of the report against values worked out by hand from ``data/``."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest

from briefs import stripped, with_fact, with_tables
from migbrief import anatomy, countries, indicators
from migbrief.section import Brief, open_brief
from migbrief.sections import b
from migbrief.sections.b import forum, peers


def brief(**given: Any) -> Brief:
    return open_brief("b", **given)


# The Forum by number and year.


def test_forums_are_numbered_from_the_start() -> None:
    rows = forum.meetings(brief()).set_index("year")
    assert list(rows["number"]) == [1, 2, 3, 4, 5, 6] and list(rows.index) == list(range(2007, 2013))
    assert rows["basis"].to_dict() == {
        2007: "stated",
        2008: "computed",
        2009: "computed",
        2010: "computed",
        2011: "stated",
        2012: "planned",
    }
    assert rows.loc[2012, "chair"] == "Mauritius" and not rows.loc[2011, "chair"]
    assert "Brussels" in rows.loc[2007, "later"] and rows.loc[2009, "later"] == ""


def test_forum_chart_and_table_say_what_is_computed() -> None:
    shown = b.forums(brief())
    assert shown.text.startswith(
        "[Figure] Counting one Forum a year from 2007, that of 2011 is the 5th, as the paper says"
    )
    assert "assumption" in shown.html and "computed from" in shown.html
    assert "Chair: nan" not in shown.html
    assert b.forums_table(brief()).text.startswith(
        "[Table] The Forum by year: 6 meetings, 3 of them computed"
    )


def test_a_number_that_does_not_fit_is_said() -> None:
    text = b.forums(with_fact(brief(), "b-forum-number", value=6.0)).text
    assert "that of 2011 is the 5th, where the paper says the 6th" in text


# Seminars, roles, outputs.


def test_seminars_are_counted_before_planned_and_after() -> None:
    shown = b.seminars(brief())
    assert shown.text.startswith("[Figure] 7 seminars planned for 2012, 6 held in 2011\n")
    assert list(shown.data["value"]) == [6, 7, 7]  # type: ignore[attr-defined]
    # The later source counts themes: its bar says so, and the check calls that partial.
    assert shown.data["seminars"].iloc[-1].startswith("seven themes")  # type: ignore[attr-defined]
    checked = brief().results.set_index("fact_id").loc[["b-seminars-2012"]]
    assert list(checked["verdict"]) == ["partial"]


def test_seminar_titles_follow_the_figures() -> None:
    one = b.seminars(with_fact(brief(), "b-seminars-2012", value=1.0)).text
    assert "1 seminar planned for 2012, 6 held in 2011" in one


def test_what_open_data_covers_is_counted_over_the_states_shown() -> None:
    """The limits agree with the table of states; asked for some countries, they count those."""
    states = b.coverage_by_indicator(brief()).data.set_index("name")["all"]  # type: ignore[attr-defined]
    text = anatomy.limits(brief(), b.COMPARED).text
    assert "all states\n" in text
    row = next(line for line in text.splitlines() if "BX.TRF.PWKR" in line)
    assert row.split()[3] == str(states["Personal remittances received"])
    assert "Refugees hosted" in text  # whatever the page compares is defined
    asked = anatomy.limits(brief(countries=["ERI", "MUS"]), b.COMPARED).text
    assert "countries in focus" in asked and "nobody" not in asked


def test_the_partner_helped_does_not_lead() -> None:
    title = anatomy.partners(brief()).text.splitlines()[0]
    assert (
        title == "[Figure] 7 partners in 13 initiatives"
    )  # the Forum has most links, and the others are level


def test_the_plans_of_one_section_are_a_sentence_and_a_table() -> None:
    assert anatomy.plan_chart(brief()).text == "Of 4 plans, the outcome of 1 is known: changed (1)."
    shown = anatomy.plan_table(brief()).html
    assert "no later source held here" in shown and "–: the paper gives no amount." in shown


def test_roles_begin_with_the_author_and_count_each() -> None:
    rows = b.roles(brief()).data  # type: ignore[attr-defined]
    assert rows["who"].iloc[0] == "IOM"
    assert rows[rows["who"] == "UNITAR"][["role", "n"]].to_numpy().tolist() == [["partner", 3]]
    named = brief().view.participants
    itself = (named["initiative_id"] == "global-forum") & (named["organisation"] == "GFMD")
    assert int(rows["n"].sum()) == int((~itself).sum())  # all, but the Forum as organiser of the Forum
    assert b.roles(brief()).text.startswith("[Table] 8 organisations")


def test_outputs_stand_with_their_makers_and_later_sources() -> None:
    rows = b.outputs(brief()).data.set_index("name")  # type: ignore[attr-defined]
    assert len(rows) == 4
    assert rows.loc["Chapter on Regional Consultative Processes", "by"] == "IOM (author) and GFMD (publisher)"
    assert "central location" in rows.loc["Migration Profiles Repository", "later"]


# The chair and its neighbours.


def test_the_chair_is_ranked_among_its_sub_region() -> None:
    assert peers.chairs(brief()) == ["MUS"]
    shown = b.remittances(brief())
    assert shown.text.startswith(
        "[Figure] Personal remittances received (Eastern Africa): Mauritius is 10th of 17"
    )
    rows = shown.data.set_index("iso3")  # type: ignore[attr-defined]
    assert (rows["value"] > rows.loc["MUS", "value"]).sum() == 9 and rows.loc["MUS", "value"] == 2.2
    assert "No figure for Eritrea, Mayotte and Réunion." in shown.html


def test_equals_are_tied() -> None:
    """Mauritius and Tanzania have the same rate; five of 18 have a higher one."""
    assert "(Eastern Africa): Mauritius is tied 6th of 18" in b.rates(brief()).text


def test_countries_from_elsewhere_are_said_to_be_added() -> None:
    text = b.remittances(brief(countries=["Nepal"])).text
    assert "(Eastern Africa, with Nepal added): Mauritius is 11th of 18 and Nepal is 1st of 18" in text
    assert "(Caribbean, with Mauritius added)" in b.rates(brief(group="Caribbean")).text


def test_a_vintage_without_remittances_says_so() -> None:
    old = brief(vintage="2015")
    assert "no figure" in b.world(old).text and "no figure" in b.remittances(old).text
    assert "remittances" not in b.comparison(old).data.columns  # type: ignore[attr-defined]
    assert b.rates(old).text.startswith("[Figure] Net migration rate (Eastern Africa): Mauritius is tied 5th")


def test_a_country_without_data_stays_in_sight() -> None:
    shown = b.remittances(brief(countries=["ATA"]))
    assert "; no data for Antarctica" in shown.text  # apart from who has a place: it is not the 10th
    last = shown.data.iloc[-1]  # type: ignore[attr-defined]
    assert last["country"] == "Antarctica" and pd.isna(last["value"])
    assert ">no data</text>" in shown.html


# What open data offers a profile.


def test_profile_figures_are_counted_by_state() -> None:
    rows = peers.filled(brief())
    of = list(peers.profile_indicators().index)
    assert "iom_membership" not in of and "trafficking_tier" not in of
    mauritius = sum(indicators.value(i, "MUS", "2025") is not None for i in of)
    assert rows.loc["MUS", "value"] == mauritius == 26
    assert "ATA" not in rows.index and set(rows["region"]) <= set(countries.groups())


def test_bands_hold_every_state_once() -> None:
    shown = b.coverage_by_region(brief())
    grid = shown.data.set_index("region")  # type: ignore[attr-defined]
    assert int(grid.to_numpy().sum()) == len(peers.filled(brief()))
    lacking = len(peers.profile_indicators()) - peers.filled(brief())["value"]
    assert grid["all there"].sum() == (lacking == 0).sum()
    assert grid["6 or more missing"].sum() == (lacking >= 6).sum()
    assert "Mauritius has 26<sup" in shown.html


def test_coverage_by_indicator_begins_with_the_thinnest() -> None:
    rows = b.coverage_by_indicator(brief()).data.set_index("name")  # type: ignore[attr-defined]
    assert rows["all"].is_monotonic_increasing
    regions = ["Africa", "Americas", "Asia", "Europe", "Oceania"]
    assert (rows[regions].sum(axis=1) == rows["all"]).all()
    states = peers.filled(brief()).index
    here = indicators.latest("remittances", "2025").index.intersection(states)
    assert rows.loc["Personal remittances received", "all"] == len(here)


@pytest.mark.parametrize(
    ("part", "said"),
    [
        ("forums", "does not state when the Forum began"),
        ("forums_table", "does not state when the Forum began"),
        ("seminars", "does not state how many seminars"),
        ("support", "dates no initiative"),
        ("roles", "names no partner"),
        ("outputs", "names no publication"),
        ("remittances", "names no country in the chair"),
        ("rates", "names no country in the chair"),
        ("comparison", "names no country in the chair"),
    ],
)
def test_an_edition_without_the_section(part: str, said: str) -> None:
    assert said in getattr(b, part)(stripped(brief())).text


def test_a_country_in_two_roles_is_said_to_be_counted_in_each() -> None:
    shown = anatomy.places(brief()).html
    assert "venue (3) and chair (1)" in shown and "counted once in each" in shown
    places = brief().edition.places
    alone = with_tables(brief(), places=places[places["role"] != "chair"])
    assert "counted once in each" not in anatomy.places(alone).html
