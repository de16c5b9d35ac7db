"""What content receives: typed parameters, typed rows of an edition."""

from __future__ import annotations

import pytest

from migbrief.content.paper.brief import open_brief
from migbrief.editions import edition
from migbrief.editions.records import Fact, Initiative, Outcome, each
from migbrief.errors import UserError
from migbrief.registry.parameter_models import Focused, Scenario


def test_a_brief_has_the_parameters_of_its_overload() -> None:
    assert type(open_brief("section", section="a1").parameters) is Focused
    fund = open_brief("a4-internal-capacities")
    assert type(fund.parameters) is Scenario and fund.section == "a4", "the section whose notebook it is"
    assert open_brief().whole and open_brief("section").section == "intro"


def test_a_section_that_the_edition_lacks_is_refused() -> None:
    with pytest.raises(UserError, match="unknown section 'a9'"):
        open_brief("section", section="a9")


def test_rows_of_an_edition_are_typed() -> None:
    paper = edition.load("2012-tenth")
    tables = {Fact: paper.facts, Initiative: paper.initiatives, Outcome: paper.outcomes}
    for kind, table in tables.items():
        assert len(list(each(kind, table))) == len(table) > 0
    (staff,) = paper.facts_in_role("staff")
    assert staff.value_high is None and isinstance(staff.paragraph, int)
    assert paper.facts_of("a1") == paper.section("a1").facts_of()
    assert all(one.fact_id == staff.fact_id for one in paper.outcomes_of(staff.fact_id))
    assert not paper.none().facts_of() and not paper.none().facts_in_role("staff")
    goal = paper.initiative_in_role("goal")
    assert goal is not None and goal.start == "2013"
