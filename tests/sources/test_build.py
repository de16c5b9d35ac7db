"""The build: it gives the committed data, replaces files as a whole, and --check reports differences."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from migbrief.errors import UserError
from migbrief.sources import build
from migbrief.sources.__main__ import main


@pytest.mark.slow
def test_a_rebuild_gives_the_committed_files_byte_for_byte() -> None:
    try:
        texts = build.run()
    except UserError as error:
        if str(error).startswith("cannot fetch"):
            pytest.skip(f"the raw packages cannot be fetched: {error}")
        raise
    assert len(texts) >= 7
    assert build.changed_files(texts) == []


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project whose build has two stages, the second using what the first made."""
    (tmp_path / "data").mkdir()
    monkeypatch.setenv("MIGBRIEF_HOME", str(tmp_path))
    stages = (
        lambda _: {"reference/a.csv": "x\n1\n"},
        lambda done: {"indicators/b.csv": done["reference/a.csv"] * 2},
    )
    monkeypatch.setattr(build, "STAGES", stages)
    return tmp_path


def test_the_command_writes_every_file_and_says_how_many_rows(home: Path) -> None:
    result = CliRunner().invoke(main, [])
    assert result.exit_code == 0
    assert "data/indicators/b.csv: 3 rows" in result.output
    assert (home / "data" / "indicators" / "b.csv").read_text() == "x\n1\nx\n1\n"
    assert sorted(path.name for path in home.rglob("*") if path.is_file()) == ["a.csv", "b.csv"]


def test_check_names_what_differs_and_writes_nothing(home: Path) -> None:
    CliRunner().invoke(main, [])
    assert CliRunner().invoke(main, ["--check"]).exit_code == 0
    changed = home / "data" / "reference" / "a.csv"
    changed.write_text("x\n2\n")
    (home / "data" / "indicators" / "b.csv").unlink()
    result = CliRunner().invoke(main, ["--check"])
    assert result.exit_code == 1
    assert "differs: data/reference/a.csv" in result.output
    assert "differs: data/indicators/b.csv" in result.output
    assert changed.read_text() == "x\n2\n"


def test_a_stage_that_fails_leaves_every_file_as_it_was(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    CliRunner().invoke(main, [])

    def fail(_: object) -> dict[str, str]:
        raise UserError("cannot fetch sample==1.0: no connection")

    stages = (lambda _: {"reference/a.csv": "new\n"}, fail)
    monkeypatch.setattr(build, "STAGES", stages)
    result = CliRunner().invoke(main, [])
    assert result.exit_code == 2
    assert result.output == "migbrief: cannot fetch sample==1.0: no connection\n"
    assert (home / "data" / "reference" / "a.csv").read_text() == "x\n1\n"


def test_a_folder_that_cannot_be_written_is_one_clear_line(home: Path) -> None:
    (home / "data" / "reference").write_text("a file where a folder should be")
    result = CliRunner().invoke(main, [])
    assert result.exit_code == 2
    assert result.output.startswith("migbrief: cannot write")
    assert result.output.count("\n") == 1


def test_a_full_disk_leaves_no_half_written_file(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    CliRunner().invoke(main, [])
    stages = (
        lambda _: {"reference/a.csv": "new\n"},
        lambda _: {"indicators/b.csv": "new\n"},
    )
    monkeypatch.setattr(build, "STAGES", stages)
    whole = Path.write_bytes

    def full(path: Path, data: bytes) -> int:
        if path.parent.name == "indicators":
            raise OSError(28, "No space left on device")
        return whole(path, data)

    monkeypatch.setattr(Path, "write_bytes", full)
    result = CliRunner().invoke(main, [])
    assert result.exit_code == 2
    assert "No space left on device" in result.output
    assert (home / "data" / "reference" / "a.csv").read_text() == "x\n1\n"
    assert sorted(path.name for path in home.rglob("*") if path.is_file()) == ["a.csv", "b.csv"]
