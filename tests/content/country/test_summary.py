"""The first screen of a profile: right numbers, under their own definitions, for every country there is."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pandas as pd
import pytest

from migbrief.content.country import people, summary
from migbrief.content.country.profile import Profile, open_profile
from migbrief.content.shared import first_screen
from migbrief.text.markup import plain


@pytest.fixture(autouse=True)
def _held(with_official: Path) -> None:
    """All of these tests read the real files."""


def told(iso3: str, **given: object) -> tuple[Profile, summary.Summary, str]:
    profile = open_profile(country=iso3, **given)
    found = summary.find(profile)
    return profile, found, plain(summary.lead(profile, found)).replace("\u2060", "")


# Worked out by hand from the files: what the lead must say, and what it must not.
LEADS = {
    "KEN": (
        ["993,000 international migrants", "from Somalia (40%)", "US$ 4.23 billion", "836,000 refugees"],
        [],
    ),
    "SYR": (
        [
            "8.93 million people",
            "in Türkiye (40%)",
            "4.87 million refugees",
            "7.41 million people are internally displaced",
            "358,000 Palestine refugees are registered with UNRWA in the Syrian Arab Republic (2025)",
        ],
        ["remittances"],
    ),
    "UKR": (["5.06 million", "Russian Federation (67%)", "5.22 million refugees", "More people left"], []),
    "VEN": (
        ["8.33 million people", "in Colombia (35%)", "6.04 million other people in need"],
        ["remittances"],
    ),
    "QAT": (["2.34 million", "from India (32%)", "More people arrived"], []),
    "POL": (["1.74 million", "from Ukraine (63%)", "1 million refugees and asylum-seekers"], []),
    "ERI": (["913,000 people", "in the Sudan (42%)", "555,000 refugees"], ["remittances"]),
    "MDA": (["188,000", "from Ukraine (76%)", "in Italy (25%)", "US$ 2.01 billion"], []),
    "AFG": (
        [
            "7.53 million people",
            "Islamic Republic of Iran (50%)",
            "4.19 million people are internally displaced by conflict (end of 2024)",
        ],
        [],
    ),
    "JOR": (["5.28 million", "State of Palestine (45%)", "2.4 million Palestine refugees"], []),
    "COL": (
        [
            "3.06 million",
            "Venezuela (95%)",
            "2.81 million other people in need",
            "7.26 million people are internally displaced",
        ],
        [],
    ),
    "TUV": (["1,240 people", "in Fiji (35%)"], ["international migrants"]),
    "XKX": (["The territory received", "US$ 1.83 billion"], ["international migrants", "country"]),
    "PSE": (["4.23 million people", "in Jordan (56%)", "2.48 million Palestine refugees"], []),
    "TWN": (["1.14 million", "from Indonesia (26%)"], ["remittances", "hosts"]),
    "SSD": (
        ["914,000", "from the Sudan (67%)", "2.39 million refugees", "605,000 refugees and asylum-seekers"],
        [],
    ),
    "USA": (["52.4 million", "from Mexico (22%)", "4.18 million refugees and asylum-seekers"], []),
    "DEU": (
        [
            "16.8 million",
            "largest known group from Poland (11%; of other or unknown origin: 19%)",
            "2.95 million",
        ],
        [],
    ),
    "IND": (["4.8 million", "from Bangladesh (48%)", "18.5 million people", "US$ 120 billion"], []),
    "PHL": (
        ["87,200", "6.99 million people", "in the United States of America (32%)", "US$ 39.1 billion"],
        [],
    ),
    "MEX": (["1.73 million", "11.6 million people", "in the United States of America (97%)", "326,000"], []),
    "CHN": (["1.64 million", "from Hong Kong SAR (China) (26%)", "11.7 million people"], ["hosts"]),
    "FRA": (["9.19 million", "from Algeria (15%)", "US$ 36.9 billion", "874,000 refugees"], []),
    "GBR": (["11.8 million", "4.8 million people", "in Australia (23%)", "726,000 refugees"], []),
    "TUR": (["7.08 million", "from the Syrian Arab Republic (50%)", "2.49 million refugees"], []),
    "LBN": (["1.42 million", "from the Syrian Arab Republic (55%)", "US$ 6.7 billion", "543,000"], []),
    "BGD": (["2.91 million", "from Myanmar (43%)", "8.71 million people", "1.18 million refugees"], []),
    "PAK": (["4.18 million", "from Afghanistan (46%)", "from India (38%)", "US$ 26.6 billion"], []),
    "NPL": (["471,000", "from India (88%)", "2.64 million people", "US$ 10.8 billion"], []),
    "ETH": (["1.17 million", "from South Sudan (38%)", "from Somalia (33%)", "1.12 million refugees"], []),
    "UGA": (["2.06 million", "from South Sudan (45%)", "in Kenya (48%)", "1.97 million refugees"], []),
    "SDN": (["2.4 million", "from South Sudan (63%)", "3.79 million people", "860,000 refugees"], []),
    "COD": (["1.09 million", "from the Central African Republic (34%)", "in Uganda (30%)", "604,000"], []),
    "NGA": (["1.4 million", "2.09 million people", "US$ 19.5 billion", "142,000 refugees"], []),
    "EGY": (["1.14 million", "from the Sudan (44%)", "in Saudi Arabia (31%)", "1.1 million refugees"], []),
    "MAR": (["111,000", "in Spain (30%)", "in France (29%)", "US$ 11.8 billion"], []),
    "ZAF": (["2.63 million", "from Zimbabwe (41%)", "1.01 million people", "138,000 refugees"], []),
    "SOM": (
        [
            "78,000",
            "1.94 million people",
            "US$ 1.74 billion",
            "46,700 refugees",
            "largest known group from Ethiopia",
        ],
        [],
    ),
    "RUS": (["7.61 million", "from Ukraine (38%)", "9.13 million people", "in Ukraine (37%)"], []),
    "ITA": (["6.55 million", "from Romania (13%)", "in Germany (15%)", "427,000 refugees"], []),
    "ESP": (["8.87 million", "from Morocco (12%)", "in France (16%)", "US$ 5.33 billion"], []),
    "CAN": (["8.81 million", "from India (12%)", "in the United States of America (71%)"], []),
    "AUS": (["8.11 million", "from the United Kingdom (14%)", "431,000 people", "116,000"], []),
    "BRA": (["1.41 million", "2.19 million people", "US$ 4.43 billion", "399,000 refugees"], []),
    "PER": (["1.84 million", "(87%)", "1.67 million people", "564,000 refugees"], []),
    "ECU": (["748,000", "in the United States of America (45%)", "in Spain (35%)"], []),
    "MMR": (["79,100", "from China (46%)", "in Thailand (40%)", "US$ 1.1 billion"], ["hosts"]),
    "THA": (["3.18 million", "from Myanmar (54%)", "1.18 million people", "86,900 refugees"], []),
    "IRN": (["3.84 million", "from Afghanistan (98%)", "771,000 refugees"], ["remittances (2004)"]),
    "ARE": (["8.16 million", "from India (40%)", "166,000 people", "7,630"], ["remittances"]),
    "SAU": (["13.7 million", "from Bangladesh (17%)", "237,000 people"], []),
}


@pytest.mark.parametrize("iso3", LEADS)
def test_leads_say_what_was_worked_out_by_hand(iso3: str) -> None:
    _, _, said = told(iso3)
    expected, never = LEADS[iso3]
    for words in expected:
        assert words in said, said
    for words in never:
        assert words not in said, said


def test_where_all_numbers_are_small_the_lead_says_so() -> None:
    """492 migrants in Saint Helena in the UN's file: too few for a clause, but no lack of figures."""
    _, found, said = told("SHN")
    assert found.migrants is not None and found.migrants.value.value == 492
    assert said.startswith("No figure on migration in Saint Helena reaches a thousand people;")


def test_a_zero_that_stands_for_no_report_is_no_finding() -> None:
    for iso3 in ("SYR", "VEN", "ERI", "IRN"):
        profile, found, said = told(iso3)
        assert found.received is None or found.received.year < 2023
        assert "remittances (2023)" not in said
        assert "no data" in summary.tiles(profile, found).text or "old" in summary.tiles(profile, found).text


def test_an_old_figure_is_called_old_in_its_tile() -> None:
    profile, found, said = told("SYR")
    assert found.received is not None and datetime.now(UTC).year - found.received.year > first_screen.OLD
    tiles = plain(summary.tiles(profile, found).text)
    assert f"{found.received.year}, over five years old" in tiles
    assert "in remittances" not in said


def test_a_trend_crosses_no_break() -> None:
    profile, found, _ = told("CHN")  # 303,436 refugees in 2021, 320 in 2022
    assert found.hosted is not None
    series = [f for f in profile.sources.series("refugees_hosted", "CHN") if f.year in (2021, 2022)]
    assert "break" in series[1].qualifier
    assert summary.trend(profile, profile.sources.series("refugees_hosted", "CHN")[-3]) is None


def test_a_place_without_population_in_the_bank_has_its_share_of_the_population_of_the_un() -> None:
    """Taiwan: 1,136,425 of 23,112,794 in 2025, the nearest year that World Population Prospects gives."""
    profile, found, _ = told("TWN")
    assert found.migrants_share is not None and round(found.migrants_share.value, 1) == 4.9
    assert "of the population projected for 2025" in plain(summary.show(profile, found).text)
    assert "projected for" not in plain(summary.show(*told("KEN")[:2]).text)


def test_a_population_that_another_source_counts_otherwise_says_so() -> None:
    """After its census the World Bank has 2,389,275 people in the Republic of Moldova, the UN 3 million."""
    said = {c: people.show(p, people.population(p)).html for c in ("MDA", "KEN") if (p := told(c)[0])}
    assert "2.39" in said["MDA"] and "Shares of the population on this page" in said["MDA"]
    assert "Shares of the population" not in said["KEN"]


def test_places_inside_another_say_so() -> None:
    profile, found, _ = told("XKX")
    assert "within Serbia" in plain(summary.show(profile, found).text)


def test_charts_name_a_largest_place_only_where_no_more_are_unknown() -> None:
    assert (
        "Somalia is the largest origin of migrants in Kenya, the United States"
        in summary.ends_chart(told("KEN")[0]).text
    )  # type: ignore[union-attr]
    assert "largest origin" not in summary.ends_chart(told("DEU")[0]).title  # type: ignore[union-attr]


def test_charts_name_a_largest_place_of_a_thousand_people_or_more() -> None:
    """609 people from the Cayman Islands live abroad: where most of them do is no finding."""
    title = summary.ends_chart(told("CYM")[0]).title  # type: ignore[union-attr]
    assert title.startswith("Jamaica is the largest origin of migrants in the Cayman Islands")
    same = summary.ends_chart(told("AUS")[0]).title  # type: ignore[union-attr]
    assert (
        "The United Kingdom is the largest origin of migrants in Australia and the largest destination"
        in same
    )


def test_the_projection_is_dashed_and_called_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from migbrief.datasets import store
    from migbrief.datasets.store.schema import tidy
    from migbrief.sources.licences import release

    monkeypatch.setenv("MIGBRIEF_DATA", str(tmp_path))
    known = pd.DataFrame({"year": range(1950, 2024), "value": [float(-y) for y in range(1950, 2024)]})
    ahead = pd.DataFrame({"year": range(2024, 2031), "value": [5.0] * 7})
    rows = [
        tidy(known, iso3="KEN", indicator="net_migration", unit="persons a year"),
        tidy(ahead, iso3="KEN", indicator="net_migration_projected", unit="persons a year"),
    ]
    said = {"series": "Demographic indicators"}
    store.add([release("wpp", "2024", said, figures=pd.concat(rows, ignore_index=True))])
    profile, found, _ = told("KEN")
    drawn = summary.net_chart(profile, found)
    assert drawn is not None and "projected" in drawn.html and "stroke-dasharray" in drawn.html
    assert found.net is not None and (found.net.first, found.net.last) == (2019, 2023)
    assert found.net.people.value == -sum(range(2019, 2024))
