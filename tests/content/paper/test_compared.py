"""The page of two papers side by side: the paper of 2012, and herons."""

from __future__ import annotations

import shutil
from pathlib import Path

import pandas as pd
import pytest

from cells import display
from folders import HERONS
from migbrief import paths
from migbrief.content.paper import compared
from migbrief.errors import UserError
from migbrief.registry import reports


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    editions = tmp_path / "data" / "editions"
    editions.mkdir(parents=True)
    (editions / "2012-tenth").symlink_to(paths.editions() / "2012-tenth")
    for name in ("reference", "schemas", "indicators"):
        (tmp_path / "data" / name).symlink_to(paths.data() / name)
    (tmp_path / "notebooks").symlink_to(paths.notebooks())
    monkeypatch.setenv("MIGBRIEF_HOME", str(tmp_path))
    return editions


def next_year(editions: Path) -> None:
    """A copy of the paper with one plan done, more staff, and no other trace of the year after."""
    folder = shutil.copytree(editions / "2012-tenth", editions / "2013-next")
    for name, column, key, value in (
        ("edition", "edition", "2012-tenth", "2013-next"),
        ("edition", "start", "2013-next", "2013-02-09"),
        ("edition", "end", "2013-next", ""),
        ("edition", "default", "2013-next", ""),
        ("facts", "value", "a1-staff", "8030"),
        ("initiatives", "status", "diaspora-conference", "reported"),
    ):
        rows = pd.read_csv(folder / f"{name}.csv", dtype=str, keep_default_na=False)
        rows.loc[rows.iloc[:, 0] == key, column] = value
        rows.to_csv(folder / f"{name}.csv", index=False)
    for name in ("outcomes", "checks"):
        pd.read_csv(folder / f"{name}.csv", dtype=str).iloc[:0].to_csv(folder / f"{name}.csv", index=False)
    places = pd.read_csv(folder / "places.csv", dtype=str, keep_default_na=False)
    places[places["outcome_id"] == ""].to_csv(folder / "places.csv", index=False)


def test_what_recurs_is_reported_and_shown(home: Path) -> None:
    next_year(home)
    pair = compared.open_pair()
    said = display("compare", "first_screen", pair=pair).text
    assert "In common: 88 initiatives" in said and "27 partners." in said
    assert "Of 31 plans in the earlier paper, the later reports 1 as done and 30 are planned again." in said
    figures = compared.figure_table(pair, pair.found.figures).data.set_index("what")
    assert figures.loc["IOM staff", ["before", "after", "change"]].tolist() == [
        *("7,300 staff (2011)", "8,030 staff (2011)", "+10%"),
    ]
    plans = display("compare", "plan_table", pair=pair).data.set_index("what")
    assert plans.loc["Diaspora Ministers Conference", "says"] == "done, according to the later paper"
    grid = compared.overlap(pair)
    assert (grid[[compared.BEFORE, compared.AFTER]] == 0).all(axis=None)


def test_names_counted_and_headings_are_in_the_language_of_the_report(home: Path) -> None:
    next_year(home)
    pair = compared.open_pair(language="fr")
    shown = compared.shared_chart(pair, compared.overlap(pair))
    assert "27 partenaires" in shown.text and "Dans les deux" in shown.html and "In both" not in shown.html


def test_a_comparison_is_a_report_only_where_there_are_two_papers(home: Path) -> None:
    assert reports.COMPARE not in [report.id for report in reports.reports()]
    with pytest.raises(UserError, match="a comparison needs two"):
        compared.open_pair()
    shutil.copytree(HERONS, home / "herons")
    (made,) = reports.find(["compare"])
    assert made.parameters == {"edition": "2012-tenth", "against": "herons"}
    turned = reports.with_parameters(made, {"edition": "herons"})
    assert turned.parameters == {"edition": "herons", "against": "2012-tenth"}
    with pytest.raises(UserError, match="unknown edition 'heron'; did you mean herons"):
        compared.open_pair(against="heron")
