"""Pages of region profiles through real Papermill: whole, cited, in three languages."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path

import pytest

from cited_numbers import check
from migbrief.registry import reports
from migbrief.runner.render import render
from migbrief.text import i18n

pytestmark = pytest.mark.batch
PARTS = ("Movement", "Forced displacement", "Money", "People", "Members compared", "All figures")


@pytest.fixture(autouse=True)
def _strict(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MIGBRIEF_STRICT", "1")


def page(folder: Path, name: str, **given: object) -> str:
    (report,) = reports.find([name])
    result = render(reports.with_parameters(report, given) if given else report, folder)
    assert (result.status, result.error, result.warnings) == ("ok", "", 0)
    return (folder / result.page).read_text("utf-8")


def text(html: str) -> str:
    html = re.sub(r"<(script|style|svg|details)\b.*?</\1>", " ", html, flags=re.S)
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split())


@pytest.mark.parametrize("language", i18n.LANGUAGES)
def test_every_number_leads_to_its_row(language: str, tmp_path: Path, with_official: Path) -> None:
    html = page(tmp_path, "region-eastern-africa", language=language)
    with i18n.speaking(language):
        seen = check(html)
    assert seen.wrong == [] and seen.compared >= 30
    assert len(html) < 350_000


def test_the_world_is_one_light_page(tmp_path: Path, with_official: Path) -> None:
    html = page(tmp_path, "region-world")
    assert check(html).wrong == [] and len(html) < 500_000
    assert "304 million international migrants" in re.sub(r"\s+", " ", text(html))


def test_countries_of_ones_own_have_a_page_of_their_own(tmp_path: Path, with_official: Path) -> None:
    html = page(tmp_path, "region-eastern-africa", countries=["BGD", "JAM", "MLI"], title="Three pilots")
    said = text(html)
    assert "Three pilots" in said and "Eastern Africa" not in said
    assert "international migrants" in said and "live in the group “Three pilots” (2024)" in re.sub(
        r" \[\d+\]", "", said
    )
    assert all(part in said for part in PARTS) and " nan" not in said
    assert not (tmp_path / "profiles" / "region-eastern-africa.html").exists()


def test_without_official_data(tmp_path: Path) -> None:
    html = page(tmp_path, "region-eastern-africa", countries=["SJM", "BVT"])
    assert "World Population Prospects has no figures for Bouvet Island and the Svalbard" in text(html)
    html = page(tmp_path, "region-southern-africa")
    assert check(html).wrong == []
    # South Africa, Namibia, Botswana, Eswatini and Lesotho in data/indicators/factbook-2025.csv
    assert "183,951" in html and "to get them, run: migbrief data update" in text(html)
