"""Section b: figures of the report against values worked out by hand from ``data/``."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest

from briefs import stripped
from migbrief.content.paper import b
from migbrief.content.paper.b import chair_and_peers
from migbrief.content.paper.brief import Brief, open_brief


def brief(**given: Any) -> Brief:
    return open_brief("b", **given)


# The chair and its neighbours.


def test_the_chair_is_ranked_among_its_sub_region() -> None:
    assert chair_and_peers.chairs(brief()) == ["MUS"]
    shown = b.remittances(brief())
    assert shown.text.startswith(
        "[Figure] Personal remittances received (Eastern Africa): Mauritius is 10th of 17"
    )
    rows = shown.data.set_index("iso3")  # type: ignore[attr-defined]
    assert (rows["value"] > rows.loc["MUS", "value"]).sum() == 9 and rows.loc["MUS", "value"] == 2.2
    assert "No figure for Eritrea, Mayotte and Réunion." in shown.html


def test_equals_are_tied() -> None:
    """Mauritius and Tanzania have the same rate; five of 18 have a higher one."""
    assert (
        "(Eastern Africa): Mauritius is tied 6th of 18"
        in chair_and_peers.ranked(brief(), chair_and_peers.RATE).text
    )


def test_countries_from_elsewhere_are_said_to_be_added() -> None:
    text = b.remittances(brief(countries=["Nepal"])).text
    assert "(Eastern Africa, with Nepal added): Mauritius is 11th of 18 and Nepal is 1st of 18" in text
    assert (
        "(Caribbean, with Mauritius added)"
        in chair_and_peers.ranked(brief(group="Caribbean"), chair_and_peers.RATE).text
    )


def test_a_vintage_without_remittances_says_so() -> None:
    old = brief(vintage="2015")
    assert "no figure" in b.remittances(old).text
    assert "remittances" not in b.comparison(old).data.columns  # type: ignore[attr-defined]


def test_a_country_without_data_stays_in_sight() -> None:
    shown = b.remittances(brief(countries=["ATA"]))
    assert "; no data for Antarctica" in shown.text  # apart from who has a place: it is not the 10th
    last = shown.data.iloc[-1]  # type: ignore[attr-defined]
    assert last["country"] == "Antarctica" and pd.isna(last["value"])
    assert ">no data</text>" in shown.html


@pytest.mark.parametrize(
    ("part", "said"),
    [
        ("remittances", "names no country in the chair"),
        ("comparison", "names no country in the chair"),
    ],
)
def test_an_edition_without_the_section(part: str, said: str) -> None:
    assert said in getattr(b, part)(stripped(brief())).text
