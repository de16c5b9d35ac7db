"""The commands that make, show, rename and remove editions, as an editor types them."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from folders import TESTS
from migbrief import paths
from migbrief.cli.main import main

PAPER = TESTS / "fixtures" / "papers" / "ministry-report.md"


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "data" / "editions").mkdir(parents=True)
    (tmp_path / "data" / "editions" / "2012-tenth").symlink_to(paths.editions() / "2012-tenth")
    for name in ("reference", "schemas", "indicators"):
        (tmp_path / "data" / name).symlink_to(paths.data() / name)
    (tmp_path / "notebooks").symlink_to(paths.notebooks())
    monkeypatch.setenv("MIGBRIEF_HOME", str(tmp_path))
    return tmp_path


def run(*args: str) -> tuple[int, str]:
    result = CliRunner().invoke(main, args, env={"MIGBRIEF_LANGUAGE": "en"}, input="n\n")
    return result.exit_code, result.output


def test_an_editor_drafts_checks_renames_and_removes_an_edition(home: Path) -> None:
    assert run("edition", "new", "ministry", "--text", str(PAPER)) == (
        0,
        f"{home / 'data' / 'editions' / 'ministry'}: 4 sections\n71 quantities drafted\n"
        "What is left to write: migbrief check ministry\n"
        f"How the text is counted: migbrief edition paragraphs ministry --text {PAPER}\n",
    )
    code, said = run("check", "ministry")
    assert code == 0 and "71  facts.csv: paraphrase" in said and "71 facts" in said
    code, said = run("check", "ministry", "--text", str(PAPER))
    assert code == 0 and "Every fact stands where the edition says" in said
    code, said = run("check", "ministry", "--against", "2012-tenth")
    assert code == 0 and "Plans of the earlier paper: 31" in said
    code, said = run("list", "ministry")
    assert code == 0 and said.count("\n") == 1 + 1 + 4 and "Overview: the paper at a glance" in said
    code, said = run("edition", "paragraphs", "ministry", "--text", str(PAPER))
    assert code == 0 and "money paragraph 2" in said and "money: EUR\u00a0120" in said
    assert run("edition", "remove", "ministry")[0] == 1  # nobody said yes
    assert run("edition", "rename", "ministry", "labour-2023")[0] == 0
    assert run("edition", "remove", "labour-2023", "--yes")[0] == 0
    assert not (home / "data" / "editions" / "labour-2023").exists()


def test_a_repeated_problem_is_reported_once(home: Path) -> None:
    run("edition", "new", "ministry", "--text", str(PAPER))
    table = home / "data" / "editions" / "ministry" / "facts.csv"
    table.write_text(table.read_text("utf-8").replace(",reported,", ",confirmed,"), "utf-8")
    wrong = table.read_text("utf-8").count(",confirmed,")
    code, said = run("check", "ministry")
    assert code == 2 and wrong > 9
    line = "column status: found 'confirmed', expected one of reported, planned"
    assert said.count(line) == 1 and f"{line} (and {wrong - 1} more rows)" in said
    assert run("check", "ministry", "-v")[1].count(line) == wrong


@pytest.mark.parametrize(
    ("args", "says"),
    [
        (("new", "2012-tenth", "--text", str(PAPER)), "already exists"),
        (("new", "A b", "--text", str(PAPER)), "is not a valid name for an edition"),
        (("new", "next", "--text", "nowhere.txt"), "cannot read nowhere.txt"),
        (("rename", "2021-tenth", "next"), "did you mean 2012-tenth"),
        (("remove", "nothing"), "unknown edition"),
    ],
)
def test_a_mistake_is_one_line_and_exit_code_2(home: Path, args: tuple[str, ...], says: str) -> None:
    code, said = run("edition", *args)
    assert code == 2 and says in said and said.count("\n") == 1
