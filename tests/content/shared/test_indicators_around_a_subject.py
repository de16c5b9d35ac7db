"""Open data around a subject: titles that are right for every choice, and figures that keep their year."""

from __future__ import annotations

import pandas as pd
import pytest

from migbrief.content.shared import indicator_charts, indicator_tables, sources
from migbrief.datasets import indicators
from migbrief.errors import UserError
from migbrief.text import i18n


@pytest.mark.parametrize(
    ("indicator", "chosen", "title"),
    [
        (
            "remittances",
            ["MUS", "KEN", "COM", "ERI"],
            "Personal remittances received (% of GDP): highest in the Comoros (21.4%) and Kenya (3.9%), "
            "of 3 with data",
        ),
        ("remittances", ["MUS"], "Personal remittances received (% of GDP): Mauritius (2.2%)"),
        (
            "remittances",
            ["MUS", "ERI"],
            "Personal remittances received (% of GDP): Mauritius (2.2%), the only one with data",
        ),
        ("remittances", ["ERI"], "Personal remittances received: no data for Eritrea"),
        ("remittances", [], "Personal remittances received: no data for any country"),
        # Mauritius and Tanzania both have 0: neither is named over the other.
        (
            "net_migration_rate",
            ["KEN", "MUS", "TZA"],
            "Net migration rate (per 1,000 population): highest in Kenya (0.26), of 3 with data",
        ),
    ],
)
def test_ranking_says_its_finding(indicator: str, chosen: list[str], title: str) -> None:
    assert indicator_charts.ranking(indicator, "2025", chosen).title == title


def test_ranking_orders_and_keeps_what_is_missing() -> None:
    shown = indicator_charts.ranking("remittances", "2025", ["ERI", "MUS", "COM"], highlight=["MUS"])
    assert list(shown.data["iso3"]) == ["COM", "MUS", "ERI"]
    assert list(shown.data["year"])[:2] == [2023, 2023] and pd.isna(shown.data["value"].iloc[2])
    assert "Eritrea: no data" in shown.alt
    assert "2025 edition" in shown.source


def test_vintages_stand_side_by_side_with_their_years() -> None:
    shown = indicator_charts.two_vintages("net_migration_rate", ["KEN", "MUS"])
    assert shown.title == "Net migration rate: higher in the later edition for 1 of 2 countries with both"
    kenya = shown.data.set_index("iso3").loc["KEN"]
    assert (kenya["Factbook 2015"], kenya["year in 2015"]) == (-0.22, 2015)
    assert (kenya["Factbook 2025"], kenya["year in 2025"]) == (0.26, 2025)


def test_vintages_without_a_pair_compare_nothing() -> None:
    title = indicator_charts.two_vintages("remittances", ["KEN", "MUS"]).title
    assert (
        title
        == "Personal remittances received: no country here has a figure in both editions of the Factbook"
    )


def test_comparison_keeps_year_and_hedge_of_each_figure() -> None:
    wanted = ["remittances", "iom_membership", "population"]
    rows = indicator_tables.comparison(wanted, "2025", ["MUS", "ERI"], "Two").data.set_index("country")
    assert rows.loc["Mauritius", "remittances"] == "2.2% (2023 est.)"
    assert rows.loc["Mauritius", "iom_membership"] == "member"  # a list has no year
    assert rows.loc["Mauritius", "population"] == "1.31 million (2025 est.)"
    assert pd.isna(rows.loc["Eritrea", "remittances"])
    assert ">no data</td>" in indicator_tables.comparison(wanted, "2025", ["MUS", "ERI"], "Two").html


def test_unknown_vintage_is_one_line() -> None:
    with pytest.raises(UserError, match="2025"):
        indicator_charts.ranking("remittances", "2035", ["MUS"])


def test_whose_rates_stand_for_palestine_is_said_beside_its_figures() -> None:
    with_it = indicator_tables.comparison(["net_migration_rate"], "2025", ["PSE", "JOR"], "Two")
    without = indicator_tables.comparison(["net_migration_rate"], "2025", ["JOR"], "One")
    assert "the West Bank's alone" in with_it.html.replace("&#x27;", "'")
    assert "West Bank" not in without.html


@pytest.mark.parametrize(
    ("code", "title"),
    [
        ("fr", "maximum\u00a0: Comores (21,4\u00a0%) et Kenya (3,9\u00a0%), sur un total de 3 avec données"),
        ("es", "máximo en Comoras (21,4\u00a0%) y Kenya (3,9\u00a0%), de un total de 3 con datos"),
    ],
)
def test_ranking_speaks_the_language_of_the_report(code: str, title: str) -> None:
    with i18n.speaking(code):
        chart = indicator_charts.ranking("remittances", "2025", ["MUS", "KEN", "COM", "ERI"])
    assert chart.title.endswith(title)
    for english in ("highest", "no data", "Data behind", "Outlined", "with data", " or more"):
        assert english not in chart.html


def test_figures_name_their_countries_in_the_language_of_the_report() -> None:
    with i18n.speaking("fr"):
        assert indicators.latest("population", "2025").loc["DEU", "name"] == "Allemagne"
    assert indicators.latest("population", "2025").loc["DEU", "name"] == "Germany"


@pytest.mark.parametrize(
    ("vintage", "indicator", "edition"),
    [
        ("2015", "refugees_hosted", "factbook-2015"),
        ("2025", "refugees_hosted", ""),  # an older edition never stands in for the one chosen
        ("2015", "refugees_and_asylum_seekers_hosted", "factbook-2025"),
        ("2025", "refugees_and_asylum_seekers_hosted", "factbook-2025"),
        ("2015", "remittances_received_gdp", "factbook-2025"),
        ("2025", "idps", "factbook-2025"),
    ],
)
def test_without_official_data_refugees_are_those_that_an_edition_counts(
    vintage: str, indicator: str, edition: str
) -> None:
    assert sources.opened(vintage).edition(indicator) == edition
