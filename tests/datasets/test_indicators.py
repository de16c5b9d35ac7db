"""Figures as readers see them: of the right year and source edition, with gaps shown as gaps."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest

from migbrief import paths
from migbrief.datasets import countries, indicators, population
from migbrief.editions import edition
from migbrief.errors import UserError

FIGURES = """\
iso3,indicator,year,value,value_high,unit,qualifier,source,vintage,raw
KEN,refugees_hosted,,1000,,persons,reported,S,2025,"1,000"
KEN,refugees_hosted,2020,500,,persons,estimated,S,2025,500 (2020 est.)
KEN,refugees_hosted,2023,700,,persons,estimated,S,2025,700 (2023 est.)
NAM,refugees_hosted,,40,,persons,reported,S,2025,NA then 40
UGA,refugees_hosted,2022,600,900,persons,range,S,2025,600-900 (2022 est.)
TZA,refugees_hosted,2021,700,,persons,estimated,S,2025,700 (2021 est.)
ATA,refugees_hosted,2021,9,,persons,estimated,S,2025,9 (2021 est.)
,refugees_hosted,2021,99999,,persons,estimated,S,2025,world
KEN,unemployment,2021,0,,%,estimated,S,2025,0% (2021 est.)
"""
OLD = """\
iso3,indicator,year,value,value_high,unit,qualifier,source,vintage,raw
SSD,refugees_hosted,2015,250,,persons,reported,S,2015,250 (2015)
"""
REPORT = """\
vintage,gec,iso3,indicator,reason,raw
2025,ke,KEN,gini,left out: not available (NA),NA
2025,ke,KEN,literacy,kept: the source's note on this entry,a note
2015,ke,KEN,poverty,left out: of the other vintage,NA
"""


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project whose figures are few enough to check by eye."""
    data = tmp_path / "data"
    shutil.copytree(paths.data() / "reference", data / "reference")
    (data / "indicators").mkdir()
    (data / "indicators" / "factbook-2025.csv").write_text(FIGURES)
    (data / "indicators" / "factbook-2015.csv").write_text(OLD)
    (data / "indicators" / "build_report.csv").write_text(REPORT)
    monkeypatch.setenv("MIGBRIEF_HOME", str(tmp_path))
    return tmp_path


def test_latest_is_of_the_most_recent_year(home: Path) -> None:
    rows = indicators.latest("refugees_hosted", "2025")
    assert rows.loc["KEN", ["year", "value", "raw"]].tolist() == [2023, 700, "700 (2023 est.)"]
    assert rows.loc["KEN", "name"] == "Kenya"


def test_a_figure_without_year_is_used_only_where_there_is_no_other(home: Path) -> None:
    rows = indicators.latest("refugees_hosted", "2025")
    assert rows.loc["NAM", "value"] == 40
    assert pd.isna(rows.loc["NAM", "year"])


def test_aggregates_and_empty_places_are_not_among_countries(home: Path) -> None:
    assert sorted(indicators.latest("refugees_hosted", "2025").index) == ["KEN", "NAM", "TZA", "UGA"]


def test_a_range_keeps_both_ends(home: Path) -> None:
    (seen,) = indicators.observations("refugees_hosted", "UGA", "2025")
    assert (seen.value, seen.value_high, seen.qualifier, seen.year) == (600, 900, "range", 2022)


def test_zero_is_a_figure_and_absence_is_none(home: Path) -> None:
    assert [of.value for of in indicators.observations("unemployment", "KEN", "2025")] == [0]
    assert not indicators.observations("unemployment", "UGA", "2025")
    assert indicators.latest("unemployment", "2025", ["UGA"]).empty


def test_vintages_are_never_mixed(home: Path) -> None:
    assert not indicators.observations("refugees_hosted", "SSD", "2025")
    assert indicators.observations("refugees_hosted", "SSD", "2015")
    assert not indicators.observations("refugees_hosted", "KEN", "2015")


def test_series_is_in_order_of_years(home: Path) -> None:
    rows = indicators.observations("refugees_hosted", "KEN", "2025")
    assert [(of.year, of.value) for of in rows] == [(None, 1000), (2020, 500), (2023, 700)]


def test_unknown_names_are_refused_with_the_nearest(home: Path) -> None:
    with pytest.raises(UserError, match="unknown data edition '2024'"):
        indicators.load("2024")
    with pytest.raises(UserError, match="did you mean population"):
        indicators.latest("populatoin", "2025")
    with pytest.raises(UserError, match="did you mean Kenya"):
        indicators.observations("population", "Kenyya", "2025")


def test_unreadable_definitions_are_one_line(home: Path) -> None:
    broken = paths.data() / "reference" / "factbook_indicators.csv"
    broken.write_text("indicator,summable,decimals\npopulation,true,many\n", "utf-8")
    indicators._definitions.cache_clear()
    with pytest.raises(UserError, match=r"indicators\.csv cannot be read: .*; restore it"):
        indicators.definitions()


def test_what_is_returned_can_be_changed_safely(home: Path) -> None:
    rows = indicators.latest("refugees_hosted", "2025")
    rows["value"] = 0
    assert indicators.latest("refugees_hosted", "2025").loc["KEN", "value"] == 700


# The committed figures.


def test_there_are_two_vintages_oldest_first() -> None:
    assert indicators.vintages() == ["2015", "2025"]


@pytest.mark.parametrize("vintage", ["2015", "2025"])
def test_the_most_populous_countries(vintage: str) -> None:
    rows = indicators.latest("population", vintage).sort_values("value", ascending=False)
    assert {*rows.index[:3]} == {"CHN", "IND", "USA"}


@pytest.mark.parametrize("vintage", ["2015", "2025"])
def test_every_figure_is_of_a_known_country_and_indicator(vintage: str) -> None:
    rows = indicators.load(vintage)
    assert set(rows["iso3"]) <= set(countries.load().index)
    assert set(rows["indicator"]) <= set(indicators.definitions().index)
    assert rows["value"].notna().all()
    assert (rows[["unit", "source", "raw"]] != "").all().all()
    assert set(rows["vintage"]) == {vintage}


def test_the_factbook_and_the_un_agree_on_the_size_of_countries() -> None:
    from migbrief.datasets import population

    for iso3 in ("KEN", "BGD", "DEU", "SSD", "PRK", "KOR", "NER", "NGA", "PSE"):
        (stated,) = indicators.observations("population", iso3, "2025")
        assert stated.value == pytest.approx(population.total(iso3)[2025], rel=0.15), iso3


@pytest.mark.parametrize(
    ("breakage", "said"),
    [
        (lambda lines: [*lines[:3], "broken," + lines[3], *lines[4:]], "factbook-2025.csv cannot be read"),
        (lambda lines: [*lines[:9], lines[9][:30]], "factbook-2025.csv line 10: the last line is cut short"),
        (lambda lines: [*lines, lines[-1]], "expected one figure for a country, indicator and year"),
        (lambda lines: [*lines[:1], "ZZZ" + lines[1][3:], *lines[2:]], "line 2: column iso3 is 'ZZZ'"),
        (lambda lines: [*lines[:1], lines[1].replace(",17.2,", ",1e999,")], "line 2: column value is 'inf'"),
    ],
    ids=["a cell too many", "cut short", "twice", "no such country", "no number"],
)
def test_a_broken_file_is_refused_with_its_line(
    tmp_path: Path, breakage: Callable[[list[str]], list[str]], said: str
) -> None:
    lines = (paths.data() / "indicators" / "factbook-2025.csv").read_text("utf-8").splitlines(keepends=True)
    path = tmp_path / "factbook-2025.csv"
    path.write_text("".join(breakage(lines)), "utf-8")
    with pytest.raises(UserError, match=r"^factbook-2025\.csv") as caught:
        indicators._figures(path)
    assert said in str(caught.value)


def test_what_is_handed_out_is_the_users_own() -> None:
    """In a notebook somebody works on with a frame: no later figure may change with it."""
    before = {frame: len(frame()) for frame in (countries.load, population.load, indicators.definitions)}
    (peopled,) = indicators.observations("population", "KEN", "2025")
    for read in (lambda: indicators.load("2025"), lambda: indicators.latest("population", "2025")):
        frame = read()
        frame["value"] /= 1e6
        frame.loc[frame.index[0], "value"] = -1
        frame.loc[frame.index[:50], "unit"] = "changed"
        assert read()["value"].max() > 1e9 and "changed" not in set(read()["unit"])
    for read, rows in before.items():
        frame = read()
        frame["name"] = "changed"
        assert len(read()) == rows and "changed" not in set(read()["name"])
    facts = edition.load("2012-tenth").facts
    facts["value"] = 0
    assert edition.load("2012-tenth").fact("a1-staff").value == 7300
    with pytest.raises(ValueError, match="read-only"):
        population.figures("World")[:] = 0
    with pytest.raises(ValueError, match="read-only"):
        population.figures(("KEN", "UGA"))[:] = 0
    assert indicators.observations("population", "KEN", "2025") == [peopled]
    assert indicators.latest("population", "2025").loc["KEN", "value"] == peopled.value


def test_names_of_countries_are_known_wherever_countries_are_asked_for() -> None:
    named, coded = ["Kenya", "Ouganda", "EU27"], ["KEN", "UGA", *countries.members("EU27")]
    figures = indicators.latest("population", "2025", named)
    assert sorted(figures.index) == sorted(coded)
    with pytest.raises(UserError, match="did you mean Kenya"):
        indicators.latest("population", "2025", ["Kennya"])
    with pytest.raises(UserError, match="did you mean Northern Africa"):
        countries.codes(["Northen Africa"])


def test_a_group_of_ones_own_is_a_file(tmp_path: Path) -> None:
    mine = tmp_path / "mine.csv"
    mine.write_text("country,why\nKenya,x\nCôte d'Ivoire,y\n,blank\n", encoding="utf-8")
    assert countries.codes(str(mine)) == ["KEN", "CIV"]
    mine.write_text("name\nKenya\n", encoding="utf-8")
    with pytest.raises(UserError, match="no column iso3 or country"):
        countries.codes([str(mine)])
    with pytest.raises(UserError, match=r"gone\.csv"):
        countries.codes("gone.csv")
