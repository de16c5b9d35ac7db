"""The introduction: figures of the report against ``data/``."""

from __future__ import annotations

from typing import Any

from briefs import with_tables
from migbrief import charts, countries, indicators, language, section, tables
from migbrief.section import Brief, open_brief
from migbrief.sections import intro


def brief(**given: Any) -> Brief:
    return open_brief("intro", **given)


def chart(shown: object) -> charts.Chart:
    assert isinstance(shown, charts.Chart)
    return shown


def test_membership_sets_paper_press_and_both_lists_side_by_side() -> None:
    shown = chart(intro.membership(brief()))
    labels = list(shown.data["count"])
    assert labels[0].startswith("Members, the paper (")
    assert "Members, Business Recorder (December 2011)" in labels  # names and months keep their capitals
    assert {"Members, Factbook list (2015)", "Members, Factbook list (2025)"} <= set(labels)
    assert "vintage 2015" in shown.html and "vintage 2025" in shown.html


def test_growth_shows_the_words_of_the_source_and_computes_nothing() -> None:
    shown = intro.growth(brief())
    assert isinstance(shown, tables.Table)
    assert list(shown.data["number"]) == [146, 146]
    assert "14 joiners named" in shown.html and "not computed" in " ".join(shown.html.split())


def test_a_group_picks_who_is_counted_on_the_map_and_by_region() -> None:
    asia = brief(group="Asia")
    listed = indicators.latest("iom_membership", "2025", countries.members("Asia"))
    n = int((listed["qualifier"] == "member").sum())
    assert f"has {n} members" in chart(intro.members_map(asia)).title
    by = chart(intro.members_by(asia, "income_group"))
    assert by.title.startswith("In Asia: ") and int(by.data["member"].sum()) == n


def test_countries_in_focus_are_told_how_they_stand() -> None:
    title = chart(intro.members_map(brief(countries=["KEN", "CHN"]))).title
    assert "Kenya is a member" in title


def test_without_a_focus_the_largest_members_are_called_so() -> None:
    shown = intro.compared(brief())
    assert isinstance(shown, tables.Table)
    assert shown.caption == "The 12 listed members with most people" and len(shown.data) == 12
    asked = intro.compared(brief(countries=["KEN"]))
    assert isinstance(asked, tables.Table) and asked.caption == "Countries in focus"


def test_a_group_without_members_gets_a_note() -> None:
    status = intro.listed(brief())["status"]
    empty = [g for g in countries.groups() if not (status.reindex(countries.members(g)) == "member").any()]
    for group in empty[:1]:
        assert "lists no" in intro.members_by(brief(group=group), "region").text


def test_an_edition_without_the_section_opens_with_nothing_of_the_paper() -> None:
    sections = brief().edition.sections
    bare = with_tables(brief(), sections=sections[sections["section"] != "intro"])
    assert bare.absent and bare.view.facts.empty and bare.view.places.empty and bare.named == []
    assert "no such section" in section.missing(bare).text


def test_a_group_stands_before_its_finding_without_brackets() -> None:
    asia = brief(group="Asia")
    with language.speaking("fr"):
        by = chart(intro.members_by(asia, "income_group"))
        assert by.title.startswith("Asie\u00a0: ")
        assert list(by.data.columns) == ["income_group", "member", "observer", "not listed"]
        assert "Groupe de revenu" in by.html and "Sans mention" in by.html


def test_how_countries_stand_is_told_in_the_language_of_the_report() -> None:
    asked = brief(countries=["KEN", "CHN"])
    with language.speaking("fr"):
        assert "Kenya\u00a0: membre et Chine\u00a0: observateur" in chart(intro.members_map(asked)).title
    with language.speaking("es"):
        assert "Kenya: miembro y China: observador" in chart(intro.members_map(asked)).title
        assert "(ejercicio 2024 (julio de 2023))" in intro.developing_majority(asked).text
    assert "; none" not in chart(intro.members_map(brief())).title
