"""Editions: what is in the paper's, and how a broken one is refused."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from folders import HERONS
from migbrief.datasets import countries
from migbrief.editions import checks, edition
from migbrief.errors import UserError

Change = Callable[[str], str]


@pytest.fixture(scope="module")
def paper() -> edition.Edition:
    return edition.load("2012-tenth")


@pytest.fixture
def broken(tmp_path: Path) -> Callable[[str, Change], str]:
    """Changes one file of a copy of the small edition, and gives the line that loading it ends with."""

    def change(name: str, how: Change) -> str:
        folder = shutil.copytree(HERONS, tmp_path / "herons")
        path = folder / name
        path.write_text(how(path.read_text(encoding="utf-8")), encoding="utf-8")
        with pytest.raises(UserError) as caught:
            edition.load(str(folder))
        return str(caught.value)

    return change


def test_the_paper_is_there(paper: edition.Edition) -> None:
    assert "2012-tenth" in edition.available()
    assert list(paper.sections["section"]) == ["intro", "a1", "a2", "a3", "a4", "b", "c"]
    assert len(paper.facts) >= 150
    assert (paper.facts["section"].value_counts() >= 10).all()
    assert edition.problems("2012-tenth") == []


@pytest.mark.parametrize(
    ("fact_id", "value", "unit", "qualifier", "status"),
    [
        ("a1-budget", 1.3e9, "US$", "estimated", "reported"),
        ("a1-staff", 7300, "staff", "exact", "reported"),
        ("a1-countries", 150, "countries", "nearly", "reported"),
        ("a1-iml-trainings-2012", 10, "trainings", "at least", "planned"),
        ("a3-health-total", 73e6, "US$", "exact", "reported"),
        ("a3-skills-countries", 40, "countries", "over", "reported"),
        ("a4-fund-2012", 6.4e6, "US$", "exact", "planned"),
        ("b-seminars-2012", 7, "seminars", "exact", "planned"),
    ],
)
def test_facts_are_in_whole_units(
    paper: edition.Edition, fact_id: str, value: float, unit: str, qualifier: str, status: str
) -> None:
    fact = paper.fact(fact_id)
    assert fact is not None
    assert (fact.value, fact.unit, fact.qualifier, fact.status) == (value, unit, qualifier, status)


def test_the_countries_the_paper_names(paper: edition.Edition) -> None:
    def named(initiative: str, role: str) -> set[str]:
        rows = paper.places[(paper.places["initiative_id"] == initiative) & (paper.places["role"] == role)]
        codes = set(rows["iso3"]) - {""}
        return codes.union(*(countries.members(g) for g in rows["group"] if g))

    assert named("mainstreaming-group", "pilot") == {"JAM", "MDA", "MLI", "BGD"}
    assert named("cluster-response", "emergency response") == {
        "PAK",
        "COL",
        "PHL",
        "ZWE",
        "NPL",
        "NAM",
        "KEN",
    }
    assert named("cluster-preparedness", "preparedness") == {"THA", "MNG", "IRN", "PNG"}
    assert named("rcp-global-meeting", "host") == {"BWA"}
    assert named("global-forum-2012", "chair") == {"MUS"}
    assert len(named("linet", "coverage")) == 30
    assert {"NOR", "HRV", "TUR", "GBR"} <= named("linet", "coverage")


def test_sources_that_disagree_stand_side_by_side(paper: edition.Edition) -> None:
    rows = paper.outcomes[paper.outcomes["initiative_id"] == "development-planning-conference"]
    assert rows["observed"].str.contains("fifty").any() and rows["observed"].str.contains("100").any()
    assert (paper.outcomes["verdict"] == "context").sum() >= 3


def test_a_section_has_its_own_rows_and_what_is_linked_to_them(paper: edition.Edition) -> None:
    view = paper.section("a3")
    assert set(view.facts["section"]) == {"a3"}
    assert "linet-fr" not in set(view.places["place_id"])
    assert {"linet-eu27", "linet-nor"} <= set(view.places["place_id"])
    assert set(view.participants["initiative_id"]) <= set(view.initiatives["initiative_id"])
    assert "diaspora-conference-held" in set(view.outcomes["outcome_id"])
    assert "context-remittances" not in set(view.outcomes["outcome_id"])
    assert set(view.checks["fact_id"]) <= set(view.facts["fact_id"])
    total = sum(len(paper.section(s).facts) for s in paper.sections["section"])
    assert total == len(paper.facts)


def test_unknown_names_get_the_nearest(paper: edition.Edition) -> None:
    with pytest.raises(UserError, match="unknown edition '2012-tent'; did you mean 2012-tenth"):
        edition.load("2012-tent")
    assert paper.fact("a1-staf") is None
    with pytest.raises(UserError, match="unknown fact 'a1-staf'; did you mean a1-staff"):
        checks.Lookups(paper).fact("a1-staf")
    with pytest.raises(UserError, match="unknown section 'a9'"):
        paper.section("a9")
    with pytest.raises(UserError, match="is not a folder"):
        edition.load("nowhere/at-all")


@pytest.mark.parametrize(
    ("name", "old", "new", "says"),
    [
        ("facts.csv", "1200", "12OO", "facts.csv, row 7, column value: found '12OO', expected a number"),
        (
            "facts.csv",
            "birds,1,count",
            "birds,-1,count",
            "row 7, column paragraph: found '-1', expected a whole",
        ),
        (
            "facts.csv",
            "birds,1,count",
            "birds,one,count",
            "column paragraph: found 'one', expected a whole number",
        ),
        ("facts.csv", ",some,", ",sum,", "column qualifier: found 'sum', expected one of exact, some"),
        (
            "facts.csv",
            "some,2019",
            "some,2019-13",
            "column as_of: found '2019-13', expected a date such as 2011",
        ),
        (
            "facts.csv",
            "2020-03-03",
            "2019-03-03",
            "column as_of: found '2019-03-03', expected a date in the year",
        ),
        (
            "facts.csv",
            "2020-03-03",
            "2020-02-30",
            "column as_of: found '2020-02-30', expected a date such as",
        ),
        (
            "facts.csv",
            "egrets,birds",
            "egrets,bird",
            "row 8, column section: 'bird' is not in sections.csv; did you",
        ),
        (
            "facts.csv",
            "egrets,birds",
            "herons,birds",
            "row 8, column fact_id: 'herons' is already in row 7",
        ),
        ("facts.csv", "1200", "", "row 7, column value: blank, expected a number"),
        (
            "facts.csv",
            "2018,2019,year",
            "2018,2017,year",
            "row 12, column value_high: found 2017, expected no less than value (2018)",
        ),
        (
            "facts.csv",
            "list,partners,2",
            "list,partners,3",
            "column value: found 3, but items.csv has 2 names",
        ),
        (
            "initiatives.csv",
            "2019,2019",
            "2019,2018-12",
            "row 2, column end: found '2018-12', expected no date before start (2019)",
        ),
        (
            "outcomes.csv",
            "1190,birds",
            "900,birds",
            "column verdict: found 'supported' with 900 observed; herons is 1200 and 'some'",
        ),
        (
            "outcomes.csv",
            "1190,birds",
            "1190,nests",
            "column unit: found 'nests', expected the unit of the fact (birds)",
        ),
        ("outcomes.csv", "1190,birds", "1190,", "column unit: value and unit go together"),
        ("facts.csv", "topics,2,,topics", "topics,2,topics", "row 6: 13 cells found, 14 expected"),
        ("facts.csv", "subject", "topic", "facts.csv, row 1, column subject: the column is missing"),
        (
            "items.csv",
            "lands,Chad",
            "land,Chad",
            "items.csv, row 6, column fact_id: 'land' is not in facts.csv",
        ),
        ("places.csv", "NPL", "NEP", "row 3, column iso3: found 'NEP', expected an ISO 3166 country code"),
        ("places.csv", "EU27", "EU28", "row 5, column group: unknown group 'EU28'; did you mean EU27"),
        ("places.csv", ",NOR,,", ",NOR,EU27,", "row 6, column iso3: found 2 filled, expected exactly one"),
        ("places.csv", "count,,,KEN", ",,,KEN", "row 2, column initiative_id: found 0 filled"),
        (
            "participants.csv",
            "Reed Trust",
            "Read Trust",
            "'Read Trust' is not in organisations.csv; did you mean Reed",
        ),
        ("outcomes.csv", "partial", "partly", "column verdict: found 'partly', expected one of supported"),
        ("checks.csv", "320", "import os", "row 5, column expression: 'import os' is not an expression"),
        (
            "checks.csv",
            "fact('growth')",
            "fact('grow')",
            "'grow' is no fact or initiative of the edition; did you",
        ),
        ("checks.csv", "fact('growth')", "fakt('growth')", "unknown function 'fakt'; did you mean fact"),
        (
            "edition.csv",
            "herons,Herons",
            "heron,Herons",
            "column edition: found 'heron', expected 'herons' like",
        ),
        (
            "exclusions.csv",
            "1.,1,",
            "1.,0,",
            "column count: found '0', expected a whole number of at least 1",
        ),
    ],
)
def test_a_wrong_cell_is_named(
    broken: Callable[[str, Change], str], name: str, old: str, new: str, says: str
) -> None:
    assert old in (HERONS / name).read_text(encoding="utf-8")
    message = broken(name, lambda text: text.replace(old, new, 1))
    assert "\n" not in message
    assert says in message
    assert message.startswith(f"herons/{name}, row ")


def test_all_problems_are_counted_and_listed(tmp_path: Path, broken: Callable[[str, Change], str]) -> None:
    message = broken("facts.csv", lambda text: text.replace("reported", "told"))
    assert "column status: found 'told'" in message
    assert message.endswith("(and 10 more; run migbrief check herons)")
    found = edition.problems(str(tmp_path / "herons"))
    assert len(found) == 11
    assert all(re.search(r"facts.csv, row \d+, column status", str(p)) for p in found)


def test_an_extra_column_is_reported(broken: Callable[[str, Change], str]) -> None:
    message = broken("items.csv", lambda text: "\n".join(f"{line},x" for line in text.splitlines()))
    assert "items.csv, row 1, column x: " in message


def test_an_empty_file_is_reported(broken: Callable[[str, Change], str]) -> None:
    assert "items.csv: the file is empty" in broken("items.csv", lambda _: "")


def test_a_list_without_names_is_reported(broken: Callable[[str, Change], str]) -> None:
    message = broken("items.csv", lambda text: "\n".join(x for x in text.splitlines() if "partners" not in x))
    assert "facts.csv, row 15, column kind: the list 'partners' has no names in items.csv" in message


def test_a_quoted_cell_never_closed_is_reported(broken: Callable[[str, Change], str]) -> None:
    assert "is not valid CSV" in broken("items.csv", lambda text: text + 'lands,"Peru\n')


def test_a_missing_file_and_a_wrong_encoding_are_reported(tmp_path: Path) -> None:
    folder = shutil.copytree(HERONS, tmp_path / "herons")
    (folder / "places.csv").unlink()
    with pytest.raises(UserError, match=r"herons/places.csv: the file is missing from herons"):
        edition.load(str(folder))
    (folder / "places.csv").write_bytes((HERONS / "places.csv").read_bytes() + b"caf\xe9,,,,,\n")
    with pytest.raises(UserError, match=r"places.csv, row 8: byte 0xe9 is not UTF-8"):
        edition.load(str(folder))


def test_spreadsheet_files_are_read_alike(tmp_path: Path) -> None:
    folder = shutil.copytree(HERONS, tmp_path / "herons")
    for path in folder.glob("*.csv"):
        text = path.read_text(encoding="utf-8").replace("\n", "\r\n")
        path.write_bytes(b"\xef\xbb\xbf" + text.encode() + b"\r\n\r\n")
    loaded = edition.load(str(folder))
    assert loaded.facts.equals(edition.load(str(HERONS)).facts)


def test_a_changed_file_is_read_again(tmp_path: Path) -> None:
    folder = shutil.copytree(HERONS, tmp_path / "herons")
    assert [fact.value for fact in edition.load(str(folder)).facts_of() if fact.fact_id == "herons"] == [1200]
    path = folder / "facts.csv"
    path.write_text(path.read_text(encoding="utf-8").replace("1200", "1250"), encoding="utf-8")
    assert [fact.value for fact in edition.load(str(folder)).facts_of() if fact.fact_id == "herons"] == [1250]


def test_blank_is_missing_and_never_zero(paper: edition.Edition) -> None:
    assert paper.facts["value_high"].isna().sum() > 100
    assert not (paper.facts["value_high"] == 0).any()
    assert (paper.initiatives["start"] == "").any()
    assert paper.facts["paragraph"].dtype.kind == "i"
