"""Section a3: figures of the report against values worked out by hand from ``data/``."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest

from briefs import stripped
from migbrief import charts, countries, diagrams, indicators, language, tables
from migbrief.section import Brief, open_brief
from migbrief.sections import a3, common
from migbrief.sections.a3 import diaspora, environment, health, labour, skills

REMITTANCES = (a3.remittance_ranking, a3.remittance_map, a3.remittance_dollars, a3.remittance_series)
OF_FACTS = (
    a3.programme,
    a3.unemployment,
    a3.working_age_share,
    a3.working_age_change,
    a3.working_age_table,
    a3.coverage,
    a3.migration,
    a3.remittances,
)


def brief(**given: Any) -> Brief:
    return open_brief("a3", **given)


def chart(shown: object) -> charts.Chart:
    assert isinstance(shown, charts.Chart)
    return shown


# Diaspora


def test_the_ranking_is_of_the_latest_year_and_keeps_who_is_asked_for() -> None:
    shown = chart(a3.remittance_ranking(brief(top=3, countries=["KEN", "TKL"])))
    assert list(shown.data["iso3"]) == ["TON", "TJK", "LBN", "KEN", "TKL"]
    assert list(shown.data["value"])[:2] == [50.0, 47.9]
    assert shown.data["value"].isna().iloc[-1]  # Tokelau has no figure and is not left out
    assert shown.title.startswith("Remittances: highest in Tonga (50% of GDP)")
    assert "vintage 2025" in shown.source


def test_dollars_are_share_times_gdp_of_the_same_year_where_there_is_one() -> None:
    rows = diaspora.dollars(brief())
    assert rows.loc["NPL", "value"] == pytest.approx(0.331 * 42_914_000_000)  # both of 2024
    assert rows.loc["TON", "value"] == pytest.approx(0.50 * 508_735_000)  # both of 2023
    assert (rows.loc["TON", "share_year"], rows.loc["TON", "gdp_year"]) == (2023, 2023)
    assert "TKL" not in rows.index  # its GDP is in New Zealand dollars
    assert rows["value"].is_monotonic_decreasing
    shown = chart(a3.remittance_dollars(brief()))
    assert "computed" in shown.title and "computed" in shown.source


def test_the_series_begins_with_who_is_asked_for_and_says_what_moved() -> None:
    shown = chart(a3.remittance_series(brief(group="Southern Asia", countries=["TJK"])))
    assert list(shown.data.columns)[:3] == ["year", "Tajikistan", "Nepal"]
    points = shown.data.set_index("year")["Nepal"]
    assert list(points.loc[2022:2024]) == [22, 25.3, 33.1]
    assert "moved most in Nepal, from 22% to 33.1% of GDP" in shown.title


@pytest.mark.parametrize("show", REMITTANCES)
def test_the_older_vintage_has_no_remittances_and_says_so(show: Any) -> None:
    shown = show(brief(vintage="2015"))
    assert "No data: the 2015 vintage" in shown.text
    assert not isinstance(shown, charts.Chart)


def test_the_title_follows_the_group() -> None:
    assert (
        "in Eastern Africa: highest in the Comoros"
        in chart(a3.remittance_ranking(brief(group="Eastern Africa", countries=["KEN"]))).title
    )
    outside = chart(a3.remittance_ranking(brief(group="Eastern Africa", countries=["NPL"])))
    assert "in Eastern Africa and the countries asked for: highest in Nepal" in outside.title


# Health


def test_the_implied_base_and_its_bounds() -> None:
    value, low, high = health.implied_base(73e6, 15, 1e6)
    assert value == pytest.approx(63_478_261, abs=1)  # 73 / 1.15
    assert low == pytest.approx(62_770_563, abs=1)  # 72.5 / 1.155
    assert high == pytest.approx(64_192_140, abs=1)  # 73.5 / 1.145
    shown = chart(a3.programme(brief()))
    assert "15% more than in 2010, which implies US$ 63.5 million then" in shown.title
    assert list(shown.data["figure"]) == ["2010, implied (computed)", "2011, stated"]


def test_figures_are_paired_by_year_where_both_are_there() -> None:
    rows = common.paired("remittances", "health_expenditure", "2025", ["TON", "NPL"])
    assert rows.loc["TON", ["first", "first_year", "second_year"]].tolist() == [42, 2021, 2021]
    assert rows.loc["NPL", ["first", "first_year", "second_year"]].tolist() == [22, 2022, 2021]  # the nearest


def test_remittances_above_health_spending_are_counted() -> None:
    shown = chart(a3.against_remittances(brief()))
    more = (shown.data["remittances"] > shown.data["health"]).sum()
    assert shown.title.startswith(f"In {more} of {len(shown.data)} countries with both figures")
    assert "nothing of cause" in shown.html


def test_health_spending_of_one_income_group_needs_no_other() -> None:
    shown = chart(a3.spending_by_income(brief(group="Low income")))
    assert "among low income countries" in shown.title
    assert set(shown.data["income_group"]) == {"Low income"}


def test_no_median_is_stated_of_fewer_than_five() -> None:
    shown = chart(a3.spending_by_income(brief()))
    small = shown.data["income_group"].value_counts()
    assert small["Not classified"] < common.FEWEST
    assert "Not classified" not in shown.alt and "has no median" in shown.html
    assert (
        "median" not in chart(a3.remittance_ranking(brief(countries=["KEN"], group="Northern America"))).title
    )


def test_remittances_of_an_older_year_are_told_from_the_latest() -> None:
    shown = chart(a3.against_remittances(brief()))
    latest = indicators.latest("remittances", "2025", list(shown.data["iso3"]))["year"]
    older = int((shown.data["remittances_year"].to_numpy() < latest.to_numpy()).sum())
    assert older > 0 and f"later remittances exist ({older} countries" in shown.html


# Environment


def test_ratios_per_person_are_of_residents() -> None:
    rows = environment.figures(brief())
    assert rows.loc["SDN", "idps_per_1000"] == pytest.approx(1000 * 11_559_970 / 50_467_278)
    assert rows.loc["SDN", "co2_per_person"] == pytest.approx(18_242_000 / 50_467_278)


def test_shares_by_income_group_add_up_and_claim_no_cause() -> None:
    shown = chart(a3.by_income(brief()))
    assert shown.data.drop(columns="income group").sum().round(1).tolist() == [100, 100, 100]
    assert "not of cause and effect" in shown.html
    assert "one income group" in a3.by_income(brief(group="High income")).text


def test_all_that_the_title_counts_are_marked_and_its_mean_is_drawn() -> None:
    shown = chart(a3.per_person(brief(countries=["LUX"])))
    assert "the world's mean" in shown.html
    asked = chart(a3.per_person(brief()))
    unlike = asked.data[asked.data["idps_per_1000"] >= asked.data["idps_per_1000"].nlargest(12).min()]
    assert f"{len(unlike)} countries" in asked.title
    for country in unlike.loc[unlike["co2_per_person"] > 4.6, "country"]:
        assert country in asked.alt  # the exception is named


def test_the_panels_by_income_share_one_scale() -> None:
    assert "on one scale" in chart(a3.by_income(brief())).alt


def test_the_map_has_a_class_for_what_its_title_counts() -> None:
    shown = chart(a3.remittance_map(brief()))
    assert "countries and territories with data" in shown.title and "10% or more" in shown.html


def test_the_displaced_table_keeps_countries_without_a_figure() -> None:
    shown = a3.displaced_table(brief(top=3, countries=["LUX"]))
    assert isinstance(shown, tables.Table)
    assert shown.data["country"].tolist()[0] == "Sudan"
    assert shown.data["country"].tolist()[-1] == "Luxembourg"
    assert "no data" in shown.html


# Labour markets


def test_the_network_has_thirty_markets() -> None:
    codes = a3.markets(brief())
    assert len(codes) == 30
    assert {"NOR", "HRV", "TUR", "GBR", "ROU"} <= set(codes)


def test_both_vintages_stand_side_by_side() -> None:
    shown = chart(a3.unemployment(brief()))
    row = shown.data.set_index("iso3").loc["ESP"]
    assert row["2025 vintage"] == 11.4
    assert row["year in 2025"] == 2024
    assert shown.data["iso3"].iloc[0] == "ESP"  # the highest of the vintage read
    assert chart(a3.unemployment(brief(vintage="2015"))).data["iso3"].iloc[0] == "GRC"


def test_people_of_working_age_and_their_change() -> None:
    rows = labour.working_age(brief())
    assert rows.loc["BGR", "people_2010"] == pytest.approx(5_087_010)
    assert rows.loc["BGR", "share_2010"] == pytest.approx(68.3959, abs=1e-4)
    assert rows.loc["BGR", "estimated"] == pytest.approx(-12.929, abs=1e-3)  # 4,429,320 / 5,087,010
    assert rows.loc["LUX", "projected"] == pytest.approx(38.225, abs=1e-3)  # 479,391 / 346,819
    shown = chart(a3.working_age_change(brief()))
    assert f"{(rows['estimated'] < 0).sum()} of 30 labour markets lost" in shown.title
    assert "projections of the medium variant" in shown.html


def test_countries_asked_for_join_the_lines_of_the_network() -> None:
    shown = chart(a3.working_age_share(brief(countries=["DEU", "KEN"])))
    assert list(shown.data.columns) == ["year", "median", "Germany"]
    assert list(shown.data["year"])[:1] == [2010] and list(shown.data["year"])[-1] == 2050


# Skills


def test_the_number_of_countries_is_set_against_the_region_with_its_hedge() -> None:
    text = a3.coverage(brief()).text
    assert "over 40 countries" in text
    assert "Africa, which has 54 countries" in text
    assert "74%" not in text and "need not all be there" in text  # a share would say that they are


def test_the_region_is_that_of_the_edition() -> None:
    names, codes = skills.covered(brief())
    assert names == "Africa" and "KEN" in codes and "NPL" not in codes
    shown = chart(a3.migration(brief(countries=["KEN"])))
    assert "Kenya" in shown.alt and "0.26" in shown.alt


@pytest.mark.parametrize("group", ["", "Africa", "Eastern Africa", "Southern Asia", "EU27"])
def test_the_bars_on_one_side_of_a_limit_add_up_to_what_the_title_counts(group: str) -> None:
    codes = countries.members(group) if group else list(countries.load().index)
    rate = indicators.latest("net_migration_rate", "2025", codes)["value"]
    drawn = chart(diagrams.distribution(rate, title="T", source="S", axis="A", bins=20)).data
    assert drawn.loc[drawn["to"] <= 0, "countries"].sum() == (rate < 0).sum()
    assert drawn.loc[drawn["from"] >= 0, "countries"].sum() == (rate >= 0).sum()
    share = indicators.latest("remittances", "2025", codes)["value"]
    drawn = chart(diagrams.distribution(share, title="T", source="S", axis="A", edge=5)).data
    assert drawn.loc[drawn["from"] >= 5, "countries"].sum() == (share >= 5).sum()
    still = chart(diagrams.distribution(pd.Series([-2.0, 0, 0, 3]), title="T", source="S", axis="A"))
    assert "2 are at exactly zero" in still.html


# Any edition, any focus


@pytest.mark.parametrize("show", OF_FACTS)
def test_an_edition_that_does_not_state_it_gets_a_note(show: Any) -> None:
    assert "This edition does not state" in show(stripped(brief())).text


def test_every_function_serves_a_group_without_data() -> None:
    few = brief(group="Micronesia", vintage="2015", countries=["TKL"], top=3)
    for name in a3.__all__:
        shown = getattr(a3, name)(few)
        if name != "markets":
            assert shown.html and "nan" not in shown.text.split("Source")[0].split("\n")[0]


@pytest.mark.parametrize(
    ("code", "headings"),
    [
        ("fr", ("CO₂ par personne", "Année des dépenses de santé")),
        ("es", ("CO₂ por habitante", "Año del gasto en salud")),
    ],
)
def test_data_behind_the_figures_has_headings_in_the_language_of_the_report(
    code: str, headings: tuple[str, str]
) -> None:
    section = brief()
    with language.speaking(code):
        pages = a3.per_person(section).html, a3.against_remittances(section).html
    assert all(heading in page for heading, page in zip(headings, pages, strict=True))
    assert not any(english in page for page in pages for english in (" per person", " year", " per 1000"))
