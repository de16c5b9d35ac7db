"""The part on international migrants: right numbers from the editions held, one line where there are none."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from migbrief.content.country import gaps, glance, migrants
from migbrief.content.country.profile import Profile, open_profile
from migbrief.datasets import store
from migbrief.datasets.store.schema import NO_DATA, NOT_COLLECTED, SUPPRESSED, Release, tidy
from migbrief.sources.licences import release
from migbrief.text.value import Value

PAIRS = [("KEN", "SOM", 600_000), ("KEN", "UGA", 300_000), ("KEN", "OOO", 92_536), ("USA", "KEN", 1_234_567),
         ("GBR", "KEN", 7), ("SRB", "BIH", 50)]  # fmt: skip


def made(source: str, dated: str, rows: list[tuple[object, ...]], columns: str, **same: object) -> Release:
    table = pd.DataFrame(rows, columns=columns.split())
    pairs = "origin" in columns
    said = {"series": "BX.TRF.PWKR.CD.DT"}
    return release(source, dated, said, **{"pairs" if pairs else "figures": tidy(table, pairs, **same)})


@pytest.fixture
def held(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("MIGBRIEF_DATA", str(tmp_path / "live"))
    persons = {"unit": "persons"}
    remitted = [("KEN", 4_230_000_000.0, "", 2023), ("SYR", 0.0, NO_DATA, 2023)]
    hosted = [("KEN", 835_771.0, "", 2025), ("SYR", float("nan"), SUPPRESSED, 2025),
              ("USA", float("nan"), NOT_COLLECTED, 2025), ("GBR", 5.0, "", 1994)]  # fmt: skip
    store.add(
        [
            made("undesa", "2024", PAIRS, "iso3 origin value",
                 indicator="migrants_by_origin", year=2024, **persons),
            made("worldbank", "2025-07", remitted, "iso3 value qualifier year",
                 indicator="remittances_received_usd", unit="current US$"),
            made("unhcr", "2025", hosted, "iso3 value qualifier year",
                 indicator="refugees_and_asylum_seekers_hosted", **persons),
        ]
    )  # fmt: skip
    return tmp_path / "live"


def open_(iso3: str, **given: object) -> tuple[Profile, migrants.Held]:
    profile = open_profile(country=iso3, **given)
    found = migrants.open_held(profile)
    assert found is not None
    return profile, found


def test_without_a_store_there_is_one_line_on_how_to_get_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MIGBRIEF_DATA", str(tmp_path / "none"))
    profile = open_profile(country="KEN")
    shown = migrants.block(profile)
    assert shown.text.endswith("migbrief data update") and "\n" not in shown.text and "<h2" not in shown.html
    assert glance.migrants(profile) is not None


def test_sentences_say_what_there_is_with_its_publisher_and_year(held: Path) -> None:
    said = migrants.sentences(*open_("KEN"))
    for words in (
        "About 993,000 international migrants",
        "lived in Kenya in 2024, according to UN DESA",
        "About 1.23 million people",
        "Most of them, 60%",
        "Kenya hosted about 836,000 refugees and asylum-seekers",
        "at the end of 2025, according to UNHCR",
        "Remittances received were US$ 4.23 billion",
    ):
        assert words in migrants.paragraph(said).text.replace("\u2060", ""), said


def test_nothing_is_said_of_a_zero_a_suppressed_an_uncollected_or_an_old_number(held: Path) -> None:
    assert migrants.sentences(*open_("SYR")) == ""
    assert "hosted" not in migrants.sentences(*open_("USA"))
    assert "1994" not in migrants.sentences(*open_("GBR"))
    profile, found = open_("SYR")
    rows = migrants.table(profile, found).data
    assert list(rows["said"]) == [SUPPRESSED, NO_DATA] and rows["figure"].isna().all()


def test_others_stand_beside_the_ranked_and_count_in_the_whole(held: Path) -> None:
    profile, found = open_("KEN")
    pairs = found.pairs("migrants_by_origin")
    assert pairs is not None
    assert list(pairs.ranked["place"]) == ["Somalia", "Uganda"]
    assert list(pairs.apart["place"]) == ["Others and unknown"]
    assert pairs.share.value == pytest.approx(100 * 600_000 / 992_536)
    origins, destinations = migrants.figures(profile, found)
    assert "Not ranked: Others and unknown: 92,536 persons" in origins.html
    assert "United States of America is the largest destination" in destinations.text


def test_every_number_of_the_table_has_its_row_edition_and_all_its_digits(held: Path) -> None:
    profile, found = open_("KEN")
    shown = migrants.table(profile, found)
    assert "992,536 persons" in shown.html and "UN DESA, undesa-2024" in shown.html
    for figure in found.figures.values():
        value = found.full(figure)
        assert (isinstance(value, Value) and f'id="fn-{value.key}"' in shown.html) or value.key in shown.html


def test_gaps_that_are_filled_are_gaps_no_more(held: Path) -> None:
    profile, _ = open_("KEN")
    assert glance.migrants(profile) is None
    assert "Immigrants by country of origin" not in gaps.missing(profile).text
    assert gaps.held_elsewhere(open_profile(country="ATG")) == set()


def test_serbia_and_kosovo_are_told(held: Path) -> None:
    profile, found = open_("SRB")
    assert "Serbia includes Kosovo in undesa-2024." in migrants.table(profile, found).html
    assert "count Kosovo within Serbia" in migrants.block(open_profile(country="XKX")).text


def test_what_may_not_be_passed_on_is_on_no_page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MIGBRIEF_DATA", str(tmp_path))
    own = made("undesa", "2024", PAIRS, "iso3 origin value", indicator="migrants_by_origin", year=2024)
    own.about = {**own.about, "redistributable": False}
    store.add([own])
    assert migrants.open_held(open_profile(country="KEN")) is None
    assert not store.opened().empty
