"""The parts of a profile: correct figures and wording for difficult countries, with and without data."""

from __future__ import annotations

import csv
import re
import warnings
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest

import official
from cells import display, displays
from grammar import NEVER
from migbrief import paths
from migbrief.content.country import coverage, displacement, migrants, money, movement, paper, people, summary
from migbrief.content.country import peers as beside
from migbrief.content.country.profile import Profile, open_profile
from migbrief.content.shared import measures
from migbrief.errors import UserError
from migbrief.text.markup import plain

HARD = ("KEN", "TUV", "VAT", "XKX", "PSE", "ATA")


def check(profile: Profile) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        for name, shown in displays("country-profile", profile=profile):
            said = plain(shown.text)
            assert said.strip() or "profile.say" in name or "paper" in name, name
            assert not (slip := NEVER.search(said)), (name, slip, said)


@pytest.mark.parametrize("iso3", HARD)
def test_hard_countries_can_be_drawn(iso3: str, with_official: Path) -> None:
    check(open_profile(country=iso3))


@pytest.mark.parametrize("iso3", HARD)
def test_hard_countries_can_be_drawn_of_older_data_to_the_end_of_the_century(iso3: str) -> None:
    check(open_profile(country=iso3, vintage="2015", peers="income group", horizon=2100))


def test_chosen_peers_and_none(with_official: Path) -> None:
    chosen = open_profile(country="KEN", peers="Nepal,PHL")
    assert chosen.peers == ["NPL", "PHL"]
    assert open_profile(country="KEN", peers="LDC").peers_label == "the least developed countries"
    within = open_profile(country="NGA", peers="ECOWAS")
    assert within.peers_label == "ECOWAS" and len(within.peers) == 11
    said = beside.show(within, beside.figures(within)).html
    assert "ECOWAS; group of States with its members of 2025; CIA World Factbook" in said
    alone = open_profile(country="ATA")
    assert alone.peers == []
    assert "no peers of this kind" in beside.show(alone, beside.figures(alone)).text
    with pytest.raises(UserError, match="country"):
        open_profile(country="Kenia-land")


def persons(iso3: str, year: int, ages: range = range(0, 101, 5)) -> int:
    """Persons read from the table itself, without the library."""
    path = paths.data() / "indicators" / "wpp-2024-population.csv"
    with path.open(encoding="utf-8", newline="") as file:
        rows = [r for r in csv.DictReader(file) if r["iso3"] == iso3 and r["year"] == str(year)]
    assert len(rows) == 2
    return sum(int(row[f"age_{age}"]) for row in rows for age in ages)


def test_people_are_those_of_the_table() -> None:
    profile = open_profile(country="KEN", horizon=2070)
    values = people.population(profile)
    assert values[2025].value == persons("KEN", 2025) and values.index[-1] == 2100
    young = 100 * persons("KEN", 2025, range(0, 15, 5)) / persons("KEN", 2025, range(15, 65, 5))
    work = plain(display("country-profile", "For every 100", profile=profile).text)
    assert f"there are {young:.0f} under 15" in work.replace("\u2060", "")
    drawn = people.pyramid(profile).data  # type: ignore[attr-defined]
    assert drawn.iloc[:, 1:3].to_numpy().sum() == persons("KEN", 2025)
    assert drawn.iloc[:, 3:5].to_numpy().sum() == persons("KEN", 2070)


def test_five_years_add_up_and_what_is_left_is_derived(with_official: Path) -> None:
    rows = pd.read_csv(official.SHARED / "wpp2024_migration" / "migration.txt", sep="\t")
    kenya = rows.set_index("country_code").loc[404]
    found = {period.first: period for period in movement.periods(open_profile(country="KEN")).itertuples()}
    assert max(found) == 2015 and min(found) == 1950 and found[2015].last == 2019
    for first, period in found.items():
        expected = sum(float(kenya[str(year)]) * 1000 for year in range(first, first + 5))
        assert period.net.value == pytest.approx(expected, abs=5)
    left = persons("KEN", 2020) - persons("KEN", 2015) - found[2015].net.value
    assert found[2015].rest is not None and found[2015].rest.value == pytest.approx(left)
    shown = movement.show(open_profile(country="KEN"), movement.periods(open_profile(country="KEN")))
    assert "2015–\u20602019" in shown.html and "derived" in shown.html


def test_stocks_are_points_and_never_a_line(with_official: Path) -> None:
    profile = open_profile(country="KEN")
    rows = migrants.stocks(profile)
    assert list(rows.index) == [1990, 1995, 2000, 2005, 2010, 2015, 2020, 2024]
    assert rows["migrant_stock"][2024].value == 992_536
    drawn = migrants.stock_chart(profile, rows)
    assert drawn is not None and "last interval is shorter" in drawn.html


def test_who_is_of_no_country_is_beside_and_never_ranked(with_official: Path) -> None:
    profile = open_profile(country="KEN")
    rows = migrants.ranking(profile)
    assert rows["place"].iloc[0] == "Somalia" and "OOO" not in set(rows["code"])
    drawn = migrants.places(profile, rows)
    assert drawn is not None and "Not ranked: Others and unknown: 65,396 persons" in drawn.html
    women = plain(display("country-profile", "women and girls", profile=profile).text)
    assert "of the migrants in Kenya are women and girls" in women and "never added" in women


def test_stocks_and_movements_never_share_an_axis(with_official: Path) -> None:
    for keys in (displacement.HERE, displacement.ABROAD, displacement.INSIDE):
        assert not set(keys) & set(displacement.MOVEMENTS)
    profile = open_profile(country="SYR")
    inside = displacement.series(profile, displacement.INSIDE)
    assert set(inside) <= set(displacement.INSIDE)
    assert inside["idps_conflict"][2024].value == 7_408_809
    shown = displacement.table(profile)
    assert shown is not None and "never added" in shown.html and "357,985" in shown.html


def test_one_old_year_is_no_chart_and_one_recent_year_has_no_fraction(with_official: Path) -> None:
    profile = open_profile(country="ERI")
    rows = displacement.series(profile, displacement.MOVEMENTS)
    known = [value for column in rows for value in rows[column].dropna() if value.value >= 100]
    assert [(value.year, value.value) for value in known] == [(2013, 102)]
    assert displacement.chart(profile, rows, displacement.MOVEMENTS) is None
    shown = displacement.table(profile)
    assert shown is not None and ">102" in shown.html
    recent = pd.DataFrame({displacement.MOVEMENTS[1]: [replace(known[0], year=2024)]}, index=[2024])
    drawn = displacement.chart(profile, recent, displacement.MOVEMENTS)
    assert drawn is not None and "2024" in drawn.html and not re.search(r">20\d\d\.\d", drawn.html)


def test_a_break_is_marked_and_a_missing_year_breaks_the_line(with_official: Path) -> None:
    profile = open_profile(country="CHN")
    rows = displacement.series(profile, displacement.HERE)
    drawn = displacement.chart(profile, rows, displacement.HERE)
    assert drawn is not None and "Break in the series in" in drawn.html and "2022" in drawn.html
    assert list(rows.index) == list(range(int(rows.index[0]), int(rows.index[-1]) + 1))


def test_money_has_no_zero_that_is_no_report(with_official: Path) -> None:
    rows = money.series(open_profile(country="SYR"))
    assert rows["remittances_received_usd"].dropna().map(float).min() > 0
    assert rows["remittances_received_usd"].dropna().index[-1] == 2010
    modelled = money.corridors(open_profile(country="KEN"))
    assert modelled is not None and modelled.title.startswith("Modelled: ")  # type: ignore[attr-defined]


def test_measures_compare_like_with_like(with_official: Path) -> None:
    sources = open_profile(country="KEN").sources
    share = measures.value(sources, "migrant_share", "KEN")
    people_2024 = sources.at("population", "KEN", 2024)
    assert share is not None and people_2024 is not None and share.year == 2024
    assert share.value == pytest.approx(100 * 992_536 / people_2024.value.value)
    rate = measures.value(sources, "net_rate", "KEN")
    rows = pd.read_csv(official.SHARED / "wpp2024_migration" / "cnmr.txt", sep="\t").set_index("country_code")
    expected = sum(float(rows.loc[404, str(year)]) for year in range(2019, 2024)) / 5
    assert rate is not None and rate.value == pytest.approx(expected, abs=0.001)


def test_a_small_median_is_not_rounded_to_none(with_official: Path) -> None:
    profile = open_profile(country="TWN")
    found = beside.figures(profile)
    median = found["refugees_per_1000"]["value"].drop("TWN", errors="ignore").map(float).median()
    assert 0 < median < 0.05 and f"median of peers {median:.1g}" in beside.show(profile, found).html


def test_medians_leave_the_country_out_and_need_five(with_official: Path) -> None:
    profile = open_profile(country="KEN", peers="UGA,TZA,ETH,SOM")
    shown = beside.show(profile, beside.figures(profile)).html
    assert "No median is given of fewer than 5 figures" in shown and "; median " not in shown
    profile = open_profile(country="KEN", peers="UGA,TZA,ETH,SOM,RWA")
    found = beside.figures(profile)
    others = sorted(float(v) for code, v in found["migrant_share"]["value"].items() if code != "KEN")
    chart = beside.show(profile, found)
    assert others[2] > 0.1 and f"1.8 (2024); median {others[2]:.1f}" in " ".join(chart.html.split())
    assert "No median" not in chart.html


# Items of the template that no table in git has, and the files fill for Kenya.
FILLED = {
    "migrant_stock", "migrant_share", "migrants_by_origin", "emigrants_by_destination",
    "net_migration_persons", "refugee_origins", "asylum_applications", "returns", "new_displacement",
    "remittances_usd", "remittances_paid", "remittances_bilateral",
}  # fmt: skip


def test_the_files_fill_what_was_missing(with_official: Path) -> None:
    rows = coverage.items(open_profile(country="KEN"))
    filled = set(rows.loc[rows["filled"], "item"])
    assert len(FILLED) >= 12 and filled >= FILLED
    missing = rows[~rows["filled"]]
    assert (missing["publisher"].str.len() > 3).all()
    shown = coverage.missing(open_profile(country="KEN"), missing, rows)
    assert f"{len(filled)} of the {len(rows)} items" in plain(shown.text).replace("\u2060", "")


def test_the_table_has_every_latest_figure_in_full(with_official: Path) -> None:
    profile = open_profile(country="KEN")
    shown = coverage.table(profile, coverage.figures(profile))
    for digits in ("992,536", "540,466", "835,771", "617,125", "US$ 4,227,611,606"):
        assert digits in shown.html, digits
    assert shown.data["indicator"].is_unique


def test_without_official_data_one_line_says_how_to_get_it() -> None:
    profile = open_profile(country="KEN")
    shown = summary.show(profile, summary.find(profile))
    assert shown.text.count("migbrief data update") == 1
    assert "57.5 million" in shown.text and "refugees and asylum-seekers" in shown.text


def test_what_the_paper_does_in_a_country() -> None:
    assert paper.show(open_profile(country="TUV")).html == ""
    assert "What the paper names here" in paper.show(open_profile(country="KEN")).html


def test_what_may_not_be_passed_on_is_on_no_page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from migbrief.datasets import store
    from migbrief.datasets.store.schema import tidy
    from migbrief.sources.licences import release

    monkeypatch.setenv("MIGBRIEF_DATA", str(tmp_path))
    rows = tidy(pd.DataFrame({"iso3": ["KEN"], "value": [5e5]}), indicator="migrant_stock", year=2024)
    kept = release("undesa", "2024", {"series": "stock"}, figures=rows)
    kept.about = {**kept.about, "redistributable": False}
    store.add([kept])
    assert not store.opened().empty and not open_profile(country="KEN").sources.live


def test_peers_are_compared_by_figures_of_one_time_and_none_is_rounded_to_nothing(
    with_official: Path,
) -> None:
    """Eritrea's remittances are of 2000, its 119 refugees and asylum-seekers are 0.03 per 1,000 people."""
    tables = beside.figures(open_profile(country="KEN"))
    eritrea = pd.read_csv(official.SHARED / "worldbank_wdi" / "wdi-migration-1990-2023.csv.gz")
    eritrea = eritrea[(eritrea["iso3"] == "ERI") & (eritrea["indicator"] == "remittances_received_usd")]
    assert eritrea[eritrea["value"] > 0]["year"].max() < 2018
    assert "ERI" not in tables["remittances_per_person"].index
    for rows in tables.values():
        assert rows["year"].max() - rows["year"].min() <= 5
        assert all(v.words(bare=True) not in ("0", "−0") for v in rows["value"] if v.value)


def test_where_two_sources_count_the_displaced_a_note_says_which_leads(with_official: Path) -> None:
    both = displacement.table(open_profile(country="SYR"))
    assert both is not None and "leads with IDMC" in both.html and "of concern to UNHCR" in both.html
    one = displacement.table(open_profile(country="KEN"))  # UNHCR's table has a zero: nobody, or not told
    assert one is not None and "leads with IDMC" not in one.html and "of concern to UNHCR" not in one.html
