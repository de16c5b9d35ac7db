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
from migbrief.registry.profile_reports import country_reports
from migbrief.runner import render
from migbrief.text import words
from shared_site import Site

PARTS = (
    "At a glance",
    "Context and drivers",
    "Trends",
    "Impact",
    "Governance and cooperation",
    "Data gaps",
    "Beside its peers",
)

# The default, a large country, a microstate that loses people, zero net migration and an assigned code, a
# divided place, and the youngest country.
HARD = ["KEN", "USA", "TUV", "XKX", "PSE", "SSD"]


def page_of(site: Site, iso3: str) -> str:
    return site.html[f"profiles/{iso3}.html"]


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
def test_a_profile_is_whole(site: Site, iso3: str) -> None:
    page = page_of(site, iso3)
    assert f"{countries.name(iso3)}: Migration Profile" in re.findall(r"<title>(.*?)</title>", page)[0]
    assert all(f">{part}" in page or part in plain(page) for part in PARTS)


@pytest.mark.parametrize("iso3", HARD)
def test_the_figures_are_those_of_the_data(site: Site, iso3: str) -> None:
    told = plain(page_of(site, iso3))
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


def test_zero_is_a_figure(site: Site) -> None:
    assert float(figures("XKX", "2025")["net_migration_rate"]["value"]) == 0
    assert "net migration rate of zero" in plain(page_of(site, "XKX"))


@pytest.mark.batch
def test_peers_and_vintage_can_be_chosen(tmp_path: Path) -> None:
    report = country_reports(["IND"])[0]
    chosen = {**report.parameters, "peers": "income group", "vintage": "2015", "horizon": 2100}
    result = render.render(replace(report, parameters=chosen), tmp_path)
    told = plain((tmp_path / result.page).read_text(encoding="utf-8"))
    assert result.status == "ok" and result.warnings == 0
    assert "lower-middle-income countries" in told
    assert "2015 edition has no remittances for any country" in told
    assert "in 2100 by World Population Prospects" in told
