"""A value words itself, cites its rows through arithmetic, and texts take no number without a source."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from migbrief.text import i18n
from migbrief.text.i18n import speaking, t, tn
from migbrief.text.markup import inline, plain
from migbrief.text.value import Cite, Count, Share, Value, Year, counted, share

A, B = Cite("a", "table A"), Cite("b", "table B")


@pytest.fixture
def strict() -> Iterator[None]:
    i18n.refuse_bare_numbers(True)
    yield
    i18n.refuse_bare_numbers(False)


def test_a_value_in_a_text_is_worded_in_the_language_and_marked() -> None:
    lent = Value(8.5e6, "US$", cites=(A,))
    for code, words in {"en": "US$ 8.5 million", "fr": "8,5\xa0millions de dollars US"}.items():
        with speaking(code):
            said = t("{sum} was lent", sum=lent)
            assert plain(said).startswith(words)
    html = inline(f"*{lent}* & {lent!s}")
    assert html.count('href="#note-a"') == 1, "str() has no mark, a format has"
    assert "<strong>" in html and "&amp;" in html


def test_what_an_end_note_says_cannot_break_out_of_its_attribute() -> None:
    bad = Value(1, cites=(Cite("x", '"><script>alert(1)</script> https://un.org/a/b'),))
    html = inline(t("{n}", n=bad))
    assert "<script" not in html and html.count("<a ") == 1


def test_arithmetic_keeps_the_rows_of_its_parts() -> None:
    one, two = Value(30e6, "US$", year=2011, cites=(A,)), Value(10e6, "US$", year=2014, cites=(B,))
    total = one + two
    assert (total.value, total.unit, total.year, total.cites) == (40e6, "US$", None, (A, B))
    assert sum([one, one]).cites == (A,) and (one - two).value == 20e6
    assert (one / two).value == 3 and (one / two).cites == (A, B) and (one / 2).cites == (A,)
    assert (one * 2).high is None and (Value(2, high=4) * 2).high == 8
    assert total.key != one.key and total.key == (one + two).key
    with pytest.raises(ValueError, match="different units"):
        one + Value(3, "persons")
    with pytest.raises(ValueError, match="no source"):
        sum([one], start=5)


def test_a_share_is_neither_none_nor_all_by_rounding() -> None:
    few, most = share(counted(1), counted(5000)), share(counted(4999), counted(5000))
    assert str(few) == "under 0.1%" and str(most) == "over 99%"
    assert isinstance(few, Share) and str(share(counted(1, "a", A), counted(3, "a", B))) == "33%"
    with pytest.raises(ZeroDivisionError):
        share(counted(0), counted(0))


def test_a_format_drops_the_unit_or_shows_the_sign() -> None:
    change = Value(-12.34, "%", cites=(A,))
    assert plain(f"{change:|.1}") == "12.3%" and plain(f"{abs(change):+.0}") == "+12%"
    assert plain(f"{counted(26, 'partner'):n}") == "26" and str(counted(1, "partner")) == "1 partner"
    with pytest.raises(ValueError, match="no format"):
        f"{change:x}"


def test_an_end_note_names_the_number_and_its_sources() -> None:
    assert Value(5, "members", cites=(A,)).said() == "5 members: table A"
    both = Value(5, "members", cites=(A, B)) + Value(1, "members", cites=(B,))
    assert both.said() == "6 members: worked out from table A; table B"


@pytest.mark.usefixtures("strict")
def test_a_number_without_a_source_is_refused() -> None:
    for bare in (3, 2.5):
        with pytest.raises(TypeError, match="has no source"):
            t("{n} of them", n=bare)
    with pytest.raises(TypeError, match="has no source"):
        tn("{n} row", "{n} rows", 3)
    assert t("{n} rows in {year}, {a}", n=Count(1200), year=Year(2012), a="b") == "1,200 rows in 2012, b"
    assert plain(tn("{n} row", "{n} rows", counted(3, "row", A))) == "3 rows"


def test_a_text_takes_any_number_where_pages_are_not_built_of_values() -> None:
    assert t("{n} of them", n=3) == "3 of them"
