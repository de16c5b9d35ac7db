"""Many reports from a file of parameter sets, and the summary of a run."""

from __future__ import annotations

import json
import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner

from migbrief.cli import parameter_sets, progress
from migbrief.cli.main import main
from migbrief.errors import UserError
from migbrief.registry import manifest, reports
from migbrief.registry.manifest import Result


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
        ("s.csv", "report,top,top \na1,5,6\n", "s.csv: 'top' is there twice"),
        ("s.json", '[{"report": "a1", "top": 5, "top": 6}]', "s.json: 'top' is there twice"),
        ("s.yaml", "- report: a1\n- report: a1\n  top: 5\n  'top': 6\n", "s.yaml:2: 'top' is there twice"),
        ("s.yaml", "- " * 50_000 + "report: a1", "s.yaml cannot be read"),
        ("s.csv", 'report,title\na1,"unclosed\na2,x\n', "s.csv is not a CSV table: unexpected end of data"),
        ("s.csv", "report,seed\n" + "a4,1..60000\n" * 2, "s.csv asks for more than 100,000 reports"),
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


@pytest.mark.parametrize(
    ("text", "page"),
    [
        ("a1,KEN,One\na1,UGA,one\n", "sections/a1--one.html"),
        ("a1,KEN,One\na1,KEN,one\n", "sections/a1--one.html"),
        ("mine_,,\nmine,,\n", "notebooks/mine.html"),
    ],
)
def test_two_reports_are_never_one_file_on_any_system(project: Path, text: str, page: str) -> None:
    for name in ("mine", "mine_"):
        shutil.copy(project / "notebooks" / "intro.ipynb", project / "notebooks" / f"{name}.ipynb")
    file = sets(project, "s.csv", f"report,countries,name\n{text}")
    code, _, err = run("render", "--from", file, "--dry-run")
    assert (code, err) == (2, f"migbrief: two reports would be {page}; give one of them another name\n")


def test_a_page_that_another_notebook_made_is_not_taken(project: Path, tmp_path: Path) -> None:
    out = project / "reports"
    for folder in ("x", "y"):
        (tmp_path / folder).mkdir()
        shutil.copy(project / "notebooks" / "intro.ipynb", tmp_path / folder / "own.ipynb")
    first, second = (reports.of_path(tmp_path / folder / "own.ipynb") for folder in ("x", "y"))
    made = Result(first, "ok", 1.0, datetime.now(UTC), page=str(first.output))
    out.mkdir()
    manifest.write_manifest(out, [manifest.entry(made)])
    code, _, err = run("render", str(second.notebook), "--dry-run", "--out", str(out))
    assert code == 2 and "two reports would be notebooks/own.html" in err
    first.notebook.unlink()  # moved, as it seems
    assert run("render", str(second.notebook), "--dry-run", "--out", str(out))[0] == 0


@pytest.mark.parametrize("name", ["fr", "brief", "fr--brief", "../x", "a.b", "é", "x" * 61, "a\x00"])
def test_a_name_that_is_no_file_of_its_own_is_refused(name: str) -> None:
    with pytest.raises(UserError, match="name takes letters"):
        reports.with_parameters(reports.find(["KEN"])[0], {}, name)


def test_a_run_without_failures_says_so_in_json_too(project: Path, tmp_path: Path) -> None:
    file = tmp_path / "run.json"
    words = ["render", "--only-failed", "--out", str(tmp_path / "out"), "--summary", str(file)]
    assert run(*words) == (0, f"no report in {tmp_path / 'out'} failed the last time\n", "")
    summary = json.loads(file.read_text("utf-8"))
    assert (summary["made"], summary["failed"], summary["reports"]) == (0, 0, [])
    assert run(*words, "--quiet") == (0, "", "")
    assert json.loads(run(*words, "--log", "json")[1])["event"] == "end"


def test_a_summary_that_cannot_be_written_is_one_line_and_exit_code_1(project: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    words = ["render", "--only-failed", "--out", str(tmp_path / "out"), "--summary"]
    code, _, err = run(*words, str(tmp_path / "file" / "run.json"))
    assert code == 1 and err.startswith("migbrief: cannot write") and err.count("\n") == 1
    log = progress.Log(tmp_path, file=tmp_path / "file" / "run.json")  # as after a batch
    assert not log.write_summary(None)


@pytest.mark.parametrize(
    ("form", "names", "line"),
    [
        ("html", ["KEN.html"], ""),
        ("pdf", ["KEN.pdf"], "1 PDF: {out}/KEN.pdf"),
        ("brief", ["KEN--brief.html", "NPL--brief.html"], "2 briefs: {out}"),
        ("xlsx", ["KEN.xlsx"], "1 workbook: {out}/KEN.xlsx"),
    ],
)
def test_other_forms_made_of_pages_are_reported(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], form: str, names: list[str], line: str
) -> None:
    progress.Log(tmp_path).end(tmp_path / "index.html", form, [tmp_path / name for name in names])
    told = capsys.readouterr().out.splitlines()
    assert told[0] == f"0 of 0 reports made: {tmp_path / 'index.html'}"
    assert told[1:] == [line.format(out=tmp_path)] * bool(line)


@pytest.mark.parametrize(
    ("name", "id"), [("my-profile", "my-profile"), ("Abc", "notebook-abc"), ("A_b", "a-b")]
)
def test_a_new_notebook_is_made_by_the_name_that_the_line_says(project: Path, name: str, id: str) -> None:
    code, said, _ = run("new", name, "--from", "intro")
    path = project / "notebooks" / f"{name}.ipynb"
    assert (code, said) == (0, f"{path}; make its page with: migbrief render {id}\n")
    assert [report.notebook for report in reports.find([id])] == [path]


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
