"""Sums over the members of a group, on small synthetic editions, name the members without a figure."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest

from migbrief.content.region import compared, corridors, displacement, migrants, money, movement, summary
from migbrief.content.region.region import Region, open_region
from migbrief.datasets import store
from migbrief.datasets.store import Release
from migbrief.datasets.store.schema import tidy
from migbrief.errors import UserError

ABOUT = {
    "publisher": "Office",
    "title": "Stocks",
    "licence": "CC BY 4.0",
    "redistributable": True,
    "kind": "counted",
}
Hold = Callable[[str, pd.DataFrame], None]


def figures(indicator: str, **series: dict[int, float]) -> pd.DataFrame:
    rows = [(iso3, year, value) for iso3, years in series.items() for year, value in years.items()]
    made = pd.DataFrame(rows, columns=["iso3", "year", "value"])
    return tidy(made, indicator=indicator, unit="persons")


def pairs(*rows: tuple[str, str, int, float]) -> pd.DataFrame:
    made = pd.DataFrame(rows, columns=["iso3", "origin", "year", "value"])
    return tidy(made.assign(sex="both"), pairs=True, indicator="migrants_by_origin", unit="persons")


@pytest.fixture
def hold(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Hold:
    """Adds an edition of a source to an empty store."""
    monkeypatch.setenv("MIGBRIEF_DATA", str(tmp_path))

    def add(source: str, rows: pd.DataFrame) -> None:
        file = {"name": source, "bytes": 1, "sha256": source}
        made = Release(f"{source}-2024", source, ABOUT, files=(file,))
        if "origin" in rows:
            made.pairs = rows
        else:
            made.figures = rows
        store.add([made], tmp_path)

    return add


def region(*members: str) -> Region:
    return open_region(countries=list(members))


def test_a_sum_is_of_the_members_there_and_names_the_others(hold: Hold) -> None:
    hold("undesa", figures("migrant_stock", KEN={2020: 5, 2024: 7}, UGA={2024: 2}, TZA={2015: 1}))
    found = region("KEN", "UGA", "TZA").sums.latest("migrant_stock")
    assert found and (found.value.value, found.year, found.n, found.missing) == (9, 2024, 2, ("TZA",))
    assert "sum of 2 countries and areas" in found.value.end_note()
    line = region("KEN", "UGA", "TZA").sums.series("migrant_stock")
    assert {int(y): v.value for y, v in line.items()} == {2024: 9}, "in 2020 Uganda is not there"
    assert region("NPL").sums.latest("migrant_stock") is None


def test_the_year_shown_is_the_recent_one_with_most_members(hold: Hold) -> None:
    hold("undesa", figures("migrant_stock", KEN={2022: 5, 2023: 6}, UGA={2022: 1}, TZA={2010: 1}))
    found = region("KEN", "UGA", "TZA").sums.latest("migrant_stock")
    assert found and (found.year, found.value.value) == (2022, 6)


def test_who_a_register_does_not_list_adds_nothing(hold: Hold) -> None:
    hold("unhcr", figures("refugees_hosted", KEN={2023: 5, 2024: 7}, UGA={2023: 2}))
    sums = region("KEN", "UGA").sums
    assert [v.value for v in sums.series("refugees_hosted")] == [7, 7]
    found = sums.latest("refugees_hosted")
    assert found and (found.value.value, found.missing) == (7, ("UGA",))
    assert sums.absent(found) == "The source lists nobody in Uganda."


def test_what_is_counted_elsewhere_is_in_only_where_all_of_it_is(hold: Hold) -> None:
    """Serbia's figure holds Kosovo's: beside Albania alone, Kosovo has none."""
    hold("undesa", figures("migrant_stock", SRB={2024: 10}, ALB={2024: 1}, XCX={2024: 3}))
    both = region("SRB", "XKX", "ALB").sums.latest("migrant_stock")
    assert both and (both.value.value, both.n, both.missing) == (11, 2, ())
    alone = region("XKX", "ALB").sums.latest("migrant_stock")
    assert alone and (alone.value.value, alone.missing) == (1, ("XKX",))
    isles = region("GGY", "JEY").sums.latest("migrant_stock")
    assert isles and isles.value.value == 3
    assert region("GGY").sums.latest("migrant_stock") is None


def test_rates_are_never_added_up(hold: Hold) -> None:
    hold("undesa", figures("migrant_share", KEN={2024: 5}, UGA={2024: 7}))
    with pytest.raises(UserError, match="cannot be added up"):
        region("KEN", "UGA").sums.latest("migrant_share")


def test_a_pair_inside_is_not_from_outside(hold: Hold) -> None:
    rows = pairs(
        ("KEN", "UGA", 2024, 4),  # within
        ("KEN", "SOM", 2024, 8),  # from outside
        ("KEN", "OOO", 2024, 16),  # from nowhere known
        ("USA", "UGA", 2024, 32),  # to outside
        ("USA", "SOM", 2024, 64),  # none of the group's
        ("UGA", "UGA", 2024, 128),  # who never left
        ("UGA", "KEN", 2020, 256),
    )
    hold("undesa", rows)
    found = corridors.find(region("KEN", "UGA"), "migrants_by_origin", every=True)
    assert found and found.year == 2024
    told = {kind: found.latest(kind).value for kind in corridors.KINDS}
    assert told == {"within": 4, "incoming": 8, "outgoing": 32, "unknown": 16}
    assert found.sums.loc[2020, "within"].value == 256
    assert list(found.pairs["kind"]) == ["outgoing", "incoming", "within"]
    assert list(found.origins["code"]) == ["SOM"] and list(found.destinations["code"]) == ["USA"]


def test_net_migration_is_summed_over_whole_periods(hold: Hold) -> None:
    years = range(2013, 2024)
    net = figures("net_migration", KEN=dict.fromkeys(years, -3000.0), UGA=dict.fromkeys(years, 1000.0))
    hold("wpp", pd.concat([net, figures("population", KEN={2017: 900_000}, UGA={2017: 100_000})]))
    chosen = region("KEN", "UGA")
    (only,) = movement.periods(chosen).itertuples()
    assert (only.first, only.last, only.net.value) == (2015, 2019, -10_000)
    assert only.rate and only.rate.value == pytest.approx(-2)  # 2,000 a year of a million
    found = summary.find(chosen).net
    assert found and (found.first, found.last, found.people.value) == (2019, 2023, -10_000)


def test_a_steady_line_has_the_same_members_in_each_year(hold: Hold) -> None:
    known = {2020: 1.0, 2021: 2.0, 2022: 3.0}
    hold("worldbank", figures("remittances_received_usd", KEN=known, UGA={2022: 100.0}))
    line, n = region("KEN", "UGA").sums.steady("remittances_received_usd", 2020)
    assert n == 1 and [v.value for v in line] == [1, 2, 3]


def test_a_sum_without_many_members_is_a_lower_bound(hold: Hold) -> None:
    both = {2020: 7000, 2024: 8000}
    hold("undesa", figures("migrant_stock", KEN=both, UGA=both, TZA=both, RWA=both))
    few = region("KEN", "UGA", "ETH").sums.latest("migrant_stock")
    most = region("KEN", "UGA", "TZA", "RWA", "ETH").sums.latest("migrant_stock")
    assert few and (few.value.value, few.value.hedge, few.missing) == (16000, "at least", ("ETH",))
    assert most and (most.value.value, most.value.hedge) == (32000, "")
    hold("wpp", figures("net_migration", KEN=both, UGA=both))
    net = region("KEN", "UGA", "ETH").sums.latest("net_migration")
    assert net and not net.qualifier  # those missing may have lost people


def test_emigrants_in_the_group_are_no_share_where_destinations_are_missing(hold: Hold) -> None:
    hold("undesa", pairs(("KEN", "UGA", 2024, 900), ("KEN", "ETH", 2024, 500), ("DEU", "UGA", 2024, 900)))
    for members, size in ((("KEN", "UGA", "ETH"), None), (("KEN", "DEU"), None)):
        group = region(*members)
        share = migrants.inside(group, corridors.find(group, "migrants_by_origin"))["share"]
        assert (share and share.value) == size


def test_a_group_is_compared_without_a_population_in_the_store(hold: Hold) -> None:
    hold("unhcr", figures("refugees_hosted", KEN={2024: 8000}, UGA={2024: 9000}))
    assert compared.find(region("KEN", "UGA")) == []


def test_few_or_small_figures_are_not_said_to_be_missing(hold: Hold) -> None:
    hold("wpp", figures("net_migration", KEN={2023: 8000}))
    group = region("KEN", "UGA")
    none = group.sums.ranking("net_migration", 5).head(0)
    assert "too few or too small" in movement.show(group, movement.periods(group), none, none).html
    hold("unhcr", figures("refugees_hosted", KEN={2024: 3}))
    group = region("KEN", "UGA")
    assert (
        "too few or too small" in displacement.show(group, displacement.series(group, displacement.HERE)).html
    )


def test_a_lead_does_not_say_that_zeros_are_missing(hold: Hold) -> None:
    none = {2024: 0}
    hold("undesa", figures("migrant_stock", KEN=none, UGA=none))
    hold("unhcr", figures("refugees_and_asylum_seekers_hosted", KEN=none, UGA=none))
    group = region("KEN", "UGA")
    assert "reaches a thousand" in summary.lead(group, summary.find(group))
    assert money.chart(group) is None


def test_one_date_is_stated_once(hold: Hold) -> None:
    hold("undesa", figures("migrant_stock", KEN={2024: 8000}))
    chart = migrants.stock_chart(region("KEN"), None)
    assert (
        chart and "8,000 in 2024, 8,000" not in f"{chart!r}" and "2024, 8,000 persons in" not in f"{chart!r}"
    )


def test_a_page_opens_the_editions_that_it_shows_and_no_others(hold: Hold) -> None:
    for source in ("undesa", "unhcr"):
        hold(source, figures("migrant_stock", SRB={2024: 8000}))
    sources = region("SRB").sources
    assert "Serbia includes Kosovo" in sources.kosovo(["undesa-2024"], ["SRB"])
    assert set(sources.store._tables) == {"undesa-2024"}


def test_one_country_is_no_group_of_countries(hold: Hold) -> None:
    assert f"{region('KEN').place:in}" == "in Kenya"
    assert f"{region('KEN', 'UGA').place:in}" == "in these countries"


def test_a_projected_population_is_called_so(hold: Hold) -> None:
    rows = figures("population", KEN={2023: 7000, 2024: 8000})
    hold("worldbank", rows.assign(qualifier=["", "projected"]))
    people = region("KEN").sums.latest("population")
    assert people and (people.year, people.qualifier) == (2024, "projected")
