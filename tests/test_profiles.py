"""The parts of a country profile: right figures, and right words for every country there is."""

from __future__ import annotations

import csv
import re
import warnings
from collections.abc import Callable, Iterator
from typing import Any

import pandas as pd
import pytest
from matplotlib.figure import Figure

from migbrief import (
    charts,
    cohorts,
    countries,
    diagrams,
    indicators,
    locator,
    maps,
    paths,
    population,
    regional,
)
from migbrief.articles import with_article
from migbrief.display import Display
from migbrief.errors import UserError
from migbrief.profile import MIN_MEDIAN, Profile, open_profile
from migbrief.profiles import (
    common,
    economy,
    gaps,
    glance,
    governance,
    growth,
    impact,
    origins,
    peers,
    people,
    refugee_lists,
    trends,
    young,
)
from migbrief.region import open_region
from migbrief.tables import Table
from profile_parts import DRIVERS_AND_TRENDS

PARTS: list[Callable[[Profile], Display]] = [
    glance.block,
    glance.table,
    *DRIVERS_AND_TRENDS,
    origins.hosted,
    origins.abroad,
    impact.working_sentence,
    impact.working_age,
    impact.remittance_value,
    impact.remittance_peers,
    growth.by_period,
    growth.rates,
    governance.named_sentence,
    governance.initiatives,
    governance.membership,
    governance.standing,
    gaps.chart,
    gaps.missing,
    gaps.present,
    peers.locator,
    peers.strips,
    peers.table,
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

    for module in (charts, charts.bar, charts.curve, diagrams, maps.shaded, locator):
        monkeypatch.setattr(module, "chart", chart)
    for name in ("svg.render", "charts.base.plain_table", "charts.base.csv_link", "tables.csv_link"):
        monkeypatch.setattr(f"migbrief.{name}", lambda *_: "")
    yield


def check(profile: Profile) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        for part in PARTS:
            shown = part(profile)
            told = shown.caption if isinstance(shown, Table) else shown.text
            assert told.strip(), part
            assert not SLIP.search(told), (part.__name__, told)


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


def test_population_says_now_and_the_horizon() -> None:
    assert persons("KEN", 2025) == 57_532_491
    shown = people.total(open_profile(country="KEN", horizon=2060))
    assert "57.5 million people in 2025" in shown.text
    assert f"{persons('KEN', 2060) / 1e6:.3g} million in 2060" in shown.text
    assert "became *10 times* as large".replace("*", "") in text("KEN", people.growth_sentence)
    assert "largest in 1990, with 3.7 million." in text("LTU", people.growth_sentence)


def test_dependants_by_hand() -> None:
    working = persons("KEN", 2025, range(15, 65, 5))
    child, old = (100 * persons("KEN", 2025, a) / working for a in (range(0, 15, 5), range(65, 101, 5)))
    told = f"{child + old:.1f} in 2025 ({child:.1f} under 15, {old:.1f} aged 65 and over)"
    assert told in text("KEN", people.ageing)


def test_parts_in_titles_add_up_to_their_total_or_say_so(undrawn: None) -> None:
    """Each is rounded by itself, as its row has it: a part that only filled up the total would be another."""
    rounded = "so the parts may not add up to the total."
    for iso3 in population.load()["iso3"].dropna().unique():
        profile = open_profile(country=iso3)
        shown = people.ageing(profile)
        found = re.findall(r"([\d.]+) in \d{4} \(([\d.]+) under 15, ([\d.]+) aged", shown.text)
        apart = any(abs(float(a) + float(b) - float(total)) > 0.001 for total, a, b in found)
        assert apart == (rounded in shown.html), iso3
        rows = growth.parts(profile).loc[2020]
        told, said = growth._told(rows)
        total, *parts = (figure(told[k]) for k in ("total", "migration", "rest"))
        assert (abs(sum(parts) - total) > max(1, abs(total) * 1e-9)) == (rounded in said), (iso3, told)
        place = max(abs(float(rows["migration"])) * 0.051, abs(float(rows["change"])) * 0.0051, 0.51)
        assert abs(parts[1] - rows["rest"]) <= max(place, abs(rows["rest"]) * 0.0051), (iso3, told)


def figure(text: str) -> float:
    """The number that ``words.compact`` said."""
    number, _, scale = text.replace("−", "-").replace("+", "").replace(",", "").partition(" ")
    return float(number) * {"": 1, "million": 1e6, "billion": 1e9}[scale]


@pytest.mark.parametrize(
    ("iso3", "course"),
    [
        ("KEN", "From 2025 to 2050 it grows by 45%"),
        ("LTU", "it shrinks by"),
        ("KEN", "levels off towards 2100"),
        ("USA", "still grows at its end"),
    ],
)
def test_the_course_of_a_population_has_a_direction(iso3: str, course: str) -> None:
    told = text(iso3, people.growth_sentence)
    assert course in told and "+" not in told


def test_youth_unemployment_ratio() -> None:
    told = text("KEN", economy.youth)  # 11.9% against 5.5%
    assert "rate at ages 15 to 24 is 2.2 times that" in told and "11.9% against 5.5%" in told
    assert "rates, so" in text("TUV", economy.youth)


def test_net_migration_as_persons() -> None:
    shown = trends.as_persons(open_profile(country="KEN"))
    assert shown.data["persons"].tolist() == [14_000, -10_000]  # 0.26 × 55.75 m, −0.22 × 45.93 m per 1,000
    assert trends.as_persons(open_profile(country="VAT")).data["persons"].isna().all()
    assert trends.as_persons(open_profile(country="AND")).data["persons"].tolist() == [0, 0]


def test_peers_that_are_all_are_not_called_the_largest() -> None:
    assert (
        "Beside the others in Eastern Europe (9)." in trends.net_migration(open_profile(country="UKR")).html
    )
    assert "Beside the 12 largest of the others in" in trends.net_migration(open_profile(country="KEN")).html


def test_vintages_have_columns_of_their_own() -> None:
    shown = trends.net_migration(open_profile(country="KEN", vintage="2015"))
    first = shown.data.iloc[0]
    assert (first["2015 vintage"], first["2025 vintage"]) == (-0.22, 0.26)
    assert (first["year in 2015"], first["year in 2025"]) == (2015, 2025)


@pytest.mark.parametrize(
    ("iso3", "expected"),
    [
        ("QAT", "330,000 to 340,000 more young adults came to Qatar than left"),
        ("LTU", "more young adults left Lithuania than came"),
        ("CHN", "cannot be told; the estimate is −51,000 to 720,000"),
        ("VAT", "Under 10,000, errors of counting"),
        ("USA", "more young adults came to the United States of America than left"),
    ],
)
def test_the_estimate_in_words(iso3: str, expected: str) -> None:
    assert expected in text(iso3, young.chart)


def test_the_estimate_says_that_it_is_one() -> None:
    shown = young.chart(open_profile(country="KEN"))
    assert "Assumed survival" in shown.html and "Estimate:" in shown.html
    assert shown.data["projected"].eq("yes").sum() == 6  # 2020–2025 … 2045–2050


def test_extremes_of_known_histories() -> None:
    assert "largest net departure of young adults was in 2010–2015: 3.1 million to 3.2" in text(
        "SYR", young.extremes
    )
    assert "largest net arrival of young adults was in 2010–2015" in text("QAT", young.extremes)


def test_refugees_by_origin_both_ways() -> None:
    profile = open_profile(country="SYR")
    abroad = origins.abroad(profile)
    assert abroad.data.iloc[0][["country", "value"]].tolist() == ["Türkiye", 2_181_293.0]
    assert "2 more host countries" in abroad.html
    rows = refugee_lists.load()
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
    assert expected in text(iso3, impact.remittance_value)


@pytest.mark.parametrize("vintage", ["2015", "2025"])
def test_a_mark_and_a_line_look_the_same_for_a_country_and_a_region(vintage: str) -> None:
    """Marks and colours go by the order of columns."""
    country = open_profile(country="KEN", vintage=vintage)
    whole = open_region(region="Eastern Africa", vintage=vintage)

    def order(shown: Display, names: list[str]) -> list[str]:
        assert isinstance(shown, charts.Chart)
        return [column for column in shown.data if column in names]

    marks = ["2015 vintage", "2025 vintage"]
    assert order(trends.net_migration(country), marks) == order(regional.trends.rates(whole), marks) == marks
    lines = ["without", "as it is"]
    assert order(impact.working_age(country), lines) == order(regional.impact.working_age(whole), lines)


def test_remittances_of_the_vintage_that_has_them() -> None:
    shown = trends.remittances(open_profile(country="KEN", vintage="2015"))
    assert shown.data["value"].tolist() == [3.4, 3.5, 3.9]
    assert "The 2015 vintage has no remittances" in shown.html
    assert "round to 0%" in text("USA", trends.remittances)
    assert "a gap, not zero" in text("VAT", trends.remittances)


def test_growth_parts_add_up() -> None:
    rows = growth.parts(open_profile(country="KEN"))
    assert rows.loc[2020, "change"] == persons("KEN", 2020) - persons("KEN", 2015)
    pd.testing.assert_series_equal(rows["migration"] + rows["rest"], rows["change"], check_names=False)


def test_the_middle_of_an_estimate_is_told_as_such() -> None:
    last = growth.parts(open_profile(country="LTU")).loc[2020]
    moved, rest = common.about(last["migration"]), common.about(last["rest"])
    assert f"young adults' migration about {moved} and all else about {rest}" in text("LTU", growth.by_period)


def test_growth_rates_name_disagreement() -> None:
    shown = growth.rates(open_profile(country="SYR")).data
    assert shown["possible"].tolist() == ["no: the sources disagree", "yes"]
    assert shown["growth"].tolist() == pytest.approx([3.930, -2.924], abs=0.001)
    assert shown["migration"].tolist() == pytest.approx([-0.103, -1.979])


def test_the_what_if_ends_with_the_estimates_and_never_leaves_nobody() -> None:
    for iso3 in ("QAT", "ARE", "KEN"):
        shown = impact.working_age(open_profile(country=iso3, horizon=2100)).data
        assert shown["year"].max() <= common.NOW
        assert shown["without"].between(20, 100).all()
        assert shown.loc[0, "as it is"] == shown.loc[0, "without"]


def test_what_the_paper_does_in_a_country() -> None:
    kenya = governance.places(open_profile(country="KEN"))
    assert kenya[["id", "role", "how"]].to_numpy().tolist() == [
        ["cluster-response", "emergency response", "by name"],
        ["mida", "coverage", "as part of Africa"],
    ]
    assert set(governance.places(open_profile(country="HRV"))["id"]) == {"linet"}
    assert governance.places(open_profile(country="JPN")).empty
    assert "does not name Japan" in text("JPN", governance.named_sentence)
    told = text("JAM", governance.named_sentence)
    assert "1 initiative (role: pilot)" in told


def test_membership_counts_countries_once() -> None:
    rows = governance.membership(open_profile(country="TUR")).data.set_index("what")
    linet = next(i for i in rows.index if "LINET" in i)
    assert rows.loc[linet, ["here", "countries"]].tolist() == ["yes", 30]


def test_lists_carry_their_caution() -> None:
    rows = governance.standing(open_profile(country="SYR")).data.set_index("indicator")
    assert rows.loc["Trafficking in persons tier", "2025"] == "Tier 3 (2025)"
    assert rows.loc["Listed as IOM member", "2025"] == "not on the list"
    assert "stale" in rows.loc["Listed as IOM member", "caution"]


def test_gaps_name_every_indicator_once_with_a_place_to_get_it() -> None:
    rows = gaps.items(open_profile(country="SJM"))
    assert len(rows) == len(indicators.definitions()) + len(gaps.template())
    assert rows["name"].is_unique
    assert rows["live"].str.len().min() > 5
    here = rows[rows["state"] == "here"]
    assert set(here["name"]) == {"Population", "Net migration rate"}
    assert (rows.loc[rows["state"] != "here", "reason"].str.len() > 5).all()


def test_a_country_on_no_list_lacks_no_figure() -> None:
    profile = open_profile(country="KEN")
    rows = gaps.items(profile).set_index("name")
    assert profile.observe("trafficking_tier") is None
    assert rows.loc["Trafficking in persons tier", "state"] == "not listed"
    lacking = int((rows["state"] == "missing for this country").sum())
    assert f"{lacking} is missing that" in gaps.chart(profile).title or f"; {lacking} are" in text(
        "KEN", gaps.chart
    )


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
    assert f"Median of {whose}, 2025 vintage" in trends.displacement(shown).html


def test_strips_count_sides() -> None:
    shown = peers.strips(open_profile(country="VAT"))
    assert "above the median of the others in Southern Europe for 1 and without data for 5" in shown.title
    assert shown.data[shown.data["iso3"] == "VAT"]["value"].tolist() == [100.0]


def test_peers_table_starts_with_the_country_then_the_largest() -> None:
    rows = peers.table(open_profile(country="TUV")).data
    assert rows["country"].tolist()[0] == "Tuvalu"
    assert rows["country"].tolist()[1] == "French Polynesia"
    assert len(rows) == 10


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
        ("Iran (Islamic Republic of)", "Iran (Islamic Republic of)"),
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


def test_people_are_counted_whole() -> None:
    assert [common.about(v) for v in (0.36, 8.7, 123.4, -45_678, 1_234_567)] == [
        "0",
        "9",
        "120",
        "−46,000",
        "1.2 million",
    ]


def test_maps_leave_nobody_out() -> None:
    for iso3 in ("FJI", "KIR", "NZL", "RUS", "PSE", "XKX"):
        shown = peers.locator(open_profile(country=iso3))
        assert countries.name(iso3).split(" (")[0] in shown.html
        assert len(shown.html) < 90_000
    assert "Security Council resolution 1244" in peers.locator(open_profile(country="XKX")).html
    assert "leave out Antarctica" in text("ATA", peers.locator)


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
    assert "vintage 2025, figures for 2024" in shown.html


def test_the_headline_says_where_its_own_page_disagrees() -> None:
    estimate = cohorts.net_migration("UKR")
    assert profile_rate("UKR") > 0 > estimate.loc[2020, "high"]
    assert "points the other way: in 2015–2020 an estimated " in text("UKR", glance.sentences)
    assert profile_rate("DEU") > 0 and cohorts.net_migration("DEU").loc[2020, "low"] > 0
    assert "other way" not in text("DEU", glance.sentences)
    assert profile_rate("MDA") == 0 > cohorts.net_migration("MDA").loc[2020, "high"]
    assert re.search(
        r"does not find that: in 2015–2020 an estimated [\d,]+ .*more young adults left",
        text("MDA", glance.sentences),
    )
    assert profile_rate("NGA") < 0 and cohorts.net_migration("NGA").loc[2020, "high"] < 0
    assert "finds far more: in 2015–2020 an estimated 1.1 million to 1.6 million more young adults left" in (
        text("NGA", glance.sentences)
    )


def test_a_population_on_which_sources_are_far_apart_is_said_to_be() -> None:
    assert "+19% beside World Population Prospects' 3 million in 2025" in text("MDA", people.growth_sentence)
    assert "sources differ by method" in text("KEN", people.growth_sentence)


def test_what_is_of_other_people_is_not_computed_rather_than_missing() -> None:
    for part in (trends.as_persons, young.beside, growth.rates):
        assert "not computed" in part(open_profile(country="PSE")).html
        assert "not computed" not in part(open_profile(country="KEN")).html


def test_doubtful_rates_are_drawn_apart() -> None:
    shown = trends.net_migration(open_profile(country="UKR")).html
    assert "doubtful: see the note" in shown
    assert "doubtful: see the note" not in trends.net_migration(open_profile(country="KEN")).html


def test_a_rate_that_the_sources_rule_out_is_no_finding_at_a_glance() -> None:
    for iso3, fits in (("UKR", False), ("SYR", False), ("KEN", True)):
        profile = open_profile(country=iso3)
        told, tiles = glance._movement(profile), glance.tiles(profile).html
        assert (growth.rates(profile).data["possible"].iloc[0] == "yes") is fits
        assert ("does not fit" in told) is not fits and ("*" in told) is fits
        assert ("does not fit" in tiles) is not fits


def profile_rate(iso3: str) -> float:
    found = open_profile(country=iso3).observe("net_migration_rate")
    return found.value if found else 0.0


def test_the_estimate_is_compared_by_the_year() -> None:
    row = young.beside(open_profile(country="KEN")).data.iloc[0]
    assert row["yearly"] == "14,000"  # 0.26 × 55.75 m per 1,000
    low, high = cohorts.net_migration("KEN").loc[2025, ["low", "high"]] / 5
    assert row["young"] == f"{common.about(low)} to {common.about(high)}"
    assert text("UKR", young.extremes).startswith("From 1950 to 2020, by the estimate")


def test_too_few_people_get_a_note_and_no_noise() -> None:
    for part in (young.chart, impact.working_age, growth.by_period, growth.rates):
        assert "World Population Prospects has 1,829 people in Niue" in text("NIU", part)
    assert "Net migration of" not in text("NIU", young.beside)


def test_medians_of_a_few_are_left_out() -> None:
    rows = glance.table(open_profile(country="USA"))
    assert rows.data["median"].str.startswith("left out (").all()
    assert f"fewer than {MIN_MEDIAN} figures is left out" in rows.html
    assert "left out" not in str(glance.table(open_profile(country="KEN")).data["median"])


def test_a_small_share_is_not_none() -> None:
    for iso3 in ("BRB", "MUS", "UKR", "KEN"):
        assert ", 0% of those" not in text(iso3, impact.working_sentence)


def test_sources_are_named_with_each_figure_of_the_people() -> None:
    assert "by the Factbook" in text("TON", glance.sentences)
    assert "by World Population Prospects" in people.pyramid(open_profile(country="TON")).title
    assert "states a median age of 26.4 years" in people.pyramid(open_profile(country="TON")).html


def test_what_no_source_has_is_said_at_a_glance() -> None:
    told = text("KEN", glance.block)
    assert "Not shown here: international migrants living in the country" in told
    assert "Ranks are within Eastern Africa, Kenya included" in told


def test_remarks_stand_where_a_place_is_shown() -> None:
    resolution = "resolution 1244 (1999)"
    for iso3, part in (("XKX", glance.table), ("ALB", peers.strips), ("ALB", peers.locator)):
        assert part(open_profile(country=iso3)).html.count(resolution) == 1
    assert resolution not in peers.locator(open_profile(country="KEN")).html
    for part in (trends.displacement, trends.as_persons, economy.table, growth.rates):
        assert "Of the State of Palestine, counts" in part(open_profile(country="PSE")).html
    assert "does not say whom it counts as refugees" in trends.displacement(open_profile(country="USA")).html


def test_a_rate_of_a_part_is_not_multiplied_by_the_whole() -> None:
    """Of Palestine the Factbook's rate is the West Bank's, its population that of both parts."""
    profile = open_profile(country="PSE")
    assert "or about" not in glance.sentences(profile).text
    assert "rates and shares are the West Bank's alone" in glance.tiles(profile).text
    assert trends.as_persons(profile).data["persons"].isna().all()
    assert "or about" in glance.sentences(open_profile(country="KEN")).text


def test_applicants_left_out_are_said_where_refugees_are_looked_for() -> None:
    assert "911,549 applicants" in origins.hosted(open_profile(country="RUS")).text
    assert re.search(
        r"not counted: in Belarus, .*the Russian Federation", origins.abroad(open_profile(country="UKR")).html
    )
    assert "not counted: in" not in origins.abroad(open_profile(country="SYR")).html


def test_a_vintage_without_refugees_points_to_those_that_another_counts() -> None:
    assert profile_figure("PSE", "refugees_hosted") is None
    told = glance.table(open_profile(country="PSE")).html
    assert "does not mean there are none: the 2015 vintage lists 2.02 million Palestine refugees" in told
    assert profile_figure("JOR", "refugees_hosted") is not None
    assert "does not mean there are none" not in glance.table(open_profile(country="JOR")).html


def profile_figure(iso3: str, indicator: str) -> object:
    return open_profile(country=iso3).observe(indicator)


def test_a_large_step_in_remittances_is_remarked() -> None:
    """Nigeria's share doubled as its GDP in dollars fell; Kenya's moves little; half of little is no step."""
    stepped = trends.remittances(open_profile(country="NGA")).html
    assert "From 5.4% in 2023 to 11.3% in 2024: so large a step may come from what is counted" in stepped
    assert "so large a step" not in trends.remittances(open_profile(country="KEN")).html
