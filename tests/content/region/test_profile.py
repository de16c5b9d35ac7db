"""The parts of a region's profile: numbers of the publishers' files, and words for any group."""

from __future__ import annotations

import warnings
from functools import cache
from pathlib import Path

import pandas as pd
import pytest

import official
from cells import displays
from grammar import NEVER
from migbrief import paths
from migbrief.content.region import (
    compared,
    coverage,
    people,
    summary,
)
from migbrief.content.region import paper as named_in
from migbrief.content.region.region import Region, open_region
from migbrief.datasets import countries, population
from migbrief.text.markup import plain

GROUPS = ("World", "Europe", "Polynesia", "Low income", "EU27")
LISTS = (("KEN", "UGA", "ETH"), ("SJM", "BVT"), ("XKX",), ("GGY", "TUV", "NPL"))
FROZEN: tuple[dict[str, object], ...] = (
    {"region": "Eastern Africa", "vintage": "2015"},
    {"countries": ["SJM", "BVT"]},
)


def check(region: Region) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        for name, shown in displays("region-profile", group=region):
            lines = plain(shown.text).splitlines()
            told = "\n".join(line for line in lines if "  " not in line)  # without rows of tables
            assert told.strip() or "paper" in name, name
            assert not NEVER.search(told), (name, NEVER.search(told), told)


@pytest.mark.parametrize("group", GROUPS)
def test_every_kind_of_group_can_be_described(group: str, with_official: Path) -> None:
    check(open_region(region=group))


@pytest.mark.slow
@pytest.mark.parametrize("members", LISTS)
def test_any_countries_can_be_described(members: tuple[str, ...], with_official: Path) -> None:
    check(open_region(countries=list(members)))


@pytest.mark.parametrize("given", FROZEN)
def test_without_official_data_the_page_says_how_to_get_them(given: dict[str, object]) -> None:
    region = open_region(**given)
    check(region)
    assert "run: migbrief data update" in summary.show(region, summary.find(region)).text


# The publishers' files, read with pandas alone.


@cache
def members(group: str) -> frozenset[str]:
    rows = pd.read_csv(paths.data() / "reference" / "countries.csv", keep_default_na=False)
    return frozenset(rows[(rows["region"] == group) | (rows["sub_region"] == group)]["iso3"])


@cache
def stock() -> pd.DataFrame:
    rows = pd.read_csv(official.SHARED / "undesa_ims_2024" / "undesa-2024-pairs.csv.gz")
    return rows[rows["year"] == 2024].groupby(["iso3", "origin"], as_index=False)["value"].sum()


@cache
def hosted() -> pd.Series:
    """Refugees and asylum-seekers by country of asylum."""
    path = official.SHARED / "unhcr" / "population.csv.gz"
    rows = pd.read_csv(path, keep_default_na=False, low_memory=False)
    rows = rows[rows["year"].astype(int) == 2025]
    both = rows[["refugees", "asylum_seekers"]].apply(pd.to_numeric, errors="coerce").sum(axis=1)
    return both.groupby(rows["coa_iso"]).sum()


@pytest.mark.parametrize("group", ["Eastern Africa", "Asia", "Caribbean"])
def test_migrants_inside_and_across_are_those_of_the_files(group: str, with_official: Path) -> None:
    ours, rows = members(group), stock()
    here, there = rows["iso3"].isin(ours), rows["origin"].isin(ours)
    known = ~rows["origin"].isin(["OOO", "UNK", "XXA"])
    found = summary.find(open_region(region=group))
    assert found.migrants and found.corridors
    assert found.migrants.value.value == rows[here]["value"].sum()
    expected = {
        "within": here & there,
        "incoming": here & ~there & known,
        "unknown": here & ~known,
        "outgoing": there & ~here,
    }
    for kind, which in expected.items():
        assert found.corridors.latest(kind).value == rows[which]["value"].sum(), kind
    largest = rows[(here & known) | there].sort_values("value", ascending=False).iloc[0]
    assert found.corridors.pairs["ends"].iloc[0] == (largest["origin"], largest["iso3"])
    assert found.corridors.pairs["people"].iloc[0].value == largest["value"]


def test_the_world_is_as_published(with_official: Path) -> None:
    found = summary.find(open_region(region="World"))
    assert found.migrants and found.migrants.value.value == 304_021_813
    known = hosted()[hosted().index.isin(countries.load().index)].sum()
    assert found.hosted and found.hosted.value.value == known
    assert hosted().sum() == 28_461_306 + 8_998_097, "with whom UNHCR has in no known country"
    assert found.net is None, "what some gain others lose"


def test_net_migration_refugees_and_remittances_are_those_of_the_files(with_official: Path) -> None:
    ours = members("Eastern Africa")
    found = summary.find(open_region(region="Eastern Africa"))
    rows = pd.read_csv(official.SHARED / "wpp2024_migration" / "migration.txt", sep="\t")
    m49 = pd.to_numeric(countries.load()["m49"])[sorted(ours)].astype(int)
    rows = rows[rows["country_code"].isin(m49)]
    expected = 1000 * rows[[str(year) for year in range(2019, 2024)]].sum().sum()
    assert found.net and found.net.people.value == pytest.approx(expected, abs=50)
    paid = pd.read_csv(official.SHARED / "worldbank_wdi" / "wdi-migration-1990-2023.csv.gz")
    paid = paid[(paid["indicator"] == "remittances_received_usd") & (paid["year"] == 2023)]
    assert found.received and found.received.year == 2023
    assert found.received.value.value == pytest.approx(paid[paid["iso3"].isin(ours)]["value"].sum())
    assert found.hosted and found.hosted.value.value == hosted()[hosted().index.isin(ours)].sum()


def test_the_lead_says_what_was_found(with_official: Path) -> None:
    region = open_region(region="Eastern Africa")
    said = plain(summary.lead(region, summary.find(region))).replace("\N{NO-BREAK SPACE}", " ")
    assert said.startswith("About 8.3 million international migrants live in Eastern Africa (2024), 1.6% of")
    assert "about 5.02 million of them are from another country of the group" in said
    assert "More people left than arrived in 2019–2023: about 620,000 more" in said


def test_the_far_out_are_right_under_the_rule(with_official: Path) -> None:
    found = compared.find(open_region(region="Europe"))
    assert len(found) == 5
    for one in found:
        sizes = one.values.map(float).astype(float)
        low, high = sizes.quantile(0.25), sizes.quantile(0.75)
        far = 1.5 * (high - low)
        beyond = set(sizes.index[(sizes > high + far) | (sizes < low - far)])
        assert beyond == {*one.beyond(1).index, *one.beyond(-1).index}, one.key
    few = compared.find(open_region(countries=["KEN", "UGA", "ETH"]))
    assert few and all(one.fences is None and one.beyond(1).empty for one in few)


def test_a_measure_is_of_one_year_and_its_population(with_official: Path) -> None:
    found = {one.key: one for one in compared.find(open_region(region="Eastern Africa"))}
    rows = stock()
    kenya = rows[rows["iso3"] == "KEN"]["value"].sum()
    path = next((official.SHARED / "worldbank_wdi").glob("API_SP.POP.TOTL*.csv"))
    whole = pd.read_csv(path, skiprows=4).set_index("Country Code").loc["KEN", "2024"]
    assert found["migrant_share"].year == 2024
    assert found["migrant_share"].values["KEN"].value == pytest.approx(100 * kenya / whole)


def test_population_of_a_list_names_who_is_missing() -> None:
    shown = people.total(open_region(countries=["KEN", "UGA", "SJM"], horizon=2060))
    both = population.total("KEN") + population.total("UGA")
    assert [float(v) for v in shown.data["population"]] == both.loc[:2060].tolist()  # type: ignore[attr-defined]
    assert "no figures for the Svalbard" in shown.html


def named(**given: object) -> dict[str, str]:
    rows = named_in.named(open_region(**given))
    return dict(zip(rows["name"], rows["members"], strict=True))


def test_what_the_paper_names_are_members_and_groups_of_the_region() -> None:
    three = named(countries=["KEN", "ZWE", "SWE"])
    assert three == {"Emergency response in natural disasters": "Kenya and Zimbabwe"}
    assert named(region="Africa")["Migration for Development in Africa (MIDA)"] == "Africa"
    linet = named(region="Europe")["Independent Network of Labour Migration and Integration Experts (LINET)"]
    assert linet == "Croatia and Norway; EU27"
    assert named_in.show(open_region(countries=["CAN"])).html == ""
    assert named_in.show(open_region(region="World")).html == ""


def test_the_table_of_sums_names_who_is_not_in_them(with_official: Path) -> None:
    region = open_region(region="Eastern Africa")
    rows = coverage.figures(region, coverage.sums(region)).set_index("indicator")
    assert rows.loc["Population", "n"] == 18
    assert rows.loc["Population", "missing"] == "Mayotte and Réunion"
    assert "Net migration rate" not in rows.index


def test_a_share_too_small_to_show_is_not_none(with_official: Path) -> None:
    """Comoros hosted a handful of refugees: by 1,000 residents that is 0.02, and no zero."""
    region = open_region(region="Eastern Africa")
    shown = compared.table(region, compared.find(region)).data  # type: ignore[attr-defined]
    ends = [*shown["lowest"], *shown["highest"], *shown["far"]]
    assert any("Comoros (0.02)" in said for said in ends) and not [said for said in ends if "(0)" in said]
