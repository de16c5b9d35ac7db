"""Values of twenty countries compared with the publishers' files, which are read here in another way."""

from __future__ import annotations

import csv
import gzip
import io
import json
from collections import defaultdict
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

import pytest

from migbrief.datasets.store import Store
from official import figure_of

NUMBERS = {
    "KEN": 404, "DEU": 276, "USA": 840, "UGA": 800, "TUR": 792, "LBN": 422, "COL": 170, "MEX": 484,
    "PHL": 608, "IND": 356, "BGD": 50, "NGA": 566, "ETH": 231, "UKR": 804, "POL": 616, "JOR": 400,
    "FJI": 242, "BRA": 76, "ZAF": 710, "SDN": 729,
}  # fmt: skip
COUNTRIES = sorted(NUMBERS)


def rows(path: Path, mark: str = ",") -> Iterator[dict[str, str]]:
    data = path.read_bytes()
    text = (gzip.decompress(data) if path.suffix == ".gz" else data).decode("utf-8-sig")
    yield from csv.DictReader(io.StringIO(text), delimiter=mark)


@lru_cache
def summed(
    path: Path, by: str, column: str, year: str, only: tuple[tuple[str, str], ...] = ()
) -> dict[str, float]:
    found: dict[str, float] = defaultdict(float)
    for row in rows(path):
        if row["year"] == year and all(row[key] == value for key, value in only) and row[column]:
            found[row[by]] += float(row[column])
    return found


UNHCR = [
    ("refugees_hosted", "population", "coa_iso", "refugees", "2025", ()),
    ("refugees_abroad", "population", "coo_iso", "refugees", "2025", ()),
    ("asylum_seekers_hosted", "population", "coa_iso", "asylum_seekers", "2024", ()),
    ("asylum_seekers_abroad", "population", "coo_iso", "asylum_seekers", "2010", ()),
    ("stateless_persons", "population", "coa_iso", "stateless", "2024", ()),
    ("idps_of_concern_unhcr", "population", "coa_iso", "idps", "2025", ()),
    ("refugees_returned", "solutions", "coo_iso", "returned_refugees", "2024", ()),
    ("resettled", "solutions", "coa_iso", "resettlement", "2023", ()),
    ("asylum_applications", "asylum_applications", "coa_iso", "applied", "2024",
     (("app_type", "N"), ("app_pc", "P"))),
    ("asylum_decisions_rejected", "asylum_decisions", "coa_iso", "dec_rejected", "2024", (("dec_pc", "P"),)),
]  # fmt: skip


@pytest.mark.parametrize("iso3", COUNTRIES)
@pytest.mark.parametrize("case", UNHCR, ids=lambda case: case[0])
def test_unhcr(official: Store, shared: Path, iso3: str, case: tuple) -> None:  # type: ignore[type-arg]
    indicator, file, by, column, year, only = case
    expected = summed(shared / "unhcr" / f"{file}.csv.gz", by, column, year, only).get(iso3)
    figure = figure_of(official, indicator, iso3, int(year))
    assert (figure.value if figure else None) == expected or (figure is None and not expected)


@pytest.mark.parametrize("iso3", COUNTRIES)
def test_undesa_2024(official: Store, shared: Path, iso3: str) -> None:
    path = shared / "undesa_ims_2024" / "undesa-2024-pairs.csv.gz"
    for indicator, by in (("migrant_stock", "iso3"), ("emigrant_stock", "origin")):
        for sex, only in (("both", ()), ("female", (("sex", "female"),))):
            figure = figure_of(official, indicator, iso3, 2024, sex=sex)
            assert figure and figure.value == summed(path, by, "value", "2024", only)[iso3]


@lru_cache
def workbook(path: Path) -> dict[int, tuple[object, ...]]:
    import openpyxl

    sheet = openpyxl.load_workbook(path)["Table 1"]
    return {
        int(row[3].value): tuple(c.value for c in row) for row in sheet.iter_rows(min_row=12) if row[3].value
    }


@pytest.mark.parametrize("iso3", COUNTRIES)
def test_undesa_2020(official: Store, shared: Path, iso3: str) -> None:
    cells = workbook(shared / "undesa_ims_2020" / "undesa_pd_2020_ims_stock_by_sex_and_destination.xlsx")
    row = cells[NUMBERS[iso3]]
    # Columns F to L are both sexes 1990 to 2020, M to S males, T to Z females.
    for sex, year, column in (
        ("both", 1990, 5),
        ("both", 2020, 11),
        ("male", 2015, 17),
        ("female", 2020, 25),
    ):
        found = official.figures("migrant_stock", iso3, "undesa-2020", sex).set_index("year").loc[year]
        if row[column] == "..":
            assert found.isna()["value"]
        else:
            assert found["value"] == row[column]


@pytest.mark.parametrize("iso3", COUNTRIES)
def test_prospects(official: Store, shared: Path, iso3: str) -> None:
    for name, indicator, times in (("migration", "net_migration", 1000), ("cnmr", "net_migration_rate", 1)):
        path = shared / "wpp2024_migration" / f"{name}.txt"
        row = next(r for r in rows(path, "\t") if int(r["country_code"]) == NUMBERS[iso3])
        for year in (1950, 2023):
            figure = figure_of(official, indicator, iso3, year, edition="wpp-2024")
            assert figure and figure.value == pytest.approx(float(row[str(year)]) * times, abs=1e-6)


@pytest.mark.parametrize("iso3", COUNTRIES)
def test_world_bank(official: Store, shared: Path, iso3: str) -> None:
    text = next((shared / "worldbank_wdi").glob("API_SP.POP.TOTL*")).read_text("utf-8-sig")
    line = next(line for line in text.splitlines() if f'"{iso3}"' in line)
    last = [cell for cell in next(csv.reader([line])) if cell][-1]
    figure = figure_of(official, "population", iso3, 2024, edition="wdi-2025-07")
    assert figure and figure.value == float(last)
    path = shared / "worldbank_wdi" / "wdi-migration-1990-2023.csv.gz"
    paid = [
        r
        for r in rows(path)
        if (r["iso3"], r["indicator"], r["year"]) == (iso3, "remittances_paid_usd", "2020")
    ]
    found = figure_of(official, "remittances_paid_usd", iso3, 2020)
    assert (found.value if found else None) == (
        float(paid[0]["value"]) if paid and paid[0]["value"] else None
    )


@pytest.mark.parametrize("iso3", COUNTRIES)
def test_idmc(official: Store, shared: Path, iso3: str) -> None:
    pages = (json.loads(p.read_text("utf-8")) for p in (shared / "idmc").glob("gidd_conflicts_page*.json"))
    found = {(r["iso3"], r["year"]): r for page in pages for r in page["results"]}
    for year in (2023, 2024):
        row = found.get((iso3, year), {})
        for column, indicator in (
            ("new_displacement", "new_displacements_conflict"),
            ("total_displacement", "idps_conflict"),
        ):
            figure = figure_of(official, indicator, iso3, year, edition="idmc-2025")
            assert (figure.value if figure else None) == row.get(column)


@pytest.mark.parametrize("iso3", COUNTRIES)
def test_recognition_rates(official: Store, shared: Path, iso3: str) -> None:
    path, only = shared / "unhcr" / "asylum_decisions.csv.gz", (("dec_pc", "P"),)
    yes, other, no = (
        summed(path, "coa_iso", f"dec_{part}", "2023", only).get(iso3, 0)
        for part in ("recognized", "other", "rejected")
    )
    for indicator, above in (("refugee_recognition_rate", yes), ("total_protection_rate", yes + other)):
        figure = figure_of(official, indicator, iso3, 2023)
        if yes + other + no == 0:
            assert figure is None
        else:
            assert figure and figure.value == pytest.approx(100 * above / (yes + other + no))
