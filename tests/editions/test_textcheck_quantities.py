"""The number reader: what counts as a quantity, and what it is worth."""

from __future__ import annotations

from itertools import pairwise
from time import perf_counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from migbrief.editions.textcheck.number_words import number
from migbrief.editions.textcheck.quantities import read
from migbrief.editions.textcheck.token import Token


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
        ("3,5 million herons", 3_500_000),
        ("48.512 herons", 48_512),
        ("1.250 million herons", 1_250_000),
        ("12 500 herons", 12_500),
        ("12'500 herons", 12_500),
        ("two and a half million herons", 2_500_000),
        ("half a million herons", 500_000),
        ("hundreds of herons", 100),
        ("tens of thousands of herons", 10_000),
        ("two dozen herons", 24),
        ("a year later", 1),
        ("73 million herons", 73_000_000),
        ("100 million herons", 100_000_000),
        ("EU27", 27),
        ("EU 27 members", 27),
        ("Rio+20", 20),
        ("the 1035 Facility", 1035),
        ("a two-day event", 2),
        ("both herons", 2),
        ("the last decade", 10),
        ("half a year of rain", 0.5),
        ("within half a decade", 5),
        ("half a dozen nests", 6),
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
        ("$75 million Canadian dollars", 75e6, "CAD"),
        ("Canadian $18 million", 18e6, "CAD"),
        ("C$ 4.5m", 4.5e6, "CAD"),
        ("4.3 billion Uganda shillings", 4.3e9, "UGX"),
        ("12 million Swiss francs", 12e6, "CHF"),
        ("90 million yen", 90e6, "JPY"),
        ("NOK 300 000", 300_000, "NOK"),
        ("R$ 20 million", 20e6, "BRL"),
        ("£1.5bn", 1.5e9, "GBP"),
        ("SDR 10 million", 10e6, "XDR"),
        ("four million naira", 4e6, "NGN"),
        ("COP 500,000", 500_000, "COP"),
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
        ("COP 17", 17),
        ("COP18 talks", 18),
        ("the first lake ever to freeze", 1),
        ("the first country to count herons", 1),
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
        ("24th of February 2022", ((2022, 2, 24),)),
        ("14.03.2024", ((2024, 3, 14),)),
        ("in January", ((0, 1, 0),)),
        ("second half of 2023", ((2023, 7, 0),)),
        ("next year", ((0, 0, 0),)),
        ("mid-2024", ((2024, 0, 0),)),
        ("from 2010 to 2015", ((2010, 0, 0), (2015, 0, 0))),
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
    ("text", "value"),
    [
        ("bi-monthly", 6),
        ("annual", 1),
        ("every year", 1),
        ("quarterly", 4),
        ("twice a month", 24),
        ("every two years", 0.5),
    ],
)
def test_frequencies_are_times_a_year(text: str, value: float) -> None:
    assert (only(text).kind, only(text).value) == ("frequency", value)


@pytest.mark.parametrize("text", ["A/RES/65/170", "UN/POP/MIG-10CM/2012/02", "HR/7/2020"])
def test_document_symbols_are_one_token_without_the_full_stop(text: str) -> None:
    token = only(f"see {text}. Then")
    assert (token.kind, token.text) == ("symbol", text)


@pytest.mark.parametrize(
    "text",
    [
        "HIV/AIDS",
        "www.example.org/2011/12",
        "write to a1@b2.org",
        "COVID-19",
        "H-2A visas",
        "the CBP One app",
        "no one",
        "third countries",
        "Policy Brief 38",
        "Working Papers 7 and 12",
        "the herons left.[12].138 Then",
        "in the first country of asylum",
        "someone",
        "May",
    ],
)
def test_what_is_no_quantity(text: str) -> None:
    assert [token for token in read(text) if token.kind not in ("marker", "symbol")] == []


def test_list_numbers_are_markers_unless_they_close_a_parenthesis() -> None:
    kinds = [(t.text, t.kind) for t in read("1. See (table 3) and (2008) 1) nests; 2) reeds; (3) eggs")]
    assert kinds == [
        *(("1.", "marker"), ("table 3", "symbol"), ("2008", "date")),
        *(("1)", "marker"), ("2)", "marker"), ("(3)", "marker")),
    ]


@pytest.mark.parametrize(
    ("text", "low", "high", "kind"),
    [
        ("between 1,200 and 1,500 nests", 1200, 1500, "number"),
        ("30 to 40 nests", 30, 40, "number"),
        ("$350 to $500", 350, 500, "money"),
        ("3 to 4 million dollars", 3e6, 4e6, "money"),
        ("5-10 per cent", 5, 10, "percent"),
        ("two or three nests", 2, 3, "number"),
        ("a four- to sevenfold rise", 4, 7, "rate"),
        ("two-to-threefold", 2, 3, "rate"),
        ("five- to ten-year leases", 5, 10, "number"),
    ],
)
def test_ranges_are_one_quantity(text: str, low: float, high: float, kind: str) -> None:
    assert (only(text).kind, only(text).value, only(text).high) == (kind, low, high)


def test_a_change_from_one_figure_to_another_is_two() -> None:
    assert [t.value for t in read("fell from 61 to 38 days")] == [61, 38]
    assert [(t.kind, t.value) for t in read("rose from 3 to 4 per cent")] == [("percent", 3), ("percent", 4)]


@pytest.mark.parametrize(
    ("text", "share"), [("one in five herons", 20), ("two thirds of herons", 66.7), ("a quarter of them", 25)]
)
def test_shares_in_words_are_percentages(text: str, share: float) -> None:
    assert (only(text).kind, only(text).value) == ("percent", share)


@pytest.mark.parametrize(
    ("text", "times"),
    [
        ("doubled", 2),
        ("six-fold", 6),
        ("threefold", 3),
        ("halved", 0.5),
        ("nests at twice their usual depth", 2),
        ("four times what the lake holds", 4),
    ],
)
def test_multiples_are_rates(text: str, times: float) -> None:
    assert (only(text).kind, only(text).unit, only(text).value) == ("rate", "times", times)


def test_two_numbers_side_by_side_stay_apart() -> None:
    assert [t.value for t in read("two three-day events")] == [2, 3]
    assert [(t.kind, t.value) for t in read("the first 2012 issue")] == [("ordinal", 1), ("date", 2012)]
    assert [(t.kind, t.value) for t in read("the second five-year plan")] == [("ordinal", 2), ("number", 5)]
    assert [(t.kind, t.value) for t in read("the first 300 nests")] == [("number", 300)]
    assert [(t.value, t.weak) for t in read("at one of nine lakes")] == [(1, True), (9, False)]
    assert [(t.value, t.weak) for t in read("One of the nine is dry")] == [(1, False), (9, False)]


def test_what_is_done_every_year_is_done_once_a_year() -> None:
    """Of money and numbers that come each year it is their measure, and no rhythm of its own."""
    some = [(t.kind, t.value) for t in read("Some 200 nests are built every year for herons")]
    assert some == [("number", 200), ("frequency", 1)]
    assert [(t.kind, t.value) for t in read("$30 million every year")] == [("money", 30e6)]


@given(st.integers(0, 10**12))
def test_digits_read_back_with_and_without_separators(n: int) -> None:
    assert number(f"{n:,}") == number(str(n)) == n


@pytest.mark.slow
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
    "part",
    [
        "7",
        "1,234,",
        "1.",
        "1-",
        "A/",
        "one million ",
        "twenty-",
        "(1) ",
        "a@",
        "US$",
        "from 1 x to ",
        "2/5 to ",
        "Aa. 1, ",
    ],
)
def test_a_long_hostile_text_is_read_in_linear_time(part: str) -> None:
    start = perf_counter()
    read(part * 20_000)
    # Linear reading takes seconds even on a busy machine, quadratic reading minutes.
    assert perf_counter() - start < 30
