"""The parts all section reports share, on a small edition whose every figure can be counted by hand."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from migbrief import anatomy, edition, language, numerals, parameters, tolerance
from migbrief.section import Brief, open_brief
from migbrief.sections import calendar, common, hedges

HERONS = Path(__file__).parent / "fixtures" / "herons"


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
    said = {k: anatomy.stated(herons.fact(k)) for k in herons.facts["fact_id"]}
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
    assert anatomy.period(start, end) == text


def test_an_organisation_goes_by_its_acronym() -> None:
    assert anatomy.label(pd.Series({"acronym": "RT", "name": "Reed Trust"})) == "RT"
    assert anatomy.label(pd.Series({"acronym": "", "name": "Lake Board"})) == "Lake Board"


def test_summary_counts_partners_without_the_author(herons: edition.Edition) -> None:
    """Section birds names only its author; section plans two others."""
    birds, coming = (anatomy.summary(brief(herons, s)).text for s in ("birds", "plans"))
    assert "states 6 quantities and names 1 initiative" in birds
    assert "Partners named" not in birds and "Countries named: 3" in birds
    assert "Partners named: 2" in coming
    assert "Initiative named: 1" in birds


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
    said = anatomy.summary(b).text
    assert "Of the quantities, none is supported by a later source or open data, 2 only by" in said
    assert "2 are contradicted; 2 cannot be checked" in said  # what none is goes unsaid
    assert anatomy.verdict_chart(b).text.splitlines()[0] == (
        "[Figure] Of 6 quantities, 0 are supported by other sources and 2 by the paper itself; "
        "2 cannot be checked"
    )
    assert anatomy.unchecked(b).caption == "2 of 6 quantities have no source to check them against"


def test_facts_name_their_place_and_row(herons: edition.Edition) -> None:
    rows = anatomy.facts(brief(herons, "birds")).data.set_index("fact_id")
    assert rows.loc["watchers", "at"] == "birds ¶2"
    assert rows.loc["watchers", "figure"] == "nearly 340 people"
    assert list(anatomy.facts(brief(herons, "birds"), kinds=["rate"]).data["fact_id"]) == ["growth"]


def test_an_ordinal_agrees_with_its_noun_and_is_no_figure() -> None:
    edition_ = open_brief("c").edition
    council = edition_.facts.set_index("fact_id", drop=False).loc["c-council-session"]
    with language.speaking("es"):
        assert anatomy.stated(council) == "100.ª"  # una reunión
        assert not list(numerals.read("que la de 2011 es la 5.ª y el 5.º, como dice"))
        assert [n.size for n in numerals.read("son 5. Y 6.")] == [5, 6]


def test_acronyms_are_spelt_out_once_and_own_sources_are_said() -> None:
    b = open_brief("c")
    assert "UNSG: Secretary-General of the United Nations" in anatomy.initiatives(b).html
    shown = anatomy.limits(b)
    said = shown.text
    assert "Later sources include IOM's own: " in said and "supported by the paper itself" in said
    own = next(line for line in shown.html.split("<li>") if "Later sources include" in line)
    assert 'href="#note-checks"' in own


def test_no_english_is_left_of_where_a_source_was_read() -> None:
    with language.speaking("fr"):
        shown = anatomy.checks(open_brief("b", language="fr")).html
        assert "stored copy" not in shown and "docslib.org/doc/8361529" in shown


def test_initiatives_carry_partners_and_roles(herons: edition.Edition) -> None:
    row = anatomy.initiatives(brief(herons, "plans")).data.iloc[0]
    assert (row["name"], row["when"]) == ("Nest Fund", "2021")
    assert row["partners"] == "RT (funder) and Lake Board (partner)"


def test_places_count_countries_and_groups_apart(herons: edition.Edition) -> None:
    """Named are Norway (coverage) and France (venue); the EU27 is one group and not 27 countries."""
    birds, coming = (anatomy.places(brief(herons, s)) for s in ("birds", "plans"))
    assert birds.text.startswith("[Table] 3 countries named: coverage (3)")  # too few for a map
    assert coming.text.startswith("[Figure] 2 countries and 1 group named: coverage (1) and venue (1)")


def test_a_country_of_a_group_named_is_not_named(herons: edition.Edition) -> None:
    b = brief(herons, "plans")
    rows = b.place_roles().set_index(["iso3", "role"])["named as"]
    assert rows["NOR", "coverage"] == "by name"
    assert rows["DEU", "coverage"] == "in a group named (EU27)"
    assert rows["FRA", "venue"] == "by name" and rows["FRA", "coverage"] == "in a group named (EU27)"
    assert set(b.named) == {"NOR", "FRA"}


def test_the_map_counts_the_countries_that_the_tile_counts() -> None:
    b = open_brief("overview")
    title = anatomy.places(b).text.splitlines()[0]
    assert f"Countries named: {len(b.named)}" in anatomy.summary(b).text
    assert title.startswith(f"[Figure] {len(b.named)} countries and ") and "regions and groups named" in title


def test_a_role_keeps_its_colour_and_the_key_tells_who_has_none() -> None:
    """The colours are the role's own from page to page, and none is that of countries without a role."""
    key = re.compile(r'fill: var\(--([\w-]+), #\w+\)"/>\s*</g>\s*<g>\s*<text[^>]*>([^<]+)</text>')
    whole, part = (
        {label: colour for colour, label in key.findall(anatomy.places(open_brief(name)).html)}
        for name in ("overview", "a2")
    )
    assert {"pilot", "host", "not named"} <= set(part) and part.items() <= whole.items()
    assert len(set(whole.values())) == len(whole)


def test_partners_leave_out_the_author_and_rank_no_equal(herons: edition.Edition) -> None:
    assert "names no partner" in anatomy.partners(brief(herons, "birds")).text
    title = anatomy.partners(brief(herons, "plans")).text.splitlines()[0]
    assert title == "[Figure] 2 partners in 1 initiative"  # one link each: none is the most frequent


def test_partners_name_the_most_frequent(herons: edition.Edition) -> None:
    links = [("count", "Reed Trust", "funder"), ("nest-fund", "Reed Trust", "funder")]
    links += [("nest-fund", "Lake Board", "partner"), ("third", "Reed Trust", "funder")]
    third = herons.initiatives.tail(1).assign(initiative_id="third", name="A third")
    initiatives = pd.concat([herons.initiatives, third])
    more = replace(
        herons,
        participants=pd.DataFrame(links, columns=["initiative_id", "organisation", "role"]),
        initiatives=initiatives.assign(section="plans"),
    )
    title = anatomy.partners(brief(more, "plans")).text.splitlines()[0]
    assert title == "[Figure] 2 partners in 3 initiatives; most often RT (3) and Lake Board (1)"


def test_no_body_is_a_partner_of_itself(herons: edition.Edition) -> None:
    """Neither in the drawing, nor among the partners of the table, nor in the count."""
    as_body = herons.initiatives["initiative_id"] == "nest-fund"
    renamed = herons.initiatives.assign(name=herons.initiatives["name"].mask(as_body, "Reed trust"))
    b = brief(replace(herons, initiatives=renamed), "plans")
    assert "1 partner in 1 initiative" in anatomy.partners(b).text
    assert "Partner named: 1" in anatomy.summary(b).text
    assert anatomy.initiatives(b).data["partners"].to_list() == ["Lake Board (partner)"]


def test_each_part_of_the_drawing_spells_out_its_own_acronyms() -> None:
    parts = anatomy.partners(open_brief("overview")).html.split("<figure")[1:]
    assert len(parts) > 1
    assert ["ADB: Asian" in part for part in parts] == ["ADB: 1" in part for part in parts]  # as the alt text


def test_plans_stand_with_their_fates(herons: edition.Edition) -> None:
    """A fund paid in part, with its amount, and a newsletter nobody speaks of."""
    b = brief(herons, "plans")
    rows = anatomy.plan_table(b).data
    assert dict(zip(rows["what"], rows["fate"], strict=True)) == {
        "Nest Fund": "changed",
        "A newsletter four times a year.": "unknown",
    }
    assert (
        anatomy.plan_chart(b).text == "Of 2 plans, the outcome of 1 is known: changed (1)."
    )  # all of one section


def test_checks_stand_with_what_was_observed(herons: edition.Edition) -> None:
    rows = anatomy.checks(brief(herons, "birds")).data
    watchers = rows[rows["subject"] == "watchers"].iloc[0]
    assert (watchers["stated"], watchers["observed"]) == ("nearly 340 people", "320 people")
    assert watchers["how"].endswith("Tolerance: up to 10% below.")


def test_doubts_stand_together_the_worst_first_with_what_was_observed() -> None:
    b = open_brief("overview")
    rows = anatomy.doubts(b).data
    counted = b.verdicts["verdict"].value_counts()
    assert list(rows["verdict"].drop_duplicates()) == ["contradicted", "partial", "differs by vintage"]
    assert rows.drop_duplicates("says")["verdict"].value_counts().to_dict() == {
        verdict: counted[verdict] for verdict in ("contradicted", "partial", "differs by vintage")
    }
    assert rows[["observed", "source"]].ne("").all(axis=None)


def test_a_fact_says_who_supports_it() -> None:
    b = open_brief("overview")
    given, held = (
        anatomy.facts(b).data["verdict"].value_counts(),
        b.verdicts[b.verdicts["verdict"] == "supported"],
    )
    assert "supported" not in given
    assert given["supported by the paper itself"] == (held["basis"] == "inside").sum()


def test_limits_name_the_unchecked_and_the_vintage(herons: edition.Edition) -> None:
    text = anatomy.limits(brief(herons, "birds", vintage="2015"), ["net_migration_rate"], ["Ours."]).text
    assert "2 of 6 quantities here" in text and "vintage 2015" in text and "- Ours." in text
    assert "stale" not in text
    assert "stale" in anatomy.limits(brief(herons, "birds"), ["iom_membership"]).text


@pytest.mark.parametrize(
    "part",
    [
        "summary", "facts", "initiatives", "places", "partners",
        "verdict_chart", "checks", "unchecked", "plan_table", "plan_chart", "limits",
    ],
)  # fmt: skip
def test_a_section_that_says_nothing_is_told_as_such(herons: edition.Edition, part: str) -> None:
    assert getattr(anatomy, part)(empty(herons)).text


def test_the_overview_charts_tell_different_findings_and_name_sections() -> None:
    b = open_brief("overview")
    by_kind, by_section = (anatomy.verdict_chart(b, by=by).text.splitlines()[0] for by in ("kind", "section"))
    assert by_kind != by_section and "cannot be checked" in by_section
    shown = anatomy.verdict_chart(b, by="section").text
    assert "a.3 Thematic focus" in shown and "a.3 Thematic focus" in anatomy.plan_chart(b).text


def test_a_summary_is_said_in_the_language_of_the_report(herons: edition.Edition) -> None:
    b = brief(herons, "birds")
    english = anatomy.summary(b)
    with language.speaking("fr"):
        shown = anatomy.summary(b)
        assert shown.text.startswith(
            "Cette section énonce 6 données chiffrées et cite 1 initiative. Aucune de ces données n’est"
        )
        assert shown.html.count('href="#note-') == english.html.count('href="#note-')
        assert "Pays cités" in shown.text
    with language.speaking("es"):
        said = anatomy.summary(b).text
        assert "2 solo lo están por el propio documento" in said and "2 están contradichos" in said


@pytest.mark.parametrize(
    ("code", "title"),
    [
        ("fr", "Sur 6 données chiffrées, 0 est étayée par d’autres sources et 2 par le document lui-même"),
        ("es", "De 6 datos numéricos, 0 están respaldados por otras fuentes y 2 por el propio documento"),
    ],
)
def test_a_verdict_chart_counts_in_the_plural_of_its_language(
    herons: edition.Edition, code: str, title: str
) -> None:
    with language.speaking(code):
        assert title in anatomy.verdict_chart(brief(herons, "birds")).text


@pytest.mark.parametrize(
    ("code", "text"), [("fr", "mai 2011 – 2013"), ("es", "mayo de 2011 – 2013"), ("en", "May 2011 to 2013")]
)
def test_a_period_names_months_in_its_language(code: str, text: str) -> None:
    with language.speaking(code):
        assert anatomy.period("2011-05", "2013") == text


def test_months_on_an_axis_follow_the_language() -> None:
    assert calendar._months("2011-Feb") == "2011-Feb"
    with language.speaking("fr"):
        assert calendar._months("2011-Feb") == "2011-févr."
    with language.speaking("es"):
        assert calendar._months("Jan") == "ene"


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
    with language.speaking("fr"):
        assert common.scope(b).replace("\u00a0", " ") == french


def test_the_note_on_hedges_tells_the_tolerances_of_the_checks() -> None:
    widths = "; ".join(f"*{k}* {t.words}" for k, t in tolerance.BY_QUALIFIER.items() if k != "exact")
    assert hedges.HOW.endswith(f"at the width the checks allow: {widths}.")
