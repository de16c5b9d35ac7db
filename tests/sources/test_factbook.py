"""Figures of the committed tables against the raw entries, read by eye, and nothing lost between them."""

from __future__ import annotations

import csv
import re
from collections import Counter, defaultdict
from typing import Any

import pytest

from migbrief import paths
from migbrief.errors import UserError
from migbrief.sources.factbook import merge, people, reader, status
from migbrief.sources.factbook.fields import FIELDS, IGNORED, MEASURES
from migbrief.sources.factbook.numbers import Quantity
from migbrief.sources.factbook.reader import parse_vintage
from migbrief.sources.records import Figure

VINTAGES = ("2015", "2025")


def table(name: str) -> list[dict[str, str]]:
    with (paths.data() / name).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


@pytest.fixture(scope="module")
def figures() -> dict[str, list[dict[str, str]]]:
    return {vintage: table(f"indicators/factbook-{vintage}.csv") for vintage in VINTAGES}


@pytest.fixture(scope="module")
def report() -> list[dict[str, str]]:
    return table("indicators/build_report.csv")


def rows(
    figures: dict[str, list[dict[str, str]]], vintage: str, iso3: str, indicator: str
) -> list[dict[str, str]]:
    return [row for row in figures[vintage] if (row["iso3"], row["indicator"]) == (iso3, indicator)]


# Read by eye in the raw JSON: vintage, iso3, indicator, year, value, qualifier.
BY_EYE = [
    ("2025", "DZA", "population", "2025", 47_735_685, "estimated"),
    ("2025", "DZA", "net_migration_rate", "2025", -0.52, "estimated"),
    ("2025", "DZA", "age_0_14", "2024", 30.8, "estimated"),
    ("2025", "DZA", "age_15_64", "2024", 62.3, "estimated"),
    ("2025", "DZA", "trafficking_tier", "2025", 2.5, "reported"),
    ("2025", "BDI", "stateless_persons", "2024", 791, "estimated"),
    ("2025", "GMB", "refugees_and_asylum_seekers_hosted", "2024", 4_411, "estimated"),
    ("2025", "GMB", "idps", "2024", 7_462, "estimated"),
    ("2025", "GMB", "remittances", "2022", 22.8, "estimated"),
    ("2025", "GMB", "remittances", "2024", 21.1, "estimated"),
    ("2025", "GMB", "co2_total", "2023", 537_000, "estimated"),
    ("2025", "GMB", "health_expenditure", "2021", 3.2, "reported"),
    ("2025", "GMB", "urbanization_rate", "2025", 3.75, "estimated"),
    ("2025", "GMB", "labor_force", "2024", 783_100, "estimated"),
    ("2025", "AUS", "gdp_official", "2024", 1_752_000_000_000, "estimated"),
    ("2025", "FLK", "life_expectancy", "2017", 77.9, "estimated"),
    ("2025", "ESH", "gdp_ppp", "2007", 906_500_000, "estimated"),
    ("2025", "PSE", "population", "2025", 3_310_554 + 2_184_652, "estimated"),
    ("2025", "PSE", "idps", "2024", 2_032_011, "estimated"),
    ("2025", "BVT", "population", "", 0, "reported"),
    ("2015", "GMB", "gdp_growth", "2014", -0.2, "estimated"),
    ("2015", "GMB", "gini", "1998", 50.2, "reported"),
    ("2015", "GMB", "co2_total", "2012", 472_200, "estimated"),
    ("2015", "GMB", "age_15_64", "2015", 58.34, "estimated"),
    ("2015", "GMB", "life_expectancy", "2015", 64.6, "estimated"),
    ("2015", "GMB", "trafficking_tier", "2014", 3, "reported"),
    ("2015", "AGO", "population", "2015", 19_625_353, "estimated"),
    ("2015", "ISR", "population", "2014", 8_049_314, "estimated"),
    ("2015", "PSE", "population", "2015", 2_785_366 + 1_869_055, "estimated"),
    ("2015", "PSE", "refugees_hosted", "2014", 762_288 + 1_258_559, "at least"),
    ("2015", "PSE", "idps", "2015", 263_500, "at least"),
    ("2015", "EGY", "refugees_hosted", "2015", 223_286, "at least"),
    ("2015", "RWA", "refugees_hosted", "2015", 74_054 + 70_335, "at least"),
    ("2015", "PAK", "refugees_hosted", "2015", 3_000_000, "at least"),
    ("2015", "POL", "refugees_hosted", "2014", 14_277, "at least"),
    ("2015", "PHL", "idps", "2015", 127_000 + 327_000, "at least"),
    ("2015", "SYR", "idps", "2015", 7_632_500, "reported"),
    ("2015", "KEN", "idps", "2014", 309_200, "reported"),
    ("2015", "LBR", "idps", "2014", 23_000, "at most"),
    ("2015", "GTM", "idps", "2014", 248_500, "at least"),
    ("2015", "KWT", "stateless_persons", "2014", 93_000, "reported"),
    ("2015", "SSD", "gdp_growth", "2012", -46.8, "estimated"),
    ("2015", "NGA", "gdp_ppp", "2013", 986_800_000_000, "estimated"),
    ("2015", "SHN", "gdp_ppp", "2010", 31_100_000, "estimated"),
    ("2015", "IMN", "gdp_ppp", "2012", 5_850_000_000, "estimated"),
    ("2015", "CUB", "gdp_official", "2013", 77_150_000_000, "estimated"),
    ("2015", "GHA", "gini", "2013", 42.3, "reported"),
    ("2015", "LSO", "gini", "1987", 56, "reported"),
    ("2015", "GIB", "labor_force", "2013", 22_910, "estimated"),
    ("2015", "PCN", "urban_population", "2012", 0, "reported"),
]


@pytest.mark.parametrize(("vintage", "iso3", "indicator", "year", "value", "qualifier"), BY_EYE)
def test_figures_are_those_of_the_raw_entries(
    figures: dict[str, list[dict[str, str]]],
    vintage: str,
    iso3: str,
    indicator: str,
    year: str,
    value: float,
    qualifier: str,
) -> None:
    found = {
        row["year"]: (float(row["value"]), row["qualifier"])
        for row in rows(figures, vintage, iso3, indicator)
    }
    assert found[year] == (value, qualifier)


def test_a_range_keeps_its_high_end(figures: dict[str, list[dict[str, str]]]) -> None:
    (turkey,) = rows(figures, "2015", "TUR", "idps")
    assert (turkey["value"], turkey["value_high"], turkey["qualifier"]) == ("954000", "1200000", "range")


def test_tokelau_stays_in_its_own_dollars(figures: dict[str, list[dict[str, str]]]) -> None:
    (gdp,) = rows(figures, "2025", "TKL", "gdp_official")
    assert (gdp["value"], gdp["unit"]) == ("12658000", "NZ$")


@pytest.mark.parametrize(
    ("vintage", "iso3", "indicator", "reason"),
    [
        ("2015", "GMB", "unemployment", "not available (NA)"),
        ("2015", "USA", "refugees_hosted", "a flow, not the number hosted"),
        ("2015", "RUS", "refugees_hosted", "not refugees"),
        ("2015", "DZA", "idps", "undetermined"),
        ("2015", "SXM", "gdp_official", "wrong scale word"),
        ("2025", "LBY", "trafficking_tier", "special case"),
        ("2025", "SOM", "health_expenditure", "of another measure"),
        ("2025", "JEY", "labor_force", "Guernsey and Jersey together"),
    ],
)
def test_what_is_no_figure_is_absent_and_reported(
    figures: dict[str, list[dict[str, str]]],
    report: list[dict[str, str]],
    vintage: str,
    iso3: str,
    indicator: str,
    reason: str,
) -> None:
    assert rows(figures, vintage, iso3, indicator) == []
    said = [
        row["reason"]
        for row in report
        if (row["vintage"], row["iso3"], row["indicator"]) == (vintage, iso3, indicator)
    ]
    assert any(reason in line for line in said), said


def test_no_tier_is_invented_for_a_country_without_an_entry(figures: dict[str, list[dict[str, str]]]) -> None:
    for vintage in VINTAGES:
        tiers = {row["value"] for row in figures[vintage] if row["indicator"] == "trafficking_tier"}
        assert tiers == {"2.5", "3"}


def test_the_membership_list_is_the_same_in_both_vintages(figures: dict[str, list[dict[str, str]]]) -> None:
    listed = {
        vintage: {
            (row["iso3"], row["qualifier"])
            for row in figures[vintage]
            if row["indicator"] == "iom_membership"
        }
        for vintage in VINTAGES
    }
    assert listed["2015"] == listed["2025"]
    assert sum(status == "member" for _, status in listed["2025"]) == 155


def test_each_country_has_one_figure_an_indicator_and_year(figures: dict[str, list[dict[str, str]]]) -> None:
    for vintage in VINTAGES:
        keys = [(row["iso3"], row["indicator"], row["year"]) for row in figures[vintage]]
        assert len(keys) == len(set(keys))
        assert all(re.fullmatch("[A-Z]{3}", iso3) for iso3, _, _ in keys)


def test_age_groups_of_every_country_make_up_the_whole(figures: dict[str, list[dict[str, str]]]) -> None:
    for vintage in VINTAGES:
        shares: dict[str, float] = defaultdict(float)
        for row in figures[vintage]:
            if row["indicator"].startswith("age_"):
                shares[row["iso3"]] += float(row["value"])
        assert len(shares) > 220
        assert all(total == pytest.approx(100, abs=0.31) for total in shares.values())


def test_each_edition_has_the_refugees_that_it_counts(figures: dict[str, list[dict[str, str]]]) -> None:
    held = {v: Counter(r["indicator"] for r in figures[v] if "refugees" in r["indicator"]) for v in VINTAGES}
    assert held["2025"] == {"refugees_and_asylum_seekers_hosted": 172}
    assert list(held["2015"]) == ["refugees_hosted"]


def test_every_indicator_is_defined_with_the_unit_of_its_figures(
    figures: dict[str, list[dict[str, str]]],
) -> None:
    defined = {row["indicator"]: row for row in table("reference/factbook_indicators.csv")}
    assert set(defined) == set(MEASURES)
    for vintage in VINTAGES:
        used = {(row["indicator"], row["unit"]) for row in figures[vintage]}
        odd = {(indicator, unit) for indicator, unit in used if defined[indicator]["unit"] != unit}
        assert odd <= {("gdp_official", "NZ$"), ("gdp_per_capita", "US$")}
    for row in defined.values():
        assert row["kind"] in {"stock", "flow", "rate", "share", "amount", "index", "status"}
        assert row["summable"] in {"true", "false"}
        assert row["summable"] == "false" or row["unit"] in {"persons", "US$", "tonnes"}
        assert row["definition"] and row["live_source"] and row["live_code"]


def figure(gec: str, value: float, indicator: str = "population", year: int | None = 2015) -> Figure:
    return Figure("PSE", indicator, year, value, None, "", "estimated", "", "2015", str(value), gec)


def test_entities_of_one_code_are_added_or_the_first_is_kept() -> None:
    shared = {"PSE": {"gz", "we"}}
    people, said = merge.merged([figure("gz", 2), figure("we", 3)], shared)
    assert [row.value for row in people] == [5]
    assert len(said) == 2
    named, _ = merge.merged(
        [figure("gz", 2), figure("we", 3)], shared, {"gz": "Gaza Strip", "we": "West Bank"}
    )
    assert named[0].raw.startswith("West Bank: ") and " + Gaza Strip: " in named[0].raw
    repeated, said = merge.merged([figure("gz", 3), figure("we", 3)], shared)
    assert [row.value for row in repeated] == [3]
    assert "repeats the figure of we" in said[0].reason
    rates, said = merge.merged([figure("gz", 45, "unemployment"), figure("we", 16, "unemployment")], shared)
    assert [row.value for row in rates] == [16]
    assert "differs from the figure of we (16), which is kept" in said[0].reason
    part, said = merge.merged([figure("gz", 0)], shared)
    assert part == []
    assert said[0].reason.startswith("left out: zero for one of several")


def test_impossible_figures_are_left_out_with_the_reason() -> None:
    wrong = [figure("gz", 101, "literacy"), figure("gz", -1), figure("gz", 5, "labor_force", year=2105)]
    kept, said = merge.possible([*wrong, figure("gz", -3, "gdp_growth")])
    assert [row.indicator for row in kept] == ["gdp_growth"]
    assert len(said) == 3


def test_an_unexpected_part_or_measure_is_reported_not_dropped() -> None:
    entry = {
        "People and Society": {
            "Population": {"total": {"text": "1,000 (2024 est.)"}, "islands": {"text": "12 (2020)"}},
            "Literacy": {"total population": {"text": "3.1 years"}},
        },
        "Economy": {"Labor force": {"text": 400, "note": "<b>note:</b> half of it commutes"}},
    }
    parsed = parse_vintage({"xy": entry}, "2025", {"xy": "XYZ"})
    assert [(row.indicator, row.value) for row in parsed.figures] == [
        ("population", 1_000),
        ("labor_force", 400),
    ]
    assert [(remark.reason.split(":")[0], remark.raw) for remark in parsed.remarks] == [
        ("left out", "12 (2020)"),
        ("left out", "3.1 years"),
        ("kept", "<b>note:</b> half of it commutes"),
    ]


def _texts(content: Any, part: str = "") -> list[tuple[str, str]]:
    if isinstance(content, str):
        return [(part, content)]
    inner = content.items() if isinstance(content, dict) else []
    return [
        found for name, value in inner for found in _texts(value, part if name == "text" else name.strip())
    ]


@pytest.mark.slow
@pytest.mark.parametrize("vintage", VINTAGES)
def test_every_raw_value_is_in_a_table_or_in_the_report(
    figures: dict[str, list[dict[str, str]]], report: list[dict[str, str]], vintage: str
) -> None:
    try:
        raw = reader.entities(vintage)
    except UserError as error:
        pytest.skip(f"the raw package cannot be fetched: {error}")
    codes = {row["gec"]: row["iso3"] for row in table("reference/countries.csv") if row["gec"]}
    told: dict[str, str] = defaultdict(str)
    for row in figures[vintage]:
        told[row["iso3"]] += f"\n{row['raw']}"
    for row in report:
        if row["vintage"] == vintage:
            told[row["gec"]] += f"\n{row['raw']}"
    lost, seen = [], 0
    for gec, entry in raw.items():
        for section, name in ((section, name) for section, names in FIELDS.items() for name in names):
            for part, text in _texts(entry.get(section, {}).get(name)):
                if part == "note" or IGNORED.fullmatch(part):
                    continue
                if name.startswith("International organization"):
                    text = next(iter(re.findall(r"\bIOM(?: \([a-z]+\))?", text)), "")
                for value in filter(None, (" ".join(item.split()) for item in text.split("++"))):
                    seen += 1
                    whole = rf"(?m)(?:^|\+ |: ){re.escape(value)}(?: \||\s\+|$)"
                    if not re.search(whole, told[codes.get(gec, "")] + told[gec]):
                        lost.append((gec, name, part, value))
    assert seen > 6_500
    assert lost == []


def test_a_remark_behind_an_origin_is_not_the_origin() -> None:
    found = people.refugees("200,000 (Burma) (refugees and asylum seekers) (2014); 50 (DRC)")
    assert [o.name for o in found.origins] == ["Burma", "DRC"]


def test_a_watch_list_in_brackets_is_one() -> None:
    found = status.tier("Tier 2 (Watch List) - the government does not meet the standards")
    assert isinstance(found, Quantity) and found.value == 2.5
