"""Arithmetic written as data: what it gives, and what it refuses."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from migbrief.editions.expressions import evaluate, names_in
from migbrief.errors import UserError

KNOWN = {"fact": lambda fact_id: {"herons-2019": 1200.0, "growth": 20.0}[fact_id]}


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("27 + 3", 30),
        ("-2 ** 2", -4),
        ("fact('herons-2019') / (1 + fact('growth') / 100)", 1000),
        ("100 * (6.4 / 6.6 - 1)", -3.0303),
        ("round(2.6) + abs(-1) + min(3, 4) + max(1, 2)", 9),
    ],
)
def test_arithmetic(text: str, value: float) -> None:
    assert evaluate(text, KNOWN) == pytest.approx(value, rel=1e-4)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "1 +",
        "__import__('os').system('true')",
        "().__class__",
        "open('x')",
        "fact",
        "fact('a').real",
        "[1, 2]",
        "1 if 2 else 3",
        "(lambda: 1)()",
        "f'{1}'",
        "'text'",
        "True",
        "1j",
        "1 // 2",
        "2 < 3",
        "x := 1",
        "fact(*['a'])",
        "initiatives(**{'kind': 'fund'})",
        "9 ** 9 ** 9",
        "10 ** 400",
        "(-8) ** 0.5",
        "1 / 0",
        "0 ** -1",
        "1e999",
        "fact()",
        "fact('a', 'b')",
        "(" * 1000 + "1" + ")" * 1000,
        "1+" * 400 + "1",
    ],
)
def test_anything_else_is_refused_in_one_line(text: str) -> None:
    with pytest.raises(UserError) as caught:
        evaluate(text, KNOWN)
    assert "\n" not in str(caught.value)


def test_a_mistyped_function_or_keyword_gets_the_nearest() -> None:
    with pytest.raises(UserError, match="unknown function 'facts'; did you mean fact"):
        evaluate("facts('a')", KNOWN)
    with pytest.raises(UserError, match="unknown keyword of places 'rolle'; did you mean role"):
        names_in("places('linet', rolle='pilot')")


def test_the_ids_used_are_known_without_evaluating() -> None:
    text = "fact('a') + places('b', 'c', role='pilot') + members('EU27') + initiatives(kind='fund')"
    assert names_in(text) == {"a", "b", "c"}


@given(st.integers(-(10**6), 10**6), st.integers(-(10**6), 10**6), st.sampled_from(["+", "-", "*"]))
def test_agrees_with_python(a: int, b: int, sign: str) -> None:
    expected = {"+": a + b, "-": a - b, "*": a * b}[sign]
    assert evaluate(f"({a}) {sign} ({b})", {}) == expected


@pytest.mark.slow
@given(st.text(max_size=80))
def test_no_text_does_anything_but_give_a_number_or_a_clear_refusal(text: str) -> None:
    try:
        assert isinstance(evaluate(text, {}), float)
    except UserError as error:
        assert "\n" not in str(error)
