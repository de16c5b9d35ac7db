"""A value words itself, cites its rows through arithmetic, and texts take no number without a source."""

from __future__ import annotations

import pytest

from migbrief.text.i18n import speaking, t, tn
from migbrief.text.markup import inline, plain
from migbrief.text.value import Cite, Count, Share, Value, Year, counted, share

A, B = Cite("a", "table A"), Cite("b", "table B")


def test_a_value_in_a_text_is_worded_in_the_language_and_marked() -> None:
    lent = Value(8.5e6, "US$", cites=(A,))
    for code, words in {"en": "US$ 8.5 million", "fr": "8,5\xa0millions USD"}.items():
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
    assert (one - two).value == 20e6 and (one + one).cites == (A,)
    assert one.key == "a" and (one + one).key not in ("a", total.key), "no row holds what was worked out"
    assert total.key == (one + two).key
    with pytest.raises(ValueError, match="different units"):
        one + Value(3, "persons")


def test_ranges_and_hedges_go_through_arithmetic() -> None:
    wide, other = Value(2, "%", high=4, cites=(A,)), Value(1, "%", high=3, cites=(B,))
    added, apart = wide + other, wide - other
    assert (added.value, added.high) == (3, 7) and (apart.value, apart.high) == (-1, 3)
    over, nearly = Value(5, "members", qualifier="over"), Value(5, "members", qualifier="nearly")
    assert str(over + over) == "over 10 members" and str(over + nearly) == "about 10 members"
    assert str(over - over) == "about 0 members" and str(share(over, Value(10, "members"))) == "about 50%"


def test_a_share_is_neither_none_nor_all_by_rounding() -> None:
    few, most = share(counted(1), counted(5000)), share(counted(4999), counted(5000))
    assert str(few) == "under 0.1%" and str(most) == "over 99%"
    assert isinstance(few, Share) and str(share(counted(1, "a", A), counted(3, "a", B))) == "33%"
    with pytest.raises(ZeroDivisionError):
        share(counted(0), counted(0))
    with pytest.raises(ValueError, match="no part"):
        share(Value(-1), Value(2))


def test_a_format_drops_the_unit() -> None:
    assert plain(f"{counted(26, 'partner'):n}") == "26" and str(counted(1, "partner")) == "1 partner"
    with pytest.raises(ValueError, match="no format"):
        f"{counted(26):x}"


def test_an_end_note_names_the_number_and_its_sources() -> None:
    assert Value(5, "members", cites=(A,)).end_note() == "5 members: table A"
    both = Value(5, "members", cites=(A, B)) + Value(1, "members", cites=(B,))
    assert both.end_note() == "6 members: worked out from table A; table B"


def test_marks_in_data_are_no_marks() -> None:
    for bad in ("\ue0005\ue002", "\ue000x\ue001y\ue002"[:3], "a\ue002b"):
        n = Value(1, cites=(Cite("x", bad),))
        assert inline(t("{bad} {n}", bad=bad, n=n)).count("<sup") == 1


def test_a_number_without_a_source_is_refused() -> None:
    for bare in (3, 2.5):
        with pytest.raises(TypeError, match="has no source"):
            t("{n} of them", n=bare)
    with pytest.raises(TypeError, match="has no source"):
        tn("{n} row", "{n} rows", 3)
    assert t("{n} rows in {year}, {a}", n=Count(1200), year=Year(2012), a="b") == "1,200 rows in 2012, b"
    assert plain(tn("{n} row", "{n} rows", counted(3, "row", A))) == "3 rows"
