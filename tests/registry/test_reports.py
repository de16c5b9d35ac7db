"""The catalogue: which reports exist, and how a report with other parameters is told apart."""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path

import pytest

from migbrief import paths
from migbrief.editions import edition
from migbrief.errors import UserError
from migbrief.registry import notebook_cell, reports


def test_reports_come_in_the_papers_order_with_its_titles(project: Path) -> None:
    found = reports.reports()
    assert [report.id for report in found] == ["intro", "a1", "a3"]
    assert found[0].title == "Introduction"
    assert found[0].description.startswith("IOM at sixty")
    assert str(found[0].output) == "sections/intro.html"


def test_each_section_has_one_report_and_nothing_else() -> None:
    """Its own notebook where the table names one, the notebook for any section where it does not."""
    rows = edition.load(edition.default()).sections
    found = [report for report in reports.reports() if "section" in report.own]
    assert [report.parameters["section"] for report in found] == list(rows["section"])
    named = [report.notebook.stem for report in found]
    assert named == [own or "section" for own in rows["notebook"]]
    assert reports.reports()[0].id == "overview"


def test_find_ignores_case_and_repeats(project: Path) -> None:
    assert [report.id for report in reports.find(["A3", "intro", "a3"])] == ["a3", "intro"]


def test_a_paper_by_its_name_or_title_is_all_its_reports() -> None:
    every = [report.id for report in reports.reports("2012-tenth")]
    for name in ("2012-tenth", "IOM input to the tenth coordination meeting, 2012"):
        assert [report.id for report in reports.find([name, "a1"])] == every


def test_a_place_may_be_named() -> None:
    asked = ["Kenya", "ken", "404", "Corée du Sud", "Eastern Africa", "a1"]
    assert [report.id for report in reports.find(asked)] == ["KEN", "KOR", "region-eastern-africa", "a1"]
    with pytest.raises(UserError, match="'Kenja'; did you mean Kenya"):
        reports.find(["Kenja"])
    with pytest.raises(UserError, match="did you mean FSM or region-micronesia"):
        reports.find(["Micronesia"])


def test_a_notebook_of_ones_own_is_found_by_its_name(project: Path) -> None:
    """By that of its file too, even where that looks like a country's code, or is broken."""
    shutil.copy(paths.PACKAGE.parents[1] / "notebooks/country-profile.ipynb", project / "notebooks")
    for name in ("My_Notes", "img", "ken"):
        shutil.copy(project / "notebooks" / "intro.ipynb", project / "notebooks" / f"{name}.ipynb")
    (project / "notebooks" / "broken.ipynb").write_text("{")
    asked = ["My_Notes", "my-notes", "img", "broken", "KEN", "notebook-ken"]
    found = [report.id for report in reports.find(asked)]
    assert found == ["my-notes", "notebook-img", "broken", "KEN", "notebook-ken"]


@pytest.mark.parametrize("name", ["y" * 100_000, "a\x00b"])
def test_a_name_that_no_file_can_have_is_unknown(project: Path, name: str) -> None:
    with pytest.raises(UserError, match=r"^unknown report .{1,300}$"):
        reports.find([name])


def test_what_is_no_file_is_no_notebook(project: Path) -> None:
    """Reading a pipe would wait for ever, reading /dev/zero would take all memory."""
    os.mkfifo(project / "notebooks" / "pipe.ipynb")
    (project / "notebooks" / "zero.ipynb").symlink_to("/dev/zero")
    (project / "notebooks" / "gone.ipynb").symlink_to("nowhere")
    assert reports.own() == [] and not notebook_cell.read(project / "notebooks" / "pipe.ipynb").report


@pytest.mark.parametrize("code", ["x = {[]: 1}", "x = " + "(" * 5000 + ")" * 5000, "x = 1 +", "x = {**1}"])
def test_odd_code_in_a_parameters_cell_declares_nothing(tmp_path: Path, code: str) -> None:
    cell = {"cell_type": "code", "source": f"y = 1\n{code}", "metadata": {"tags": ["parameters"]}}
    (tmp_path / "a.ipynb").write_text(json.dumps({"cells": [cell], "metadata": {}}))
    assert "x" not in (notebook_cell.read(tmp_path / "a.ipynb").parameters or {})


def test_find_names_the_nearest(project: Path) -> None:
    with pytest.raises(UserError, match="unknown report 'intrp'; did you mean intro"):
        reports.find(["intrp"])


def test_default_values_make_the_default_report(project: Path) -> None:
    report = reports.find(["intro"])[0]
    assert reports.with_parameters(report, {"vintage": "2025", "countries": ""}) == report


def test_other_parameters_make_another_page_and_the_same_question_the_same_page(project: Path) -> None:
    report = reports.find(["intro"])[0]
    one = reports.with_parameters(report, {"countries": "Kenya,Nepal"})
    same = reports.with_parameters(report, {"countries": "KEN,np"})
    other = reports.with_parameters(report, {"countries": "KEN"})
    assert one == same and one.parameters["countries"] == ["KEN", "NPL"]
    assert len({report.output, one.output, other.output}) == 3
    assert one.output.parent == report.output.parent and "countries-KEN-NPL" in one.id


def test_a_long_list_keeps_file_names_short(project: Path) -> None:
    from migbrief.datasets import countries

    everyone = reports.with_parameters(
        reports.find(["intro"])[0], {"countries": list(countries.load().index[:200])}
    )
    assert len(everyone.output.name) < 100
