"""Section a3: figures of the report against values worked out by hand from ``data/``."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest

from briefs import stripped
from migbrief.content.paper import a3
from migbrief.content.paper.a3 import labour, skills
from migbrief.content.paper.brief import Brief, open_brief
from migbrief.datasets import countries, indicators
from migbrief.display import charts


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
    assert "2025 edition" in shown.source


def test_the_older_vintage_has_no_remittances_and_says_so() -> None:
    shown = a3.remittance_ranking(brief(vintage="2015"))
    assert "No data: the Factbook's 2015 edition" in shown.text
    assert not isinstance(shown, charts.Chart)


def test_the_title_follows_the_group() -> None:
    assert (
        "in Eastern Africa: highest in the Comoros"
        in chart(a3.remittance_ranking(brief(group="Eastern Africa", countries=["KEN"]))).title
    )
    outside = chart(a3.remittance_ranking(brief(group="Eastern Africa", countries=["NPL"])))
    assert "in Eastern Africa and the countries asked for: highest in Nepal" in outside.title


# Labour markets


def test_the_network_has_thirty_markets() -> None:
    codes = a3.markets(brief())
    assert len(codes) == 30
    assert {"NOR", "HRV", "TUR", "GBR", "ROU"} <= set(codes)


def test_both_vintages_stand_side_by_side() -> None:
    shown = chart(a3.unemployment(brief()))
    row = shown.data.set_index("iso3").loc["ESP"]
    assert row["Factbook 2025"] == 11.4
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


# Skills


def test_the_region_is_that_of_the_edition() -> None:
    names, codes = skills.covered(brief())
    assert names == "Africa" and "KEN" in codes and "NPL" not in codes
    shown = chart(a3.migration(brief(countries=["KEN"])))
    assert "Kenya" in shown.alt and "0.26" in shown.alt


@pytest.mark.parametrize("group", ["", "Africa", "Eastern Africa", "Southern Asia", "EU27"])
def test_the_bars_on_one_side_of_a_limit_add_up_to_what_the_title_counts(group: str) -> None:
    codes = countries.members(group) if group else list(countries.load().index)
    rate = indicators.latest("net_migration_rate", "2025", codes)["value"]
    drawn = chart(charts.histogram(rate, title="T", source="S", name="n", axis="A", bins=20)).data
    assert drawn.loc[drawn["to"] <= 0, "countries"].sum() == (rate < 0).sum()
    assert drawn.loc[drawn["from"] >= 0, "countries"].sum() == (rate >= 0).sum()
    still = chart(charts.histogram(pd.Series([-2.0, 0, 0, 3]), title="T", source="S", name="n", axis="A"))
    assert "2 are at exactly zero" in still.html


# Any edition, any focus


@pytest.mark.parametrize("show", [a3.unemployment, a3.working_age_change, a3.migration])
def test_an_edition_that_does_not_state_it_gets_a_note(show: Any) -> None:
    assert "This edition does not state" in show(stripped(brief())).text


def test_every_function_serves_a_group_without_data() -> None:
    few = brief(group="Micronesia", vintage="2015", countries=["TKL"], top=3)
    for name in a3.__all__:
        shown = getattr(a3, name)(few)
        if name != "markets":
            assert shown.html and "nan" not in shown.text.split("Source")[0].split("\n")[0]
