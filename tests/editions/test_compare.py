"""Two editions side by side: a paper, and the one of the year after."""

from __future__ import annotations

import shutil
from pathlib import Path

import pandas as pd
import pytest

from migbrief import paths
from migbrief.editions import compare, edition
from migbrief.editions.compare import AGAIN, DONE, SILENT


def write(folder: Path, name: str, change: dict[tuple[str, str], str]) -> None:
    """Change cells of a table: by its first column's value and the column, to another text."""
    rows = pd.read_csv(folder / f"{name}.csv", dtype=str, keep_default_na=False)
    for (key, column), value in change.items():
        rows.loc[rows.iloc[:, 0] == key, column] = value
    rows.to_csv(folder / f"{name}.csv", index=False)


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> compare.Comparison:
    folder = shutil.copytree(paths.editions() / "2012-tenth", tmp_path_factory.mktemp("e") / "2013-next")
    write(folder, "edition", {("2012-tenth", "start"): "2013-02-12", ("2012-tenth", "end"): ""})
    write(folder, "edition", {("2012-tenth", "edition"): "2013-next"})
    write(
        folder,
        "facts",
        {
            ("a1-staff", "value"): "8030",
            ("a1-locations", "subject"): "places with an office",
            ("a1-locations", "role"): "",
        },
    )
    write(
        folder,
        "initiatives",
        {
            ("diaspora-conference", "status"): "reported",
            ("wmr-2013", "name"): "World Migration Report 2014",
            ("policy-advisory-board", "name"): "Herons",
        },
    )
    rows = pd.read_csv(folder / "initiatives.csv", dtype=str, keep_default_na=False)
    gone = rows[rows["initiative_id"] != "rcp-inputs"]
    gone.to_csv(folder / "initiatives.csv", index=False)
    for name in ("participants", "places", "outcomes", "checks"):
        table = pd.read_csv(folder / f"{name}.csv", dtype=str, keep_default_na=False)
        kept = table[table["initiative_id"] != "rcp-inputs"] if "initiative_id" in table else table.iloc[:0]
        kept = (
            kept.iloc[:0]
            if name == "outcomes"
            else kept[kept["outcome_id"] == ""]
            if name == "places"
            else kept
        )
        kept.to_csv(folder / f"{name}.csv", index=False)
    return compare.compare(edition.load(str(folder)), edition.load("2012-tenth"))


def test_the_earlier_comes_first_whichever_is_named_first(found: compare.Comparison) -> None:
    assert (found.earlier.name, found.later.name) == ("2012-tenth", "2013-next")


def test_a_figure_is_found_by_its_role_or_its_words(found: compare.Comparison) -> None:
    figures = {
        before.fact_id: (before.value, after.value)
        for before, after in found.figures[["before", "after"]].to_numpy()
    }
    assert figures["a1-staff"] == (7300, 8030)
    assert "a1-locations" not in figures  # neither role nor words are those of the earlier
    assert found.figures["same"].all()


def test_words_that_count_anything_make_no_two_figures_alike() -> None:
    assert not compare.alike("years since the first Rio conference", "years since the Declaration")
    assert not compare.alike("number of the coordination meeting", "number of the ministerial")
    assert compare.alike("years since the first Rio conference", "years since Rio")


@pytest.mark.parametrize(
    ("plan", "says"),
    [("diaspora-conference", DONE), ("wmr-2013", AGAIN), ("hld-2013", AGAIN), ("rcp-inputs", SILENT)],
)
def test_what_the_later_paper_says_of_a_plan(found: compare.Comparison, plan: str, says: str) -> None:
    assert found.plans.set_index("plan_id").loc[plan, "says"] == says


def test_partners_and_countries_are_counted_in_both(found: compare.Comparison) -> None:
    partners = found.partners.set_index("partner")
    assert partners.loc["UNDP", "before"] == partners.loc["UNDP", "after"] > 0
    kenya = found.countries.set_index("iso3").loc["KEN"]
    assert kenya["before"] == kenya["after"]


def test_the_lines_say_figures_and_plans_in_words(found: compare.Comparison) -> None:
    said = list(compare.lines(found))
    assert "  IOM staff: 7,300 staff (2011) → 8,030 staff (2011)" in said
    assert "  Diaspora Ministers Conference: done, according to the later paper; slipped" in said
    assert "  Help for RCPs to consider their inputs: not mentioned; unknown" in said


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("World Migration Report 2011", "World Migration Report 2015: a future", True),
        ("Global Forum under Mauritius", "Global Forum on Migration and Development", False),
        ("IOM Development Fund", "Migration Emergency Fund", False),
        ("New initiative", "Another new initiative", False),
        (edition.UNWRITTEN, edition.UNWRITTEN, False),
    ],
)
def test_names_are_compared_by_their_words(one: str, other: str, same: bool) -> None:
    assert compare.alike(one, other) is same
