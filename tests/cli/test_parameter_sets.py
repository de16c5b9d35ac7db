"""Many reports from a file of parameter sets, and what a run says of itself."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from migbrief.cli import parameter_sets
from migbrief.cli.main import main
from migbrief.errors import UserError
from migbrief.registry import reports


def run(*words: str, given: str = "") -> tuple[int, str, str]:
    result = CliRunner().invoke(main, words, input=given)
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result.exit_code, result.stdout, result.stderr


def sets(tmp_path: Path, name: str, text: str) -> str:
    path = tmp_path / name
    path.write_text(text, "utf-8")
    return str(path)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("s.csv", "report,seed,fund_usd\na4,1..3,1e6|2e6\n"),
        ("s.csv", "\ufeffreport;seed;fund_usd\r\na4;1|2|3;1e6|2e6\r\n;;\r\n"),
        ("s.yaml", "- report: a4\n  seed: [1, 2, 3]\n  fund_usd: [1.0e6, 2.0e6]\n"),
        ("s.json", '{"report": "a4", "seed": "1..3", "fund_usd": [1000000, 2000000]}'),
    ],
)
def test_lists_and_ranges_expand_to_every_combination(tmp_path: Path, name: str, text: str) -> None:
    asked = parameter_sets.read(sets(tmp_path, name, text))
    pairs = {(int(str(a.parameters["seed"])), float(str(a.parameters["fund_usd"]))) for a in asked}
    assert len(asked) == 6 and pairs == {(s, f) for s in (1, 2, 3) for f in (1e6, 2e6)}
    assert {a.report for a in asked} == {"a4"}


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("s.csv", "country\nKEN\n", "s.csv, row 2: no report"),
        ("s.csv", "report,top\na1,5,6\n", "s.csv, row 2: it has more cells than the heading"),
        ("s.csv", "report\n", "s.csv asks for no report"),
        ("s.json", "[1]", "must hold a list of records"),
        ("s.json", "{", "s.json cannot be read"),
        ("s.yaml", "- a: [", "s.yaml cannot be read"),
        ("s.yaml", "- {report: a4, seed: 1..9, name: one}", "one name for 9 reports"),
        ("s.yaml", "- {report: a4, seed: 1..999999999}", "a range of more than"),
        ("s.txt", "report\n", "--from takes .csv"),
    ],
)
def test_a_fault_in_a_file_is_one_line_that_names_the_place(
    tmp_path: Path, name: str, text: str, said: str
) -> None:
    with pytest.raises(UserError, match=r"^[^\n]+$") as error:
        parameter_sets.read(sets(tmp_path, name, text))
    assert said in str(error.value)


def test_names_of_varied_reports_can_be_read_and_never_meet() -> None:
    kenya, a1 = reports.find(["KEN"])[0], reports.find(["a1"])[0]
    assert reports.with_parameters(kenya, {"peers": "income group", "language": "fr"}).id == (
        "KEN--fr--income-group"
    )
    ids = {
        reports.with_parameters(a1, {"countries": codes, "top": top, "language": language}).id
        for codes in ("KEN", "UGA", "KEN,UGA", "UGA,KEN")
        for top in (5, 15, 51)
        for language in ("en", "fr")
    }
    assert len(ids) == 24 and "a1--fr--countries-KEN-UGA-top-5" in ids


@pytest.mark.slow
def test_a_file_makes_a_batch_with_names_and_says_what_it_did(project: Path, tmp_path: Path) -> None:
    text = "report,language,countries,name\nintro,en|fr,KEN,\nintro,,Nepal,my nepal\n"
    file, told, out = sets(tmp_path, "s.csv", text), tmp_path / "run.json", tmp_path / "out"
    ids = {"intro--countries-KEN", "intro--fr--countries-KEN", "intro--my-nepal"}

    code, said, _ = run("render", "--from", file, "--out", str(out), "--dry-run")
    assert code == 0 and {line.partition(":")[0] for line in said.splitlines()[:-1]} == ids
    assert said.splitlines()[-1] == "3 reports would be made, 0 unchanged" and not out.exists()

    words = ["render", "--from", file, "--out", str(out), "--summary", str(told)]
    code, said, err = run(*words, "--log", "json")
    events = [json.loads(line) for line in said.splitlines()]
    assert (code, err) == (0, "") and {e["id"] for e in events[:-1]} == ids
    assert (events[-1]["event"], events[-1]["made"]) == ("end", 3)
    summary = json.loads(told.read_text("utf-8"))
    assert (summary["made"], summary["failed"], summary["unchanged"]) == (3, 0, 0)
    for report in summary["reports"]:
        assert (out / report["page"]).is_file() and report["seconds"] > 0

    code, said, err = run(*words, "--quiet")
    assert (code, said, err) == (0, "", "")
    assert set(json.loads(told.read_text("utf-8"))["unchanged_reports"]) == ids
    assert run("prune", "--out", str(out), "--dry-run")[1] == "0 files to remove\n"

    again = '[{"report": "intro", "countries": "UGA", "name": "countries-KEN"}]'
    code, _, err = run("render", "--from", "-", "--out", str(out), given=again)
    assert code == 2 and "two reports would be sections/intro--countries-KEN.html" in err


@pytest.mark.slow
def test_only_what_failed_is_made_again(project: Path, tmp_path: Path) -> None:
    out = str(tmp_path / "out")
    assert run("render", "intro", "a1", "-p", "countries=KEN", "--out", out)[0] == 1
    code, said, _ = run("render", "--only-failed", "--dry-run", "--out", out)
    assert code == 0 and said.splitlines() == [
        "a1--countries-KEN: it was not made yet, or failed",
        "1 report would be made, 0 unchanged",
    ]


def test_countries_of_a_file(tmp_path: Path) -> None:
    file = sets(tmp_path, "countries.txt", "\ufeffKenya  # first\nNPL, Côte d'Ivoire\n\n")
    words = ["render", "profiles", "--country", f"@{file}", "--language", "es", "--dry-run"]
    code, said, _ = run(*words, "--out", str(tmp_path / "out"))
    assert code == 0
    assert {line.partition(":")[0] for line in said.splitlines()[:-1]} == {"KEN--es", "NPL--es", "CIV--es"}
    code, _, err = run("render", "profiles", "--country", "@none.txt")
    assert code == 2 and "cannot read none.txt" in err
