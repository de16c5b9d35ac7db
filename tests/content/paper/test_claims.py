"""What a section report says, on a small edition whose every claim can be counted by hand."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pandas as pd
import pytest

from cells import display
from folders import HERONS
from migbrief.content.paper import claims, context, limits, overall, partners_and_places, plans
from migbrief.content.paper.brief import Brief, open_brief
from migbrief.content.shared import paper_wording
from migbrief.datasets import countries
from migbrief.display.html import Display
from migbrief.editions import edition
from migbrief.registry.parameter_models import Focused
from migbrief.text import i18n
from parse_numbers import read


@pytest.fixture(scope="module")
def herons() -> edition.Edition:
    return edition.load(str(HERONS))


def brief(paper: edition.Edition, section: str, **given: Any) -> Brief[Focused]:
    return Brief(paper, section, Focused(**given))


def empty(paper: edition.Edition) -> Brief[Focused]:
    """A section of which the edition says nothing."""
    names = ("facts", "initiatives", "checks", "places", "participants", "outcomes")
    return brief(replace(paper, **{name: getattr(paper, name).iloc[:0] for name in names}), "birds")


def counted(b: Brief[Any]) -> pd.DataFrame:
    return claims.counts(b, claims.claims(b))


def opening(b: Brief[Any]) -> Display:
    return display("overview" if b.whole else "section", "first_screen", brief=b)


def lead(b: Brief[Any]) -> str:
    return opening(b).text


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
    assert paper_wording.period(start, end) == text


def test_an_organisation_goes_by_its_acronym() -> None:
    assert paper_wording.label(pd.Series({"acronym": "RT", "name": "Reed Trust"})) == "RT"
    assert paper_wording.label(pd.Series({"acronym": "", "name": "Lake Board"})) == "Lake Board"


def test_figures_are_counted_apart_from_dates_and_plans(herons: edition.Edition) -> None:
    """320 is at most 10% below 340; 25 is not over 25; three countries are named; the seasons are a date."""
    rows = claims.claims(brief(herons, "birds")).set_index("id")
    assert rows["claim"].to_dict() == {
        **dict.fromkeys(("growth", "watchers"), claims.FIGURES),
        **dict.fromkeys(("herons", "egrets", "lands"), claims.COUNTS),
        "seasons": claims.DATES,
    }
    assert rows["end"].to_dict() == {
        "herons": claims.AGAINST,
        "egrets": claims.AGAINST,
        "growth": claims.UNFOUND,
        "watchers": claims.ALONE,
        "lands": claims.ALONE,
        "seasons": claims.UNFOUND,
    }
    table = counted(brief(herons, "birds"))
    assert list(table.index) == [claims.FIGURES, claims.COUNTS, claims.DATES]
    assert [float(v) for v in table.loc[claims.FIGURES]] == [2, 0, 1, 0, 0, 1]
    assert [float(v) for v in table.loc[claims.COUNTS]] == [3, 0, 1, 0, 2, 0]


def test_three_sentences_say_what_is_claimed_what_holds_and_what_became_of_plans(
    herons: edition.Edition,
) -> None:
    said = lead(brief(herons, "birds"))
    assert "states 2 figures (money, people and rates), 3 counts and 1 date, ordinal or list" in said
    assert "names 1 initiative." in said
    assert (
        "Of the figures, none is confirmed by another source, 1 agrees with the paper itself only and 1 "
        "could not be verified" in said
    )
    assert "Confirmed elsewhere: 0 of 2 figures" in said
    counts = lead(brief(herons, "opening"))
    assert "states 1 count and 4 dates, ordinals and lists" in counts and "Of the counts, " in counts
    coming = lead(brief(herons, "plans"))
    assert (
        "Of 2 plans, none is known to have been kept, 1 was delayed or changed and the outcome of 1" in coming
    )


def test_a_lead_is_in_the_language_of_the_report(herons: edition.Edition) -> None:
    b = brief(herons, "birds")
    english = opening(b).html.count('href="#note-')
    for code, words in {"fr": "Parmi les chiffres, aucun n’est", "es": "De las cifras, ninguna está"}.items():
        b = brief(herons, "birds", language=code)
        shown = opening(b)
        assert words in shown.text and shown.html.count('href="#note-') == english


def test_facts_name_their_place_and_row(herons: edition.Edition) -> None:
    b = brief(herons, "birds")
    shown = claims.fact_table(b, claims.facts(b))
    rows = shown.data.set_index("fact_id")
    assert rows.loc["watchers", "at"] == "birds ¶2"
    assert rows.loc["watchers", "figure"] == 340 and "nearly 340 people" in shown.html
    assert "320 people (" in rows.loc["watchers", "seen"]
    assert pd.isna(rows.loc["growth", "seen"])
    assert rows.loc["growth", "verdict"] == "not verified"


def test_dates_in_doubt_come_first() -> None:
    b = open_brief("section", section="a3")
    rows = claims.facts(b)
    shown = claims.date_table(b, rows[rows["claim"] == claims.DATES]).data
    ends = [
        claims.BY_VERDICT.get(v, claims.PARTLY)
        for v in shown["verdict"].replace("not verified", "not checkable")
    ]
    assert ends[0] in (claims.AGAINST, claims.PARTLY) and ends[-1] == claims.UNFOUND


def test_what_was_not_found_is_named(herons: edition.Edition) -> None:
    b = brief(herons, "birds")
    rows = claims.facts(b)
    said = claims.not_found(b, rows[rows["verdict"] == "not checkable"], b.plans).text
    assert said.startswith("Not verified. No source was found for these figures: growth of herons")
    assert "what nobody" not in said and "cannot be checked" not in said
    assert "there is a source" in claims.not_found(b, rows.iloc[:0], b.plans.iloc[:0]).text


def test_an_ordinal_agrees_with_its_noun_and_is_no_figure() -> None:
    (council,) = (f for f in open_brief().edition.facts_of("c") if f.subject == "session of the IOM Council")
    with i18n.speaking("es"):
        assert paper_wording.stated(council) == "100.ª"  # una reunión
        assert not list(read("que la de 2011 es la 5.ª y el 5.º, como dice"))
        assert [n.size for n in read("son 5. Y 6.")] == [5, 6]


def test_no_english_is_left_of_where_a_source_was_read() -> None:
    with i18n.speaking("en"):  # what opening sets is put back
        b = open_brief("section", section="b", language="fr")
        shown = claims.fact_table(b, claims.facts(b)).html
        assert "stored copy" not in shown and "docslib.org/doc/8361529" in shown


def test_acronyms_are_spelt_out_once_and_own_sources_are_reported() -> None:
    b = open_brief("section", section="c")
    named = partners_and_places.initiative_table(b, partners_and_places.initiatives(b))
    assert "UNSG: Secretary-General of the United Nations" in named.html
    assert "Later sources include IOM's own: " in limits.limits(b).text


def test_initiatives_carry_partners_and_roles(herons: edition.Edition) -> None:
    row = partners_and_places.initiatives(brief(herons, "plans")).iloc[0]
    assert (row["name"], row["when"]) == ("Nest Fund", "2021")
    assert row["partners"] == "RT (funder) and Lake Board (partner)"


def test_partners_are_counted_without_the_author(herons: edition.Edition) -> None:
    """Section birds names only its author; section plans two others."""
    alone, two = (brief(herons, section) for section in ("birds", "plans"))
    shown = [display("section", "partner_table", brief=b) for b in (alone, two)]
    assert "names no partner" in shown[0].text and shown[1].text.startswith("[Table] 2 partners named")


def test_no_body_is_a_partner_of_itself(herons: edition.Edition) -> None:
    as_body = herons.initiatives["initiative_id"] == "nest-fund"
    renamed = herons.initiatives.assign(name=herons.initiatives["name"].mask(as_body, "Reed trust"))
    b = brief(replace(herons, initiatives=renamed), "plans")
    assert list(partners_and_places.partners(b, b.partners)["partner"]) == ["Lake Board"]
    assert partners_and_places.initiatives(b)["partners"].to_list() == ["Lake Board (partner)"]


def test_places_count_countries_and_groups_apart(herons: edition.Edition) -> None:
    """Named are Norway (coverage) and France (venue); the EU27 is one group and not 27 countries."""
    birds, coming = (brief(herons, s) for s in ("birds", "plans"))
    shown = [display("section", "place_table", brief=b).text for b in (birds, coming)]
    assert shown[0].startswith("[Table] 3 countries named")
    assert shown[1].startswith("[Table] 2 countries and 1 region or group named")


def test_plans_stand_with_their_fates_and_in_order_of_time(herons: edition.Edition) -> None:
    """A fund paid in part, with its amount, and a newsletter that no later source mentions."""
    b = brief(herons, "plans")
    rows = plans.plan_table(b, b.plans).data
    assert dict(zip(rows["what"], rows["fate"], strict=True)) == {
        "Nest Fund": "changed",
        "A newsletter four times a year.": "unknown",
    }
    steps = plans.steps(b).set_index("plan_id")
    assert steps.loc["nest-fund", "due_to"] == pd.Timestamp("2021-12-31")
    assert steps.loc["nest-fund", "seen_from"] == pd.Timestamp("2021-06-01")
    assert display("section", "timeline", brief=b).text == "", "two plans are no figure"


def test_the_goal_of_plans_is_found_by_its_role() -> None:
    b = open_brief("section", section="c")
    assert "High-level Dialogue" in display("section", "timeline", brief=b).html
    ids = b.edition.initiatives.assign(role="")
    other = Brief(replace(b.edition, initiatives=ids), "c", b.parameters)
    assert display("section", "timeline", brief=other).text, "without the role only the line is gone"


def test_themes_choose_the_open_data_and_of_few_countries_the_neighbours(herons: edition.Edition) -> None:
    b = open_brief("section", section="b")
    (row,) = context.themes(b).itertuples()
    assert row.indicator == "remittances_received_gdp" and row.named == ["MUS"]
    assert set(row.compared) == set(countries.members("Eastern Africa"))
    rows = context.figures(b, row.indicator, row.compared)
    values = [float(v) for v in rows["value"]]
    assert values == sorted(values, reverse=True) and all(v.cites for v in rows["value"])
    own = context.themes(brief(herons, "birds"))  # its theme has no indicator: migrants stand for any
    assert list(own["named"]) == [["KEN", "NPL", "TCD"]]


def test_countries_asked_for_stand_out(herons: edition.Edition) -> None:
    b = brief(herons, "birds", countries=["KEN", "DEU"], group="Northern Africa")
    (row,) = context.themes(b).itertuples()
    assert {"DEU", *countries.members("Northern Africa")} <= set(row.compared)
    assert "Germany" in context.shown(b, context.themes(b)).html


def test_countries_of_a_region_are_not_said_to_be_named(herons: edition.Edition) -> None:
    """Kenya stands by name beside Northern Africa: the title is on Kenya; of the region alone it says so."""
    rows = herons.places[herons.places["initiative_id"] != ""].iloc[:1]
    region = rows.assign(place_id="r", iso3="", group="Northern Africa", role="coverage")
    for places, title in (
        (pd.concat([rows.assign(iso3="KEN", group="", role="coverage"), region]), " in Kenya; highest in "),
        (region, ": in the regions named, highest in "),
    ):
        paper = replace(herons, places=places)
        b = brief(
            paper, herons.initiatives.set_index("initiative_id").loc[rows["initiative_id"].iloc[0], "section"]
        )
        found = context.themes(b)
        (said,) = [part.text for part in (context.shown(b, found.head(1)),)]
        assert title in said and "of the countries named" not in said


def test_a_document_that_no_evidence_names_is_counted(herons: edition.Edition) -> None:
    """Both entries of the herons name a web site; one has a title."""
    said = limits.limits(brief(herons, "birds")).text
    assert "For 2 of 2 entries from later sources, only the website is known, not the page." in said
    assert "For 1 of them no title is known either, so the document is not identified." in said


def test_the_overview_leads_with_figures_and_counts_section_by_section() -> None:
    b = open_brief()
    rows = claims.claims(b)
    table = claims.counts(b, rows)
    kinds = b.view.facts["kind"].value_counts()
    assert kinds[["money", "people", "rate"]].sum() == 10 and kinds[["count", "frequency"]].sum() == 37
    assert lead(b).startswith(
        "The paper states 10 figures (money, people and rates), 37 counts and 118 dates"
    )
    grid = overall.by_section(b, rows[rows["claim"].isin(claims.MEASURED)])
    assert grid.to_numpy().sum() == 10 + 37 and "a.3 Thematic focus" in grid.index
    each = overall.section_table(b, overall.section_counts(b, rows, table)).data.set_index("section")
    assert each.loc["All", "dates"] == 118 == each["dates"].sum() / 2
    drawn = overall.section_chart(b, grid, table)
    assert "a.3 Thematic focus" in drawn.text and "of 47" in drawn.text


def test_doubts_stand_together_the_worst_first_with_what_was_observed() -> None:
    b = open_brief()
    rows = overall.deciding_checks(b)
    rows = rows[rows["end"].isin([claims.AGAINST, claims.PARTLY])]
    verdicts = b.verdicts["verdict"]
    assert list(rows["end"].drop_duplicates()) == [claims.AGAINST, claims.PARTLY]
    assert rows["fact_id"].nunique() == (~verdicts.isin(["supported", "not checkable"])).sum()
    assert rows[["observed", "source"]].ne("").all(axis=None)


SHOWN: list[Callable[[Brief[Focused]], Display]] = [
    opening,
    lambda b: claims.fact_table(b, claims.facts(b)),
    lambda b: claims.date_table(b, claims.facts(b)),
    lambda b: partners_and_places.initiative_table(b, partners_and_places.initiatives(b)),
    lambda b: display("section", "partner_table", brief=b),
    lambda b: display("section", "place_table", brief=b),
    lambda b: context.shown(b, context.themes(b)),
    lambda b: plans.plan_table(b, b.plans),
    lambda b: limits.limits(b, context.themes(b)["indicator"]),
]


@pytest.mark.parametrize("show", SHOWN)
def test_a_section_that_states_nothing_is_described_as_such(
    herons: edition.Edition, show: Callable[[Brief[Focused]], Display]
) -> None:
    assert show(empty(herons)).text


@pytest.mark.parametrize(
    ("code", "text"), [("fr", "mai 2011 – 2013"), ("es", "mayo de 2011 – 2013"), ("en", "May 2011 to 2013")]
)
def test_a_period_names_months_in_its_language(code: str, text: str) -> None:
    with i18n.speaking(code):
        assert paper_wording.period("2011-05", "2013") == text


def test_what_later_sources_say_of_the_world_stands_on_the_overview(herons: edition.Edition) -> None:
    shown = overall.background(open_brief("overview", edition="2012-tenth"))
    listed = "\n".join(shown.data["observed"])
    assert "220,781,909 (2019 revision)" in listed and "220,983,187 (2020 revision)" in listed
    assert (
        shown.data["source"].str.contains("document not identified").sum() == 5
    )  # only their sites are known
    bound = herons.outcomes[herons.outcomes["fact_id"] + herons.outcomes["initiative_id"] != ""]
    assert overall.background(brief(replace(herons, outcomes=bound), "birds")).html == ""
