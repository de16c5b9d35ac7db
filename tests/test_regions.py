"""Groups and their profiles: who belongs, what may be added up, who lies far out, what is missing."""

from __future__ import annotations

import re
from itertools import combinations
from typing import Any

import matplotlib
import numpy as np
import pandas as pd
import pytest

from migbrief import cohorts, countries, indicators, parameters, population, regional, regions, style
from migbrief.charts import Chart
from migbrief.charts.placing import Placing
from migbrief.charts.quick import Drawing
from migbrief.display import Display
from migbrief.errors import UserError
from migbrief.profile import open_profile
from migbrief.profiles import governance
from migbrief.region import Region, open_region
from migbrief.regional import dots, figures, trends
from migbrief.regional.spread import FEWEST, distribution, spread
from migbrief.tables import Table


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
    assert regions.group(text).name == name == regions.group(name).name


def test_unknown_groups_name_the_nearest() -> None:
    with pytest.raises(UserError, match=r"unknown region 'Estern Africa'; did you mean .*Eastern Africa"):
        regions.group("Estern Africa")
    with pytest.raises(UserError, match="unknown region 'linet'"):  # a group that a paper names
        parameters.parse("region-profile", {"region": "linet"})
    with pytest.raises(UserError, match="unknown country 'Kenia'; did you mean Kenya"):
        open_region(members=["Kenia"])


def test_each_group_is_available_once_with_an_id_of_its_own() -> None:
    found = regions.available()
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
    assert figures.together(south, "refugees_hosted") == "183,951 persons (all 5 members, 2024)"
    # Lesotho has no figure: the sum is of four, and says so.
    assert figures.together(south, "idps") == "8,939 persons (4 of 5 members, 2023–2024)"


def test_rates_and_shares_are_never_added_up() -> None:
    south = region(region="Southern Africa")
    definitions = indicators.definitions()
    for key in definitions.index[~definitions["summable"]]:
        with pytest.raises(UserError, match="cannot be added up"):
            figures.together(south, key)
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
    lower = figures.together(region("BGD", "PER", vintage="2015"), "idps", short=True)
    assert lower == "at least 581,000"
    mixed = figures.together(region("BGD", "LBR", vintage="2015"), "idps", short=True)
    assert mixed == "about 454,000"


def test_missing_is_never_zero() -> None:
    nobody = region("SJM", "BVT")
    assert figures.together(nobody, "refugees_hosted") == "no data"
    assert "not the same as none" in regional.trends.displaced(nobody, "idps").text
    assert nobody.location is None and "no figures" in regional.context.people(nobody).text
    tiles = regional.lead.tiles(region(region="Polynesia")).text.replace("\N{NO-BREAK SPACE}", " ")
    assert "Refugees hosted, together · 0 of 10 members: no data" in tiles


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


def test_net_migration_as_persons_by_hand() -> None:
    """−1.14 × 2,521,534 − 4.21 × 2,222,962 − 3.68 × 1,137,268 − 0.07 × 61,089,926, per 1,000: −20,695."""
    shown = chart(regional.trends.persons(region(region="Southern Africa")))
    assert shown.title == "Net migration a year, computed: net losses of 21,000 in 4 members"
    assert shown.data.set_index("iso3")["persons"].to_dict() == {
        "NAM": 0, "BWA": -2_900, "SWZ": -4_200, "ZAF": -4_300, "LSO": -9_400,
    }  # fmt: skip


def test_old_figures_say_their_year_beside_new_ones() -> None:
    """South Sudan's growth is of 2017, where others' is of 2024."""
    east = region(region="Eastern Africa")
    far = table(regional.outliers.named(east)).data.set_index("indicator")
    assert far.loc["Real GDP growth (% a year)", "below"] == "South Sudan (−5.2, 2017)"
    few = chart(distribution(region("SSD", "KEN", "ETH"), "remittances"))
    labels = set(few.data["country"])
    year = indicators.latest("remittances", "2025", ["SSD"])["year"].iloc[0]
    assert f"South Sudan, {year}" in labels and "Kenya" in labels


def test_working_ages_without_migration_are_a_range() -> None:
    shown = chart(regional.impact.working_age(region(region="Eastern Africa")))
    now = shown.data.set_index("year").loc[2025]
    assert now["low"] < now["high"] and now["without"] == pytest.approx(
        (now["low"] + now["high"]) / 2, abs=0.06
    )
    assert shown.title.endswith(f"they would be {now['low']:.1f}% to {now['high']:.1f}%")
    assert f"about {now['low'] - now['as it is']:.1f} to " in shown.html


def test_ages_that_are_titled_are_drawn() -> None:
    shown = chart(regional.context.dependency(region(region="Eastern Africa")))
    now = shown.data.set_index("year").loc[2025]
    assert (
        f"{now['under 15']:.0f} under 15 and {now['65 and over']:.0f} aged 65 or over in 2025" in shown.title
    )


# Population and cohorts of any group


def test_population_of_a_list_is_its_sum_and_names_who_is_missing() -> None:
    some = region("KEN", "UGA", "SJM", horizon=2060)
    assert some.location == ("KEN", "UGA")
    shown = chart(regional.context.people(some))
    both = population.total("KEN") + population.total("UGA")
    assert shown.data.set_index("year")["persons"].to_dict() == both.loc[:2060].to_dict()
    assert "no figures for the Svalbard" in shown.html


def test_moves_between_members_cancel_out() -> None:
    """With the world's survival the estimate of a group is the sum of its members'."""
    linet = region(*countries.members("EU27"), "NOR", "HRV", "TUR")
    assert linet.location is not None
    group = cohorts.net_migration(linet.location)["world"]
    assert np.allclose(group, sum(cohorts.net_migration(code)["world"] for code in linet.members))
    assert "No estimate for the world" in regional.young.adults(region(region="World")).text


def test_a_largest_period_is_named_only_where_its_range_is_clear() -> None:
    east = chart(regional.young.adults(region(region="Eastern Africa")))
    assert re.search(
        r"more left than came in all 14 five-year periods to 2020: [\d,]+ to [\d,]+ in 1950–1955, "
        r".* in 2015–2020$",
        east.title,
    )
    assert set(east.data["projected"]) == {"yes", "no"} and "AIDS" in east.html
    rows = pd.DataFrame({"low": [-5.0, 10, -9], "high": [5.0, 20, -6]}, index=[1955, 1960, 1965])
    clear = regional.young.clear(rows)
    assert clear is not None and clear.name == 1960
    assert regional.young.clear(rows.assign(low=[-5.0, 8, -9])) is None


# Spread and outliers


def test_outliers_of_eastern_africa_by_hand() -> None:
    """Quartiles of 18 rates are −2.1 and 0.2 to two figures: fences at −5.6 and 3.6."""
    found = spread(region(region="Eastern Africa"), "net_migration_rate")
    assert found.fences == pytest.approx((-5.55, 3.64), abs=0.01)
    assert list(found.above["name"]) == ["South Sudan", "Djibouti"] and list(found.below["name"]) == [
        "Eritrea"
    ]
    drawn = chart(distribution(region(region="Eastern Africa"), "net_migration_rate")).data
    assert set(drawn["outlier"]) == {"yes", "no"}
    named = regional.outliers.named(region(region="Eastern Africa")).data.set_index("indicator")
    assert named.loc["Net migration rate (per 1,000 population)", "above"] == (
        "South Sudan (18.2) and Djibouti (3.94)"
    )


@pytest.mark.parametrize("name", ["Africa", "Europe", "world"])
def test_names_of_outliers_stand_clear_of_each_other_and_of_columns(name: str) -> None:
    found = spread(region(region=name), "net_migration_rate")
    with matplotlib.rc_context(style.rc()):
        figure = Drawing(figsize=(style.WIDTH, dots.HEIGHT), layout=Placing())
        dots.draw(figure, found, "per 1,000 people")
        figure.draw_without_rendering()
    ax, named = figure.axes[0], dots.names(found)[0]
    texts = [text for text in ax.texts if text.get_text() in {one.text for one in named}]
    boxes = [text.get_window_extent() for text in texts]
    assert len(boxes) == len(named) >= 4
    assert not any(a.overlaps(b) for a, b in combinations(boxes, 2))
    told = distribution(region(region=name), "net_migration_rate").html
    assert all(country in told.split("Not named for want of room:")[-1] for country in dots.names(found)[1])


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


def test_what_the_paper_does_names_members_by_role() -> None:
    rows = table(regional.cooperation.initiatives(region("KEN", "ZWE", "SWE"))).data.set_index("name")
    assert rows.loc["Emergency response in natural disasters", "members"] == "2: Kenya and Zimbabwe"
    assert rows.loc["Migration for Development in Africa (MIDA)", "role"] == "coverage"
    assert any("LINET" in name and m == "Sweden as part of EU27" for name, m in rows["members"].items())
    assert rows.loc["Migration for Development in Africa (MIDA)", "members"] == (
        "2: Kenya and Zimbabwe as part of Africa"
    )
    none = regional.cooperation.initiatives(region("CAN"))
    assert none.text == "The paper names none of these countries in any initiative."


def test_a_group_that_is_named_names_none_of_its_members() -> None:
    east = table(regional.cooperation.initiatives(region(region="Eastern Africa")))
    assert east.caption.endswith("; 3 of 20 members by name and all 20 as part of Africa")
    assert "all 2 as part of" not in table(regional.cooperation.initiatives(region("KEN", "CAN"))).caption
    whole = table(regional.cooperation.initiatives(region(region="Africa"))).caption
    assert re.search(r"all \d+ as part of Africa, some also as part of .*(Western|Northern) Africa", whole)


def test_what_later_sources_say_of_an_initiative_is_said_for_a_region_too() -> None:
    east = table(regional.cooperation.initiatives(region(region="Eastern Africa")))
    country = governance.initiatives(open_profile(country="MUS")).data
    assert set(country["later"].dropna()) & set(east.data["later"].dropna())
    assert "What later sources say" in east.html
    world = table(regional.cooperation.initiatives(region(region="World"))).data.set_index("name")
    linet = world.loc["Independent Network of Labour Migration and Integration Experts (LINET)", "members"]
    assert linet.startswith("3: Croatia, Norway and Türkiye; 27: ") and linet.endswith(" as part of EU27")


def test_statuses_are_told_in_words_and_in_the_order_of_members() -> None:
    east = region(region="Eastern Africa")
    shown = table(regional.cooperation.statuses(east))
    assert "0.5" not in shown.html and "2.5" not in shown.html
    assert "not making significant efforts" in shown.html
    for who in shown.data["who"]:
        places = [who.index(name) for name in map(countries.name, east.members) if name in who]
        assert places == sorted(places)


def test_members_without_any_figure_are_named_and_statuses_are_no_figures() -> None:
    east = region(region="Eastern Africa")
    bars = chart(regional.coverage.bars(east))
    assert bars.title.startswith("All members but Mayotte and Réunion, which have none, have a figure for ")
    assert "Trafficking in persons tier" not in set(bars.data["indicator"])
    thin = table(regional.coverage.thinnest(east)).data
    assert list(thin["n"][:2]) == [0, 0] and "people" not in thin.columns
    missing = table(regional.coverage.table(east)).data
    assert missing["missing"].is_unique


def test_coverage_counts_members_with_a_figure() -> None:
    south = region(region="Southern Africa")
    counts = chart(regional.coverage.bars(south)).data.set_index("indicator")["members"]
    assert counts["Internally displaced persons"] == 4 and counts["Population"] == 5
    missing = regional.coverage.table(south).data.set_index("indicator")
    assert missing.loc["Internally displaced persons", "missing"] == "Lesotho"
    assert "Population" not in missing.index


@pytest.mark.parametrize("members", [("SJM", "BVT"), ("XKX",), ("TKL", "PCN"), ("SSD", "PSE", "VAT")])
@pytest.mark.parametrize("vintage", ["2015", "2025"])
def test_every_part_speaks_for_any_members(members: tuple[str, ...], vintage: str) -> None:
    group = region(*members, vintage=vintage, horizon=2100)
    parts = [
        regional.glance.block,
        regional.glance.table,
        regional.glance.group_map,
        regional.context.ages,
        regional.context.dependency,
        regional.trends.rates,
        regional.trends.persons,
        regional.young.adults,
        regional.impact.dollars,
        regional.impact.working_age,
        regional.cooperation.statuses,
        regional.outliers.named,
        regional.outliers.concentration,
        regional.coverage.bars,
        regional.coverage.table,
        regional.coverage.thinnest,
    ]
    said = [part(group) for part in parts]
    said += [regional.trends.displaced(group, k) for k in ("refugees_hosted", "idps", "stateless_persons")]
    for text in (re.sub(r"data:text/csv;\S+", "", s.text) for s in said):
        assert text.strip() and not re.search(r"\bnan\b|<NA>|\bNone\b of", text)


def test_members_whose_net_migration_turned_are_drawn() -> None:
    turned = {"KEN", "ZMB", "RWA"}  # of other sign in the two vintages, though not among the largest
    assert turned <= set(trends.rates(open_region(region="Eastern Africa")).data["iso3"])


def test_a_rate_that_cannot_be_is_no_finding_of_its_region() -> None:
    east = region(region="Eastern Europe")
    shown = chart(regional.glance.group_map(east))
    assert "highest in Hungary" in shown.title and "left out as doubtful: Ukraine" in shown.title
    for part in (
        regional.glance.table,
        regional.glance.members,
        regional.trends.persons,
        regional.trends.rates,
    ):
        assert re.search(r"rates? of Ukraine \(35\.6, 2020–2025\) does not fit", part(east).html), (
            part.__name__
        )
    west = region(region="Western Europe")
    assert "does not fit" not in regional.glance.table(west).html
    assert "doubtful" not in chart(regional.glance.group_map(west)).title


def test_totals_of_migration_add_up_as_they_are_told() -> None:
    told = chart(trends.persons(region(region="Eastern Europe"))).title
    gains, losses, net = (float(x) for x in re.findall(r"([-\d.]+),000", told.replace("−", "-")))
    assert gains - losses == net


def test_a_doubtful_rate_is_in_no_count_or_sum_of_its_region() -> None:
    """Ukraine's 35.6 would make Eastern Europe gain a million people a year."""
    east = region(region="Eastern Europe")
    told = regional.lead.sentences(east).text
    assert "come than leave in 5 members" in told and "figure of 1 member is doubtful and not counted" in told
    shown = chart(trends.persons(east))
    assert "Ukraine" not in set(shown.data["country"]) and "Not counted here: Ukraine." in shown.html
    assert "in 5 members" in shown.title
    assert "of 9 members with both" in chart(trends.rates(east)).title


def test_outliers_beyond_the_named_are_counted() -> None:
    world = region(region="World")
    spread = regional.spread.spread(world, "net_migration_rate")
    alt = chart(regional.spread.distribution(world, "net_migration_rate")).alt
    told = [3 + int(n) for n in re.findall(r"and (\d+) more", alt)]
    assert told == [len(spread.above), len(spread.below)]


def test_a_sum_can_be_added_up_again_from_the_data_behind_its_figure() -> None:
    rich = region(region="High income")
    for part, column in ((trends.persons, "persons"), (regional.impact.dollars, "US$")):
        shown = chart(part(rich))
        of = int(re.search(r"the data behind the figure have all (\d+)", shown.html)[1])  # type: ignore[index]
        assert len(shown.data) == of > figures.TOP
        total = float(shown.data[column].sum())
        told = re.search(r"(−?[\d.]+) (million|billion)(?: together| a year)", shown.title)
        assert told and abs(float(told[1]) * {"m": 1e6, "b": 1e9}[told[2][0]] / total - 1) < 0.06
