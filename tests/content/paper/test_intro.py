"""The introduction: figures of the report against ``data/``."""

from __future__ import annotations

from typing import Any

from briefs import with_tables
from migbrief.content.paper import brief as section
from migbrief.content.paper import intro
from migbrief.content.paper.brief import Brief, open_brief
from migbrief.content.paper.intro import member_list
from migbrief.datasets import countries, indicators
from migbrief.display import charts
from migbrief.text import i18n


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
    assert "2015 edition" in shown.html and "2025 edition" in shown.html


def test_a_group_picks_who_is_counted_by_region() -> None:
    asia = brief(group="Asia")
    listed = indicators.latest("iom_membership", "2025", countries.members("Asia"))
    n = int((listed["qualifier"] == "member").sum())
    by = chart(intro.members_by_region(asia))
    assert by.title.startswith("In Asia: ") and int(by.data["member"].sum()) == n


def test_a_group_without_members_gets_a_note() -> None:
    status = member_list.listed(brief())["status"]
    empty = [g for g in countries.groups() if not (status.reindex(countries.members(g)) == "member").any()]
    for group in empty[:1]:
        assert "lists no" in intro.members_by_region(brief(group=group)).text


def test_an_edition_without_the_section_opens_with_nothing_of_the_paper() -> None:
    sections = brief().edition.sections
    bare = with_tables(brief(), sections=sections[sections["section"] != "intro"])
    assert bare.absent and bare.view.facts.empty and bare.view.places.empty and bare.named == []
    assert "no such section" in section.missing(bare).text


def test_a_group_stands_before_its_finding_without_brackets() -> None:
    asia = brief(group="Asia")
    with i18n.speaking("fr"):
        by = chart(intro.members_by_region(asia))
        assert by.title.startswith("Asie\u00a0: ")
        assert list(by.data.columns) == ["region", "member", "observer", "not listed"]
        assert "Sans mention" in by.html


def test_countries_in_focus_are_told_how_they_stand() -> None:
    title = chart(intro.members_by_region(brief(countries=["NPL", "CHN"]))).title
    assert "Nepal is a member and China is a" in title
