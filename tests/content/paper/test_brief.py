"""What content receives: typed parameters, typed rows of an edition."""

from __future__ import annotations

import pytest

from migbrief.content.paper.brief import open_brief
from migbrief.editions import edition
from migbrief.editions.records import Fact, Initiative, Outcome, each
from migbrief.registry.parameter_models import MODELS, Parameters, Ranked, Scenario
from migbrief.text.i18n import t
from migbrief.text.value import Value


def test_a_brief_has_the_parameters_that_its_overload_promises() -> None:
    typed = [open_brief("a1"), open_brief("a3")]
    assert [type(brief.parameters) for brief in typed] == [Ranked, Ranked]
    assert type(open_brief("a4").parameters) is Scenario
    for report in ("intro", "a2", "b", "c"):
        assert MODELS[report] is Parameters


def test_rows_of_an_edition_are_typed() -> None:
    paper = edition.load("2012-tenth")
    tables = {
        Fact: paper.facts,
        Initiative: paper.initiatives,
        Outcome: paper.outcomes,
    }
    for kind, table in tables.items():
        assert len(list(each(kind, table))) == len(table) > 0
    fact = paper.fact("a1-staff")
    assert fact is not None and fact.value_high is None and isinstance(fact.paragraph, int)
    assert paper.facts_of("a1") == paper.section("a1").facts_of()
    assert all(one.fact_id == "a4-emergency-fund" for one in paper.outcomes_of("a4-emergency-fund"))
    assert not paper.none().facts_of() and paper.none().fact("a1-staff") is None


def test_reports_of_values_refuse_bare_numbers_where_tests_ask(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MIGBRIEF_STRICT", "1")
    open_brief("overview")
    with pytest.raises(TypeError, match="has no source"):
        t("{n} of them", n=3)
    assert t("{n} of them", n=Value(3.0))
    open_brief("c")
    assert t("{n} of them", n=3) == "3 of them"
