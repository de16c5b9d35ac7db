"""The ten tasks of the how-to notebooks by the front door alone; numbers are worked out another way."""

from __future__ import annotations

import csv
import re
from pathlib import Path

import nbformat
import openpyxl
import pandas as pd
import pytest
from click.testing import CliRunner

import migbrief as mb
from folders import ROOT
from migbrief.cli.main import main

KEY = "remittances_received_gdp"


def factbook(indicator: str) -> dict[str, float]:
    """The figures of an indicator by country, read from the table itself."""
    path = ROOT / "data" / "indicators" / "factbook-2025.csv"
    with path.open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["indicator"] == indicator]
    return {row["iso3"]: float(row["value"]) for row in sorted(rows, key=lambda row: row["year"])}


def test_top_receivers_among_the_least_developed_countries() -> None:
    figures, members = factbook("remittances"), set(mb.members("LDC")["iso3"])
    largest = mb.data(KEY, "LDC").nlargest(3, "value")
    assert list(largest["value"]) == sorted((v for k, v in figures.items() if k in members), reverse=True)[:3]
    assert list(mb.compare(largest).data["value"]) == list(largest["value"])


def test_refugees_by_origin_through_time(with_official: Path) -> None:
    pairs = mb.pairs("refugees_hosted", to="Kenya", year=slice(2015, 2024))
    by_year = pairs.groupby("year")["value"].sum()
    whole = mb.data("refugees_hosted", "Kenya", year=slice(2015, 2024)).set_index("year")["value"]
    assert by_year.astype(float).to_dict() == whole.to_dict() and len(by_year) == 10
    drawn = mb.compare(pairs[pairs["origin_iso3"].isin(["SOM", "SSD"])])
    assert list(drawn.data["Somalia"]) == list(pairs[pairs["origin_iso3"] == "SOM"]["value"])


def test_three_countries_in_one_figure() -> None:
    chart = mb.compare(["KEN", "UGA", "ETH"], "population").but(title="Three neighbours", log=True)
    assert "<figcaption" in chart.html and "Three neighbours" in chart.html
    assert {"Kenya", "Uganda", "Ethiopia"} < set(chart.data.columns)
    assert chart.data["Kenya"].iloc[-1] == mb.data("population", "KEN")["value"].item()


def test_a_map_of_africa_on_a_logarithmic_scale(tmp_path: Path) -> None:
    rows = mb.data("population", "Africa")
    chart = mb.compare(rows, kind="map", log=True)
    assert sorted(chart.data["value"]) == sorted(rows["value"])
    drawn = chart.save(tmp_path / "africa.svg").read_text("utf-8")
    assert "100 million or more" in drawn and "var(" not in drawn


def test_excel_and_slides(tmp_path: Path) -> None:
    chart = mb.compare(["KEN", "UGA"], "median_age")
    book = openpyxl.load_workbook(chart.save(tmp_path / "ages.xlsx"))
    cells = [value for sheet in book for row in sheet.iter_rows(values_only=True) for value in row]
    assert {factbook("median_age")[code] for code in ("KEN", "UGA")} <= set(cells)
    head = chart.save(tmp_path / "slide.png", width=1600).read_bytes()[:24]
    assert int.from_bytes(head[16:20], "big") == 1600
    figure = chart.figure()
    figure.axes[0].set_title("Mine")
    figure.savefig(tmp_path / "mine.pdf")
    assert (tmp_path / "mine.pdf").read_bytes()[:5] == b"%PDF-"


def test_a_check_of_ones_own() -> None:
    """Counts of members in the paper, beside the countries that a source lists as members."""
    members = sum(value == 1 for value in factbook("iom_membership").values())
    listed = mb.data("iom_membership")
    assert (listed["value"] == 1).sum() == members
    facts = mb.section("overview").edition.facts
    stated = facts[facts["paraphrase"].str.contains("ember") & (facts["kind"] == "count")]
    near = (pd.to_numeric(stated["value"]) - members).abs() <= 0.1 * members
    assert list(stated[near]["fact_id"]) == ["intro-members"] and len(stated) == 3


def test_a_group_of_ones_own(tmp_path: Path) -> None:
    group = tmp_path / "community.csv"
    group.write_text("country\nKenya\nUganda\nTanzania\n")
    people = mb.data("population", str(group), year=2025)
    each = [mb.data("population", name, year=2025)["value"].item() for name in ("KEN", "UGA", "TZA")]
    assert people["value"].sum() == sum(each)
    assert mb.profile(str(group), title="My community").name == "My community"


@pytest.mark.batch
def test_an_indicator_of_ones_own_in_rank_and_profile(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MIGBRIEF_DATA", str(tmp_path / "store"))
    table = tmp_path / "nurses.csv"
    table.write_text("country,year,value\nKenya,2023,5200\nUganda,2023,1900\nEthiopia,2023,2600\n")
    about = {"name": "Nurses abroad", "unit": "persons", "source": "A survey", "licence": "CC0"}
    mb.add(table, indicator="nurses_abroad", **about)
    ranked = mb.data("nurses_abroad").sort_values("value", ascending=False)
    assert list(ranked["iso3"]) == ["KEN", "ETH", "UGA"]
    (page,) = mb.render("KEN", out=tmp_path / "out").pages
    assert re.search(r"Nurses abroad.{1,400}5,200", page.read_text("utf-8"), re.S)


@pytest.mark.batch
def test_a_notebook_of_ones_own_as_a_report(tmp_path: Path) -> None:
    cells = [
        nbformat.v4.new_markdown_cell("# Ages"),
        nbformat.v4.new_code_cell('country: str = "KEN"  # whose', metadata={"tags": ["parameters"]}),
        nbformat.v4.new_code_cell('import migbrief as mb\nmb.compare(mb.data("median_age", country))'),
    ]
    nbformat.write(nbformat.v4.new_notebook(cells=cells), tmp_path / "mine.ipynb")
    made = mb.render(str(tmp_path / "mine.ipynb"), country=["KEN", "NPL"], out=tmp_path / "out")
    for code, page in zip(("KEN", "NPL"), made.pages, strict=True):
        assert str(factbook("median_age")[code]) in page.read_text("utf-8")
    words = ["pack", made.pages[1].stem, "--reports", str(tmp_path / "out"), "--out", str(tmp_path / "a.zip")]
    packed = CliRunner().invoke(main, words)  # what is on the index can be packed
    assert packed.exit_code == 0, packed.output


@pytest.mark.batch
def test_the_emergency_fund_over_a_grid(tmp_path: Path) -> None:
    """A larger fund meets more, dearer crises leave less."""
    grid = {"fund_usd": [1e7, 6e7], "crisis_cost_usd": [1e6, 9e6]}
    made = mb.render("a4", **grid, runs=100, out=tmp_path)
    met = [re.search(r"meets (\d+)%", page.read_text("utf-8").replace("\u2060", "")) for page in made.pages]
    small, small_dear, large, large_dear = (int(found[1]) for found in met if found)
    assert small > small_dear and large > large_dear > small_dear
