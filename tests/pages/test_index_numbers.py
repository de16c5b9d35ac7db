"""The numbers of the index against the publishers' files, added up in another way, and the Factbook."""

from __future__ import annotations

import csv
import gzip
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from migbrief.content.country import coverage
from migbrief.content.country.profile import open_profile
from migbrief.datasets import countries, indicators
from migbrief.datasets.store import Store, reader
from migbrief.pages import index_map, index_numbers
from migbrief.pages.index_numbers import Measure
from migbrief.text.i18n import speaking
from migbrief.text.value import Value


def rows(path: Path) -> Iterator[Mapping[str, str]]:
    with gzip.open(path, "rt", encoding="utf-8-sig", newline="") as file:
        yield from csv.DictReader(file)


@pytest.fixture
def held(official: Store, monkeypatch: pytest.MonkeyPatch) -> Store:
    """The official data as what the index is made from."""
    monkeypatch.setenv("MIGBRIEF_DATA", str(official.folder))
    return reader.to_show()


def column(name: str) -> Measure:
    return next(measure for measure in index_numbers.columns() if name in (measure.name, measure.label))


@pytest.mark.usefixtures("held")
@pytest.mark.parametrize("iso3", ["KEN", "DEU", "PSE", "TUV", "UKR"])
def test_migrants_and_emigrants_are_sums_of_the_pairs(shared: Path, iso3: str) -> None:
    pairs = [
        row
        for row in rows(shared / "undesa_ims_2024" / "undesa-2024-pairs.csv.gz")
        if row["year"] == "2024" and row["value"] and iso3 in (row["iso3"], row["origin"])
    ]
    for name, end in (("Migrants", "iso3"), ("People from there abroad", "origin")):
        found = column(name)
        assert found.year == 2024 and found.editions == ("undesa-2024",)
        assert found.values[iso3].value == sum(float(row["value"]) for row in pairs if row[end] == iso3)
        assert found.values[iso3].cites, "a number leads to its row"


@pytest.mark.usefixtures("held")
@pytest.mark.parametrize("iso3", ["KEN", "DEU", "IRN", "NRU"])
def test_refugees_and_asylum_seekers_are_both_of_unhcr(shared: Path, iso3: str) -> None:
    summed = sum(
        float(row[kind])
        for row in rows(shared / "unhcr" / "population.csv.gz")
        if row["year"] == "2025" and row["coa_iso"] == iso3
        for kind in ("refugees", "asylum_seekers")
        if row[kind].isdigit()
    )
    assert column("Refugees and asylum-seekers").values[iso3].value == summed


@pytest.mark.usefixtures("held")
def test_remittances_are_of_the_latest_year_that_was_reported(shared: Path) -> None:
    """A zero in the source means that nothing was reported: an older figure stands, with its year."""
    told: dict[str, dict[int, float]] = {}
    for row in rows(shared / "worldbank_wdi" / "wdi-migration-1990-2023.csv.gz"):
        if row["indicator"] == "remittances_received_usd" and row["value"] and float(row["value"]):
            told.setdefault(row["iso3"], {})[int(row["year"])] = float(row["value"])
    found = column("Remittances received")
    for iso3 in ("KEN", "SYR", "TCD", "MEX", "TJK"):
        assert (found.values[iso3].year, found.values[iso3].value) == max(told[iso3].items())
    assert found.values["SYR"].year == 2010 and found.year == 2023
    assert found.text("KEN") == "4,227.6" and found.unit == "US$ million"
    assert all(value.value for value in found.values.values())


@pytest.mark.usefixtures("held")
def test_shares_are_of_the_population_of_the_same_year(shared: Path) -> None:
    with (shared / "worldbank_wdi" / "API_SP.POP.TOTL_DS2_en_csv_v2_38144.csv").open(
        encoding="utf-8-sig"
    ) as f:
        table = csv.DictReader(f.readlines()[4:])
        people = {row["Country Code"]: row["2024"] for row in table}
    found = column("Share of population")
    for iso3, migrants in (("KEN", 992_536), ("DEU", 16_750_084), ("USA", 52_375_047)):
        assert found.values[iso3].value == pytest.approx(100 * migrants / float(people[iso3]))
    assert found.text("KEN") == "1.8"
    assert found.text("TWN") == "4.9", "of the UN's 23,112,794 in 2025: the World Bank has no Taiwan"


@pytest.mark.usefixtures("held")
def test_the_map_offers_five_measures_and_shades_each_by_its_classes() -> None:
    measures = index_numbers.shades()
    assert [measure.year for measure in measures] == [2024, 2023, 2025, 2024, None]
    refugees = measures[2].values
    # 835,771 at the end of 2025; the UN projects 57,532,491 people in the middle of that year.
    assert refugees["KEN"].value == pytest.approx(1000 * 835_771 / 57_532_491, rel=1e-6)
    migration = index_map.scale(measures[1])
    low, high = migration.kinds["TUV"], migration.kinds["SYR"]  # -32.9 and 32.1 per 1,000
    assert (low, high) == ("d1", "d6") and [kind for kind, _ in migration.steps] == [
        f"d{n}" for n in range(1, 7)
    ]
    share = index_map.scale(measures[0])
    assert share.kinds["QAT"] == share.steps[-1][0] == "s6" and share.kinds["IND"] == share.steps[0][0]


@pytest.mark.usefixtures("held")
@pytest.mark.parametrize("iso3", ["KEN", "SYR", "XKX", "TUV", "ESH"])
def test_what_is_filled_is_what_the_profile_says_is_there(iso3: str) -> None:
    found, asked = index_numbers.filled(reader.to_show()), coverage.items(open_profile(country=iso3))
    assert found.values[iso3].value == asked["filled"].sum() > 5
    assert found.name.endswith(f"of {len(asked)}")


def test_what_is_filled_without_official_data_is_what_the_profile_says() -> None:
    found, asked = index_numbers.filled(reader.to_show()), coverage.items(open_profile(country="KEN"))
    assert found.values["KEN"].value == asked["filled"].sum() > 20


def test_without_official_data_other_measures_stand_under_their_own_names() -> None:
    columns = index_numbers.columns()
    assert [measure.name for measure in columns[:4]] == [
        "Population",
        "Net migration rate",
        "Refugees and asylum-seekers hosted",
        "Personal remittances received",
    ]
    assert {edition for measure in columns for edition in measure.editions} == {"wpp-2024", "factbook-2025"}
    (hosted,) = indicators.observations("refugees_and_asylum_seekers_hosted", "KEN", "2025")
    assert columns[2].text("KEN") == f"{hosted.value:,.0f}" and columns[2].year == 2024
    assert columns[3].head == "Personal remittances received, % of GDP, 2024"
    assert "migbrief data update" in index_numbers.notes(columns)[-1]
    assert index_numbers.shades()[0].name == "Net migration rate"


def test_a_rate_that_the_population_contradicts_and_a_zero_of_no_report_are_no_figures() -> None:
    rate, received = index_numbers.columns()[1], index_numbers.columns()[3]
    assert "SYR" not in rate.values and rate.text("SYR") == "no data"
    assert indicators.latest("remittances", "2025").loc["SYR", "value"] == 0 and "SYR" not in received.values


def test_cells_are_in_the_language_and_no_small_figure_becomes_zero() -> None:
    measure = index_numbers.columns()[0]
    small = Measure("Share", {"CUB": Value(0.02, "%")}, (), "%", decimals=1)
    assert small.text("CUB") == "under 0.1"
    with speaking("fr"):
        assert measure.text("KEN") == "57 532 491".replace(" ", "\N{NARROW NO-BREAK SPACE}")
        assert small.text("KEN") == "pas de données"


def test_a_place_without_a_figure_has_no_class() -> None:
    scale = index_map.scale(index_numbers.columns()[0])
    assert set(scale.kinds) <= set(countries.load().index) and "ATA" not in scale.kinds
