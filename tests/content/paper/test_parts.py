"""The parts all section reports share, on a small edition whose every figure can be counted by hand."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pandas as pd
import pytest

from folders import HERONS
from migbrief.content.paper import common, parts
from migbrief.content.paper.brief import Brief, open_brief
from migbrief.content.shared import paper_wording
from migbrief.editions import edition
from migbrief.registry import parameters
from migbrief.text import i18n, parse_numbers


@pytest.fixture(scope="module")
def herons() -> edition.Edition:
    return edition.load(str(HERONS))


def brief(paper: edition.Edition, section: str, **given: Any) -> Brief:
    return Brief(section, paper, parameters.parse("b", given))


def empty(paper: edition.Edition) -> Brief:
    """A section of which the edition says nothing."""
    bare = replace(
        paper,
        facts=paper.facts.iloc[:0],
        initiatives=paper.initiatives.iloc[:0],
        checks=paper.checks.iloc[:0],
        places=paper.places.iloc[:0],
        participants=paper.participants.iloc[:0],
        outcomes=paper.outcomes.iloc[:0],
    )
    return brief(bare, "birds")


def test_figures_read_as_hedged(herons: edition.Edition) -> None:
    said = {fact.fact_id: paper_wording.stated(fact) for fact in herons.facts_of()}
    assert said["meeting-number"] == "3rd"
    assert said["herons"] == "some 1,200 birds"
    assert said["egrets"] == "over 25 birds"
    assert said["growth"] == "15%"
    assert said["seasons"] == "2018–2019"
    assert said["fund"] == "an estimated US$ 1.5 million"


@pytest.mark.parametrize(
    ("start", "end", "text"),
    [
        ("2011-05", "2011-05", "May 2011"),
        ("2012", "2013", "2012 to 2013"),
        ("2012", "", "2012"),
        ("", "2013", "until 2013"),
        ("", "", None),
    ],
)
def test_periods(start: str, end: str, text: str | None) -> None:
    assert parts.period(start, end) == text


def test_an_organisation_goes_by_its_acronym() -> None:
    assert paper_wording.label(pd.Series({"acronym": "RT", "name": "Reed Trust"})) == "RT"
    assert paper_wording.label(pd.Series({"acronym": "", "name": "Lake Board"})) == "Lake Board"


def test_partners_are_counted_without_the_author(herons: edition.Edition) -> None:
    """Section birds names only its author; section plans two others."""
    assert "states 6 quantities and names 1 initiative" in parts.summary(brief(herons, "birds")).text
    assert "names no partner" in parts.partners(brief(herons, "birds")).text
    assert parts.partners(brief(herons, "plans")).text.startswith("[Table] 2 partners in 1 initiative")


def test_summary_counts_verdicts(herons: edition.Edition) -> None:
    b = brief(herons, "birds")
    verdict = b.verdicts.set_index("fact_id")["verdict"].to_dict()
    # 320 is at most 10% below 340; 25 is not over 25; three countries are named.
    assert verdict == {
        "herons": "contradicted",
        "egrets": "contradicted",
        "growth": "not checkable",
        "watchers": "supported",
        "lands": "supported",
        "seasons": "not checkable",
    }
    said = parts.summary(b).text
    assert "Of the quantities, none is supported by a later source or open data, 2 only by" in said
    assert "2 are contradicted; 2 cannot be checked" in said  # what none is goes unsaid


def test_facts_name_their_place_and_row(herons: edition.Edition) -> None:
    shown = parts.facts(brief(herons, "birds"))
    rows = shown.data.set_index("fact_id")
    assert rows.loc["watchers", "at"] == "birds ¶2"
    assert rows.loc["watchers", "figure"] == 340 and "nearly 340 people" in shown.html
    assert "320 people (" in rows.loc["watchers", "seen"]
    assert pd.isna(rows.loc["growth", "seen"])


def test_an_ordinal_agrees_with_its_noun_and_is_no_figure() -> None:
    council = open_brief("c").edition.fact("c-council-session")
    assert council is not None
    with i18n.speaking("es"):
        assert paper_wording.stated(council) == "100.ª"  # una reunión
        assert not list(parse_numbers.read("que la de 2011 es la 5.ª y el 5.º, como dice"))
        assert [n.size for n in parse_numbers.read("son 5. Y 6.")] == [5, 6]


def test_acronyms_are_spelt_out_once_and_own_sources_are_said() -> None:
    b = open_brief("c")
    assert "UNSG: Secretary-General of the United Nations" in parts.initiatives(b).html
    shown = parts.limits(b)
    said = shown.text
    assert "Later sources include IOM's own: " in said and "supported by the paper itself" in said
    own = next(line for line in shown.html.split("<li>") if "Later sources include" in line)
    assert 'data-note="2 entries: rows of ' in own


def test_no_english_is_left_of_where_a_source_was_read() -> None:
    with i18n.speaking("fr"):
        shown = parts.facts(open_brief("b", language="fr")).html
        assert "stored copy" not in shown and "docslib.org/doc/8361529" in shown


def test_initiatives_carry_partners_and_roles(herons: edition.Edition) -> None:
    row = parts.initiatives(brief(herons, "plans")).data.iloc[0]
    assert (row["name"], row["when"]) == ("Nest Fund", "2021")
    assert row["partners"] == "RT (funder) and Lake Board (partner)"


def test_places_count_countries_and_groups_apart(herons: edition.Edition) -> None:
    """Named are Norway (coverage) and France (venue); the EU27 is one group and not 27 countries."""
    birds, coming = (parts.places(brief(herons, s)) for s in ("birds", "plans"))
    assert birds.text.startswith("[Table] 3 countries named")
    assert coming.text.startswith("[Table] 2 countries and 1 group named")


def test_no_body_is_a_partner_of_itself(herons: edition.Edition) -> None:
    """Neither in the drawing, nor among the partners of the table, nor in the count."""
    as_body = herons.initiatives["initiative_id"] == "nest-fund"
    renamed = herons.initiatives.assign(name=herons.initiatives["name"].mask(as_body, "Reed trust"))
    b = brief(replace(herons, initiatives=renamed), "plans")
    assert "1 partner in 1 initiative" in parts.partners(b).text
    assert parts.initiatives(b).data["partners"].to_list() == ["Lake Board (partner)"]


def test_plans_stand_with_their_fates(herons: edition.Edition) -> None:
    """A fund paid in part, with its amount, and a newsletter nobody speaks of."""
    b = brief(herons, "plans")
    rows = parts.plan_table(b).data
    assert dict(zip(rows["what"], rows["fate"], strict=True)) == {
        "Nest Fund": "changed",
        "A newsletter four times a year.": "unknown",
    }
    assert list(parts.plan_table(b, only=["changed"]).data["what"]) == ["Nest Fund"]


def test_the_overview_counts_section_by_section() -> None:
    b = open_brief("overview")
    rows = parts.sections(b, parts.by_section(b)).data.set_index("section")
    assert rows.loc["All", "quantities"] == len(b.view.facts) == rows["quantities"].sum() / 2
    grid = parts.verdicts_by_section(b)
    assert "a.3 Thematic focus" in rows.index and "a.3 Thematic focus" in parts.verdict_chart(b, grid).text


def test_doubts_stand_together_the_worst_first_with_what_was_observed() -> None:
    b = open_brief("overview")
    rows = parts.doubts(b)
    counted = b.verdicts["verdict"].value_counts()
    assert list(rows["verdict"].drop_duplicates()) == ["contradicted", "partial", "differs by vintage"]
    assert rows.drop_duplicates("says")["verdict"].value_counts().to_dict() == {
        verdict: counted[verdict] for verdict in ("contradicted", "partial", "differs by vintage")
    }
    assert rows[["observed", "source"]].ne("").all(axis=None)


def test_a_fact_says_who_supports_it() -> None:
    b = open_brief("overview")
    given, held = (
        parts.facts(b).data["verdict"].value_counts(),
        b.verdicts[b.verdicts["verdict"] == "supported"],
    )
    assert "supported" not in given
    assert given["supported by the paper itself"] == (held["basis"] == "inside").sum()


def test_limits_name_the_vintage(herons: edition.Edition) -> None:
    text = parts.limits(brief(herons, "birds", vintage="2015"), ["net_migration_rate"], ["Ours."]).text
    assert "2015 edition" in text and "- Ours." in text


@pytest.mark.parametrize(
    "part",
    [
        "summary", "facts", "initiatives", "places", "partners", "plan_table", "limits",
    ],
)  # fmt: skip
def test_a_section_that_says_nothing_is_told_as_such(herons: edition.Edition, part: str) -> None:
    assert getattr(parts, part)(empty(herons)).text


def test_a_summary_is_said_in_the_language_of_the_report(herons: edition.Edition) -> None:
    b = brief(herons, "birds")
    english = parts.summary(b)
    with i18n.speaking("fr"):
        shown = parts.summary(b)
        assert shown.text.startswith(
            "Cette section énonce 6 données chiffrées et cite 1 initiative. Aucune de ces données n’est"
        )
        assert shown.html.count('href="#note-') == english.html.count('href="#note-')
    with i18n.speaking("es"):
        said = parts.summary(b).text
        assert "2 solo lo están por el propio documento" in said and "2 están contradichos" in said


@pytest.mark.parametrize(
    ("code", "text"), [("fr", "mai 2011 – 2013"), ("es", "mayo de 2011 – 2013"), ("en", "May 2011 to 2013")]
)
def test_a_period_names_months_in_its_language(code: str, text: str) -> None:
    with i18n.speaking(code):
        assert parts.period("2011-05", "2013") == text


@pytest.mark.parametrize(
    ("group", "countries", "english", "french"),
    [
        ("", [], "", ""),
        ("Asia", [], " in Asia", " (Asie)"),
        ("Asia", ["KEN"], " in Asia and the countries asked for", " (Asie et pays demandés)"),
        ("Asia", ["JPN"], " in Asia", " (Asie)"),
        ("High income", [], " among high income countries", " (pays : revenu élevé)"),
    ],
)
def test_who_is_compared_stands_in_brackets_where_an_article_would_be_needed(
    herons: edition.Edition, group: str, countries: list[str], english: str, french: str
) -> None:
    b = brief(herons, "birds", group=group, countries=countries)
    assert common.scope(b) == english
    with i18n.speaking("fr"):
        assert common.scope(b).replace("\u00a0", " ") == french
