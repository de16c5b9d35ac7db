"""Numbers as phrases: no figure that a reader sees is wrong, without its unit, or made up."""

from __future__ import annotations

import pytest
from babel.numbers import format_decimal
from hypothesis import given
from hypothesis import strategies as st

from migbrief.text import words
from migbrief.text.i18n import speaking
from migbrief.text.typography import tied


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (1234567, "1,234,567"),
        (7300, "7,300"),
        (12.34, "12.3"),
        (1.234, "1.23"),
        (-4.28, "−4.28"),
        (0, "0"),
        (0.004, "0.004"),
        (-0.0, "0"),
        (None, "no data"),
        (float("nan"), "no data"),
    ],
)
def test_number(value: float | None, text: str) -> None:
    assert words.number(value) == text


@pytest.mark.parametrize(
    ("kwargs", "text"),
    [
        ({"value": 6_600_000, "unit": "US$"}, "US$ 6.6 million"),
        ({"value": 1.3e9, "unit": "US$", "qualifier": "estimated"}, "an estimated US$ 1.3 billion"),
        ({"value": -14.4e9, "unit": "US$"}, "−US$ 14.4 billion"),
        ({"value": 150, "unit": "countries", "qualifier": "nearly"}, "nearly 150 countries"),
        ({"value": 15, "unit": "%"}, "15%"),
        ({"value": 6, "unit": "% of GDP"}, "6% of GDP"),
        ({"value": 954_000, "high": 1_200_000, "unit": "persons"}, "954,000–1.2 million persons"),
        ({"value": 2011, "unit": "year"}, "2011"),
        ({"value": 2.5, "unit": "tier"}, "Tier 2 Watch List"),
        ({"value": 8500, "unit": "US$ PPP"}, "US$ 8,500 PPP"),
        ({"value": 1, "unit": "status", "qualifier": "member"}, "member"),
        ({"value": None, "unit": "persons"}, "no data"),
        ({"value": 0, "unit": "persons"}, "0 persons"),
    ],
)
def test_quantity(kwargs: dict[str, object], text: str) -> None:
    assert words.quantity(**kwargs) == text  # type: ignore[arg-type]


@given(st.floats(allow_nan=False, allow_infinity=False, min_value=-1e15, max_value=1e15))
def test_a_figure_that_is_not_zero_never_reads_as_zero(value: float) -> None:
    if abs(value) > 1e-7:
        assert words.number(value).strip("−0.,") != ""


@pytest.mark.parametrize(
    ("n", "noun", "text"),
    [
        (1, "country", "1 country"),
        (2, "country", "2 countries"),
        (0, "fact", "no facts"),
        (3, "regional body", "3 regional bodies"),
        (2, "day", "2 days"),
        (1200, "seminar", "1,200 seminars"),
    ],
)
def test_count(n: int, noun: str, text: str) -> None:
    assert words.count(n, noun) == text


def test_listing_joins_and_counts_the_rest() -> None:
    assert words.listing(["a"]) == "a"
    assert words.listing(["a", "b", "c"]) == "a, b and c"
    assert words.listing("abcde", limit=2) == "a, b and 3 more"
    assert words.listing([]) == "none"


def test_partial_dates_say_no_more_than_they_know() -> None:
    assert words.date("2011") == "2011"
    assert words.date("2011-12") == "December 2011"
    assert words.date("2012-03-06") == "6 March 2012"
    assert words.date(None) == "date not stated"
    assert words.date("spring 2012") == "spring 2012"


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0, "0%"),
        (0.02, "under 0.1%"),
        (0.34, "0.3%"),
        (1.5, "1.5%"),
        (2.4, "2%"),
        (99.7, "over 99%"),
        (100, "100%"),
    ],
)
def test_a_rounded_percentage_is_neither_none_nor_all_unless_it_is(value: float, text: str) -> None:
    assert words.percent(value) == text


def test_a_raised_first_letter_leaves_names_alone() -> None:
    assert words.capital("members, the paper (December 2011)") == "Members, the paper (December 2011)"


@pytest.mark.parametrize(
    ("n", "text"), [(1, "1st"), (2, "2nd"), (3, "3rd"), (11, "11th"), (112, "112th"), (100, "100th")]
)
def test_ordinal(n: int, text: str) -> None:
    assert words.ordinal(n) == text


@given(
    st.floats(-1e16, 1e16, allow_nan=False),
    st.integers(0, 4),
    st.sampled_from(["en", "fr", "es"]),
)
def test_numbers_are_written_as_babel_writes_them(value: float, decimals: int, code: str) -> None:
    rounded = round(value, decimals) + 0.0
    pattern = "#,##0" + ("." + "#" * decimals if decimals else "")
    with speaking(code):
        assert words.number(value, decimals) == format_decimal(rounded, pattern, code).replace("-", "−")


@pytest.mark.parametrize(
    ("code", "loose", "closed"),
    [
        (
            "en",
            "US$ 5,800 million on 13 October, 2 million in October",
            "US$_5,800_million on 13_October, 2_million in October",
        ),
        ("fr", "6,6 millions le 1er mai", "6,6_millions le 1er_mai"),
        ("es", "13 de octubre", "13_de octubre"),
    ],
)
def test_no_line_end_takes_a_figure_apart(code: str, loose: str, closed: str) -> None:
    with speaking(code):
        assert tied(loose) == closed.replace("_", "\u00a0")
