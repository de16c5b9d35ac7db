"""What batches, fingerprints and manifests know of the source editions held."""

from __future__ import annotations

import socket
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath

import pandas as pd
import pytest

from migbrief.datasets import read_log, store, store_state
from migbrief.datasets.store.schema import tidy
from migbrief.pages.assets import official_sources
from migbrief.pages.pack import _licences
from migbrief.registry.manifest import Result, entry
from migbrief.registry.records import Report
from migbrief.runner.ledger import Ledger, State
from migbrief.sources.licences import release
from official import figures_of


def add(year: int, value: float) -> None:
    rows = pd.DataFrame({"iso3": ["KEN"], "year": [year], "value": [value]})
    made = release("undesa", year, figures=tidy(rows, indicator="migrant_stock", unit="persons"))
    store.add([made], anew=True)


@pytest.fixture(autouse=True)
def live(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("MIGBRIEF_DATA", str(tmp_path / "live"))
    return tmp_path / "live"


def test_a_batch_reads_one_state_while_an_update_writes_another(tmp_path: Path) -> None:
    add(2020, 1.0)
    with store_state.one_state(tmp_path):
        before = store_state.named()
        add(2024, 2.0)
        assert store_state.named() == before and list(store.opened().state) == ["undesa-2020"]
    assert [name.partition("@")[0] for name in store_state.named()] == ["undesa-2020", "undesa-2024"]


def test_a_batch_that_began_without_a_store_goes_on_without(tmp_path: Path) -> None:
    with store_state.one_state(tmp_path):
        add(2024, 2.0)
        assert store_state.named() == [] and store.to_show().empty
    assert store_state.named()


def result(out: Path, read: bool) -> Result:
    notebook = out / "x.ipynb"
    for name in ("x.ipynb", "x.html"):
        (out / name).write_text("x")
    report = Report("x", "x", notebook, "section", PurePosixPath("x.html"))
    read_log.start()
    if read:
        figures_of(store.opened(), "migrant_stock", "KEN")
    seen = read_log.recorded()
    return Result(report, "ok", 1.0, datetime.now(UTC), page="x.html", executed="x.ipynb", figures_read=seen)


@pytest.mark.parametrize("read", [True, False])
def test_only_reports_that_read_the_store_are_made_again_when_it_changes(tmp_path: Path, read: bool) -> None:
    add(2024, 1.0)
    made = result(tmp_path, read)
    Ledger(tmp_path, State()).add(made)
    assert Ledger(tmp_path, State()).is_current(made.report)
    add(2024, 2.0)
    assert Ledger(tmp_path, State()).is_current(made.report) is not read


def test_the_manifest_names_the_editions_that_a_report_read(tmp_path: Path) -> None:
    add(2024, 1.0)
    add(2020, 1.0)
    (named,) = entry(result(tmp_path, True))["source_editions"]
    assert named in store_state.named() and named.startswith("undesa-2024@")
    assert entry(result(tmp_path, False))["source_editions"] == []
    unknown = replace(result(tmp_path, True), figures_read=None)
    assert entry(unknown)["source_editions"] == store_state.named()


def test_licences_and_citations_come_from_the_ledger() -> None:
    add(2024, 1.0)
    (source,) = official_sources(store_state.named())
    assert source.title.endswith("International Migrant Stock 2024") and source.licence == "CC BY 3.0 IGO"
    assert "undesa-2024: United Nations" in _licences(store_state.named()) and "undesa" not in _licences([])


def test_no_test_calls_another_machine() -> None:
    with socket.socket() as one, pytest.raises(pytest.fail.Exception, match="connects to 192"):
        one.connect(("192.0.2.1", 80))
