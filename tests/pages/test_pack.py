"""A ZIP file to pass on: it contains all that its reader needs, or is not written."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath

import pytest

from migbrief.cli import list_and_pack
from migbrief.errors import UserError
from migbrief.pages.pack import pack, single
from migbrief.registry import manifest, reports
from migbrief.registry.manifest import Result
from migbrief.registry.records import Report

WHEN = datetime(2012, 2, 9, tzinfo=UTC)
Make = Callable[..., Report]


def made(report: Report, out: Path, status: str = "ok") -> Report:
    for path in (report.output, report.executed):
        (out / path).parent.mkdir(parents=True, exist_ok=True)
        (out / path).write_text(f"content of {path}")
    result = Result(report, status, 1.0, WHEN, "boom", str(report.output), str(report.executed))  # type: ignore[arg-type]
    manifest.write_manifest(out, manifest.merge(manifest.read_manifest(out), [result], out))
    return report


def test_pages_notebooks_data_sources_and_licences_are_in_it(fixture_report: Make, tmp_path: Path) -> None:
    both = [made(fixture_report(name), tmp_path) for name in ("good", "warns")]
    count = pack(both, tmp_path, tmp_path / "out.zip")
    with zipfile.ZipFile(tmp_path / "out.zip") as archive:
        names = archive.namelist()
        assert archive.testzip() is None and len(names) == count == len(set(names))
        assert archive.read("sections/good.html").decode() == "content of sections/good.html"
        assert {
            "executed/sections/warns.ipynb",
            "data/README.md",
            "data/indicators/factbook-2025.csv",
        } <= set(names)
        licences = archive.read("LICENCES.txt").decode()
        assert "World Population Prospects" in licences and "Public domain" in licences
        assert "MIT" in archive.read("LICENSE").decode()
        assert "good" in archive.read("README.txt").decode()
    assert not any(name.startswith("/") or ".." in name for name in names)


@pytest.mark.parametrize(
    ("tables", "folders"),
    [
        (("reference", "data/indicators/factbook-2025.csv"), {"reference", "indicators"}),
        (("editions/2012-tenth",), {"editions"}),
        (("none",), set()),
    ],
)
def test_a_chosen_set_of_data(
    fixture_report: Make, tmp_path: Path, tables: tuple[str, ...], folders: set[str]
) -> None:
    pack([made(fixture_report("good"), tmp_path)], tmp_path, tmp_path / "out.zip", tables)
    names = [name for name in zipfile.ZipFile(tmp_path / "out.zip").namelist() if name.startswith("data/")]
    assert {name.split("/")[1] for name in names} == (folders | {"README.md"} if folders else set())
    assert not {"data/indicators/factbook-2015.csv"} & set(names)
    with pytest.raises(UserError, match="unknown table 'referense'; did you mean reference"):
        pack([fixture_report("good")], tmp_path, tmp_path / "out.zip", ("referense",))


def test_languages_of_a_report_are_those_that_are_there(project: Path, tmp_path: Path) -> None:
    names = {"intro": {}, "intro--fr": {"language": "fr"}, "intro--countries-KEN": {"countries": ["KEN"]}}
    intro = reports.find(["intro"])[0]
    of = {id: replace(intro, id=id, parameters={**intro.parameters, **own}) for id, own in names.items()}
    for id, report in of.items():
        made(replace(report, output=PurePosixPath(f"sections/{id}.html")), tmp_path)
    chosen = list_and_pack._find_made
    assert [r.id for r in chosen(("intro",), tmp_path, [])] == ["intro"]
    assert [r.id for r in chosen(("intro",), tmp_path, ["all"])] == ["intro", "intro--fr"]
    assert [r.id for r in chosen(("intro--fr",), tmp_path, ["en"])] == ["intro"]
    assert [r.id for r in chosen(("intro--countries-KEN",), tmp_path, ["all"])] == ["intro--countries-KEN"]
    with pytest.raises(UserError, match="intro is not there in es; first run: migbrief render intro --lang"):
        chosen(("intro",), tmp_path, ["fr", "es"])


@pytest.mark.slow
def test_the_same_reports_make_the_same_file(fixture_report: Make, tmp_path: Path) -> None:
    report = made(fixture_report("good"), tmp_path)
    for name in ("a.zip", "b.zip"):
        pack([report], tmp_path, tmp_path / name)
    assert (tmp_path / "a.zip").read_bytes() == (tmp_path / "b.zip").read_bytes()


@pytest.mark.parametrize("status", ["failed", "never made"])
def test_a_report_without_a_good_page_stops_it(status: str, fixture_report: Make, tmp_path: Path) -> None:
    good, other = made(fixture_report("good"), tmp_path), fixture_report("warns")
    if status == "failed":
        made(other, tmp_path, "failed")
    with pytest.raises(UserError, match=r"1 of 2 reports .* migbrief render warns"):
        pack([good, other], tmp_path, tmp_path / "out.zip")
    assert not (tmp_path / "out.zip").exists()


def test_a_target_that_cannot_be_written_is_one_line(fixture_report: Make, tmp_path: Path) -> None:
    report = made(fixture_report("good"), tmp_path)
    with pytest.raises(UserError, match="cannot write"):
        pack([report], tmp_path, tmp_path / "no" / "folder" / "out.zip")


@pytest.mark.slow
def test_packed_pages_lead_only_to_what_is_packed(fixture_report: Make, tmp_path: Path) -> None:
    report = fixture_report("good")
    french = replace(
        report, id="good--fr", parameters={"language": "fr"}, output=PurePosixPath("sections/good--fr.html")
    )
    for each in (report, french):
        made(each, tmp_path)
        (tmp_path / each.output).write_text("<!-- languages -->from elsewhere<!-- end of languages -->")
    for chosen, links in (([report], 0), ([report, french], 2)):
        pack(chosen, tmp_path, tmp_path / "out.zip")
        with zipfile.ZipFile(tmp_path / "out.zip") as archive:
            page = archive.read("sections/good.html").decode()
        assert page.count("<a href=") == links and "elsewhere" not in page


def test_a_page_alone_leads_to_no_other_file(fixture_report: Make, tmp_path: Path) -> None:
    report = made(fixture_report("good"), tmp_path)
    (tmp_path / report.output).write_text(
        '<!-- neighbours --><a href="b.html">Next</a><!-- end of neighbours --><!-- languages -->x'
        '<!-- end of languages --><h1><a class="brand" href="../index.html">Home</a></h1><a href="#n">1</a>'
        '<span class="on-screen"> · <a href="../executed/sections/good.ipynb">as it ran</a></span>'
    )
    single(report, tmp_path, tmp_path / "one.html")
    page = (tmp_path / "one.html").read_text("utf-8")
    assert re.findall(r'href="([^"]*)"', page) == ["#n"]
    assert '<a class="brand">Home</a>' in page and "Next" not in page and "as it ran" not in page
