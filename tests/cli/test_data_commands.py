"""``migbrief data``: what the commands print, write and refuse."""

from __future__ import annotations

import re
from pathlib import Path

import openpyxl
import pandas as pd
import pytest
from click.testing import CliRunner, Result

from migbrief import paths
from migbrief.cli.main import main
from migbrief.datasets.store.schema import EXPORT

TABLE = "iso3,origin,year,sex,value\nKEN,UGA,2020,female,5\nKEN,UGA,2020,male,6\nKEN,OOO,2020,male,1\n"
SAID = "indicator: migrants_by_origin\nsource: Office\nlicence: CC BY 4.0\nedition: office-2020\n"


@pytest.fixture
def live(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("MIGBRIEF_DATA", str(tmp_path / "live"))
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "pairs.csv").write_text(TABLE)
    (tmp_path / "in" / "pairs.yaml").write_text(SAID)
    (tmp_path / "in" / "notes.md").write_text("Notes")
    return tmp_path


def run(*words: object) -> Result:
    return CliRunner().invoke(main, ["data", *map(str, words)])


def test_a_folder_is_added_and_what_is_no_data_is_listed(live: Path) -> None:
    result = run("add", live / "in")
    assert result.exit_code == 0, result.output
    assert "office-2020: new, 13 rows" in result.output
    assert result.output.count("skipped: ") == 1
    again = run("add", live / "in")
    assert "office-2020: nothing new" in again.output and again.exit_code == 0


def test_a_named_file_that_is_not_recognised_ends_with_2(live: Path) -> None:
    result = run("add", live / "in" / "notes.md", live / "in" / "pairs.csv")
    assert result.exit_code == 2
    assert "is not recognised: it is 5 bytes that are no table; expected" in result.stderr
    assert result.stderr.count("\n") == 1
    assert "office-2020: new" in result.output
    assert run("add", live / "absent.csv").exit_code == 2


def test_a_table_of_ones_own_by_options(live: Path) -> None:
    (live / "own.csv").write_text("country,year,value\nKenya,2019,7\n")
    refused = run("add", live / "own.csv")
    assert refused.exit_code == 2 and "give --licence --source --indicator" in refused.stderr
    told = [
        "--indicator",
        "nurses",
        "--name",
        "Nurses abroad",
        "--unit",
        "persons",
        "--source",
        "Ministry",
        "--licence",
        "Closed",
    ]
    assert "ministry-2019: new, 1 row" in run("add", live / "own.csv", *told).output
    assert "not to be passed on" in run("list").output
    exported = run("export", "--out", live / "x.csv")
    assert "left out, as it may not be passed on: ministry-2019" in exported.output
    assert len(pd.read_csv(live / "x.csv")) == 0


def test_list_says_where_data_are_from(live: Path) -> None:
    assert "there are no official data yet" in run("list").output
    run("add", live / "in")
    line = run("list").output
    for word in (
        "office-2020",
        "Office",
        " 2020,",
        "3 indicators",
        "13 rows",
        "CC BY 4.0",
        "counted",
        "MB",
    ):
        assert word in line


@pytest.mark.parametrize("ending", ["csv", "xlsx", "parquet"])
def test_export_in_three_forms(live: Path, ending: str) -> None:
    run("add", live / "in")
    target = live / "out" / f"x.{ending}"
    result = run(
        "export", "--indicator", "migrants_by_origin", "--country", "Kenya", "--pairs", "--out", target
    )
    assert result.exit_code == 0, result.output
    if ending == "csv":
        assert (
            target.read_text().splitlines()[1]
            == "KEN,OOO,migrants_by_origin,2020,both,1,,persons,derived,Office,office-2020"
        )
        rows = list(pd.read_csv(target).columns)
    elif ending == "xlsx":
        cells = list(openpyxl.load_workbook(target).active.values)
        rows = list(cells[0])
        assert cells[1][3:6] == (2020, "both", 1) and len(cells) == 6
    else:
        duckdb = pytest.importorskip("duckdb")
        found = duckdb.sql(f"select * from '{target}'")
        rows = found.columns
        assert found.filter("sex = 'both'").aggregate("sum(value)").fetchall() == [(12.0,)]
    assert rows == list(EXPORT)


def test_export_refuses_in_one_line(live: Path) -> None:
    assert "there are no official data yet" in run("export", "--out", live / "x.csv").stderr
    run("add", live / "in")
    for words, said in (
        (["--out", live / "x.ods"], "--out takes a .csv, .xlsx or .parquet file"),
        (["--indicator", "migrant_stok", "--out", live / "x.csv"], "did you mean migrant_stock"),
        (["--country", "Kenyya", "--out", live / "x.csv"], "unknown country 'Kenyya'"),
    ):
        result = run("export", *words)
        assert result.exit_code == 2 and said in result.stderr and result.stderr.count("\n") == 1
    assert not list(live.glob("x.*"))


def test_verify_and_remove(live: Path) -> None:
    run("add", live / "in")
    assert run("verify").output == "1 source edition, as it was written\n"
    next((live / "live").glob("office*/figures.npy")).write_bytes(b"")
    wrong = run("verify")
    assert wrong.exit_code == 1 and "office-2020: figures.npy is not what was written" in wrong.stderr
    assert "office-2020: removed" in run("remove", "office-2020").output
    assert run("remove", "office-2020").exit_code == 2


def test_the_docs_name_only_tests_that_there_are() -> None:
    tests = "".join(p.read_text("utf-8") for p in Path(__file__).parents[1].rglob("test_*.py"))
    promised = re.findall(r"`(test_\w+)`", (paths.root() / "docs" / "reliability.md").read_text("utf-8"))
    assert len(promised) > 10
    assert [name for name in promised if f"def {name}(" not in tests] == []


def test_the_commands_are_in_french_and_spanish_too(live: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    run("add", live / "in")
    monkeypatch.setenv("MIGBRIEF_LANGUAGE", "fr")
    assert "13 lignes, CC BY 4.0, compté, ajouté le " in run("list").output
    monkeypatch.setenv("MIGBRIEF_LANGUAGE", "es")
    assert "omitido: " in run("add", live / "in").output
