"""The number reader: what counts as a quantity, and what it is worth."""

from __future__ import annotations

from itertools import pairwise
from time import perf_counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from migbrief.editions.textcheck.quantities import Token, number, read


def only(text: str) -> Token:
    tokens = read(text)
    assert len(tokens) == 1, tokens
    return tokens[0]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("twenty-five herons", 25),
        ("seventy two herons", 72),
        ("two hundred and ten herons", 210),
        ("one million two hundred thousand herons", 1_200_000),
        ("a hundred herons", 100),
        ("1,234,567 herons", 1_234_567),
        ("10\u00a0000 herons", 10_000),
        ("3.5 herons", 3.5),
        ("73 million herons", 73_000_000),
        ("100 million herons", 100_000_000),
        ("EU27", 27),
        ("EU 27 members", 27),
        ("COP 17", 17),
        ("COP18 talks", 18),
        ("Rio+20", 20),
        ("the 1035 Facility", 1035),
        ("a two-day event", 2),
        ("both herons", 2),
        ("the last decade", 10),
    ],
)
def test_plain_numbers(text: str, value: float) -> None:
    token = only(text)
    assert (token.kind, token.value, token.high) == ("number", value, None)


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("US$ 1.3 billion", 1.3e9, "US$"),
        ("US$6.6 million", 6.6e6, "US$"),
        ("USD 73 million", 73e6, "US$"),
        ("$250,000", 250_000, "US$"),
        ("30 million US dollars", 30e6, "US$"),
        ("€ 5m", 5e6, "EUR"),
        ("CHF 40,000", 40_000, "CHF"),
    ],
)
def test_money_has_its_currency_and_scale(text: str, value: float, unit: str) -> None:
    token = only(text)
    assert (token.kind, token.unit) == ("money", unit)
    assert token.value == pytest.approx(value)


@pytest.mark.parametrize("text", ["15%", "15 per cent", "15 percent", "fifteen per cent"])
def test_percentages(text: str) -> None:
    assert (only(text).kind, only(text).value) == ("percent", 15)


def test_a_majority_is_more_than_half() -> None:
    assert (only("a majority of herons").kind, only("a majority of herons").value) == ("percent", 50)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("5th", 5),
        ("60th", 60),
        ("2nd", 2),
        ("TENTH", 10),
        ("third", 3),
        ("twenty-first", 21),
        ("twelfth", 12),
    ],
)
def test_ordinals_in_digits_and_words(text: str, value: int) -> None:
    assert (only(text).kind, only(text).value) == ("ordinal", value)


@pytest.mark.parametrize(
    ("text", "dates"),
    [
        ("9-10 February 2012", ((2012, 2, 9), (2012, 2, 10))),
        ("9 February 2012", ((2012, 2, 9),)),
        ("9th and 10th February 2012", ((2012, 2, 9), (2012, 2, 10))),
        ("February 9, 2012", ((2012, 2, 9),)),
        ("2012-02-09", ((2012, 2, 9),)),
        ("9 February", ((0, 2, 9),)),
        ("May 2011", ((2011, 5, 0),)),
        ("2011 May", ((2011, 5, 0),)),
        ("2011", ((2011, 0, 0),)),
        ("2008/9", ((2008, 0, 0), (2009, 0, 0))),
        ("2012-13", ((2012, 0, 0), (2013, 0, 0))),
        ("2010/2011", ((2010, 0, 0), (2011, 0, 0))),
    ],
)
def test_dates(text: str, dates: tuple[tuple[int, int, int], ...]) -> None:
    assert (only(text).kind, only(text).dates) == ("date", dates)


@pytest.mark.parametrize(
    ("text", "value"), [("bi-monthly", 6), ("annual", 1), ("every year", 1), ("quarterly", 4)]
)
def test_frequencies_are_times_a_year(text: str, value: float) -> None:
    assert (only(text).kind, only(text).value) == ("frequency", value)


@pytest.mark.parametrize("text", ["A/RES/65/170", "UN/POP/MIG-10CM/2012/02", "HR/7/2020"])
def test_document_symbols_are_one_token_without_the_full_stop(text: str) -> None:
    token = only(f"see {text}. Then")
    assert (token.kind, token.text) == ("symbol", text)


@pytest.mark.parametrize(
    "text",
    ["HIV/AIDS", "www.example.org/2011/12", "write to a1@b2.org", "millions of herons", "someone", "May"],
)
def test_what_is_no_quantity(text: str) -> None:
    assert read(text) == []


def test_list_numbers_are_markers_unless_they_close_a_parenthesis() -> None:
    kinds = [(t.text, t.kind) for t in read("1. See (table 3) and (2008) 1) nests; 2) reeds")]
    assert kinds == [("1.", "marker"), ("3", "number"), ("2008", "date"), ("1)", "marker"), ("2)", "marker")]


def test_two_numbers_side_by_side_stay_apart() -> None:
    assert [t.value for t in read("two three-day events")] == [2, 3]
    assert [(t.kind, t.value) for t in read("the first 2012 issue")] == [("ordinal", 1), ("date", 2012)]


@given(st.integers(0, 10**12))
def test_digits_read_back_with_and_without_separators(n: int) -> None:
    assert number(f"{n:,}") == number(str(n)) == n


@given(st.text(max_size=200))
def test_any_text_is_read_and_tokens_do_not_overlap(text: str) -> None:
    tokens = read(text)
    assert all(text[t.start : t.end].strip() == t.text.strip() for t in tokens)
    assert all(a.end <= b.start for a, b in pairwise(tokens))


@given(
    st.lists(
        st.sampled_from(
            ["2011", "60th", "US$", "5", "million", "may", "-", "/", "%", "(", ")", "two", "1)", "¹", " "]
        ),
        max_size=12,
    )
)
def test_any_jumble_of_number_parts_is_read(parts: list[str]) -> None:
    read("".join(parts))
    read(" ".join(parts))


@pytest.mark.slow
@pytest.mark.parametrize(
    "part", ["7", "1,234,", "1.", "1-", "A/", "one million ", "twenty-", "(1) ", "a@", "US$"]
)
def test_a_long_hostile_text_is_read_in_linear_time(part: str) -> None:
    start = perf_counter()
    read(part * 20_000)
    # Linear reading takes a fraction of a second, quadratic reading minutes.
    assert perf_counter() - start < 10
