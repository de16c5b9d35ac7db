"""Groups and their profiles: who belongs, what may be added up, who lies far out, what is missing."""

from __future__ import annotations

import re
from typing import Any

import pytest

from migbrief.content import region as regional
from migbrief.content.region import common
from migbrief.content.region.distribution import FEWEST, distribution, spread
from migbrief.content.region.region import Region, open_region
from migbrief.datasets import countries, indicators, population
from migbrief.display.charts import Chart
from migbrief.display.html import Display
from migbrief.display.tables import Table
from migbrief.editions import groups
from migbrief.errors import UserError
from migbrief.registry import parameters


def region(*members: str, **given: Any) -> Region:
    return open_region(**({"members": list(members)} if members else {}), **given)


def chart(shown: Display) -> Chart:
    assert isinstance(shown, Chart)
    return shown


def table(shown: Display) -> Table:
    assert isinstance(shown, Table)
    return shown


# Who belongs


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("eastern africa", "Eastern Africa"),
        ("014", "Eastern Africa"),
        ("eastern-africa", "Eastern Africa"),
        ("World", "World"),
        ("low income", "Low income"),
        ("European Union", "EU27"),
    ],
)
def test_groups_are_found_by_name_code_and_id(text: str, name: str) -> None:
    assert groups.group(text).name == name == groups.group(name).name


def test_unknown_groups_name_the_nearest() -> None:
    with pytest.raises(UserError, match=r"unknown region 'Estern Africa'; did you mean .*Eastern Africa"):
        groups.group("Estern Africa")
    with pytest.raises(UserError, match="unknown region 'linet'"):  # a group that a paper names
        parameters.parse("region-profile", {"region": "linet"})
    with pytest.raises(UserError, match="unknown country 'Kenia'; did you mean Kenya"):
        open_region(members=["Kenia"])


def test_each_group_is_available_once_with_an_id_of_its_own() -> None:
    found = groups.available()
    assert len({g.id for g in found}) == len({g.name for g in found}) == len(found)
    assert {g.name for g in found} == set(countries.groups())
    assert all(re.fullmatch(r"[a-z0-9-]+", g.id) and len(g.members) > 1 for g in found)


def test_members_win_over_the_region_each_once_by_name() -> None:
    chosen = region("Uganda", "KE", "KEN")
    assert (chosen.name, chosen.members, chosen.group.kind) == ("Kenya and Uganda", ["KEN", "UGA"], "list")
    assert region("KEN", "UGA", "TZA").name == "3 countries chosen"


# Sums, by hand from data/indicators/factbook-2025.csv


def test_counts_are_added_up_with_how_many_members_they_hold() -> None:
    south = region(region="Southern Africa")
    assert indicators.total("population", "2025", south.members).value == 69_824_467
    assert common.together(south, "refugees_hosted") == "183,951 persons (all 5 members, 2024)"
    # Lesotho has no figure: the sum is of four, and says so.
    assert common.together(south, "idps") == "8,939 persons (4 of 5 members, 2023–2024)"


def test_rates_and_shares_are_never_added_up() -> None:
    south = region(region="Southern Africa")
    definitions = indicators.definitions()
    for key in definitions.index[~definitions["summable"]]:
        with pytest.raises(UserError, match="cannot be added up"):
            common.together(south, key)
    shown = regional.glance.table(south).data.set_index("indicator")["sum"]
    assert shown["Net migration rate"] == shown["Median age"] == "not added up"
    assert shown["Personal remittances received"] == "not added up"
    assert shown["Population"] == "69.8 million"


def test_a_duplicated_territory_counts_once() -> None:
    palestine = region("PSE", "State of Palestine", "Palestine")
    assert palestine.members == ["PSE"]
    found = indicators.total("population", "2025", palestine.members)
    assert found.value == 3_310_554 + 2_184_652  # West Bank and Gaza Strip


def test_sums_of_bounds_keep_their_hedge() -> None:
    """Displaced, 2015: Bangladesh at least 431,000, Peru at least 150,000, Liberia up to 23,000."""
    lower = common.together(region("BGD", "PER", vintage="2015"), "idps", short=True)
    assert lower == "at least 581,000"
    mixed = common.together(region("BGD", "LBR", vintage="2015"), "idps", short=True)
    assert mixed == "about 454,000"


def test_missing_is_never_zero() -> None:
    nobody = region("SJM", "BVT")
    assert common.together(nobody, "refugees_hosted") == "no data"
    assert "listed for no member" in regional.trends.displaced(nobody, "idps").text
    assert nobody.location is None and "no figures" in regional.people.people(nobody).text
    tiles = regional.lead.tiles(region(region="Polynesia")).text.replace("\N{NO-BREAK SPACE}", " ")
    assert "Refugees and asylum-seekers hosted, together · 0 of 10 members: no data" in tiles


def test_the_people_of_the_lead_and_the_tile_are_one_count() -> None:
    """The Factbook has no figure for Mayotte and Réunion, and other figures for the rest."""
    east = region(region="Eastern Africa")
    people = f"{population.total('Eastern Africa')[2025] / 1e6:.0f} million"
    assert f"{people} people live there (all 20 members, 2025)" in regional.lead.sentences(east).text
    tiles = regional.lead.tiles(east).text.replace("\N{NO-BREAK SPACE}", " ")
    assert f"Population, 2025 · all 20 members: {people}" in tiles
    noted = re.sub(r"<sup.*?</sup>", "", table(regional.glance.table(east)).html)
    assert f"has {people} in all 20 members in 2025, the Factbook " in noted
    before = region(region="Eastern Africa", vintage="2015")
    assert "(all 20 members, 2015)" in regional.lead.sentences(before).text
    assert "Median age, median of members · 18 of 20 members: 20.6 years" in tiles
    assert re.search(r"Net migration rate, median · 18 of 20 members: −?[\d.]+ ‰", tiles)
    assert re.search(r"Personal remittances received, median · \d+ of 20 members: [\d.]+% of GDP", tiles)


def test_another_currency_is_left_out() -> None:
    """Tokelau's GDP is in NZ$."""
    rows = region("TKL", "WSM").latest("gdp_official")
    assert list(rows.index) == ["WSM"]


# Figures computed from two others


def test_remittances_in_dollars_by_hand() -> None:
    """South Africa: 0.2% of US$ 400.261 billion; Lesotho: 22% of US$ 2.272 billion."""
    shown = chart(regional.impact.dollars(region(region="Southern Africa")))
    assert shown.data.set_index("iso3")["US$"].to_dict() == {
        "ZAF": 8e8, "LSO": 5e8, "NAM": 1.5e8, "SWZ": 8.3e7, "BWA": 7.8e7,
    }  # fmt: skip
    assert shown.title.startswith("Remittances received, computed: US$ 1.6 billion a year in all 5 members")
    assert "cannot be given" in regional.impact.dollars(region(region="Southern Africa", vintage="2015")).text


def test_old_figures_say_their_year_beside_new_ones() -> None:
    """South Sudan's growth is of 2017, where others' is of 2024."""
    east = region(region="Eastern Africa")
    far = table(regional.outliers.named(east)).data.set_index("indicator")
    assert far.loc["Real GDP growth (% a year)", "below"] == "South Sudan (−5.2, 2017)"
    few = chart(distribution(region("SSD", "KEN", "ETH"), "remittances"))
    labels = set(few.data["country"])
    year = indicators.latest("remittances", "2025", ["SSD"])["year"].iloc[0]
    assert f"South Sudan, {year}" in labels and "Kenya" in labels


# Population of any group


def test_population_of_a_list_is_its_sum_and_names_who_is_missing() -> None:
    some = region("KEN", "UGA", "SJM", horizon=2060)
    assert some.location == ("KEN", "UGA")
    shown = chart(regional.people.people(some))
    both = population.total("KEN") + population.total("UGA")
    assert shown.data.set_index("year")["persons"].to_dict() == both.loc[:2060].to_dict()
    assert "no figures for the Svalbard" in shown.html


# Spread and outliers


def test_outliers_of_eastern_africa_by_hand() -> None:
    """Quartiles of 18 rates are −2.1 and 0.2 to two figures: fences at −5.6 and 3.6."""
    found = spread(region(region="Eastern Africa"), "net_migration_rate")
    assert found.fences == pytest.approx((-5.55, 3.64), abs=0.01)
    assert list(found.above["name"]) == ["South Sudan", "Djibouti"] and list(found.below["name"]) == [
        "Eritrea"
    ]
    drawn = chart(distribution(region(region="Eastern Africa"), "net_migration_rate"))
    assert drawn.data["members"].sum() == len(found.rows)
    named = regional.outliers.named(region(region="Eastern Africa")).data.set_index("indicator")
    assert named.loc["Net migration rate (per 1,000 population)", "above"] == (
        "South Sudan (18.2) and Djibouti (3.94)"
    )


def test_the_usual_range_of_a_share_ends_where_shares_do() -> None:
    for name in ("Africa", "Europe", "world"):
        usual = table(regional.outliers.named(region(region=name))).data.set_index("indicator")["usual"]
        for indicator, text in usual.dropna().items():
            if "(%)" in str(indicator):
                assert max(float(figure) for figure in re.findall(r"[\d.]+", text)) <= 100, indicator


def test_few_figures_call_nobody_an_outlier() -> None:
    few = region(*countries.members("Eastern Africa")[: FEWEST - 1])
    found = spread(few, "net_migration_rate")
    assert found.fences is None and found.below.empty and found.above.empty
    assert distribution(region("SJM", "BVT"), "median_age").text.startswith("Median age: no member")
    one = chart(distribution(region("KEN", "BVT"), "median_age"))
    assert one.title == "Median age: 21.5 years in Kenya, the one member with a figure"


# Cooperation and coverage


@pytest.mark.parametrize("members", [("SJM", "BVT"), ("XKX",), ("TKL", "PCN"), ("SSD", "PSE", "VAT")])
@pytest.mark.parametrize("vintage", ["2015", "2025"])
def test_every_part_speaks_for_any_members(members: tuple[str, ...], vintage: str) -> None:
    group = region(*members, vintage=vintage, horizon=2100)
    parts = [
        regional.glance.block,
        regional.glance.table,
        regional.glance.group_map,
        regional.people.ages,
        regional.impact.dollars,
        regional.governance.initiatives,
        regional.outliers.named,
        regional.gaps.table,
    ]
    said = [part(group) for part in parts]
    said += [regional.trends.displaced(group, k) for k in ("refugees_hosted", "idps", "stateless_persons")]
    for text in (re.sub(r"data:text/csv;\S+", "", s.text) for s in said):
        assert text.strip() and not re.search(r"\bnan\b|<NA>|\bNone\b of", text)


def test_what_the_paper_names_are_members_and_groups_of_the_region() -> None:
    rows = table(regional.governance.initiatives(region("KEN", "ZWE", "SWE")))
    members = rows.data.set_index("name")["members"]
    assert members.to_dict() == {"Emergency response in natural disasters": "2: Kenya and Zimbabwe"}
    assert rows.caption.endswith("1 initiative; 2 of 3 members by name")
    none = regional.governance.initiatives(region("CAN"))
    assert none.text == "The paper names none of these countries in any initiative."
    africa = table(regional.governance.initiatives(region(region="Africa"))).data.set_index("name")
    assert africa.loc["Migration for Development in Africa (MIDA)", "members"] == "Africa"
    europe = table(regional.governance.initiatives(region(region="Europe"))).data.set_index("name")
    named = europe.loc["Independent Network of Labour Migration and Integration Experts (LINET)", "members"]
    assert named == "2: Croatia and Norway; EU27"


def test_a_doubtful_rate_is_no_finding_of_its_region() -> None:
    """Ukraine's 35.6 would be the highest of Eastern Europe, and an outlier."""
    east = region(region="Eastern Europe")
    told = regional.lead.sentences(east).text
    assert "immigration exceeds emigration in 5 members" in told
    assert "figure of 1 member is doubtful and not counted" in told
    assert "highest in Hungary" in chart(regional.glance.group_map(east)).title
    row = table(regional.glance.table(east)).data.set_index("indicator").loc["Net migration rate"]
    assert row["highest"].startswith("Hungary") and row["with"] == "9 of 10"
    for part in (regional.glance.table, regional.glance.group_map, regional.outliers.named):
        assert "Not counted here: Ukraine." in part(east).html, part.__name__
    assert "Not counted here: Ukraine." in distribution(east, "net_migration_rate").html
    said = r"rate of Ukraine \(35\.6, 2020–2025\) in the Factbook.{1,6}s 2025 edition does not fit"
    assert re.search(said, regional.glance.members(east).html)
    west = region(region="Western Europe")
    assert "does not fit" not in regional.glance.members(west).html
    assert "Not counted here" not in regional.glance.table(west).html


def test_a_sum_can_be_added_up_again_from_the_data_behind_its_figure() -> None:
    rich = region(region="High income")
    for shown, column in (
        (chart(regional.impact.dollars(rich)), "US$"),
        (chart(regional.trends.displaced(rich, "refugees_hosted")), "value"),
    ):
        of = int(re.search(r"the data behind the figure have all (\d+)", shown.html)[1])  # type: ignore[index]
        assert len(shown.data) == of > common.TOP
        total = float(shown.data[column].sum())
        told = re.search(r"(−?[\d.]+) (million|billion)(?: in| a year)", shown.title)
        assert told and abs(float(told[1]) * {"m": 1e6, "b": 1e9}[told[2][0]] / total - 1) < 0.06


def test_coverage_names_who_lacks_a_figure() -> None:
    missing = table(regional.gaps.table(region(region="Southern Africa"))).data.set_index("indicator")
    assert missing.loc["Internally displaced persons", "missing"] == "Lesotho"
    assert "Population" not in missing.index
    every = table(regional.gaps.table(region(region="Eastern Africa"))).data
    assert every["missing"].is_unique and "Trafficking in persons tier" not in set(every["indicator"])
