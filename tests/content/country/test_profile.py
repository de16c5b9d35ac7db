"""The parts of a country profile: right figures, and right words for every country there is."""

from __future__ import annotations

import csv
import re
import warnings
from collections.abc import Callable, Iterator
from types import ModuleType
from typing import Any

import pytest
from matplotlib.figure import Figure

from migbrief import paths
from migbrief.content.country import gaps, glance, governance, migrants, peers, people, trends
from migbrief.content.country import refugee_origins as origins
from migbrief.content.country.profile import MIN_MEDIAN, Profile, open_profile
from migbrief.datasets import countries, indicators, population, refugee_origins
from migbrief.display import charts, maps
from migbrief.display.html import Display
from migbrief.display.tables import Table
from migbrief.errors import UserError
from migbrief.text.articles import with_article

PARTS: list[Callable[[Profile], Display]] = [
    glance.block,
    glance.table,
    migrants.block,
    people.total,
    people.pyramid,
    trends.displaced_sentence,
    trends.displacement,
    origins.hosted,
    origins.abroad,
    trends.remittances,
    trends.remittance_value,
    governance.initiatives,
    gaps.missing,
    peers.strips,
]
HARD = ("KEN", "USA", "TUV", "SJM", "VAT", "XKX", "PSE", "SSD", "SYR", "QAT", "LTU", "IND", "AND", "ATA")
SHARES = 8  # parts the countries are tested in, so that a slow one is named
# What no sentence may say: programming values, doubled articles or stops, an empty place.
SLIP = re.compile(
    r"\bnan\b|\binf\b|\bNone\b|<NA>|\bthe the\b|\.\.(?!\.)| ,|\(\)|\b1 (?:persons|refugees)\b|−0\b(?!\.)"
)


def text(iso3: str, part: Callable[[Profile], Display], **given: Any) -> str:
    return part(open_profile(country=iso3, **given)).text


@pytest.fixture
def undrawn(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Figures with all their words and data but neither drawing nor downloads: ten times as quick."""
    plain = charts.chart

    def chart(draw: Callable[[Figure], None], **given: Any) -> charts.Chart:
        return plain(lambda _: None, **given)

    drawing = [m for m in vars(charts).values() if isinstance(m, ModuleType) and hasattr(m, "chart")]
    assert len(drawing) > 5
    for module in (charts, *drawing, maps.choropleth_map):
        monkeypatch.setattr(module, "chart", chart)
    for name in ("svg.render", "charts.base.plain_table", "charts.base.csv_link", "tables.csv_link"):
        monkeypatch.setattr(f"migbrief.display.{name}", lambda *_: "")
    yield


def check(profile: Profile) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        for part in PARTS:
            shown = part(profile)
            told = shown.caption if isinstance(shown, Table) else shown.text
            assert told.strip(), part
            assert not SLIP.search(told), (part.__name__, told)


@pytest.mark.slow
@pytest.mark.parametrize("share", range(SHARES))
def test_every_country_can_be_told(share: int, undrawn: None) -> None:
    for iso3 in list(countries.load().index)[share::SHARES]:
        check(open_profile(country=iso3))


def test_the_other_vintage_can_be_told(undrawn: None) -> None:
    for iso3 in list(countries.load().index)[::9]:
        check(open_profile(country=iso3, vintage="2015", peers="income group", horizon=2100))


@pytest.mark.parametrize("iso3", HARD)
def test_hard_countries_can_be_drawn(iso3: str) -> None:
    check(open_profile(country=iso3))


def test_chosen_peers_and_none() -> None:
    chosen = open_profile(country="KEN", peers="Nepal,PHL")
    assert chosen.peers == ["NPL", "PHL"]
    check(chosen)
    alone = open_profile(country="ATA")
    assert alone.peers == [] and alone.beside == ""
    assert "no peers of this kind" in peers.strips(alone).text
    with pytest.raises(UserError, match="country"):
        open_profile(country="Kenia-land")


def persons(iso3: str, year: int, ages: range = range(0, 101, 5)) -> int:
    """Persons read from the table itself, without the library."""
    path = paths.data() / "indicators" / "wpp-2024-population.csv"
    with path.open(encoding="utf-8", newline="") as file:
        rows = [r for r in csv.DictReader(file) if r["iso3"] == iso3 and r["year"] == str(year)]
    assert len(rows) == 2
    return sum(int(row[f"age_{age}"]) for row in rows for age in ages)


def test_refugees_by_origin_both_ways() -> None:
    profile = open_profile(country="SYR")
    abroad = origins.abroad(profile)
    assert abroad.data.iloc[0][["country", "value"]].tolist() == ["Türkiye", 2_181_293.0]
    assert "2 more host countries" in abroad.html
    rows = refugee_origins.load()
    total = rows.loc[rows["origin"] == "SYR", "value"].sum()
    assert f"{total / 1e6:.3g} million" in abroad.title
    assert "listed for 2014–2015" in abroad.title
    assert "all are Palestine refugees registered with UNRWA" in text("SYR", origins.hosted)
    assert "most are in Egypt" in text("PSE", origins.abroad)  # and not Jordan, where UNRWA counts
    assert len(origins.hosted(open_profile(country="PSE")).data) == 1
    assert "include 449,957 Palestine refugees" in trends.displacement(open_profile(country="LBN")).html
    assert "lists no group of refugees in Qatar" in text("QAT", origins.hosted)


def test_refugees_against_residents() -> None:
    assert "14.8 for every 1,000" in text("KEN", trends.displaced_sentence)  # 823,904 of 55,751,717
    assert text("GNB", trends.displaced_sentence, vintage="2015").startswith("At least 8,601 refugees")


@pytest.mark.parametrize(
    ("iso3", "expected"),
    [
        ("KEN", "about US$ 4.9 billion"),  # 3.9% of 124.499 billion
        ("USA", "less than US$ 15 billion"),  # 0%, so under 0.05% of 29.2 trillion
        ("JPN", "US$ 2 billion to 6 billion"),  # 0.1%, so 0.05% to 0.15% of 4.03 trillion
        ("SJM", "gives no share of remittances for the Svalbard and Jan Mayen Islands"),
    ],
)
def test_remittances_in_dollars(iso3: str, expected: str) -> None:
    assert expected in text(iso3, trends.remittance_value)


def test_remittances_of_the_vintage_that_has_them() -> None:
    shown = trends.remittances(open_profile(country="KEN", vintage="2015"))
    assert shown.data["value"].tolist() == [3.4, 3.5, 3.9]
    assert "2015 edition has no remittances" in shown.html
    assert "round to 0%" in text("USA", trends.remittances)
    assert "No edition of the Factbook" in text("VAT", trends.remittances)


def test_remittances_are_missing_for_all_in_the_older_vintage() -> None:
    rows = gaps.items(open_profile(country="KEN", vintage="2015")).set_index("name")
    row = rows.loc["Personal remittances received"]
    assert (row["state"], row["other"]) == ("not in our sources", "2023 est.")


@pytest.mark.parametrize(
    ("given", "whose"),
    [
        ({}, "the others in Eastern Africa"),
        ({"peers": "income group"}, "the other lower-middle-income countries"),
        ({"peers": "UGA,TZA,ETH,RWA,SOM"}, "the countries chosen"),
    ],
)
def test_a_median_without_the_country_is_not_that_of_its_group(given: dict[str, str], whose: str) -> None:
    shown = open_profile(country="KEN", **given)
    assert f"Median of {whose}" in glance.table(shown).html
    assert f"Median of {whose}, Factbook 2025" in trends.displacement(shown).html


def test_strips_count_sides() -> None:
    shown = peers.strips(open_profile(country="VAT"))
    assert "above the median of the others in Southern Europe for 1 and without data for 5" in shown.title
    assert shown.data[shown.data["iso3"] == "VAT"]["value"].tolist() == [100.0]


def test_a_rank_needs_three() -> None:
    usa = open_profile(country="USA")
    assert usa.rank("refugees_hosted") == ""  # two with data
    assert usa.rank("population") == "1st of 5"


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Kenya", "Kenya"),
        ("United States of America", "the United States of America"),
        ("Cook Islands", "the Cook Islands"),
        ("Iran (Islamic Republic of)", "the Islamic Republic of Iran"),
        ("Congo", "the Congo"),
        ("Dominica", "Dominica"),
        ("Republic of Moldova", "the Republic of Moldova"),
        ("Netherlands", "the Netherlands"),
        ("Cocos (Keeling) Islands", "the Cocos (Keeling) Islands"),
        ("Heard Island and McDonald Islands", "Heard Island and McDonald Islands"),
        ("Caribbean", "the Caribbean"),
    ],
)
def test_articles(name: str, expected: str) -> None:
    assert with_article(name) == expected


def test_the_pyramid_table_holds_both_years() -> None:
    rows = people.pyramid(open_profile(country="KEN", horizon=2040)).data
    assert rows["men 2025"].sum() + rows["women 2025"].sum() == persons("KEN", 2025)
    assert rows["men 2040"].sum() == population.pyramid("KEN", 2040)["male"].sum()


def test_the_template_names_what_no_table_holds() -> None:
    rows = gaps.template()
    assert {"migrant_stock", "displacement_tracking", "remittances_bilateral"} <= set(rows["item"])
    assert set(rows["part"]) <= set(gaps.PARTS)


def test_a_source_names_the_years_of_the_medians_too() -> None:
    """Western Sahara has no displaced people of its own in the table; its peers' medians are of 2024."""
    shown = trends.displacement(open_profile(country="ESH"))
    assert "2025 edition, figures for 2024" in shown.html


def test_medians_of_a_few_are_left_out() -> None:
    rows = glance.table(open_profile(country="USA"))
    assert rows.data["median"].dropna().str.startswith("left out (").all()
    assert f"fewer than {MIN_MEDIAN} figures is left out" in rows.html
    assert "left out" not in str(glance.table(open_profile(country="KEN")).data["median"])


def test_sources_are_named_with_each_figure_of_the_people() -> None:
    assert "according to the Factbook" in text("TON", glance.sentences)
    assert "by World Population Prospects" in people.pyramid(open_profile(country="TON")).title
    assert "states a median age of 26.4 years" in people.pyramid(open_profile(country="TON")).html


def test_what_no_source_has_is_said_at_a_glance() -> None:
    told = text("KEN", glance.block)
    assert "Not shown here: international migrants living in the country" in told
    assert "Ranks are within Eastern Africa, Kenya included" in told


def test_applicants_left_out_are_said_where_refugees_are_looked_for() -> None:
    assert "911,549 applicants" in origins.hosted(open_profile(country="RUS")).text
    assert re.search(
        r"not counted: in Belarus, .*the Russian Federation", origins.abroad(open_profile(country="UKR")).html
    )
    assert "not counted: in" not in origins.abroad(open_profile(country="SYR")).html


def test_a_vintage_without_refugees_points_to_those_that_another_counts() -> None:
    assert profile_figure("PSE", "refugees_hosted") is None
    told = glance.table(open_profile(country="PSE")).html
    assert "2015 edition lists 2.02 million Palestine refugees" in told
    assert profile_figure("JOR", "refugees_hosted") is not None
    assert "does not mean there are none" not in glance.table(open_profile(country="JOR")).html


def profile_figure(iso3: str, indicator: str) -> object:
    return open_profile(country=iso3).observe(indicator)


def test_a_large_step_in_remittances_is_remarked() -> None:
    """Nigeria's share doubled as its GDP in dollars fell; Kenya's moves little; half of little is no step."""
    stepped = trends.remittances(open_profile(country="NGA")).html
    assert "From 5.4% in 2023 to 11.3% in 2024: so large a step may come from what is counted" in stepped
    assert "so large a step" not in trends.remittances(open_profile(country="KEN")).html


def test_population_says_now_and_the_horizon() -> None:
    assert persons("KEN", 2025) == 57_532_491
    shown = people.total(open_profile(country="KEN", horizon=2060))
    assert "57.5 million people in 2025" in shown.text
    assert f"{persons('KEN', 2060) / 1e6:.3g} million in 2060" in shown.text


def test_a_population_on_which_sources_are_far_apart_is_said_to_be() -> None:
    told = people.total(open_profile(country="MDA")).html
    assert "+19%" in told and "so far apart" in told
    assert "so far apart" not in people.total(open_profile(country="KEN")).html


def test_a_rate_that_the_sources_rule_out_is_no_finding_at_a_glance() -> None:
    for iso3, fits in (("UKR", False), ("SYR", False), ("KEN", True)):
        profile = open_profile(country=iso3)
        told, tiles, rows = glance.sentences(profile).text, glance.tiles(profile).html, glance.table(profile)
        assert ("per 1,000" in told) is fits
        assert ("does not fit" in tiles) is not fits and ("does not fit" in rows.html) is not fits
        rank = rows.data.set_index("indicator").loc["Net migration rate", "rank"]
        assert isinstance(rank, str) is fits


def test_what_the_paper_does_in_a_country() -> None:
    """What it says of a group need not reach each country of it."""
    kenya = governance.places(open_profile(country="KEN"))
    assert kenya[["id", "role"]].to_numpy().tolist() == [["cluster-response", "emergency response"]]
    assert set(governance.places(open_profile(country="HRV"))["id"]) == {"linet"}
    assert governance.places(open_profile(country="JPN")).empty
    assert "mida" not in set(governance.places(open_profile(country="MUS"))["id"])
    assert "does not name Japan" in text("JPN", governance.initiatives)


def test_gaps_are_figures_each_with_a_place_to_get_it() -> None:
    rows = gaps.items(open_profile(country="SJM"))
    about = indicators.definitions()
    assert len(rows) == int((about["kind"] != "status").sum()) + len(gaps.template())
    assert rows["name"].is_unique
    assert rows["live"].str.len().min() > 5
    here = rows[rows["state"] == "here"]
    assert set(here["name"]) == {"Population", "Net migration rate"}
    assert (rows.loc[rows["state"] != "here", "reason"].str.len() > 5).all()


def test_remarks_stand_where_a_place_is_shown() -> None:
    resolution = "resolution 1244 (1999)"
    for iso3, part in (("XKX", glance.table), ("ALB", peers.strips)):
        assert part(open_profile(country=iso3)).html.count(resolution) == 1
    for part in (trends.displacement, glance.table):
        assert "Of the State of Palestine, counts" in part(open_profile(country="PSE")).html
    assert "plus its asylum-seekers of the end" in trends.displacement(open_profile(country="USA")).html
