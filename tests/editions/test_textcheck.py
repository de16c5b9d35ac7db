"""Whether the text check finds what is in a text, and reports what is not."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from folders import HERONS
from migbrief import paths
from migbrief.editions import edition, textcheck
from migbrief.editions.textcheck import TextReport, country_names
from migbrief.errors import UserError

TEXT = (HERONS / "paper.txt").read_text(encoding="utf-8")
PAPER = paths.root().parent / "shared" / "paper.txt"


def check(text: str) -> TextReport:
    return textcheck.check(edition.load(str(HERONS)), text)


def wrong(report: TextReport) -> dict[str, str]:
    rows = report.facts[report.facts["state"] != "found"]
    return dict(zip(rows["fact_id"], rows["state"], strict=True))


def test_a_text_that_says_it_all_is_good() -> None:
    report = check(TEXT)
    assert report.ok
    assert len(report.facts) == 15
    assert (report.n_tokens, int(report.excluded["found"].sum())) == (17, 3)
    assert "Every fact stands where the edition says" in textcheck.render(report)


@pytest.mark.parametrize(
    ("old", "new", "fact", "token"),
    [
        ("1,200 herons", "1,300 herons", "herons", "1,300"),
        ("twenty-five", "twenty-six", "egrets", "twenty-six"),
        ("15 per cent", "16 per cent", "growth", "16 per cent"),
        ("US\\$ 1.5 million", "US\\$ 1.5 billion", "fund", "US$ 1.5 billion"),
        ("US\\$ 1.5", "EUR 1.5", "fund", "EUR 1.5 million"),
        ("third", "fourth", "meeting-number", "fourth"),
        ("3-4 March", "3-5 March", "meeting-last-day", "3-5 March 2020"),
        ("March 2020", "April 2020", "meeting-first-day", "3-4 April 2020"),
        ("2018/9", "2018/17", "seasons", "2018/17"),
        ("quarterly", "monthly", "newsletter", "monthly"),
        ("May 2021", "June 2021", "meeting-next", "June 2021"),
        ("Founded in 2018", "Founded in 1918", "founding", "1918"),
    ],
)
def test_a_changed_figure_is_reported_as_a_fact_and_as_a_quantity(
    old: str, new: str, fact: str, token: str
) -> None:
    assert old in TEXT
    report = check(TEXT.replace(old, new))
    assert wrong(report)[fact] == "missing"
    assert token in set(report.uncovered["token"])
    shown = textcheck.render(report)
    assert f"missing: {fact} (" in shown
    assert f"uncovered: {token!r}" in shown


@pytest.mark.parametrize(
    ("old", "new", "fact"),
    [
        ("Some 1,200", "Exactly 1,200", "herons"),
        ("Some 1,200", "The 1,200", "herons"),
        ("Some 1,200", "At most 1,200", "herons"),
        ("over twenty-five", "twenty-five or more", "egrets"),
        ("Nearly 340", "Over 340", "watchers"),
        ("on two topics", "on at least two topics", "topics"),
        ("up by 15 per cent", "up by almost 15 per cent", "growth"),
    ],
)
def test_another_hedge_is_reported(old: str, new: str, fact: str) -> None:
    assert old in TEXT
    report = check(TEXT.replace(old, new))
    assert wrong(report) == {fact: "qualifier differs"}
    assert f"qualifier differs: {fact} (" in textcheck.render(report)
    assert not report.ok


@pytest.mark.parametrize("space", [" ", "\u2009", "\u202f", "\u00a0"])
def test_thousands_parted_by_spaces_are_one_number(space: str) -> None:
    assert check(TEXT.replace("1,200", f"1{space}200")).ok


def test_countries_are_recognised_by_their_longest_name() -> None:
    said = country_names.named("Papua New Guinea, Guinea-Bissau and Iran; Malians speak of Chadwick.")
    assert [code for _, code in said] == ["PNG", "GNB", "IRN"]


def test_a_list_wants_every_name() -> None:
    report = check(TEXT.replace("Nepal", "Bhutan"))
    assert wrong(report) == {"lands": "missing"}
    assert "not named: Nepal" in textcheck.render(report)
    assert wrong(check(TEXT.replace("the Lake Board", "others"))) == {"partners": "missing"}


def test_a_name_inside_another_word_is_not_that_name() -> None:
    assert wrong(check(TEXT.replace("Chad", "Chadwick"))) == {"lands": "missing"}


def test_a_figure_in_another_paragraph_is_elsewhere() -> None:
    moved = TEXT.replace("herons are up by 15 per cent", "herons are up").replace(
        "are counted.", "are counted, up 15%."
    )
    report = check(moved)
    assert wrong(report) == {"growth": "elsewhere"}
    assert "stands in paragraph 3" in textcheck.render(report)
    assert not report.ok


def test_a_figure_said_twice_needs_two_facts() -> None:
    report = check(TEXT.replace("two topics", "two topics in two rooms"))
    assert wrong(report) == {}
    assert list(report.uncovered["token"]) == ["two"]


def test_an_exclusion_that_matches_nothing_is_reported() -> None:
    report = check(TEXT.replace(" See HR/7/2020.", ""))
    assert wrong(report) == {} and report.uncovered.empty
    assert not report.ok
    assert "exclusion out of date: 'HR/7/2020'" in textcheck.render(report)


def test_a_missing_section_is_one_line() -> None:
    report = check(TEXT.replace("2. Plans of the society", ""))
    shown = textcheck.render(report).splitlines()
    assert report.missing_sections == ["plans"]
    assert len([line for line in shown if line.startswith("section plans: not found")]) == 1


def test_markup_case_and_quotes_make_no_difference() -> None:
    text = TEXT.replace("1. Birds counted", "## **1. BIRDS COUNTED**").replace("nests", "*Nests*")
    assert check(text).ok


def test_an_edition_without_facts_leaves_every_quantity_uncovered(tmp_path: Path) -> None:
    folder = shutil.copytree(HERONS, tmp_path / "herons")
    for name in ("facts", "items", "places", "outcomes", "checks", "exclusions"):
        header = (folder / f"{name}.csv").read_text(encoding="utf-8").splitlines()[0]
        (folder / f"{name}.csv").write_text(header + "\n", encoding="utf-8")
    report = textcheck.check(edition.load(str(folder)), TEXT)
    assert len(report.facts) == 0
    assert (len(report.uncovered), len(report.excluded), report.n_tokens) == (14, 3, 17)
    assert "uncovered: '1,200'" in textcheck.render(report)


@pytest.mark.parametrize(
    ("content", "says"),
    [(b"", "is empty"), (b"  \n", "is empty"), (b"a\0b", "null bytes"), (b"caf\xe9", "not UTF-8")],
)
def test_a_file_that_is_no_text_is_refused(tmp_path: Path, content: bytes, says: str) -> None:
    path = tmp_path / "paper.txt"
    path.write_bytes(content)
    with pytest.raises(UserError, match=says):
        textcheck.read_text(path)


def test_a_file_that_is_missing_or_a_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="No such file"):
        textcheck.read_text(tmp_path / "none.txt")
    with pytest.raises(UserError, match="directory"):
        textcheck.read_text(tmp_path)


@pytest.mark.parametrize("text", ["", " \n\t", "herons\0"])
def test_an_empty_or_binary_text_is_refused(text: str) -> None:
    with pytest.raises(UserError, match="the text"):
        check(text)


@pytest.mark.slow
@settings(deadline=None)
@given(st.text(max_size=300))
def test_any_text_gives_a_report_or_a_clear_refusal(text: str) -> None:
    try:
        report = check(text)
    except UserError:
        return
    assert len(report.facts) == 15
    assert textcheck.render(report)


@pytest.mark.skipif(not PAPER.is_file(), reason="the paper's text is not beside the project")
class TestThePaper:
    def test_everything_stands_where_the_edition_says(self) -> None:
        report = textcheck.check(edition.load("2012-tenth"), textcheck.read_text(PAPER))
        assert report.ok, textcheck.render(report)
        assert report.n_tokens > 150

    def test_another_length_is_reported_twice(self) -> None:
        text = textcheck.read_text(PAPER).replace("two-day", "three-day")
        report = textcheck.check(edition.load("2012-tenth"), text)
        assert wrong(report) == {"c-conference-days": "missing"}
        assert list(report.uncovered["token"]) == ["three"]

    def test_a_country_more_on_a_list_is_reported(self) -> None:
        text = textcheck.read_text(PAPER).replace("Nepal, Namibia", "Nepal, Uganda, Namibia")
        report = textcheck.check(edition.load("2012-tenth"), text)
        assert list(report.unlisted["name"]) == ["Uganda"]
        assert not report.ok
        assert "not on the list: 'Uganda', a1 paragraph 6" in textcheck.render(report)

    @pytest.mark.parametrize(
        ("old", "new", "fact"),
        [
            ("7300", "7400", "a1-staff"),
            ("1.3 billion", "1.4 billion", "a1-budget"),
            ("146", "164", "intro-members"),
            ("Namibia", "Nigeria", "a1-response-countries"),
            ("eight Regional", "nine Regional", "a4-regional-offices"),
            ("six seminars", "five seminars", "b-seminars-2011"),
            ("COP18", "COP19", "c-cop-number"),
            ("in January", "in June", "b-port-louis-date"),
        ],
    )
    def test_a_changed_figure_is_reported(self, old: str, new: str, fact: str) -> None:
        text = textcheck.read_text(PAPER)
        assert old in text
        report = textcheck.check(edition.load("2012-tenth"), text.replace(old, new))
        assert wrong(report)[fact] == "missing"
        assert not report.ok
