"""Country profiles made by Papermill: whole pages, with the figures of ``data`` on them."""

from __future__ import annotations

import csv
import html
import re
from dataclasses import replace
from pathlib import Path

import pytest

from migbrief import paths
from migbrief.datasets import countries
from migbrief.registry.manifest import Result
from migbrief.registry.profile_reports import country_reports
from migbrief.runner import render
from migbrief.text import words

MAX_PAGE = 1_000_000  # bytes of one page, which must open on a phone
PARTS = (
    "At a glance",
    "Context and drivers",
    "Trends",
    "Impact",
    "Governance and cooperation",
    "Data gaps",
    "Beside its peers",
)

HARD = ["KEN", "USA", "TUV", "XKX", "PSE", "SSD"]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[Result, str]]:
    """The hard set: the default, a large country, a microstate that loses people, zero net migration and an
    assigned code, a divided place, and the youngest country.
    """
    out = tmp_path_factory.mktemp("profiles")
    pages = {}
    for report in country_reports(HARD):
        code = str(report.parameters.get("country", "KEN"))
        # Kenya is the default of the notebook, so that its profile is the notebook as it stands.
        result = render.render(report, out)
        pages[code] = (result, (out / result.page).read_text(encoding="utf-8"))
    return pages


def plain(page: str) -> str:
    body = re.sub(r"<(script|style)\b.*?</\1>", " ", page, flags=re.S)
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", body)).split())


def figures(iso3: str, vintage: str) -> dict[str, dict[str, str]]:
    """The latest figure of each indicator, read from the table itself."""
    path: Path = paths.data() / "indicators" / f"factbook-{vintage}.csv"
    found: dict[str, dict[str, str]] = {}
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            if row["iso3"] == iso3 and row["year"] >= found.get(row["indicator"], row)["year"]:
                found[row["indicator"]] = row
    return found


@pytest.mark.parametrize("iso3", HARD)
def test_a_profile_is_whole(made: dict[str, tuple[Result, str]], iso3: str) -> None:
    result, page = made[iso3]
    assert (result.status, result.error, result.warnings) == ("ok", "", 0)
    assert len(page.encode()) < MAX_PAGE
    assert f"{countries.name(iso3)}: Migration Profile" in re.findall(r"<title>(.*?)</title>", page)[0]
    assert all(f">{part}" in page or part in plain(page) for part in PARTS)
    assert not re.search(r"\b(nan|NaN|None|NaT|Traceback)\b", plain(page))
    assert not re.search(r'(?:src|href)="https?://[^"]*\.(?:js|css|woff2?|png)"', page)


@pytest.mark.parametrize("iso3", HARD)
def test_the_figures_are_those_of_the_data(made: dict[str, tuple[Result, str]], iso3: str) -> None:
    told = plain(made[iso3][1])
    found = figures(iso3, "2025")
    assert words.quantity(float(found["population"]["value"]), "persons") in told
    for key in ("net_migration_rate", "unemployment", "youth_unemployment", "urban_population", "gini"):
        if key in found:
            assert words.number(float(found[key]["value"])) in told, key
    for key in ("refugees_hosted", "idps", "stateless_persons"):
        if key in found:
            assert words.quantity(float(found[key]["value"]), "persons") in told, key
    if "remittances" in found:
        assert f"{words.number(float(found['remittances']['value']))}% of GDP" in told
    else:
        assert "a gap, not zero" in told


def test_zero_is_a_figure(made: dict[str, tuple[Result, str]]) -> None:
    assert float(figures("XKX", "2025")["net_migration_rate"]["value"]) == 0
    assert "net migration rate of zero" in plain(made["XKX"][1])


def test_headings_and_figures_have_anchors_of_their_own(made: dict[str, tuple[Result, str]]) -> None:
    for _, page in made.values():
        ids = re.findall(r'\sid="([^"]+)"', page)
        assert len(ids) == len(set(ids))


def test_peers_and_vintage_can_be_chosen(tmp_path: Path) -> None:
    report = country_reports(["IND"])[0]
    chosen = {**report.parameters, "peers": "income group", "vintage": "2015", "horizon": 2100}
    result = render.render(replace(report, parameters=chosen), tmp_path)
    told = plain((tmp_path / result.page).read_text(encoding="utf-8"))
    assert result.status == "ok" and result.warnings == 0
    assert "lower-middle-income countries" in told
    assert "The 2015 vintage has no remittances for any country" in told
    assert "in 2100 by World Population Prospects" in told
