"""The data package: every table described, valid, and in the dictionary."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from migbrief import paths
from migbrief.datasets import dictionary
from migbrief.editions import edition

DATA = paths.data()


@pytest.mark.slow
def test_frictionless_finds_nothing_wrong() -> None:
    frictionless = pytest.importorskip("frictionless")
    report = frictionless.Package(DATA / "datapackage.json").validate()
    assert report.valid, report.flatten(["name", "rowNumber", "fieldName", "message"])[:5]


def test_every_table_and_schema_is_described() -> None:
    package = json.loads((DATA / "datapackage.json").read_text(encoding="utf-8"))
    described = {r["path"] for r in package["resources"]}
    there = {p.relative_to(DATA).as_posix() for p in DATA.rglob("*.csv")}
    own = {path for path in there if not path.startswith("editions/") or "/2012-tenth/" in path}
    assert described == own  # further papers have the same tables
    used = {r["schema"] for r in package["resources"]} | {"schemas/groups.json"}  # which a paper may have
    assert used == {p.relative_to(DATA).as_posix() for p in (DATA / "schemas").glob("*.json")}


@pytest.mark.parametrize("path", sorted((DATA / "schemas").glob("*.json")), ids=lambda p: p.stem)
def test_every_column_says_what_it_means(path: Path) -> None:
    fields = json.loads(path.read_text(encoding="utf-8"))["fields"]
    assert all(len(f["description"]) > 2 and f["type"] for f in fields)
    names = [f["name"] for f in fields]
    assert len(names) == len(set(names))


def test_the_tables_of_an_edition_have_schemas() -> None:
    assert set(edition.TABLES) <= {p.stem for p in (DATA / "schemas").glob("*.json")}


def test_the_dictionary_is_up_to_date() -> None:
    text = (DATA / "README.md").read_text(encoding="utf-8")
    assert text == dictionary.replace_tables(text, dictionary.table_markdown(DATA)), (
        "run python -m migbrief.datasets.dictionary"
    )


def test_the_dictionary_names_what_expressions_may_use() -> None:
    from migbrief.editions.expressions import FUNCTIONS

    text = (DATA / "README.md").read_text(encoding="utf-8")
    for name, takes in FUNCTIONS.items():
        assert f"`{name}(" in text or name in ("min", "max", "round", "abs")
        assert all(f"{keyword}=" in text for keyword in takes.keywords)
