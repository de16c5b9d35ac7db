"""Population figures against those the UN publishes, and the arithmetic on them."""

from __future__ import annotations

import gzip

import pytest

from migbrief.datasets import countries, population
from migbrief.errors import UserError
from migbrief.sources import wpp


def test_world_totals_are_the_published_ones() -> None:
    # World Population Prospects 2024: 2,493,093 thousand in 1950 and 7,887,001 thousand in 2020.
    world = population.total("World")
    assert round(world[1950] / 1000) == 2_493_093
    assert round(world[2020] / 1000) == 7_887_001
    assert list(world.index[[0, -1]]) == [1950, 2100] and len(world) == 31


def test_country_totals_are_the_published_ones() -> None:
    assert round(population.total("KEN")[2010] / 1000) == 41_599
    assert population.total("KEN")[2020] == 52_217_334


def test_every_country_of_the_table_has_a_code() -> None:
    table = population.load()
    assert table["location_m49"].nunique() == 266
    coded = table.loc[table["kind"] == "country", "iso3"]
    assert coded.notna().all() and coded.nunique() == 237
    assert set(coded) <= set(countries.load().index)
    assert {"XKX", "TWN", "PSE", "REU", "BES"} <= set(coded)
    assert table.loc[table["kind"] != "country", "iso3"].isna().all()


def test_regions_are_numbered_and_named_as_in_m49() -> None:
    table = population.load()
    regions = table[table["kind"] != "country"].drop_duplicates("location_m49")
    assert len(regions) == 29
    for code, name in zip(regions["location_m49"], regions["name"], strict=True):
        assert countries.group(code).name == name


def test_groups_are_the_sums_of_their_members() -> None:
    have = set(population.load()["iso3"].dropna())
    for name in countries.groups():
        members = [m for m in countries.members(name) if m in have]
        summed = sum(population.total(m) for m in members)
        # The UN rounds each figure, so large regions differ by a few hundred persons.
        assert (summed - population.total(name)).abs().max() < 1_000, name


def test_groups_the_un_does_not_give_are_added_up() -> None:
    parts = ("Eastern Africa", "Middle Africa", "Southern Africa", "Western Africa")
    together = sum(population.total(p)[2020] for p in parts)
    assert population.total("Sub-Saharan Africa")[2020] == pytest.approx(together, abs=500)
    assert population.total("EU27")[2010] == pytest.approx(499e6, rel=0.01)


def test_pyramid() -> None:
    pyramid = population.pyramid("KEN", 2020)
    assert list(pyramid.columns) == ["age_start", "male", "female"]
    assert list(pyramid["age_start"]) == list(range(0, 101, 5))
    assert pyramid[["male", "female"]].to_numpy().sum() == population.total("KEN")[2020]
    afghanistan = population.pyramid("AFG", 1950)
    assert afghanistan.loc[0, "male"] == 644_135  # the first figure of the source file


def test_a_name_of_a_country_and_a_group_is_the_group() -> None:
    assert population.total("FSM")[2020] < population.total("Micronesia")[2020]


def test_shares() -> None:
    assert population.share("World", (65, None))[2025] == pytest.approx(10.4, abs=0.1)
    whole = (
        population.share("NER", (0, 14))
        + population.share("NER", (15, 64))
        + population.share("NER", (65, None))
    )
    assert whole.to_numpy() == pytest.approx(100)


def test_median_age() -> None:
    people = population.pyramid("KEN", 2025)[["male", "female"]].sum(axis=1)
    median = population.median_age("KEN", 2025)
    group = int(median // 5)
    under = people[:group].sum() + people[group] * (median - 5 * group) / 5
    assert under == pytest.approx(people.sum() / 2)
    assert population.median_age("NER", 2025) < 18 < 45 < population.median_age("JPN", 2025)


def test_bad_input_is_refused() -> None:
    with pytest.raises(UserError, match="unknown group 'Kenyya'"):
        population.total("Kenyya")
    with pytest.raises(UserError, match="no figures for Åland Islands"):
        population.total("ALA")
    for year in (2023, 2011, 1900, 2200):
        with pytest.raises(ValueError):
            population.pyramid("KEN", year)
    for ages in ((15, 23), (3, 9)):
        with pytest.raises(ValueError):
            population.share("KEN", ages)


def test_the_cached_table_cannot_be_spoilt() -> None:
    pyramid = population.pyramid("KEN", 2020)
    pyramid.loc[0, "male"] = 0
    total = population.total("KEN")
    total[2020] = 0
    assert population.pyramid("KEN", 2020).loc[0, "male"] > 0
    assert population.total("KEN")[2020] == 52_217_334


def source(*lines: str) -> bytes:
    return gzip.compress("\n".join(["LocID,Location,Year,Sex,AgeGrp,AgeGrpStart,Value", *lines]).encode())


def test_the_build_drops_nothing_silently() -> None:
    with pytest.raises(UserError, match=r"999 \(Atlantis\)"):
        wpp.rows(source("999,Atlantis,1950,Male,0-4,0,1"), {})
    kenya = {"404": ("KEN", "Kenya")}
    with pytest.raises(UserError, match="twice"):
        wpp.rows(source(*["404,Kenya,1950,Male,0-4,0,1"] * 2), kenya)
    with pytest.raises(UserError, match="age groups are missing"):
        wpp.rows(source("404,Kenya,1950,Male,0-4,0,1"), kenya)


def test_a_tuple_of_countries_is_their_sum_each_once() -> None:
    kenya, uganda = population.total("KEN"), population.total("UGA")
    assert population.total(("KEN", "UGA", "KEN")).tolist() == (kenya + uganda).tolist()
    assert population.total(("KEN", "SJM")).tolist() == kenya.tolist()
    with pytest.raises(UserError, match="no figures for Svalbard and Jan Mayen Islands, Bouvet Island"):
        population.total(("SJM", "BVT"))
