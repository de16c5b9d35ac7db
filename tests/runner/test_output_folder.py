"""An output folder that somebody has tampered with, and states that change while reports run."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner

from migbrief import paths
from migbrief.cli.main import main
from migbrief.errors import UserError
from migbrief.files import PREFIX
from migbrief.pages import page_links
from migbrief.pages.pack import pack
from migbrief.registry import manifest, reports
from migbrief.registry.manifest import Result
from migbrief.registry.records import Report
from migbrief.runner import batch, ledger

Make = Callable[..., Report]
WHEN = datetime(2012, 2, 9, tzinfo=UTC)


@pytest.mark.parametrize(
    "name",
    [
        ".lock",
        "manifest.json",
        "index.html",
        "profiles",
        "notebooks",
        "sections/a1.html",
        "executed/sections",
    ],
)
@pytest.mark.parametrize("kind", ["link", "pipe"])
def test_nothing_outside_is_touched_through_a_link(tmp_path: Path, name: str, kind: str) -> None:
    out, outside = tmp_path / "out", tmp_path / "outside"
    (out / name).parent.mkdir(parents=True)
    outside.mkdir()
    for file in ("victim", f"{PREFIX}victim"):
        (outside / file).write_text("mine")
    whole_folder = name in ("profiles", "notebooks", "executed/sections")
    if kind == "link":
        (out / name).symlink_to(outside if whole_folder else outside / "victim")
    else:
        os.mkfifo(out / name)
    for attempt in (lambda: batch.locked(out).__enter__(), lambda: pack([], out, tmp_path / "out.zip")):
        with pytest.raises(UserError, match="is a link, or not a file"):
            attempt()
    for words in (
        ["render", "b", "--out", out],
        ["render", "b", "--dry-run", "--out", out],
        ["render", "--only-failed", "--out", out],
        ["pack", "b", "--reports", out, "--out", tmp_path / "out.zip"],
        ["publish", tmp_path / "site", "--reports", out],
    ):
        done = CliRunner().invoke(main, list(map(str, words)))
        assert done.exit_code == 2 and "is a link, or not a file" in done.stderr
    assert {path.name: path.read_text() for path in outside.iterdir()} == {
        "victim": "mine",
        f"{PREFIX}victim": "mine",
    }


def test_what_we_may_not_read_is_one_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Taken for a manifest that is not there, it would be lost."""
    (tmp_path / "manifest.json").write_text("{}")
    monkeypatch.setattr(os, "access", lambda path, mode: Path(path).name != "manifest.json")
    done = CliRunner().invoke(main, ["render", "b", "--out", str(tmp_path)])
    assert done.exit_code == 2
    assert done.stderr == f"migbrief: cannot read {tmp_path / 'manifest.json'}: Permission denied\n"


def test_pruning_leaves_what_is_not_ours(tmp_path: Path) -> None:
    (tmp_path / manifest.MANIFEST).write_text('{"reports": []}')
    mine = ["notebooks/mine.ipynb", "notebooks/data.csv", "sections/notes.txt", "profiles/me.jpg", "a.html"]
    gone = [
        "notebooks/old.html",
        "sections/old.pdf",
        "executed/sections/old.ipynb",
        "failed/notebooks/x.html",
    ]
    for name in (*mine, *gone):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("x")
    done = CliRunner().invoke(main, ["prune", "--out", str(tmp_path)])
    assert (done.exit_code, done.stderr, done.stdout.splitlines()[:-1]) == (0, "", sorted(gone))
    assert all((tmp_path / name).is_file() for name in mine)


def test_pruning_leaves_what_a_killed_batch_made(tmp_path: Path) -> None:
    """Such pages are named by the ledger alone, or by nothing, while their reports still exist."""
    (tmp_path / manifest.MANIFEST).write_text('{"reports": []}')
    kenya = reports.with_parameters(reports.find(["KEN"])[0], {"language": "fr"})
    made = Result(kenya, "ok", 1.0, WHEN, page=str(kenya.output), executed=str(kenya.executed))
    left = ["profiles/KEN.html", "profiles/KEN.xlsx", *map(str, (kenya.executed, kenya.failed))]
    left = [name.replace("--fr", "") for name in left]
    gone = ["profiles/XYZ.html", "profiles/region-atlantis.html"]
    for name in (*left, *gone, made.page, made.executed):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("x")
    ledger.Ledger(tmp_path, ledger.State([kenya])).add(made)
    done = CliRunner().invoke(main, ["prune", "--out", str(tmp_path), "--dry-run"])
    assert (done.exit_code, done.stdout.splitlines()) == (0, [*gone, "2 files to remove"])


def test_what_reads_a_folder_says_who_is_at_work_there(tmp_path: Path) -> None:
    out = tmp_path / "out"
    with batch.at_rest(out):  # where nothing was made there is no one
        assert not out.exists()
    out.mkdir()
    with batch.locked(out):
        for words in (
            ["prune", "--out", out],
            ["pack", "b", "--reports", out, "--out", tmp_path / "out.zip"],
            ["publish", tmp_path / "site", "--reports", out],
        ):
            done = CliRunner().invoke(main, list(map(str, words)))
            said = f"another command (process {os.getpid()}) is at work in {out}; wait for it"
            assert done.exit_code == 2 and said in done.stderr


def test_a_manifest_does_not_say_what_runs(own: Report, tmp_path: Path) -> None:
    """``--only-failed`` would else run any notebook of this machine that a folder from elsewhere names."""
    shutil.copy(own.notebook, tmp_path / "evil.ipynb")
    evil = entry(reports.of_path(tmp_path / "evil.ipynb")) | {"status": "failed", "page": ""}
    out = paths.root() / "out"
    (out / manifest.MANIFEST).write_text(json.dumps({"migbrief": "1", "reports": [evil]}))
    for words in ([], ["--dry-run"], ["evil"]):
        done = CliRunner().invoke(main, ["render", *words, "--only-failed", "--out", str(out)])
        assert done.exit_code == 2 and done.stdout == ""
    assert "evil is of a notebook outside the project" in done.stderr or "unknown report" in done.stderr


def test_what_is_not_ours_may_be_a_link(tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "latest").symlink_to("/etc")
    (tmp_path / "link").symlink_to(tmp_path / "out")
    with batch.locked(tmp_path / "link"):
        assert (tmp_path / "out" / ".lock").read_text() == str(os.getpid())


def entry(report: Report) -> dict[str, object]:
    made = Result(report, "ok", 1.0, WHEN, page=str(report.output), executed=str(report.executed))
    return manifest.entry(made)


@pytest.mark.parametrize(
    "change",
    [
        *(
            {key: path}
            for key in ("page", "executed", "failed_page")
            for path in ("../victim", "/etc/passwd")
        ),
        *(
            {"page": name}
            for name in ("..", "a/../../victim", "C:victim", "a\\..\\victim", "a\x1b[31m.html", 5)
        ),
        *({key: 5} for key in ("id", "title", "status", "made")),
        *({key: None} for key in ("page", "parameters", "page_made")),
        {"made": "yesterday"},
    ],
    ids=str,
)
def test_an_entry_that_names_a_place_outside_or_is_none_is_left_out(
    fixture_report: Make, tmp_path: Path, change: dict[str, object]
) -> None:
    victim = tmp_path / "victim"
    victim.write_text("<!-- languages --><!-- end of languages -->")
    good, odd = entry(fixture_report("good")), entry(fixture_report("warns")) | change
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / manifest.MANIFEST).write_text(json.dumps({"reports": [good, odd]}))
    read = manifest.read_manifest(tmp_path / "out")
    assert read == [good]
    page_links.update_links(tmp_path / "out", read)
    with pytest.raises(UserError, match="have no page of a good run"):
        pack([fixture_report("warns")], tmp_path / "out", tmp_path / "out.zip")
    assert victim.read_text() == "<!-- languages --><!-- end of languages -->"


@pytest.mark.parametrize(
    "text",
    ["[" * 100_000, "[]", "5", '{"reports": 5}', '{"reports": {"a": 1}}', '{"reports": [5, [], null]}'],
)
def test_odd_caches_are_ignored(tmp_path: Path, text: str) -> None:
    for name in (manifest.MANIFEST, ledger.LEDGER, ledger.FIGURES):
        (tmp_path / name).write_text(text)
    assert manifest.read_manifest(tmp_path) == []
    assert list(ledger._read(tmp_path / ledger.LEDGER)) == []


@pytest.mark.parametrize(
    "change",
    [{"entry": 5}, {"figures_read": {"2025": 5}}, {"figures_read": {"2025": {"a": 5}}}, {"editions": []}],
)
def test_odd_lines_of_a_ledger_are_skipped(
    fixture_report: Make, tmp_path: Path, change: dict[str, object]
) -> None:
    made = entry(fixture_report("good"))
    record = ledger.Record("good", "b", "d", "f", {"2025": {"gini": ["KEN"]}}, {}, "p", made)
    lines = [json.dumps(vars(record)), json.dumps(vars(record) | change)]
    (tmp_path / ledger.LEDGER).write_text("\n".join(lines))
    assert list(ledger._read(tmp_path / ledger.LEDGER)) == [record]


@pytest.fixture
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fixture_report: Make) -> Report:
    """A report of a project with data of its own, and its page."""
    home = tmp_path / "project"
    shutil.copytree(paths.data(), home / "data")
    monkeypatch.setenv("MIGBRIEF_HOME", str(home))
    report = fixture_report("good")
    shutil.copy(report.notebook, home / "good.ipynb")
    for path in (report.output, report.executed):
        (home / "out" / path).parent.mkdir(parents=True, exist_ok=True)
        (home / "out" / path).write_text("a page")
    return replace(report, notebook=home / "good.ipynb")


@pytest.mark.parametrize("changed", ["good.ipynb", "data/reference/countries.csv"])
def test_a_page_made_while_its_state_changed_is_not_up_to_date(own: Report, changed: str) -> None:
    """A, then B while the report runs, then A again: it is not known which of them the page was made from."""
    home = paths.root()
    made = Result(own, "ok", 1.0, WHEN, page=str(own.output), executed=str(own.executed), figures_read={})
    records = ledger.Ledger(home / "out", ledger.State([own]))
    records.add(made)
    records = ledger.Ledger(home / "out", ledger.State([own]))
    assert records.is_current(own)
    records.refuse_old({own.id: own})
    with pytest.raises(UserError, match="1 of 2 reports no longer exist: gone; remove them: migbrief prune"):
        records.refuse_old({own.id: own, "gone": None})
    other = replace(own, id="other")  # it exists, so that prune would not remove it
    with pytest.raises(UserError, match=r"1 of 3 reports are of other .*: other; render them again$"):
        records.refuse_old({own.id: own, "gone": None, "other": other})
    (home / "out" / ledger.LEDGER).unlink()

    records, before = ledger.Ledger(home / "out", ledger.State([own])), (home / changed).read_bytes()
    (home / changed).write_bytes(before + b" ")
    (home / changed).write_bytes(before)
    records.add(made)
    assert not ledger.Ledger(home / "out", ledger.State([own])).is_current(own)


def test_what_programs_leave_beside_an_open_table_changes_nothing(own: Report) -> None:
    before = ledger.State([own]).data
    for name in (".~lock.facts.csv#", "~$facts.xlsx", "facts.csv~", ".facts.csv.swp"):
        (paths.data() / "editions" / name).write_text("somebody")
    assert ledger.State([own]).data == before
