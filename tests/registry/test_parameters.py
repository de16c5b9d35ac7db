"""Parameters: what is refused, in which words, and what a value becomes."""

from __future__ import annotations

import ast
import json
from pathlib import Path

import pytest

from migbrief import paths
from migbrief.datasets import countries
from migbrief.errors import UserError
from migbrief.registry.parameter_models import MODELS
from migbrief.registry.parameters import as_text, changed, model_for, parse, settings


def test_defaults_need_nothing_and_change_nothing() -> None:
    for name in MODELS:
        values = parse(name, {})
        assert changed(values) == {}
        assert not any(setting.changed for setting in settings(values))
        assert all(setting.meaning for setting in settings(values)), name


@pytest.mark.parametrize(
    "text", ["KEN,Nepal,PH", " ken , NPL,Philippines ", '["Kenya", "np", "PHL"]', "KEN,NPL,PHL,KEN"]
)
def test_countries_become_iso3_once_each(text: str) -> None:
    assert parse("section", {"countries": text}).countries == ["KEN", "NPL", "PHL"]


def test_peers_take_many_countries_and_names_with_commas() -> None:
    codes = list(countries.load().index)[:51]
    assert parse("country-profile", {"peers": ",".join(codes)}).model_dump()["peers"] == ",".join(codes)
    asked = {"peers": ["China, Hong Kong SAR", 404]}
    assert parse("country-profile", asked).model_dump()["peers"] == "HKG,KEN"
    assert parse("section", {"countries": ["KEN,NPL", "China, Hong Kong SAR"]}).model_dump()["countries"] == [
        *("KEN", "NPL", "HKG")
    ]


def test_texts_of_the_command_line_become_numbers() -> None:
    values = parse("a4-internal-capacities", {"runs": "50", "crisis_cost_usd": "2.5e6"})
    assert changed(values) == {"crisis_cost_usd": 2_500_000.0, "runs": 50}


@pytest.mark.parametrize(
    ("report", "name", "value", "said"),
    [
        ("section", "title", "a\x1b[31mb", "parameter title of section takes a text"),
        ("section", "contries", "KEN", "unknown section parameter 'contries'; did you mean countries?"),
        (
            "a4-internal-capacities",
            "years",
            "ten",
            "parameter years of a4-internal-capacities takes a whole number, such as 10; got 'ten'",
        ),
        (
            "a4-internal-capacities",
            "years",
            "2.5",
            "parameter years of a4-internal-capacities takes a whole number, such as 10; got '2.5'",
        ),
        (
            "a4-internal-capacities",
            "crisis_cost_usd",
            "5,000,000",
            "crisis_cost_usd of a4-internal-capacities takes a number, such as 2.5; got '5,000,000'",
        ),
        (
            "a4-internal-capacities",
            "crisis_cost_usd",
            "nan",
            "parameter crisis_cost_usd of a4-internal-capacities takes a number, such as 2.5; got 'nan'",
        ),
        (
            "a4-internal-capacities",
            "repayment_rate",
            "1.2",
            "parameter repayment_rate of a4-internal-capacities must be 1.0 or less; got '1.2'",
        ),
        (
            "a4-internal-capacities",
            "runs",
            "1",
            "parameter runs of a4-internal-capacities must be 10 or more; got '1'",
        ),
        ("section", "top", "1000", "parameter top of section must be 60 or less; got '1000'"),
        ("country-profile", "horizon", "2051", "must be a multiple of 5; got '2051'"),
        ("section", "countries", "Elbonia", "unknown country 'Elbonia'"),
        ("section", "countries", "[KEN", "countries is not a valid JSON list"),
        ("section", "countries", "[[1]]", "parameter countries of section takes"),
        ("section", "group", "Estern Africa", "unknown group 'Estern Africa'; did you mean"),
        ("section", "edition", "2012-tent", "unknown edition '2012-tent'; did you mean 2012-tenth?"),
        ("section", "vintage", "2024", "unknown data edition '2024'"),
        ("section", "edition", "x" * 300, "must be 200 characters or fewer"),
        (
            "section",
            "top",
            True,
            "parameter top of section takes a whole number, such as 10; got 'True'",
        ),  # YAML's yes
        (
            "a4-internal-capacities",
            "advance_share",
            True,
            "parameter advance_share of a4-internal-capacities takes a number, such as 2.5",
        ),
        ("section", "edition", "../reference", "unknown edition '../reference'"),
    ],
)
def test_bad_values_are_refused_in_one_line(report: str, name: str, value: object, said: str) -> None:
    with pytest.raises(UserError) as caught:
        parse(report, {name: value})
    message = str(caught.value)
    assert said in message
    assert "\n" not in message and len(message) < 300


def test_an_unknown_report_has_no_model() -> None:
    with pytest.raises(UserError, match="unknown report 'a9'"):
        model_for("a9")


def test_the_table_of_a_page_marks_what_differs_and_gives_units() -> None:
    rows = {row.name: row for row in settings(parse("a4-internal-capacities", {"repayment_months": 12}))}
    assert rows["repayment_months"].changed and rows["repayment_months"].value == "12"
    assert rows["repayment_months"].unit == "months"
    assert rows["crisis_cost_usd"].value == "3,000,000" and not rows["crisis_cost_usd"].changed


@pytest.mark.parametrize("value", [["KEN", "NPL"], 5_000_000.0, 0.1, 12, "Eastern Africa", 1 / 3])
def test_a_value_survives_being_written_as_text(value: object) -> None:
    text = as_text(value)
    if isinstance(value, list):
        assert text.split(",") == value
    else:
        assert type(value)(text) == value  # type: ignore[call-arg]


@pytest.mark.parametrize("report", MODELS)
def test_each_notebook_declares_exactly_its_parameters(report: str) -> None:
    """The parameters cell and the model agree, so plain papermill runs the same report."""
    notebook = paths.notebooks() / f"{report}.ipynb"
    cells = json.loads(notebook.read_text("utf-8"))["cells"]
    tagged = [c for c in cells if "parameters" in c["metadata"].get("tags", [])]
    assert len(tagged) == 1
    declared = {}
    for statement in ast.parse("".join(tagged[0]["source"])).body:
        assert isinstance(statement, ast.AnnAssign), "each parameter is one annotated assignment"
        assert isinstance(statement.target, ast.Name) and statement.value is not None
        declared[statement.target.id] = ast.literal_eval(statement.value)
    fields = {name: field.default for name, field in MODELS[report].model_fields.items()}
    assert declared == {k: v for k, v in fields.items() if k in declared or k not in ("title", "subtitle")}


def test_peers_are_a_group_or_the_users_own_list(tmp_path: Path) -> None:
    listed = tmp_path / "mylist.csv"
    listed.write_text("country,why\nNepal,far\nPHL,\n")
    asked = {"peers": str(listed)}
    assert parse("country-profile", asked).model_dump()["peers"] == "mylist: NPL,PHL"
    listed.write_text("iso3,list,source,date\nNPL,Our neighbours,the ministry,March 2024\nPHL,,,\n")
    named = "Our neighbours (the ministry, March 2024): NPL,PHL"
    assert parse("country-profile", asked).model_dump()["peers"] == named
    assert parse("country-profile", {"peers": named}).model_dump()["peers"] == named
    assert parse("country-profile", {"peers": "ecowas"}).model_dump()["peers"] == "ECOWAS"
    with pytest.raises(UserError, match=r"has no column iso3 or country"):
        listed.write_text("place\nNepal\n")
        parse("country-profile", asked)
