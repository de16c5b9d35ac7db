"""Country profiles made by Papermill: whole pages, with and without official data."""

from __future__ import annotations

import html
import re
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest

import official
from migbrief.datasets import countries
from migbrief.pages import brief, workbook
from migbrief.registry import reports as catalogue
from migbrief.registry.profile_reports import country_reports
from migbrief.runner import render
from shared_site import Site

# The default, a large country, a microstate that loses people, a place inside another, a divided place, war.
HARD = ["KEN", "USA", "TUV", "XKX", "PSE", "SYR", "SSD"]
PARTS = (
    "Migrants in the country",
    "Emigrants",
    "Movement",
    "Forced displacement",
    "Money",
    "People and work",
    "Beside its peers",
    "All figures, and what is missing",
)
LARGEST = 350_000  # bytes of a page


def plain(page: str) -> str:
    body = re.sub(r"<(script|style)\b.*?</\1>", " ", page, flags=re.S)
    return " ".join(html.unescape(re.sub(r"<[^>]+>|\u2060", " ", body)).split())


@pytest.mark.parametrize("iso3", HARD)
def test_a_profile_is_whole(site: Site, iso3: str) -> None:
    page = site.html[f"profiles/{iso3}.html"]
    assert f"{countries.name(iso3)}: Migration Profile" in re.findall(r"<title>(.*?)</title>", page)[0]
    headings = re.findall(r"<h2[^>]*>(.*?)</h2>", page)
    parts = PARTS if official.SHARED.is_dir() else PARTS[-3:]  # the rest needs official data
    assert [part for part in parts if not any(part in heading for heading in headings)] == []
    assert page.count('<p class="mb-lead">') == 1 and page.count('<dl class="mb-tiles"') == 1
    assert "‰" not in page and len(page.encode()) < LARGEST


def test_the_first_screen_has_no_parameters_no_method_and_no_paper(site: Site) -> None:
    page = site.html["profiles/KEN.html"]
    above = re.sub(
        r'<details class="code".*?</details>', "", page[page.index("<main") : page.index("<h2")], flags=re.S
    )
    above = plain(above)
    assert "Parameters" not in above and "Coordination Meeting" not in above and "template" not in above
    if official.SHARED.is_dir():
        assert 'class="mb-locator"' in page and "Data until 2025" in above


def test_the_lead_is_that_of_the_files_and_the_table_has_all_digits(site: Site) -> None:
    if not official.SHARED.is_dir():
        pytest.skip(official.ABSENT)
    page = site.html["profiles/KEN.html"]
    lead = plain(re.findall(r'<p class="mb-lead">.*?</p>', page, re.S)[0])
    assert "About 993,000 international migrants" in lead and "836,000 refugees and asylum-seekers" in lead
    figures = plain(page[page.index('id="table-figures-ken"') :]).replace("\xa0", " ")
    for digits in ("992,536", "540,466", "835,771", "US$ 4,227,611,606"):
        assert digits in figures


def test_anchors_are_the_same_in_every_language_and_with_or_without_data(site: Site) -> None:
    def anchors(page: str) -> set[str]:
        return set(re.findall(r'<figure class="mb-figure" id="([^"]+)"', page))

    english = anchors(site.html["profiles/KEN.html"])
    assert len(english) > 3
    assert (
        english == anchors(site.html["profiles/KEN--fr.html"]) == anchors(site.html["profiles/KEN--es.html"])
    )
    if official.SHARED.is_dir():
        bare = anchors(site.html["bare/profiles/KEN.html"])
        assert {a for a in bare if a.startswith(("population", "pyramid", "peers"))} <= english


def test_without_official_data_a_page_says_in_one_line_how_to_get_them(site: Site) -> None:
    if not official.SHARED.is_dir():
        pytest.skip(official.ABSENT)
    for iso3 in ("KEN", "PSE", "TUV"):
        page = plain(site.html[f"bare/profiles/{iso3}.html"])
        assert page.count("are not held here; to get them, run: migbrief data update") == 1
    assert "57.5 million people" in plain(site.html["bare/profiles/KEN.html"])


def test_a_brief_is_the_first_screen_alone_with_every_number_noted(
    with_official: Path, tmp_path: Path
) -> None:
    report = country_reports(["KEN"])[0]
    result = render.render(report, tmp_path)
    assert result.status == "ok"
    page = brief.write(report, tmp_path).read_text("utf-8")
    assert brief.name(report).name == "KEN--brief.html"
    assert page.count("mb-lead") >= 1 and page.count('<figure class="mb-figure"') == 2
    assert "<h2>" not in page.split("<main")[1].split('class="notes"')[0] and "KEN.html" in page
    marks = set(re.findall(r'href="#(note-[^"]+)"', page))
    assert len(marks) > 12 and all(f'id="{mark}"' in page for mark in marks)


def test_a_workbook_has_every_table_of_the_page_as_numbers(site: Site, tmp_path: Path) -> None:
    page = tmp_path / "KEN.html"
    page.write_text(site.html["profiles/KEN.html"], "utf-8")
    book = openpyxl.load_workbook(workbook.write(page))
    tables = workbook.tables(site.html["profiles/KEN.html"])
    assert len(book.sheetnames) == len(tables) + 1 and book.sheetnames[0] == "Sources"
    figures = next(sheet for sheet in book.worksheets if "figures-ken" in sheet.title)
    column = [row[1].value for row in figures.iter_rows(min_row=2)]
    assert len(column) > 20 and all(isinstance(cell, (int, float)) for cell in column)
    assert book["Sources"].max_row > len(tables)


@pytest.mark.batch
def test_a_list_of_ones_own_is_named_with_its_source_and_date(tmp_path: Path) -> None:
    listed = tmp_path / "peers.csv"
    rows = "".join(f"{code},,,\n" for code in ("TZA", "ETH", "SOM", "RWA"))
    listed.write_text(f"iso3,list,source,date\nUGA,Our neighbours,the ministry,March 2024\n{rows}")
    (report,) = country_reports(["KEN"])
    done = render.render(catalogue.with_parameters(report, {"peers": str(listed)}), tmp_path)
    page = plain((tmp_path / done.page).read_text("utf-8"))
    assert "Dots: its peers (the list “Our neighbours (the ministry, March 2024)”" in page
    assert (
        "above the median of the countries in the list “Our neighbours (the ministry, March 2024)” in" in page
    )
    assert str(tmp_path) not in page


def test_peers_and_vintage_can_be_chosen(tmp_path: Path) -> None:
    report = country_reports(["IND"])[0]
    chosen = {**report.parameters, "peers": "income group", "vintage": "2015", "horizon": 2100}
    result = render.render(replace(report, parameters=chosen), tmp_path)
    told = plain((tmp_path / result.page).read_text(encoding="utf-8"))
    assert result.status == "ok" and result.warnings == 0
    assert "lower-middle-income countries" in told and "in 2100, projected" in told
