"""Files beside the reports are of the same state as the reports, whatever their modification times."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from migbrief.pages import companions, data_files
from migbrief.pages.companions import FILE, Companions, state_of_index
from migbrief.registry import report_lookup
from migbrief.registry.records import Report


def write(folder: Path, text: str = "content") -> None:
    (folder / "x.csv").write_text(text)


@pytest.mark.parametrize(
    ("state", "change", "current"),
    [
        ("s", lambda folder: None, True),
        ("s", lambda folder: os.utime(folder / "x.csv", (0, 0)), True),
        ("other", lambda folder: os.utime(folder / "x.csv"), False),  # data with old times, an edition gone
        ("", lambda folder: None, False),  # --force
        ("s", lambda folder: (folder / "x.csv").unlink(), False),
        ("s", lambda folder: write(folder, ""), False),  # emptied
        ("s", lambda folder: (folder / FILE).unlink(), False),
        ("s", lambda folder: (folder / FILE).write_text("[" * 100_000), False),
        ("s", lambda folder: (folder / FILE).write_text("[1]"), False),
    ],
)
def test_a_file_is_current_by_its_content_and_its_state(
    tmp_path: Path, state: str, change: Callable[[Path], object], current: bool
) -> None:
    write(tmp_path)
    Companions(tmp_path).add([("x.csv", "s")])
    change(tmp_path)
    assert Companions(tmp_path).is_current("x.csv", state) is current


def test_figures_that_are_gone_or_of_another_state_are_written_again(tmp_path: Path) -> None:
    file = tmp_path / companions.FIGURES
    data_files.extras(tmp_path, [], [], "s")
    whole = file.read_bytes()
    for state, content in (("s", b""), ("other", whole)):
        file.write_bytes(content)
        os.utime(file, (4e9, 4e9))  # newer than any table
        data_files.extras(tmp_path, [], [], state)
        assert file.read_bytes() == whole and file.stat().st_mtime < 4e9


def test_an_index_is_of_its_entries_too() -> None:
    english, french = (
        {"id": id, "page": id, "parameters": of} for id, of in (("a", {}), ("b", {"language": "fr"}))
    )
    before = [state_of_index("s", [english, french], code) for code in ("en", "fr")]
    for changed, same in (
        ([english | {"made": "now"}, french], [False, True]),
        ([english | {"page": ""}, french], [False, False]),
        ([english, french | {"made": "now"}], [True, False]),
        ([english], [False, False]),
    ):
        now = [state_of_index("s", changed, code) for code in ("en", "fr")]
        assert [a == b for a, b in zip(before, now, strict=True)] == same
    assert state_of_index("s", [], "en") != state_of_index("t", [], "en")
    assert state_of_index("", [], "en") == ""


@pytest.mark.parametrize(
    ("entry", "there"),
    [
        ({"id": "good", "page": "sections/good.html"}, True),
        ({"id": "good--fr", "page": "sections/good--fr.html", "parameters": {"language": "fr"}}, True),
        ({"id": "good", "page": "old/good.html"}, False),
        ({"id": "gone", "page": "sections/gone.html"}, False),
        ({"id": "good--x", "page": "sections/good--x.html", "parameters": {"edition": "1999"}}, False),
        ({"id": "good--de", "page": "sections/good--de.html", "parameters": {"language": "de"}}, False),
        ({"id": "good--1", "page": "sections/good--1.html", "parameters": {"no_such": 1}}, False),
    ],
    ids=lambda value: value["id"] if isinstance(value, dict) else str(value),
)
def test_pages_that_no_report_makes_are_found(
    fixture_report: Callable[..., Report], entry: dict[str, object], there: bool
) -> None:
    known = {"good": fixture_report("good")}
    assert (report_lookup.report_of({"parameters": {}, **entry}, known) is not None) is there
