"""Verdicts: tolerances, precedence, and the checks of the paper."""

from __future__ import annotations

import shutil
from pathlib import Path

import pandas as pd
import pytest

from folders import HERONS
from migbrief.editions import checks, edition
from migbrief.editions.tolerance import BY_QUALIFIER
from migbrief.errors import UserError


@pytest.fixture(scope="module")
def results() -> pd.DataFrame:
    return checks.run(edition.load("2012-tenth")).set_index("check_id")


@pytest.fixture(scope="module")
def verdicts() -> pd.DataFrame:
    return checks.verdicts(edition.load("2012-tenth")).set_index("fact_id")


@pytest.mark.parametrize(
    ("qualifier", "stated", "fits", "fails"),
    [
        ("exact", 7, [7, 7.0000000001], [6, 8]),
        ("exact", 0, [0], [0.1]),
        ("some", 100_000, [95_000, 105_000, 100_000], [94_000, 106_000]),
        ("nearly", 150, [135, 149], [150, 151, 134]),
        ("over", 40, [41, 400], [40, 39]),
        ("at least", 10, [10, 11, 500], [9]),
        ("estimated", 1.3e9, [1.2e9, 1.43e9], [1.5e9, 1.1e9]),
        ("exact", -3, [-3], [3]),
        ("some", -100, [-95, -105], [-94, -106]),
    ],
)
def test_tolerance_follows_the_qualifier(
    qualifier: str, stated: float, fits: list[float], fails: list[float]
) -> None:
    tolerance = BY_QUALIFIER[qualifier]
    assert all(tolerance.accepts(stated, x) for x in fits)
    assert not any(tolerance.accepts(stated, x) for x in fails)


@pytest.mark.parametrize(
    ("given", "verdict"),
    [
        ([], "not checkable"),
        (["not checkable"], "not checkable"),
        (["supported", "contradicted"], "contradicted"),
        (["supported", "partial"], "partial"),
        (["partial", "contradicted"], "contradicted"),
        (["differs by vintage", "supported"], "supported"),
        (["differs by vintage", "not checkable"], "differs by vintage"),
    ],
)
def test_doubt_comes_first_and_another_year_last(given: list[str], verdict: str) -> None:
    assert checks.weakest_verdict(given) == verdict


def test_every_verdict_has_a_place_in_the_order() -> None:
    assert sorted(checks.PRECEDENCE) == sorted(checks.VERDICTS)


def test_a_small_edition_end_to_end() -> None:
    tiny = edition.load(str(HERONS))
    rows = checks.run(tiny).set_index("check_id")
    assert rows["verdict"].to_dict() == {
        "numbering": "supported",
        "growth-base": "not checkable",
        "herons-again": "supported",
        "herons-doubt": "contradicted",
        "egrets-known": "contradicted",
        "watchers-known": "supported",
        "lands-named": "supported",
        "fund-paid": "partial",
    }
    assert rows.loc["growth-base", "observed"] == "1,043 birds"
    assert rows.loc["growth-base", "tolerance"] == ""
    assert rows.loc["herons-doubt", "source"] == "Reed Trust, reedtrust.example, document not identified"
    facts = checks.verdicts(tiny).set_index("fact_id")
    assert len(facts) == 15
    assert facts.loc["herons", ["verdict", "n_checks"]].tolist() == ["contradicted", 3]
    assert facts.loc["partners", ["verdict", "n_checks"]].tolist() == ["not checkable", 0]


def test_groups_are_expanded_and_countries_counted_once() -> None:
    look = checks.Lookups(edition.load(str(HERONS)))
    assert look.places("nest-fund", role="coverage") == 28  # EU27 and Norway
    assert look.places("nest-fund") == 28  # France is in the EU
    assert look.places("count", "nest-fund") == 31


def test_a_check_that_cannot_be_computed_names_itself(tmp_path: Path) -> None:
    folder = shutil.copytree(HERONS, tmp_path / "herons")
    path = folder / "checks.csv"
    path.write_text(path.read_text(encoding="utf-8") + "bad,lands,arithmetic,1 / 0,,,x,\n", encoding="utf-8")
    with pytest.raises(UserError, match=r"herons/checks\.csv, check bad: 1 / 0 divides by zero"):
        checks.run(edition.load(str(folder)))


@pytest.mark.parametrize(
    ("check_id", "observed"),
    [
        ("health-implied-2010", 63_478_260.87),  # 73 million / 1.15
        ("fund-change", -3.0303),  # 6.4 after 6.6
        ("anniversary-founding", 1951),
        ("idm-founding", 2001),
    ],
)
def test_implied_numbers_are_shown_without_a_judgement(
    results: pd.DataFrame, check_id: str, observed: float
) -> None:
    assert results.loc[check_id, "observed_value"] == pytest.approx(observed, rel=1e-4)
    assert results.loc[check_id, "verdict"] == "not checkable"


@pytest.mark.parametrize(
    ("check_id", "observed"),
    [
        ("linet-sum", 30),
        ("linet-distinct", 30),
        ("linet-extra-outside", 3),
        ("eu-members", 27),
        ("offices-sum", 10),
        ("cluster-sum", 11),
        ("cluster-distinct", 11),
        ("response-named", 7),
        ("preparedness-named", 4),
        ("pilots-named", 4),
        ("forum-numbering", 5),
        ("resolution-session", 2010),
        ("cop-numbering", 17),
        ("cop-next", 18),
        ("domains-sections", 4),
        ("activities-listed", 6),
        ("anniversary-twice", 60),
    ],
)
def test_the_paper_agrees_with_itself(results: pd.DataFrame, check_id: str, observed: float) -> None:
    row = results.loc[check_id]
    assert (row["observed_value"], row["verdict"]) == (observed, "supported")


def test_the_stale_membership_list_is_never_proof(results: pd.DataFrame) -> None:
    rows = results.loc[["members-factbook-2015", "members-factbook-2025"]]
    assert rows["observed_value"].nunique() == 1
    assert set(rows["verdict"]) == {"differs by vintage"}
    assert rows["observed_value"].iloc[0] != 146


@pytest.mark.parametrize(
    ("fact_id", "verdict"),
    [
        ("intro-members", "supported"),
        ("a1-staff", "supported"),
        ("a1-budget", "supported"),
        ("a2-pilots", "supported"),
        ("a2-pilot-names", "differs by source"),  # Tunisia for Mali
        ("intro-developing-majority", "partial"),
        ("a3-handbook-launch", "partial"),
        ("a1-locations", "differs by vintage"),
        ("a4-liaison-offices", "differs by vintage"),
        ("a2-group-chair-year", "partial"),
        ("a3-diaspora-conference-year", "slipped"),
        ("a3-linet-countries", "supported"),
        ("a3-linet-study-year", "slipped"),
        ("a4-emergency-fund", "partial"),
        ("a4-regional-offices", "differs by vintage"),
        ("b-seminars-2012", "partial"),
        ("intro-observers", "not checkable"),
    ],
)
def test_verdicts_of_the_paper(verdicts: pd.DataFrame, fact_id: str, verdict: str) -> None:
    assert verdicts.loc[fact_id, "verdict"] == verdict


@pytest.mark.parametrize(
    ("fact_id", "basis"),
    [
        ("a1-staff", "outside"),  # a press report
        ("a3-linet-eu", "outside"),  # members of the EU
        ("intro-domains", "inside"),  # counted in the paper
        ("a3-cop-number", "outside"),  # both: the outside one counts
        ("intro-observers", "none"),
    ],
)
def test_the_basis_distinguishes_other_sources_from_the_paper(
    verdicts: pd.DataFrame, fact_id: str, basis: str
) -> None:
    assert verdicts.loc[fact_id, "basis"] == basis
    assert set(verdicts["basis"]) == {"outside", "inside", "none"}


def test_open_data_is_cited_by_what_the_expression_reads(results: pd.DataFrame) -> None:
    source = results["source"]
    assert source["eu-members"].startswith("reference/countries.csv")
    assert "2015 edition: Listed as IOM member" in source["members-factbook-2015"]
    assert "countries.csv" not in source["members-factbook-2015"]
    assert "Factbook" in source["developing-majority-factbook"]
    assert "countries.csv" in source["developing-majority-factbook"]


def test_the_majority_is_counted_as_in_the_introduction(results: pd.DataFrame) -> None:
    row = results.loc["developing-majority-factbook"]
    assert row["observed_value"] == pytest.approx(100 * 107 / 153)


def test_every_fact_has_a_verdict_and_the_unchecked_are_counted(verdicts: pd.DataFrame) -> None:
    facts = edition.load("2012-tenth").facts
    assert list(verdicts.index) == list(facts["fact_id"])
    assert set(verdicts["verdict"]) <= set(checks.VERDICTS)
    unchecked = verdicts[verdicts["n_checks"] == 0]
    assert len(unchecked) > 0
    assert set(unchecked["verdict"]) == {"not checkable"}


def test_every_check_says_what_was_observed_and_where_from(results: pd.DataFrame) -> None:
    for column in ("stated", "observed", "explanation", "source", "subject", "unit"):
        assert (results[column].str.strip() != "").all(), column
