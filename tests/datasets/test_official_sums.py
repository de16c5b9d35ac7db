"""The publishers' own sums, exactly, and the difficulties of their files; from the real files, if present."""

from __future__ import annotations

import json

import pytest

from migbrief.datasets.store import NO_DATA, Store, places
from official import figure_of


def world(held: Store, indicator: str, year: int, edition: str | None = None, sex: str = "both") -> float:
    rows = held.figures(indicator, edition=edition, sex=sex)
    return float(rows.loc[rows["year"] == year, "value"].sum())


@pytest.mark.parametrize(
    "indicator, year, edition, expected",
    [
        ("migrant_stock", 2024, "undesa-2024", 304_021_813),
        ("emigrant_stock", 2024, "undesa-2024", 304_021_813),
        ("migrant_stock", 2010, "undesa-2020", 220_983_187),
        ("migrant_stock", 2020, "undesa-2020", 280_598_105),
        ("refugees_hosted", 2025, "unhcr-2025", 28_461_306),
        ("refugees_abroad", 2025, "unhcr-2025", 28_461_306),
        ("asylum_seekers_hosted", 2025, "unhcr-2025", 8_998_097),
        ("idps_of_concern_unhcr", 2025, "unhcr-2025", 64_239_352),
        ("others_in_need_hosted", 2025, "unhcr-2025", 7_177_473),
        ("stateless_persons", 2025, "unhcr-2025", 4_477_220),
        ("refugees_returned", 2025, "unhcr-2025", 4_362_272),
        ("idps_conflict", 2024, "idmc-2025", 73_505_422),
        ("new_displacements_disaster", 2024, "idmc-2025", 45_762_169),
        ("palestine_refugees", 2025, "unrwa-2025", 5_964_782),
        ("missing_migrants", 2025, "missing-migrants-2025", 3_780),
    ],
)
def test_world_sums(official: Store, indicator: str, year: int, edition: str, expected: int) -> None:
    assert world(official, indicator, year, edition) == expected
    exported = official.export([indicator])
    chosen = (exported["year"] == year) & (exported["sex"] == "both") & (exported["edition"] == edition)
    assert exported.loc[chosen, "value"].sum() == expected


@pytest.mark.parametrize(("iso3", "expected"), [("DEU", 16_750_084), ("USA", 52_375_047), ("KEN", 992_536)])
def test_migrants_of_2024_by_country(official: Store, iso3: str, expected: int) -> None:
    figure = figure_of(official, "migrant_stock", iso3)
    assert figure is not None
    assert (figure.value, figure.year, figure.edition) == (expected, 2024, "undesa-2024")


def test_sums_of_women_and_men_are_both(official: Store) -> None:
    parts = [world(official, "migrant_stock", 2024, "undesa-2024", sex) for sex in ("female", "male")]
    assert sum(parts) == world(official, "migrant_stock", 2024, "undesa-2024")


def test_all_that_was_written_verifies(official: Store) -> None:
    assert official.verify() == []


def test_places_without_a_type_of_data_are_there_and_aggregates_are_not(official: Store) -> None:
    rows = official.figures("migrant_stock", edition="undesa-2020", sex="both")
    assert set(rows["iso3"]) > {"TWN", "BLM", "MAF", "XCX"}
    ledger = official.ledger("undesa-2020")
    assert {"900", "903", "927", "947"} <= set(ledger["dropped"])
    for edition in official.state:
        assert official.ledger(edition)["unmatched"] == {}
    listed = {iso3 for e in official.state for iso3 in _codes(official, e)}
    assert {code for code in listed if not places.is_country(code)} <= set(places.OTHERS)


def _codes(held: Store, edition: str) -> set[str]:
    opened = held._open(edition)
    return set(opened.codes["iso3"]) | set(opened.codes["origin"])


def test_missing_is_not_zero_in_the_workbook(official: Store) -> None:
    rows = official.figures("migrant_stock", "SSD", "undesa-2020", "both")
    early = rows[rows["year"] < 2010]
    assert early["value"].isna().all() and early["qualifier"].str.startswith("missing").all()
    assert set(early["raw"]) == {".."}
    assert rows.set_index("year").loc[2020, "value"] == 882_252


def test_concepts_are_named(official: Store) -> None:
    words = {
        iso3: figure_of(official, "migrant_stock", iso3, edition="undesa-2020")
        for iso3 in ("KEN", "DEU", "JPN")
    }
    said = {iso3: figure.qualifier for iso3, figure in words.items() if figure}
    assert said == {"KEN": "born abroad; refugees added", "DEU": "born abroad", "JPN": "foreign citizens"}


def test_thousands_become_persons_and_percent_stays(official: Store) -> None:
    population = figure_of(official, "population", "KEN", 2020, edition="undesa-2020")
    share = figure_of(official, "migrant_share", "KEN", 2020)
    assert population and share and population.value == 53_771_300
    assert share.value == pytest.approx(100 * 1_050_147 / 53_771_300, abs=0.01)


def test_others_count_in_totals_and_in_no_list_of_countries(official: Store) -> None:
    abroad = figure_of(official, "emigrant_stock", "OOO", 2024)
    assert abroad and abroad.value and abroad.value > 15_000_000
    assert "OOO" not in official.latest("emigrant_stock").index
    assert "XCX" not in official.latest("migrant_stock").index
    assert places.name("OOO") == "Others and unknown"


def test_unhcr_is_joined_on_iso_codes(official: Store) -> None:
    egypt = figure_of(official, "refugees_hosted", "EGY", 2025)
    emirates = figure_of(official, "refugees_hosted", "ARE", 2025)
    assert egypt and emirates and egypt.value and emirates.value
    assert egypt.value > 100 * emirates.value
    assert places.name("TIB") == "Tibetans"
    assert {"UNK", "XXA", "TIB"} <= set(official.pairs("refugees_hosted")["origin"])


def test_a_zero_before_the_first_year_collected_is_none(official: Store) -> None:
    rows = official.figures("asylum_seekers_hosted", "DEU", sex="both").set_index("year")
    assert rows.loc[1992, "qualifier"] == "not collected" and rows["value"].isna()[1992]
    assert rows.loc[2000, "value"] > 0
    first = {
        indicator: int(found.loc[found["value"].notna(), "year"].min())
        for indicator in ("others_in_need_hosted", "stateless_persons", "idps_of_concern_unhcr")
        if len(found := official.figures(indicator))
    }
    assert first == {"others_in_need_hosted": 2018, "stateless_persons": 2004, "idps_of_concern_unhcr": 1993}


def test_refugees_and_asylum_seekers_are_one_sum_under_its_own_name(official: Store) -> None:
    parts = [figure_of(official, name, "KEN", 2024) for name in ("refugees_hosted", "asylum_seekers_hosted")]
    both = figure_of(official, "refugees_and_asylum_seekers_hosted", "KEN", 2024)
    assert both and both.value == sum(p.value or 0 for p in parts if p)
    assert figure_of(official, "refugees_and_asylum_seekers_hosted", "KEN", 1980) is None


def test_a_break_is_marked_and_not_smoothed(official: Store) -> None:
    rows = official.figures("refugees_hosted", "CHN", sex="both").set_index("year")
    assert (rows.loc[2021, "value"], rows.loc[2022, "value"]) == (303_436, 320)
    assert "break" in rows.loc[2022, "qualifier"] and "break" not in rows.loc[2021, "qualifier"]


def test_refugees_of_a_country_in_itself_stay(official: Store) -> None:
    pairs = official.pairs("refugees_hosted")
    own = pairs[(pairs["iso3"] == pairs["origin"]) & (pairs["value"] > 0)]
    assert len(own) == 83


def test_applications_are_new_and_of_persons(official: Store) -> None:
    assert world(official, "asylum_applications", 2024) == 3_031_007


def test_zero_remittances_differ_from_no_report(official: Store) -> None:
    rows = official.figures("remittances_received_usd", sex="both")
    zero = rows[(rows["year"] == 2023) & (rows["value"] == 0)]
    assert set(zero["iso3"]) > {"SYR", "VEN", "ERI", "IRN"} and len(zero) == 12
    assert set(zero["qualifier"]) == {NO_DATA}


def test_aggregates_of_the_world_bank_stay_out(official: Store) -> None:
    rows = official.figures("population", edition="wdi-2025-07")
    assert not {"INX", "WLD", "AFE", "HIC"} & set(rows["iso3"])
    assert "XCX" in set(rows["iso3"]) and "CHI" not in set(rows["iso3"])
    assert len(official.ledger("wdi-2025-07")["dropped"]) == 49


def test_projections_are_apart(official: Store) -> None:
    assert figure_of(official, "net_migration", "DEU").year == 2023
    later = figure_of(official, "net_migration_projected", "DEU")
    assert later and later.year == 2024 and later.edition == "wdi-2025-07"
    years = official.figures("net_migration", "DEU", "wpp-2024")["year"]
    assert (years.min(), years.max(), len(years)) == (1950, 2023, 74)


def test_pages_and_csv_of_one_release_count_once(official: Store) -> None:
    rows = official.figures("idps_conflict", edition="idmc-2025")
    assert not rows.duplicated(["iso3", "year"]).any() and len(rows) == 961
    assert len(official.ledger("idmc-2025")["files"]) == 12


def test_null_is_missing_and_the_exact_value_counts(official: Store) -> None:
    rows = official.figures("new_displacements_conflict", "CYP", "idmc-2025").set_index("year")
    assert rows["value"].isna()[2024] and rows.loc[2024, "qualifier"] == "missing"
    figure = figure_of(official, "idps_conflict", "CMR", edition="idmc-2025")
    assert figure and figure.value == 1_029_105


def test_parts_of_a_whole_are_partial_and_never_preferred(official: Store) -> None:
    partial = {edition for edition, entry in official.editions().items() if entry["partial"]}
    assert partial == {"idmc-2025-partial", "unhcr-2019-partial", "unhcr-2025-partial"}
    assert official.ledger("idmc-2025-partial")["partial"] == "200 of 22119 rows of gidd disasters"
    assert official.preferred("new_displacements_disaster") == "idmc-2025"
    assert not partial & set(official.export()["edition"])
    assert partial <= set(official.export(partial=True)["edition"])
    assert official.holding("refugees_hosted")[0] == "unhcr-2025"


def test_nothing_of_a_client_id_is_kept(official: Store) -> None:
    assert "client_id" not in json.dumps(official.editions())


def test_remittances_by_sender_read_both_ways(official: Store) -> None:
    sent = official.pairs("remittances_by_sender", iso3="USA", origin="MEX")
    assert sent["value"].tolist() == [34_717_000_000.0] or sent["value"].iloc[0] > 30e9
    assert official.ledger("knomad-2018")["kind"] == "modelled"
    assert {"COD", "PRK", "XCX"} <= set(official.pairs("remittances_by_sender")["iso3"])


def test_emigrants_are_immigrants_read_the_other_way(official: Store) -> None:
    one = official.pairs("migrants_by_origin", iso3="GBR", origin="KEN", year=2024)
    rows = official.pairs("emigrants_by_destination", origin="KEN", year=2024)
    assert rows.set_index("iso3").loc["GBR", "value"] == one["value"].iloc[0]
    assert set(rows["indicator"]) == {"emigrants_by_destination"}
    abroad = figure_of(official, "emigrant_stock", "KEN", 2024)
    assert abroad and rows["value"].sum() == abroad.value


def test_incidents_of_this_year_are_marked(official: Store) -> None:
    rows = official.figures("missing_migrants", sex="both")
    assert rows["qualifier"].str.contains("year to date").all()
    assert "PRK" in set(rows["iso3"])
